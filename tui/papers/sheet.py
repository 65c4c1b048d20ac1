"""A statement as titled rows: what is printed, and the order of it, for every paper alike."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, tzinfo

from pupitre.client import DurationStyle, Mode
from pupitre.report import Allowance
from pupitre.settings import Settings
from pupitre.shelf import days_of
from pupitre.statement import Kind, Line, Piece, Statement
from pupitre.text import clean_line
from pupitre.value import replace
from tui import speech
from tui.papers.cells import Cell, Count, Length, Price, Share, Sort, added, length, told
from tui.papers.groups import Counted, Group, counted
from tui.papers.phrases import phrases_of
from tui.papers.tables import Column, Sheet, Table
from tui.speech import NNBSP
from tui.typography import typographic
from tui.voices import ENGLISH, VOUS

LONGEST = 400
"""Characters printed of one title."""


def sheet(statement: Statement, settings: Settings, *, times: bool | None = None) -> Sheet:
    """Return what is printed of a statement; `times` None is as the client's sheet asks."""
    client = statement.client
    if times is None:
        times = client.billing.statement_times
    return _Writer(statement, settings, times=times).sheet()


class _Writer:
    """Writes one sheet."""

    def __init__(self, statement: Statement, settings: Settings, *, times: bool) -> None:
        self.statement, self.settings, self.times = statement, settings, times
        self.client = statement.client
        self.words, self.lang = phrases_of(self.client), self.client.language.value
        self.hundredths = self.client.duration_style is DurationStyle.HUNDREDTHS

    def sheet(self) -> Sheet:
        statement, groups = self.statement, counted(self.statement.lines)
        tables = [self.lines(group, found) for group, found in groups.items()]
        tables += [self.pieces()] if statement.pieces else []
        tables += [self.summary(groups)] if statement.lines else []
        tables += [self.hours(statement.allowance)] if statement.allowance is not None else []
        tables += [self.outside()] if statement.out_of_scope else []
        return Sheet(
            self.title(), self.sender(), (self.words.client, clean(self.client.name)),
            tuple(tables), self.remarks(), self.lang, self.hundredths, self.words,
            any(n % 3 for line in statement.lines for n in (line.minutes, line.billed)),
            last_second(statement.up_to or days_of(statement.month)[1]),
        )

    def title(self) -> str:
        first, until = days_of(self.statement.month)[0], self.statement.up_to
        month = f"{speech.month(first, self.lang)} {first.year}"
        if until is None:
            return self.words.title.format(month=month)
        day = speech.day_and_month(until, self.lang)
        return self.words.up_to.format(month=month, day=day if until.year == first.year else f"{day} {until.year}")

    def sender(self) -> tuple[str, ...]:
        own = self.settings
        return tuple(filter(None, map(clean, (own.name, own.trade_name, own.legal_status))))

    def clean(self, text: str) -> str:
        """Return what she wrote as one harmless line, in the typography of the client's language; names are kept."""
        return typographic(clean(text), self.lang)

    # -- the lines of the month ------------------------------------------------------------------

    def lines(self, group: Group, found: Sequence[Counted]) -> Table:
        words, sums = self.words, (added(c.exact for c in found), added(c.billed for c in found))
        heading, name, short = words.named(group, prepaid=self.statement.prepaid)
        exact = Column(words.exact, Sort.LENGTH, words.exact_short)
        if group in {Group.OFFERED, Group.UNBILLED}:  # rounded only where it is billed
            exact = Column(name, Sort.LENGTH, short)
        columns = (Column(words.day, Sort.DAY), Column(words.work), Column(words.times), exact,
                   Column(name, Sort.LENGTH, short), Column(words.origin),
                   Column(words.surcharge, Sort.SHARE, words.surcharge_short))
        rows = tuple(
            (c.line.day, self.what(c.line), self.stretches(c.line), c.exact, self.rounded(group, c.billed),
             self.origins(c.line), self.share(c.line))
            for c in found
        )
        total = (words.total, None, None, sums[0], self.rounded(group, sums[1]), None, None)
        return _without_empty(Table(heading, columns, rows, total))

    @staticmethod
    def rounded(group: Group, length: Length) -> Length | None:
        return length if group in {Group.BILLED, Group.INCLUDED} else None

    def what(self, line: Line) -> str:
        return self.titles(line.what or ("",))

    def titles(self, found: Iterable[str]) -> str:
        named = dict.fromkeys(self.clean(title) or self.unnamed for title in found)
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
        return Share(self.words.surcharges.get(line.surcharge, self.clean(line.surcharge)), line.surcharge_pct)

    # -- what else there is ----------------------------------------------------------------------

    def pieces(self) -> Table:
        words = self.words
        columns = (Column(words.day, Sort.DAY), Column(words.work), Column(words.quantity, Sort.COUNT),
                   Column(words.unit_price, Sort.PRICE, words.unit_price.lower()))
        rows = tuple(
            (p.day, self.delivered(p), Count(p.quantity, self.unit(p.unit, p.quantity)),
             Price(p.unit_price_eur) if p.unit_price_eur is not None else None)
            for p in self.statement.pieces
        )
        return _without_empty(Table(words.pieces, columns, rows))

    def delivered(self, piece: Piece) -> str:
        return self.words.delivered(self.titles((piece.what, *piece.also)), piece.quantity, piece.of)

    def unit(self, code: str, number: int) -> str:
        one, many = self.words.units.get(code, (self.clean(code.replace("_", " ")),) * 2)
        # French counts in the singular below two, English says one letter and no letters.
        return one if number == 1 or (number == 0 and self.lang == speech.FRENCH) else many

    def summary(self, groups: Mapping[Group, Sequence[Counted]]) -> Table:
        words = self.words
        rows: list[tuple[str, Cell]]
        rows = [(words.total_exact, added(c.exact for found in groups.values() for c in found))]
        for group, found in groups.items():
            exact = added(c.exact for c in found)
            name = words.named(group, prepaid=self.statement.prepaid)[1]
            rows.append((name, self.rounded(group, added(c.billed for c in found)) or exact))
            rows += self.surcharged(found)
        rows += self.quantities(self.statement.pieces)
        return _facts(words.summary, rows)

    def surcharged(self, found: Iterable[Counted]) -> Iterator[tuple[str, Cell]]:
        sums: dict[Share, list[Length]] = {}
        for each in found:
            share = self.share(each.line)
            if share is not None:
                sums.setdefault(share, []).append(each.billed)
        for share, parts in sums.items():
            yield f"{self.words.surcharged} {told(share, self.lang, hundredths=False)}", added(parts)

    def quantities(self, pieces: Iterable[Piece]) -> Iterator[tuple[str, Cell]]:
        sums: dict[str, int] = {}
        for piece in pieces:
            sums[piece.unit] = sums.get(piece.unit, 0) + piece.quantity
        for code, number in sums.items():
            yield self.words.quantity, Count(number, self.unit(code, number))

    def hours(self, hours: Allowance) -> Table:
        words, before = self.words, self.statement.used_before
        sold, carried, used, earlier = map(length, (hours.sold, hours.carried, hours.used - before, before))
        # What is left is the difference of what is printed above it.
        rest = abs(sold.hours + carried.hours - used.hours - earlier.hours)
        rows: list[tuple[str, Cell]] = [(words.sold, sold)]
        rows += [(words.carried, carried)] if hours.carried else []
        rows += [(words.used_before, earlier), (words.used_now, used)] if before else [(words.used, used)]
        rows.append((words.over if hours.left < 0 else words.left, Length(abs(hours.left), rest)))
        if self.statement.expires_on is not None:
            until = self.statement.expires_on
            rows.append((words.until, f"{speech.day_and_month(until, self.lang)} {until.year}"))
        return _facts(words.pack if self.client.billing.mode is Mode.PACK else words.package, rows)

    def outside(self) -> Table:
        named = dict.fromkeys(self.clean(title) or self.unnamed for title in self.statement.out_of_scope)
        return Table(self.words.outside, (Column(""),), tuple((title,) for title in named))

    def remarks(self) -> tuple[str, ...]:
        lines, told_ = self.statement.lines, []
        if not lines and not self.statement.pieces:
            told_.append(self.words.nothing)
        if any(line.kind is Kind.BILLED for line in lines):
            told_.append(self.words.rounding(self.client.billing.rounding))
        return tuple(told_)


def clean(text: str) -> str:
    """Return user text as one harmless line, its end cut when it is far too long."""
    line = clean_line(text)
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rstrip()}…"


def last_second(day: date) -> datetime:
    """Return the instant that papers are dated from: the last second of the last day they tell of."""
    return datetime.combine(day, time(23, 59, 59), UTC)


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
