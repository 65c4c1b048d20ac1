"""What Pupitre runs in: system, terminal, session. Read once; every decision that follows from it is pure."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pupitre.value import Struct
from tui.desktop.motion import still_wanted

NoticeCode = Literal["99", "777", "9"]
"""The number of the escape sequence (OSC) by which a terminal raises a notification."""

_NO_CLIPBOARD_TERMS = frozenset({"", "dumb", "linux"})


class Surroundings(Struct, frozen=True):
    """The facts about machine and terminal; every default is "absent", so a test names only what it needs."""

    platform: str = "linux"
    """As `sys.platform` says it."""
    ssh: bool = False
    wsl: bool = False
    tmux: bool = False
    tmux_here: bool = False
    """The tmux is on this machine, and can be spoken to; through SSH from inside a tmux it is not."""
    screen: bool = False
    term: str = ""
    term_program: str = ""
    """`TERM_PROGRAM`, or `LC_TERMINAL`, which iTerm2 also sends through SSH and tmux."""
    kitty: bool = False
    windows_terminal: bool = False
    vte: bool = False
    konsole: bool = False
    display: str = ""
    wayland: str = ""
    session_bus: bool = False
    still: bool = False
    """The desktop was told to move nothing."""

    @property
    def windows(self) -> bool:
        """Tell whether this is Windows itself (WSL is Linux)."""
        return self.platform in {"win32", "cygwin"}

    @property
    def macos(self) -> bool:
        """Tell whether this is macOS."""
        return self.platform == "darwin"

    @property
    def desktop_reachable(self) -> bool:
        """Tell whether a notice raised by this system can appear before the person's eyes.

        Through SSH it would appear on the other machine, in WSL on a desktop that nobody sees.
        """
        return not (self.ssh or self.wsl)

    @property
    def graphical(self) -> bool:
        """Tell whether programs with windows can open here."""
        return self.windows or self.macos or bool(self.display or self.wayland)

    @property
    def notice_code(self) -> NoticeCode | None:
        """Return the notification sequence this terminal is known to understand, or None.

        OSC 9 is for iTerm2 alone: elsewhere `9;n` are commands of ConEmu and Windows Terminal.
        GNU screen swallows all of them.
        """
        if self.screen:
            return None
        if self.kitty or self.term == "xterm-kitty" or self.term.split("-")[0] == "foot":
            return "99"
        if self.term_program in {"ghostty", "WezTerm"} or self.term in {"xterm-ghostty", "wezterm"}:
            return "777"
        if self.windows_terminal or self.vte or self.konsole:
            return "777"
        return "9" if self.term_program in {"iTerm.app", "iTerm2"} else None

    @property
    def clipboard_code(self) -> bool:
        """Tell whether the terminal may take a text for the clipboard (OSC 52); it never says whether it did."""
        if self.screen or self.term_program == "Apple_Terminal":
            return False
        if self.windows:
            return self.windows_terminal
        return self.windows_terminal or self.term not in _NO_CLIPBOARD_TERMS

    @property
    def remote_display(self) -> bool:
        """Tell whether `DISPLAY` leads, through SSH, back to the person's own machine ("localhost:10.0")."""
        return self.ssh and not self.display.startswith((":", "unix:")) and ":" in self.display


def read_surroundings(environ: Mapping[str, str] | None = None, *, release: str | None = None) -> Surroundings:
    """Return the surroundings of this process; an environment and a kernel release may be given instead."""
    env = os.environ if environ is None else environ
    kernel = (_kernel() if release is None else release).lower()
    term = env.get("TERM", "")
    tmux = bool(env.get("TMUX")) or term.startswith("tmux")
    return Surroundings(
        platform=sys.platform,
        ssh=any(env.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT")),
        wsl="microsoft" in kernel or bool(env.get("WSL_DISTRO_NAME")),
        tmux=tmux,
        tmux_here=bool(env.get("TMUX")),
        # tmux too calls itself "screen" by default: its own variable decides.
        screen=not tmux and (bool(env.get("STY")) or term.startswith("screen")),
        term=term,
        term_program=_program(env),
        kitty=bool(env.get("KITTY_WINDOW_ID")),
        windows_terminal=bool(env.get("WT_SESSION")),
        vte=bool(env.get("VTE_VERSION")),
        konsole=bool(env.get("KONSOLE_VERSION")),
        display=env.get("DISPLAY", ""),
        wayland=env.get("WAYLAND_DISPLAY", ""),
        session_bus=bool(env.get("DBUS_SESSION_BUS_ADDRESS")) or _default_bus(env.get("XDG_RUNTIME_DIR", "")),
        still=still_wanted(env),
    )


def _kernel() -> str:
    """Return the kernel's release; on Windows it names nothing we need and asking may take seconds."""
    return os.uname().release if sys.platform == "linux" else ""


def _program(env: Mapping[str, str]) -> str:
    """Return the terminal's name; tmux puts its own name over it, but leaves `LC_TERMINAL`."""
    name = env.get("TERM_PROGRAM", "")
    return env.get("LC_TERMINAL", "") if name in {"", "tmux"} else name


def _default_bus(runtime: str) -> bool:
    """Tell whether the bus that systemd opens for each session is there."""
    return bool(runtime) and (Path(runtime) / "bus").exists()
