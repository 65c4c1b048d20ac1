"""The plan of the day in the morning: what there is, what fits, and fewer changes of client."""

from datetime import date, time
from typing import TYPE_CHECKING

from pupitre.busy import Stretch, work_slices
from pupitre.calendar import is_working_day
from pupitre.clock import day_bounds, instant
from pupitre.evening import Evenings
from pupitre.ports import Change
from pupitre.preparing import Preparing
from pupitre.silence import Said
from pupitre.task import Task
from pupitre.value import Struct

if TYPE_CHECKING:
    from pupitre.dayplan import DayPlan, Known

SEEN = "plan"
"""The id of what remembers on which day the plan was looked at last."""

NOON = time(12)
"""Until when the plan of the day is offered."""


class Regrouping(Struct, frozen=True):
    """Another order of a day, and how often the client changes before and after."""

    order: tuple[str, ...]
    before: int
    after: int


class Mornings(Evenings, Preparing):
    """A desk whose days can be planned."""

    def plan_of(self, day: date) -> "DayPlan":
        """Return the plan of a day; of today only what is left of it counts."""
        from pupitre.dayplan import day_plan  # noqa: PLC0415 - not needed for the first screen

        return day_plan(self._known(day), day, self._slices(day))

    def proposal(self, day: date) -> tuple[Task, ...]:
        """Return what else fits into a day, in the order in which it would come."""
        from pupitre.dayplan import filling  # noqa: PLC0415 - not needed for the first screen

        return filling(self.plan_of(day), self._known(day))

    def regrouping(self, day: date) -> Regrouping:
        """Return the order of a day with fewer changes of client; as it is, when every other breaks a deadline."""
        from pupitre.batches import regrouped, switches  # noqa: PLC0415 - not needed for the first screen
        from pupitre.dayplan import jobs_of  # noqa: PLC0415 - not needed for the first screen

        found = self.plan_of(day).placed
        costs = {each.task.id: each.left_min for each in found}
        jobs = jobs_of((each.task for each in found), costs, self._known(day))
        better = regrouped(jobs, self._slices(day))
        return Regrouping(tuple(job.key for job in better), switches(jobs), switches(better))

    @property
    def plan_offered(self) -> bool:
        """Whether the plan of today is worth a word: a morning of hers, something open, and not looked at yet."""
        own, today = self.settings, self.today
        seen = self.ledger.table(Said).get(SEEN)
        if seen is not None and seen.key == today.isoformat():
            return False
        if self.clock() >= instant(today, NOON, own.zone) or self.evening.closed_at is not None:
            return False
        return is_working_day(today, own.hours, own.holiday_zone) and any(
            t.open for t in self.ledger.table(Task).values()
        )

    def open_plan(self) -> None:
        """Remember that the plan of today was looked at."""
        seen = self.ledger.table(Said).get(SEEN)
        if seen is None or seen.key != self.today.isoformat():
            self._quietly(Change((Said(SEEN, self.today.isoformat(), self.clock()),)))

    def _known(self, day: date) -> "Known":
        return self.known_for_plan(t.id for t in self.three()) if day == self.today else self.known_for_plan()

    def _slices(self, day: date) -> list[Stretch]:
        """Return the working time of a day; of today what is left of it."""
        own = self.settings
        begin, end = day_bounds(day, own.zone, own.day_start)
        begin = max(begin, self.clock())
        return list(work_slices(begin, end, self.taken(begin, end), own)) if begin < end else []
