"""How long it takes her to type a minute of sound, learnt from what she finished."""

from collections.abc import Iterable, Mapping

from pupitre.quick import MAX_ESTIMATE_MIN, Understanding
from pupitre.task import Status, Task
from pupitre.value import Struct, replace

DEFAULT_RATIO = 5.0
"""Minutes of work for one of sound, as transcribers tell: 4 to 6 hours for one hour."""

FEW = 3
"""Fewer finished tasks than these teach nothing."""


class Ratio(Struct, frozen=True):
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
    if len(found) < FEW:
        return Ratio()
    from statistics import median  # noqa: PLC0415 - a fiftieth of a command that does not need it

    return Ratio(median(found), len(found))


def estimated(line: Understanding, known: Ratio) -> Understanding:
    """Return the line with an estimate from its minutes of sound, unless she wrote one herself."""
    if line.audio_min is None or line.estimate_min is not None:
        return line
    return replace(line, estimate_min=min(max(round(line.audio_min * known.value), 1), MAX_ESTIMATE_MIN))
