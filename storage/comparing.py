"""What a backup would change on the desk, before anything is changed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from pupitre.digests import blake2b, sha256_of
from pupitre.value import Struct
from storage import desk_files
from storage.backup_file import Backup, Opened, check, opened
from storage.places import Place

NAMED = 5
"""How many names are given as examples."""

_FIRST = ("clients", "tasks", "entries")
_OF_MONTHS = ("tasks", "entries", "interruptions", "breaks", "reports", "absences")
_NAMES = {"clients": "name", "tasks": "title"}

Seen = dict[str, dict[str, tuple[bytes, str]]]
"""By table and id: a digest of the document, and how it is called."""


class Some(Struct, frozen=True):
    """How many, and up to five of their names; only clients and tasks have one."""

    count: int
    names: tuple[str, ...]


class TableDifference(Struct, frozen=True):
    """One table now and in the backup; a number is None where a damaged file hides some.

    What a damaged file holds counts as not there.
    """

    table: str
    now: int | None
    then: int | None
    only_now: Some
    only_then: Some
    changed: Some


class Changes(Struct, frozen=True):
    """What differs between the desk and another state; `damaged` names the files of the desk that cannot be read."""

    tables: tuple[TableDifference, ...]
    damaged: tuple[str, ...]


class Difference(Changes, frozen=True):
    """What differs between the desk and a backup."""

    backup: Backup


@dataclass(slots=True)
class _Side:
    """What was read of one side; `skipped` counts what is the same on both."""

    seen: Seen = field(default_factory=dict)
    skipped: dict[str, int] = field(default_factory=dict)
    damaged: list[str] = field(default_factory=list)
    recalled: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, name: str, content: bytes | None) -> None:
        tables = None if content is None else desk_files.tables(content)
        if tables is None:
            self.damaged.append(name)
            return
        for table, documents in tables.items():
            told = {key: (_digest(document), _name(table, document)) for key, document in documents.items()}
            self.seen.setdefault(table, {}).update(told)

    def skip(self, name: str, counts: Mapping[str, int]) -> None:
        for table, count in counts.items():
            self.skipped[table] = self.skipped.get(table, 0) + max(count - self.recalled[table, name], 0)

    def count(self, table: str) -> int | None:
        months = any(name != desk_files.DESK for name in self.damaged)
        if desk_files.DESK in self.damaged or (months and table in _OF_MONTHS):
            return None
        return len(self.seen.get(table, ())) + self.skipped.get(table, 0)


def compare(place: Place, path: Path) -> Difference:
    """Return what putting back a backup would change; nothing is changed, and the desk may be open.

    Raises:
        BadBackup: the file is no good backup.
        OSError: the folder of the desk cannot be read.
    """
    backup = check(path, place.seal)
    files = frozenset(desk_files.present(place.folder))
    now, then = _Side(), _Side()
    with opened(path, place.seal) as old:
        for name in sorted({*files, *old.members} - set(old.manifest.left_out)):
            _look(name, place if name in files else None, old, now, then)
    return Difference(_tables(now, then), tuple(now.damaged), backup)


def compare_open_file(place: Place, content: bytes) -> Changes:
    """Return what putting these bytes in the place of the open file would change. Raises `OSError`."""
    now, then = _Side(), _Side(recalled=desk_files.recalled(content))
    for name in desk_files.present(place.folder):
        found = desk_files.content(place, name)
        if name == desk_files.DESK:
            now.add(name, found)
            now.recalled = desk_files.recalled(found)
            continue
        facts = desk_files.facts(found)
        for side in (now, then):
            if facts is None:
                side.damaged.append(name)
            else:
                side.skip(name, facts.counts)
    then.add(desk_files.DESK, content)
    return Changes(_tables(now, then), tuple(now.damaged))


def _tables(now: _Side, then: _Side) -> tuple[TableDifference, ...]:
    names = {*now.seen, *then.seen, *now.skipped, *then.skipped}
    order = sorted(names, key=lambda n: (_FIRST.index(n) if n in _FIRST else len(_FIRST), n))
    return tuple(_difference(table, now, then) for table in order)


def _look(name: str, place: Place | None, old: Opened, now: _Side, then: _Side) -> None:
    """Read one file on both sides, now in `place` if it is there; where it is the same, only its counts."""
    member = old.members.get(name)
    content = None
    if place is not None:
        try:
            content = desk_files.content(place, name)
        except OSError:
            now.damaged.append(name)
    if name == desk_files.DESK:
        now.recalled = desk_files.recalled(content or b"")
        then.recalled = desk_files.recalled(old.content(name) if member is not None else b"")
    same = content is not None and member is not None and sha256_of(content) == member.sha256
    if same and member is not None and member.counts is not None:
        now.skip(name, member.counts)
        then.skip(name, member.counts)
        return
    if content is not None:
        now.add(name, content)
    if member is not None:
        then.add(name, old.content(name))


def _difference(table: str, now: _Side, then: _Side) -> TableDifference:
    here, there = now.seen.get(table, {}), then.seen.get(table, {})
    return TableDifference(
        table, now.count(table), then.count(table),
        _some(name for key, (_, name) in here.items() if key not in there),
        _some(name for key, (_, name) in there.items() if key not in here),
        _some(name for key, (digest, name) in here.items() if key in there and there[key][0] != digest),
    )


def _some(names: Iterable[str]) -> Some:
    found = list(names)
    return Some(len(found), tuple([name for name in found if name][:NAMED]))


def _digest(document: Any) -> bytes:  # noqa: ANN401 - whatever a document may hold
    return blake2b(msgspec.json.encode(document, order="sorted"), digest_size=12).digest()


def _name(table: str, document: Any) -> str:  # noqa: ANN401
    name = document.get(_NAMES.get(table, "")) if isinstance(document, dict) else None
    return name if isinstance(name, str) else ""
