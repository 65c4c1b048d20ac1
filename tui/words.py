"""The words of the screen: the catalogue, and what the trade's values are called."""

import os
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path

from pupitre.client import Client
from pupitre.deadline import Countdown, Deadline, Near, countdown
from pupitre.phrases import Answer, Kind, Why
from pupitre.report import Step
from pupitre.task import WAITING_CLIENT, WAITING_THIRD, Status, Task
from pupitre.text import clean_line
from tui import speech
from tui.catalogue import Catalogue, Untranslated

DOMAIN = "pupitre"
LOCALE = Path(__file__).parent / "locale"
LANGUAGES = (speech.FRENCH, speech.ENGLISH)


class _Words:
    """The catalogue in use: one for the whole process, as gettext means it."""

    language = speech.FRENCH
    catalogue = Untranslated()
    veiled = False


def use(language: str) -> None:
    """Speak this language from now on, French when it is unknown."""
    _Words.language = language if language in LANGUAGES else speech.FRENCH
    if _Words.language == speech.ENGLISH:
        _Words.catalogue = Untranslated()
    else:
        _Words.catalogue = Catalogue(LOCALE / _Words.language / "LC_MESSAGES" / f"{DOMAIN}.mo")


def system_language() -> str:
    """Return the language the system names; French when it names none that we speak, or none at all."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        named = os.environ.get(name, "")
        if named.split("_")[0].split(".")[0] == speech.ENGLISH:
            return speech.ENGLISH
        if named:
            return speech.FRENCH
    return speech.FRENCH


def language() -> str:
    """Return the language in use."""
    return _Words.language


def _(message: str) -> str:
    """Return the message in the language in use."""
    return _Words.catalogue.gettext(message)


def ngettext(one: str, many: str, count: int, **more: str) -> str:
    """Return the message for a count, with `{n}` filled in, and `more` by its names."""
    return _Words.catalogue.ngettext(one, many, count).format(n=count, **more)


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for « translate it when it is shown »
    """Mark a message for the catalogue; it is translated when shown."""
    return message


# -- days, hours, durations in the language of the screen ----------------------------------------


def long_day(day: date, *, year: bool = False) -> str:
    """Return « vendredi 27 novembre »."""
    return speech.long_day(day, language(), year=year)


def short_day(day: date) -> str:
    """Return « ven. 27 nov. »."""
    return speech.short_day(day, language())


def month_named(month: str) -> str:
    """Return « novembre 2026 » for `2026-11`."""
    first = date.fromisoformat(f"{month}-01")
    return f"{speech.month(first, language())} {first.year}"


def hour(at: time) -> str:
    """Return « 14 h 30 »."""
    return speech.hour(at, language())


def hour_of(moment: datetime, zone: tzinfo) -> str:
    """Return the local hour of an instant."""
    return hour(moment.astimezone(zone).time())


def duration(minutes: int) -> str:
    """Return « 1 h 15 »."""
    return speech.duration(minutes, language())


def deadline_day_and_hour(deadline: Deadline, zone: tzinfo) -> str:
    """Return « vendredi 27 novembre, 17 h », with the year when it is not this one's neighbour."""
    at = deadline.hour(zone)
    day = long_day(deadline.day)
    return day if at is None else f"{day}, {hour(at)}"


def distance(left: Countdown, said: Callable[[int], str] = duration) -> str:
    """Return how far a deadline is: « dans 4 jours », « dans 2 h 50 », « en retard de 1 h 05 »."""
    if left.near is Near.LATE_MINUTES:
        return _("late by {duration}").format(duration=said(left.minutes))
    if left.near is Near.LATE_DAYS:
        return ngettext("late by {n} day", "late by {n} days", left.days)
    if left.near is Near.MINUTES:
        if left.minutes < 1:
            return _("in less than a minute")
        return _("in {duration}").format(duration=said(left.minutes))
    if left.near is Near.TODAY:
        return _("today")
    if left.near is Near.TOMORROW:
        return _("tomorrow")
    return ngettext("in {n} day", "in {n} days", left.days)


def due(deadline: Deadline, now: datetime, zone: tzinfo) -> str:
    """Return the countdown as the board shows it: hours today, « demain 9 h », « ven. 17 h », then days."""
    left = countdown(deadline, now, zone)
    at = deadline.hour(zone)
    at_hour = f" {hour(at)}" if at is not None else ""
    if left.near is Near.TOMORROW:
        return _("tomorrow") + at_hour
    if left.near is Near.THIS_WEEK:
        return speech.short_weekday(deadline.day, language()) + at_hour
    if left.near is Near.MINUTES and left.minutes < 1:
        return _("now")  # the whole column of hours is as wide as its widest
    return distance(left)


SIGHT = 400
"""Characters looked at of a text: more than any line shows."""


MASK = "•••"
"""What stands for every text of hers while others may read the screen: as long for each of them."""


def veil(*, on: bool) -> None:
    """Mask user text from now on, or show it again."""
    _Words.veiled = on


def veiled() -> bool:
    """Whether user text is masked."""
    return _Words.veiled


def harmless(text: str) -> str:
    """Return text as one line that does no harm, never masked: labels, words of the system, and what leaves."""
    return clean_line(text[:SIGHT])


def shown(text: str) -> str:
    """Return user text as one harmless line: no escape sequence, no bidi override, never longer than a sight.

    It is for her eyes, and masked while others may see the screen: nothing that is kept or leaves is made of it.
    """
    line = harmless(text)
    return MASK if line and _Words.veiled else line


def client_name(client: Client) -> str:
    """Return the name of a client, while it is masked the label, which may be seen."""
    return harmless(client.label) or MASK if _Words.veiled else harmless(client.name)


def ago(length: timedelta) -> str:
    """Return roughly how long ago: « il y a 5 minutes ». Deadlines never use it: it reads 1 h 31 as two hours."""
    import humanize  # noqa: PLC0415 - not needed for the first screen

    if language() == speech.FRENCH:
        humanize.i18n.activate("fr_FR")
    else:
        humanize.i18n.deactivate()
    return str(humanize.naturaltime(length))


def hours_left(minutes: int) -> str:
    """Return « reste 1 h 30 », or « dépassé de 15 min »."""
    if minutes < 0:
        return _("over by {time}").format(time=duration(-minutes))
    return _("left {time}").format(time=duration(minutes))


# -- what things are called ----------------------------------------------------------------------

_STATUSES = {
    Status.TODO: N_("To do"), Status.DOING: N_("In progress"),
    Status.WAITING: N_("Waiting"), Status.DONE: N_("Done"),
}
_STEPS = {
    Step.TO_COMPLETE: N_("to complete"), Step.READY: N_("ready"), Step.COPIED: N_("copied"), Step.SENT: N_("sent"),
}


_DETAILS = {
    "shown": N_("shown"), "sent": N_("sent"), "missing": N_("not installed"), "timeout": N_("no answer in time"),
    "busy": N_("busy"), "ssh": N_("not over SSH"), "wsl": N_("not under WSL"), "no bus": N_("no desktop session"),
    "no display": N_("no display"), "available": N_("available"), "unsupported": N_("not supported here"),
    "refused": N_("refused"), "no dbus module": N_("not installed"),
}


_CHANNELS = {
    "bell": N_("bell"), "osc": N_("terminal notice"), "opener": N_("mail program"),
    "osc 52": N_("through the terminal"),
}


def channel(name: str) -> str:
    """Return how a way to reach her is called; the names of programs stay as they are."""
    return _(_CHANNELS[name]) if name in _CHANNELS else name


def outcome(ok: bool, detail: str) -> str:  # noqa: FBT001 - what a channel answered
    """Return how a channel went."""
    said = _(_DETAILS[detail]) if detail in _DETAILS else detail
    if detail.startswith("exit "):
        said = _("the program refused it")
    return said if ok else _("failed ({why})").format(why=said)


def status(value: Status) -> str:
    """Return the name of a column."""
    return _(_STATUSES[value])


def step(value: Step) -> str:
    """Return the name of a report's state."""
    return _(_STEPS[value])


def awaited(task: Task) -> str:
    """Return on whom a task waits."""
    names = {WAITING_CLIENT: _("the client"), WAITING_THIRD: _("someone else")}
    return names.get(task.waiting_for, task.waiting_for)


def waiting_since(task: Task, now: datetime, zone: tzinfo) -> str:
    """Return since when a task waits, "" when nobody noted it."""
    if task.waiting_since is None:
        return ""
    days = (now.astimezone(zone).date() - task.waiting_since.astimezone(zone).date()).days
    return _("since today") if days <= 0 else ngettext("for {n} day", "for {n} days", days)


_DOUBTS = {
    Why.PAST: N_("this is over"), Why.NO_SUCH_DATE: N_("this date does not exist"),
    Why.NO_SUCH_HOUR: N_("this hour does not exist"), Why.TOO_FAR: N_("this date is too far away"),
    Why.DURATION_OR_HOUR: N_("an hour or a duration? Write “at 14h” or “~1h15”"),
    Why.WEEKDAY_OR_MONTH: N_("a weekday or a month? Write the date in full"),
    Why.NO_TIME: N_("no day and no hour: say which"),
    Why.CLOSED_DAY: N_("not a working day"), Why.SKIPPED: N_("this hour is skipped that night"),
    Why.TWICE: N_("this hour comes twice that night: the first one"),
}


def says(answer: Answer, now: datetime, zone: tzinfo) -> str:
    """Return what a date phrase was understood to mean: weekday, date, hour, distance, and any doubt."""
    doubt = _(_DOUBTS[answer.why]) if answer.why in _DOUBTS else ""
    if answer.kind is Kind.REFUSED or answer.value is None:
        return doubt or _("no date understood")
    text = f"{deadline_day_and_hour(answer.value, zone)} ({distance(countdown(answer.value, now, zone))})"
    if answer.value.day.year != now.astimezone(zone).year:
        text = text.replace(long_day(answer.value.day), long_day(answer.value.day, year=True))
    others = [a for a in answer.alternatives if a != answer.value]
    if answer.kind is Kind.AMBIGUOUS and others:
        text += _(" – or {other}?").format(other=deadline_day_and_hour(others[0], zone))
    return f"{text} · {doubt}" if doubt and answer.why is not Why.PAST else text


def size(count: int) -> str:
    """Return a number of bytes, roughly: « 37,0 ko »."""
    from humanize import i18n, naturalsize  # noqa: PLC0415 - a rough size, for human eyes only

    if language() != speech.FRENCH:
        i18n.deactivate()
        return naturalsize(count)
    i18n.activate("fr_FR")
    # Its French keeps the English point, and a capital K that the unit does not have.
    return naturalsize(count).replace(".", ",").replace("Ko", "ko")
