"""Time in which a session ran and nobody knows whether it was work: it counts for nothing until she says so."""

from datetime import datetime, timedelta
from enum import StrEnum

from pupitre.value import Struct

LONG = timedelta(minutes=5)
"""The shortest absence that is worth a question."""

UNTOUCHED = timedelta(hours=1)
"""Without a key from her for so long, a session that crosses into a new day was forgotten."""

HERE = timedelta(minutes=10)
"""After a key from her for so long, she is taken to be there when the day turns."""


class Why(StrEnum):
    """How it came: the machine or the program stood still, the program ended, or she forgot the timer."""

    AWAY = "away"
    STOPPED = "stopped"
    FORGOTTEN = "forgotten"


class Absence(Struct, frozen=True, kw_only=True):
    """A stretch of a session that is not counted; `asked` once she answered, or would not."""

    id: str
    start: datetime
    end: datetime
    task: str | None = None
    client: str | None = None
    why: Why = Why.AWAY
    asked: bool = False

    @property
    def length(self) -> timedelta:
        """How long it was."""
        return max(self.end - self.start, timedelta())
