"""`pupitre backup` and `pupitre restore`: what is kept of the desk, and putting it back."""

from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Protocol, TypeVar

from pupitre.errors import BadBackup, Invalid, StorageFailed
from pupitre.settings import Settings
from tui import arguments, backup_words, refusals, unlocking, words
from tui.backup_words import Backup, Difference, Restored
from tui.words import _, shown

T = TypeVar("T")


class Store(Protocol):
    """The desk of one folder, as far as its backups go.

    `back_up` returns None when there is nothing on the desk yet, and raises `StorageFailed`; `restore` raises that,
    `AlreadyOpen` and `BadBackup`; `compare` the first and the last.
    """

    def back_up(self, now: datetime, target: Path | None) -> Backup | None: ...  # noqa: D102
    def restore(self, path: Path, now: datetime) -> Restored: ...  # noqa: D102
    def compare(self, path: Path) -> Difference: ...  # noqa: D102
    def backups(self) -> tuple[Backup, ...]: ...  # noqa: D102
    def know_backup(self, path: Path, phrase: str) -> None: ...  # noqa: D102


def backup(args: Namespace, store: Store) -> None:
    """Make a backup, in the file or the folder that she names if she does, and say what is in it."""
    zone = Settings().zone
    now = arguments.clock_at(args.at, zone)()
    target = Path(args.file).expanduser() if args.file else None
    if target is not None and target.exists() and not target.is_dir():
        raise Invalid("file", "exists", str(target))
    try:
        # The name of the file tells her own hour.
        made = store.back_up(now.astimezone(zone), target)
    except StorageFailed as error:
        if target is None:
            raise
        raise Invalid("file", "unwritable", f"{target} ({refusals.in_words(error.why)})") from error
    if made is None:
        raise Invalid("desk", "empty")
    path, size = shown(str(made.path)), words.size(made.size)
    print(_("Backup made and read back: {path} ({size}).").format(path=path, size=size))
    print(_("It holds {counts}.").format(counts=backup_words.counts(made)))
    for line in backup_words.flaws(made):
        print(line)


def restore(args: Namespace, store: Store) -> None:
    """Put a backup back, or say what that would change; without a file, list the backups there are."""
    zone = Settings().zone
    if not args.file:
        told: Iterable[str] = _listed(store.backups(), zone)
    elif args.preview:
        told = _previewed(_with_its_phrase(_chosen(args.file, store), store, store.compare), zone)
    else:
        now = arguments.clock_at(args.at, zone)().astimezone(zone)
        done = _with_its_phrase(_chosen(args.file, store), store, lambda path: store.restore(path, now))
        told = backup_words.restored(done, zone)
    for line in told:
        print(line)


def _with_its_phrase(path: Path, store: Store, act: Callable[[Path], T]) -> T:
    """Do something with a backup; one that another passphrase protects is asked for it. Raises as `act`."""
    try:
        return act(path)
    except BadBackup as error:
        if error.why != "other_key":
            raise
    store.know_backup(path, unlocking.asked(_("Passphrase of this backup: "), path))
    return act(path)


def _chosen(name: str, store: Store) -> Path:
    """Return the file she names; the bare name of one of the desk's own backups is enough."""
    path = Path(name).expanduser()
    if path.exists() or path.name != name:
        return path
    return next((own.path for own in store.backups() if own.path.name == name), path)


def _listed(backups: tuple[Backup, ...], zone: tzinfo) -> Iterator[str]:
    if not backups:
        yield _("There is no backup yet: “pupitre backup” makes one.")
    for each in backups:
        yield f"{shown(each.path.name)} · {backup_words.described(each, zone)}"


def _previewed(found: Difference, zone: tzinfo) -> Iterator[str]:
    yield _("Backup: {described}.").format(described=backup_words.described(found.backup, zone))
    yield from backup_words.flaws(found.backup)
    yield from backup_words.differences(found)
    yield _("Nothing was changed. Without --preview, this backup takes the place of the desk; "
            "a backup of the desk as it is now is made first.")
