"""What is read as what: each choice there is, its guess or hers, and what else it could be."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import tzinfo

from pupitre.client import Client
from pupitre.foreign import cells, rows
from pupitre.foreign.guesses import compared, label_of, status_of
from pupitre.foreign.values import (
    CATEGORY,
    DAY_FIRST,
    IGNORE,
    MONTH_FIRST,
    NEW_CLIENT,
    NOBODY,
    OF_CLIENT,
    URGENT,
    About,
    Board,
    Choices,
    Field,
    Item,
    Left,
    Source,
    Table,
)
from pupitre.quick import matching
from pupitre.task import Status
from pupitre.text import clean_line
from pupitre.value import Struct

STATUSES = (*(s.value for s in Status), IGNORE)


class Pairing(Struct, frozen=True):
    """One choice: what it is about, the name in the file, what it is read as, and how many tasks it concerns.

    `name` is "" for the whole board and for the order of dates. `others` is what it can be read as; of clients only
    those that exist are in it.
    """

    about: About
    name: str
    to: str
    count: int
    others: tuple[str, ...]


def board_of(source: Source, mapping: Choices, zone: tzinfo) -> Board:
    """Return the tasks of a file, its columns read as chosen."""
    if isinstance(source, Board):
        return source
    found = _fields(source, mapping)
    return rows.board(source, found, zone, _order(source, mapping, found))


def pairings(source: Source, board: Board, mapping: Choices, clients: Iterable[Client]) -> tuple[Pairing, ...]:
    """Return every choice, in the order in which they are best looked at; `board` is `board_of` this file."""
    clients = tuple(clients)
    found = [*_of_table(source, mapping)] if isinstance(source, Table) else []
    known = tuple(OF_CLIENT + c.id for c in clients)
    new = (NEW_CLIENT + clean_line(board.name),) if clean_line(board.name) else ()
    guess = _client(board.name, clients) or NOBODY
    everyone = (NOBODY, *known, *new)
    items = _in_play(board, mapping)
    found.append(_paired(About.BOARD, "", guess, len(items), everyone, mapping))
    lists = Counter(item.list for item in items)
    found += [
        _paired(About.LIST, name, status_of(name), lists[name], STATUSES, mapping)
        for name in board.lists if lists[name]
    ]
    words = Counter(item.client for item in items if item.client)
    for name in sorted(words, key=compared):
        own = _client(name, clients) or NEW_CLIENT + name
        found.append(_paired(About.CLIENT, name, own, words[name], (NOBODY, *known, NEW_CLIENT + name), mapping))
    labels = Counter(label for item in items for label in item.labels)
    for name in sorted(labels, key=compared):
        own = _client(name, clients) or (label_of(name) if name in board.named else IGNORE)
        others = (CATEGORY, URGENT, IGNORE, *known, NEW_CLIENT + name)
        found.append(_paired(About.LABEL, name, own, labels[name], others, mapping))
    return tuple(found)


def _in_play(board: Board, mapping: Choices) -> Sequence[Item]:
    """Return the tasks that the choices concern: what was put away there only where it is wanted."""
    return [i for i in board.items if (mapping.archived or not i.archived) and (Left.TEMPLATES, 1) not in i.left]


def chosen(found: Iterable[Pairing]) -> dict[tuple[About, str], str]:
    """Return what everything is read as."""
    return {(each.about, each.name): each.to for each in found}


def _paired(
    about: About, name: str, guess: str, count: int, others: tuple[str, ...], mapping: Choices
) -> Pairing:
    to = mapping.hers.get((about, name), guess)
    return Pairing(about, name, to, count, others if to in others else (*others, to))


def _of_table(table: Table, mapping: Choices) -> list[Pairing]:
    fields = _fields(table, mapping)
    count = Counter(name for row in table.rows for name, cell in zip(table.header, row.cells, strict=True) if cell)
    found = [
        Pairing(About.FIELD, name, field.value, count[name], tuple(f.value for f in Field))
        for name, field in fields.items()
    ]
    dates = rows.dates_of(table, fields)
    if cells.has_order(dates):
        found.append(Pairing(About.DATES, "", _order(table, mapping, fields), len(list(filter(str.strip, dates))),
                             (DAY_FIRST, MONTH_FIRST)))
    return found


def _fields(table: Table, mapping: Choices) -> dict[str, Field]:
    """Return what each column holds: a column she chose for something takes the place of a guessed one."""
    hers = {name: Field(to) for (about, name), to in mapping.hers.items() if about is About.FIELD}
    taken = {field for field in hers.values() if field in rows.ONE_OF}
    return {
        name: hers.get(name, Field.IGNORE if field in taken else field)
        for name, field in rows.guessed(table).items()
    }


def _order(table: Table, mapping: Choices, fields: dict[str, Field]) -> str:
    hers = mapping.hers.get((About.DATES, ""))
    return hers or cells.order_of(rows.dates_of(table, fields))


def _client(name: str, clients: Sequence[Client]) -> str | None:
    """Return the client that has this very name, label or id."""
    told = clean_line(name)
    found = [c for c in matching(told, clients) if compared(told) in map(compared, (c.name, c.label, c.id))]
    return OF_CLIENT + found[0].id if found else None


