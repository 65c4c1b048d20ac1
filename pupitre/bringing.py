"""A desk that brings values of closed months back before a verb changes them."""

from pupitre.entry import Entry
from pupitre.intake import TakingIn
from pupitre.ports import Change, Value
from pupitre.recall import recalled_entry, recalled_task, recalled_times
from pupitre.task import Task


class Bringing(TakingIn):
    """A desk on which any verb can change what lies in a closed month."""

    def _bring_entry(self, key: str) -> None:
        """Put an entry back on the desk, with its task. Raises `DamagedMonth`."""
        self._quietly_bring(recalled_entry(self.ledger, self.past, key))

    def _bring(self, key: str) -> Task:
        """Return a task that any verb can change: one of a closed month is put back on the desk first."""
        self._quietly_bring(recalled_task(self.ledger, self.past, key))
        return self.ledger.get(Task, key)

    def _bring_times(self, key: str) -> None:
        """Put every entry of a task back on the desk. Raises `DamagedMonth`."""
        if self.ledger.get(Task, key).worked_before:
            self._quietly_bring(recalled_times(self.ledger, self.past, key))

    def _quietly_bring(self, values: tuple[Value, ...]) -> None:
        if values:
            self._quietly(Change(values))

    def _title_of(self, entry: Entry) -> str:
        task = self.ledger.table(Task).get(entry.task or "")
        return task.title if task else entry.note
