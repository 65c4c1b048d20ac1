"""The rows of a table as tasks to be, once it is known what each column holds."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import tzinfo

from pupitre.digests import sha256_of
from pupitre.errors import Invalid
from pupitre.foreign import cells
from pupitre.foreign.guesses import compared, field_of, in_hours, priority_of, rank_of
from pupitre.foreign.values import BadRow, Board, Field, Format, Item, Left, Row, Table
from pupitre.task import Priority
from pupitre.text import clean_line
from pupitre.value import Struct, replace

ONE_OF = frozenset(Field) - {Field.NOTE, Field.IGNORE, Field.LABELS, Field.AFTER}
"""What one column alone holds; of what is guessed twice, the surest column counts."""

GENERATIONS = 10
"""How far up the part of a part looks for its list and its client."""

KeyNamed = Callable[[str, int], str | None]
"""Returns the key of a task by the name that the n-th task has for it, None when there is none."""

_PLAIN_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SEPARATED = re.compile(r"\s*[,;|]\s*")


def guessed(table: Table) -> dict[str, Field]:
    """Return what each column most likely holds."""
    found = {name: field_of(name) for name in table.header}
    best: dict[Field, str] = {}
    for name in sorted(table.header, key=rank_of):  # of equal names, the first one
        best.setdefault(found[name], name)
    found = {n: Field.IGNORE if f in ONE_OF and best[f] != n else f for n, f in found.items()}
    if table.format is Format.ASANA:
        found |= {name: Field.CLIENT for name in table.header if compared(name) == "projects"}
    return found


def dates_of(table: Table, fields: Mapping[str, Field]) -> list[str]:
    """Return the cells of the columns that hold dates."""
    dated = {Field.DUE, Field.START, Field.CREATED, Field.DONE_AT, Field.TOUCHED}
    places = [n for n, name in enumerate(table.header) if fields[name] in dated]
    return [row.cells[n] for row in table.rows for n in places]


class _Reader(Struct, frozen=True):
    """Reads rows: what the columns hold, the zone of hours, and which of day and month comes first."""

    table: Table
    fields: Mapping[str, Field]
    zone: tzinfo
    order: str

    def texts(self, row: Row, field: Field) -> Iterator[tuple[str, str]]:
        """Yield the columns that hold a field, and what stands in them."""
        for name, cell in zip(self.table.header, row.cells, strict=True):
            if self.fields[name] is field and cell.strip():
                yield name, cell

    def text(self, row: Row, field: Field) -> str:
        return next((cell.strip() for _, cell in self.texts(row, field)), "")

    def words(self, row: Row, field: Field) -> tuple[str, ...]:
        """Return what stands in a column, separated."""
        parts = (part for _, cell in self.texts(row, field) for part in _SEPARATED.split(cell))
        return tuple(dict.fromkeys(filter(None, map(clean_line, parts))))

    def estimate(self, row: Row) -> int | None:
        for name, cell in self.texts(row, Field.ESTIMATE):
            return cells.minutes_in(cell, Field.ESTIMATE, hours=in_hours(name))
        return None

    def note(self, row: Row) -> str:
        found = list(self.texts(row, Field.NOTE))
        return "\n".join(cell if len(found) == 1 else f"{name} : {cell}" for name, cell in found)

    def item(self, row: Row, key: str) -> Item:
        """Return the task of a row. Raises `Invalid`."""
        title = clean_line(self.text(row, Field.TITLE))
        if not title:
            raise Invalid(Field.TITLE, "empty")
        zone, order = self.zone, self.order
        word = self.text(row, Field.PRIORITY)
        priority = priority_of(word)
        done_at = cells.moment_in(self.text(row, Field.DONE_AT), Field.DONE_AT, zone, order)
        return Item(
            line=row.line, key=key, title=title, list=clean_line(self.text(row, Field.STATUS)),
            client=clean_line(self.text(row, Field.CLIENT)), labels=self.words(row, Field.LABELS),
            category=clean_line(self.text(row, Field.CATEGORY)), note=self.note(row),
            created=cells.moment_in(self.text(row, Field.CREATED), Field.CREATED, zone, order),
            due=cells.deadline_in(self.text(row, Field.DUE), Field.DUE, zone, order),
            start=cells.deadline_in(self.text(row, Field.START), Field.START, zone, order),
            estimate_min=self.estimate(row), priority=priority or Priority.NORMAL,
            done=True if done_at is not None else None, done_at=done_at,
            touched=cells.moment_in(self.text(row, Field.TOUCHED), Field.TOUCHED, zone, order),
            parent=self.text(row, Field.PARENT) or None,
            after=tuple(cell.strip() for _, cell in self.texts(row, Field.AFTER)),
            left=((Left.PRIORITIES, 1),) if priority is None else (),
        )


def board(table: Table, fields: Mapping[str, Field], zone: tzinfo, order: str) -> Board:
    """Return the tasks of a table; a row that cannot be read is told of, and holds up no other."""
    reader = _Reader(table, fields, zone, order)
    items: list[Item] = []
    bad: list[BadRow] = list(table.bad)
    seen: set[str] = set()
    for row, key in zip(table.rows, _keys(reader), strict=True):
        try:
            item = reader.item(row, key)
        except Invalid as error:
            bad.append(BadRow(row.line, error.field, error.why, error.value))
            continue
        if key in seen:
            bad.append(BadRow(row.line, Field.KEY, "twice", reader.text(row, Field.KEY)))
            continue
        seen.add(key)
        items.append(item)
    linked = _inherited(_linked(items, table.format))
    lists = tuple(dict.fromkeys(i.list for i in linked if i.list))
    named = frozenset(label for i in linked for label in i.labels)
    above = ((Left.ABOVE, table.above),) if table.above else ()
    return Board(table.format, "", tuple(linked), lists, named, tuple(sorted(bad, key=lambda b: b.line)), above)


_STABLE = (Field.TITLE, Field.CLIENT, Field.DUE, Field.CREATED)
"""What seldom changes in a row: one that is under way by now is still the same."""


def _keys(reader: _Reader) -> Iterator[str]:
    """Yield the id of each row: its own, or one made of its cells as they stand, and its number among equal ones.

    The names of the columns say which cells count, not how she reads them: a file that is read otherwise the second
    time brings nothing twice. Where no cell under such a name holds a title, all cells count.
    """
    counted: Counter[str] = Counter()
    prefix = reader.table.format.value
    plain = replace(reader, fields=guessed(reader.table))
    for row in reader.table.rows:
        own = reader.text(row, Field.KEY)
        if own:
            yield key_of(prefix, own)
            continue
        told = [plain.text(row, field) for field in _STABLE] if plain.text(row, Field.TITLE) else row.cells
        made = _digest("\x1f".join(map(clean_line, told)))
        counted[made] += 1
        yield f"{prefix}:{made}:{counted[made]}"


def key_of(prefix: str, own: str) -> str:
    """Return the id that a task has for good by the id it has elsewhere."""
    return f"{prefix}:{own if _PLAIN_ID.fullmatch(own) else _digest(own)}"


def _digest(text: str) -> str:
    return sha256_of(text.encode("utf-8", "replace"))[:24]


def _linked(items: list[Item], kind: Format) -> list[Item]:
    """Return the tasks with the keys of those they belong to: files name them by id, or by title."""
    keys = {item.key for item in items}
    titles: dict[str, list[tuple[int, str]]] = {}
    for n, item in enumerate(items):
        titles.setdefault(item.title, []).append((n, item.key))

    def key_named(name: str, n: int) -> str | None:
        own = key_of(kind.value, name)
        if own in keys:
            return own
        found = titles.get(clean_line(name), [])
        # Of several of one name, the last one above: a file writes the whole before its parts.
        before = [key for at, key in found if at < n]
        below = [key for at, key in found if at > n]
        return before[-1] if before else below[0] if below else None

    return [_with_links(item, n, key_named) for n, item in enumerate(items)]


def _with_links(item: Item, n: int, key_named: KeyNamed) -> Item:
    if item.parent is None and not item.after:
        return item
    parent = None if item.parent is None else key_named(item.parent, n)
    missing = item.parent is not None and parent is None
    after: list[str] = []
    for cell in item.after:
        found, lost = _split(cell, n, key_named)
        after += found
        missing = missing or lost
    left = (*item.left, (Left.LINKS, 1)) if missing else item.left
    return replace(item, parent=parent, after=tuple(dict.fromkeys(after)), left=left)


def _split(cell: str, n: int, key_named: KeyNamed) -> tuple[list[str], bool]:
    """Return the keys of the tasks named in a cell, and whether one was not found; a title may hold commas itself."""
    parts = cell.split(",")
    found: list[str] = []
    lost = False
    at = 0
    while at < len(parts):
        for end in range(min(len(parts), at + GENERATIONS), at, -1):
            key = key_named(",".join(parts[at:end]).strip(), n)
            if key is not None:
                found.append(key)
                at = end
                break
        else:
            lost = True
            at += 1
    return found, lost


def _inherited(items: Iterable[Item]) -> list[Item]:
    """Return the tasks, each part with the list and the client of its whole where it names none."""
    items = list(items)
    known = {item.key: item for item in items}

    def whole(item: Item) -> Iterator[Item]:
        for _ in range(GENERATIONS):
            if item.parent is None or item.parent not in known:
                return
            item = known[item.parent]
            yield item

    def own(item: Item) -> Item:
        if item.parent is None or (item.list and item.client):
            return item
        above = list(whole(item))
        return replace(
            item, list=item.list or next((w.list for w in above if w.list), ""),
            client=item.client or next((w.client for w in above if w.client), ""),
        )

    return [own(item) for item in items]
