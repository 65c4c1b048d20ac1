"""Help for the one thing that has the cursor: what it is, what can be done there, with which keys."""

from collections.abc import Iterable

from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Checkbox, Input, Select, TextArea

from pupitre.value import Struct
from tui.commands import key_name
from tui.screens.form import Field, FormScreen, Kind
from tui.widgets.rows import Rows
from tui.widgets.typed_line import TypedLine
from tui.words import N_, _

KeyTold = tuple[str, str]
"""A key and what it does there."""


class About(Struct, frozen=True):
    """What has the cursor, and what its keys do; `adds` when tasks are typed there."""

    name: str
    keys: tuple[KeyTold, ...]
    adds: bool = False


_LIST = (
    ("up", N_("chooses the row above or below, with ↓")),
    ("pageup", N_("goes a page up or down, with Page down; Home and End go to the ends")),
    ("", N_("a click chooses, a double click opens, the right button shows what can be done")),
)
_LINE = (
    ("tab", N_("goes to the next field; Shift+Tab to the one before")),
    ("enter", N_("goes on, and saves in the last field")),
    ("escape", N_("goes back; what is typed is there next time")),
)
_TEXT = (
    ("enter", N_("begins a new line")),
    ("tab", N_("goes to the next field; Shift+Tab to the one before")),
    ("ctrl+z", N_("takes back the last typing")),
    ("escape", N_("goes back; what is typed is there next time")),
)
_CHOICE = (("enter", N_("opens the choices; arrows and Enter choose one")), _LINE[0], _LINE[2])
_TICK = (("space", N_("ticks it, or takes the tick away")), _LINE[0], _LINE[2])
_SCROLL = (("up", N_("scrolls, with ↓, Page up and Page down")),)
_UNDO = (("ctrl+z", N_("takes back the last typing")),)
_DATE = (("", N_("a date in words: tomorrow, friday 5pm, 5/12, in 3 days, end of the month")),)


def about(screen: Screen[object]) -> About | None:
    """Return what is told of the thing that has the cursor, None when nothing has."""
    widget = screen.focused
    if widget is None:
        return None
    field = _field(screen, widget)
    name = field.label if field else _name(widget)
    return About(name, _told(_keys(widget, field)), adds=type(widget).__name__ == "LineInput")


def _field(screen: Screen[object], widget: Widget) -> Field | None:
    if not isinstance(screen, FormScreen):
        return None
    return next((field for field in screen.form.fields if field.name == widget.id), None)


def _name(widget: Widget) -> str:
    """Return the title above the thing without the count beside it, or what it is."""
    title = str(getattr(widget.border_title, "plain", widget.border_title) or "").strip()
    if title:
        return title.split("  ", maxsplit=1)[0]
    if isinstance(widget, Rows):
        return _("The list")
    return _("The field") if isinstance(widget, Input | TextArea) else _("The text")


def _keys(widget: Widget, field: Field | None) -> Iterable[KeyTold]:
    """Return the keys that do something in a kind of thing."""
    if isinstance(widget, Rows):
        return _LIST
    if isinstance(widget, TextArea):
        return _TEXT
    if isinstance(widget, Select):
        return _CHOICE
    if isinstance(widget, Checkbox):
        return _TICK
    if isinstance(widget, Input):
        dated = _DATE if field is not None and field.kind is Kind.DATE else ()
        return (*dated, *_LINE, *(_UNDO if isinstance(widget, TypedLine) else ()))
    return _SCROLL


def _told(keys: Iterable[KeyTold]) -> tuple[KeyTold, ...]:
    return tuple((key_name(key) if key else "", _(sentence)) for key, sentence in keys)
