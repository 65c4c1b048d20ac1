"""What the screens share: the desk, the machine around it, and the one place where a refusal becomes a sentence."""

from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pupitre.desk import Desk
from pupitre.errors import PupitreError
from pupitre.outlook import Outlook
from pupitre.progress import Progress
from pupitre.pulse import Pulse
from pupitre.silence import Occasion
from pupitre.text import clean_text
from pupitre.value import Struct, field
from tui import refusals, speech
from tui.announced import KEPT, Announcement
from tui.desktop.clipboard import CopyOutcome
from tui.desktop.notice import Notice, Outcome
from tui.desktop.surroundings import Surroundings
from tui.own_keys import OwnKeys
from tui.papers.folder import put_whole
from tui.risk_words import in_clear

if TYPE_CHECKING:
    from tui.desktop.post import Post
    from tui.keeping import Keeper

LONGEST_NAME = 120
"""Characters of a file's name."""

Step = Progress | tuple[str, ...] | None
"""What a slice of work says: how far it is, or the titles of what came in."""

TYPING = timedelta(seconds=5)
"""How long after a key something is still being typed."""


class Notifier(Protocol):
    """Reaches her outside the window."""

    def send(self, notice: Notice) -> None:
        """Tell her, without ever waiting."""

    def try_all(self, notice: Notice, done: Callable[[tuple[Outcome, ...]], None]) -> None:
        """Try every way, and tell `done` how each went, from another thread."""

    def close(self, timeout: float = 1.0) -> None:
        """Stop."""


class Clipboard(Protocol):
    """Takes a text where she can paste it."""

    def copy(self, text: str) -> CopyOutcome:
        """Copy, and say what is sure; it may take some seconds."""
        ...

    def clear(self) -> CopyOutcome:
        """Empty it, and say what is sure; it may take some seconds."""
        ...


class Keeps(Protocol):
    """A screen in which something may be half typed, while it is open."""

    def keep_draft(self) -> None:
        """Remember it in the session's drafts."""


class Session(Struct, eq=False):
    """One run of the application."""

    desk: Desk
    notifier: Notifier
    clipboard: Clipboard
    surroundings: Surroundings
    reports_folder: Path
    language: str
    keeper: "Keeper | None" = None
    own_keys: OwnKeys = field(default_factory=OwnKeys)
    demo: bool = False
    # Whether the welcome page comes first.
    welcome: bool = False
    drafts: dict[str, dict[str, str]] = field(default_factory=dict)
    open_forms: set[Keeps] = field(default_factory=set)
    # What was announced and stays in sight: the sentence, and since when.
    announced: dict[Occasion, tuple[str, datetime]] = field(default_factory=dict)
    # What was announced in this run, the newest last.
    told: deque[Announcement] = field(default_factory=lambda: deque(maxlen=KEPT))
    # When a key was last pressed where something is typed.
    typed_at: datetime | None = None
    # What happened before the screen was there: each sentence, and whether it is bad news.
    news: tuple[tuple[str, bool], ...] = ()
    # Reads the machine's clocks; without it only the hour of the desk's own clock is known.
    pulse: Callable[[], Pulse] | None = None
    # Her mailbox and its passwords; the machine's own once they are first asked for.
    post: "Post | None" = None
    # Whether it was said in this run that the clipboard can be emptied.
    clearing_told: bool = False
    # Set by the application once its screen can show a sentence.
    tell: Callable[[str, bool], None] = lambda _sentence, _bad: None
    # Set by the application: puts an escape sequence on the terminal.
    write: Callable[[str], None] = lambda _sequence: None
    # Set by the application: whether she was here in the last minute, so that seconds are worth drawing.
    attentive: bool = True
    # Set by the application: does something in slices behind her work, under the name it is told by.
    behind: Callable[[str, Iterator[Step]], None] = lambda _told, _slices: None

    _outlook: Outlook | None = None

    def __post_init__(self) -> None:
        self.drafts = self.drafts or self.desk.typed

    @property
    def outlook(self) -> Outlook:
        """What is ahead, reckoned once a minute."""
        self._outlook = self._outlook or Outlook(self.desk)
        return self._outlook

    @property
    def now(self) -> datetime:
        """The instant, in UTC."""
        return self.desk.clock()

    @property
    def still(self) -> bool:
        """Whether nothing is to move by itself: she wants it so, or her desktop was told."""
        return self.desk.settings.reduced_motion or self.surroundings.still

    def counted(self, seconds: int, *, left: bool) -> int:
        """Return seconds as they are shown: by minutes when nothing moves, by half minutes while she is elsewhere."""
        if self.still:
            return speech.whole_minutes(seconds, left=left)
        return seconds if self.attentive else speech.half_minutes(seconds, left=left)

    def seen(self, length: timedelta) -> timedelta:
        """Return a length as a bar shows it: by minutes when nothing moves."""
        return length - length % timedelta(minutes=1) if self.still else length

    def live(self, *, her: bool = False) -> bool:
        """Live on, with a sign of her or without; return whether the desk changed. Raises `StorageFailed`."""
        changed = self.desk.beat(self.pulse() if self.pulse else None)
        return self.desk.present() or changed if her else changed

    @property
    def typing(self) -> bool:
        """Whether she is typing: a key was pressed in a field some seconds ago."""
        return self.typed_at is not None and timedelta() <= self.now - self.typed_at < TYPING

    def attempt(self, verb: Callable[[], object]) -> bool:
        """Do a verb; a refusal is told in words, and nothing else is lost. Return whether it was done."""
        try:
            verb()
        except PupitreError as error:
            self.tell(refusals.say(error), True)  # noqa: FBT003 - a bad news
            return False
        return True

    def keep_typed(self) -> None:
        """Put what is typed and not saved on the disk, where it changed."""
        self.attempt(lambda: self.desk.keep_typed(self.drafts))

    def told_in_clear(self, sentence: str) -> str:
        """Return what is told of a file for others, and beside protected data that this one is not protected."""
        sealed = self.keeper is not None and self.keeper.holds_key()
        return f"{sentence}\n{in_clear(sealed=sealed)}" if sealed else sentence

    def save_report(self, name: str, text: str) -> Path:
        """Write a report as a text file that only she can read, and return where. Raises `OSError`."""
        return self.save_draft(name, clean_text(text).encode("utf-8", "replace"))

    def save_draft(self, name: str, content: bytes) -> Path:
        """Write a draft beside the text files, for her eyes only as they are, and return where. Raises `OSError`."""
        self.reports_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self.reports_folder / "".join(c if c.isalnum() or c in " .-_" else "_" for c in name)[-LONGEST_NAME:]
        put_whole(path, content)
        return path
