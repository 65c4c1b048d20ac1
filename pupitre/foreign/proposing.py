"""The tasks that a file would bring, with the clients they need; what is here already is left as it is."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from pupitre.client import Client
from pupitre.clients import new_client
from pupitre.errors import Invalid
from pupitre.foreign.pairing import Pairing, chosen
from pupitre.foreign.values import (
    CATEGORY,
    IGNORE,
    NEW_CLIENT,
    NOBODY,
    OF_CLIENT,
    URGENT,
    About,
    BadRow,
    Board,
    Choices,
    Field,
    Item,
    Left,
    Proposal,
)
from pupitre.steps import sound
from pupitre.task import WAITING_CLIENT, WAITING_THIRD, ListItem, Priority, Status, Task
from pupitre.tasks import checked
from pupitre.text import clean_line, plain
from pupitre.value import Struct, replace

MOST_CLIENTS = 200
"""Clients that one file can bring: a column with more names holds no clients."""


class Beside(Struct, frozen=True):
    """What a proposal needs of her desk: the clients, now, her zone, and a source of ids."""

    clients: tuple[Client, ...]
    now: datetime
    zone: tzinfo
    new_id: Callable[[], str]


@dataclass(slots=True)
class _Clients:
    """The clients there are, and those that a file needs: each is made once."""

    desk: Beside
    made: dict[str, Client] = field(default_factory=dict)
    known: dict[str, Client] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.known = {c.id: c for c in self.desk.clients}

    def of(self, to: str) -> str | None:
        """Return the id of a client that something is read as. Raises `Invalid`."""
        if to.startswith(OF_CLIENT):
            return to.removeprefix(OF_CLIENT)
        if not to.startswith(NEW_CLIENT):
            return None
        name = clean_line(to.removeprefix(NEW_CLIENT))
        key = plain(name)
        if key not in self.made:
            known = next((c.id for c in self.desk.clients if plain(c.name) == key), None)
            if known is not None:
                return known
            if len(self.made) >= MOST_CLIENTS:
                raise Invalid(Field.CLIENT, "too_many", str(MOST_CLIENTS))
            self.made[key] = client = new_client(name, self.known.values(), self.desk.new_id)
            self.known[client.id] = client
        return self.made[key].id


def propose(
    board: Board, found: Iterable[Pairing], mapping: Choices, desk: Beside, here: Mapping[str, Task]
) -> Proposal:
    """Return what would come in; `here` are the tasks that are on the desk or in a month already, by id."""
    found = tuple(found)
    reads, clients = chosen(found), _Clients(desk)
    tasks: list[Task] = []
    bad, left, known = list(board.bad), Counter(dict(board.left)), []
    for item in board.items:
        reason = _left_out(item, reads, mapping)
        if reason is None and item.key in here:
            known.append(item.title)
            continue
        if reason is not None:
            left[reason] += 1
            continue
        try:
            task, labels = _task(item, reads, mapping, clients)
        except Invalid as error:
            bad.append(BadRow(item.line, error.field, error.why, error.value))
            continue
        tasks.append(task)
        left.update(dict(item.left))
        left[Left.LABELS] += labels
    tasks, lost = sound(tasks, here)
    left[Left.LINKS] += lost
    needed = {t.client for t in tasks}
    fields = {each.to for each in found if each.about is About.FIELD}
    return Proposal(
        board.format, tuple(tasks), tuple(c for c in clients.made.values() if c.id in needed), tuple(known),
        tuple(sorted(bad, key=lambda b: b.line)), tuple((why, left[why]) for why in Left if left[why]),
        late=sum(t.open and t.due is not None and _over(t, desk) for t in tasks),
        untitled=bool(fields) and Field.TITLE.value not in fields,
    )


def _over(task: Task, desk: Beside) -> bool:
    """Return whether the date of a task is over: its hour is, or its whole day."""
    due = task.due
    if due is None:
        return False
    return due.at < desk.now if due.at is not None else due.day < desk.now.astimezone(desk.zone).date()


def _left_out(item: Item, reads: Mapping[tuple[About, str], str], mapping: Choices) -> Left | None:
    """Return why a whole task stays where it is, None when it comes in."""
    if (Left.TEMPLATES, 1) in item.left:
        return Left.TEMPLATES
    if item.archived and not mapping.archived:
        return Left.ARCHIVED
    if reads.get((About.LIST, item.list)) == IGNORE:
        return Left.IGNORED
    undated = _is_done(item, reads) and _done_at(item, reads, mapping) is None
    return Left.UNDATED if undated else None


def _is_done(item: Item, reads: Mapping[tuple[About, str], str]) -> bool:
    return item.done is True or reads.get((About.LIST, item.list)) == Status.DONE.value


def _done_at(item: Item, reads: Mapping[tuple[About, str], str], mapping: Choices) -> datetime | None:
    """Return when a finished task was finished, as far as the file says it."""
    moved = item.moved_at if reads.get((About.LIST, item.list)) == Status.DONE.value else None
    return item.done_at or moved or (item.touched if mapping.finished else None)


def _task(
    item: Item, reads: Mapping[tuple[About, str], str], mapping: Choices, clients: _Clients
) -> tuple[Task, int]:
    """Return the task of an item, and how many of its labels have no place in it. Raises `Invalid`."""
    desk = clients.desk
    said = _labelled(item, reads, clients)
    task = Task(
        id=item.key, title=item.title, client=said.client, category=said.category, estimate_min=item.estimate_min,
        deadline=item.due, not_before=item.start, note=item.note, parent=item.parent, after=item.after,
        priority=Priority.URGENT if said.urgent else item.priority,
        created=_not_ahead(item.created, Field.CREATED, desk) or desk.now,
        checklist=tuple(ListItem(clean_line(i.text), i.done) for i in item.checklist if clean_line(i.text)),
    )
    return checked(_with_status(task, item, reads, mapping, desk), clients.known), said.more


def _with_status(
    task: Task, item: Item, reads: Mapping[tuple[About, str], str], mapping: Choices, desk: Beside
) -> Task:
    if _is_done(item, reads):
        done_at = _not_ahead(_done_at(item, reads, mapping), Field.DONE_AT, desk)
        created = task.created if item.created is not None else done_at or task.created
        return replace(task, status=Status.DONE, done_at=done_at, created=created)
    status = Status(reads.get((About.LIST, item.list), Status.TODO.value))
    if status is not Status.WAITING:
        return replace(task, status=status)
    whom = WAITING_CLIENT if "client" in plain(item.list) else WAITING_THIRD
    return replace(task, status=status, waiting_for=whom, waiting_since=_not_ahead(item.moved_at, Field.STATUS, desk))


class _Said(Struct, frozen=True):
    """What an item says of its client and its category, and how many labels say more than a task can hold."""

    client: str | None
    category: str
    urgent: bool
    more: int


def _labelled(item: Item, reads: Mapping[tuple[About, str], str], clients: _Clients) -> _Said:
    client = clients.of(reads.get((About.CLIENT, item.client), NOBODY))
    category, urgent, more = item.category, False, 0
    for label in item.labels:
        to = reads.get((About.LABEL, label), IGNORE)
        named = clients.of(to)
        if to == URGENT:
            urgent = True
        elif named is not None and client in {None, named}:
            client = named
        elif to == CATEGORY and category in {"", label}:
            category = label
        elif to != IGNORE:
            more += 1
    return _Said(client or clients.of(reads.get((About.BOARD, ""), NOBODY)), category, urgent, more)


def _not_ahead(moment: datetime | None, name: str, desk: Beside) -> datetime | None:
    """Return an instant of the past; one later today is now. Raises `Invalid` when it lies ahead."""
    if moment is None or moment <= desk.now:
        return moment
    if moment.astimezone(desk.zone).date() > desk.now.astimezone(desk.zone).date():
        raise Invalid(name, "ahead", moment.astimezone(desk.zone).date().isoformat())
    return desk.now
