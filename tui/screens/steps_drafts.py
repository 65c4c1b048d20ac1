"""What is half typed among the steps of a task: what is added, and the new text of each line that is renamed."""

from pupitre.task import Task
from tui.session import Session

ITEM, PART, NAME = "item", "part", "name"
"""What is typed: a line of the checklist, a sub-task, or the new text of a line."""


class StepsDrafts:
    """The drafts of one task, among those of the session."""

    def __init__(self, session: Session, task: str) -> None:
        self._session, self._task = session, task
        self._adding, self._names = f"steps:{task}", f"steps:{task}:names"

    @property
    def adding(self) -> tuple[str, str]:
        """What was being added, `ITEM` or `PART`, and its text."""
        left = self._session.drafts.get(self._adding, {})
        return PART if left.get("what") == PART else ITEM, left.get("line", "")

    def keep_adding(self, what: str, line: str) -> None:
        """Remember what is being added."""
        self._put(self._adding, {"line": line, "what": what} if line.strip() else {})

    def name_of(self, text: str) -> str:
        """Return the new text of a line as it was left, else the text it has."""
        return self._session.drafts.get(self._names, {}).get(text, text)

    def keep_name(self, text: str, line: str) -> None:
        """Remember the new text of a line, beside those of the other lines there are."""
        task = self._session.desk.ledger.table(Task).get(self._task)
        texts = {item.text for item in task.checklist} if task is not None else set()
        left = self._session.drafts.get(self._names, {}) | {text: line}
        self._put(self._names, {k: v for k, v in left.items() if k in texts and v.strip() and v != k})

    def drop_name(self, text: str) -> None:
        """Forget the new text of a line: it is kept, or it was left as it is."""
        self.keep_name(text, "")

    def _put(self, key: str, values: dict[str, str]) -> None:
        if values:
            self._session.drafts[key] = values
        else:
            self._session.drafts.pop(key, None)
