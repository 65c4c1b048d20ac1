"""What she finished lately: the tasks of the desk and of the months just closed, with the minutes worked on each."""

from datetime import date, datetime, timedelta

from pupitre.entry import whole_minutes
from pupitre.ledger import Ledger
from pupitre.past import Past
from pupitre.task import Task
from pupitre.views import worked_minutes

LOOKED_BACK = timedelta(days=92)
"""What she finished longer ago than a season is not read again to learn from it."""


class History:
    """The tasks from which is learnt what is usual; the closed months are read once a day, and when one changed."""

    def __init__(self, past: Past, ledger: Ledger) -> None:
        self._past, self._ledger = past, ledger
        self._seen: tuple[tuple[date, int], dict[str, Task]] | None = None

    def measured(self, today: date, now: datetime) -> tuple[list[Task], dict[str, int]]:
        """Return the tasks, and the minutes worked on each by its id."""
        tasks = self._before(today) | self._ledger.table(Task)
        worked = {key: whole_minutes(task.worked_before) for key, task in tasks.items()}
        return list(tasks.values()), worked | worked_minutes(self._ledger, now)

    def _before(self, today: date) -> dict[str, Task]:
        """Return the tasks of the closed months; months that cannot be read are left out."""
        key = today, self._past.version
        if self._seen is None or self._seen[0] != key:
            found = self._past.around(today - LOOKED_BACK, today, [])
            self._seen = key, {v.id: v for v in found if isinstance(v, Task)}
        return self._seen[1]
