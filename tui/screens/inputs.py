"""What is typed in forms, read: durations, dates, hours. A refusal names the field."""

import re
from datetime import date, time, tzinfo

from pupitre.deadline import Deadline
from pupitre.errors import Invalid
from pupitre.phrases import Moment, read

_MINUTES = re.compile(r"(?:(?P<hours>\d{1,3})\s*[h:]\s*)?(?P<minutes>\d{1,4})?\s*(?:min|mn|m)?", re.IGNORECASE)


def minutes_in(raw: str, field: str) -> int | None:
    """Return the minutes of « 1h30 », « 45 », « 45 min », None when nothing is typed. Raises `Invalid`."""
    text = raw.replace("\u00a0", " ").strip()
    if not text:
        return None
    found = _MINUTES.fullmatch(text)
    if found is None or not (found["hours"] or found["minutes"]):
        raise Invalid(field, "range", text)
    return int(found["hours"] or 0) * 60 + int(found["minutes"] or 0)


def minutes_text(minutes: int | None) -> str:
    """Return minutes as they can be typed again."""
    if minutes is None:
        return ""
    hours, rest = divmod(minutes, 60)
    return f"{hours}h{rest:02d}" if hours and rest else f"{hours}h" if hours else f"{rest} min"


def deadline_text(deadline: Deadline | None, zone: tzinfo) -> str:
    """Return a deadline as it can be typed again."""
    if deadline is None:
        return ""
    at = deadline.hour(zone)
    return f"{deadline.day:%d/%m/%Y}" + (f" {at:%Hh%M}" if at else "")


def deadline_in(raw: str, field: str, before: Deadline | None, at: Moment) -> Deadline | None:
    """Return the deadline of a phrase; a text left as it was keeps its value, even when it is past.

    Raises:
        Invalid: no date can be read in it.
    """
    text = raw.strip()
    if not text:
        return None
    if text == deadline_text(before, at.tz):
        return before
    answer = read(text, at).ahead(at.now)
    if answer.value is None:
        raise Invalid(field, "date", text)
    return answer.value


def day_text(day: date | None) -> str:
    """Return a day as it can be typed again."""
    return f"{day:%d/%m/%Y}" if day else ""


def day_in(raw: str, field: str, before: date | None, at: Moment) -> date | None:
    """Return the day of a phrase as `deadline_in` does, None when nothing is typed. Raises `Invalid`."""
    found = deadline_in(raw, field, Deadline(before) if before else None, at)
    return found.day if found else None


def hours_text(spans: tuple[tuple[time, time], ...]) -> str:
    """Return working hours as they can be typed again: 08:30-12:00, 13:15-18:00."""
    return ", ".join(f"{a:%H:%M}-{b:%H:%M}" for a, b in spans)


def hours_in(raw: str, field: str) -> tuple[tuple[time, time], ...]:
    """Return working hours. Raises `Invalid` unless each pair ends after it begins, one after the other."""
    spans = []
    for part in filter(None, (p.strip() for p in raw.split(","))):
        first, dash, last = part.partition("-")
        if not dash:
            raise Invalid(field, "hour", part)
        spans.append((hour_in(first, field), hour_in(last, field)))
    flat = [edge for span in spans for edge in span]
    if flat != sorted(set(flat)):
        raise Invalid(field, "hour", raw)
    return tuple(spans)


def hour_in(raw: str, field: str) -> time:
    """Return an hour such as 18, 18h, 18h30 or 18:30. Raises `Invalid`."""
    found = re.fullmatch(r"\s*(\d{1,2})\s*(?:[h:]\s*(\d{2})?)?\s*", raw, re.IGNORECASE)
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise Invalid(field, "hour", raw.strip())
    return time(int(found[1]), int(found[2] or 0))
