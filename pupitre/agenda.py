"""Appointments, duties and absences: how they are kept, what they leave free, and the silence they bring."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from pupitre.appointment import Appointment, Calendar, CalendarRead, Sort
from pupitre.appointments import AHEAD, BEHIND, brought, checked
from pupitre.busy import Occurrence, occurrences, taken, work_time
from pupitre.calendar import ONE_DAY, Holiday, holidays_of
from pupitre.client import Client
from pupitre.clock import instant
from pupitre.doing import Doing
from pupitre.errors import Invalid
from pupitre.planning import HORIZON, laid_out
from pupitre.ports import Change, Value
from pupitre.shelf import Recalled
from pupitre.silence import Mode, Said, Silence, silence_end
from pupitre.steps import unfolded
from pupitre.task import Task
from pupitre.value import Struct, replace
from pupitre.verbs import Verb
from pupitre.views import worked_minutes

MINDED = "appointment_silence"
"""The id of what tells which appointment brought silence last: once she ended it, it does not begin anew."""

NEAR = timedelta(hours=24)


class AgendaDay(Struct, frozen=True):
    """One calendar day: what takes place on it, its holiday, and the minutes for tasks that are left of it."""

    day: date
    found: tuple[Occurrence, ...]
    holiday: Holiday | None
    free_min: int


class Agenda(Doing):
    """A desk that knows when she is not free."""

    _near_known: tuple[int, datetime] | None = None
    _near: tuple[Occurrence, ...] = ()

    # -- what there is ---------------------------------------------------------------------------

    def appointment(self, key: str) -> Appointment:
        """Return an appointment, of a closed month as well. Raises `Unknown`, or `DamagedMonth`."""
        return self._anywhere(Appointment, key)

    def agenda(self, first: date, count: int) -> tuple[AgendaDay, ...]:
        """Return some days; of today what is still ahead counts as free. Months that cannot be read are left out."""
        own = self.settings
        edges = [instant(first + n * ONE_DAY, time(), own.zone) for n in range(count + 1)]
        everything = self._appointments(first, edges[0] < self.clock())
        found = sorted(occurrences(everything, edges[0], edges[-1], own), key=lambda o: (o.start, o.end))
        blocked = taken(everything, edges[0], edges[-1], own)
        days = []
        for n, begin in enumerate(edges[:-1]):
            day, end = first + n * ONE_DAY, edges[n + 1]
            left = work_time(max(begin, min(self.clock(), end)), end, blocked, own)
            here = tuple(o for o in found if o.start < end and begin < o.end)
            holiday = holidays_of(day.year, own.holiday_zone).get(day)
            days.append(AgendaDay(day, here, holiday, int(left / timedelta(minutes=1))))
        return tuple(days)

    def _appointments(self, first: date, past: bool) -> list[Appointment]:  # noqa: FBT001 - whether months matter
        found = {a.id: a for a in self.ledger.table(Appointment).values()}
        if past:
            before = self.past.around(first, self.today, [])
            found = {v.id: v for v in before if isinstance(v, Appointment)} | found
        return list(found.values())

    def near(self) -> tuple[Occurrence, ...]:
        """Return what takes place now and in the coming day, in order; it is worked out once a minute."""
        now = self.clock()
        known = self._changes, now.replace(second=0, microsecond=0)
        if known != self._near_known:
            found = occurrences(self.ledger.table(Appointment).values(), known[1], known[1] + NEAR, self.settings)
            self._near = tuple(sorted(found, key=lambda o: (o.start, o.end)))
            self._near_known = known
        return tuple(o for o in self._near if now < o.end)

    def next_appointment(self) -> Occurrence | None:
        """Return the next appointment with an hour that begins within a day."""
        now = self.clock()
        return next((o for o in self.near() if now < o.start and not o.appointment.whole_days), None)

    def slipping_with(self, new: Appointment) -> int:
        """Return how many promises no longer fit once an appointment is there that now do."""
        now, own = self.clock(), self.settings
        held = self.taken(now, now + HORIZON)
        others = [a for a in self.ledger.table(Appointment).values() if a.id != new.id]
        with_it = taken([*others, new], now, now + HORIZON, own)
        if with_it == held:
            return 0
        tasks, worked = unfolded(self.ledger.table(Task).values()), worked_minutes(self.ledger, now)
        before = {p.task.id for p in laid_out(tasks, worked, now, own, held) if p.at_risk}
        return sum(p.at_risk and p.task.id not in before for p in laid_out(tasks, worked, now, own, with_it))

    # -- verbs -----------------------------------------------------------------------------------

    def add_appointment(self, new: Appointment) -> Appointment:
        """Keep a new appointment of hers, under an id of its own. Raises `Invalid`."""
        kept = replace(checked(new, self.ledger.table(Client), self.settings), id=self._new_id(), source="", uid="")
        self._do(Verb.ADD_APPOINTMENT, kept.title, Change((kept,)))
        return kept

    def edit_appointment(self, changed: Appointment) -> Appointment:
        """Keep a changed appointment. Raises `Invalid`, `Unknown`."""
        own = self._own(changed.id)
        kept = replace(checked(changed, self.ledger.table(Client), self.settings), source=own.source, uid=own.uid)
        self._do(Verb.EDIT_APPOINTMENT, kept.title, Change((kept,)))
        return kept

    def delete_appointment(self, key: str) -> None:
        """Take an appointment away, with all its days when it comes again. Raises `Invalid`, `Unknown`."""
        gone = self._own(key)
        self._do(Verb.DELETE_APPOINTMENT, gone.title, Change(drops=((Appointment, key),)))

    def skip_appointment(self, key: str, day: date) -> None:
        """Leave one day of an appointment out that comes again; `day` is that of its rule. Raises as above."""
        own = self._own(key)
        if own.rule is None:
            raise Invalid("rule", "empty")
        if day not in own.except_on:
            kept = replace(own, except_on=tuple(sorted({*own.except_on, day})))
            self._do(Verb.SKIP_APPOINTMENT, own.title, Change((kept,)))

    def _own(self, key: str) -> Appointment:
        """Return an appointment that can be changed; one of a closed month is put back on the desk first."""
        found = self.appointment(key)
        if found.source:
            raise Invalid("appointment", "read_only", found.title)
        if key not in self.ledger.table(Appointment):
            before = self.past.find(Appointment, key)
            if before is not None:
                self._quietly(Change((before[1], Recalled.of(Appointment, key, before[0]))))
        return found

    # -- calendars of others ---------------------------------------------------------------------

    @property
    def calendars(self) -> Mapping[str, Calendar]:
        """The calendars of others, by id."""
        return self.ledger.table(Calendar)

    def calendar_window(self) -> tuple[date, date]:
        """Return the first and the last day of which the entries of a calendar are kept."""
        return self.today - BEHIND, self.today + AHEAD

    def calendar_at(self, path: str) -> Calendar | None:
        """Return the calendar that was read from a file."""
        return next((c for c in self.calendars.values() if c.path == path), None)

    def take_calendar(self, path: str, read: CalendarRead, *, watched: bool | None = None) -> tuple[int, int]:
        """Bring the entries of a file in; return how many came or changed, and how many went.

        The same file again changes nothing; `watched` None leaves as it is whether the file is watched. The same
        calendar downloaded under another name takes the place of the first, whose file stays followed if it is.
        """
        known = self.calendar_at(path) or self._same_calendar(read)
        if known is not None and known.watched and not watched and known.path != path:
            path, watched = known.path, True
        kept = replace(known, path=path) if known else Calendar(id=self._new_id(), name=read.name, path=path)
        kept = replace(kept, name=read.name, watched=kept.watched if watched is None else watched)
        change = self._taking(kept, read)
        if change.puts or change.drops:
            self._do(Verb.TAKE_CALENDAR, kept.name, change)
        return _counted(change)

    def _same_calendar(self, read: CalendarRead) -> Calendar | None:
        """Return the calendar of the same name that has an entry of it."""
        here = {(a.source, a.uid) for a in self.ledger.table(Appointment).values() if a.source}
        return next((c for c in self.calendars.values() if c.name == read.name
                     and any(a.uid and (c.id, a.uid) in here for a in brought(c, read))), None)

    def renew_calendar(self, key: str, read: CalendarRead) -> tuple[int, int]:
        """Bring the entries of a watched file in again; no verb of hers. Raises `Unknown`."""
        change = self._taking(self.ledger.get(Calendar, key), read)
        if change.puts or change.drops:
            self._quietly(change)
        return _counted(change)

    def _taking(self, calendar: Calendar, read: CalendarRead) -> Change:
        # Another day asks for other days of the file: it is part of what was read.
        calendar = replace(calendar, stamp=f"{read.stamp}@{self.today}")
        new = {a.id: a for a in brought(calendar, read)}
        here = self.ledger.table(Appointment)
        puts: list[Value] = [a for key, a in new.items() if here.get(key) != a]
        gone = [a.id for a in here.values() if a.source == calendar.id and a.id not in new]
        if self.calendars.get(calendar.id) != calendar:
            puts.append(calendar)
        return Change(tuple(puts), tuple((Appointment, key) for key in gone))

    def answer_calendar(self, key: str, *, blocks: bool) -> None:
        """Say whether the entries of a calendar take time off the day; what the file calls free never does."""
        calendar = self.ledger.get(Calendar, key)
        mine = [a for a in self.ledger.table(Appointment).values() if a.source == key and not a.free]
        changed = [replace(a, blocks=blocks, silent=blocks and not a.whole_days) for a in mine]
        self._do(Verb.ANSWER_CALENDAR, calendar.name, Change((replace(calendar, blocks=blocks), *changed)))

    def watch_calendar(self, key: str, *, watched: bool) -> None:
        """Follow the file of a calendar, or leave its entries as they are."""
        calendar = self.ledger.get(Calendar, key)
        self._do(Verb.ANSWER_CALENDAR, calendar.name, Change((replace(calendar, watched=watched),)))

    def forget_calendar(self, key: str) -> None:
        """Take a calendar away with its entries; its file stays as it is. Raises `Unknown`."""
        calendar = self.ledger.get(Calendar, key)
        mine = [a.id for a in self.ledger.table(Appointment).values() if a.source == key]
        drops: list[tuple[type[Value], str]] = [(Calendar, key), *((Appointment, each) for each in mine)]
        self._do(Verb.FORGET_CALENDAR, calendar.name, Change(drops=tuple(drops)))

    def prune_calendars(self) -> None:
        """Forget the entries of others that are long over: they are none of her work."""
        first, zone = self.calendar_window()[0], self.settings.zone
        old = [
            a.id for a in self.ledger.table(Appointment).values()
            if a.source and (a.last_day(zone) or date.max) < first
        ]
        if old:
            self._quietly(Change(drops=tuple((Appointment, key) for key in old)))

    # -- silence ---------------------------------------------------------------------------------

    def mind_appointments(self) -> bool:
        """Begin, lengthen or end the silence that an appointment brings; return whether anything changed.

        What she chose herself is never shortened. It never survives midnight (rule T9), and does not begin again once
        she ended it.
        """
        now, silence = self.clock(), self.silence
        last = max((o for o in self.near() if o.appointment.silent and o.start <= now), default=None,
                   key=lambda o: o.end)
        lasts = silence is not None and silence.lasts(now)
        if last is None:
            moved = silence is not None and lasts and silence.appointment != ""
            if silence is not None and moved:
                back = replace(silence, until=max(now, silence.chosen or now), appointment="", chosen=None)
                self._quietly(Change((back,)))
            return moved
        own = self.settings
        until = min(last.end, silence_end(24 * 60, now, own.end_of_day, own.day_start, own.zone))
        key = f"{last.appointment.id}@{last.start.isoformat()}/{now.astimezone(own.zone).date()}"
        return self._hush(silence if lasts else None, last.appointment, key, until)

    def _hush(self, silence: Silence | None, about: Appointment, key: str, until: datetime) -> bool:
        now, said = self.clock(), self.ledger.table(Said).get(MINDED)
        known = said is not None and said.key == key
        puts: list[Value] = [] if known else [Said(MINDED, key, now)]
        if silence is None and not known:
            mode = Mode.QUIET if about.sort is Sort.AWAY else Mode.PHONE
            puts.append(Silence(mode=mode, began=now, until=until, appointment=key))
        elif silence is not None and silence.appointment:
            until = max(until, silence.chosen or until)
            if silence.until != until:
                puts.append(replace(silence, until=until, appointment=key))
        elif silence is not None and not known and silence.until < until:
            puts.append(replace(silence, until=until, appointment=key, chosen=silence.until))
        if puts:
            self._quietly(Change(tuple(puts)))
        return bool(puts)


def _counted(change: Change) -> tuple[int, int]:
    came: Iterator[Value] = (v for v in change.puts if isinstance(v, Appointment))
    return sum(1 for _ in came), sum(kind is Appointment for kind, _ in change.drops)
