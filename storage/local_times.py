"""Local wall-clock times of the exchange format, and the instants they stand for."""

from datetime import UTC, date, datetime, tzinfo

from pupitre.deadline import Deadline
from pupitre.errors import Invalid
from pupitre.tasks import EARLIEST_YEAR, LATEST_YEAR


def day_in(raw: str, field: str) -> date:
    """Return the day of a text such as 2026-11-23. Raises `Invalid`."""
    try:
        return date.fromisoformat(raw)
    except ValueError as error:
        raise Invalid(field, "date", raw) from error


def instant_in(raw: str, field: str, zone: tzinfo) -> datetime:
    """Return the instant of a text such as 2026-11-23T09:10, local unless it carries an offset."""
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError as error:
        raise Invalid(field, "date", raw) from error
    if "T" not in raw:
        raise Invalid(field, "hour", raw)
    if not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        raise Invalid(field, "range", raw)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def deadline_in(raw: str, field: str, zone: tzinfo) -> Deadline:
    """Return the deadline of a text: a bare day stays a day."""
    if "T" not in raw:
        day = day_in(raw, field)
        if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
            raise Invalid(field, "range", raw)
        return Deadline(day)
    return Deadline.at_instant(instant_in(raw, field, zone), zone)


def local_text(moment: datetime, zone: tzinfo) -> str:
    """Return a local time to the minute, to the second where there are any, with its offset where it is needed.

    The hour that happens twice in autumn is written with its offset the second time.
    """
    local = moment.astimezone(zone)
    exact = "auto" if local.second or local.microsecond else "minutes"
    if local.fold:
        return local.isoformat(timespec=exact)
    return local.replace(tzinfo=None).isoformat(timespec=exact)


def deadline_text(deadline: Deadline, zone: tzinfo) -> str:
    """Return a deadline as the format writes it."""
    return deadline.day.isoformat() if deadline.at is None else local_text(deadline.at, zone)
