"""What she could be told now, in words: each thing once, under a key that says which one of its kind it is."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta, tzinfo

from pupitre.breaks import MANY_REFUSALS, WARNING, Asking, Reason, since_long_pause, since_pause, work_of
from pupitre.calendar import is_working_day
from pupitre.client import Client
from pupitre.clock import instant
from pupitre.deadline import countdown
from pupitre.desk import Desk
from pupitre.focus import State, state_of
from pupitre.settings import Settings
from pupitre.silence import Mode, Occasion, Silence
from pupitre.task import Task
from pupitre.value import Struct
from pupitre.views import entries_of_day, stretches
from pupitre.warnings import Approach
from tui import words
from tui.commands import Place, key_to, keys_to
from tui.words import N_, _, harmless, ngettext, shown

LONG_PAUSE, LONG_WORK = timedelta(minutes=20), timedelta(hours=6)
"""A landmark: employees have a pause of 20 minutes after 6 hours (Code du travail, L3121-16)."""

REST = timedelta(hours=11)
"""A landmark: the daily rest of employees (Code du travail, L3131-1)."""

NUDGE_FOR = timedelta(minutes=30)
"""How long after the end of her day it is still said, when nothing runs."""

SHORT_REST = timedelta(minutes=2)
"""A gap after which eyes and legs have rested."""

BEFORE_APPOINTMENT = timedelta(minutes=10)

STANDING, FAR_SIGHT = timedelta(minutes=30), timedelta(minutes=20)


class Wanted(Struct, frozen=True):
    """One thing to be told: its occasion, which one of that kind it is, a title and a sentence."""

    occasion: Occasion
    key: str
    title: str
    body: str = ""
    here: str = ""
    """What the window says instead: her own screen may name what a notice does not."""

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        if self.here:
            return self.here
        stop = "." if self.body and self.title[-1:].isalnum() else ""
        return f"{self.title}{stop} {self.body}".strip()


Last = Callable[[Occasion], datetime | None]
"""Returns when something was told last."""


def wanted(desk: Desk, now: datetime, last: Last) -> Iterator[Wanted]:
    """Yield what could be told now."""
    found = (
        _break(desk, now), _session_over(desk, now), _day_over(desk, now), _long_pause(desk, now),
        _contact(desk, now, last(Occasion.CONTACT)),
        _posture(desk, now, Occasion.STAND_UP, last(Occasion.STAND_UP)),
        _posture(desk, now, Occasion.EYES, last(Occasion.EYES)),
        _appointment(desk, now),
    )
    yield from (one for one in found if one is not None)


def _minutes(length: timedelta) -> str:
    return words.duration(int(length / timedelta(minutes=1)))


def _works(desk: Desk) -> bool:
    return state_of(desk.focus) is State.RUNNING


_TITLES = {
    Reason.WORK: N_("Time for a break?"),
    Reason.TASK_DONE: N_("A task is done: a break now?"),
    Reason.HARD_CALL: N_("A moment to breathe?"),
}


def _break(desk: Desk, now: datetime) -> Wanted | None:
    found = desk.asking()
    if found is not None:
        body = "" if found.reason is Reason.HARD_CALL else _("{time} of work without a break.").format(
            time=_minutes(found.worked)
        )
        return Wanted(Occasion.BREAK, found.since.isoformat(), _(_TITLES[found.reason]), body)
    soon = desk.next_asking()
    if soon is None or not desk.settings.remind_breaks or not _works(desk) or not now < soon <= now + WARNING:
        return None
    left = -(-int((soon - now).total_seconds()) // 60)
    told = _("Break in {time}.").format(time=words.duration(left))
    return Wanted(Occasion.BREAK_SOON, f"{soon:%Y-%m-%dT%H:%M}", told)


def break_banner(found: Asking, settings: Settings) -> str:
    """Return the line above the board while a pause is proposed."""
    keys = keys_to(Place.DAY, "pause", "later")
    if found.reason is Reason.HARD_CALL:
        return _("A moment to breathe? {pause} starts a break, {later} asks again later.").format(**keys)
    time = _minutes(found.worked)
    told = _("{time} without a break. {pause} starts one, {later} asks again later.")
    if found.reason is Reason.TASK_DONE:
        told = _("A task is done, {time} without a break. {pause} starts one, {later} asks again later.")
    told = told.format(time=time, **keys)
    if found.refusals == MANY_REFUSALS:
        since = _("No break since {hour}.").format(hour=words.hour_of(found.rested, settings.zone))
        told = f"{since} {told}"
    return told


def _session_over(desk: Desk, now: datetime) -> Wanted | None:
    focus = desk.focus
    left = None if focus is None else focus.remaining(now)
    if focus is None or left is None or left > timedelta() or focus.state is not State.RUNNING:
        return None
    key = f"{focus.began.isoformat()}/{focus.planned_min}+{focus.more_s:.0f}"
    return Wanted(Occasion.SESSION_OVER, key, _("Session over"), _("The time goes on as overtime."))


def end_of(day: date, settings: Settings) -> datetime:
    """Return the hour she chose as the end of a working day; an hour before the day turns is of the next morning."""
    later = timedelta(days=settings.end_of_day < settings.day_start)
    return instant(day + later, settings.end_of_day, settings.zone)


def works_on(day: date, settings: Settings) -> bool:
    """Tell whether a day is one of hers."""
    return is_working_day(day, settings.hours, settings.holiday_zone)


def _day_over(desk: Desk, now: datetime) -> Wanted | None:
    own, today = desk.settings, desk.today
    past = now - end_of(today, own)
    if desk.evening.closed_at is not None and not _works(desk):
        return None
    if not own.remind_day_end or past < timedelta() or not (
        _works(desk) or (past < NUDGE_FOR and works_on(today, own))
    ):
        return None
    total = work_of((e.start, e.end) for e in entries_of_day(desk.ledger, today, now))
    if not total:
        return None
    close = _("{key} closes the day.").format(key=key_to(Place.EVERYWHERE, "show('evening')"))
    body = f"{_('{time} of work today.').format(time=_minutes(total))} {rest_told(now, own)} {close}"
    return Wanted(Occasion.DAY_OVER, today.isoformat(), _("Your day ends."), body)


def rest_told(ended: datetime, settings: Settings) -> str:
    """Return from when the next start is advised after an end."""
    told = _("Next start advised from {hour}: 11 h of rest, a landmark; the law covers employees.")
    return told.format(hour=words.hour_of(ended + REST, settings.zone))


def _long_pause(desk: Desk, now: datetime) -> Wanted | None:
    since = since_long_pause(stretches(desk.ledger, now), now, LONG_PAUSE) if _works(desk) else None
    if since is None or now - since < LONG_WORK or not desk.settings.remind_breaks:
        return None
    told = _("{time} without a break of 20 minutes: when will yours be?").format(time=_minutes(now - since))
    return Wanted(Occasion.LONG_PAUSE, since.isoformat(), told)


def _contact(desk: Desk, now: datetime, last: datetime | None) -> Wanted | None:
    own = desk.settings
    if not own.contact_days or not works_on(desk.today, own):
        return None
    if last is not None and now - last < timedelta(days=own.contact_days):
        return None
    told = shown(own.contact_words) or _("Hear from a colleague today?")
    return Wanted(Occasion.CONTACT, desk.today.isoformat(), told)


def _posture(desk: Desk, now: datetime, occasion: Occasion, last: datetime | None) -> Wanted | None:
    """Return a hint to stand up or to look far away, after so long at the screen."""
    wished, after, told = {
        Occasion.STAND_UP: (desk.settings.stand_up, STANDING, _("Stand up for a moment?")),
        Occasion.EYES: (desk.settings.eyes, FAR_SIGHT, _("Look far away for twenty seconds?")),
    }[occasion]
    run = since_pause(stretches(desk.ledger, now), now, SHORT_REST) if wished and _works(desk) else []
    if not run:
        return None
    since = max(run[0][0], last) if last is not None else run[0][0]
    return Wanted(occasion, since.isoformat(), told) if now - since >= after else None


NAMED = 3
"""Deadlines that are named in one line."""


def nearing(found: list[Approach], desk: Desk, risks: Mapping[str, int], key: str, now: datetime) -> Wanted:
    """Return that deadlines come near: the notice tells when and how many, the window which ones as well."""
    found = sorted(found, key=lambda near: near.due)
    zone, nearest = desk.settings.zone, found[0].task
    when = _when(found[0], now, zone)
    if len(found) == 1:
        missing = risks.get(nearest.id, 0)
        risk = _("At risk: {time} missing.").format(time=words.duration(missing)) if missing else ""
        title = _("Deadline {when}").format(when=when)
        here = f"{_('Deadline {when}: {task}.').format(when=when, task=_named(nearest, desk))} {risk}".strip()
        return Wanted(Occasion.DEADLINE, key, title, risk, here)
    title = ngettext("{n} deadline comes near", "{n} deadlines come near", len(found))
    named = [f"{_named(near.task, desk)} ({_when(near, now, zone)})" for near in found[:NAMED]]
    more = len(found) - NAMED
    if more > 0:
        named.append(ngettext("and {n} other", "and {n} others", more))
    at_risk = sum(near.task.id in risks for near in found)
    risk = f" {ngettext('{n} is at risk.', '{n} are at risk.', at_risk)}" if at_risk else ""
    here = f"{_('{what}: {which}.').format(what=title, which=', '.join(named))}{risk}"
    return Wanted(Occasion.DEADLINE, key, title, f"{_('The nearest: {when}.').format(when=when)}{risk}", here)


def _when(near: Approach, now: datetime, zone: tzinfo) -> str:
    due = near.task.due
    return words.distance(countdown(due, now, zone)) if due is not None else ""


def _named(task: Task, desk: Desk) -> str:
    client = desk.ledger.table(Client).get(task.client or "")
    return f"{harmless(client.label)} {shown(task.title)}" if client else shown(task.title)


def _appointment(desk: Desk, now: datetime) -> Wanted | None:
    """Return the next appointment shortly before it begins: the notice tells the hour, the window what it is."""
    found = desk.next_appointment()
    if found is None or now < found.start - BEFORE_APPOINTMENT:
        return None
    hour = words.hour_of(found.start, desk.settings.zone)
    here = _("Appointment at {hour}: {title}.")
    here = here.format(hour=hour, title=shown(found.appointment.title) or _("(no title)"))
    key = f"{found.appointment.id}@{found.start.isoformat()}"
    return Wanted(Occasion.APPOINTMENT, key, _("Appointment at {hour}").format(hour=hour), here=here)


_PLAIN = {
    Occasion.CONTACT: N_("Hear from a colleague today?"), Occasion.DEADLINE: N_("A deadline comes near."),
    Occasion.APPOINTMENT: N_("An appointment comes near."),
}


def banner(occasion: Occasion, sentence: str) -> str:
    """Return what stays in sight of an announcement: while texts are masked, what it is about and no more."""
    return _(_PLAIN[occasion]) if words.veiled() and occasion in _PLAIN else sentence


def no_news(days: int, *, short: bool = False) -> str:
    """Return « sans nouvelles depuis 6 jours », or « sans nouvelles : 6 j »."""
    if short:
        return _("no news: {n} d").format(n=days)
    return ngettext("no news for {n} day", "no news for {n} days", days)


# -- silence -------------------------------------------------------------------------------------

_MODES = {Mode.PHONE: N_("On the phone"), Mode.HEADSET: N_("Headset"), Mode.QUIET: N_("Do not disturb")}
_HELD = {
    Occasion.BREAK: N_("a break at {hour}"), Occasion.SESSION_OVER: N_("the end of a session at {hour}"),
    Occasion.DAY_OVER: N_("the end of your day at {hour}"), Occasion.LONG_PAUSE: N_("a longer break at {hour}"),
    Occasion.CONTACT: N_("news of someone at {hour}"), Occasion.DEADLINE: N_("a deadline that comes near at {hour}"),
    Occasion.APPOINTMENT: N_("the reminder of an appointment at {hour}"),
}


def mode(value: Mode) -> str:
    """Return the name of a way to be silent."""
    return _(_MODES[value])


def silence_over(silence: Silence, settings: Settings) -> str:
    """Return that a silence is over, and what it held back."""
    held = [
        _(_HELD[occasion]).format(hour=words.hour_of(at, settings.zone)) for at, occasion in silence.held
        if occasion in _HELD
    ]
    if not held:
        return _("The silence is over.")
    return _("Held back during the silence: {what}.").format(what=", ".join(held))
