"""How minutes add up."""

from datetime import UTC, datetime, timedelta

from pupitre.entry import Entry, minutes_of, whole_minutes

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def entry(begins: int, lasts: int) -> Entry:
    """Return an entry; both lengths in seconds."""
    start = START + timedelta(seconds=begins)
    return Entry(id=f"{begins}", start=start, end=start + timedelta(seconds=lasts))


def test_a_started_minute_was_not_worked_but_seconds_add_up() -> None:
    assert whole_minutes(timedelta(seconds=59)) == 0
    assert minutes_of([entry(0, 40), entry(100, 40)]) == 1
