"""What is said of the steps of a task and of what it comes after, on its card and elsewhere."""

from collections.abc import Iterable, Mapping

from pupitre.desk import Desk
from pupitre.steps import blockers, progress
from pupitre.task import Task
from tui.commands import Place, key_to, keys_to
from tui.session import Session
from tui.widgets.lines import Line, cut
from tui.words import N_, _, ngettext, shown

LONGEST = 30
"""Cells of a title that is named beside another one."""

HELD = N_("after: {title}")


def notes(task: Task, tasks: Mapping[str, Task], parts: Iterable[Task]) -> tuple[str, ...]:
    """Return what a card says besides: how far its steps are, what it comes after, what it is a part of."""
    told = []
    done, everything = progress(task, parts)
    if everything:
        told.append(f"{done}/{everything}")
    held = held_by(task, tasks) if task.open else ""
    if held:
        told.append(held)
    whole = tasks.get(task.parent or "")
    if whole is not None:
        told.append(_("part of: {title}").format(title=cut(shown(whole.title), LONGEST)))
    return tuple(told)


def held_by(task: Task, tasks: Mapping[str, Task]) -> str:
    """Return after which open task it comes, "" when none is left."""
    before = blockers(task, tasks)
    if not before:
        return ""
    told = _(HELD).format(title=cut(shown(before[0].title), LONGEST))
    return told if len(before) == 1 else told + " " + ngettext("and {n} more", "and {n} more", len(before) - 1)


def tell_held(session: Session, task: Task) -> None:
    """Say, when a task is begun, that what it comes after is not over; nothing is asked."""
    held = held_by(task, session.desk.ledger.table(Task))
    if held:
        session.tell(_("Started ({after})").format(after=held), False)  # noqa: FBT003


def nothing() -> str:
    """Return what a task without steps teaches."""
    told = _("{add_item} adds a line to the checklist, {add_part} adds a sub-task with its own date and estimate.")
    return told.format(**keys_to(Place.STEPS, "add_item", "add_part"))


def plan_offer(desk: Desk) -> list[Line]:
    """Return the line that offers the plan of the day in the morning."""
    told = _("{key}: what do you place into your day? Five minutes.").format(key=key_to(Place.DAY, "show('plan')"))
    return [((told, "faint"),)] if desk.plan_offered else []
