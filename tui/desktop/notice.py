"""What is announced, and what became of it."""

from typing import Protocol

from pupitre.value import Struct


class Notice(Struct, frozen=True):
    """One announcement; a `tag` names its occasion, and the same tag is not announced twice within a minute."""

    title: str
    body: str = ""
    urgent: bool = False
    bell: bool = False
    """Ring the terminal as well: whether a notice was seen can never be known."""
    tag: str = ""


class Outcome(Struct, frozen=True):
    """What one channel did, in codes; `detail` is "shown", "sent", "missing", "timeout", "exit 1" and the like."""

    channel: str
    ok: bool
    detail: str


class Channel(Protocol):
    """One way to the desktop. All calls but `abort` come from one thread, which may be left hanging."""

    @property
    def name(self) -> str:
        """The name shown in the notification test."""

    def send(self, notice: Notice) -> Outcome:
        """Show a notice whose text was filtered; may raise and may hang."""

    def rest(self) -> None:
        """Give back what the last notice holds; called after some quiet seconds and at the end."""

    def abort(self) -> None:
        """End a running `send`, from another thread."""
