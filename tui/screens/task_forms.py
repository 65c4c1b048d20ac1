"""The forms of a task: what is asked for, and the verb that the answers become."""

from collections.abc import Callable
from datetime import date

from pupitre.chasing import next_chase
from pupitre.deadline import countdown
from pupitre.errors import Invalid
from pupitre.task import WAITING_CLIENT, WAITING_THIRD, Priority, Status, Task
from pupitre.value import replace
from tui import load_words, words
from tui.screens.after_field import Titles, able, after_in, after_text, called
from tui.screens.form import Field, Form, Kind
from tui.screens.inputs import deadline_in, deadline_text, minutes_in, minutes_text
from tui.session import Session
from tui.words import _, client_name, shown

PRIORITIES = {
    Priority.LOW: words.N_("low"), Priority.NORMAL: words.N_("normal"),
    Priority.HIGH: words.N_("high"), Priority.URGENT: words.N_("urgent"),
}


def reason_label(task: Task) -> str:
    """Return what a reason is called: nobody reads that of a task of her own."""
    return _("Reason for the client") if task.client else _("Reason")


def postpone(session: Session, task: Task) -> Form:
    """Ask for a new date and the reason."""
    def save(values: dict[str, str]) -> None:
        until = deadline_in(values["next"], "next", None, session.desk.moment)
        if until is None:
            raise Invalid("next", "empty")
        session.desk.postpone(task.id, until, values["reason"])

    return Form(f"postpone:{task.id}", _("Postpone: {title}").format(title=shown(task.title)), (
        Field("next", _("New date"), "", Kind.DATE, hint=_("tomorrow 14h, friday, 5/12…")),
        Field("reason", reason_label(task), task.reason),
    ), save)


def wait(session: Session, task: Task) -> Form:
    """Ask on whom it waits, for what, and when to ask again."""
    def save(values: dict[str, str]) -> None:
        chase = deadline_in(values["next"], "next", again, session.desk.moment)
        whom = values["other"].strip() or values["waiting_for"]
        session.desk.wait_for(task.id, whom, values["missing"], chase)

    zone = session.desk.settings.zone
    again = task.next_on or next_chase(task, session.now, session.desk.settings)
    whom = task.waiting_for if task.waiting_for in {WAITING_CLIENT, WAITING_THIRD} else WAITING_CLIENT
    return Form(f"wait:{task.id}", _("Waiting: {title}").format(title=shown(task.title)), (
        Field("waiting_for", _("For whom"), whom, Kind.CHOICE,
              ((WAITING_CLIENT, _("the client")), (WAITING_THIRD, _("someone else")))),
        Field("other", _("Who exactly"), "" if task.waiting_for == whom else task.waiting_for,
              hint=_("the town hall, the insurance… (optional)")),
        Field("missing", _("What is missing"), task.reason, hint=_("what you asked for; the client may read it")),
        Field("next", _("Ask again"), deadline_text(again, zone), Kind.DATE, hint=_("tomorrow, in 3 days…")),
    ), save)


def drop(session: Session, task: Task) -> Form:
    """Ask for the reason of giving up."""
    return Form(
        f"drop:{task.id}", _("Give up: {title}").format(title=shown(task.title)),
        (Field("reason", reason_label(task), task.reason),),
        lambda values: session.desk.drop(task.id, values["reason"]),
    )


def came_back(session: Session, task: Task) -> Form:
    """Ask what the client said of a finished task; without a word it is only reopened."""
    def save(values: dict[str, str]) -> None:
        if values["remark"].strip():
            session.desk.came_back(task.id, values["remark"])
        else:
            session.desk.reopen(task.id)

    return Form(f"back:{task.id}", _("Reopen: {title}").format(title=shown(task.title)), (
        Field("remark", _("What the client said"), "", hint=_("optional; the next report mentions it")),
    ), save)


def out_of_scope(session: Session, task: Task) -> Form:
    """Ask why it is outside the mission, and what is proposed."""
    def save(values: dict[str, str]) -> None:
        if not values["scope_note"].strip():
            raise Invalid("scope_note", "empty")
        session.desk.mark_out_of_scope(task.id, values["scope_note"], values["next_text"])

    return Form(f"scope:{task.id}", _("Out of scope: {title}").format(title=shown(task.title)), (
        Field("scope_note", _("Why"), task.scope_note, hint=_("not in the quote, reserved to the lawyer…")),
        Field("next_text", _("What is proposed"), task.next_text, hint=_("a separate quote, another person…")),
    ), save)


def note_time(session: Session, task: Task, day: date | None = None) -> Form:
    """Ask for time worked without the timer, today or on an earlier day."""
    def save(values: dict[str, str]) -> None:
        minutes = minutes_in(values["minutes"], "minutes") or 0
        session.desk.note_time(task.id, minutes, values["note"].strip(), day)

    return Form(f"time:{task.id}", _("Time on: {title}").format(title=shown(task.title)), (
        Field("minutes", _("Time worked"), "", hint=_("20, 1h15…")),
        Field("note", _("Note for the report"), "", hint=_("optional; the client reads it")) if task.client
        else Field("note", _("Note"), "", hint=_("optional")),
    ), save)


def explain(session: Session, task: Task) -> Form:
    """Ask for what a report still needs of an unfinished task."""
    return postpone(session, task)


def edit(session: Session, task: Task) -> Form:
    """Open every field of a task."""
    state = words.status(task.status) if task.status is not Status.TODO else ""
    title = " · ".join(part for part in (_("Task"), state, _pressing(session, task)) if part)
    return Form(f"task:{task.id}", title, _fields(session, task), lambda values: _save(session, task.id, values))


def _pressing(session: Session, task: Task) -> str:
    """Return that a task is late, or at risk, and by how much."""
    due, missing = task.due if task.open else None, session.outlook.risks().get(task.id, 0)
    if due is not None and (left := countdown(due, session.now, session.desk.settings.zone)).late:
        return words.distance(left)
    return load_words.at_risk(missing) if missing else ""


def _estimate_hint(session: Session, task: Task) -> str:
    """Return what a task of its category usually takes, as a proposal where nothing was estimated."""
    usual = session.outlook.usual_minutes(task.category) if task.estimate_min is None else None
    return load_words.usually(*usual) if usual else _("30, 1h30…")


FORMS: dict[str, Callable[[Session, Task], Form]] = {
    "edit": edit, "wait": wait, "postpone": postpone, "note_time": note_time, "out_of_scope": out_of_scope,
    "drop": drop, "came_back": came_back,
}
"""The forms by the name of their command."""


def _save(session: Session, key: str, values: dict[str, str]) -> None:
    task, at = session.desk.task(key), session.desk.moment
    progress = values["progress"].strip().rstrip("%").strip()
    if progress and not (progress.isdecimal() and len(progress) < 4):
        raise Invalid("progress", "range", progress)
    session.desk.edit_task(replace(
        task, title=values["title"], client=values["client"] or None,
        deadline=deadline_in(values["deadline"], "deadline", task.deadline, at),
        not_before=deadline_in(values["not_before"], "not_before", task.not_before, at),
        next_on=deadline_in(values["next"], "next", task.next_on, at),
        estimate_min=minutes_in(values["estimate"], "estimate"), priority=Priority(values["priority"]),
        after=after_in(values["after"], session, task),
        category=_category(task, values["category"]), progress_pct=int(progress) if progress else None,
        reason=values["reason"], next_text=values["next_text"], result=values["result"], note=values["note"],
        confidential=bool(values["confidential"]), report_label=values["report_label"],
        remark=values.get("remark", task.remark),
    ))


def _fields(session: Session, task: Task) -> tuple[Field, ...]:
    zone = session.desk.settings.zone
    came_back = task.came_back_at is not None
    remark = (Field("remark", _("What the client said"), task.remark),) if came_back else ()
    clients = [("", _("(for myself)"))] + [(c.id, client_name(c)) for c in session.desk.clients()]
    return (
        Field("title", _("Title"), task.title),
        Field("client", _("Client"), task.client or "", Kind.CHOICE, tuple(clients)),
        Field("deadline", _("Promised for"), deadline_text(task.deadline, zone), Kind.DATE,
              hint=_("friday 17h, 5/12…")),
        Field("not_before", _("Not before"), deadline_text(task.not_before, zone), Kind.DATE,
              hint=_("optional; when it can be begun")),
        Field("estimate", _("Estimate"), minutes_text(task.estimate_min), hint=_estimate_hint(session, task)),
        Field("priority", _("Priority"), task.priority, Kind.CHOICE,
              tuple((p.value, _(name)) for p, name in PRIORITIES.items())),
        Field("category", _("Category"), task.category.replace("_", " ")),
        Field("after", _("After"), after_text(session, task), suggester=Titles(map(called, able(session, task))),
              hint=_("the beginning of a title; several with “;”")),
        Field("progress", _("Done so far, in %"), "" if task.progress_pct is None else str(task.progress_pct)),
        Field("result", _("Result for the client") if task.client else _("Result"), task.result,
              hint=_("2 payments promised, 9 letters…")),
        *remark,
        Field("reason", _("Why it is not done"), task.reason),
        Field("next", _("New date"), deadline_text(task.next_on, zone), Kind.DATE),
        Field("next_text", _("Or what comes next"), task.next_text),
        Field("confidential", _("Confidential"), "1" if task.confidential else "", Kind.YES_NO,
              hint=_("the title never leaves this computer")),
        Field("report_label", _("Neutral title"), task.report_label, hint=_("what the report says instead")),
        Field("note", _("Private note"), task.note, Kind.TEXT),
    )


def _category(task: Task, typed: str) -> str:
    """Return the category as it is kept: its words are shown apart, and one she left alone stays as it is."""
    return task.category if typed == task.category.replace("_", " ") else typed
