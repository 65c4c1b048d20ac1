"""What is ahead, reckoned from all tasks: once a minute or when the desk changed, never each second."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import TypeVar, cast

from pupitre.appointment import Appointment, Sort
from pupitre.busy import Stretch, day_end, taken
from pupitre.capacity import Account, Capacity, account
from pupitre.clock import day_bounds
from pupitre.estimates import Usual, usual_minutes, usuals
from pupitre.looking import Looking
from pupitre.planning import HORIZON, Planned
from pupitre.standing import Standing, standing
from pupitre.steps import unfolded
from pupitre.task import Task
from pupitre.views import worked_minutes
from pupitre.week import DayLoad, undated, week

T = TypeVar("T")


class Outlook:
    """Looks ahead for one desk, and remembers what it saw until a minute has passed or something changed."""

    def __init__(self, desk: Looking) -> None:
        self._desk = desk
        self._key: tuple[int, datetime] | None = None
        self._seen: dict[str, object] = {}

    def _once(self, name: str, look: Callable[[], T]) -> T:
        key = self._desk.ledger.version, self._desk.clock().replace(second=0, microsecond=0)
        if key != self._key:
            self._key = key
            self._seen.clear()
        if name not in self._seen:
            self._seen[name] = look()
        return cast("T", self._seen[name])

    def capacity(self) -> Capacity:
        """Return what is promised for today against what is left of it."""
        return self._once("capacity", self._desk.capacity)

    def plan(self) -> tuple[Planned, ...]:
        """Return her dated promises by deadline, each with when it would be done."""
        return self._once("plan", self._desk.laid_out)

    def risks(self) -> Mapping[str, int]:
        """Return by task the working minutes that are missing before its deadline."""
        return self._once("risks", lambda: {p.task.id: p.short_min for p in self.plan() if p.at_risk})

    def account(self) -> Account:
        """Return how the time that is left today comes about."""
        def look() -> Account:
            now, own = self._desk.clock(), self._desk.settings
            end = day_end(self._desk.today, own)
            return account(now, end, self._held(now, end, away=True), self._held(now, end, away=False), own)

        return self._once("account", look)

    def week(self, first: date) -> tuple[DayLoad, ...]:
        """Return the seven days from a day on."""
        def look() -> tuple[DayLoad, ...]:
            now, own = self._desk.clock(), self._desk.settings
            begin = day_bounds(first, own.zone, own.day_start)[0]
            end = begin + timedelta(days=8)
            return week(
                self._tasks(), worked_minutes(self._desk.ledger, now), first, now, own,
                plan=self.plan(), away=self._held(begin, end, away=True), taken=self._held(begin, end, away=False),
            )

        return self._once(f"week {first}", look)

    def undated(self) -> int:
        """Return how many tasks count for no day."""
        return self._once("undated", lambda: undated(self._tasks(), self._desk.today))

    def standing(self, key: str) -> Standing:
        """Return why a task stands where it stands. Raises `Unknown`."""
        now = self._desk.clock()
        task = self._desk.ledger.get(Task, key)
        held = self._desk.taken(now, now + HORIZON)
        return standing(task, self._tasks(), self.plan(), now, self._desk.settings, held)

    def _tasks(self) -> tuple[Task, ...]:
        """Return the tasks, none of their work counted twice."""
        return unfolded(self._desk.ledger.table(Task).values())

    def _held(self, begin: datetime, end: datetime, *, away: bool) -> list[Stretch]:
        appointments = self._desk.ledger.table(Appointment).values()
        chosen = (a for a in appointments if (a.sort is Sort.AWAY) == away)
        return taken(chosen, begin, end, self._desk.settings)

    # -- what is usual ---------------------------------------------------------------------------

    def usuals(self) -> tuple[Usual, ...]:
        """Return what tasks of each category were thought to take and what they took."""
        return self._once("usuals", lambda: usuals(*self._measured()))

    def usual_minutes(self, category: str) -> tuple[int, int] | None:
        """Return what tasks of a category usually take, and how many tell it; None when too few do."""
        return self._once(f"usual {category}", lambda: usual_minutes(category, *self._measured()))

    def _measured(self) -> tuple[list[Task], dict[str, int]]:
        return self._desk.history.measured(self._desk.today, self._desk.clock())
