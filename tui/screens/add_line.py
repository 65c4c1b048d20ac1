"""The line in which tasks are added: it completes @client and #category, and takes a paste of several lines whole."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from textual import events
from textual.message import Message

from pupitre.client import Client
from pupitre.quick import completing
from pupitre.task import Task
from pupitre.text import plain
from pupitre.value import Struct
from tui.widgets.typed_line import TypedLine
from tui.words import harmless

_TYPED = re.compile(r"(?:^|\s)([@#])([^\s@#]*)$")


class Option(Struct, frozen=True):
    """One way to end the word that is typed: what is put in the line, and how it is shown."""

    word: str
    shown: str


Options = Callable[[str, str], list[Option]]
"""The ways to end a word, by its mark (`@` or `#`) and what is typed of it; best first."""


def client_options(typed: str, clients: Iterable[Client]) -> list[Option]:
    """Return the clients that what is typed may become."""
    found = [(harmless(c.label or c.id).casefold(), c.name) for c in completing(typed, clients)]
    return [Option(word, f"@{word} {name}") for word, name in found]


def category_options(typed: str, tasks: Iterable[Task]) -> list[Option]:
    """Return the categories she used that begin like this, the latest first."""
    latest = sorted((t for t in tasks if t.category.strip()), key=lambda t: t.created, reverse=True)
    names = dict.fromkeys("_".join(t.category.split()) for t in latest)
    return [Option(name, f"#{name}") for name in names if plain(name).startswith(plain(typed))]


class LineInput(TypedLine):
    """One line that can be completed."""

    @dataclass
    class Pasted(Message):
        """Several lines were pasted."""

        text: str

    @dataclass
    class Emptied(Message):
        """Backspace was pressed in an empty line."""

    def __init__(self, value: str, options: Options, *, id: str, placeholder: str) -> None:  # noqa: A002 - Textual's
        super().__init__(value, id=id, placeholder=placeholder, select_on_focus=False)
        self._options = options

    @property
    def open_options(self) -> list[Option]:
        """The ways to end the word before the cursor, none when it is no reference or already whole."""
        found, after = _TYPED.search(self.value[: self.cursor_position]), self.value[self.cursor_position :]
        if found is None or (after and not after[0].isspace()):
            return []
        options = self._options(found[1], found[2])
        return [] if options and plain(options[0].word) == plain(found[2]) else options

    def complete(self) -> bool:
        """End the word before the cursor as its first option says. Return whether there was one."""
        options = self.open_options
        found = _TYPED.search(self.value[: self.cursor_position])
        if not options or found is None:
            return False
        after = self.value[self.cursor_position :].lstrip()
        before = self.value[: found.start(2)] + options[0].word + " "
        self.value = before + after
        self.cursor_position = len(before)
        return True

    def action_cursor_right(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's
        """Complete the word before the cursor, else move."""
        if select or not self.complete():
            super().action_cursor_right(select)

    def action_delete_left(self) -> None:
        """Delete the character before the cursor; say so when there is nothing at all."""
        if not self.value:
            self.post_message(self.Emptied())
        super().action_delete_left()

    def _on_paste(self, event: events.Paste) -> None:
        """Hand several lines to the screen; one line goes where the cursor is."""
        if len(event.text.strip().splitlines()) > 1:
            event.prevent_default()
            event.stop()
            self.post_message(self.Pasted(event.text))
