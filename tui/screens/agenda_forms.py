"""The forms of the agenda: an appointment, the calendars of others, the deadlines that go out."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from pupitre.appointment import Appointment, Sort
from pupitre.clock import instant
from pupitre.errors import Invalid
from pupitre.phrases import Moment
from pupitre.rules import Every, Rule
from pupitre.value import replace
from tui import agenda_words, rule_words, words
from tui.screens.form import Field, Form, Kind
from tui.screens.inputs import day_in, day_text, hour_in
from tui.session import Session
from tui.words import _, client_name, shown

Values = dict[str, str]


def appointment_form(session: Session, each: Appointment) -> Form:
    """Ask for all there is of an appointment; without hours it is whole days."""
    zone = session.desk.settings.zone
    begins, ends = (m.astimezone(zone) if m is not None else None for m in (each.start, each.end))
    last = (ends.date() if ends is not None else each.last) or each.day(zone)
    until = each.rule.until if each.rule is not None else None
    clients = (("", _("none")), *((c.id, client_name(c)) for c in session.desk.clients()))

    def save(values: Values) -> None:
        session.desk.edit_appointment(_changed(session, each, values))

    return Form(f"appointment:{each.id}", _("Appointment: {title}").format(title=shown(each.title)), (
        Field("appointment_title", _("What"), each.title),
        Field("client", _("Client"), each.client or "", Kind.CHOICE, clients),
        Field("sort", _("Sort"), each.sort, Kind.CHOICE, tuple((s, agenda_words.sort(s)) for s in Sort)),
        Field("day", _("On the day"), day_text(each.day(zone)), hint=_("tuesday, 5/12…")),
        Field("last", _("Until the day"), day_text(last) if last != each.day(zone) else "",
              hint=_("the same day, when empty")),
        Field("from", _("From"), f"{begins:%Hh%M}" if begins else "", hint=_("14h30; whole days, when empty")),
        Field("to", _("To"), f"{ends:%Hh%M}" if ends else "", hint=_("15h30")),
        Field("repeats", _("Comes again"), each.rule.every if each.rule else "", Kind.CHOICE,
              (("", _("never")), *((e, _(told)) for e, told in rule_words.KINDS.items()))),
        Field("until", _("Comes again until"), day_text(until), hint=_("without an end, when empty")),
        Field("blocks", _("Takes time off"), "1" if each.blocks else "", Kind.YES_NO,
              hint=_("these hours are not free for tasks")),
        Field("silent", _("Silence"), "1" if each.silent else "", Kind.YES_NO,
              hint=_("nothing is announced meanwhile")),
        Field("place", _("Place"), each.place, hint=_("a room, a link… (optional)")),
    ), save)


def _changed(session: Session, each: Appointment, values: Values) -> Appointment:
    """Return the appointment as it was typed. Raises `Invalid`."""
    at, zone = session.desk.moment, session.desk.settings.zone
    day = day_in(values["day"], "day", each.day(zone), at)
    if day is None:
        raise Invalid("day", "date")
    changed = replace(
        each, title=values["appointment_title"], client=values["client"] or None, sort=Sort(values["sort"]),
        place=values["place"], blocks=bool(values["blocks"]), silent=bool(values["silent"]),
        rule=_rule(each.rule, values, day, at), start=None, end=None, first=day, last=day,
    )
    last = day_in(values["last"], "last", None, at) or day
    if not values["from"].strip() and not values["to"].strip():
        return replace(changed, last=last)
    begins, ends = hour_in(values["from"], "from"), hour_in(values["to"], "to")
    if last == day and ends <= begins:
        last += timedelta(days=1)  # over midnight
    return replace(changed, start=instant(day, begins, zone), end=instant(last, ends, zone), first=None, last=None)


def _rule(before: Rule | None, values: Values, day: date, at: Moment) -> Rule | None:
    if not values["repeats"]:
        return None
    every = Every(values["repeats"])
    until = day_in(values["until"], "until", before.until if before else None, at)
    if until is not None and until < day:
        raise Invalid("until", "order")
    if before is not None and before.every is every:
        # Days of the week stay as they are, unless the one day of a weekly appointment moved.
        weekdays = (day.weekday(),) if before.weekdays == (before.first.weekday(),) else before.weekdays
        of_month = day.day if before.day == before.first.day else before.day
        return replace(before, first=day, until=until, weekdays=weekdays, day=of_month)
    if every is Every.MONTH_WEEKDAY:
        return Rule(every=every, first=day, until=until, weekdays=(day.weekday(),), rank=(day.day - 1) // 7 + 1)
    weekly = every in {Every.WEEK, Every.FORTNIGHT}
    return Rule(every=every, first=day, until=until, weekdays=(day.weekday(),) if weekly else ())


def read_only(each: Appointment, calendar: str) -> str:
    """Return what is known of an entry of others."""
    told = _("{title}: from the calendar {name}, to be changed there.")
    return told.format(title=agenda_words.titled(each), name=shown(calendar))


# -- calendars ---------------------------------------------------------------------------------------


def bring_form(bring: Callable[[str, bool, Values], None]) -> Form:
    """Ask for a calendar file, and whether it is followed."""
    def save(values: Values) -> None:
        path = values["path"].strip()
        if not path:
            raise Invalid("path", "empty")
        bring(str(Path(path).expanduser().absolute()), bool(values["watched"]), values)

    return Form("calendar:bring", _("Bring in a calendar"), (
        Field("path", _("File"), "", hint="~/agenda.ics"),
        Field("watched", _("Follow"), "", Kind.YES_NO, hint=_("read again each time the file changes")),
    ), save)


def calendars_form(session: Session) -> Form:
    """Ask, for one calendar of others, whether it takes time off, whether it is followed, or whether it goes."""
    desk = session.desk
    known = sorted(desk.calendars.values(), key=lambda c: (c.name, c.id))
    first = known[0]
    names = tuple((c.id, f"{shown(c.name)} · {words.shown(Path(c.path).name)}{_marks(c.blocks, c.watched)}")
                  for c in known)

    def save(values: Values) -> None:
        calendar = desk.calendars[values["calendar"]]
        if values["change"] == "gone":
            desk.forget_calendar(calendar.id)
        elif values["change"] in {"blocks", "free"}:
            desk.answer_calendar(calendar.id, blocks=values["change"] == "blocks")
        else:
            desk.watch_calendar(calendar.id, watched=values["change"] == "watch")

    return Form("calendar:change", _("Calendars of others"), (
        Field("calendar", _("Calendar"), first.id, Kind.CHOICE, names),
        Field("change", _("From now on"), "free" if first.blocks else "blocks", Kind.CHOICE, (
            ("blocks", _("its entries take time off the day")), ("free", _("its entries take no time off the day")),
            ("watch", _("its file is read again when it changes")), ("leave", _("its file is not read any more")),
            ("gone", _("take it away with its entries")),
        )),
    ), save)


def _marks(blocks: bool, watched: bool) -> str:  # noqa: FBT001 - two marks of one calendar
    return ("" if blocks else f" · {_('does not block')}") + (f" · {_('followed')}" if watched else "")


def export_form(session: Session, export: Callable[[str | None], None]) -> Form:
    """Ask whose deadlines are written."""
    clients = (("", _("all clients")), *((c.id, client_name(c)) for c in session.desk.clients()))
    return Form("calendar:export", _("Deadlines as a calendar"), (
        Field("client", _("Client"), "", Kind.CHOICE, clients),
    ), lambda values: export(values["client"] or None))
