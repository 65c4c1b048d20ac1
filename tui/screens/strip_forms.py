"""The forms of the strip: time in a gap, the hour of a split, the start of the running session."""

from datetime import date, datetime

from pupitre.entry import Entry
from pupitre.errors import Invalid
from pupitre.strip import Segment
from tui import words
from tui.screens.accounts import OWN, Accounts, title_of
from tui.screens.form import Field, Form
from tui.screens.inputs import hour_in
from tui.screens.time_form import Local, local_of
from tui.session import Session
from tui.words import _, shown


def _typed(raw: str, field: str, local: Local, day: date, before: datetime | None) -> datetime:
    """Return the instant that was typed; what was left as it was keeps its seconds. Raises `Invalid`."""
    if before is not None and raw.strip() == local.text(before, day):
        return before
    return local.instant(day, hour_in(raw, field))


def note_form(session: Session, day: date, gap: Segment | None, preferred: str = OWN) -> Form:
    """Ask for time that was worked without the timer: when, whose, and what is said of it."""
    local = local_of(session)
    accounts = Accounts(session, day, preferred=preferred)
    start, end = (gap.start, gap.end) if gap is not None else (None, None)

    def save(values: dict[str, str]) -> None:
        begins = _typed(values["start"], "start", local, day, start)
        ends = _typed(values["end"], "end", local, day, end)
        task, client = accounts.read(values["account"])
        session.desk.fill_gap(begins, ends, task=task, client=client, note=values["note"].strip())

    title = _("Time on {day}").format(day=words.long_day(day))
    hours = [local.text(m, day) if m is not None else "" for m in (start, end)]
    return Form(f"fill:{day}:{hours[0]}", title, (
        Field("start", _("Begins at"), hours[0], hint=_("9:10 or 9h10")),
        Field("end", _("Ends at"), hours[1], hint=_("9:10 or 9h10")),
        accounts.field,
        Field("note", _("Note for the report"), "", hint=_("optional; the client reads it")),
    ), save)


def split_form(session: Session, entry: Entry) -> Form:
    """Ask where a time is cut; its middle is proposed."""
    local = local_of(session)
    on = local.day(entry.start)
    middle = (entry.start + entry.length / 2).replace(second=0, microsecond=0)

    def save(values: dict[str, str]) -> None:
        at = _typed(values["at"], "at", local, on, None)
        if not entry.start < at < entry.end:
            raise Invalid("at", "outside")
        session.desk.split_time(entry.id, at)

    hours = f"{local.text(entry.start, on)} – {local.text(entry.end, on)}"
    title = _("Split {hours}  {title}").format(hours=hours, title=title_of(session, entry))
    return Form(f"split:{entry.id}", title, (
        Field("at", _("Cut at"), local.text(middle, on), hint=_("9:10 or 9h10")),
    ), save)


def begin_form(session: Session, running: Entry) -> Form:
    """Ask when the running stretch really began."""
    local = local_of(session)
    on = local.day(running.start)

    def save(values: dict[str, str]) -> None:
        at = _typed(values["start"], "start", local, on, running.start)
        if at != running.start:
            session.desk.begin_at(at)

    return Form("begin", _("Session: {title}").format(title=shown(title_of(session, running))), (
        Field("start", _("Began at"), local.text(running.start, on), hint=_("9:10 or 9h10")),
    ), save)
