"""What a command is, and where it can be given."""

from enum import StrEnum

from pupitre.value import Struct
from tui.words import _


class Place(StrEnum):
    """Where a command can be given."""

    EVERYWHERE = "everywhere"
    DAY = "day"
    REPORTS = "reports"
    CLIENTS = "clients"
    STATEMENT = "statement"
    SEARCH = "search"
    FORM = "form"
    TIME = "time"
    TIMES = "times"
    MAILBOX = "mailbox"
    FOCUS = "focus"
    DATA = "data"
    INCOMING = "incoming"
    PAUSE = "pause"
    REVIEW = "review"
    WORDINGS = "wordings"
    EVENING = "evening"
    REPLIES = "replies"
    REQUESTS = "requests"
    RESCUE = "rescue"
    PLAN = "plan"
    STEPS = "steps"
    WEEK = "week"
    AGENDA = "agenda"
    SERIES = "series"
    URGENCY = "urgency"
    KEYS = "keys"
    READING = "reading"
    WELCOME = "welcome"
    TOUR = "tour"
    LOCK = "lock"


class Command(Struct, frozen=True):
    """One verb: its action, its keys (the first one is shown), its name, and a sentence of help."""

    action: str
    keys: tuple[str, ...]
    name: str
    help: str
    place: Place
    footer: bool = True
    priority: bool = False

    @property
    def title(self) -> str:
        """The name in the language of the screen."""
        return _(self.name)

    @property
    def explanation(self) -> str:
        """The sentence of help in the language of the screen."""
        return _(self.help)


class Told(Command, frozen=True):
    """A command that says what it would do just now, in the language of the screen."""

    told: str = ""
    explained: str = ""

    @property
    def title(self) -> str:
        """What it would do now."""
        return self.told

    @property
    def explanation(self) -> str:
        """The sentence about it."""
        return self.explained
