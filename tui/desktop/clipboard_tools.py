"""The clipboards of each system: how to give them a text and how to read it back.

Windows goes through pyperclip, which speaks to the system itself. Everywhere else pyperclip starts programs
that inherit our screen as their standard error, have no time limit and whose exit code nobody reads; the same
programs are started here in silence, bounded and judged.
"""

import binascii
import shutil
from collections.abc import Callable, Mapping
from typing import Protocol, TypeVar

from pupitre.value import Struct
from tui.desktop.lane import Lane
from tui.desktop.notice import Outcome
from tui.desktop.process import QuietProcess
from tui.desktop.surroundings import Surroundings

T = TypeVar("T")

Which = Callable[[str], str | None]
"""Finds a program, as `shutil.which` does."""


class ClipboardToolError(Exception):
    """A tool could not be used; its only argument is a code such as "timeout" or "exit 1"."""


class ClipboardTool(Protocol):
    """One native clipboard. Both calls are bounded by `limit` seconds and raise `ClipboardToolError`."""

    @property
    def name(self) -> str:
        """The name of the program or library."""

    def give(self, text: str, limit: float) -> None:
        """Put a text on the clipboard."""

    def take(self, limit: float) -> str:
        """Read the clipboard back."""


class CommandTool(Struct, frozen=True):
    """A clipboard reached by two programs."""

    name: str
    copy: tuple[str, ...]
    paste: tuple[str, ...]
    encode: Callable[[str], bytes] = str.encode
    decode: Callable[[bytes], str] = bytes.decode
    extra_env: Mapping[str, str] | None = None

    def give(self, text: str, limit: float) -> None:
        """Feed the text; the output is thrown away, since xclip stays behind and would hold a pipe for ever."""
        ran = QuietProcess().run(self.copy, limit=limit, feed=self.encode(text), extra_env=self.extra_env)
        if not ran.ok:
            raise ClipboardToolError(ran.detail)

    def take(self, limit: float) -> str:
        """Read what the clipboard holds now."""
        ran = QuietProcess().run(self.paste, limit=limit, capture=True, extra_env=self.extra_env)
        if not ran.ok:
            raise ClipboardToolError(ran.detail)
        try:
            return self.decode(ran.output)
        except (UnicodeDecodeError, binascii.Error) as error:
            raise ClipboardToolError(type(error).__name__) from error


class PyperclipTool:
    """The clipboard of Windows; it can be held by another program, hence the thread that may be left behind."""

    name = "pyperclip"

    def give(self, text: str, limit: float) -> None:
        """Put a text on the clipboard, with the line ends of Windows."""
        self._call(lambda: _pyperclip_copy(text.replace("\n", "\r\n")), limit)

    def take(self, limit: float) -> str:
        """Read what the clipboard holds now."""
        return self._call(_pyperclip_paste, limit)

    def _call(self, work: Callable[[], T], limit: float) -> T:
        lane = Lane("clipboard")
        try:
            return lane.call(work, limit)
        except TimeoutError as error:
            raise ClipboardToolError("timeout") from error
        except Exception as error:
            raise ClipboardToolError(type(error).__name__) from error
        finally:
            lane.dismiss()


def _pyperclip_copy(text: str) -> None:
    import pyperclip  # noqa: PLC0415  # not needed to start

    pyperclip.copy(text)


def _pyperclip_paste() -> str:
    import pyperclip  # noqa: PLC0415  # not needed to start

    return str(pyperclip.paste())


def _windows_text(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode("utf-16-le")


def _from_base64(output: bytes) -> str:
    return binascii.a2b_base64(output.strip(), strict_mode=True).decode()


# The type is given, or wl-copy guesses one from the content and other programs find no text.
WL_COPY = CommandTool("wl-copy", ("wl-copy", "--type", "text/plain"), ("wl-paste", "-n", "-t", "text"))
XCLIP = CommandTool("xclip", ("xclip", "-selection", "clipboard"), ("xclip", "-selection", "clipboard", "-o"))
XSEL = CommandTool("xsel", ("xsel", "-b", "-i"), ("xsel", "-b", "-o"))
# Without a locale in UTF-8, both spoil accents.
PBCOPY = CommandTool("pbcopy", ("pbcopy",), ("pbpaste",), extra_env={"LC_ALL": "en_US.UTF-8"})
# Base64: the console's code page would spoil accents on their way back.
CLIP_EXE = CommandTool(
    "clip.exe",
    ("clip.exe",),
    (
        "powershell.exe",
        "-NoProfile",
        "-Command",
        "[Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes((Get-Clipboard -Raw)))",
    ),
    encode=_windows_text,
    decode=_from_base64,
)


def give_to_tmux(text: str, limit: float) -> Outcome:
    """Have tmux (3.2 or later) pass a text to the clipboards of the terminals it is shown in.

    Works with its default settings, which drop what a program inside writes for the terminal's clipboard.
    """
    ran = QuietProcess().run(("tmux", "load-buffer", "-w", "-"), limit=limit, feed=text.encode())
    return Outcome("tmux", ran.ok, "sent" if ran.ok else ran.detail)


def clipboard_tools(surroundings: Surroundings, which: Which = shutil.which) -> tuple[ClipboardTool, ...]:
    """Return the native clipboards that are the person's own, best first.

    Through SSH a clipboard of this machine is not hers, except over a display that SSH forwards.
    """
    wanted: tuple[CommandTool, ...]
    if surroundings.ssh:
        wanted = (XCLIP, XSEL) if surroundings.remote_display else ()
    elif surroundings.windows:
        return (PyperclipTool(),)
    elif surroundings.macos:
        wanted = (PBCOPY,)
    elif surroundings.wsl:
        wanted = (CLIP_EXE, *graphical_tools(surroundings))
    else:
        wanted = graphical_tools(surroundings)
    return tuple(tool for tool in wanted if which(tool.copy[0]) and which(tool.paste[0]))


def graphical_tools(surroundings: Surroundings) -> tuple[CommandTool, ...]:
    """Return the programs that fit the display servers named in the environment, installed or not."""
    wayland = (WL_COPY,) if surroundings.wayland else ()
    return (*wayland, XCLIP, XSEL) if surroundings.display else wayland
