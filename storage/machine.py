"""What is asked of the machine to judge a folder; passed as a value, so that one system can be tried on another."""

import os
import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from pupitre.value import Struct

_MOUNTINFO = Path("/proc/self/mountinfo")
_MOUNT_SECONDS = 2


class Machine(Struct, frozen=True):
    """One computer, as far as a folder's risks depend on it.

    `system` is `sys.platform`; `mounts` returns the mount table as text (`/proc/self/mountinfo` on Linux, what
    `mount` prints on macOS, empty where there is none); `drive_type` is Windows' `GetDriveTypeW`; `free` returns the
    bytes left around an existing folder, or None where they cannot be known.
    """

    system: str
    environment: Mapping[str, str]
    home: Path
    mounts: Callable[[], str]
    drive_type: Callable[[str], int]
    free: Callable[[Path], int | None]


def this_machine() -> Machine:
    """Return the computer that runs; nothing is asked of it yet."""
    mounts = {"linux": _linux_mounts, "darwin": _mac_mounts}.get(sys.platform, str)
    return Machine(sys.platform, os.environ, Path("~").expanduser(), mounts, _drive_type, _free)


def real(folder: Path) -> Path:
    """Return the folder without symbolic links, as far as it exists; links that turn in a circle are left."""
    return Path(os.path.realpath(folder))


def names_in(folder: Path) -> tuple[str, ...]:
    """Return the names in a folder; none where there is no folder, or where it may not be listed."""
    try:
        return tuple(os.listdir(folder))  # noqa: PTH208 - names are enough, and cost a third of paths
    except OSError:
        return ()


def _linux_mounts() -> str:
    try:
        return _MOUNTINFO.read_text(encoding=sys.getfilesystemencoding(), errors="surrogateescape")
    except OSError:
        return ""


def _mac_mounts() -> str:
    """Run `mount`: there is no file to read. Not tried on a Mac."""
    import subprocess  # noqa: PLC0415 - only macOS needs it, and only for a folder out of the home

    try:
        done = subprocess.run(
            ["/sbin/mount"], capture_output=True, text=True, errors="surrogateescape", check=False,
            timeout=_MOUNT_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout


def _drive_type(root: str) -> int:
    """Ask Windows; 0, its own word for unknown, elsewhere. Not tried on Windows."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only Windows needs it

        return int(ctypes.windll.kernel32.GetDriveTypeW(root))
    return 0


def _free(folder: Path) -> int | None:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None
