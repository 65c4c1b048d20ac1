"""A date phrase among other words: « Relances impayés vendredi 17h pour le cabinet »."""

import re
from collections.abc import Iterator

from pupitre.phrases.answers import Answer, Found, Kind, Moment, Why
from pupitre.phrases.grammar import Item, Parsed, parse
from pupitre.phrases.pieces import Hours, Trust, part
from pupitre.phrases.text import Text, normalise
from pupitre.phrases.words import WEEKDAY_ABBREVIATIONS, words

_WORD = re.compile(r"(?<![^ (\[\"«:;,])[a-z0-9]")
_ENDS = re.compile(r"$|[ ,;!?)\]»\":]|\.(?:$| )")
_WORD_BEFORE = re.compile(r"([^ ]+) $")
_WORD_AFTER = re.compile(r" ?([^ ]+)")
_MARKERS = re.compile(r"(?: ?(?:[@~#][^ ]*|[!.,;?)]+))* ?$")

_DESCRIBING = frozenset(
    words(
        "du de des d' a to depuis date of from since last "
        "m m. mr mr. mrs ms mme me maitre dr"
    )
)
"""« courriers du 20/11 », « décaler à jeudi »: the date tells which thing, not when it is due."""
_NUMBERED_THINGS = frozenset(
    words(
        "n° nº no num numero page pages p. p lot partie part dossier rg ref reference version v facture devis "
        "chapitre tome article art. art salle bureau taux tva avis chambre annexe piece forfait carnet pack duree "
        "total credit invoice file room chapter"
    )
)
_DETERMINERS = frozenset(
    words(
        "le la les l' un une des ce cet cette ces mon ton son ma ta sa mes tes ses notre votre leur nos vos "
        "leurs au aux du de en the a an my your his her our their"
    )
)
_AFTER_A_NUMBER = frozenset(
    words(
        "a au pour chez avec avant apres par sur dans en et ou puis si car for at with by to and or before "
        "after then - – : ;"
    )
)
_MEASURING = frozenset(
    words(
        "de d' supplementaires supplementaire of"
    )
)
_POSSESSIVE = "mon"
_MOST_WORDS = 300
"""A longer line is a pasted text; its last words are read."""
_ATTEMPTS = (frozenset[Trust](), frozenset({Trust.NUMBER}))
"""« vendredi 3 rendez-vous » is not the 3rd; it is still on Friday."""


def find(line: str, at: Moment) -> Found | None:
    """Return the last sensible date phrase of a line; its span is in the characters of the line itself.

    A phrase that describes a thing (after « du », « de ») is not a deadline. Abbreviated weekdays need an
    hour, a number, or the end of the line; « le 5 » must not be followed by a noun; « 1/2 », a bare
    « matin », a named holiday or a payment term need « pour », « avant »… or a day beside them; « 1h15 »
    is a duration; refusals are kept only where a date was plainly meant (« le 30 février »).
    """
    text = normalise(line)
    last: Found | None = None
    for parsed, answer in _sensible_phrases(text, at):
        last = Found(*text.source(parsed.start, parsed.end), answer)
    return last


def _sensible_phrases(text: Text, at: Moment) -> Iterator[tuple[Parsed, Answer]]:
    free_from = 0
    starts = [word.start() for word in _WORD.finditer(text.plain)]
    for start in starts[-_MOST_WORDS:]:
        if start < free_from:
            continue
        for without in _ATTEMPTS:
            parsed = parse(text.plain, start, at, careful=True, without=without)
            if parsed is None:
                continue
            # What was refused as a whole is not looked into: « à 30 jours fin de mois ».
            free_from = max(free_from, parsed.end)
            if not _stands(parsed, text):
                continue
            answer = parsed.answer(at)
            if _usable(answer, parsed):
                free_from = parsed.end
                yield parsed, answer
                break


def _stands(parsed: Parsed, text: Text) -> bool:
    """Return whether the words around let this phrase be a deadline."""
    if not _ENDS.match(text.plain, parsed.end) or _describes(parsed, text.plain):
        return False
    return all(_trusted(item, parsed, text) for item in parsed.items)


def _describes(parsed: Parsed, plain: str) -> bool:
    """Return whether the phrase says which thing, how many, or how long."""
    own = parsed.items[0].match.group()
    before = _WORD_BEFORE.search(plain, max(0, parsed.start - 40), parsed.start)
    word = before[1] if before else ""
    if word in _DESCRIBING or (own[0].isdigit() and word in _NUMBERED_THINGS):
        return True
    if own.startswith(("du ", "au ")) and not parsed.introduced and not _ranges(parsed):
        return True
    alone = len(parsed.items) == 1 and isinstance(parsed.items[0].piece, Hours)
    return alone and not parsed.introduced and _next_word(parsed, plain) in _MEASURING


def _ranges(parsed: Parsed) -> bool:
    return any(part(item.match, "d0") or part(item.match, "wd0") for item in parsed.items)


def _next_word(parsed: Parsed, plain: str) -> str:
    after = _WORD_AFTER.match(plain, parsed.end)
    word = after[1] if after else ""
    return "d'" if word.startswith("d'") else word


def _is_last(parsed: Parsed, plain: str) -> bool:
    """Return whether nothing follows but marks such as `@client`, `~30min` and `!`."""
    return _MARKERS.match(plain, parsed.end) is not None


def _trusted(item: Item, parsed: Parsed, text: Text) -> bool:
    plain = text.plain
    beside = len(parsed.items) > 1
    weekday = part(item.match, "wd")
    match item.rule.trust:
        case Trust.WEEKDAY:
            return weekday not in WEEKDAY_ABBREVIATIONS or beside or _ends_line(item, parsed, text)
        case Trust.NUMBER:
            return beside or _no_noun(parsed, plain)
        case Trust.SLASH:
            own = f"{item.match['d']}/{item.match['m']}"
            hour = any(isinstance(other.piece, Hours) and not other.piece.half for other in parsed.items)
            return hour or parsed.introduced or bool(weekday) or (len(own) > 3 and own != "24/7")
        case Trust.INTRODUCED:
            return beside or parsed.introduced
        case Trust.LAST:
            return beside or parsed.introduced or _is_last(parsed, plain)
        case _:
            return item.rule.trust is Trust.SURE


def _ends_line(item: Item, parsed: Parsed, text: Text) -> bool:
    """Return whether an abbreviated weekday closes the line, and is no noun or name (« le jeu », « Sam »)."""
    place = item.match.start("wd")
    if place != item.match.start() or item.match["wd"] == _POSSESSIVE or (place and text.capital(place)):
        return False
    before = _WORD_BEFORE.search(text.plain, max(0, place - 40), place)
    return _is_last(parsed, text.plain) and not (before and before[1] in _DETERMINERS)


def _no_noun(parsed: Parsed, plain: str) -> bool:
    word = _next_word(parsed, plain)
    return not word or not word[0].isalnum() or word in _AFTER_A_NUMBER


def _usable(answer: Answer, parsed: Parsed) -> bool:
    """Return whether the answer is worth taking words out of a title for."""
    if answer.value is not None:
        return True
    if answer.kind is Kind.AMBIGUOUS:
        return answer.why is Why.WEEKDAY_OR_MONTH
    plainly = parsed.introduced or parsed.items[0].rule.trust in {Trust.SURE, Trust.NUMBER}
    return plainly and (answer.why is not Why.PAST or parsed.introduced)
