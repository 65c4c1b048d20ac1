"""Calendars as the screens and the commands ask for them; the libraries are loaded with the first file."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, tzinfo
from pathlib import Path

from pupitre.appointment import CalendarRead
from pupitre.deadline import Deadline
from pupitre.progress import Progress


class CalendarFiles:
    """Files of others, anywhere on the machine: read, never written."""

    def read_calendar(
        self, path: Path, zone: tzinfo, days: tuple[date, date], told: Callable[[Progress], None] = lambda _: None
    ) -> CalendarRead:
        """Return the entries of a file on some days. Raises `BadCalendar`."""
        from storage.calendars import read_file  # noqa: PLC0415 - not needed for the first screen

        return read_file(path, zone, days, told)

    def calendar_stamp(self, path: Path) -> str:
        """Return what tells one state of a file from the next, "" when it is not there."""
        from storage.calendars import stamp  # noqa: PLC0415 - not needed for the first screen

        return stamp(path)

    def deadlines_file(self, name: str, events: Iterable[tuple[str, str, Deadline]], now: datetime) -> bytes:
        """Return a calendar of deadlines: for each a name that stays the same, what is read, and when."""
        from storage.calendar_out import Event, dump  # noqa: PLC0415 - not needed for the first screen

        return dump(name, (Event(*each) for each in events), now)
