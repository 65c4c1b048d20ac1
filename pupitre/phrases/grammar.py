"""A phrase is pieces in a row: words before it, then a day, a half-day and an hour in any order."""

import re

from pupitre.phrases import dates, festivals, hours, offsets, periods, ranges, repeats, weekdays
from pupitre.phrases.answers import Answer, Kind, Moment, Why
from pupitre.phrases.pieces import Days, Hours, Instants, Nothing, Piece, Rule, Trust
from pupitre.phrases.resolve import answer
from pupitre.phrases.text import normalise
from pupitre.phrases.words import Pattern
from pupitre.text import late
from pupitre.value import Struct

_LONGEST_PHRASE = 120
_MOST_PREFIXES = 3
_MOST_BOUNDS = 2

RULES: tuple[Rule, ...] = (
    # « 48 h » is a delay before it is an hour of no clock.
    *offsets.RULES,
    *weekdays.RULES,
    *dates.RULES,
    *hours.RULES,
    *periods.RULES,
    *festivals.RULES,
    *ranges.RULES,
    *repeats.RULES,
)

# « au » and « du » stay with the number after them: « jusqu'au 5 » is « le 5 ».
_FROM = Pattern(
    r"(?:a partir|a compter)(?: de|(?= du ))|des|apres|pas avant|"
    r"not before|from|starting(?: on| from)?|as of|after"
)
_BEFORE = Pattern(
    r"pour|avant|d'? ?ici(?: a)?|au plus tard|jusqu'? ?a|a rendre|echeance|date limite|"
    r"deadline|dl|due(?: on| by)?|by|before|until|till|no(?:t)? later than|at the latest|for"
)
_UP_TO = Pattern(r"jusqu'?(?= ?au )", open_end=True)
_JOIN = late(r" ?, ?| ")
_LINK = Pattern(r"au plus tard(?: a)?|avant|pour|vers|jusqu'? ?a|by|before|until|a|le|des|de|on|of|d'? ?ici")
_OR = Pattern(r"ou(?: bien)?(?: le)?|or(?: on)?(?! the day after)")
_ENDING = Pattern(r"jusqu'? ?(?:a(?: la)?|en)|until|till|through")
_ENDING_AT = Pattern(r"jusqu'?(?= ?au )", open_end=True)
_BEGINNING = Pattern(r"(?:a partir|a compter)(?: de|(?= du ))|des|from|starting(?: on| from)?")
_AFTER = late(
    r",? (?:au plus tard|dernier (?:delai|carat)|maximum|maxi?|sans faute|imperativement|at the latest|precises?|"
    r"pile|tapantes?|inclus|compris|jour pour jour|sharp)(?![a-z])"
)
_END = " .,;!"


class Item(Struct, frozen=True):
    """A rule that matched, and what it says."""

    rule: Rule
    match: re.Match[str]
    piece: Piece


class Parsed(Struct, frozen=True):
    """The longest phrase that begins at a place of the normalised text; `end` is just after it."""

    start: int
    end: int
    items: tuple[Item, ...]
    introduced: bool
    begins: str
    bounds: tuple[tuple[str, Piece], ...] = ()

    def answer(self, at: Moment) -> Answer:
        """Return what the phrase means."""
        pieces = [item.piece for item in self.items]
        nothing = next((piece for _, piece in self.bounds if isinstance(piece, Nothing)), None)
        if nothing is not None:
            return Answer(nothing.kind, why=nothing.why)
        ends = {name: piece.days[0] for name, piece in self.bounds if isinstance(piece, Days) and piece.days}
        for place, piece in enumerate(pieces):
            if isinstance(piece, Days) and piece.recurs:
                pieces[place] = repeats.bounded(piece, ends.get("since"), ends.get("until"), at)
        return answer(tuple(pieces), at, introduced=self.introduced, begins=self.begins)


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


def _prefixes(plain: str, place: int) -> tuple[int, str]:
    """Return the place after « pour », « avant le »…, and the word that tells a start and not an end, if any."""
    begins = ""
    for _ in range(_MOST_PREFIXES):
        start = _FROM.match(plain, place)
        match = start or _BEFORE.match(plain, place) or _UP_TO.match(plain, place)
        if match is None:
            break
        begins = begins or (start.group() if start else "")
        place = match.end()
        while plain[place : place + 1] in {" ", ":"}:
            place += 1
    return place, begins


def _recur(items: list[Item]) -> bool:
    return any(isinstance(item.piece, Days) and item.piece.recurs for item in items)


def _bound(plain: str, place: int, at: Moment, without: frozenset[Trust]) -> tuple[str, Item] | None:
    """Return the day on which a recurrence ends (« jusqu'au 18 décembre ») or begins, after a blank or a comma."""
    join = _JOIN().match(plain, place)
    if join is None:
        return None
    ending = _ENDING_AT.match(plain, join.end()) or _ENDING.match(plain, join.end())
    match = ending or _BEGINNING.match(plain, join.end())
    if match is None:
        return None
    blank = match.end() + (plain[match.end() : match.end() + 1] == " ")
    item = _item(plain, blank, at, without)
    fits = item is not None and isinstance(item.piece, Days | Nothing) and not _recur([item])
    return ("until" if ending else "since", item) if item is not None and fits else None


def _or_else(plain: str, item: Item, at: Moment, without: frozenset[Trust]) -> Item:
    """Return a day with the other day she wrote: « vendredi 27 ou samedi 28 »."""
    join = _JOIN().match(plain, item.match.end())
    either = _OR.match(plain, join.end()) if join else None
    other = _item(plain, either.end() + 1, at, without) if either else None
    if other is None or not isinstance(item.piece, Days) or not isinstance(other.piece, Days):
        return item
    if item.piece.recurs or other.piece.recurs or len(item.piece.days) != 1:
        return item
    both = Days((*item.piece.days, *other.piece.days), Why.EITHER)
    return Item(other.rule, other.match, both)


def _following(plain: str, place: int, at: Moment, without: frozenset[Trust]) -> Item | None:
    """Return the next piece after a blank or a comma, perhaps after a little word (« jeudi avant 16h »)."""
    join = _JOIN().match(plain, place)
    if join is None:
        return None
    item = _item(plain, join.end(), at, without)
    link = None if item else _LINK.match(plain, join.end())
    return _item(plain, link.end() + 1, at, without) if link else item


def parse(
    plain: str, start: int, at: Moment, *, careful: bool = False, without: frozenset[Trust] = frozenset()
) -> Parsed | None:
    """Read the longest phrase from `start`; a careful reading leaves « 1h15 » out, as a duration."""
    place, begins = start, ""
    item = _item(plain, place, at, without)
    if item is None:
        place, begins = _prefixes(plain, start)
        item = _item(plain, place, at, without) if place > start else None
    introduced = place > start
    items: list[Item] = []
    bounds: list[tuple[str, Piece]] = []
    taken: frozenset[str] = frozenset()
    while item is not None and not taken & _slots(item) and not (careful and _unclear(item)):
        item = _or_else(plain, item, at, without)
        items.append(item)
        taken |= _slots(item)
        place = item.match.end()
        bound = _bound(plain, place, at, without) if _recur(items) and len(bounds) < _MOST_BOUNDS else None
        while bound is not None:
            bounds.append((bound[0], bound[1].piece))
            place = bound[1].match.end()
            bound = _bound(plain, place, at, without) if len(bounds) < _MOST_BOUNDS else None
        item = _following(plain, place, at, without)
        if begins and item is not None and _recur([item]) and not _recur(items):
            bounds.append(("since", items.pop().piece))
            begins, taken = "", frozenset()
    if not items:
        return None
    after = _AFTER().match(plain, place)
    return Parsed(start, after.end() if after else place, tuple(items), introduced, begins, tuple(bounds))


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
