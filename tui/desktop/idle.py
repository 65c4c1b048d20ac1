"""How long keyboard and mouse have been still, asked from the system; never guessed from our own terminal."""

import ctypes
import ctypes.util
import re
import shutil
import sys
from collections.abc import Mapping
from ctypes import POINTER, Structure, byref, c_char_p, c_double, c_int, c_uint32, c_ulong, c_void_p
from pathlib import Path
from typing import Any

from tui.desktop.clipboard_tools import Which
from tui.desktop.idle_watch import PROBE_LIMIT, Probe
from tui.desktop.process import QuietProcess
from tui.desktop.surroundings import Surroundings

_TICKS = 2**32


def ticks_between(last: int, now: int) -> float:
    """Return the seconds between two readings of the 32-bit count of milliseconds, which wraps after 49.7 days."""
    return ((now - last) % _TICKS) / 1000


class _LastInput(Structure):
    _fields_ = [("size", c_uint32), ("time", c_uint32)]


def windows_probe() -> Probe:
    """Return the probe of Windows: `GetLastInputInfo` against `GetTickCount`, which count alike."""
    # `windll` is there on Windows only.
    dlls: Any = ctypes
    user, kernel = dlls.windll.user32, dlls.windll.kernel32
    kernel.GetTickCount.restype = c_uint32

    def probe() -> float:
        found = _LastInput(ctypes.sizeof(_LastInput), 0)
        if not user.GetLastInputInfo(byref(found)):
            raise OSError("GetLastInputInfo")
        return ticks_between(found.time, kernel.GetTickCount())

    return probe


_HID_STATE, _ANY_INPUT = 1, 0xFFFFFFFF


def macos_probe() -> Probe:
    """Return the probe of macOS: CoreGraphics, which asks for no permission. Raises `OSError` without it."""
    graphics = ctypes.CDLL("/System/Library/Frameworks/CoreGraphics.framework/CoreGraphics")
    asked = graphics.CGEventSourceSecondsSinceLastEventType
    asked.restype, asked.argtypes = c_double, (c_int, c_uint32)
    return lambda: float(asked(_HID_STATE, _ANY_INPUT))


class _ScreenSaverInfo(Structure):
    _fields_ = [
        ("window", c_ulong), ("state", c_int), ("kind", c_int), ("til_or_since", c_ulong), ("idle", c_ulong),
        ("event_mask", c_ulong),
    ]


def _library(name: str) -> ctypes.CDLL:
    found = ctypes.util.find_library(name)
    if found is None:
        raise OSError(name)
    return ctypes.CDLL(found)


# Kept for as long as Xlib may call it.
_IGNORED_ERROR = ctypes.CFUNCTYPE(c_int, c_void_p, c_void_p)(lambda _display, _error: 0)


def x11_probe(display: str) -> Probe:
    """Return the probe of X11, its screen saver extension. Raises `OSError` without its libraries.

    The display is opened anew for each question: Xlib ends the whole program when a server goes away while it
    is connected.
    """
    xlib, saver = _library("X11"), _library("Xss")
    xlib.XOpenDisplay.restype, xlib.XOpenDisplay.argtypes = c_void_p, (c_char_p,)
    xlib.XDefaultRootWindow.restype, xlib.XDefaultRootWindow.argtypes = c_ulong, (c_void_p,)
    xlib.XCloseDisplay.argtypes = xlib.XFree.argtypes = (c_void_p,)
    saver.XScreenSaverQueryExtension.argtypes = (c_void_p, POINTER(c_int), POINTER(c_int))
    saver.XScreenSaverAllocInfo.restype = POINTER(_ScreenSaverInfo)
    saver.XScreenSaverQueryInfo.argtypes = (c_void_p, c_ulong, POINTER(_ScreenSaverInfo))
    xlib.XSetErrorHandler(_IGNORED_ERROR)

    def asked(opened: int) -> float:
        first, second = c_int(), c_int()
        if not saver.XScreenSaverQueryExtension(opened, byref(first), byref(second)):
            raise OSError("MIT-SCREEN-SAVER")
        info = saver.XScreenSaverAllocInfo()
        try:
            if not saver.XScreenSaverQueryInfo(opened, xlib.XDefaultRootWindow(opened), info):
                raise OSError("XScreenSaverQueryInfo")
            return float(info.contents.idle) / 1000
        finally:
            xlib.XFree(info)

    def probe() -> float:
        opened = xlib.XOpenDisplay(display.encode())
        if not opened:
            raise OSError(display)
        try:
            return asked(opened)
        finally:
            xlib.XCloseDisplay(opened)

    return probe


_GNOME_CALL = (
    "gdbus", "call", "--session", "--dest", "org.gnome.Mutter.IdleMonitor", "--object-path",
    "/org/gnome/Mutter/IdleMonitor/Core", "--method", "org.gnome.Mutter.IdleMonitor.GetIdletime",
)


def gnome_probe(process: QuietProcess | None = None) -> Probe:
    """Return the probe of GNOME under Wayland: Mutter's own count, in milliseconds."""
    runner = process or QuietProcess()

    def probe() -> float:
        ran = runner.run(_GNOME_CALL, limit=PROBE_LIMIT, capture=True)
        found = re.fullmatch(rb"\(uint64 (\d+),\)", ran.output.strip())
        if not ran.ok or found is None:
            raise OSError(ran.detail)
        return int(found[1]) / 1000

    return probe


def in_container(environ: Mapping[str, str], root: Path = Path("/")) -> bool:
    """Tell whether this is a container: the keyboard in front of her is not its own."""
    marked = bool(environ.get("container"))
    return marked or any((root / name).exists() for name in (".dockerenv", "run/.containerenv"))


def probe_for(
    surroundings: Surroundings, environ: Mapping[str, str], which: Which = shutil.which, root: Path = Path("/")
) -> Probe | None:
    """Return the probe of this machine, None where nothing can be known: SSH, WSL, containers, other desktops."""
    if not surroundings.desktop_reachable:
        return None
    try:
        if surroundings.platform == "win32":
            return windows_probe()
        if surroundings.macos:
            return macos_probe()
        if in_container(environ, root):
            return None
        if surroundings.wayland:
            # Its X server sees only what is typed into old programs.
            gnome = "gnome" in environ.get("XDG_CURRENT_DESKTOP", "").lower()
            return gnome_probe() if gnome and which("gdbus") else None
        return x11_probe(surroundings.display) if surroundings.display and sys.platform != "win32" else None
    except (OSError, AttributeError):  # a library or a name in it is missing: nothing can be known
        return None
