"""Why a task is not done and when it goes on: the choices, a neutral sentence for each, and the forms."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from pupitre.calendar import add_working_days
from pupitre.client import Client, Language
from pupitre.errors import Invalid
from pupitre.task import WAITING_CLIENT, WAITING_THIRD, Status, Task
from tui import speech, words
from tui.screens.form import Field, Form, Kind
from tui.screens.inputs import deadline_in, deadline_text
from tui.screens.task_forms import reason_label
from tui.session import Session
from tui.words import _, shown


class Why(StrEnum):
    """Why a task is not done."""

    TIME = "time"
    WAITING = "waiting"
    INSTRUCTION = "instruction"
    SKILL = "skill"
    OTHER = "other"


# The client reads them: written by hand in its language, true for tu and vous alike, hers to change.
SENTENCES: Mapping[Language, Mapping[Why, str]] = {
    Language.FRENCH: {
        Why.TIME: "Le temps a manqué aujourd’hui.",
        Why.WAITING: "Il manque des éléments pour terminer.",
        Why.INSTRUCTION: "Une consigne manque pour terminer.",
        Why.SKILL: "Ce travail sort de mes compétences.",
        Why.OTHER: "",
    },
    Language.ENGLISH: {
        Why.TIME: "There was not enough time today.",
        Why.WAITING: "Something is still missing to finish it.",
        Why.INSTRUCTION: "An instruction is missing to finish it.",
        Why.SKILL: "This work is outside my skills.",
        Why.OTHER: "",
    },
}


def form_for(session: Session, task: Task, why: Why) -> Form:
    """Return the form that a choice opens; who waits is asked on whom and when to ask again."""
    waits = why is Why.WAITING or (why is Why.TIME and task.status is Status.WAITING)
    return _wait(session, task) if waits else _postpone(session, task, why)


def _postpone(session: Session, task: Task, why: Why) -> Form:
    def save(values: dict[str, str]) -> None:
        until = deadline_in(values["next"], "next", task.due, session.desk.moment)
        if until is None:
            raise Invalid("next", "empty")
        session.desk.postpone(task.id, until, values["reason"])

    return Form(f"evening-{why}:{task.id}", _("Not done: {title}").format(title=shown(task.title)), (
        Field("next", _("New date"), next_date(session, task), Kind.DATE, hint=_("tomorrow 14h, friday, 5/12…")),
        Field("reason", reason_label(task), _reason(session, task, why)),
    ), save)


def _wait(session: Session, task: Task) -> Form:
    names = {WAITING_CLIENT: _("the client"), WAITING_THIRD: _("someone else")}

    def save(values: dict[str, str]) -> None:
        chase = deadline_in(values["next"], "next", task.due, session.desk.moment)
        if chase is None:
            raise Invalid("next", "empty")
        whom = values["waiting_for"].strip()
        known = next((key for key, name in names.items() if name == whom), whom)
        session.desk.wait_for(task.id, known, values["missing"], chase)

    whom = task.waiting_for or WAITING_CLIENT
    return Form(f"evening-{Why.WAITING}:{task.id}", _("Waiting: {title}").format(title=shown(task.title)), (
        Field("next", _("Ask again"), next_date(session, task), Kind.DATE, hint=_("tomorrow, in 3 days…")),
        Field("waiting_for", _("For whom"), names.get(whom, whom), hint=_("the client, or a name")),
        Field("missing", _("What is missing"), _reason(session, task, Why.WAITING)),
    ), save)


def _reason(session: Session, task: Task, why: Why) -> str:
    """Return the reason that is proposed: her own words if there are any, else the sentence of the choice."""
    hers = why is Why.OTHER or all(task.reason not in ready.values() for ready in SENTENCES.values())
    if task.reason and hers:
        return task.reason
    client = session.desk.ledger.table(Client).get(task.client or "")
    return SENTENCES[client.language if client else Language.FRENCH][why]


def next_date(session: Session, task: Task) -> str:
    """Return the date that is proposed: the promise that still lies ahead, else her next working day."""
    desk, own = session.desk, session.desk.settings
    today = desk.today
    if task.due is not None and task.due.day > today:
        return deadline_text(task.due, own.zone)
    day = add_working_days(today, 1, own.hours, own.holiday_zone)
    if desk.moment.today != today or day > today + timedelta(days=7):
        return f"{day:%d/%m/%Y}"
    return _("tomorrow") if day == today + timedelta(days=1) else speech.weekday(day, words.language())
