"""The clipboards that carry HTML beside the plain text, so that a webmail keeps headings and lists.

Windows and macOS only: the programs of X11 and Wayland offer one kind at a time, and the plain text would be lost.
The plain text is the contract: it is read back as ever, and where that fails the plain clipboard comes next.
"""

import ctypes
from typing import Any

from tui.desktop.clipboard_tools import PBCOPY, CommandTool, PyperclipTool
from tui.desktop.markup import fragment, page

_MOVEABLE = 0x0002
_HEAD = (
    "Version:0.9\r\nStartHTML:{:010d}\r\nEndHTML:{:010d}\r\nStartFragment:{:010d}\r\nEndFragment:{:010d}\r\n"
)
_BEFORE, _AFTER = b"<html><body>\r\n<!--StartFragment-->", b"<!--EndFragment-->\r\n</body></html>"


def windows_html(text: str) -> bytes:
    """Return the text in the « HTML Format » of Windows: a header with offsets in bytes, then UTF-8."""
    told = fragment(text).encode()
    start = len(_HEAD.format(0, 0, 0, 0))
    first = start + len(_BEFORE)
    last = first + len(told)
    return _HEAD.format(start, last + len(_AFTER), first, last).encode() + _BEFORE + told + _AFTER


def apple_script(text: str) -> bytes:
    """Return the script that puts a text on the clipboard of macOS, plain and as HTML; its data are digits only."""
    plain = f"«data utf8{text.encode().hex().upper()}» as «class utf8»"
    if not text:
        return b'set the clipboard to ""'
    html = page(text, "").encode().hex().upper()
    return f"set the clipboard to {{string:({plain}), «class HTML»:«data HTML{html}»}}".encode()


class RichWindowsTool(PyperclipTool):
    """The clipboard of Windows with both kinds; the plain text is put there first."""

    def give(self, text: str, limit: float) -> None:
        """Put a text on the clipboard, then the same as HTML beside it."""
        super().give(text, limit)
        if text:
            self._call(lambda: add_html(windows_html(text)), limit)


RICH_MACOS = CommandTool("osascript", ("osascript", "-"), PBCOPY.paste, apple_script, extra_env=PBCOPY.extra_env)


def add_html(data: bytes, libraries: tuple[Any, Any] | None = None) -> None:
    """Add HTML to what the clipboard of Windows holds. Raises `OSError` when the system refuses."""
    user, kernel = libraries or _libraries()
    if not user.OpenClipboard(None):
        raise OSError("OpenClipboard")
    try:
        handle = kernel.GlobalAlloc(_MOVEABLE, len(data) + 1)
        at = kernel.GlobalLock(handle) if handle else None
        if not at:
            raise OSError("GlobalLock")
        ctypes.memmove(at, data + b"\0", len(data) + 1)
        kernel.GlobalUnlock(handle)
        # From here on it belongs to the system.
        if not user.SetClipboardData(user.RegisterClipboardFormatW("HTML Format"), handle):
            kernel.GlobalFree(handle)
            raise OSError("SetClipboardData")
    finally:
        user.CloseClipboard()


def _libraries() -> tuple[Any, Any]:
    """Return copies of our own: pyperclip declares the same functions in its way."""
    load = getattr(ctypes, "WinDLL")  # noqa: B009 - only Windows has it
    user, kernel = load("user32"), load("kernel32")
    user.OpenClipboard.argtypes = (ctypes.c_void_p,)
    user.SetClipboardData.argtypes, user.SetClipboardData.restype = (ctypes.c_uint, ctypes.c_void_p), ctypes.c_void_p
    user.RegisterClipboardFormatW.argtypes = (ctypes.c_wchar_p,)
    kernel.GlobalAlloc.argtypes, kernel.GlobalAlloc.restype = (ctypes.c_uint, ctypes.c_size_t), ctypes.c_void_p
    kernel.GlobalLock.argtypes, kernel.GlobalLock.restype = (ctypes.c_void_p,), ctypes.c_void_p
    kernel.GlobalUnlock.argtypes = kernel.GlobalFree.argtypes = (ctypes.c_void_p,)
    return user, kernel
