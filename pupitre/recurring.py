"""What comes again: the verb that adds it."""

from pupitre.answering import Answering
from pupitre.ports import Change
from pupitre.quick import Understanding
from pupitre.recurrence import Recurrence
from pupitre.tasks import recurrence_from_line
from pupitre.verbs import Verb


class Recurring(Answering):
    """A desk that knows what comes again."""

    def add_recurrence(self, understood: Understanding) -> Recurrence:
        """Add what a line with a rule was understood to mean. Raises `Invalid`, or `UnknownClient`."""
        new = recurrence_from_line(understood, self._new_id(), self.settings.zone, self.clients())
        self._do(Verb.ADD_SERIES, new.title, Change((new,)))
        return new
