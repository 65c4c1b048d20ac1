"""What the screen of her wordings says: the list of the texts, and what is wrong with one."""

from textwrap import wrap

from pupitre.client import Language, Register
from pupitre.report import Span
from pupitre.value import Struct
from tui.widgets.lines import Line, justified
from tui.wording import PLACES
from tui.words import N_, _

_VOICES = {Register.TU.value: N_("tu"), Register.VOUS.value: N_("vous"), Language.ENGLISH.value: N_("English")}
_SPANS = {Span.DAY.value: N_("day"), Span.WEEK.value: N_("week"), Span.DELIVERY.value: N_("delivery")}


class WordingRow(Struct, frozen=True):
    """One text of the list: whether it is hers, and whether something typed is not saved."""

    key: str
    hers: bool
    unsaved: bool


def name_of(key: str) -> str:
    """Return how a text is called: « vous · jour »."""
    voice, span = key.split(":")
    return f"{_(_VOICES[voice])} · {_(_SPANS[span])}"


def wording_row(row: WordingRow, width: int) -> tuple[Line]:
    """Draw a text of the list."""
    told = (_("not saved"), "soon") if row.unsaved else (_("yours"), "strong") if row.hers else (_("ours"), "faint")
    return (justified(((f" {name_of(row.key)}", ""),), (told, (" ", "")), width),)


def told(fault: str, width: int) -> list[Line]:
    """Return what is wrong, else the names a text may ask for."""
    if fault:
        return [((line, "late"),) for line in wrap(fault, max(width, 20))]
    names = _("Names: {names}").format(names=", ".join(PLACES))
    return [((line, "faint"),) for line in wrap(names, max(width, 20))]
