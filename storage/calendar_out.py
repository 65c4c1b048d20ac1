"""Deadlines as an iCalendar file (RFC 5545) that Outlook, Google Agenda and Thunderbird take.

Each is an event: Outlook and Google ignore VTODO. It never takes time off a day, and has no alarm: the program that
shows it has its own.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from pupitre.deadline import Deadline
from pupitre.text import clean_line
from pupitre.value import Struct

WIDEST = 75
"""Octets of a line without its break (RFC 5545 3.1)."""

SHOWN_FOR = timedelta(minutes=15)
"""How long an hour is shown: Google Agenda and Outlook want an end that is later than the beginning (3.6.1)."""


class Event(Struct, frozen=True):
    """A deadline as it is written: a name that stays the same, and what is read."""

    uid: str
    title: str
    due: Deadline


def dump(name: str, events: Iterable[Event], now: datetime) -> bytes:
    """Return the file of a calendar with a name; days are whole days, instants are UTC."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Pupitre//Pupitre//FR", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    for event in events:
        lines += _event(event, now)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(event: Event, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(event.uid)}"
    yield f"DTSTAMP:{_utc(now)}"
    if event.due.at is None:
        yield f"DTSTART;VALUE=DATE:{event.due.day:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.due.day + timedelta(days=1):%Y%m%d}"
    else:
        yield f"DTSTART:{_utc(event.due.at)}"
        yield f"DTEND:{_utc(event.due.at + SHOWN_FOR)}"
    yield f"SUMMARY:{_escaped(event.title)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """Return a text as a value of one line (3.3.11)."""
    text = clean_line(text)
    for char, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,")):
        text = text.replace(char, written)
    return text


def _folded(line: str) -> bytes:
    """Return a line with its break, in pieces of at most 75 octets that never cut a letter (3.1)."""
    pieces, piece = [], b""
    for char in line:
        octets = char.encode("utf-8")
        if len(piece) + len(octets) > WIDEST:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
