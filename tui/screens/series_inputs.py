"""The first and the last day of a rule, as they are typed."""

from datetime import date

from pupitre.deadline import Deadline
from pupitre.errors import Invalid
from pupitre.phrases import Moment
from tui.screens.inputs import deadline_in, deadline_text


def day_text(day: date | None) -> str:
    """Return a day as it can be typed again."""
    return f"{day:%d/%m/%Y}" if day else ""


def day_in(raw: str, field: str, before: date | None, at: Moment) -> date | None:
    """Return the day of a phrase, None when nothing is typed; one left as it was may be past. Raises `Invalid`."""
    kept = Deadline(before) if before else None
    if raw.strip() == deadline_text(kept, at.tz):
        return before
    try:
        found = deadline_in(raw, field, kept, at)
    except Invalid as error:
        raise Invalid(field, "date", raw.strip()) from error
    return found.day if found else None
