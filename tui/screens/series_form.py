"""The form of a recurrence: its fields, how they are read, and a live look at the days they come to."""

import re
from datetime import date
from itertools import islice

from textual import on
from textual.widgets import Input, Select, Static

from pupitre.errors import Invalid, PupitreError
from pupitre.phrases.words import WEEKDAYS
from pupitre.recurrence import Recurrence
from pupitre.recurring import AHEAD, MOST_LEAD_DAYS
from pupitre.rules import LAST, Every, Rule, Shift, days, shifts
from pupitre.task import Priority
from pupitre.text import plain
from pupitre.value import replace
from tui import refusals, rule_words, words
from tui.screens.form import Field, Form, FormScreen, Kind
from tui.screens.inputs import day_in, day_text, hour_in, minutes_in, minutes_text
from tui.screens.task_forms import PRIORITIES
from tui.session import Session
from tui.words import _, client_name, ngettext, shown

PREVIEW = 5
"""Days that are shown while the rule is chosen."""

ROOM_BELOW = 4
"""Lines that the look at these days takes."""

WEEKLY = frozenset({Every.WEEK, Every.FORTNIGHT, Every.MONTH_WEEKDAY})
BY_DATE = frozenset({Every.MONTH_DATE, Every.QUARTER, Every.YEAR})

_ASKED_OF = {"weekdays": WEEKLY, "rank": frozenset({Every.MONTH_WEEKDAY}), "month_day": BY_DATE}
"""The fields that only some kinds ask for."""


def series_form(session: Session, recurrence: Recurrence) -> Form:
    """Ask for a recurrence, new when its id is ""."""
    opened = session.desk.open_in(recurrence.id) if recurrence.id else ()

    def save(values: dict[str, str]) -> None:
        found = read(session, recurrence, values)
        if recurrence.id:
            session.desk.edit_recurrence(found, open_too=bool(values.get("open_too")))
        else:
            session.desk.keep_recurrence(found)

    title = _("Recurrence: {title}").format(title=shown(recurrence.title)) if recurrence.id else _("New recurrence")
    too = ngettext("also {n} task that is open", "also {n} tasks that are open", len(opened))
    asked = (Field("open_too", _("Change"), "", Kind.YES_NO, hint=too),) if opened else ()
    name = recurrence.id or recurrence.kit or "new"
    return Form(f"series_{name}:{recurrence.client or ''}", title, (*_fields(session, recurrence), *asked), save)


def _fields(session: Session, of: Recurrence) -> tuple[Field, ...]:
    rule = of.rule
    clients = [("", _("(for myself)"))] + [(c.id, client_name(c)) for c in session.desk.clients()]
    hour = f"{of.hour.hour}h{of.hour.minute:02d}" if of.hour else ""
    day = _("last") if rule.day == LAST else str(rule.day or "")
    return (
        Field("title", _("Title"), of.title),
        Field("client", _("Client"), of.client or "", Kind.CHOICE, tuple(clients)),
        Field("every", _("How often"), rule.every, Kind.CHOICE, _named(rule_words.KINDS)),
        Field("weekdays", _("Weekdays"), rule_words.weekdays(rule.weekdays), hint=_("monday and thursday…")),
        Field("rank", _("Which one of the month"), str(rule.rank or 1), Kind.CHOICE, _named(rule_words.RANKS)),
        Field("month_day", _("Day of the month"), day, hint=_("5, 31, last…")),
        Field("shift", _("A day not worked"), rule.shift, Kind.CHOICE, _named(rule_words.SHIFTS)),
        Field("hour", _("Hour"), hour, hint=_("9h, 14h30… or nothing")),
        Field("first", _("Starting on"), day_text(rule.first), Kind.DATE, hint=_("friday, 5/12…")),
        Field("until", _("Until"), day_text(rule.until), Kind.DATE, hint=_("31/12… or nothing")),
        Field("lead", _("Shown ahead, in days"), str(of.lead_days or ""),
              hint=_("0 to {n}").format(n=MOST_LEAD_DAYS)),
        Field("estimate", _("Estimate"), minutes_text(of.estimate_min), hint=_("30, 1h30…")),
        Field("priority", _("Priority"), of.priority, Kind.CHOICE, _named(PRIORITIES)),
        Field("category", _("Category"), of.category),
        Field("note", _("Private note"), of.note, Kind.TEXT),
    )


def _named(names: dict[Priority, str] | dict[Every, str] | dict[Shift, str] | dict[int, str]) -> tuple[
    tuple[str, str], ...
]:
    return tuple((str(key), _(name)) for key, name in names.items())


def read(session: Session, before: Recurrence, values: dict[str, str]) -> Recurrence:
    """Return the recurrence that is typed. Raises `Invalid` with the field that cannot be read."""
    lead, hour = values["lead"].strip(), values["hour"].strip()
    if lead and not (lead.isdecimal() and len(lead) < 4):
        raise Invalid("lead", "range", lead)
    return replace(
        before, title=values["title"], client=values["client"] or None, rule=rule_in(session, before.rule, values),
        hour=hour_in(hour, "hour") if hour else None, lead_days=int(lead or 0), category=values["category"],
        estimate_min=minutes_in(values["estimate"], "estimate"), priority=Priority(values["priority"]),
        note=values["note"],
    )


def rule_in(session: Session, before: Rule, values: dict[str, str]) -> Rule:
    """Return the rule that is typed; what its kind does not ask for is left out of account. Raises `Invalid`."""
    every, at = Every(values["every"]), session.desk.moment
    first = day_in(values["first"], "first", before.first, at) or session.desk.today
    until = day_in(values["until"], "until", before.until, at)
    if until is not None and until < first:
        raise Invalid("until", "order", values["until"].strip())
    weekdays = _weekdays(values["weekdays"]) or (first.weekday(),) if every in WEEKLY else ()
    if every is Every.MONTH_WEEKDAY and len(weekdays) != 1:
        raise Invalid("weekdays", "one", values["weekdays"].strip())
    return Rule(
        every=every, first=first, until=until, weekdays=weekdays, shift=Shift(values["shift"]),
        day=_month_day(values["month_day"]) if every in BY_DATE else 0,
        rank=int(values["rank"]) if every is Every.MONTH_WEEKDAY else 0,
    )


def _weekdays(raw: str) -> tuple[int, ...]:
    found = set()
    for word in re.findall(r"[^\W\d_]+", plain(raw)):
        number = WEEKDAYS.get(word, WEEKDAYS.get(word.removesuffix("s")))
        if number is not None:
            found.add(number)
        elif word not in {"et", "and", "le", "les", "the", "on", "chaque", "every", "tous"}:
            raise Invalid("weekdays", "unknown", word)
    return tuple(sorted(found))


def _month_day(raw: str) -> int:
    """Return a day of the month, 0 for that of the first day."""
    text = plain(raw).strip()
    if not text:
        return 0
    if text in {"dernier", "last", "le dernier", "the last", "fin"}:
        return LAST
    if not (text.isdecimal() and len(text) < 3 and 1 <= int(text) <= 31):
        raise Invalid("month_day", "range", raw.strip())
    return int(text)


def preview(session: Session, recurrence: Recurrence) -> str:
    """Return the rule in words, and its next days with what the holiday rule does to them."""
    own, today = session.desk.settings, session.desk.today
    frame = (today, today + AHEAD, own.hours, own.holiday_zone)
    found = list(islice(days(recurrence.rule, *frame), PREVIEW))
    last = found[-1][1] if found else today
    told = {day: words.short_day(due) if day == due else rule_words.moved(day, due) for day, due in found}
    if recurrence.rule.shift is Shift.SKIP:
        for day, due in islice(shifts(recurrence.rule, *frame), 400):
            if due is None and today <= day <= last:
                told[day] = rule_words.left_out(day)
    listed = " · ".join(told[day] for day in sorted(told)) or _("no day is left")
    return f"{rule_words.said(recurrence.rule, recurrence.hour)}\n{listed}"


class SeriesForm(FormScreen):
    """The form with the days it comes to, at each change."""

    def __init__(self, session: Session, recurrence: Recurrence) -> None:
        super().__init__(session, series_form(session, recurrence))
        self._before = recurrence

    def on_mount(self) -> None:
        """Show the days."""
        self.query_one(".dialog").mount(Static("", classes="detail preview", markup=False), before=".echo")
        self.call_after_refresh(self._look)

    @property
    def room(self) -> int:
        """Leave room for the days as well."""
        return super().room - ROOM_BELOW

    @on(Input.Changed)
    @on(Select.Changed)
    def _look(self) -> None:
        if not self.query(".preview"):
            return  # not laid out yet
        values = self.values()
        for name, kinds in _ASKED_OF.items():
            row = self.query_one(f"#{name}").parent
            if row is not None:
                row.display = values["every"] in kinds
        try:
            told = preview(self.session, read(self.session, self._before, values))
        except PupitreError as error:
            told = refusals.say(error)
        self.query_one(".preview", Static).update(told)


def blank(today: date) -> Recurrence:
    """Return what a new recurrence begins with: each week, on the weekday of today."""
    return Recurrence(id="", title="", rule=Rule(every=Every.WEEK, first=today, weekdays=(today.weekday(),)))


def ready_made(today: date) -> tuple[Recurrence, ...]:
    """Return the reminders that come with Pupitre: to be checked and changed, for no date in them is sure."""
    return (
        Recurrence(
            id="", kit="invoices", title=_("Prepare the invoices of the month"), lead_days=2, category=_("invoicing"),
            rule=Rule(every=Every.LAST_WORKING_DAY, first=today),
        ),
        Recurrence(
            id="", kit="urssaf", title=_("URSSAF: declare the turnover"), lead_days=7,
            rule=Rule(every=Every.MONTH_DATE, first=today, day=LAST, shift=Shift.BEFORE),
            note=_("A reminder, not a rule: the date depends on your choice, each month or each quarter. "
                   "Check it on autoentrepreneur.urssaf.fr, and change it here."),
        ),
        Recurrence(
            id="", kit="vat", title=_("VAT: prepare the CA3 return of the client"), lead_days=5,
            rule=Rule(every=Every.MONTH_DATE, first=today, day=15, shift=Shift.AFTER),
            note=_("A reminder, not a rule: the date lies between the 15th and the 24th, not the same for all. "
                   "Check it in the client’s account on impots.gouv.fr, and change it here."),
        ),
    )


