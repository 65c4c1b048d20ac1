"""When each client last heard of her work, and whether that is long ago for its rhythm."""

from collections.abc import Iterable
from datetime import date, datetime

from pupitre.calendar import add_working_days
from pupitre.client import Client, ClientState, Frequency
from pupitre.clock import local_day
from pupitre.entry import Entry
from pupitre.report import Report, Sent
from pupitre.settings import Settings
from pupitre.value import Struct, field

HEARD = frozenset({Sent.COPIED, Sent.MAIL, Sent.SENT})
"""The ways after which a client may know: a file, or a copy that nobody could check, tell it nothing."""

RHYTHM = {
    Frequency.DAILY: 1, Frequency.WHEN_WORKED: 1, Frequency.DUTY_DAYS: 1, Frequency.WEEKLY: 5,
    Frequency.ON_DELIVERY: 10,
}
"""The working days from one report to the next; after a delivery, two weeks are usual."""

BEYOND = 2
"""The working days beyond the rhythm before anything is said of it."""


class News(Struct, frozen=True):
    """By client: the last instant it heard something, and the days it was worked for."""

    heard: dict[str, datetime] = field(default_factory=dict)
    worked: dict[str, set[date]] = field(default_factory=dict)

    def gather(self, values: Iterable[object], settings: Settings) -> None:
        """Take in what some values tell."""
        for value in values:
            if isinstance(value, Report):
                for at, how in value.history:
                    if how in HEARD:
                        self.heard[value.client] = max(at, self.heard.get(value.client, at))
            elif isinstance(value, Entry) and value.client is not None:
                day = local_day(value.start, settings.zone, settings.day_start)
                self.worked.setdefault(value.client, set()).add(day)

    def of(self, client: str) -> "News":
        """Return what is known of one client, to take in more."""
        heard = {client: self.heard[client]} if client in self.heard else {}
        return News(heard, {client: set(self.worked.get(client, ()))})


def without_news(
    client: Client, news: News, promised: date | None, earliest: date, today: date, settings: Settings
) -> int | None:
    """Return the days a client has heard nothing, None while that is usual or there is nothing to tell.

    `promised` is the day of its oldest open task; before `earliest` nothing is known.
    """
    if client.state is not ClientState.ACTIVE:
        return None
    at, worked = news.heard.get(client.id), news.worked.get(client.id, set())
    heard = None if at is None else local_day(at, settings.zone, settings.day_start)
    untold = {day for day in worked if heard is None or day > heard} | ({promised} if promised is not None else set())
    if not untold:
        return None
    since = max(heard or min(untold), earliest)
    patience = RHYTHM[client.report.frequency] + BEYOND
    silent = add_working_days(since, patience + 1, settings.hours, settings.holiday_zone) <= today
    return (today - since).days if silent else None
