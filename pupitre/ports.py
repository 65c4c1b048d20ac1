"""What the trade asks of the disk, without knowing any."""

from collections.abc import Collection
from typing import Protocol

from pupitre.absence import Absence
from pupitre.appointment import Appointment, Calendar
from pupitre.breaks import Break, BreakAnswer
from pupitre.client import Client
from pupitre.entry import Entry
from pupitre.focus import Focus
from pupitre.interruption import Interruption
from pupitre.recurrence import Recurrence
from pupitre.reply import Reply, ReplyUse
from pupitre.report import Report
from pupitre.ritual import Evening
from pupitre.settings import Settings
from pupitre.shelf import Month, Recalled, Shelf
from pupitre.silence import Said, Silence
from pupitre.task import Task
from pupitre.unfinished import Unfinished
from pupitre.value import Struct
from pupitre.wording import Wording

Value = (
    Client | Task | Entry | Interruption | Break | Report | Focus | Settings | Unfinished | Shelf | Recalled | Absence
    | BreakAnswer | Silence | Said | Wording | Reply | ReplyUse | Evening
    | Appointment | Recurrence | Calendar
)
"""Everything that is kept."""

KINDS: tuple[type[Value], ...] = (
    Client, Task, Entry, Interruption, Break, Report, Focus, Settings, Unfinished, Shelf, Recalled,
    Absence, BreakAnswer, Silence, Said, Wording, Reply, ReplyUse, Evening,
    Appointment, Recurrence, Calendar,
)


class Change(Struct, frozen=True):
    """What one verb puts on the desk and takes away from it, as a whole or not at all."""

    puts: tuple[Value, ...] = ()
    drops: tuple[tuple[type[Value], str], ...] = ()


class Reading(Protocol):
    """What is kept, to be read."""

    def load(self) -> list[Value]:
        """Return every value of the open desk: what is unfinished, and today."""
        ...

    def months(self) -> tuple[Month, ...]:
        """Return the closed months that are there, oldest first."""
        ...

    def past(self, month: Month) -> tuple[Value, ...]:
        """Return every value of a closed month.

        Raises:
            DamagedMonth: it cannot be read, or is not there; it was not touched.
        """
        ...

    def text(self, month: Month) -> str:
        """Return all texts of a closed month as they are written, for a quick look.

        Raises:
            DamagedMonth: it cannot be read.
        """
        ...

    def mentions(self, month: Month, key: str) -> bool:
        """Return whether an id may stand in a closed month; quick, and never wrong when it says no.

        Raises:
            DamagedMonth: it cannot be read.
        """
        ...


class Archive(Reading, Protocol):
    """Where the desk is kept."""

    def keep(self, change: Change) -> None:
        """Make a change of the open desk durable, whole; returns after its bytes are on the disk.

        Raises:
            StorageFailed: nothing was changed.
        """
        ...

    def prepare(self, month: Month, change: Change) -> None:
        """Write a closed month as it will be, beside: it counts from the next `keep_all`.

        Raises:
            StorageFailed: nothing was changed.
            DamagedMonth: the month cannot be read.
        """
        ...

    def forget_prepared(self) -> None:
        """Let go of what was prepared."""
        ...

    def keep_all(self, change: Change, months: Collection[Month]) -> None:
        """Make a change of the open desk durable together with its prepared months: all of it, or nothing.

        Raises:
            StorageFailed: nothing was changed; what was prepared is forgotten.
            ValueError: other months than these were prepared; nothing was changed.
        """
        ...

    def incoming(self) -> list[tuple[str, Change | None]]:
        """Return the changes that other commands left while this desk was open, each with its name.

        One that cannot be read is None, under the name it was set aside with; it comes only once.

        Raises:
            StorageFailed: the inbox cannot be read.
        """
        ...

    def received(self, name: str) -> None:
        """Forget an incoming change, once it was kept."""
        ...

    def close(self) -> None:
        """Let another process open the desk."""
        ...
