"""The first days: whether a desk is new, what its person was shown already, and the tour she is on."""

from datetime import datetime
from enum import StrEnum

from pupitre.client import Client
from pupitre.doing import Doing
from pupitre.focus import State, state_of
from pupitre.interruption import Interruption
from pupitre.ports import Change
from pupitre.settings import Settings
from pupitre.silence import Said
from pupitre.task import Task
from pupitre.value import replace
from pupitre.verbs import Done, Verb

TOUR = "tour"
"""The id of what remembers where she is in the tour."""


class Gesture(StrEnum):
    """What each step of the tour waits for, in their order; the last one is only read."""

    ADD = "add"
    START = "start"
    INTERRUPT = "interrupt"
    FINISH = "finish"
    REPORT = "report"
    END = "end"


GESTURES = tuple(Gesture)


class Beginnings(Doing):
    """A desk that knows whether it is new. What is noted here is no verb of hers: undo passes over it."""

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever put on it, and nobody was welcomed."""
        used = any((self.ledger.table(Client), self.ledger.table(Task), self.past.months()))
        return not (self.settings.welcomed or used)

    def keep_screen_phrase(self, kept: str) -> None:
        """Keep what the passphrase of the screen is checked against; undo never brings another one back.

        Raises:
            StorageFailed: nothing was changed.
        """
        self._quietly(Change((replace(self.settings, screen_phrase=kept),)))

    def note_welcomed(self) -> None:
        """Note that she was welcomed. Raises `StorageFailed`."""
        if not self.settings.welcomed:
            self._quietly(Change((replace(self.settings, welcomed=True),)))

    def _taken_back(self, done: Done) -> Change:
        """Return what undoes a verb; what she was shown since, and her passphrase, stay as they are."""
        change, own = super()._taken_back(done), self.settings
        puts = (
            replace(v, welcomed=own.welcomed, screen_phrase=own.screen_phrase) if isinstance(v, Settings) else v
            for v in change.puts
        )
        return Change(tuple(puts), change.drops) if done.verb is Verb.SETTINGS else change

    # -- the tour --------------------------------------------------------------------------------

    @property
    def tour(self) -> tuple[Gesture, datetime] | None:
        """The step of the tour that waits for her, and since when; None without a tour."""
        said = self.ledger.table(Said).get(TOUR)
        return (Gesture(said.key), said.first) if said is not None and said.key in GESTURES else None

    def begin_tour(self) -> None:
        """Begin the tour, or begin it anew. Raises `StorageFailed`."""
        self._quietly(Change((Said(TOUR, GESTURES[0], self.clock()),)))

    def leave_tour(self) -> None:
        """Leave the tour at any step; it can be begun anew. Raises `StorageFailed`."""
        if TOUR in self.ledger.table(Said):
            self._quietly(Change((), ((Said, TOUR),)))

    def follow_tour(self, *, reading: bool = False) -> bool:
        """Go to the next step once the gesture of the present one was made; return whether it did.

        `reading` tells that a report is in front of her. Raises `StorageFailed`.
        """
        step = self.tour
        if step is None or step[0] is Gesture.END or not self._gesture_made(*step, reading=reading):
            return False
        following = GESTURES[GESTURES.index(step[0]) + 1]
        self._quietly(Change((Said(TOUR, following, self.clock()),)))
        return True

    def _gesture_made(self, gesture: Gesture, since: datetime, *, reading: bool) -> bool:
        """Tell whether a gesture was made since then."""
        if gesture is Gesture.REPORT:
            return reading
        if gesture is Gesture.START:
            return state_of(self.focus) is State.RUNNING
        if gesture is Gesture.INTERRUPT:
            last = max((i.at for i in self.ledger.table(Interruption).values()), default=None)
            return last is not None and last >= since and self.interruption is None
        tasks = self.ledger.table(Task).values()
        if gesture is Gesture.ADD:
            return any(t.created >= since for t in tasks)
        return any(t.done_at is not None and t.done_at >= since for t in tasks)
