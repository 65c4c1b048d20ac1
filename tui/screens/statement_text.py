"""What the screen of a statement shows: pure functions from a statement to rows and lines."""

from collections.abc import Iterable, Iterator
from itertools import chain
from textwrap import wrap

from rich.cells import cell_len

from pupitre.client import Client, DurationStyle, Mode
from pupitre.report import Allowance
from pupitre.statement import Line, Piece, Statement
from pupitre.value import Struct
from tui import speech, words
from tui.hour_words import alerts_told
from tui.papers.cells import Length, Price, Share, added, length, told
from tui.papers.groups import Counted, Group, counted, group_of
from tui.papers.phrases import ENGLISH, VOUS, Phrases
from tui.speech import NBSP
from tui.widgets import lines
from tui.widgets.lines import Span, justified
from tui.words import _, client_name, shown

_DAY, _EXACT, _BILLED = 15, 11, 13
"""Cells of the columns before the work."""


class StatementRow(Struct, frozen=True):
    """A line of the list: time, something delivered, or a request outside the mission."""

    key: str
    client: Client
    counted: Counted | None = None
    piece: Piece | None = None
    request: str = ""
    prepaid: bool = False

    @property
    def line(self) -> Line | None:
        """The line of time it shows."""
        return self.counted.line if self.counted else None


def phrases() -> Phrases:
    """Return the words of papers in the language of the screen."""
    return ENGLISH if words.language() == speech.ENGLISH else VOUS


def rows(statement: Statement) -> list[StatementRow]:
    """Return all that is listed, in the order it is printed."""
    client, everything = statement.client, chain.from_iterable(counted(statement.lines).values())
    found = [StatementRow(f"l{n}", client, each, prepaid=statement.prepaid) for n, each in enumerate(everything)]
    found += [StatementRow(f"p{n}", client, piece=piece) for n, piece in enumerate(statement.pieces)]
    found += [StatementRow(f"r{n}", client, request=title) for n, title in enumerate(statement.out_of_scope)]
    return found


def row(item: StatementRow, width: int) -> tuple[lines.Line]:
    """Draw one line of the list."""
    if item.counted is not None:
        return (_time_row(item.counted, item.client, width, prepaid=item.prepaid),)
    if item.piece is not None:
        piece = item.piece
        price = f" {_told(Price(piece.unit_price_eur))} " if piece.unit_price_eur is not None else ""
        left: list[Span] = [(_day(piece), ""), (f"{_quantity(piece):>{_EXACT + _BILLED}}  ", "strong")]
        return (justified([*left, (_delivered(piece, item.client), "")], ((price, "faint"),), width),)
    name = f" {_('out of scope'):<{_DAY + _EXACT + _BILLED + 1}}"
    return (((name, "faint"), (_title(item.request, item.client), "")),)


def _time_row(each: Counted, client: Client, width: int, *, prepaid: bool) -> lines.Line:
    line, hundredths, group = each.line, _hundredths(client), group_of(each.line)
    billed = _told(each.billed, hundredths=hundredths)
    if group in {Group.OFFERED, Group.UNBILLED}:
        billed = phrases().named(group, prepaid=prepaid)[2]
    left: list[Span] = [(_day(line), ""), (f"{_told(each.exact, hundredths=hundredths):>{_EXACT}}", "faint"),
                        (f"{billed:>{_BILLED}}  ", "faint" if group in {Group.OFFERED, Group.UNBILLED} else "strong")]
    if line.surcharge_pct:
        left.append((f"{_share(line)} · ", "good"))
    elif line.proposed:
        left.append((f"{_('surcharge?')} ", "soon"))
    left.append((what(line, client), ""))
    marks = [_("included")] if group is Group.INCLUDED else []
    return justified(left, ((f" {' · '.join([*marks, origins(line)])} ", "faint"),), width)


def names(statement: Statement) -> lines.Line:
    """Return the names of the columns, as most of what stands in them is called."""
    own, found = phrases(), {group_of(line) for line in statement.lines}
    group = Group.INCLUDED if Group.INCLUDED in found and Group.BILLED not in found else Group.BILLED
    day, billed = f" {own.day.lower():<{_DAY - 1}}", own.named(group, prepaid=statement.prepaid)[2]
    return ((f"{day}{own.exact_short:>{_EXACT}}{billed:>{_BILLED}}  {own.work.lower()}", "faint"),)


def title(client: Client, month: str, width: int) -> lines.Line:
    """Return the month and whose it is."""
    first = _("Statement · {month}").format(month=words.month_named(month))
    arrows = _("← month before   → month after")
    keys = [(f"{arrows} ", "faint")] if cell_len(first) + cell_len(arrows) + 30 <= width else []
    return justified(((f" {first}", "strong"), (f" · {client_name(client)}", "")), keys, width)


def origins(line: Line) -> str:
    """Return where the time of a line comes from: « mesuré, corrigé »."""
    return ", ".join(word for origin, word in phrases().origins.items() if origin in line.origins)


def what(line: Line, client: Client) -> str:
    """Return what a line was, as its client may read it."""
    return " · ".join(_title(each, client) for each in line.what or ("",))


# -- the chosen line -------------------------------------------------------------------------------


def detail(item: StatementRow | None, width: int) -> list[lines.Line]:
    """Return two lines on what is chosen: all of its title, and what of it waits for her."""
    if item is None:
        return [(), ()]
    line = item.line
    whole = what(line, item.client) if line else _title(item.request, item.client)
    if item.piece is not None:
        whole = _delivered(item.piece, item.client)
    first = wrap(shown(whole), max(width - 4, 20))
    told_ = (first[0] if len(first) < 2 else f"{first[0]} …") if first else ""
    return [((f" {told_}", ""),), ((f" {_waiting(line)}", "soon" if line and line.proposed else "faint"),)]


def _waiting(line: Line | None) -> str:
    if line is None:
        return ""
    if line.proposed:
        named = ", ".join(surcharge_name(code) for code in line.proposed)
        return _("Proposed surcharge: {names}. Without your answer none is applied.").format(names=named)
    if line.surcharge_pct:
        return _("Surcharge accepted: {name}.").format(name=_share(line))
    return ""


def surcharge_name(code: str) -> str:
    """Return what a surcharge is called: « soir »."""
    return phrases().surcharges.get(code, shown(code))


# -- the sums --------------------------------------------------------------------------------------


def totals(statement: Statement, width: int) -> list[lines.Line]:
    """Return the sums of the month, what is left of hours sold, what is to be known, and how time is rounded."""
    found: list[lines.Line] = [((f" {line}", "strong"),) for line in wrap(_sums(statement), max(width - 2, 20))]
    if statement.allowance is not None:
        found.append(hours(statement, statement.allowance, width))
    known = tuple(alerts_told(statement.client, statement.alerts))
    style = "late" if any(bad for _told, bad in known) else "soon"
    found += [((f" {line}", style),) for line in wrap(" ".join(said for said, _bad in known), max(width - 2, 20))]
    told_ = phrases().rounding(statement.client.billing.rounding)
    return [*found, *(((f" {line}", "faint"),) for line in wrap(told_, max(width - 2, 20)))]


def _sums(statement: Statement) -> str:
    groups, own, hundredths = counted(statement.lines), phrases(), _hundredths(statement.client)

    def said(name: str, found: Iterable[Length]) -> str:
        return f"{name} {_told(added(found), hundredths=hundredths)}"

    parts = [said(own.exact_short, (c.exact for found in groups.values() for c in found))]
    for group, found in groups.items():
        rounded = group in {Group.BILLED, Group.INCLUDED}
        name = own.named(group, prepaid=statement.prepaid)[2]
        parts.append(said(name, (c.billed if rounded else c.exact for c in found)))
    parts += _pieces(statement.pieces)
    amount = statement.amount_eur
    parts += [_("amount {amount}").format(amount=_told(Price(amount)))] if amount is not None else []
    return " · ".join(part.replace(" ", NBSP) for part in parts)


def _pieces(pieces: Iterable[Piece]) -> Iterator[str]:
    sums: dict[str, int] = {}
    for piece in pieces:
        sums[piece.unit] = sums.get(piece.unit, 0) + piece.quantity
    for code, number in sums.items():
        yield f"{number} {unit(code, number)}"


def hours(statement: Statement, left: Allowance, width: int) -> lines.Line:
    """Return the bar of hours sold in advance."""
    client, hundredths = statement.client, _hundredths(statement.client)
    whole = left.sold + left.carried

    def time(minutes: int) -> str:
        return _told(length(minutes), hundredths=hundredths)

    name = _("Prepaid hours") if client.billing.mode is Mode.PACK else _("Hours of the month")
    if words.veiled():
        return ((f" {name}  {words.MASK}", ""),)
    state = _("over by {time}").format(time=time(-left.left)) if left.left < 0 else \
        _("left {time}").format(time=time(left.left))
    told_ = [_("{used} of {sold}").format(used=time(left.used), sold=time(left.sold)), state]
    told_ += [_("{time} carried over").format(time=time(left.carried))] if left.carried else []
    if statement.expires_on is not None:
        told_.append(_("until {day}").format(day=words.short_day(statement.expires_on)))
    said = " · ".join(told_)
    room = min(max(width - cell_len(name) - cell_len(said) - 6, 6), 40)
    full, empty = lines.bar(left.used / whole if whole > 0 else 1.0, room)
    style = "late" if left.left < 0 else "running"
    return ((f" {name}  ", ""), (full, style), (empty, "faint"), (f"  {said}", "late" if left.left < 0 else ""))


# -- words -----------------------------------------------------------------------------------------


def _told(cell: Length | Price | Share, *, hundredths: bool = False) -> str:
    """Return a cell for her eyes: what a client pays is masked while others may see the screen."""
    if words.veiled() and not isinstance(cell, Length):
        return words.MASK
    return told(cell, words.language(), hundredths=hundredths)


def _hundredths(client: Client) -> bool:
    return client.duration_style is DurationStyle.HUNDREDTHS


def _day(item: Line | Piece) -> str:
    return f" {words.short_day(item.day):<{_DAY - 1}}"


def _share(line: Line) -> str:
    return _told(Share(surcharge_name(line.surcharge), line.surcharge_pct))


def _title(text: str, client: Client) -> str:
    return shown(text) or (_("Confidential work") if client.confidential else _("Work without a task"))


def unit(code: str, number: int) -> str:
    """Return the name of a unit; that of a service of the sheet is hers."""
    one, many = phrases().units.get(code, (shown(code.replace("_", " ")),) * 2)
    return one if number == 1 else many


def _quantity(piece: Piece) -> str:
    return f"{piece.quantity} {unit(piece.unit, piece.quantity)}"


def _delivered(piece: Piece, client: Client) -> str:
    named = " · ".join(_title(each, client) for each in (piece.what, *piece.also))
    return phrases().delivered(named, piece.quantity, piece.of)
