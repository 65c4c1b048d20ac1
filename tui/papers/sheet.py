"""A statement as titled rows: what is printed, and the order of it, for every paper alike."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, tzinfo

from pupitre.client import DurationStyle, Mode
from pupitre.settings import Settings
from pupitre.statement import Kind, Line, Piece, Statement
from pupitre.text import clean_line
from tui import speech
from tui.papers.agreement import left_of, rounding_told, shows_times
from tui.papers.cells import Cell, Count, Length, Price, Share, Sort, added, lengths, told
from tui.papers.phrases import phrases_of
from tui.papers.tables import Column, Sheet, Table
from tui.speech import NNBSP
from tui.voices import ENGLISH, VOUS

LONGEST = 400
"""Characters printed of one title."""


def sheet(statement: Statement, settings: Settings, *, times: bool | None = None) -> Sheet:
    """Return what is printed of a statement; `times` None is as the client's sheet asks."""
    client = statement.client
    if times is None:
        times = shows_times(client.billing)
    return _Writer(statement, settings, times=times).sheet()


class _Writer:
    """Writes one sheet."""

    def __init__(self, statement: Statement, settings: Settings, *, times: bool) -> None:
        self.statement, self.settings, self.times = statement, settings, times
        self.client = statement.client
        self.words, self.lang = phrases_of(self.client), self.client.language.value
        self.hundredths = self.client.duration_style is DurationStyle.HUNDREDTHS

    def sheet(self) -> Sheet:
        tables, counted = [], dict[Kind, list[tuple[Line, Length, Length]]]()
        ordered = [line for kind in Kind for line in self.statement.lines if line.kind is kind]
        exact = lengths(line.minutes for line in ordered)  # over all kinds: their sums add up to the whole
        for kind in Kind:
            mine = [line for line in ordered if line.kind is kind]
            billed = lengths(line.billed for line in mine)
            counted[kind] = [(line, next(exact), next(billed)) for line in mine]
            if mine:
                tables.append(self.lines(kind, counted[kind]))
        if self.statement.pieces:
            tables.append(self.pieces())
        if self.statement.lines:
            tables.append(self.summary(counted))
        if self.statement.allowance is not None:
            tables.append(self.allowance())
        if self.statement.out_of_scope:
            tables.append(self.outside())
        first = date.fromisoformat(f"{self.statement.month}-01")
        month = f"{speech.month(first, self.lang)} {first.year}"
        return Sheet(
            self.words.title.format(month=month), self.sender(), (self.words.client, clean(self.client.name)),
            tuple(tables), self.remarks(), self.lang, self.hundredths, self.words,
            any(n % 3 for line in ordered for n in (line.minutes, line.billed)),
        )

    def sender(self) -> tuple[str, ...]:
        own = self.settings
        return tuple(filter(None, map(clean, (own.name, own.trade_name, own.legal_status))))

    # -- the lines of the month ------------------------------------------------------------------

    def lines(self, kind: Kind, found: Sequence[tuple[Line, Length, Length]]) -> Table:
        words = self.words
        heading, short = words.counted[kind]
        columns = [Column(words.day, Sort.DAY), Column(words.work), Column(words.times),
                   Column(words.exact, Sort.LENGTH, words.exact_short), Column(heading, Sort.LENGTH, short),
                   Column(words.origin), Column(words.surcharge, Sort.SHARE, words.surcharge_short)]
        rows = [
            (line.day, self.what(line), self.stretches(line), exact, counted, self.origins(line), self.share(line))
            for line, exact, counted in found
        ]
        total = (words.total, None, None, added(e for _, e, _ in found), added(c for _, _, c in found), None, None)
        return _without_empty(Table(heading, tuple(columns), tuple(rows), total))

    def what(self, line: Line) -> str:
        named = dict.fromkeys(clean(title) or self.unnamed for title in line.what or ("",))
        return f"{NNBSP if self.lang == speech.FRENCH else ''}; ".join(named)

    @property
    def unnamed(self) -> str:
        voice = ENGLISH if self.lang == speech.ENGLISH else VOUS
        return voice.confidential if self.client.confidential else voice.work

    def origins(self, line: Line) -> str:
        return ", ".join(word for origin, word in self.words.origins.items() if origin in line.origins)

    def stretches(self, line: Line) -> str | None:
        if not self.times:
            return None
        zone = self.settings.zone
        return ", ".join(f"{_hour(a, zone, self.lang)} – {_hour(b, zone, self.lang)}" for a, b in line.times)

    def share(self, line: Line) -> Share | None:
        if not line.surcharge_pct:
            return None
        return Share(self.words.surcharges.get(line.surcharge, clean(line.surcharge)), line.surcharge_pct)

    # -- what else there is ----------------------------------------------------------------------

    def pieces(self) -> Table:
        words = self.words
        columns = (Column(words.day, Sort.DAY), Column(words.work), Column(words.quantity, Sort.COUNT),
                   Column(words.unit_price, Sort.PRICE, words.unit_price.lower()))
        rows = tuple(
            (p.day, clean(p.what) or self.unnamed, Count(p.quantity, self.unit(p.unit, p.quantity)),
             Price(p.unit_price_eur) if p.unit_price_eur is not None else None)
            for p in self.statement.pieces
        )
        return _without_empty(Table(words.pieces, columns, rows))

    def unit(self, code: str, number: int) -> str:
        one, many = self.words.units.get(code, (clean(code.replace("_", " ")),) * 2)
        # French counts in the singular below two, English says one letter and no letters.
        return one if number == 1 or (number == 0 and self.lang == speech.FRENCH) else many

    def summary(self, counted: dict[Kind, list[tuple[Line, Length, Length]]]) -> Table:
        words = self.words
        rows: list[tuple[str, Cell]]
        rows = [(words.total_exact, added(e for found in counted.values() for _, e, _ in found))]
        for kind, found in counted.items():
            if found or kind is Kind.BILLED:
                rows.append((words.counted[kind][0], added(c for _, _, c in found)))
            if kind is Kind.BILLED:
                rows += self.surcharged(found)
        rows += self.quantities(self.statement.pieces)
        return _facts(words.summary, rows)

    def surcharged(self, found: Iterable[tuple[Line, Length, Length]]) -> Iterator[tuple[str, Cell]]:
        sums: dict[Share, list[Length]] = {}
        for line, _, counted in found:
            share = self.share(line)
            if share is not None:
                sums.setdefault(share, []).append(counted)
        for share, parts in sums.items():
            yield f"{self.words.surcharged} {told(share, self.lang, hundredths=False)}", added(parts)

    def quantities(self, pieces: Iterable[Piece]) -> Iterator[tuple[str, Cell]]:
        sums: dict[str, int] = {}
        for piece in pieces:
            sums[piece.unit] = sums.get(piece.unit, 0) + piece.quantity
        for code, number in sums.items():
            yield self.words.pieces, Count(number, self.unit(code, number))

    def allowance(self) -> Table:
        words, hours, left = self.words, self.statement.allowance, left_of(self.statement)
        assert hours is not None  # noqa: S101 - asked for only where hours were sold
        assert left is not None  # noqa: S101
        # What is left is the difference of what is printed above it.
        sold, carried, used = (next(lengths([n])) for n in (hours.sold, self.statement.carried_min, hours.used))
        rest = abs(sold.hours + carried.hours - used.hours)
        rows: list[tuple[str, Cell]] = [(words.sold, sold)]
        rows += [(words.carried, carried)] if carried.minutes else []
        rows += [(words.used, used), (words.over if left < 0 else words.left, Length(abs(left), rest))]
        if self.statement.expires_on is not None:
            until = self.statement.expires_on
            rows.append((words.until, f"{speech.day_and_month(until, self.lang)} {until.year}"))
        pack = self.client.billing.mode is Mode.PACK
        return _facts(words.pack if pack else words.package, rows)

    def outside(self) -> Table:
        named = dict.fromkeys(clean(title) or self.unnamed for title in self.statement.out_of_scope)
        return Table(
            self.words.outside, (Column(""),), tuple((title,) for title in named), remark=self.words.outside_told
        )

    def remarks(self) -> tuple[str, ...]:
        lines, told_ = self.statement.lines, []
        if not lines and not self.statement.pieces:
            told_.append(self.words.nothing)
        if any(line.kind is not Kind.UNBILLED for line in lines):
            told_.append(rounding_told(self.client))
        return tuple(told_)


def clean(text: str) -> str:
    """Return user text as one harmless line, its end cut when it is far too long."""
    line = clean_line(text)
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rstrip()}…"


def _hour(moment: datetime, zone: tzinfo, lang: str) -> str:
    return speech.hour(moment.astimezone(zone).time(), lang)


def _facts(heading: str, rows: Iterable[tuple[str, Cell]]) -> Table:
    return Table(heading, (Column(""), Column("")), tuple(rows))


def _without_empty(table: Table) -> Table:
    """Return a table without the columns that hold nothing."""
    kept = [n for n in range(len(table.columns)) if any(row[n] is not None for row in table.rows)]

    def only(row: Sequence[Cell]) -> tuple[Cell, ...]:
        return tuple(row[n] for n in kept) if row else ()

    columns = tuple(table.columns[n] for n in kept)
    return replace(table, columns=columns, rows=tuple(only(r) for r in table.rows), total=only(table.total))
