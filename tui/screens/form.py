"""A form made from a description: fields, what saving does, and a draft that survives Escape."""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Checkbox, Label, Select, Static

from pupitre.errors import Invalid, PupitreError
from pupitre.phrases import read
from pupitre.text import clean_text
from pupitre.value import Struct
from tui import refusals, words
from tui.commands import Place, commands_of, key_name
from tui.screens.base import bindings_of
from tui.screens.typed import TypedScreen
from tui.session import Session
from tui.widgets import paging
from tui.widgets.fields import Input, TextArea
from tui.widgets.typed_line import TypedLine
from tui.words import _

ROOM_AROUND = 10
"""Lines of a form that are no fields: frame, title, messages and keys."""

_NUMBERS = re.compile(r"(?=\d)(?:\d|[\s:.,/-]|h|min|mn|%){1,16}", re.IGNORECASE)
"""An hour, minutes, a day, an amount: no text of hers."""


class Kind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    YES_NO = "yes_no"
    DATE = "date"
    SECRET = "secret"  # noqa: S105 - the name of a kind
    """Masked, in none of the form's values, and in no draft: its form asks the field itself."""


class Field(Struct, frozen=True):
    """One thing asked for; a yes is "1" and a no is ""."""

    name: str
    label: str
    value: str = ""
    kind: Kind = Kind.LINE
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    suggester: Suggester | None = None
    tried: Callable[[str], None] | None = None
    """Is told of what is chosen before it is saved, to show what it would be like."""


class Form(Struct, frozen=True):
    """A form: `key` names its draft, `save` gets the values by name and may refuse."""

    key: str
    title: str
    fields: tuple[Field, ...]
    save: Callable[[dict[str, str]], object]


def _offered(value: str, field: Field) -> str:
    """Return what is chosen at first: a draft may name what is no longer there to choose."""
    keys = [key for key, _text in field.choices]
    return next((one for one in (value, field.value) if one in keys), keys[0])


def _top(widget: Widget) -> int:
    """Return the line of a field among all of them: each stands alone in its row."""
    row = widget.parent
    return row.virtual_region.y if isinstance(row, Widget) else 0


class Tick(Checkbox, inherit_bindings=False):
    """A checkbox that is empty when it is off: state is never told by colour alone. Space ticks it, Enter goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [("space", "toggle_button")]
    BUTTON_LEFT, BUTTON_INNER, BUTTON_RIGHT = "[", " ", "]"

    @property
    def _button(self) -> Content:
        """The box; Textual draws its sides in the colour below them, as a patch without words."""
        inside = f"{self.BUTTON_LEFT}{self.BUTTON_INNER}{self.BUTTON_RIGHT}"
        return Content.styled(inside, self.get_visual_style("toggle--button"))

    def watch_value(self) -> None:
        """Show a cross only when it is on."""
        self.BUTTON_INNER = "X" if self.value else " "
        super().watch_value()


class Fields(VerticalScroll, inherit_bindings=False):
    """The fields of a form: page keys go from field to field, so that the cursor is never left behind."""


class FormScreen(TypedScreen[bool]):
    """Shows a form; returns whether it was saved. What is typed is never lost."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(Place.FORM), ("pageup", "page(-1)"), ("pagedown", "page(1)"),
    ]

    def __init__(self, session: Session, form: Form) -> None:
        super().__init__()
        paging.wait_for_lines()
        self.session, self.form = session, form
        self._draft = session.drafts.get(form.key, {})

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        keys = "   ".join(f"{key_name(c.keys[0])} {c.title}" for c in commands_of(Place.FORM))
        with Vertical(classes="dialog"):
            yield Static(self.form.title, classes="title", markup=False)
            with Fields(can_focus=False):
                for field in self.form.fields:
                    with Horizontal(classes="row"):
                        yield Label(field.label, markup=False)
                        yield self._widget(field)
            yield Static("", classes="echo", markup=False)
            yield Static(_("Taken up where you left it.") if self._draft else "", classes="wrong", markup=False)
            yield Static(keys, classes="keys", markup=False)

    def _widget(self, field: Field) -> Widget:
        # A file that was imported may hold what no keyboard types.
        value = clean_text(self._draft.get(field.name, field.value))
        if field.kind is Kind.TEXT:
            return TextArea(value, id=field.name, tab_behavior="focus")
        if field.kind is Kind.YES_NO:
            tick = Tick(field.hint, id=field.name)
            tick.value = bool(value)  # set after it is made, so that it is drawn as it is
            return tick
        if field.kind is Kind.CHOICE:
            # A name such as « [/] » is text: a plain string would be read as markup.
            options = [(Text(text), key) for key, text in field.choices]
            value = _offered(value, field)
            return Select(options, value=value, allow_blank=False, id=field.name, compact=True)
        if field.kind is Kind.SECRET:
            return Input("", placeholder=field.hint, id=field.name, select_on_focus=False, password=True)
        # What is replaced as a whole comes selected, so that typing does not join two dates into none.
        whole = field.kind is Kind.DATE or _NUMBERS.fullmatch(value) is not None
        return TypedLine(
            value, placeholder=field.hint, id=field.name, select_on_focus=whole, suggester=field.suggester
        )

    def on_mount(self) -> None:
        """Put the cursor in the first field."""
        self.query_one(f"#{self.form.fields[0].name}").focus()

    def on_descendant_focus(self) -> None:
        """Name in bold the field that has the cursor: its ground alone would not tell."""
        for row in self.query(".row"):
            row.set_class(self.focused in row.children, "-here")

    def on_resize(self) -> None:
        """Leave room for the messages and the keys, whatever the height of the terminal."""
        self.query_one(VerticalScroll).styles.max_height = max(self.room, 3)

    @property
    def room(self) -> int:
        """The lines there are for the fields."""
        return self.size.height - ROOM_AROUND

    def action_page(self, by: int) -> None:
        """Go to the field one page further up or down, which is then seen; a text of lines keeps these keys."""
        shown = [self.query_one(f"#{field.name}") for field in self.form.fields]
        fields = [widget for widget in shown if widget.focusable and not isinstance(widget, TextArea)]
        at = fields.index(self.focused) if self.focused in fields else 0
        tops = [_top(widget) for widget in fields]
        wanted = tops[at] + by * max(self.query_one(VerticalScroll).size.height - 1, 1)
        beyond = [n for n, top in enumerate(tops) if (top >= wanted if by > 0 else top <= wanted)]
        fields[(min(beyond) if by > 0 else max(beyond)) if beyond else (-1 if by > 0 else 0)].focus()

    def values(self) -> dict[str, str]:
        """Return what is in the fields."""
        found: dict[str, str] = {}
        for field in self.form.fields:
            widget = self.query_one(f"#{field.name}")
            if field.kind is Kind.SECRET:
                found[field.name] = ""
            elif isinstance(widget, TextArea):
                found[field.name] = widget.text
            elif isinstance(widget, Checkbox):
                found[field.name] = "1" if widget.value else ""
            elif isinstance(widget, Input):
                found[field.name] = widget.value
            elif isinstance(widget, Select):
                found[field.name] = str(widget.value)
        return found

    def action_save(self) -> None:
        """Save; what is refused is said at the foot of the form, its field gets the cursor."""
        try:
            self.form.save(self.values())
        except PupitreError as error:
            self.query_one(".wrong", Static).update(refusals.say(error))
            if isinstance(error, Invalid) and any(f.name == error.field for f in self.form.fields):
                self.query_one(f"#{error.field}").focus()
            return
        self.session.drafts.pop(self.form.key, None)
        self.session.keep_typed()
        self.dismiss(True)  # noqa: FBT003 - the screen's result

    def action_cancel(self) -> None:
        """Close; the values are kept for the next time."""
        self.keep_draft()
        self.session.keep_typed()
        self.dismiss(False)  # noqa: FBT003 - the screen's result

    def keep_draft(self) -> None:
        """Remember what is typed, where it is more than what the form began with."""
        values = self.values()
        if values != {f.name: f.value for f in self.form.fields}:
            self.session.drafts[self.form.key] = values
        else:
            self.session.drafts.pop(self.form.key, None)

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        if event.input.id == self.form.fields[-1].name:
            self.action_save()
        else:
            self.focus_next()

    @on(Select.Changed)
    def _tried(self, event: Select.Changed) -> None:
        tried = next((f.tried for f in self.form.fields if f.name == event.select.id), None)
        if tried is not None:
            tried(str(event.value))

    @on(Input.Changed)
    def _echo(self, event: Input.Changed) -> None:
        field = next(f for f in self.form.fields if f.name == event.input.id)
        # Fields also change as they are laid out: only what is being typed is told back.
        if field.kind is not Kind.DATE or not event.input.has_focus:
            return
        at = self.session.desk.moment
        said = words.says(read(event.value, at), at.now, at.tz) if event.value.strip() else ""
        self.query_one(".echo", Static).update(said)
