"""The deadlines that come near: looked for once a minute, each stage told once, kept until it is told."""

from datetime import datetime

from pupitre.planning import hers_to_do
from pupitre.task import Task
from pupitre.warnings import Approach, approaching
from tui.reminder_words import Wanted, nearing
from tui.session import Session


class Nearing:
    """What came near since `since`; without it, since the program runs."""

    def __init__(self, session: Session, since: datetime | None) -> None:
        self._session = session
        self._since = since or session.now
        self._minute: datetime | None = None
        self._found: dict[str, Approach] = {}
        self._key = ""

    def beat(self, now: datetime) -> Wanted | None:
        """Return what is to be told of deadlines that come near, until `told` is heard."""
        minute = now.replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute = minute
            self._look(now)
        tasks = self._session.desk.ledger.table(Task)
        self._found = {
            key: near for key, near in self._found.items()
            if near.due > now and key in tasks and tasks[key].due == near.task.due and hers_to_do(tasks[key])
        }
        if not self._found:
            return None
        return nearing(list(self._found.values()), self._session.desk, self._session.outlook.risks(), self._key, now)

    def _look(self, now: datetime) -> None:
        since, self._since = self._since, now
        tasks, own = self._session.desk.ledger.table(Task).values(), self._session.desk.settings
        found = approaching(tasks, since, now, own) if own.remind_deadlines else ()
        if found:
            self._found |= {near.task.id: near for near in found}
            self._key = now.isoformat()

    def told(self) -> None:
        """Forget what was told."""
        self._found = {}
