"""The copies that a cloud service leaves when two computers wrote the same file."""

import re
from pathlib import Path

from storage.machine import names_in
from storage.places import Place

_STAMP = r"\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d"
_OURS = re.compile(rf"-[a-z]+-{_STAMP}(-\d+)?")
"""What Pupitre itself adds to the name of a file that it sets aside."""

_ADDED = re.compile(
    # Dropbox in any language, Nextcloud, Google Drive, Seafile: "(Maëlle's conflicted copy 2026-11-23)", "(1)"
    # https://help.dropbox.com/organize/conflicted-copy  https://www.seafile.com/en/help/conflicts/
    r" \(.+\)"
    # Syncthing: https://docs.syncthing.net/users/syncing.html#conflicting-changes
    r"|\.sync-conflict-.+"
    # ownCloud before 2.5 and kDrive: https://github.com/owncloud/client/pull/6417
    r"|_conflict[-_].+"
    # Synology Drive: https://kb.synology.com/en-eu/DSM/tutorial/Synology_Drive_file_conflict_resolution
    r"|_.+_[A-Za-z]*Conflict(_\d+)?"
    # Resilio Sync: https://help.resilio.com/hc/en-us/articles/204753629-Conflict-files-in-Sync
    r"|\.Conflict\d*"
    # pCloud
    r"| \[conflicted( \d+)?\]"
    # iCloud Drive
    r"| \d{1,3}"
    # OneDrive adds the name of the computer, which is never all digits
    r"|-(?=.*[^\W\d_])[\w.-]+",
    re.DOTALL,
)
# Names of our files with anything added; pCloud also adds at the very end
# (https://help.pcloud.com/article/files-not-recommended-for-sync-backup-or-uploads).
_DESK, _MONTH, _LEFT = (
    re.compile(rf"(?:{stem})(?P<added>.*)\.{ending}(?P<end>\.conflicted)?", re.DOTALL)
    for stem, ending in (("desk", "(?:json|log)"), ("[0-9]{4}-[0-9]{2}", "json"), ("[0-9a-f]{32}", "json"))
)


def conflicts(place: Place) -> tuple[Path, ...]:
    """Return the conflict copies beside the desk, among the months and in the inbox, by their names alone."""
    kinds = ((place.folder, _DESK), (place.months, _MONTH), (place.inbox, _LEFT))
    found = (folder / name for folder, kind in kinds for name in sorted(names_in(folder)) if _is_conflict(name, kind))
    return tuple(copy for copy in found if copy != place.last_good)


def _is_conflict(name: str, kind: re.Pattern[str]) -> bool:
    found = kind.fullmatch(name)
    if found is None or _OURS.fullmatch(found["added"]):
        return False
    return bool(found["end"] or _ADDED.fullmatch(found["added"]))
