"""Values of the trade as documents and back, checked on the way in. Values know nothing of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

import msgspec
from msgspec import NODEFAULT, structs

from pupitre.absence import Absence
from pupitre.appointment import Appointment, Calendar
from pupitre.breaks import Break, BreakAnswer
from pupitre.client import Client
from pupitre.deadline import Deadline
from pupitre.entry import Entry
from pupitre.focus import Focus
from pupitre.interruption import Interruption
from pupitre.ports import Change, Value
from pupitre.recurrence import Recurrence
from pupitre.reply import Reply, ReplyUse
from pupitre.report import Report
from pupitre.ritual import Evening
from pupitre.settings import Settings
from pupitre.shelf import Recalled, Shelf
from pupitre.silence import Said, Silence
from pupitre.task import Task
from pupitre.unfinished import Unfinished
from pupitre.value import replace
from pupitre.wording import Wording

V = TypeVar("V", bound=Value)

YEARS = range(1971, 2999)
"""The years an instant may lie in: a day before and after can still be counted, and its month has a file."""

Document = dict[str, Any]

TABLES: dict[str, type[Value]] = {
    "clients": Client, "tasks": Task, "entries": Entry, "interruptions": Interruption,
    "breaks": Break, "reports": Report, "focus": Focus, "settings": Settings,
    "unfinished": Unfinished, "shelf": Shelf, "recalled": Recalled,
    "absences": Absence, "break_answers": BreakAnswer, "silences": Silence, "said": Said,
    "wordings": Wording, "replies": Reply, "reply_uses": ReplyUse, "evenings": Evening,
    "appointments": Appointment, "recurrences": Recurrence,
    "calendars": Calendar,
}
NAMES: dict[type[Value], str] = {kind: name for name, kind in TABLES.items()}


class BadDocument(ValueError):
    """A document is not what its table says; the message names the field."""


def encode(value: Value) -> Document:
    """Return the document of a value; fields at their default are left out to keep the file small."""
    document: Document = {}
    for name, default in _defaults(type(value)):
        content = getattr(value, name)
        if content != default:
            document[name] = msgspec.to_builtins(content)
    return document


@cache
def _defaults(kind: type[Value]) -> tuple[tuple[str, Any], ...]:
    """Return what each field is where nothing is said."""
    return tuple(
        (field.name, field.default if field.default_factory is NODEFAULT else field.default_factory())
        for field in structs.fields(kind)
    )


def decode(kind: type[V], document: object) -> V:
    """Return the value of a document.

    Raises:
        BadDocument: a field is missing, has another type, an instant without its zone, or settings that contradict.
    """
    try:
        value = msgspec.convert(document, type=kind)
    except msgspec.ValidationError as error:
        raise BadDocument(str(error)) from error
    return check(value)


def check(value: V) -> V:
    """Return a decoded value, its instants in UTC. Raises `BadDocument` as `decode` does."""
    if isinstance(value, Settings):
        _check_settings(value)
    if isinstance(value, Report) and value.day.year not in YEARS:
        raise BadDocument(f"Expected a year from {YEARS.start} to {YEARS.stop - 1} - at `$.day`")
    return _in_utc(value)


_HOLDERS = ("datetime.datetime", "Deadline")
_INSTANTS: dict[type, tuple[str, ...]] = {
    kind: tuple(name for name, of in kind.__annotations__.items() if any(each in str(of) for each in _HOLDERS))
    for kind in NAMES
}
"""The fields of each kind that may hold an instant; a day or a duration has none."""
_FETCH: dict[type, Callable[[Value], tuple[Any, ...]]] = {
    kind: attrgetter(*names, names[0]) if names else lambda _: () for kind, names in _INSTANTS.items()
}
"""What reads these fields at once; the first one twice, for of a single one it would give no tuple."""


def _in_utc(value: V) -> V:
    """Return the value with every instant in UTC."""
    for content in filter(None, _FETCH[type(value)](value)):
        at = content.at if type(content) is Deadline else content
        if at is not None and (type(at) is not datetime or at.tzinfo is not UTC or at.year not in YEARS):
            break
    else:
        return value  # as nearly all are: a desk is opened by the thousand
    told = {name: _utc(getattr(value, name), name) for name in _INSTANTS[type(value)]}
    changed = {name: now for name, now in told.items() if now is not getattr(value, name)}
    return replace(value, **changed) if changed else value


def _utc(content: Any, field: str) -> Any:  # noqa: ANN401 - whatever a field may hold
    """Return the content of a field with its instants in UTC, at whatever depth values have them."""
    if isinstance(content, datetime):
        if content.tzinfo is None:
            raise BadDocument(f"Expected a zone with the instant - at `$.{field}`")
        if content.year not in YEARS:
            raise BadDocument(f"Expected a year from {YEARS.start} to {YEARS.stop - 1} - at `$.{field}`")
        return content if content.tzinfo is UTC else content.astimezone(UTC)
    if isinstance(content, Deadline):
        at = _utc(content.at, field)
        return content if at is content.at else replace(content, at=at)
    if isinstance(content, tuple):
        parts = tuple(_utc(part, field) for part in content)
        return content if all(a is b for a, b in zip(parts, content, strict=True)) else parts
    return content


def _check_settings(settings: Settings) -> None:
    """Refuse what would only fail later, each time an hour is needed."""
    for field in ("timezone", "working_hours"):
        try:
            _ = settings.zone if field == "timezone" else settings.hours
        except (LookupError, ValueError, TypeError, OSError) as error:
            raise BadDocument(f"{error} - at `$.{field}`") from error


def encode_change(change: Change) -> bytes:
    """Return a change as the content of an inbox file, or of a line of the journal."""
    puts = [{"table": NAMES[type(v)], "id": v.id, "document": encode(v)} for v in change.puts]
    drops = [{"table": NAMES[kind], "id": key} for kind, key in change.drops]
    return msgspec.json.encode({"puts": puts, "drops": drops})


def decode_change(content: bytes) -> Change:
    """Return the change of an inbox file. Raises `BadDocument`."""
    try:
        raw = msgspec.json.decode(content, type=dict[str, list[dict[str, Any]]])
        puts = tuple(decode(TABLES[p["table"]], p["document"]) for p in raw["puts"])
        drops = tuple((TABLES[d["table"]], str(d["id"])) for d in raw["drops"])
    except (msgspec.MsgspecError, UnicodeDecodeError, KeyError, TypeError, RecursionError) as error:
        raise BadDocument(str(error)) from error
    return Change(puts, drops)
