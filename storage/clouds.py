"""Which program, if any, copies a folder to other computers."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from storage.machine import Machine, names_in, real

# The folders that the services make, in English and in French, without what they add: an account, a number.
_NAMES = {
    "Dropbox": "Dropbox", "OneDrive": "OneDrive", "iCloudDrive": "iCloud Drive", "iCloud Drive": "iCloud Drive",
    "com~apple~CloudDocs": "iCloud Drive", "Google Drive": "Google Drive", "GoogleDrive": "Google Drive",
    "My Drive": "Google Drive", "Mon Drive": "Google Drive", "Nextcloud": "Nextcloud", "ownCloud": "ownCloud",
    "kDrive": "kDrive", "pCloudDrive": "pCloud", "pCloud Drive": "pCloud", "pCloud Sync": "pCloud", "MEGA": "MEGA",
    "MEGAsync": "MEGA", "SynologyDrive": "Synology Drive", "Synology Drive": "Synology Drive", "Seafile": "Seafile",
}
# What the services leave at the top of a folder that they copy. Not `.dropbox`: a home has one that means nothing.
_MARKERS = {
    ".stfolder": "Syncthing",  # https://docs.syncthing.net/users/config.html, markerName
    ".dropbox.cache": "Dropbox",
    ".SynologyWorkingDirectory": "Synology Drive",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
}
_ONEDRIVE = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
"""The variables in which OneDrive's program says where its folders are, on Windows."""


def cloud(folder: Path, machine: Machine, *, look: bool = True) -> str | None:
    """Return the service that copies a folder, as far as it can be known, else None.

    With `look` false nothing is read around the folder: its name and the services' own settings have to do.
    """
    there = real(folder)
    for service, root in _roots(machine):
        if there.is_relative_to(real(root)):
            return service
    for name in (*folder.absolute().parts, *there.parts):
        if service := _NAMES.get(_plain(name), ""):
            return service
    return _provider(there, machine) or (_marked(there, machine) if look else None)


def _plain(name: str) -> str:
    """Return a folder's name without what a service adds: `Dropbox (Work)`, `OneDrive - Cabinet`, `Nextcloud2`."""
    return name.partition(" (")[0].partition(" - ")[0].rstrip("0123456789")


def _roots(machine: Machine) -> Iterator[tuple[str, Path]]:
    """Give the folders that the services themselves name."""
    for variable in _ONEDRIVE:
        if named := machine.environment.get(variable):
            yield "OneDrive", Path(named)
    for file in _dropbox_settings(machine):
        for named in _dropbox_folders(file):
            yield "Dropbox", Path(named)
    if machine.system != "darwin":
        return
    files = machine.home / "Library" / "Mobile Documents"
    yield "iCloud Drive", files
    for name in ("Desktop", "Documents"):  # once given to iCloud, they are there too, and one is a link to the other
        here = machine.home / name
        if real(here) == real(files / "com~apple~CloudDocs" / name):
            yield "iCloud Drive", here


def _dropbox_settings(machine: Machine) -> Iterator[Path]:
    """Give the places of `info.json` (https://help.dropbox.com/installs/locate-dropbox-folder)."""
    yield machine.home / ".dropbox" / "info.json"
    for variable in ("APPDATA", "LOCALAPPDATA"):
        if named := machine.environment.get(variable):
            yield Path(named) / "Dropbox" / "info.json"


class _Account(msgspec.Struct):
    path: str = ""


def _dropbox_folders(file: Path) -> list[str]:
    """Return the folders of all accounts; none when there is no such file, or none that Dropbox wrote."""
    try:
        accounts = msgspec.json.decode(file.read_bytes(), type=dict[str, _Account])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return []
    return [account.path for account in accounts.values() if account.path and "\0" not in account.path]


def _provider(there: Path, machine: Machine) -> str | None:
    """Read the service from a folder such as `~/Library/CloudStorage/OneDrive-Personal`.

    That is where macOS puts them all (https://support.google.com/drive/answer/12178485).
    """
    top = real(machine.home / "Library" / "CloudStorage")
    if machine.system != "darwin" or top not in there.parents:
        return None
    service = there.relative_to(top).parts[0].partition("-")[0]
    return _NAMES.get(service, service)


def _marked(there: Path, machine: Machine) -> str | None:
    """Look for what a service left in the folder, or in one above it: up to the home, never at the top of a disk."""
    home = real(machine.home)
    for above in (there, *there.parents):
        if above == above.parent or above in home.parents:
            return None
        names = [name for name in names_in(above) if name.startswith(".")]
        for name in names:
            if service := _MARKERS.get(name) or _journal(name):
                return service
        if ".sync" in names and "ID" in names_in(above / ".sync"):
            return "Resilio Sync"
    return None


def _journal(name: str) -> str | None:
    """Know the file in which Nextcloud and ownCloud note what they copied, `.sync_0123456789ab.db`.

    Both leave names of this shape out of what they copy (`csync_exclude.cpp` of github.com/nextcloud/desktop).
    """
    return "Nextcloud" if name.startswith((".sync_", "._sync_")) and name.endswith(".db") else None
