"""Which months are closed, and what of them lies on the desk again."""

from datetime import MAXYEAR, date, timedelta

from pupitre.value import Struct

Month = str
"""A calendar month such as `2026-11`: months sort as texts."""


def month_of(day: date) -> Month:
    """Return the month of a day."""
    return f"{day.year:04}-{day.month:02}"


def days_of(month: Month) -> tuple[date, date]:
    """Return the first and the last day of a month.

    Raises ValueError when it is none, and for the last one of the calendar: the day after it does not exist.
    """
    first = date.fromisoformat(f"{month}-01")
    if (first.year, first.month) == (MAXYEAR, 12):
        raise ValueError(f"{month} is the last month of the calendar")
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


class Shelf(Struct, frozen=True, kw_only=True):
    """The months that were closed: one that is on the shelf and not on the disk is missing."""

    id: str = "shelf"
    months: tuple[Month, ...] = ()


class Recalled(Struct, frozen=True, kw_only=True):
    """A value of a closed month that lies on the desk again, or was deleted: its month no longer counts it.

    `id` is its kind, its id and the month; the copy in the month goes when the day is closed.
    """

    id: str
    month: Month

    @classmethod
    def of(cls, kind: type, key: str, month: Month) -> "Recalled":
        """Return the mark for one value of a month."""
        return cls(id=cls.key(kind, key, month), month=month)

    @staticmethod
    def key(kind: type, key: str, month: Month) -> str:
        """Return the id of the mark for one value of a month."""
        return f"{kind.__name__}:{key}@{month}"

    @property
    def what(self) -> tuple[str, str]:
        """The name of the kind, and the id of the value."""
        kind, _, rest = self.id.partition(":")
        return kind, rest.rpartition("@")[0]
