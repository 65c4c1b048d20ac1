"""Everything written out as tables, behind her work: the months one a slice, the files in a thread."""

from collections.abc import Iterator
from pathlib import Path

from pupitre.ports import KINDS, Value
from pupitre.progress import Progress
from tui.papers.folder import write
from tui.screens import points
from tui.screens.behind import in_thread
from tui.session import Session, Step
from tui.words import _


def write_out(session: Session, target: Path) -> None:
    """Write every table into a folder, and say where; a month that cannot be read is told of, and nothing written."""
    session.behind(_("Writing the tables"), _slices(session, target))


def _slices(session: Session, target: Path) -> Iterator[Step]:
    from tui.papers.desk_tables import tables  # noqa: PLC0415 - not needed for the screen

    desk = session.desk
    values: list[Value] = []
    months = desk.past.months()
    for n, month in enumerate(months):
        yield Progress(n, len(months))
        values += desk.past.values(month)
    values += [value for kind in KINDS for value in desk.ledger.table(kind).values()]
    settings = desk.settings

    def told(_nothing: None) -> None:
        told = session.told_in_clear(_("Exported to {path}.").format(path=points.place(target)))
        session.tell(told, False)  # noqa: FBT003 - good news

    yield from in_thread(lambda _say: write(tables(values, settings), target), told)
