"""Calendars of others: an iCalendar file (RFC 5545) as the entries of some days; a bad one never loses the rest."""

import re
import stat
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta, tzinfo
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from pupitre.appointment import Appointment, CalendarRead, Flaw
from pupitre.digests import sha256_of
from pupitre.errors import BadCalendar
from pupitre.progress import Progress
from pupitre.text import clean_line
from storage.calendar_entries import Bad, Window, entries

if TYPE_CHECKING:
    from icalendar import Event

LARGEST = 20 * 1024 * 1024
MOST = 30_000
"""Entries of a file; a calendar of thirty years has fewer."""

MOST_KEPT = 12_000
"""Occurrences in the days that are kept."""

_FOLD = re.compile(rb"(?:\r\n|\n|\r)[ \t]")
_BREAK = re.compile(r"\r\n|\n|\r")
_ZONE = re.compile(r';TZID=("?)([^":;,]*)\1', re.IGNORECASE)
_DAY = re.compile(r"^(?:DTSTART|DTEND)[^:]*:(\d{8})", re.IGNORECASE)
_COMES_AGAIN = re.compile(r"^(?:RRULE|RDATE|RECURRENCE-ID|DURATION)[:;]", re.IGNORECASE)
_WHOLE_DAYS = re.compile(r"^DTSTART[^:]*:\d{8}\s*$", re.IGNORECASE)
_ENDS_ON_A_DAY = re.compile(r"^(RRULE:.*UNTIL=\d{8})(;|\s*$)", re.IGNORECASE)
"""A day as the end of what has hours is against RFC 5545 and written all the same: that day is still in it."""

_UID = re.compile(r"^UID(?:;[^:]*)?:(.*)", re.IGNORECASE)
_SUMMARY = re.compile(r"^SUMMARY(?:;[^:]*)?:(.*)", re.IGNORECASE)
_NAME = re.compile(r"^(?:X-WR-CALNAME|NAME)(?:;[^:]*)?:(.*)", re.IGNORECASE)


@dataclass(slots=True)
class _File:
    """The lines of a file, sorted: those of each entry without what is nested in it, those of each time zone."""

    events: list[list[str]] = field(default_factory=list)
    zones: list[list[str]] = field(default_factory=list)
    name: str = ""
    calendars: int = 0
    cancels: bool = False
    inside: list[str] = field(default_factory=list)
    current: list[str] | None = None

    def take(self, line: str) -> None:
        """Take the next line."""
        told = line.strip().upper()
        if told.startswith("BEGIN:"):
            self._begin(line, told[6:])
        elif self.current is not None:
            self.current.append(line)
        elif self.inside == ["VCALENDAR"]:
            named = _NAME.match(line)
            self.name = named[1] if named and not self.name else self.name
            self.cancels = self.cancels or told == "METHOD:CANCEL"
        if told.startswith("END:") and self.inside and self.inside[-1] == told[4:]:
            self.inside.pop()
            if told in {"END:VEVENT", "END:VTIMEZONE"}:
                self.current = None

    def _begin(self, line: str, what: str) -> None:
        self.inside.append(what)
        self.calendars += what == "VCALENDAR"
        if what in {"VEVENT", "VTIMEZONE"}:
            self.current = [line]
            (self.events if what == "VEVENT" else self.zones).append(self.current)
        elif self.current is not None:
            self.current.append(line)


def stamp(path: Path) -> str:
    """Return what tells one state of a file from the next; "" when it is not there or cannot be looked at."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return ""
    return f"{found.st_mtime_ns}:{found.st_size}"


def read_file(
    path: Path, zone: tzinfo, days: tuple[date, date], told: Callable[[Progress], None] = lambda _: None
) -> CalendarRead:
    """Return the entries of a file on some days, both ends in them; hours without a zone are those of `zone`.

    Raises:
        BadCalendar: it cannot be read, or is no calendar.
    """
    marked = stamp(path)
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise BadCalendar(path, "no_file")
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise BadCalendar(path, getattr(error, "strerror", None) or str(error)) from error
    try:
        return read(content, zone, days, told, name=path.stem, marked=marked)
    except Bad as error:
        raise BadCalendar(path, error.why) from error


def read(
    content: bytes, zone: tzinfo, days: tuple[date, date], told: Callable[[Progress], None] = lambda _: None, *,
    name: str = "", marked: str = "",
) -> CalendarRead:
    """Return the entries of a file's content; `name` is used when it has none. Raises `Bad`."""
    if len(content) > LARGEST:
        raise Bad("too_large")
    window, flaws = Window(zone, *days), list[Flaw]()
    file = _sorted_out(_decoded(content), flaws)
    if len(file.events) > MOST:
        raise Bad("too_many")
    found: dict[str, Appointment] = {}
    zones = _zones(file.zones, flaws)
    groups = [] if file.cancels else _groups(file.events, window)
    for n, group in enumerate(groups):
        if n % 100 == 0:
            told(Progress(n, len(groups)))
        title = clean_line(next((m[1] for line in group[0] if (m := _SUMMARY.match(line))), ""))[:80]
        try:
            events = [_event(lines, zones) for lines in group]
            found |= {each.id: each for each in entries(events, window)}
        except Bad as error:
            flaws.append(Flaw(title, error.why))
        if len(found) > MOST_KEPT:
            raise Bad("too_many")
    kept = sorted(found.values(), key=lambda a: a.id)
    return CalendarRead(clean_line(_plain(file.name))[:80] or clean_line(name), tuple(kept), tuple(flaws), marked)


def _decoded(content: bytes) -> str:
    """Return the text with its folded lines joined: a fold may lie inside a letter. Raises `Bad`."""
    joined = _FOLD.sub(b"", content)
    if not joined.strip():
        raise Bad("empty")
    try:
        return joined.decode("utf-8-sig")
    except UnicodeDecodeError:
        return joined.decode("cp1252", "replace")  # as old programs of Windows write it


def _sorted_out(text: str, flaws: list[Flaw]) -> _File:
    """Sort the lines of a calendar. Raises `Bad` when it is none."""
    file = _File()
    for line in _BREAK.split(text):
        file.take(line)
    if not file.calendars:
        raise Bad("no_calendar")
    if file.current is not None:
        flaws.append(Flaw("", "cut_off"))
        file.events = [e for e in file.events if e is not file.current]
    return file


def _plain(text: str) -> str:
    return re.sub(r"\\([\\;,])", r"\1", re.sub(r"\\[nN]", " ", text))


def _groups(events: Iterable[list[str]], window: Window) -> list[list[list[str]]]:
    """Return the entries by their names, without those that lie wholly outside the days: most of an old calendar."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    for n, lines in enumerate(events):
        uid = next((m[1].strip() for line in lines if (m := _UID.match(line))), "")
        found[uid or f"\0{n}"].append(lines)
    return [group for group in found.values() if any(_may_lie(lines, window) for lines in group)]


def _may_lie(lines: list[str], window: Window) -> bool:
    days = [m[1] for line in lines if (m := _DAY.match(line))]
    if not days or any(_COMES_AGAIN.match(line) for line in lines):
        return True
    margin = timedelta(days=2)
    first, last = f"{window.first - margin:%Y%m%d}", f"{window.last + margin:%Y%m%d}"
    return min(days) <= last and max(days) >= first


# -- time zones --------------------------------------------------------------------------------------


def _zones(blocks: Iterable[list[str]], flaws: list[Flaw]) -> dict[str, str]:
    """Return by the name of a zone the one that icalendar knows it by; those a file defines itself get a new one.

    The new name is made from the definition: what one file calls « Bureau » is not what another does.
    """
    from icalendar import Timezone  # noqa: PLC0415 - loaded when a calendar is read
    from icalendar.timezone import tzp  # noqa: PLC0415

    names: dict[str, str] = {}
    for lines in blocks:
        named = next((line.partition(":")[2].strip() for line in lines if line.upper().startswith("TZID")), "")
        if not named or _known(named):
            continue
        unique = f"pupitre-{sha256_of(chr(10).join(lines).encode('utf-8', 'replace'))[:16]}"
        told = ["TZID:" + unique if line.upper().startswith("TZID") else line for line in lines]
        try:
            tzp.cache_timezone_component(Timezone.from_ical("\r\n".join(told) + "\r\n"))
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError):
            # What a definition breaks, and where, its libraries do not promise.
            flaws.append(Flaw(clean_line(named)[:80], "zone"))
            continue
        names[named] = unique
    return names


@lru_cache(maxsize=256)
def _known(name: str) -> str:
    """Return the zone of a name as the world, Windows or a calendar program writes it, "" when it is none."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON  # noqa: PLC0415 - when a calendar is read

    name = name.strip().strip("/")
    if name in WINDOWS_TO_OLSON:
        return str(WINDOWS_TO_OLSON[name])
    everything = available_timezones()
    parts = name.split("/")
    return next(("/".join(parts[n:]) for n in range(len(parts)) if "/".join(parts[n:]) in everything), "")


def _event(lines: list[str], zones: dict[str, str]) -> "Event":
    """Return an entry as icalendar reads it, what is nested in it left out. Raises `Bad`."""
    from icalendar import Event  # noqa: PLC0415 - loaded when a calendar is read
    from icalendar.prop import vBroken  # noqa: PLC0415

    def named(found: re.Match[str]) -> str:
        name = found[2].strip()
        return f";TZID={zones.get(name) or _known(name) or 'unknown'}"

    depth, kept = 0, list[str]()
    for line in lines:
        told = line.strip().upper()
        depth += told.startswith("BEGIN:")
        if depth == 1:
            head, colon, rest = line.partition(":")
            kept.append(_ZONE.sub(named, head) + colon + rest if ";" in head else line)
        depth -= told.startswith("END:")
    if not any(_WHOLE_DAYS.match(line) for line in kept):
        kept = [_ENDS_ON_A_DAY.sub(r"\1T235959\2", line) for line in kept]
    try:
        event = Event.from_ical("\r\n".join(kept) + "\r\n")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise Bad("unreadable") from error
    if not isinstance(event, Event):
        raise Bad("unreadable")
    for name, value in list(event.items()):
        if any(isinstance(each, vBroken) for each in (value if isinstance(value, list) else [value])):
            if name == "RRULE":
                raise Bad("rule")
            del event[name]
    return event


