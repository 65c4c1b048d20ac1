"""A date phrase among other words: « Relances impayés vendredi 17h pour le cabinet »."""

import re
from collections.abc import Iterator

from pupitre.phrases.answers import Answer, Found, Kind, Moment, Why
from pupitre.phrases.grammar import Item, Parsed, parse
from pupitre.phrases.pieces import Hours, Trust, part
from pupitre.phrases.text import Text, normalise
from pupitre.phrases.words import WEEKDAY_ABBREVIATIONS, words
from pupitre.text import late

_WORD = late(r"(?<![^ (\[\"«:;,])[a-z0-9]")
_ENDS = late(r"$|[ ,;!?)\]»\":]|\.(?:$| )")
_WORD_BEFORE = late(r"([^ ]+) $")
_THING_BEFORE = late(r"([^ :]+?)\.?(?: ?:)? $")
_WORD_AFTER = late(r" ?([^ ]+)")
_ELIDED = late(r"[a-z]'")
_TO_A_NUMBER = late(r" (?:au?|to) [0-9]")
_NUMBER_BEFORE = late(r"[0-9](?: ?/ ?|[,:;])$")
_NUMBER_AFTER = late(r"(?: ?/ ?|[,:;])[0-9]")
_MARKERS = late(r"(?: ?(?:[@~#][^ ]*|[!.,;?)]+))* ?$")

_DESCRIBING = frozenset(
    words(
        "du de des d' a to depuis date datee dates datees recu recue recus recues emis emise of from since last "
        "m m. mr mr. mrs ms mme me maitre dr"
    )
)
"""« courriers du 20/11 », « lettre reçue le 5 », « décaler à jeudi »: it tells which thing, not when it is due."""
_NUMBERED_THINGS = frozenset(
    words(
        "n° n°s no nos num numero numeros page pages p lot lots partie part dossier dossiers affaire affaires rg "
        "ref refs reference references version v facture factures chapitre tome article articles art salle bureau "
        "taux tva avis chambre annexe piece forfait carnet pack duree total credit invoice file room chapter"
    )
)
_HOLDING_HOURS = frozenset(words("n° n°s no nos num numero numeros forfait carnet pack duree total credit p page v"))
"""« forfait 10h »: hours that are counted; « dossier 16h » is the hour."""
_DETERMINERS = frozenset(
    words(
        "le la les l' un une des ce cet cette ces mon ton son ma ta sa mes tes ses notre votre leur nos vos "
        "leurs au aux du de en the a an my your his her our their"
    )
)
_AFTER_A_NUMBER = frozenset(
    words(
        "a au pour chez avec avant apres par sur dans en et ou puis si car for at with by to and or before "
        "after then - – : ; le la les l' un une mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs "
        "the my your our urgent urgente urgents urgentes"
    )
)
_COUNTED = frozenset(
    words(
        "pieces pages feuilles feuillets volets points places portes etoiles roues mains quarts tonnes litres "
        "kg km m m2 cm mm heures minutes min mn jours semaines mois ans fois euros € k€ % "
        "files hours days weeks months years floor draft version chapter"
    )
)
"""« le 5 pièces » is a flat, « 5/10 pages » a count, "on the 2nd floor" a rank."""
_STREETS = frozenset(words("bis ter rue avenue av av. boulevard bd bld place chemin allee impasse quai route"))
_SHARED = frozenset(
    words(
        "de d' du des of temps tarif litre part page piece feuille point h heure hour jour day journee journees "
        "matinee soiree"
    )
)
"""« 3/4 d'heure », « 1/2 tarif »: a share of what follows."""
_MEASURING = frozenset(
    words(
        "de d' supplementaires supplementaire of"
    )
)
_POSSESSIVE = "mon"
_MOST_WORDS = 300
"""A longer line is a pasted text; its last words are read."""
_ATTEMPTS = (frozenset[Trust](), frozenset({Trust.NUMBER, Trust.WRITTEN}))
"""« vendredi 3 rendez-vous » is not the 3rd; it is still on Friday."""


def find(line: str, at: Moment) -> Found | None:
    """Return the last sensible date phrase of a line; its span is in the characters of the line itself.

    A written date (« 05/12 », « 5 déc. », « le 5 », "on the 5th") counts wherever it stands, except:

    - where it tells which thing: after « du », « de », « des », « depuis », « reçu », or, when it begins with
      a figure, after « dossier », « facture », « n° », « réf. », « page », « lot »…;
    - where it is part of a longer number: « 26/118 », « 1/2/3/4 », « 05/12-7 », « 12/05/2026/3 »;
    - where it counts, shares or ranks: « le 5 pièces », « le 12 rue Foch », "the 5 files", « le 1er rappel »,
      « 5/10 pages », « 24/7 »; two single figures (« 1/2 », « 3/4 ») need « le », « pour », a year or an hour,
      and are never a date before « journée », « d'heure »;
    - « le 5 à 7 », « le 5 au 7 »: a gathering or a span, not the 5th; « le 5 à 7h » is the 5th at seven.

    Abbreviated weekdays need an hour, a number, or the end of the line; « jeudi 3 » must not be followed by
    a noun; a bare « matin », a named holiday or a payment term need « pour », « avant »… or a day beside
    them; « 1h15 » is a duration; refusals are kept only where a date was plainly meant (« le 30 février »).
    """
    found = find_all(line, at)
    return found[-1] if found else None


def find_all(line: str, at: Moment) -> list[Found]:
    """Return every sensible date phrase of a line, in order, as `find` knows them."""
    text = normalise(line)
    return [
        Found(*text.source(parsed.start, parsed.end), answer) for parsed, answer in _sensible_phrases(text, at)
    ]


def _sensible_phrases(text: Text, at: Moment) -> Iterator[tuple[Parsed, Answer]]:
    free_from = 0
    starts = [word.start() for word in _WORD().finditer(text.plain)]
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
            if _usable(answer, parsed, text.plain):
                free_from = parsed.end
                yield parsed, answer
                break


def _stands(parsed: Parsed, text: Text) -> bool:
    """Return whether the words around let this phrase be a deadline."""
    plain = text.plain
    if not _ENDS().match(plain, parsed.end) or _in_a_number(parsed, plain) or _describes(parsed, text):
        return False
    return all(_trusted(item, parsed, text) for item in parsed.items)


def _in_a_number(parsed: Parsed, plain: str) -> bool:
    """Return whether figures go on before or after the phrase: « 5 / 12 / 3 », « 05/12,7 »."""
    start, end = parsed.start, parsed.end
    if plain[start].isdigit() and _NUMBER_BEFORE().search(plain, max(0, start - 4), start):
        return True
    return plain[end - 1].isdigit() and _NUMBER_AFTER().match(plain, end) is not None


def _describes(parsed: Parsed, text: Text) -> bool:
    """Return whether the phrase says which thing, how many, or how long."""
    plain, own = text.plain, parsed.items[0].match.group()
    if _word(_WORD_BEFORE(), parsed, plain) in _DESCRIBING:
        return True
    things = _HOLDING_HOURS if isinstance(parsed.items[0].piece, Hours) else _NUMBERED_THINGS
    if own[0].isdigit() and (_word(_THING_BEFORE(), parsed, plain) in things or _plural(parsed, text)):
        return True
    if own.startswith(("du ", "au ")) and not parsed.introduced and not _ranges(parsed):
        return True
    alone = len(parsed.items) == 1 and isinstance(parsed.items[0].piece, Hours)
    return alone and not parsed.introduced and _next_word(parsed, plain) in _MEASURING


def _word(pattern: re.Pattern[str], parsed: Parsed, plain: str) -> str:
    before = pattern.search(plain, max(0, parsed.start - 40), parsed.start)
    return before[1] if before else ""


def _plural(parsed: Parsed, text: Text) -> bool:
    """Return whether the phrase begins with « des » and not with « dès »."""
    start, end = text.source(parsed.start, parsed.start + 3) if parsed.introduced else (0, 0)
    return text.line[start:end].casefold() == "des"


def _ranges(parsed: Parsed) -> bool:
    return any(part(item.match, "d0") or part(item.match, "wd0") for item in parsed.items)


def _next_word(parsed: Parsed, plain: str) -> str:
    return _elided(_WORD_AFTER().match(plain, parsed.end))


def _word_after(place: int, plain: str) -> str:
    """Return the word at a place without its punctuation."""
    return _elided(_WORD_AFTER().match(plain, place)).rstrip(",;:.!?)")


def _elided(after: re.Match[str] | None) -> str:
    """Return a word, or of « d'heure » only « d' »."""
    word = after[1] if after else ""
    short = _ELIDED().match(word)
    return short.group() if short else word


def _is_last(parsed: Parsed, plain: str) -> bool:
    """Return whether nothing follows but marks such as `@client`, `~30min` and `!`."""
    return _MARKERS().match(plain, parsed.end) is not None


def _trusted(item: Item, parsed: Parsed, text: Text) -> bool:
    plain = text.plain
    beside = len(parsed.items) > 1
    weekday = part(item.match, "wd")
    match item.rule.trust:
        case Trust.WEEKDAY:
            return weekday not in WEEKDAY_ABBREVIATIONS or beside or _ends_line(item, parsed, text)
        case Trust.NUMBER:
            return beside or _no_noun(parsed, plain)
        case Trust.WRITTEN:
            return beside or not _counts(parsed, plain)
        case Trust.SLASH:
            return _is_date(item, parsed, plain)
        case Trust.INTRODUCED:
            return beside or parsed.introduced
        case Trust.LAST:
            return beside or parsed.introduced or _is_last(parsed, plain)
        case _:
            return item.rule.trust is Trust.SURE


def _counts(parsed: Parsed, plain: str) -> bool:
    """Return whether « le 5 » goes on as a count, an address or a span: « le 5 pièces », « le 5 à 7 »."""
    word = _word_after(parsed.end, plain)
    counted = word[:1].isdigit() or word in _COUNTED or word in _STREETS
    return counted or _TO_A_NUMBER().match(plain, parsed.end) is not None


def _is_date(item: Item, parsed: Parsed, plain: str) -> bool:
    """Return whether two figures are a day and a month, and no page, share or count."""
    own = f"{item.match['d']}/{item.match['m']}"
    word = _word_after(item.match.end(), plain)
    if word in _COUNTED or (len(own) == 3 and word in _SHARED):
        return False
    if any(isinstance(other.piece, Hours) and not other.piece.half for other in parsed.items):
        return True
    plainly = parsed.introduced or bool(part(item.match, "wd")) or item.match.group().startswith(("le ", "on "))
    return plainly or (len(own) > 3 and own != "24/7")


def _ends_line(item: Item, parsed: Parsed, text: Text) -> bool:
    """Return whether an abbreviated weekday closes the line, and is no noun or name (« le jeu », « Sam »)."""
    place = item.match.start("wd")
    if place != item.match.start() or item.match["wd"] == _POSSESSIVE or (place and text.capital(place)):
        return False
    before = _WORD_BEFORE().search(text.plain, max(0, place - 40), place)
    return _is_last(parsed, text.plain) and not (before and before[1] in _DETERMINERS)


def _no_noun(parsed: Parsed, plain: str) -> bool:
    word = _next_word(parsed, plain)
    return not word or not word[0].isalnum() or word in _AFTER_A_NUMBER


def _usable(answer: Answer, parsed: Parsed, plain: str) -> bool:
    """Return whether the answer is worth taking words out of a title for."""
    if answer.value is not None:
        return True
    if answer.kind is Kind.AMBIGUOUS:
        return answer.why is Why.WEEKDAY_OR_MONTH
    trust = parsed.items[0].rule.trust
    # « le 32 » is no date; before a noun it is no slip either.
    written = trust is Trust.WRITTEN and _no_noun(parsed, plain)
    plainly = parsed.introduced or written or trust in {Trust.SURE, Trust.NUMBER}
    return plainly and (answer.why is not Why.PAST or parsed.introduced)
