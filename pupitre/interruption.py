"""Someone broke in: who, through what, how long, and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What came of an interruption."""

    DEALT_WITH = "traite"
    MADE_TASK = "note_en_tache"
    CALL_BACK = "rappel_promis"
    DECLINED = "refus_poli"
    IGNORED = "ignore"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interruption:
    """One interruption at an aware UTC instant; `source` is a client's id or a word such as `perso`."""

    id: str
    at: datetime
    source: str
    channel: str = ""
    minutes: int = 0
    interrupted_task: str | None = None
    pauses_timer: bool = False
    outcome: Outcome = Outcome.DEALT_WITH
    created_task: str | None = None
    outside_hours: bool = False
    summary: str = ""
