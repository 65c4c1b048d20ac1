"""Which months are closed, and what of them lies on the desk again."""

from dataclasses import dataclass
from datetime import date

Month = str
"""A calendar month such as `2026-11`: months sort as texts."""


def month_of(day: date) -> Month:
    """Return the month of a day."""
    return f"{day.year:04}-{day.month:02}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The months that were closed: one that is on the shelf and not on the disk is missing."""

    id: str = "shelf"
    months: tuple[Month, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """A value of a closed month that lies on the desk again, or was deleted: its month no longer counts it.

    `id` is its kind and its id; the copy in the month goes when the day is closed.
    """

    id: str
    month: Month

    @staticmethod
    def key(kind: type, key: str) -> str:
        """Return the id of the mark for one value."""
        return f"{kind.__name__}:{key}"

    @property
    def what(self) -> tuple[str, str]:
        """The name of the kind, and the id of the value."""
        kind, _, key = self.id.partition(":")
        return kind, key
