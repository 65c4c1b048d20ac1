"""A client that leaves is erased from every file that Pupitre keeps, once the desk itself has let it go.

A mark in the folder says so from before the first change until after the last one: what was cut off is finished by
the next run, and nothing is called erased that is not.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from pupitre.client import Client
from pupitre.digests import sha256_of
from pupitre.errors import BadBackup, DamagedMonth, StorageFailed, TooNew
from pupitre.farewell import Swept
from pupitre.leaving import Leaver
from pupitre.progress import Progress
from pupitre.settings import Settings
from pupitre.task import Task
from pupitre.text import plain
from storage import atomic, backing_up, contents, last_good, staged
from storage.backup_file import opened
from storage.codec import BadDocument, decode, encode
from storage.faults import fault
from storage.layout import values_in
from storage.places import Place
from storage.reader import Reader
from storage.sweeping import Sweep, Traces, without


class _Mark(msgspec.Struct):
    """Who leaves since when, its tasks, and its older sheets as the backups knew them before they were rewritten."""

    client: dict[str, Any]
    tasks: list[str]
    at: datetime
    before: list[dict[str, Any]] = []


@dataclass
class _Survey:
    """What the backups know: older sheets of the client, its tasks of then, others, and the files looked into."""

    before: list[Client] = field(default_factory=list)
    others: list[Client] = field(default_factory=list)
    tasks: set[str] = field(default_factory=set)
    digests: set[str] = field(default_factory=set)
    limited: bool = False
    too_new: list[Path] = field(default_factory=list)
    members: int = 0


def begin(place: Place, client: Client, tasks: Collection[str], now: datetime) -> None:
    """Note that a client leaves; the desk is changed next. Raises `OSError`."""
    _note(place, _Mark(encode(client), sorted(tasks), now))
    fault("leaving-begun")


def _note(place: Place, mark: _Mark) -> None:
    contents.write(place.seal, place.leaving, msgspec.json.encode(mark))


def give_up(place: Place) -> None:
    """Forget that a client leaves: the desk still has it. Raises `OSError`."""
    place.leaving.unlink(missing_ok=True)
    atomic.flush_folder(place.folder)


def finish(place: Place, told: Callable[[Progress], None] = lambda _: None) -> Swept | None:
    """Erase from every other file the client that left the desk; None when none did. Cut off, it is done again.

    Raises:
        Damaged, TooNew, StorageFailed: the desk cannot be read.
        BadBackup: what was read back is not what was written.
        OSError: the disk refused.
    """
    found = _begun(place)
    if found is None:
        return None
    client, mark = found
    if staged.is_whole(place.folder):
        staged.finish(place.folder)
    values = Reader(place).load()
    here = [v for v in values if isinstance(v, Client)]
    same = next((c for c in here if c.id == client.id), None)
    if same is not None and plain(same.name) == plain(client.name):
        return None  # the desk has not let it go
    survey = _survey(place, client, mark.at if same is not None else None)
    survey.before += [sheet for told in mark.before if (sheet := decode(Client, told)) not in survey.before]
    tasks = {*mark.tasks, *_still_its(place, survey.tasks - set(mark.tasks), values)}
    # What is cut off below must still know the names that only the backups knew.
    _note(place, _Mark(mark.client, sorted(tasks), mark.at, [encode(sheet) for sheet in survey.before]))
    own = next((v for v in values if isinstance(v, Settings)), None)
    leaver = Leaver(client, tasks, [*here, *survey.others], before=survey.before, own=own)
    traces = Traces(leaver)
    last_good.refresh(place)
    fault("leaving-copied")
    backups, bad = _backups(place, leaver, traces, survey, told)
    labels = {client.label} | ({c.label for c in survey.before} - {c.label for c in here})
    last = (mark.at + timedelta(hours=14)).date()  # in whatever zone
    sweep = Sweep(place, leaver, traces, labels, last, place.leaving.name)
    sweep.all(reused=same is not None)
    fault("leaving-swept")
    give_up(place)
    return Swept(backups, tuple(sweep.changed), tuple(sweep.deleted), (*bad, *survey.too_new, *sweep.remains))


def forget_stale(place: Place) -> None:
    """Forget a client that was to leave and that the desk still has: for who opens it. Raises as `finish`."""
    found = _begun(place)
    here = [] if found is None else [v for v in Reader(place).load() if isinstance(v, Client)]
    if found is not None and any(c.id == found[0].id and plain(c.name) == plain(found[0].name) for c in here):
        give_up(place)


def _begun(place: Place) -> tuple[Client, _Mark] | None:
    """Return who leaves. Raises `StorageFailed` when the mark cannot be read."""
    path = place.leaving
    try:
        mark = msgspec.json.decode(contents.read(place.seal, path), type=_Mark)
        return decode(Client, mark.client), mark
    except FileNotFoundError:
        return None
    except (msgspec.MsgspecError, BadDocument, UnicodeDecodeError) as error:
        raise StorageFailed(path, str(error)) from error


def _survey(place: Place, client: Client, until: datetime | None) -> _Survey:
    """Look into every backup, or into those made `until` then: since, another client may bear the same id."""
    found = _Survey(limited=until is not None)
    for backup in backing_up.found(place):
        if until is not None and backup.made > until:
            continue
        try:
            with opened(backup.path, place.seal) as old:
                found.members += len(old.members)
                for name, member in old.members.items():
                    if member.sha256 not in found.digests:
                        found.digests.add(member.sha256)
                        _look(found, client, backup.path, old.content(name))
        except BadBackup:
            continue  # it is told of where the backups are rewritten
    return found


def _look(found: _Survey, client: Client, path: Path, content: bytes) -> None:
    try:
        values = values_in(content, path)
    except BadDocument:
        return  # judged by its bytes
    except TooNew:
        found.too_new.append(path)
        return
    for value in values:
        if isinstance(value, Client):
            (found.before if value.id == client.id else found.others).append(value)
        elif isinstance(value, Task) and value.client == client.id:
            found.tasks.add(value.id)


def _still_its(place: Place, tasks: set[str], values: Collection[object]) -> set[str]:
    """Return the tasks of a backup that no other client has today."""
    theirs = {v.id for v in values if isinstance(v, Task)}
    reader = Reader(place)
    for month in reader.months() if tasks else ():
        try:
            theirs |= {v.id for v in reader.past(month) if isinstance(v, Task) and v.id in tasks}
        except DamagedMonth:
            continue  # damaged since the client left; the backups are what it will be restored from
    return tasks - theirs


def _backups(
    place: Place, leaver: Leaver, traces: Traces, survey: _Survey, told: Callable[[Progress], None]
) -> tuple[int, tuple[Path, ...]]:
    """Rewrite the backups; return how many there were to change, and those that cannot be read."""
    before = {path: path.stat().st_mtime_ns for path in place.backups.glob("*.zip")}
    same: set[str] = set()
    made: dict[str, bytes | None] = {}  # a month that did not change since is the same in many backups
    done = 0

    def change(name: str, content: bytes) -> bytes | None:
        nonlocal done
        done += 1
        told(Progress(min(done, survey.members), survey.members))
        digest = sha256_of(content)
        if digest in same or (survey.limited and digest not in survey.digests):
            return content
        if digest not in made:
            new = _cleaned(content, place.folder / name, leaver, traces)
            if new == content:
                same.add(digest)
                return content
            made[digest] = new
        return made[digest]

    bad = backing_up.rewrite(place, change)
    after = {path: path.stat().st_mtime_ns for path in before if path.exists()}
    return sum(1 for path in after if after[path] != before[path]), bad


def _cleaned(content: bytes, path: Path, leaver: Leaver, traces: Traces) -> bytes | None:
    """Return a file of a backup without the client; None for a damaged one that mentions it."""
    try:
        return without(content, leaver.erasure(values_in(content, path)), path)
    except BadDocument:
        return None if traces.found(content) else content
    except TooNew:
        return content
