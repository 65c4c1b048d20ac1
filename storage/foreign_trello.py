"""The export of a Trello board (« Plus » > « Imprimer, exporter et partager » > « Exporter en JSON »).

Its fields are those of Trello's REST API. The first eight digits of an id are the second of its making.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, tzinfo
from typing import Any, TypeVar

import msgspec
from msgspec import Raw, Struct

from pupitre.deadline import Deadline
from pupitre.errors import ImportRefused, Invalid
from pupitre.foreign import BadRow, Board, Format, Item, Left
from pupitre.foreign.rows import key_of
from pupitre.task import ListItem
from pupitre.tasks import EARLIEST_YEAR, LATEST_YEAR
from pupitre.text import clean_line

_MADE = re.compile(r"([0-9a-f]{8})[0-9a-f]{16}")


class _Named(Struct):
    id: str
    name: str | None = None
    closed: bool | None = None
    color: str | None = None


class _Check(Struct):
    name: str
    state: str | None = None
    pos: float = 0


class _Checklist(Struct):
    name: str | None = None
    idCard: str = ""  # noqa: N815 - the name that Trello gives it
    checkItems: list[_Check] = []  # noqa: N815
    pos: float = 0


class _Badges(Struct):
    comments: int = 0
    attachments: int = 0


class _Card(Struct):
    id: str
    name: str
    idList: str = ""  # noqa: N815
    desc: str | None = None
    due: str | None = None
    start: str | None = None
    dueComplete: bool | None = None  # noqa: N815
    dateCompleted: str | None = None  # noqa: N815
    dateLastActivity: str | None = None  # noqa: N815
    closed: bool | None = None
    isTemplate: bool | None = None  # noqa: N815
    labels: list[_Named] = []
    badges: _Badges = msgspec.field(default_factory=_Badges)
    attachments: list[Raw] = []
    idMembers: list[str] = []  # noqa: N815
    customFieldItems: list[Raw] = []  # noqa: N815


class _Place(Struct):
    id: str = ""


class _Data(Struct):
    card: _Place = msgspec.field(default_factory=_Place)
    listAfter: _Place | None = None  # noqa: N815
    old: dict[str, Any] = {}


class _Action(Struct):
    type: str
    date: str
    data: _Data


class _File(Struct):
    cards: list[Raw]
    lists: list[Raw]
    name: str | None = None
    checklists: list[Raw] = []
    actions: list[Raw] = []


S = TypeVar("S", bound=Struct)


class _Beside(Struct, frozen=True):
    """What stands beside the cards: lists, checklists by card, when cards came into a list, when they were done."""

    lists: dict[str, _Named]
    checks: dict[str, list[_Checklist]]
    moves: dict[tuple[str, str], datetime]
    done: dict[str, datetime]
    zone: tzinfo


def read(content: bytes, zone: tzinfo) -> Board:
    """Return the board of an export. Raises `ImportRefused` when its parts are no lists."""
    try:
        file = msgspec.json.decode(content, type=_File)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ImportRefused("", "trello") from error
    beside = _beside(file, zone)
    items: dict[str, Item] = {}
    bad: list[BadRow] = []
    named: set[str] = set()
    for n, raw in enumerate(file.cards, 1):
        try:
            card = _card(raw)
            item = _item(n, card, beside)
        except Invalid as error:
            bad.append(BadRow(n, error.field, error.why, error.value))
            continue
        if item.key in items:
            bad.append(BadRow(n, "key", "twice", card.id))
            continue
        named |= {clean_line(label.name) for label in card.labels if label.name}
        items[item.key] = item
    lists = dict.fromkeys(clean_line(found.name or "") for found in beside.lists.values())
    return Board(Format.TRELLO, clean_line(file.name or ""), tuple(items.values()), tuple(filter(None, lists)),
                 frozenset(named), tuple(bad))


def _sound(found: Iterable[Raw], kind: type[S]) -> Iterator[S]:
    """Yield the parts that are what they should be; the others tell nothing of any card."""
    for raw in found:
        with suppress(msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            yield msgspec.json.decode(raw, type=kind)


def _beside(file: _File, zone: tzinfo) -> _Beside:
    checks: dict[str, list[_Checklist]] = defaultdict(list)
    for each in _sound(file.checklists, _Checklist):
        checks[each.idCard].append(each)
    beside = _Beside({found.id: found for found in _sound(file.lists, _Named)}, checks, {}, {}, zone)
    for action in _sound(file.actions, _Action):
        card, into = action.data.card.id, action.data.listAfter
        with suppress(Invalid):  # a date that cannot be read tells nothing
            at = _instant(action.date, "date")
            if into is not None:
                beside.moves[card, into.id] = max(at, beside.moves.get((card, into.id), at))
            if "dueComplete" in action.data.old and action.data.old["dueComplete"] is False:
                beside.done[card] = max(at, beside.done.get(card, at))
    return beside


def _card(raw: Raw) -> _Card:
    """Return a card. Raises `Invalid` with the field that is wrong."""
    try:
        return msgspec.json.decode(raw, type=_Card)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Invalid("card", "shape", str(error)) from error


def _item(n: int, card: _Card, beside: _Beside) -> Item:
    """Return the task of the n-th card. Raises `Invalid`."""
    title = clean_line(card.name)
    if not title:
        raise Invalid("title", "empty")
    if not card.id:
        raise Invalid("key", "empty")
    place = beside.lists.get(card.idList)
    done_at = _instant(card.dateCompleted, "done_at") if card.dateCompleted else None
    left = {
        Left.TEMPLATES: int(card.isTemplate is True), Left.COMMENTS: max(card.badges.comments, 0),
        Left.ATTACHMENTS: max(card.badges.attachments, len(card.attachments)), Left.MEMBERS: len(card.idMembers),
        Left.CUSTOM: len(card.customFieldItems),
    }
    return Item(
        line=n, key=key_of(Format.TRELLO.value, card.id), title=title,
        list=clean_line(place.name or "") if place is not None else "",
        labels=tuple(dict.fromkeys(filter(None, (clean_line(c.name or c.color or "") for c in card.labels)))),
        created=_made(card.id), note=card.desc or "", checklist=_lines(beside.checks.get(card.id, [])),
        due=Deadline.at_instant(_instant(card.due, "due"), beside.zone) if card.due else None,
        start=Deadline(_instant(card.start, "start").astimezone(beside.zone).date()) if card.start else None,
        done=True if card.dueComplete or done_at else None, done_at=done_at or beside.done.get(card.id),
        moved_at=beside.moves.get((card.id, card.idList)),
        touched=_instant(card.dateLastActivity, "touched") if card.dateLastActivity else None,
        archived=card.closed is True or (place is not None and place.closed is True),
        left=tuple((why, count) for why, count in left.items() if count),
    )


def _lines(found: list[_Checklist]) -> tuple[ListItem, ...]:
    """Return the checklists of a card as one; of several, each line says in which it stood."""
    lines: list[ListItem] = []
    for each in sorted(found, key=lambda c: c.pos):
        head = f"{clean_line(each.name)} : " if len(found) > 1 and each.name else ""
        lines += [
            ListItem(head + clean_line(check.name), check.state == "complete")
            for check in sorted(each.checkItems, key=lambda c: c.pos) if clean_line(check.name)
        ]
    return tuple(lines)


def _made(key: str) -> datetime | None:
    """Return when a card was made, as its id tells."""
    found = _MADE.fullmatch(key)
    if found is None:
        return None
    made = datetime.fromtimestamp(int(found[1], 16), UTC)
    return made if EARLIEST_YEAR <= made.year <= LATEST_YEAR else None


def _instant(raw: str, field: str) -> datetime:
    """Return an instant as Trello writes it: 2026-11-27T16:00:00.000Z. Raises `Invalid`."""
    try:
        moment = datetime.fromisoformat(raw)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Invalid(field, "date", raw) from error
    if not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        raise Invalid(field, "range", raw)
    return moment
