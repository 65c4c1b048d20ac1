"""What she puts on top of its column by hand, whatever the deadlines say."""

from pupitre.answering import Answering
from pupitre.errors import Invalid
from pupitre.ports import Change
from pupitre.value import replace
from pupitre.verbs import Verb


class Pinning(Answering):
    """A desk on which tasks can be pinned."""

    def pin(self, key: str) -> None:
        """Pin a task on top of its column, or take the pin away.

        Raises:
            Invalid: it is over.
            Unknown: there is no such task.
        """
        task = self._bring(key)
        if not task.open:
            raise Invalid("status", "done", task.title)
        verb, at = (Verb.PIN, self.clock()) if task.pinned_at is None else (Verb.UNPIN, None)
        self._do(verb, task.title, Change((replace(task, pinned_at=at),)))
