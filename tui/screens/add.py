"""Adding in one line, with what was understood shown before Enter."""

import re
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from pupitre import pasting
from pupitre.errors import PupitreError
from pupitre.phrases import Answer
from pupitre.quick import Understanding, readings
from pupitre.task import Task
from pupitre.value import replace
from tui import line_words, load_words, refusals, words
from tui.commands import Place, key_name, key_to
from tui.screens.add_line import LineInput, Option, category_options, client_options
from tui.screens.typed import TypedScreen
from tui.session import Session
from tui.widgets.cards import BAR, label_of
from tui.widgets.lines import cut
from tui.words import _, harmless, shown

DRAFT, NOTE_KEY = "add", "ctrl+n"
_FROM_TO = re.compile(r"\d\s?h\d{0,2}\s?(?:-|–|à)\s?\d{1,2}\s?h", re.IGNORECASE)
"""« 9h-12h »: no hour until which something is promised."""


def echo(understood: Understanding, session: Session) -> str:
    """Return in words what a line was understood to mean."""
    desk = session.desk
    known = None if understood.audio_min is None else desk.audio_ratio()
    told = line_words.understood(understood, desk.moment, known) or [_("no client, no date, no estimate")]
    usual = None
    if understood.category and understood.estimate_min is None:
        usual = session.outlook.usual_minutes(understood.category)
    if usual is not None:
        told.append(load_words.usually(*usual))
    return f"{cut(shown(understood.title), 60)}\n{BAR} {' · '.join(told)}"


class AddScreen(TypedScreen[str | None]):
    """One line; returns the id of the task that was added, "" after a recurrence."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [("escape", "leave"), ("tab", "other_reading"), (NOTE_KEY, "note")]

    def __init__(self, session: Session, client: str | None) -> None:
        super().__init__()
        self.session, self._client = session, client
        self._offered, self._asked_hour = "", False
        self._reading = 0
        self._letter, self._note = session.drafts.get(DRAFT, {}).get("letter", ""), ""
        self._dates: tuple[tuple[str, Answer], ...] = ()
        self._aside = bool(session.drafts.get(DRAFT, {}).get("aside"))
        self._read: tuple[tuple[object, ...], tuple[Understanding, ...]] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the line and what is understood."""
        with Vertical(classes="dialog"):
            yield Static(_("Add a task"), classes="title", markup=False)
            yield LineInput(self.session.drafts.get(DRAFT, {}).get("line", ""), self._options, id="line",
                            placeholder=_("What, @client, when, ~how long, ! if urgent"))
            yield Static("", classes="echo", markup=False)
            yield Static("", classes="wrong", markup=False)
            yield Static("", classes="keys", markup=False)

    def on_mount(self) -> None:
        """Begin with the draft that was left."""
        if self._letter:
            aside = self._aside
            self._take(self._letter)
            self._aside = aside
        self._show(self._line.value)

    @property
    def _line(self) -> LineInput:
        return self.query_one(LineInput)

    # -- what is understood ----------------------------------------------------------------------

    def _options(self, mark: str, typed: str) -> list[Option]:
        if mark == "@":
            return client_options(typed, self.session.desk.clients())
        return category_options(typed, self.session.desk.ledger.table(Task).values())

    def _all_readings(self, line: str) -> tuple[Understanding, ...]:
        """Return the readings of the line, as they were shown in this minute unless something changed."""
        minute, version = self.session.now.replace(second=0, microsecond=0), self.session.desk.ledger.version
        of = line, minute, version, self._aside, self._note, self._dates
        if self._read is None or self._read[0] != of:
            self._read = of, self._read_anew(line)
        return self._read[1]

    def _read_anew(self, line: str) -> tuple[Understanding, ...]:
        """Read the line; a pasted letter adds its dates to one that has none."""
        note, dates = ("", ()) if self._aside else (self._note, self._dates)
        found = replace(self.session.desk.understand(line), note=note)
        if self._client is not None and found.client is None and not found.unknown_client:
            found = replace(found, client=self.session.desk.client(self._client))
        own = readings(found)
        if found.date is not None:
            return own
        return (*own, *(replace(found, date=date, date_words=said) for said, date in dates))

    def _understood(self, line: str) -> Understanding:
        every = self._all_readings(line)
        return every[self._reading % len(every)]

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        self._offered, self._reading = "", 0
        # Another task may follow, of another client: the letter goes with it only when she says so.
        self._aside = bool(self._letter) and (self._aside or not event.value.strip())
        self._show(event.value)

    def action_other_reading(self) -> None:
        """End the reference that is typed, else take the other day or hour that the words may mean."""
        if not self._line.complete():
            self._reading += 1
            self._show(self._line.value)

    @on(LineInput.Pasted)
    def _pasted(self, event: LineInput.Pasted) -> None:
        """Take a letter: its subject and its sender for the line, the rest as a note."""
        desk, letter = self.session.desk, self._take(event.text)
        typed = self._line.value.strip()
        found = desk.understand(typed or letter.title)
        whose = letter.client if found.client is None and not found.unknown_client and self._client is None else None
        mark = f" @{(whose.label or whose.id).casefold()}" if whose else ""
        self._line.value = f"{typed or letter.title}{mark}"
        self._line.cursor_position = len(self._line.value)
        self._show(self._line.value)

    def _take(self, text: str) -> pasting.Pasted:
        letter, self._aside = pasting.read(text, self.session.desk.clients(), self.session.desk.moment), False
        self._letter, self._note, self._dates = text[: pasting.MAX_NOTE], letter.note, letter.dates
        return letter

    @on(LineInput.Emptied)
    def _emptied(self) -> None:
        """Drop the letter of a line that is empty."""
        self._letter, self._note, self._dates, self._aside = "", "", (), False
        self._show(self._line.value)

    def action_note(self) -> None:
        """Leave out what was pasted, or take it again."""
        self._aside, self._reading = bool(self._letter) and not self._aside, 0
        self._show(self._line.value)

    # -- what is shown ---------------------------------------------------------------------------

    def _show(self, line: str, *, asked: bool = False) -> None:
        """Show what the line means; `asked`: Enter was pressed and something is still to be said."""
        every, options = self._all_readings(line), [] if asked else self._line.open_options
        understood = every[self._reading % len(every)]
        keys = [f"{key_name('enter')} {_('Add')}", f"{key_name('escape')} {_('Back')}"]
        if options:
            keys.insert(1, f"Tab {_('Complete')}")
        elif line.strip() and len(every) > 1:
            keys.insert(1, f"Tab {_('Other reading')}")
        if self._letter:
            keys.insert(-1, f"{key_name(NOTE_KEY)} {_('With the note') if self._aside else _('Without the note')}")
        self.query_one(".keys", Static).update("   ".join(keys))
        self.query_one(".echo", Static).update(self._said(line, understood))
        self.query_one(".wrong", Static).update(self._completing(options) if options else self._wrong(understood))
        self.query_one(".wrong", Static).set_class(bool(options), "hint")

    def _said(self, line: str, understood: Understanding) -> str:
        if not line.strip() and self._note:
            said = _("A note of {lines} pasted lines was set aside; Backspace drops it") if self._aside else _(
                "A note of {lines} pasted lines is kept; Backspace drops it")
            return said.format(lines=len(self._note.splitlines()))
        if not line.strip():
            known = " ".join(f"@{label_of(c).strip().lower()}" for c in self.session.desk.clients())
            return _("Known clients: {labels}").format(labels=cut(known, 90)) if known else ""
        told = echo(understood, self.session)
        if understood.date is None and self._dates and not self._aside:
            at = self.session.desk.moment
            first = words.says(self._dates[0][1], at.now, at.tz)
            told += "\n" + _("In the message: {date}; Tab takes it").format(date=first)
        elif understood.date is None and _FROM_TO.search(line):
            key = key_to(Place.DAY, "show('agenda')")
            told += "\n" + _("An appointment? It is added in the agenda: {key}.").format(key=key)
        return told

    def _completing(self, options: list[Option]) -> str:
        return cut("   ".join(shown(option.shown) for option in options), max(self.size.width - 6, 20))

    def _wrong(self, understood: Understanding) -> str:
        if self._asked_hour and understood.wants_hour:
            return _("For what hour? Type it, or Enter adds it without.")
        name = shown(understood.unknown_client)
        if not name:
            return ""
        if understood.candidates:
            found = ", ".join(f"@{harmless(c.label).lower()}" for c in understood.candidates)
            return _("@{name} may be {found}: type one of them.").format(name=name, found=found)
        if self._offered == name:
            return _("Enter once more creates the client “{name}”.").format(name=name)
        return _("@{name} is not known. Enter offers to create this client.").format(name=name)

    # -- adding ----------------------------------------------------------------------------------

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        line = event.value
        understood = self._understood(line)
        name = shown(understood.unknown_client)
        if name and self._offered != name:
            self._offered = name if not understood.candidates else ""
            self._show(line, asked=True)
            return
        if understood.wants_hour and understood.title and not self._asked_hour:
            self._ask_hour(line)
            return
        try:
            if name and understood.title:
                self.session.desk.add_client(name[0].upper() + name[1:])
                understood = self._understood(line)
            added = self._add(understood)
        except PupitreError as error:
            self.query_one(".wrong", Static).update(refusals.say(error))
            return
        self.session.drafts.pop(DRAFT, None)
        self.session.keep_typed()
        self.dismiss(added)

    def _ask_hour(self, line: str) -> None:
        """Ask once for the hour of what is urgent; the cursor waits where it can be typed."""
        self._asked_hour = True
        with self.prevent(Input.Changed):
            self._line.value = f"{line.rstrip()} "
        self._line.cursor_position = len(self._line.value)
        self._show(self._line.value, asked=True)

    def _add(self, understood: Understanding) -> str:
        if understood.rule is None:
            return self.session.desk.add_task(understood).id
        added = self.session.desk.add_recurrence(understood)
        self.session.tell(_("Added: {title}").format(title=shown(added.title)), False)  # noqa: FBT003 - good news
        return ""

    def action_leave(self) -> None:
        """Close; the line is there next time."""
        self.keep_draft()
        self.session.keep_typed()
        self.dismiss(None)

    def keep_draft(self) -> None:
        """Remember the line, and the letter that was pasted with it."""
        line = self.query_one(Input).value
        if line.strip() or self._letter:
            letter = {"letter": self._letter, "aside": "1" if self._aside else ""} if self._letter else {}
            self.session.drafts[DRAFT] = {"line": line} | letter
        else:
            self.session.drafts.pop(DRAFT, None)
