"""How long a month is: Python's `calendar`, which loads the languages of the system only when it is asked for one."""

from pupitre.loading import load

load("calendar", later={"locale": []})
from calendar import monthrange  # noqa: E402


def days_in(year: int, month: int) -> int:
    """Return how many days a month has, for years from 1 and months from 1 to 12."""
    return monthrange(year, month)[1]
