"""One thing promised to one client, or to herself."""

from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from pupitre.deadline import END_OF_DAY, Deadline
from pupitre.value import Struct


class Status(StrEnum):
    """Where a task stands on the board. Out of scope is a mark on a task, not a status."""

    TODO = "todo"
    DOING = "doing"
    WAITING = "waiting"
    DONE = "done"


class Priority(StrEnum):
    """How much a task presses, as agreed with the client."""

    LOW = "basse"
    NORMAL = "normale"
    HIGH = "haute"
    URGENT = "urgente"


WAITING_CLIENT = "client"
WAITING_THIRD = "tiers"


class ListItem(Struct, frozen=True):
    """One line of the checklist of a task."""

    text: str
    done: bool = False


class Task(Struct, frozen=True, kw_only=True):
    """A promise; instants are aware UTC, estimates and audio lengths are minutes.

    `waiting_for` is `client`, `tiers`, or the name of who is awaited; `waiting_since` is None when an
    imported file did not say. `deadline` is what was promised first; `reason` tells why it is not done,
    `next_on` or `next_text` what comes next, and `explained_at` when that was said.
    `worked_before` is the time worked on it on days that are closed: their entries lie in the months.
    A finished task that the client sent back has `came_back_at`, and its words in `remark`;
    `finished_before` tells, for each time it came back, when it had been finished and when it came back.
    It cannot be begun before `not_before`, nor before the tasks in `after` are over; `parent` is the task it is a
    part of. `planned_on` is the day she chose for it, whatever its deadline, `planned_rank` its place in that day;
    `pinned_at` since when it stands on top of its column. `series` and `series_on` are the recurrence it comes from,
    and the day of the rule it was made for; `chased` are the instants at which she asked again for what it waits for.
    A confidential title never leaves the machine: `report_label` does instead.
    """

    id: str
    title: str
    client: str | None = None
    category: str = ""
    estimate_min: int | None = None
    deadline: Deadline | None = None
    priority: Priority = Priority.NORMAL
    status: Status = Status.TODO
    created: datetime
    channel: str = ""
    done_at: datetime | None = None
    dropped_at: datetime | None = None
    reason: str = ""
    next_on: Deadline | None = None
    next_text: str = ""
    explained_at: datetime | None = None
    waiting_for: str = ""
    waiting_since: datetime | None = None
    out_of_scope: bool = False
    scope_note: str = ""
    progress_pct: int | None = None
    quantity: int | None = None
    quantity_unit: str = ""
    audio_min: int | None = None
    result: str = ""
    note: str = ""
    confidential: bool = False
    report_label: str = ""
    worked_before: timedelta = timedelta()
    came_back_at: datetime | None = None
    remark: str = ""
    finished_before: tuple[tuple[datetime, datetime], ...] = ()
    not_before: Deadline | None = None
    planned_on: date | None = None
    planned_rank: int = 0
    pinned_at: datetime | None = None
    after: tuple[str, ...] = ()
    parent: str | None = None
    checklist: tuple[ListItem, ...] = ()
    series: str = ""
    series_on: date | None = None
    chased: tuple[datetime, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it is still on the board, its Fait column apart."""
        return self.status is not Status.DONE and self.dropped_at is None

    @property
    def due(self) -> Deadline | None:
        """When it presses next: the next date when one was given, else the first deadline."""
        return self.next_on or self.deadline

    def promise(self, zone: tzinfo, end_of_day: time = END_OF_DAY) -> Deadline | None:
        """Return what the client was promised last.

        The day to ask again, and a step that does not lie beyond the deadline, move no promise.
        """
        moved, first = self.next_on, self.deadline
        if moved is None or self.status is Status.WAITING:
            return first
        later = first is None or moved.moment(zone, end_of_day) > first.moment(zone, end_of_day)
        return moved if later else first

    @property
    def public_title(self) -> str:
        """What may be written outside: the neutral label, or "" when a confidential task has none."""
        return self.report_label or ("" if self.confidential else self.title)
