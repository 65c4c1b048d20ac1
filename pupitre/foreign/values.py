"""What a file of another program holds, how she reads it, and what would come of it."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from pupitre.client import Client
from pupitre.deadline import Deadline
from pupitre.task import ListItem, Priority, Task
from pupitre.value import Struct, replace


class Format(StrEnum):
    """Where a file comes from."""

    TRELLO = "trello"
    ASANA = "asana"
    TABLE = "csv"


class About(StrEnum):
    """What a choice of hers is about: a column of a table, the order of its dates, the board, a list, a label."""

    FIELD = "field"
    DATES = "dates"
    BOARD = "board"
    LIST = "list"
    CLIENT = "client"
    LABEL = "label"


class Field(StrEnum):
    """What a column of a table can hold."""

    TITLE = "title"
    CLIENT = "client"
    STATUS = "status"
    DUE = "due"
    START = "start"
    ESTIMATE = "estimate"
    PRIORITY = "priority"
    CATEGORY = "category"
    LABELS = "labels"
    NOTE = "note"
    CREATED = "created"
    DONE_AT = "done_at"
    TOUCHED = "touched"
    KEY = "key"
    PARENT = "parent"
    AFTER = "after"
    IGNORE = "ignore"


class Left(StrEnum):
    """What does not come in: whole tasks first, then what hangs on those that do."""

    ARCHIVED = "archived"
    UNDATED = "undated"
    IGNORED = "ignored"
    TEMPLATES = "templates"
    COMMENTS = "comments"
    ATTACHMENTS = "attachments"
    MEMBERS = "members"
    LABELS = "labels"
    CUSTOM = "custom"
    LINKS = "links"
    PRIORITIES = "priorities"
    ABOVE = "above"


IGNORE, CATEGORY, URGENT, NOBODY = "ignore", "category", "urgent", "none"
OF_CLIENT, NEW_CLIENT = "client:", "new:"
"""What a label, the word of a client or a whole board can stand for; the last two are followed by an id or a name."""

DAY_FIRST, MONTH_FIRST = "dmy", "mdy"


class Row(Struct, frozen=True):
    """A row of a table, and the line of the file it begins on."""

    line: int
    cells: tuple[str, ...]


class BadRow(Struct, frozen=True):
    """A row, or a card counted from 1, that cannot come in: the field, and why (as in `errors.Invalid`)."""

    line: int
    field: str
    why: str
    value: str = ""


class Table(Struct, frozen=True):
    """A file of rows below a header whose names are all different; `above` lines stood over it."""

    format: Format
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    bad: tuple[BadRow, ...] = ()
    above: int = 0


class Item(Struct, frozen=True, kw_only=True):
    """A task as its file tells it; `key` is its id for good, `parent` and `after` are such keys.

    `done` is None where the file says it by its list alone; `moved_at` is when it came into that list, `touched` when
    anything of it changed last. Instants are aware UTC.
    """

    line: int
    key: str
    title: str
    list: str = ""
    client: str = ""
    labels: tuple[str, ...] = ()
    category: str = ""
    created: datetime | None = None
    due: Deadline | None = None
    start: Deadline | None = None
    estimate_min: int | None = None
    priority: Priority = Priority.NORMAL
    note: str = ""
    checklist: tuple[ListItem, ...] = ()
    parent: str | None = None
    after: tuple[str, ...] = ()
    done: bool | None = None
    done_at: datetime | None = None
    moved_at: datetime | None = None
    touched: datetime | None = None
    archived: bool = False
    left: tuple[tuple[Left, int], ...] = ()


class Board(Struct, frozen=True):
    """The tasks of a file; `named` are labels that have a name and not a colour alone."""

    format: Format
    name: str
    items: tuple[Item, ...]
    lists: tuple[str, ...] = ()
    named: frozenset[str] = frozenset()
    bad: tuple[BadRow, ...] = ()
    left: tuple[tuple[Left, int], ...] = ()


Source = Board | Table
"""What was read of a file."""


class Choices(Struct, frozen=True):
    """What she chose of how a file is read; all else is guessed.

    `archived` takes what was put away there, `finished` what is finished on the day of its last change where the file
    does not say when.
    """

    choices: tuple[tuple[About, str, str], ...] = ()
    archived: bool = False
    finished: bool = False

    def changed(self, about: About, name: str, to: str) -> "Choices":
        """Return it with one choice more, in place of an earlier one."""
        rest = tuple(c for c in self.choices if c[:2] != (about, name))
        return replace(self, choices=(*rest, (about, name, to)))

    @property
    def hers(self) -> Mapping[tuple[About, str], str]:
        """Her choices by what they are about."""
        return {(about, name): to for about, name, to in self.choices}


class Proposal(Struct, frozen=True):
    """What would come in: all of it or nothing. `here` is there already and stays as it is.

    `late` are open tasks whose date is over. `untitled` tells that no column holds the titles yet.
    """

    format: Format
    tasks: tuple[Task, ...]
    clients: tuple[Client, ...]
    here: tuple[str, ...]
    bad: tuple[BadRow, ...]
    left: tuple[tuple[Left, int], ...]
    late: int = 0
    untitled: bool = False
