"""A task that waits: what can be done about it, the text that asks again, and noting that she asked."""

from collections.abc import Callable
from pathlib import Path

from textual.app import App

from pupitre.chasing import ASKING, next_chase
from pupitre.reply import ReplyUse
from pupitre.task import WAITING_CLIENT, Status, Task
from tui import words
from tui.screens.choice import Choice, ChoiceScreen
from tui.screens.form import Field, Form, FormScreen, Kind
from tui.screens.inputs import deadline_in, deadline_text
from tui.session import Session
from tui.words import _, shown


def ask_waiting(app: App[Path], session: Session, task: Task, done: Callable[[], None]) -> None:
    """Ask what becomes of a task that waits."""
    choices = [
        Choice("asked", _("I asked again: note it")), Choice("came", _("It came: back to To do")),
        Choice("change", _("Change who is awaited, what and until when")),
    ]
    if task.client is not None and task.waiting_for in {"", WAITING_CLIENT}:
        choices.insert(0, Choice("text", _("Ask again: prepare the text")))

    def chosen(key: str | None) -> None:
        from tui.screens import task_forms  # noqa: PLC0415 - most answers need none of its forms

        if key == "text":
            write(app, session, task, done)
        elif key == "asked":
            app.push_screen(FormScreen(session, asked(session, task)), lambda _saved: done())
        elif key == "change":
            app.push_screen(FormScreen(session, task_forms.wait(session, task)), lambda _saved: done())
        elif key == "came":
            session.attempt(lambda: session.desk.reopen(task.id))
            done()

    title = _("Waiting: {title}").format(title=shown(task.title))
    app.push_screen(ChoiceScreen(title, told(session, task), choices), chosen)


def write(app: App[Path], session: Session, task: Task, done: Callable[[], None]) -> None:
    """Show the texts for a task that waits; once one that asks again was copied, ask whether to note it."""
    from tui.screens.replies import RepliesScreen  # noqa: PLC0415 - loaded when it is asked for

    before = set(session.desk.ledger.table(ReplyUse))

    def left(_result: object) -> None:
        done()
        used = {u.reply for key, u in session.desk.ledger.table(ReplyUse).items() if key not in before}
        still = session.desk.ledger.table(Task).get(task.id)
        if used & ASKING and still is not None and still.status is Status.WAITING:
            app.push_screen(FormScreen(session, asked(session, still)), lambda _saved: done())

    app.push_screen(RepliesScreen(session, session.desk.client(task.client or ""), task), left)


def asked(session: Session, task: Task) -> Form:
    """Note that she asked again, and when she will next: the step after this one is proposed."""
    at = session.desk.moment
    proposed = next_chase(task, at.now, session.desk.settings, asked=True)

    def save(values: dict[str, str]) -> None:
        session.desk.chase(task.id, deadline_in(values["next"], "next", proposed, session.desk.moment))

    return Form(f"chase:{task.id}", _("Asked again: {title}").format(title=shown(task.title)), (
        Field("next", _("Ask again"), deadline_text(proposed, at.tz), Kind.DATE, hint=_("tomorrow, in 3 days…")),
    ), save)


def told(session: Session, task: Task) -> str:
    """Return on whom a task waits, since when, for what, when she asked again and when she will."""
    zone = session.desk.settings.zone
    said = [shown(words.awaited(task)), words.waiting_since(task, session.now, zone), shown(task.reason)]
    if task.chased:
        days = dict.fromkeys(words.short_day(at.astimezone(zone).date()) for at in task.chased)
        said.append(_("asked again {days}").format(days=", ".join(days)))
    if task.next_on is not None:
        said.append(_("to ask again {day}").format(day=words.deadline_day_and_hour(task.next_on, zone)))
    return " · ".join(part for part in said if part)
