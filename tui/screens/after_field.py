"""The tasks that come before one, as they are typed in its form: the beginnings of titles, completed."""

from collections.abc import Iterable

from textual.suggester import Suggester

from pupitre.errors import Invalid
from pupitre.task import Task
from pupitre.text import plain
from tui.session import Session
from tui.words import harmless

BETWEEN = ";"


def called(task: Task) -> str:
    """Return a title as it stands among others."""
    return harmless(task.title).replace(BETWEEN, ",")


def after_text(session: Session, task: Task) -> str:
    """Return the titles of the open tasks that it comes after."""
    tasks = session.desk.ledger.table(Task)
    return f"{BETWEEN} ".join(called(tasks[key]) for key in task.after if key in tasks and tasks[key].open)


def able(session: Session, task: Task) -> list[Task]:
    """Return the open tasks that it may come after: not itself, not its whole and not its parts."""
    tasks = session.desk.ledger.table(Task).values()
    return [t for t in tasks if t.open and t.id not in {task.id, task.parent} and t.parent != task.id]


def after_in(raw: str, session: Session, task: Task) -> tuple[str, ...]:
    """Return the ids that are meant; a text left as it was keeps them. What is over stays, it holds nothing up.

    Raises:
        Invalid: no open task is called so (`unknown`), or several are (`several`).
    """
    if raw.strip() == after_text(session, task):
        return task.after
    tasks = session.desk.ledger.table(Task)
    over = [key for key in task.after if key not in tasks or not tasks[key].open]
    others = able(session, task)
    return tuple(dict.fromkeys([*over, *(_meant(part, others, task) for part in raw.split(BETWEEN) if part.strip())]))


def _meant(part: str, others: Iterable[Task], task: Task) -> str:
    asked = plain(part.strip())
    named = [(plain(called(other)), other.id) for other in others]
    found = [key for name, key in named if name == asked] or [key for name, key in named if name.startswith(asked)]
    found = found or [key for name, key in named if asked in name]
    kept = [key for key in found if key in task.after]
    if not found:
        raise Invalid("after", "unknown", part.strip())
    if len(found) > 1 and len(kept) != 1:
        raise Invalid("after", "several", part.strip())
    return (kept or found)[0]


class Titles(Suggester):
    """Completes the title that is being typed, the last of several."""

    def __init__(self, titles: Iterable[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._titles = sorted(set(titles))

    async def get_suggestion(self, value: str) -> str | None:
        """Return what is typed with its last title complete, None when no title begins so."""
        head, between, last = value.rpartition(BETWEEN)
        begun = last.lstrip()
        space = last[: len(last) - len(begun)]
        asked = begun.casefold()
        found = next((t for t in self._titles if asked and t.casefold().startswith(asked)), None)
        return None if found is None else f"{head}{between}{space}{begun}{found[len(begun):]}"
