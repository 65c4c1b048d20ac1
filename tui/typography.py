"""French typography for what goes to a client: spaces, quotes, apostrophes, hours, and nothing else.

No-break spaces follow the « Lexique des règles typographiques »: U+202F before ; ! ?, U+00A0 before : and inside « ».
"""

import re
from collections.abc import Callable

from pupitre.text import late
from tui import speech
from tui.speech import NBSP, NNBSP

_MONTHS = frozenset(speech.month_names(speech.FRENCH))
_PIECES = late(r"[^\S\n]+|\S+")
_QUOTED = late(r'(?<![\w"=])"(?=[^\s"])([^"\n]*)(?<=[^\s"])"(?![\w"])')
_APOSTROPHE = late(r"(?<=[^\W\d_])'(?=\w)")
_ELLIPSIS = late(r"(?<!\.)\.{3}(?!\.)")
_HOUR = late(r"(?<![\w.,:/])(\d{1,2})h(\d{2})?(?!\w)")
_SIGN = late(r"(?<=\d)(?=[%€](?!\w))")
_MINUTES = late(r"(?<![\w.,:])(\d{1,4})min(?!\w)")
_WITH_DIGIT = late(r"\D*\d")
_AFTER_OPENING = late(r"«(?=[^\s«»])")
_BEFORE_CLOSING = late(r"(?<=[^\s«»])»")
_ENDING = late(r"(?<=[\w)»’”%€…°])([;:]|[!?]{1,5})(?=[)»]{0,3}\Z)")
_ALONE = late(r"([;:!?])[!?]{0,5}[)»]{0,3}[.,…]?\Z")
_SMILING = late(r"[:;=8xX][-o'’^]?[)(\]\[DPpOo/\\|*3]+\Z")
_NUMBER = late(r"[(«]?\d+(?:[.,]\d+)?\Z")
_UNIT = late(r"(?:%|€|h|min|p\.)(?:\W|\Z)")
_TWO_DIGITS = late(r"\d{2}(?:\W|\Z)")
_DAY = late(r"[(«]?(?:1er|\d{1,2})\Z")
_LAST_OF_SMILEYS = frozenset(")(][DPpOo/\\|*3")
_ODD = late(r"[@\\/_`{}<>=|&]|::|\.\w|www|mailto:")
_MARKS = "()[]«»\"'’,.;:!?…"
_UNTOUCHED = late(
    r"""
      [a-zA-Z][\w+.-]{1,20}:/.* | www\..* | mailto:.*         # addresses of the web
    | .*@.*                                                   # of e-mail
    | .*[\\/_`{}<>=|].* | .*::.*                              # paths, and what looks like code
    | .*\w\.[A-Za-z]\w{1,4}                                   # names of files and of machines
    | &\#?\w+;?
    """, re.VERBOSE,
)


def typographic(text: str, lang: str) -> str:
    """Return a text as it is printed in a language. Twice is the same as once; letters and digits never change.

    Addresses, hours such as 14:30, names of files, code and smileys stay as they were typed.
    """
    if lang != speech.FRENCH:
        return text
    return "\n".join(_line(line) if line.strip() else line for line in text.split("\n"))


def plain_spaces(text: str) -> str:
    """Return a text with ordinary spaces alone, for programs that spoil the others."""
    return text.replace(NBSP, " ").replace(NNBSP, " ")


def _line(line: str) -> str:
    # What a word became may have spaces of its own, and is looked at word by word again.
    quoted = _QUOTED().sub(f"«{NBSP}\\1{NBSP}»", line)
    return _spaced(_PIECES().findall(_each(_ended, _each(_word, quoted))))


def _each(change: Callable[[str], str], line: str) -> str:
    pieces = _PIECES().findall(line)
    # Most words are letters alone, and nothing can change in them.
    return "".join(p if p.isalpha() or p.isspace() or _kept(p) else change(p) for p in pieces)


def _kept(word: str) -> bool:
    if _ODD().search(word) and (_UNTOUCHED().fullmatch(word) or _UNTOUCHED().fullmatch(word.strip(_MARKS))):
        return True
    return word[-1] in _LAST_OF_SMILEYS and _smiles(word)


def _smiles(word: str) -> bool:
    """Return whether a word is a smiley, or ends with one: a bracket that was never opened."""
    found = _SMILING().search(word[-6:])
    return found is not None and (len(found[0]) == len(word) or "(" not in word[:-len(found[0])])


def _word(word: str) -> str:
    if word == "--":
        return "–"
    word = _APOSTROPHE().sub("’", _ELLIPSIS().sub("…", word))
    if _WITH_DIGIT().match(word):
        word = _HOUR().sub(lambda m: f"{m[1]}{NBSP}h" + (f"{NBSP}{m[2]}" if m[2] else ""), word)
        word = _MINUTES().sub(rf"\1{NBSP}min", _SIGN().sub(NBSP, word))
    if "«" in word or "»" in word:
        word = _BEFORE_CLOSING().sub(f"{NBSP}»", _AFTER_OPENING().sub(f"«{NBSP}", word))
    return word


def _ended(word: str) -> str:
    if word[-1] not in ";:!?)»":
        return word
    return _ENDING().sub(lambda m: (NBSP if m[1] == ":" else NNBSP) + m[1], word)


def _spaced(pieces: list[str]) -> str:
    """Return the pieces of a line, their spaces as they are between the words around them."""
    found = list(pieces)
    for n in range(1, len(pieces) - 1):
        if (pieces[n - 1].isalpha() and pieces[n + 1].isalpha()) or pieces[n].strip(f" {NBSP}{NNBSP}"):
            continue
        earlier = pieces[n - 3] if n > 2 else ""
        found[n] = _space(earlier, pieces[n - 1], pieces[n + 1], first=n == 1) or pieces[n]
    return "".join(found)


def _space(earlier: str, before: str, after: str, *, first: bool) -> str:
    """Return the no-break space that stands between two words, "" for an ordinary one."""
    alone = _ALONE().match(after) if after[0] in ";:!?" else None
    if alone and not _smiles(after):
        return NBSP if alone[1] == ":" else NNBSP
    if before[-1].isdigit() or before.endswith("1er"):
        bound = after.startswith("»") or (_NUMBER().match(before) and _UNIT().match(after)) or (
            _DAY().match(before) and after.strip(_MARKS) in _MONTHS)
    else:
        bound = (
            after.startswith("»") or before.endswith("«") or (first and before == "–")
            or (before == "h" and _NUMBER().match(earlier) and _TWO_DIGITS().match(after))
            or (before == "n°" and after[0].isdigit())
        )
    return NBSP if bound else ""
