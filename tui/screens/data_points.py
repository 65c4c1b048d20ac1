"""What the data screen knows: read in a thread, then drawn."""

from collections.abc import Iterator, Mapping
from datetime import tzinfo

from pupitre.errors import BadBackup
from pupitre.risk import Risk
from pupitre.shelf import Month
from pupitre.value import Struct
from tui import backup_words, risk_words, words
from tui.backup_words import Backup
from tui.keeping import Keeper, MonthHeld, Room
from tui.screens import points
from tui.screens.points import Kind, Point
from tui.words import _, ngettext

Lost = Mapping[Month, str | None]
"""The months that cannot be read, each with its reason, None when it is missing."""


class Known(Struct, frozen=True):
    """The folder, the backups, the risks, and for each lost month the backup that can give it back."""

    room: Room
    backups: tuple[Backup, ...]
    unusable: tuple[BadBackup, ...]
    risks: tuple[Risk, ...]
    held: Mapping[Month, MonthHeld | None]


def read(keeper: Keeper, lost: Lost) -> Known:
    """Look at the folder. Raises `StorageFailed`."""
    unusable = keeper.unusable()
    good = tuple(points.usable(keeper.backups(), unusable))
    return Known(keeper.room(), good, unusable, keeper.risks(), {month: keeper.month_held(month) for month in lost})


def listed(known: Known, lost: Lost, others: tuple[Backup, ...], zone: tzinfo) -> list[Point]:
    """Return the rows: the folder, what is lost, then the backups."""
    found = [Point(Kind.FOLDER, "folder", _("Folder of your data"), points.place(known.room.folder))]
    found += [
        Point(Kind.MONTH, month, words.month_named(month), _("missing") if why is None else _("cannot be read"))
        for month, why in sorted(lost.items(), reverse=True)
    ]
    found += [points.of_backup(b, zone) for b in (*others, *known.backups)]
    return [*found, *(points.of_bad(error) for error in known.unusable)]


def folder(known: Known, limit_mb: int, zone: tzinfo) -> Iterator[str]:
    """Yield where the data are, how much room they take, and what is risky about it."""
    room = known.room
    yield points.place(room.folder)
    yield _("Data: {size}").format(size=words.size(room.desk))
    if known.backups:
        last = known.backups[0]
        count = ngettext("{n} backup", "{n} backups", len(known.backups))
        yield _("{count}: {size} of {limit} at most").format(
            count=count, size=words.size(room.backups), limit=words.size(limit_mb * 1_000_000))
        when = f"{backup_words.when(last.made, zone)} · {backup_words.why(last)}"
        yield _("The last one: {when}").format(when=when)
    else:
        yield _("No backup yet: the first one is made at the first start of the day.")
    for risk in known.risks:
        yield ""
        yield risk_words.say(risk)
