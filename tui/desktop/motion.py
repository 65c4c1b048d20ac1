"""Whether the desktop was told to keep still, where it costs nothing to know: a small file, or one question."""

import sys
from collections.abc import Mapping
from pathlib import Path

_CLIENT_AREA_ANIMATION = 0x1042
"""Windows: SPI_GETCLIENTAREAANIMATION, « Show animations in Windows »."""

_WRITTEN = (
    ("gtk-4.0/settings.ini", "Settings", "gtk-enable-animations"),
    ("gtk-3.0/settings.ini", "Settings", "gtk-enable-animations"),
    ("kdeglobals", "KDE", "AnimationDurationFactor"),
)
"""Where GNOME's and KDE's settings write it: the file below the configuration, its section, its name."""

_OFF = {"0", "0.0", "false", "no"}


def still_wanted(environ: Mapping[str, str], system: str = sys.platform) -> bool:
    """Return whether the desktop's own setting says that nothing is to move; False where it is not known."""
    if system == "win32":
        return _windows()
    home = environ.get("HOME", "")
    folder = Path(environ.get("XDG_CONFIG_HOME") or Path(home) / ".config")
    return bool(home) and any(_says_off(folder / name, section, key) for name, section, key in _WRITTEN)


def _says_off(path: Path, section: str, key: str) -> bool:
    if not path.is_file():
        return False
    from configparser import ConfigParser, Error  # noqa: PLC0415 - most desktops wrote none of these files

    found = ConfigParser(strict=False, interpolation=None)
    try:
        found.read(path, encoding="utf-8")
    except (Error, OSError, UnicodeDecodeError):
        return False  # another program's file that cannot be read says nothing
    return found.get(section, key, fallback="").strip().lower() in _OFF


def _windows() -> bool:
    import ctypes  # noqa: PLC0415 - on Windows alone

    shown = ctypes.c_int(1)
    user32 = getattr(ctypes, "windll").user32  # noqa: B009 - it is not there on other systems
    known = user32.SystemParametersInfoW(_CLIENT_AREA_ANIMATION, 0, ctypes.byref(shown), 0)
    return bool(known) and not shown.value
