"""Finishing a task: what is still open in it is asked about, never finished silently."""

from textual.screen import Screen

from pupitre.steps import parts_of
from pupitre.task import Task
from tui.screens.base import DeskScreen
from tui.session import Session
from tui.words import _, ngettext, shown


def finish(screen: Screen[None], session: Session, key: str) -> None:
    """Finish a task; when it has open sub-tasks, ask what becomes of them. Raises as `Desk.complete` does."""
    desk = session.desk
    still = [part for part in parts_of(key, desk.ledger.table(Task).values()) if part.open]
    if not still:
        desk.complete(key)
        return
    from tui.screens.choice import Choice, ChoiceScreen  # noqa: PLC0415 - the first screen does not wait for it

    def answered(answer: str | None) -> None:
        if answer is not None:
            session.attempt(lambda: desk.complete(key, parts=answer == "all"))
        if isinstance(screen, DeskScreen):
            screen.refresh_desk()

    question = ngettext("{n} sub-task is still open", "{n} sub-tasks are still open", len(still))
    choices = [Choice("all", _("finish them as well")), Choice("one", _("finish the task alone; they stay to do"))]
    screen.app.push_screen(ChoiceScreen(question, shown(desk.task(key).title), choices), answered)
