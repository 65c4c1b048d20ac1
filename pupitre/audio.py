"""How long it takes her to type a minute of sound, learnt from what she finished."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median

from pupitre.entry import whole_minutes
from pupitre.ledger import Ledger
from pupitre.past import Past
from pupitre.quick import MAX_ESTIMATE_MIN, Understanding
from pupitre.task import Status, Task

DEFAULT_RATIO = 5.0
"""Minutes of work for one of sound, as transcribers tell: 4 to 6 hours for one hour."""

FEW = 3
"""Fewer finished tasks than these teach nothing."""


LOOKED_BACK = timedelta(days=92)
"""What she finished longer ago than a season is not read again for an estimate."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """Minutes of work for a minute of sound, and of how many finished tasks it was learnt: 0 for the usual one."""

    value: float = DEFAULT_RATIO
    learnt_from: int = 0


def ratio(tasks: Iterable[Task], worked: Mapping[str, int]) -> Ratio:
    """Return the median of work to sound over her finished tasks that have both, else the usual ratio.

    `worked` are minutes by the id of the task.
    """
    found = [
        worked[t.id] / t.audio_min
        for t in tasks
        if t.status is Status.DONE and t.audio_min and worked.get(t.id, 0) > 0
    ]
    return Ratio(median(found), len(found)) if len(found) >= FEW else Ratio()


def estimated(line: Understanding, known: Ratio) -> Understanding:
    """Return the line with an estimate from its minutes of sound, unless she wrote one herself."""
    if line.audio_min is None or line.estimate_min is not None:
        return line
    return replace(line, estimate_min=min(max(round(line.audio_min * known.value), 1), MAX_ESTIMATE_MIN))


class Learning:
    """Her ratio from the desk and from the months just closed, which are read once a day."""

    def __init__(self, past: Past, ledger: Ledger) -> None:
        self._past, self._ledger = past, ledger
        self._seen: tuple[date, tuple[Task, ...]] | None = None

    def ratio(self, today: date, worked: Mapping[str, int]) -> Ratio:
        """Return her ratio now; `worked` are the minutes of the tasks on the desk."""
        if self._seen is None or self._seen[0] != today:
            found = self._past.around(today - LOOKED_BACK, today, [])
            self._seen = today, tuple(v for v in found if isinstance(v, Task) and v.audio_min)
        before = self._seen[1]
        tasks = {t.id: t for t in (*before, *self._ledger.table(Task).values())}
        return ratio(tasks.values(), {t.id: whole_minutes(t.worked_before) for t in before} | dict(worked))
