"""A phrase is pieces in a row: words before it, then a day, a half-day and an hour in any order."""

import re
from dataclasses import dataclass

from pupitre.phrases import dates, hours, offsets, periods, repeats, weekdays
from pupitre.phrases.answers import Answer, Kind, Moment, Why
from pupitre.phrases.pieces import Hours, Instants, Nothing, Piece, Rule, Trust
from pupitre.phrases.resolve import answer
from pupitre.phrases.text import normalise
from pupitre.phrases.words import Pattern

_LONGEST_PHRASE = 120
_MOST_PREFIXES = 3

RULES: tuple[Rule, ...] = (
    *weekdays.RULES,
    *dates.RULES,
    *hours.RULES,
    *periods.RULES,
    *offsets.RULES,
    *repeats.RULES,
)

# « au » and « du » stay with the number after them: « jusqu'au 5 » is « le 5 ».
_FROM = Pattern(r"(?:a partir|a compter)(?: de|(?= du ))|des|from|starting(?: on| from)?|as of")
_BEFORE = Pattern(
    r"pour|avant|d'? ?ici(?: a)?|au plus tard|jusqu'? ?a|a rendre|echeance|date limite|"
    r"deadline|due(?: on| by)?|by|before|until|till|no later than|at the latest|for"
)
_UP_TO = Pattern(r"jusqu'?(?= ?au )", open_end=True)
_JOIN = re.compile(r" ?, ?| ")
_LINK = Pattern(r"au plus tard(?: a)?|avant|pour|vers|jusqu'? ?a|by|before|until|a|le|des|d'? ?ici")
_AFTER = re.compile(
    r",? (?:au plus tard|dernier delai|maximum|maxi?|sans faute|imperativement|at the latest|precises?|pile|"
    r"inclus|compris|sharp)(?![a-z])"
)
_END = " .,;!"


@dataclass(frozen=True, slots=True)
class Item:
    """A rule that matched, and what it says."""

    rule: Rule
    match: re.Match[str]
    piece: Piece


@dataclass(frozen=True, slots=True)
class Parsed:
    """The longest phrase that begins at a place of the normalised text; `end` is just after it."""

    start: int
    end: int
    items: tuple[Item, ...]
    introduced: bool
    start_only: bool

    def answer(self, at: Moment) -> Answer:
        """Return what the phrase means."""
        pieces = tuple(item.piece for item in self.items)
        return answer(pieces, at, introduced=self.introduced, start_only=self.start_only)


def _item(plain: str, place: int, at: Moment, without: frozenset[Trust]) -> Item | None:
    """Return the rule that matches the longest text here; the first in the table among equals."""
    best: tuple[Rule, re.Match[str]] | None = None
    for rule in RULES:
        match = rule.pattern.match(plain, place) if rule.trust not in without else None
        if match and match.end() > place and (best is None or match.end() > best[1].end()):
            best = (rule, match)
    return Item(*best, best[0].build(best[1], at)) if best else None


def _slots(item: Item) -> frozenset[str]:
    """Return which places of the phrase a piece takes: it has room for one day, one half-day, one hour."""
    piece = item.piece
    if isinstance(piece, Hours):
        own = "half" if piece.half else "hour"
        return frozenset({own, "day"}) if piece.today else frozenset({own})
    if isinstance(piece, Instants) or (isinstance(piece, Nothing) and piece.why is Why.NO_TIME):
        return frozenset({"day", "half", "hour"})
    return frozenset({"hour" if item.rule in hours.RULES else "day"})


def _prefixes(plain: str, place: int) -> tuple[int, bool]:
    """Return the place after « pour », « avant le »…, and whether they tell a start and not an end."""
    start_only = False
    for _ in range(_MOST_PREFIXES):
        start = _FROM.match(plain, place)
        match = start or _BEFORE.match(plain, place) or _UP_TO.match(plain, place)
        if match is None:
            break
        start_only = start_only or start is not None
        place = match.end()
        while plain[place : place + 1] in {" ", ":"}:
            place += 1
    return place, start_only


def _following(plain: str, place: int, at: Moment, without: frozenset[Trust]) -> Item | None:
    """Return the next piece after a blank or a comma, perhaps after a little word (« jeudi avant 16h »)."""
    join = _JOIN.match(plain, place)
    if join is None:
        return None
    item = _item(plain, join.end(), at, without)
    link = None if item else _LINK.match(plain, join.end())
    return _item(plain, link.end() + 1, at, without) if link else item


def parse(
    plain: str, start: int, at: Moment, *, careful: bool = False, without: frozenset[Trust] = frozenset()
) -> Parsed | None:
    """Read the longest phrase from `start`; a careful reading leaves « 1h15 » out, as a duration."""
    place, start_only = start, False
    item = _item(plain, place, at, without)
    if item is None:
        place, start_only = _prefixes(plain, start)
        item = _item(plain, place, at, without) if place > start else None
    introduced = place > start
    items: list[Item] = []
    taken: frozenset[str] = frozenset()
    while item is not None and not taken & _slots(item) and not (careful and _unclear(item)):
        items.append(item)
        taken |= _slots(item)
        place = item.match.end()
        item = _following(plain, place, at, without)
    if not items:
        return None
    after = _AFTER.match(plain, place)
    return Parsed(start, after.end() if after else place, tuple(items), introduced, start_only)


def _unclear(item: Item) -> bool:
    piece = item.piece
    return (isinstance(piece, Hours) and not piece.clear) or (
        isinstance(piece, Nothing) and piece.why is Why.DURATION_OR_HOUR
    )


def read(phrase: str, at: Moment) -> Answer:
    """Read a phrase that is nothing but a date; what is not understood to the end is refused."""
    if len(phrase) <= _LONGEST_PHRASE:
        plain = normalise(phrase).plain.rstrip(_END)
        parsed = parse(plain, 0, at)
        if parsed and parsed.end >= len(plain):
            return parsed.answer(at)
    return Answer(Kind.REFUSED, why=Why.NOT_UNDERSTOOD)
