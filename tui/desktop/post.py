"""Her mailbox as the screens see it: what reaches it, and what remembers its password."""

from typing import Protocol

from pupitre.value import Struct
from tui.desktop.mailbox import Account, ImapMailbox
from tui.desktop.passwords import Passwords
from tui.desktop.secret import Secret


class Mailbox(Protocol):
    """Reaches a mailbox; both calls take up to some seconds and raise `MailboxError`."""

    def look(self, account: Account, password: Secret) -> str:
        """Return the folder that a draft would go to."""
        ...

    def place(self, account: Account, password: Secret, message: bytes, message_id: str) -> str:
        """Lay a draft there, and return the folder."""
        ...


class Post(Struct, frozen=True):
    """A mailbox and its passwords."""

    mailbox: Mailbox
    passwords: Passwords


def desktop_post() -> Post:
    """Return those of this machine; nothing is reached before they are asked."""
    return Post(ImapMailbox(), Passwords())
