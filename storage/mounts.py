"""Whether a folder is on another computer."""

import re
from collections.abc import Iterator
from pathlib import PurePath, PureWindowsPath

from storage.machine import Machine

DRIVE_REMOTE = 4
"""What `GetDriveTypeW` answers for a network drive
(https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-getdrivetypew)."""

# 9p, virtiofs and vboxsf are not here: they are how a virtual machine, or WSL, sees the disk of its own computer.
_LINUX = frozenset({
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "lustre", "davfs",
    "fuse.sshfs", "fuse.rclone", "fuse.davfs", "fuse.davfs2", "fuse.smbnetfs", "fuse.gvfsd-fuse", "fuse.kio-fuse",
    "fuse.glusterfs", "fuse.ceph", "fuse.afpfs", "fuse.curlftpfs", "fuse.s3fs", "fuse.google-drive-ocamlfuse",
    "fuse.onedriver",
})
_MAC = frozenset({"nfs", "smbfs", "afpfs", "webdav", "ftp", "cifs"})
_MAC_LINE = re.compile(r".+ on (/.*) \(([^,)]+)")
_ESCAPED = re.compile(r"\\([0-7]{3})")


def network(folder: PurePath, machine: Machine) -> str | None:
    """Return the file system, or the share, of a folder on another computer; None when it is here, or not known.

    `folder` is absolute, without symbolic links. On macOS a folder under the home is taken to be as near as the home:
    there, asking takes a program.
    """
    if machine.system == "win32":
        return _windows(PureWindowsPath(folder), machine)
    if machine.system == "linux":
        found = _file_system(folder, _linux_mounts(machine.mounts()))
        return found if found in _LINUX else None
    if machine.system == "darwin" and not folder.is_relative_to(machine.home):
        found = _file_system(folder, _mac_mounts(machine.mounts()))
        return found if found in _MAC else None
    return None


def _windows(folder: PureWindowsPath, machine: Machine) -> str | None:
    drive = folder.drive
    if drive[:8].upper() == "\\\\?\\UNC\\":
        return "\\\\" + drive[8:]
    drive = drive.removeprefix("\\\\?\\")
    if drive.startswith("\\\\"):
        return drive
    return drive if drive and machine.drive_type(drive + "\\") == DRIVE_REMOTE else None


def _file_system(folder: PurePath, mounts: Iterator[tuple[str, str]]) -> str | None:
    """Return the file system of the nearest mount above; of two at one place, the last hides the other."""
    longest, found, inside = -1, None, f"{folder}/"
    for point, kind in mounts:
        if len(point) >= longest and inside.startswith(point.rstrip("/") + "/"):
            longest, found = len(point), kind
    return found


def _linux_mounts(table: str) -> Iterator[tuple[str, str]]:
    """Read `mountinfo`: the fifth field is the place, and what follows the lone dash the file system (proc(5))."""
    for line in table.split("\n"):
        before, dash, after = line.partition(" - ")
        fields = before.split(" ")
        if dash and len(fields) > 4:
            yield _ESCAPED.sub(lambda code: chr(int(code[1], 8)), fields[4]), after.split(" ")[0]


def _mac_mounts(table: str) -> Iterator[tuple[str, str]]:
    """Read lines such as `//maelle@server/work on /Volumes/work (smbfs, nodev, nosuid)`."""
    for line in table.split("\n"):
        found = _MAC_LINE.match(line)
        if found:
            yield found[1], found[2]
