"""What the desktop offers, found out without showing, copying or opening anything."""

import shutil

from pupitre.value import Struct
from tui.desktop.channels import dbus_importable
from tui.desktop.clipboard import TERMINAL
from tui.desktop.clipboard_tools import CLIP_EXE, PBCOPY, WL_COPY, XCLIP, XSEL, CommandTool, Which, clipboard_tools
from tui.desktop.mail import opener
from tui.desktop.notice import Outcome
from tui.desktop.surroundings import Surroundings

AVAILABLE = "available"
MISSING = "missing"


class ChannelsReport(Struct, frozen=True):
    """The channels that matter on this machine, each with "available" or the code of what is wrong."""

    notices: tuple[Outcome, ...]
    clipboard: tuple[Outcome, ...]
    mail: tuple[Outcome, ...]


def channels_report(surroundings: Surroundings, which: Which = shutil.which) -> ChannelsReport:
    """Return which notification channels, clipboards and openers are there."""
    return ChannelsReport(
        notices=(
            *_desktop(surroundings, which),
            _terminal(surroundings),
            Outcome("bell", ok=True, detail=AVAILABLE),
        ),
        clipboard=(*_tools(surroundings, which), _terminal_clipboard(surroundings)),
        mail=(_opener(surroundings, which),),
    )


def _desktop(surroundings: Surroundings, which: Which) -> tuple[Outcome, ...]:
    found: tuple[Outcome, ...]
    if surroundings.windows:
        found = (_fact("plyer", "", surroundings),)
    elif surroundings.macos:
        found = (_fact("osascript", "" if which("osascript") else MISSING, surroundings),)
    else:
        bus = "" if surroundings.session_bus else "no bus"
        found = (
            _fact("plyer", bus if dbus_importable() else "no dbus module", surroundings),
            _fact("notify-send", bus if which("notify-send") else MISSING, surroundings),
        )
    return found


def _fact(name: str, trouble: str, surroundings: Surroundings) -> Outcome:
    """Return a channel's state; where the desktop is not the person's own, that comes first."""
    if not surroundings.desktop_reachable:
        trouble = "ssh" if surroundings.ssh else "wsl"
    return Outcome(name, ok=not trouble, detail=trouble or AVAILABLE)


def _terminal(surroundings: Surroundings) -> Outcome:
    code = surroundings.notice_code
    return Outcome(
        f"osc {code}" if code else "osc", ok=code is not None, detail=AVAILABLE if code else "unsupported"
    )


def _terminal_clipboard(surroundings: Surroundings) -> Outcome:
    known = surroundings.clipboard_code
    return Outcome(TERMINAL, ok=known, detail=AVAILABLE if known else "unsupported")


def _tools(surroundings: Surroundings, which: Which) -> tuple[Outcome, ...]:
    usable = {tool.name for tool in clipboard_tools(surroundings, which)}
    if surroundings.windows:
        return (Outcome("pyperclip", ok="pyperclip" in usable, detail=AVAILABLE if usable else "ssh"),)
    return tuple(
        Outcome(tool.name, ok=tool.name in usable, detail=_tool_state(tool, usable, surroundings, which))
        for tool in _relevant(surroundings)
    )


def _tool_state(tool: CommandTool, usable: set[str], surroundings: Surroundings, which: Which) -> str:
    if tool.name in usable:
        return AVAILABLE
    if not (which(tool.copy[0]) and which(tool.paste[0])):
        return MISSING
    return "ssh" if surroundings.ssh else "no display"


def _relevant(surroundings: Surroundings) -> tuple[CommandTool, ...]:
    if surroundings.macos:
        return (PBCOPY,)
    windows = (CLIP_EXE,) if surroundings.wsl else ()
    wayland = (WL_COPY,) if surroundings.wayland else ()
    return (*windows, *wayland, XCLIP, XSEL)


def _opener(surroundings: Surroundings, which: Which) -> Outcome:
    command = opener(surroundings, which)
    if command:
        return Outcome(command[0], ok=True, detail=AVAILABLE)
    if surroundings.ssh:
        return Outcome("opener", ok=False, detail="ssh")
    return Outcome("opener", ok=False, detail=MISSING if surroundings.graphical else "no display")
