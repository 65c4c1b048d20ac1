"""The sample week as it stood on Wednesday at two in the afternoon: what slips, and for whom?"""

from collections.abc import Iterable
from datetime import datetime

from pupitre.entry import Entry
from pupitre.ports import Value
from pupitre.task import Status, Task
from pupitre.value import replace
from tests.memory import PARIS

WEDNESDAY = datetime(2026, 11, 25, 14, tzinfo=PARIS)


def as_of(values: Iterable[Value], now: datetime) -> list[Value]:
    """Return the sample week as it stood then: nothing done, said or worked later is known."""
    found: list[Value] = []
    for value in values:
        if isinstance(value, Entry):
            found += [value] if value.end <= now else []
        elif isinstance(value, Task):
            if value.created > now:
                continue
            later = value.done_at is not None and value.done_at > now
            then = replace(value, status=Status.TODO, done_at=None) if later else value
            # Every next date of that week was given on Thursday or Friday.
            found.append(replace(then, next_on=None, reason="") if then.next_on is not None else then)
        else:
            found.append(value)
    return found
