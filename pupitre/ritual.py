"""The end of a day, step by step: what the steps are, and the little of them that has to be kept."""

from datetime import date, datetime
from enum import StrEnum

from pupitre.value import Struct

MOST = 3
"""How many tasks are chosen for tomorrow."""


class Stage(StrEnum):
    """The steps of an evening, in their order."""

    RUNNING = "running"
    TIMES = "times"
    TASKS = "tasks"
    REPORTS = "reports"
    TOMORROW = "tomorrow"


class Evening(Struct, frozen=True, kw_only=True):
    """What she said at the end of one working day; what is left to do is read from the desk itself.

    `skipped` are steps she let pass, `answered` gaps that were no work and tasks that took no time, `three` the tasks
    of tomorrow in her order, None until she chose. From `begun_at` on her time goes into the evening itself.
    """

    id: str
    day: date
    skipped: tuple[Stage, ...] = ()
    answered: tuple[str, ...] = ()
    three: tuple[str, ...] | None = None
    begun_at: datetime | None = None
    closed_at: datetime | None = None

    @classmethod
    def of(cls, day: date) -> "Evening":
        """Return the evening of a day of which nothing was said yet."""
        return cls(id=f"evening:{day.isoformat()}", day=day)
