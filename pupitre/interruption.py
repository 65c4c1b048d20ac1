"""Someone broke in: who, through what, how long, and what came of it."""

from datetime import datetime
from enum import StrEnum

from pupitre.deadline import Deadline
from pupitre.value import Struct

PERSO = "perso"
"""The source of an interruption that no client made."""

UNKNOWN = "inconnu"
"""The source while nobody said who it was."""

CHANNELS = ("telephone", "mail", "porte", "sms", "autre")
"""The ways to break in that can be chosen; a file may bring others."""


class Outcome(StrEnum):
    """What came of an interruption."""

    DEALT_WITH = "traite"
    MADE_TASK = "note_en_tache"
    CALL_BACK = "rappel_promis"
    DECLINED = "refus_poli"
    IGNORED = "ignore"


class Interruption(Struct, frozen=True, kw_only=True):
    """One interruption at an aware UTC instant; `source` is a client's id or a word such as `perso`.

    `last_seen` is the last instant known of one that is still open, None once it is over. `pauses_timer` tells that
    a session ran, which runs again afterwards.
    """

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
    last_seen: datetime | None = None


class Details(Struct, frozen=True, kw_only=True):
    """What she says of an interruption once it is over: `client` is an id, None for nobody's account.

    `minutes` None keeps the measured time; `call_back` is the hour of a promised call, `title` that of its task.
    """

    client: str | None = None
    source: str = PERSO
    channel: str = ""
    minutes: int | None = None
    outcome: Outcome = Outcome.DEALT_WITH
    call_back: Deadline | None = None
    title: str = ""
    summary: str = ""
