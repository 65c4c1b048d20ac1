"""The work of the agenda on files, behind hers: a calendar read, deadlines written."""

from collections.abc import Callable, Iterator
from pathlib import Path

from pupitre.appointment import CalendarRead
from pupitre.errors import BadCalendar, StorageFailed
from pupitre.progress import Progress
from tui import agenda_words
from tui.keeping import Keeper
from tui.screens.behind import in_thread
from tui.session import Session, Step
from tui.words import _, harmless, ngettext, shown

DRAFT = "calendar:bring"


class AgendaWork:
    """Reads and writes calendar files; `changed` hears when the desk did."""

    def __init__(self, session: Session, keeper: Keeper, changed: Callable[[], None]) -> None:
        self._session, self._keeper, self._changed = session, keeper, changed

    def bring(self, path: str, watched: bool, values: dict[str, str]) -> None:  # noqa: FBT001 - a tick of the form
        """Bring a file in; when it is refused, what was typed waits in the form."""
        session, desk = self._session, self._session.desk
        zone, days = desk.settings.zone, desk.calendar_window()

        def work(say: Callable[[Progress], None]) -> CalendarRead:
            return self._keeper.read_calendar(Path(path), zone, days, say)

        def done(read: CalendarRead) -> None:
            counts = desk.take_calendar(path, read, watched=watched)
            session.tell(*agenda_words.read_told(read, counts))
            self._changed()

        def slices() -> Iterator[Step]:
            try:
                yield from in_thread(work, done)
            except BadCalendar:
                session.drafts[DRAFT] = values
                session.keep_typed()
                raise

        session.behind(_("Reading the calendar"), slices())

    def export(self, client: str | None) -> None:
        """Write the deadlines beside the reports, and say where. Raises `StorageFailed`."""
        session, desk = self._session, self._session.desk
        found = agenda_words.exported(desk, client)
        whose = desk.client(client).name if client is not None else ""
        name = _("Deadlines of {client}").format(client=harmless(whose)) if whose else _("Deadlines")
        content = self._keeper.deadlines_file(name, found, session.now)
        try:
            path = session.save_draft(f"{name} {desk.today}.ics", content)
        except OSError as error:
            raise StorageFailed(session.reports_folder, error.strerror or str(error)) from error
        told = ngettext("{n} deadline written", "{n} deadlines written", len(found))
        session.tell(_("{count} to {path}.").format(count=told, path=shown(str(path))), False)  # noqa: FBT003
