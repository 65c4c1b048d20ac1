"""Handing a draft to the mail program of the machine. Nothing is sent from here."""

import re
import shutil
import webbrowser
from collections.abc import Callable
from email.utils import getaddresses
from urllib.parse import quote

from pupitre.value import Struct
from tui.desktop.lane import Lane
from tui.desktop.notice import Outcome
from tui.desktop.process import QuietProcess
from tui.desktop.safe_text import one_line_end, without_controls, without_lone_surrogates
from tui.desktop.surroundings import Surroundings

MAILTO_LIMIT = 1900
"""Characters once encoded: Windows drops an address beyond 2,081 in silence, Outlook at about 2,046."""
OPEN_LIMIT = 3.0
"""Seconds within which an opener that refuses says so; one still running by then has found its program."""

_SCHEMES = ("mailto:", "https:", "http:")
_LIBRARY = "webbrowser"
_ADDRESS = re.compile(r"""[^\s@<>()\[\]"',:;?&]+@[^\s@<>()\[\]"',:;?&]+""")


class MailLink(Struct, frozen=True):
    """A `mailto:` address; `complete` is False when the body did not fit and was left out."""

    url: str
    complete: bool


def mail_link(to: str, subject: str, body: str) -> MailLink | None:
    """Return the address that opens a draft, without its body when that is too long, or None when even so it is.

    `to` may be empty, or hold several addresses, with or without names, separated by commas or semicolons.
    """
    head = f"mailto:{_recipients(to)}?subject={_encoded(_header(subject))}"
    lines = without_controls(one_line_end(body)).replace("\n", "\r\n")
    whole = f"{head}&body={_encoded(lines)}" if lines else head
    if len(whole) <= MAILTO_LIMIT:
        return MailLink(whole, complete=True)
    return MailLink(head, complete=False) if len(head) <= MAILTO_LIMIT else None


def open_url(url: str, surroundings: Surroundings, which: Callable[[str], str | None] = shutil.which) -> Outcome:
    """Open an address with the program the machine has for it; blocks up to 3 s, so call it from a thread.

    `webbrowser` serves on Windows only. Elsewhere it starts programs that write on our screen, may start a
    browser inside the terminal, and does not tell that no mail program is set up; `xdg-open` and `open` do.
    """
    if not url.lower().startswith(_SCHEMES):
        return Outcome("", ok=False, detail="refused")
    command = opener(surroundings, which)
    if not command:
        return Outcome("", ok=False, detail="ssh" if surroundings.ssh else "missing")
    lane = Lane("opener")
    try:
        return lane.call(lambda: _open(command, url), OPEN_LIMIT)
    except TimeoutError:
        # Not killed: an opener that stays is the mail program itself.
        return Outcome(command[0], ok=True, detail="running")
    except Exception as error:  # noqa: BLE001  # whatever the shell of Windows refuses
        return Outcome(command[0], ok=False, detail=type(error).__name__)
    finally:
        lane.dismiss()


def opener(surroundings: Surroundings, which: Callable[[str], str | None] = shutil.which) -> tuple[str, ...]:
    """Return what opens addresses here; nothing through SSH, where it would open on the other machine."""
    if surroundings.ssh:
        return ()
    if surroundings.windows:
        return (_LIBRARY,)
    if surroundings.macos:
        return ("open",)
    if surroundings.wsl:
        choices: tuple[tuple[str, ...], ...] = (("wslview",), ("rundll32.exe", "url.dll,FileProtocolHandler"))
    else:
        # Without a display, xdg-open turns to browsers for the terminal.
        choices = (("xdg-open",),) if surroundings.graphical else ()
    return next((choice for choice in choices if which(choice[0])), ())


def _open(command: tuple[str, ...], url: str) -> Outcome:
    if command[0] == _LIBRARY:
        opened = webbrowser.open(url)
        return Outcome(_LIBRARY, opened, "opened" if opened else "refused")
    ran = QuietProcess().run((*command, url), limit=None)
    return Outcome(command[0], ran.ok, "opened" if ran.ok else ran.detail)


def _recipients(to: str) -> str:
    """Return the bare addresses of the first line: mail programs do not agree on names in an address."""
    first = one_line_end(to).strip().partition("\n")[0].replace(";", ",")
    found = [address for _, address in getaddresses([_header(first)]) if _ADDRESS.fullmatch(address)]
    return ",".join(quote(address, safe="@") for address in found)


def _header(text: str) -> str:
    """Return the text on one line: a line break in a header would begin another one."""
    return " ".join(without_controls(one_line_end(text).replace("\n", " ")).split())


def _encoded(text: str) -> str:
    return quote(without_lone_surrogates(text), safe="")
