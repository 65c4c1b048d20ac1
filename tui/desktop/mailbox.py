"""A draft laid into the Drafts folder of her mailbox, by IMAP.

The only part of Pupitre that uses a network: on her key, to the host that she typed, and nowhere else. It reads
back what it laid there; it sends nothing, deletes nothing, and reads no other message.
"""

import imaplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pupitre.value import Struct
from tui.desktop.drafts_folder import Folder, drafts_among
from tui.desktop.lane import Lane
from tui.desktop.secret import Secret

if TYPE_CHECKING:
    from imap_tools.mailbox import BaseMailBox

T = TypeVar("T")

LIMIT = 15.0
"""Seconds for all of it."""

_MICROSOFT = ("office365.com", "outlook.com", "hotmail.com", "live.com", "office.com")
"""Exchange Online takes no password since October 2022, Outlook.com none since September 2024."""


class Trouble(StrEnum):
    """Why a mailbox could not be used."""

    NO_HOST = "no_host"
    CERTIFICATE = "certificate"
    NOT_SAFE = "not_safe"
    PASSWORD = "password"  # noqa: S105 - the name of a trouble
    MICROSOFT = "microsoft"
    NO_DRAFTS = "no_drafts"
    QUOTA = "quota"
    TIMEOUT = "timeout"
    NOT_FOUND_AGAIN = "not_found_again"
    REFUSED = "refused"


class MailboxError(Exception):
    """A mailbox could not be used; `detail` is what the server said, `folders` what it has when no drafts."""

    def __init__(self, trouble: Trouble, detail: str = "", folders: tuple[str, ...] = ()) -> None:
        super().__init__(trouble)
        self.trouble, self.detail, self.folders = trouble, detail, folders


class Account(Struct, frozen=True):
    """Where her mailbox is; `folder` is empty when the server's own drafts folder is to be found."""

    host: str
    port: int
    user: str
    starttls: bool = False
    folder: str = ""


class ImapMailbox:
    """Reaches a mailbox; its calls block up to `limit` seconds in all, and raise `MailboxError`.

    The certificate of the server is verified; `authority` is a file of authorities other than the system's.
    """

    def __init__(self, *, authority: Path | None = None, limit: float = LIMIT) -> None:
        self._authority = authority
        self._limit = limit

    def look(self, account: Account, password: Secret) -> str:
        """Return the name of the folder that a draft would go to."""
        return self._within(lambda: self._look(account, password))

    def place(self, account: Account, password: Secret, message: bytes, message_id: str) -> str:
        """Lay a message into the drafts, read it back, and return the name of the folder."""
        return self._within(lambda: self._place(account, password, message, message_id))

    def _within(self, work: Callable[[], T]) -> T:
        """Do it in a thread that may be left behind: the name of a host can take minutes to be looked up."""
        lane = Lane("mailbox")
        try:
            return lane.call(work, self._limit)
        except MailboxError:
            raise
        except TimeoutError:
            raise MailboxError(Trouble.TIMEOUT) from None
        except Exception as error:  # noqa: BLE001  # a server can answer anything, and a traceback shows a password
            raise MailboxError(Trouble.REFUSED, type(error).__name__) from None
        finally:
            lane.dismiss()

    def _look(self, account: Account, password: Secret) -> str:
        with self._open(account, password) as box:
            return _drafts(box, account)

    def _place(self, account: Account, password: Secret, message: bytes, message_id: str) -> str:
        with self._open(account, password) as box:
            folder = _drafts(box, account)
            _append(box, folder, message)
            if not _is_there(box, folder, message, message_id):
                raise MailboxError(Trouble.NOT_FOUND_AGAIN, folder)
            return folder

    @contextmanager
    def _open(self, account: Account, password: Secret) -> Iterator["BaseMailBox"]:
        """Connect and log in; whatever goes wrong comes out as a `MailboxError` that remembers no password."""
        from imap_tools import ImapToolsError  # noqa: PLC0415 - only when she asks for it

        if not password_is_taken(account.host):
            raise MailboxError(Trouble.MICROSOFT)
        box = self._connect(account)
        try:
            _log_in(box, account.user, password)
            yield box
        except TimeoutError:
            raise MailboxError(Trouble.TIMEOUT) from None
        except (imaplib.IMAP4.error, ImapToolsError, OSError, ValueError) as error:
            raise MailboxError(Trouble.REFUSED, _said(error)) from None
        finally:
            with suppress(imaplib.IMAP4.error, ImapToolsError, OSError):  # the outcome is known already
                box.logout()

    def _connect(self, account: Account) -> "BaseMailBox":
        from imap_tools import ImapToolsError, MailBox, MailBoxStartTls  # noqa: PLC0415 - only when she asks for it

        kind = MailBoxStartTls if account.starttls else MailBox
        try:
            safe = ssl.create_default_context(cafile=self._authority)
            return kind(account.host, account.port, timeout=self._limit, ssl_context=safe)
        except ssl.SSLCertVerificationError as error:
            raise MailboxError(Trouble.CERTIFICATE, error.verify_message) from None
        except (ssl.SSLError, imaplib.IMAP4.error, ImapToolsError) as error:
            raise MailboxError(Trouble.NOT_SAFE, _said(error)) from None
        except TimeoutError:
            raise MailboxError(Trouble.TIMEOUT) from None
        except (OSError, ValueError) as error:
            raise MailboxError(Trouble.NO_HOST, _said(error)) from None


def password_is_taken(host: str) -> bool:
    """Tell whether this host may let her in by a password; those of Microsoft do not."""
    name = host.strip().rstrip(".").lower()
    return not any(name == one or name.endswith(f".{one}") for one in _MICROSOFT)


def _log_in(box: "BaseMailBox", user: str, password: Secret) -> None:
    from imap_tools import MailboxLoginError  # noqa: PLC0415 - only when she asks for it

    try:
        # The older way carries no accents, and is the one that every server has.
        plain = user.isascii() and password.reveal().isascii()
        if not (user + password.reveal()).isprintable():
            raise MailboxError(Trouble.PASSWORD)
        name = _quoted(user) if plain else user
        (box.login if plain else box.login_utf8)(name, password.reveal(), initial_folder=None)
    except imaplib.IMAP4.abort as error:
        raise MailboxError(Trouble.REFUSED, _said(error)) from None
    except (MailboxLoginError, imaplib.IMAP4.error) as error:
        raise MailboxError(Trouble.PASSWORD, _said(error)) from None


def _quoted(user: str) -> str:
    """Return a name as one word: the library quotes the password alone (RFC 3501, 4.3)."""
    if not set(user) & set(' "\\(){}%*'):
        return user
    escaped = user.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _drafts(box: "BaseMailBox", account: Account) -> str:
    found = [Folder(f.name, f.delim, f.flags) for f in box.folder.list()]
    folder = drafts_among(found, account.folder)
    if folder is None:
        raise MailboxError(Trouble.NO_DRAFTS, account.folder, tuple(f.name for f in found if f.usable))
    return folder


def _append(box: "BaseMailBox", folder: str, message: bytes) -> None:
    from imap_tools import MailboxAppendError  # noqa: PLC0415 - only when she asks for it

    try:
        box.append(message, folder, flag_set=["\\Draft"])
    except MailboxAppendError as error:
        said = _said(error)
        if "TRYCREATE" in said:
            raise MailboxError(Trouble.NO_DRAFTS, folder) from None
        full = "QUOTA" in said.upper()
        raise MailboxError(Trouble.QUOTA if full else Trouble.REFUSED, said) from None


def _is_there(box: "BaseMailBox", folder: str, message: bytes, message_id: str) -> bool:
    """Tell whether the folder now holds the message, its subject and its text as they were written."""
    from imap_tools import MailMessage  # noqa: PLC0415 - only when she asks for it

    box.folder.set(folder, readonly=True)
    wanted = MailMessage.from_bytes(message)
    found = box.fetch(f'HEADER Message-ID "{message_id}"', mark_seen=False, charset=None)
    return any((one.subject, one.text, one.html) == (wanted.subject, wanted.text, wanted.html) for one in found)


def _said(error: Exception) -> str:
    """Return what the server or the system said, on one short line."""
    data = getattr(error, "command_result", None)
    told = b" ".join(x for x in data[1] if isinstance(x, bytes)).decode(errors="replace") if data else str(error)
    return " ".join(told.split())[:200]
