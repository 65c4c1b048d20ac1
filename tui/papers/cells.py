"""What stands in the rows of a statement, and how it is said: in the client's style, or as numbers of a table."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum, auto

from pupitre.value import Struct
from tui import speech
from tui.speech import FRENCH, NBSP


class Length(Struct, frozen=True):
    """A duration: its minutes, and its hours in hundredths as they are printed."""

    minutes: int
    hours: Decimal


class Count(Struct, frozen=True):
    """A number of pieces."""

    number: int
    unit: str


class Share(Struct, frozen=True):
    """A surcharge in percent."""

    name: str
    percent: int


class Price(Struct, frozen=True):
    """An amount in euros."""

    euros: Decimal


Cell = str | date | Length | Count | Share | Price | None
Plain = str | date | int | Decimal | None
"""What a table of numbers holds."""


class Sort(Enum):
    """What a column holds."""

    TEXT = auto()
    DAY = auto()
    LENGTH = auto()
    COUNT = auto()
    SHARE = auto()
    PRICE = auto()


_PARTS = {Sort.LENGTH: 2, Sort.COUNT: 2, Sort.SHARE: 2}
"""How many columns of plain values a column has, when more than one."""


def length(minutes: int) -> Length:
    """Return a duration that is printed alone: its hours are rounded once."""
    return Length(minutes, Decimal(_nearest(minutes)) / 100)


def lengths(
    minutes: Sequence[int], whole: Length | None = None, around: Iterable[int] | None = None
) -> tuple[Length, ...]:
    """Return durations whose printed hundredths add up to `whole`, else to their sum rounded once.

    Each is its own rounding, but for as few as that takes (the largest remainder method); none is off by a hundredth.
    `around` are all durations of the paper: one that stands there once is changed before one that can be compared.
    """
    told = [_nearest(each) for each in minutes]
    over = sum(told) - int((whole or length(sum(minutes))).hours * 100)
    same = Counter(minutes if around is None else around)
    moved = [n for n, each in enumerate(minutes) if each % 3 == (1 if over > 0 else 2)]
    for n in sorted(moved, key=lambda n: (same[minutes[n]], -minutes[n], n))[: abs(over)]:
        told[n] -= 1 if over > 0 else -1
    return tuple(Length(each, Decimal(now) / 100) for each, now in zip(minutes, told, strict=True))


def _nearest(minutes: int) -> int:
    """Return the whole hundredths of an hour that are nearest to some minutes: never two are."""
    return (10 * minutes + 3) // 6


def added(found: Iterable[Length]) -> Length:
    """Return the sum of printed durations."""
    found = tuple(found)
    return Length(sum(f.minutes for f in found), sum((f.hours for f in found), Decimal(0)))


def decimal(number: Decimal, lang: str) -> str:
    """Return a number with two decimals: « 1,25 »."""
    text = f"{number:.2f}".replace("-", "−")
    return text.replace(".", ",") if lang == FRENCH else text


def told(cell: Cell, lang: str, *, hundredths: bool) -> str:
    """Return a cell as it is read: « 1 h 15 » or « 1,25 h », « 72 minutes audio », « soir 50 % »."""
    match cell:
        case Length():
            return f"{decimal(cell.hours, lang)}{NBSP}h" if hundredths else speech.duration(cell.minutes, lang)
        case Count():
            return f"{cell.number}{NBSP}{cell.unit}"
        case Share():
            return f"{cell.name} {cell.percent}{NBSP if lang == FRENCH else ''}%"
        case Price():
            amount = decimal(cell.euros, lang)
            return f"{amount}{NBSP}€" if lang == FRENCH else f"€{amount}"
        case date():
            return speech.short_day(cell, lang)
        case None:
            return ""
    return cell


def plain_values(cell: Cell, sort: Sort, *, named: bool) -> tuple[Plain, ...]:
    """Return a cell as values of a table: minutes and hours, number and unit, surcharge and percent.

    Where the columns are not `named`, the units stand beside the numbers.
    """
    match cell:
        case Length():
            return (cell.minutes, cell.hours) if named else (cell.minutes, "min", cell.hours, "h")
        case Count():
            return cell.number, cell.unit
        case Share():
            return cell.name, cell.percent
        case Price():
            return (cell.euros,)
        case None:
            return (None,) * _PARTS.get(sort, 1)
    return (cell,)
