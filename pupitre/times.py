"""Times that are typed, corrected or taken away, today or on a closed day."""

from datetime import date, datetime, timedelta

from pupitre import timer, views
from pupitre.clock import day_bounds
from pupitre.doubts import latest_room
from pupitre.entry import Entry
from pupitre.errors import Invalid
from pupitre.ports import Change
from pupitre.retiming import Retiming
from pupitre.strip import corrected
from pupitre.text import clean_line
from pupitre.value import replace
from pupitre.verbs import Verb


class Times(Retiming):
    """A desk on which times can be put right."""

    def note_time(self, key: str, minutes: int, note: str = "", day: date | None = None) -> None:
        """Add typed time where the day has room, as late as can be; in an earlier day, after its work.

        Raises:
            Invalid: over 24 hours, or more than the day has room for.
        """
        task, now = self._bring(key), self.clock()
        entry = timer.typed(task, minutes, clean_line(note), now, self._new_id())
        end = self._room(entry.length, day or self.today, now)
        entry = replace(entry, start=end - entry.length, end=end)
        self._do(Verb.NOTE_TIME, task.title, Change((entry,)))

    def correct_time(self, key: str, start: datetime, end: datetime) -> None:
        """Give an entry other times; the first ones, and the instant of the correction, stay known.

        Raises:
            Invalid: it would end before it starts, last over 24 hours, lie ahead, or overlap another.
            Unknown: there is no such entry.
        """
        entry = self._anywhere(Entry, key)
        changed = corrected(entry, start, end, self.clock())
        self._check((changed,))
        if changed != entry:
            self._put_right(Verb.CORRECT_TIME, (changed,), (key,))

    def delete_time(self, key: str) -> None:
        """Take an entry away. Raises `Unknown`."""
        self._bring_entry(key)
        entry = self.ledger.get(Entry, key)
        self._do(Verb.DELETE_TIME, self._title_of(entry), Change(drops=((Entry, key),)))

    def _room(self, length: timedelta, day: date, now: datetime) -> datetime:
        """Return where typed time of a day ends. Raises `Invalid`."""
        begin, end = day_bounds(day, self.settings.zone, self.settings.day_start)
        taken = self.entries_between(begin, end)
        after_work = views.end_of_work(taken, day, self.settings) + length
        if day != self.today and after_work <= min(end, now):
            return after_work
        room = latest_room(taken, begin, min(end, now), length)
        if room is None:
            raise Invalid("minutes", "no_room")
        return room
