"""The form that corrects a time: what is stored, what was before, and the hours as they can be typed again."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from pupitre.client import Client
from pupitre.clock import instant, local_day
from pupitre.doubts import Doubt, Why
from pupitre.entry import Entry
from pupitre.errors import Invalid, PupitreError
from pupitre.text import clean_text
from pupitre.value import Struct
from tui import refusals, words
from tui.commands import Place, commands_of, key_name
from tui.screens.accounts import Accounts, title_of
from tui.screens.base import bindings_of
from tui.screens.choice import Choice
from tui.screens.form import Field, Form, FormScreen, Kind
from tui.screens.inputs import hour_in
from tui.screens.search_text import times
from tui.screens.search_whole import stored
from tui.session import Session
from tui.words import _, client_name

_DAY = re.compile(r"\s*(\d{1,2})/(\d{1,2})/(20\d{2})\b")


class Local(Struct, frozen=True):
    """How hours become instants: an hour before `day_start` belongs to the night after a day."""

    zone: tzinfo
    day_start: time

    def instant(self, day: date, at: time) -> datetime:
        """Return the instant of an hour of a working day."""
        return instant(day if at >= self.day_start else day + timedelta(days=1), at, self.zone)

    def day(self, moment: datetime) -> date:
        """Return the working day of an instant."""
        return local_day(moment, self.zone, self.day_start)

    def text(self, moment: datetime, day: date) -> str:
        """Return an instant as it can be typed again; on another working day, with its date."""
        local = moment.astimezone(self.zone)
        return f"{local:%H:%M}" if self.day(moment) == day else f"{local:%d/%m/%Y %H:%M}"

    def read(self, raw: str, field: str, day: date, before: tuple[datetime, date]) -> datetime:
        """Return the instant that was typed; what was left as it was keeps its seconds. Raises `Invalid`."""
        stored_at, stored_on = before
        same = raw.strip() == self.text(stored_at, stored_on)
        if same and (day == stored_on or self.day(stored_at) != stored_on):
            return stored_at
        if same:
            return self.instant(day, stored_at.astimezone(self.zone).time())
        dated = _DAY.match(raw)
        at = hour_in(raw[dated.end():] if dated else raw, field)
        return instant(_day_in(dated[0], field), at, self.zone) if dated else self.instant(day, at)


def local_of(session: Session) -> Local:
    """Return how hours are read by her settings."""
    settings = session.desk.settings
    return Local(settings.zone, settings.day_start)


def _day_in(raw: str, field: str) -> date:
    """Return a day written 28/12/2026. Raises `Invalid`."""
    found = _DAY.fullmatch(raw.strip())
    try:
        if found is not None:
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError as error:
        raise Invalid(field, "date", raw.strip()) from error
    raise Invalid(field, "date", raw.strip())


def time_form(session: Session, entry: Entry) -> Form:
    """Ask for the day, the start and the end of a time, whose it is, its note, and whether it is billed."""
    local = local_of(session)
    on = local.day(entry.start)
    accounts = Accounts(session, on, entry)

    def save(values: dict[str, str]) -> None:
        day = on if values["day"].strip() == f"{on:%d/%m/%Y}" else _day_in(values["day"], "day")
        start = local.read(values["start"], "start", day, (entry.start, on))
        end = local.read(values["end"], "end", day, (entry.end, on))
        task, client = accounts.read(values["account"])
        note = entry.note if values["note"] == clean_text(entry.note) else values["note"]
        session.desk.change_time(
            entry.id, task=task, client=client, note=note, billable=bool(values["billable"]), start=start, end=end,
            offered=bool(values["offered"]),
        )

    return Form(f"correct:{entry.id}", _("Correct a time"), (
        Field("start", _("Begins at"), local.text(entry.start, on), hint=_("9:10 or 9h10")),
        Field("end", _("Ends at"), local.text(entry.end, on), hint=_("9:10 or 9h10")),
        Field("day", _("On the day"), f"{on:%d/%m/%Y}", hint=_("28/12/2026")),
        accounts.field,
        Field("note", _("Note"), clean_text(entry.note), hint=_("optional")),
        Field("billable", _("Billed"), "1" if entry.billable else "", Kind.YES_NO, hint=_("to the client")),
        Field("offered", _("Offered"), "1" if entry.offered else "", Kind.YES_NO,
              hint=_("the client sees it, and pays nothing")),
    ), save)


class TimeFormScreen(FormScreen):
    """Corrects a time, or takes it away."""

    PLACE: ClassVar[Place] = Place.TIME
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.TIME)]

    def __init__(self, session: Session, entry: Entry) -> None:
        super().__init__(session, time_form(session, entry))
        self._entry = entry

    def on_mount(self) -> None:
        """Show what is stored, above the fields, and every key."""
        told = "\n".join(facts(self.session, self._entry))
        self.query_one(".dialog", Vertical).mount(Static(told, classes="detail", markup=False), after=".title")
        keys = "   ".join(f"{key_name(c.keys[0])} {c.title}" for c in commands_of(Place.FORM, Place.TIME))
        self.query_one(".keys", Static).update(keys)

    def action_delete_time(self) -> None:
        """Take the time away; a refusal is said at the foot of the form."""
        try:
            self.session.desk.delete_time(self._entry.id)
        except PupitreError as error:
            self.query_one(".wrong", Static).update(refusals.say(error))
            return
        self.session.drafts.pop(self.form.key, None)
        self.session.keep_typed()
        self.dismiss(True)  # noqa: FBT003 - the screen's result


def facts(session: Session, entry: Entry) -> Iterable[str]:
    """Yield what is known of a time, a line each."""
    desk = session.desk
    yield title_of(session, entry)
    client = desk.ledger.table(Client).get(entry.client or "")
    yield client_name(client) if client else _("(for myself)") if entry.client is None else _("a client that is gone")
    yield words.long_day(local_day(entry.start, desk.settings.zone, desk.settings.day_start), year=True)
    yield from stored(entry, desk.settings)
    for doubt in desk.doubts():
        if doubt.entry.id == entry.id:
            yield _("To be checked: {what}.").format(what=doubt_told(session, doubt))


def doubt_told(session: Session, doubt: Doubt) -> str:
    """Return what is wrong with a time."""
    if doubt.why is Why.OVERLAP and doubt.other is not None:
        return _("it overlaps “{title}”, {times}").format(
            title=title_of(session, doubt.other),
            times=times(doubt.other.start, doubt.other.end, session.desk.settings),
        )
    return {
        Why.ORDER: _("it ends before it starts"), Why.TOO_LONG: _("it lasts more than 24 hours"),
        Why.NO_CLIENT: _("its client is not known"), Why.OVERLAP: _("it overlaps another time"),
    }[doubt.why]


def doubt_choices(session: Session, doubts: Iterable[Doubt]) -> list[Choice]:
    """Return the times to check, as answers."""
    settings = session.desk.settings

    def told(entry: Entry) -> str:
        day = local_day(entry.start, settings.zone, settings.day_start)
        return f"{day:%d/%m/%Y}  {times(entry.start, entry.end, settings)}  {title_of(session, entry)}"

    return [Choice(doubt.entry.id, told(doubt.entry)) for doubt in doubts]
