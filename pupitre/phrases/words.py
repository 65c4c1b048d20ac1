"""The vocabulary, French and English, and the templates that rules are written in."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from zlib import crc32

_DAY_NAMES = (
    ("lundi monday", "lun mon"),
    ("mardi tuesday", "mar tue tues"),
    ("mercredi wednesday", "mer merc wed weds"),
    ("jeudi thursday", "jeu thu thur thurs"),
    ("vendredi friday", "ven vend fri"),
    ("samedi saturday", "sam sat"),
    ("dimanche sunday", "dim sun"),
)
WEEKDAYS: Mapping[str, int] = {
    word: number for number, names in enumerate(_DAY_NAMES) for group in names for word in group.split()
}
WEEKDAY_ABBREVIATIONS = frozenset(word for _, short in _DAY_NAMES for word in short.split())

_MONTH_NAMES = (
    ("janvier janv jan", "january"),
    ("fevrier fevr fev", "february feb"),
    ("mars mar", "march"),
    ("avril avr", "april apr"),
    ("mai", "may"),
    ("juin", "june jun"),
    ("juillet juil", "july jul"),
    ("aout", "august aug"),
    ("septembre sept", "september sep"),
    ("octobre oct", "october"),
    ("novembre nov", "november"),
    ("decembre dec", "december"),
)
MONTHS: Mapping[str, int] = {
    word: number
    for number, names in enumerate(_MONTH_NAMES, start=1)
    for group in names
    for word in group.split()
}
# « mar 3 » is a doubt of its own, so March keeps its full name where English puts the month first.
_MONTH_FIRST = [
    word for _, english in _MONTH_NAMES for word in [*english.split(), "jan", "oct", "nov", "dec", "sept"]
]



def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, as a table that reads like one."""
    return tuple(text.split())


_FRENCH = words(
    "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "dix_sept dix_huit dix_neuf"
)
_ENGLISH = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = {
    20: ("vingt", "twenty"),
    30: ("trente", "thirty"),
    40: ("quarante", "forty"),
    50: ("cinquante", "fifty"),
}


def _numbers() -> dict[str, int]:
    """Spell the numbers from 0 to 60 in both languages."""
    spelled = {"une": 1, "an": 1, "a": 1, "soixante": 60, "sixty": 60, "fourty": 40}
    for names in (_FRENCH, _ENGLISH):
        spelled.update({name.replace("_", " "): value for value, name in enumerate(names)})
    for ten, (french, english) in _TENS.items():
        spelled.update({french: ten, english: ten, f"{french} et un": ten + 1, f"{french} et une": ten + 1})
        for unit in range(1, 10):
            spelled[f"{french} {_FRENCH[unit]}"] = ten + unit
            spelled[f"{english} {_ENGLISH[unit]}"] = ten + unit
    return spelled


NUMBERS: Mapping[str, int] = _numbers()


def number(word: str) -> int:
    """Return the value of digits or of a number word."""
    return int(word) if word.isdigit() else NUMBERS[word]


def _any_of(names: Iterable[str]) -> str:
    """Return an alternation, longest word first, so that no word hides a longer one."""
    return "|".join(sorted(set(names), key=lambda word: (-len(word), word)))


_ARTICLES = frozenset({"a", "an", "un"})
_COMPOUND = "|".join(
    rf"(?:{_any_of(pair[place] for pair in _TENS.values())}) (?:et une?|{_any_of(units[1:10])})"
    for place, units in enumerate((_FRENCH, _ENGLISH))
)
_SINGLE = [name for name in NUMBERS if name.count(" ") == 0 or name.startswith("dix")]
# « lundi 9 h » is an hour, not a 9th.
_DAY = r"[0-9]{1,2}(?![0-9])|premier(?![a-z]))(?:er|ere|st|nd|rd|th)?(?! ?(?:h(?![a-z])|heures?|:|[ap]\.?m))"

_FRAGMENTS: Mapping[str, str] = {
    "wd": rf"(?P<wd>{_any_of(WEEKDAYS)})(?![a-z])\.?",
    "wds": rf"(?P<wd>{_any_of(WEEKDAYS)})s?(?![a-z])\.?",
    "month": rf"(?P<month>{_any_of(MONTHS)})(?![a-z])\.?",
    "month0": rf"(?P<month0>{_any_of(MONTHS)})(?![a-z])\.?",
    "month1st": rf"(?P<month>{_any_of(_MONTH_FIRST)})(?![a-z])\.?",
    "months": rf"(?:{_any_of(MONTHS)})(?![a-z])",
    "n": rf"(?P<n>[0-9]{{1,12}}(?![0-9])|(?:{_COMPOUND}|{_any_of(_SINGLE)})(?![a-z]))",
    # An article is no hour: « at a glance ».
    "words": rf"(?!(?:{_any_of(_ARTICLES)}) )(?:{_COMPOUND}|{_any_of(_SINGLE)})(?![a-z])",
    "d": rf"(?P<d>{_DAY}",
    "d0": rf"(?P<d0>{_DAY}",
    "year": r"(?P<y>[0-9]{4})(?![0-9])",
}


# A fragment is written <wd>; (?P<wd>…) is the usual name of a group.
_WORD_END = "(?![a-z0-9'])"
_PLACE = re.compile(r"(?<!P)<(\w+)>")
_BEGINNINGS = {
    int(mark): told
    for told, _, marks in (line.partition("\t") for line in (
        Path(__file__).with_name("firsts.txt").read_text(encoding="utf-8").splitlines()
    ))
    for mark in marks.split()
}
"""What a match begins with, one of up to three letters with a bar between them, by the mark of the pattern.

Each digit is a zero: « 17h » and « 17j » begin unlike, « 17h » and « 23h » alike.

`python -m tests.phrase_firsts` writes it; one that may begin with anything is not there.
"""


_ZEROS = str.maketrans("123456789", "0" * 9)


@lru_cache(maxsize=64)
def digits_alike(plain: str) -> str:
    """Return a text with a zero for each digit."""
    return plain.translate(_ZEROS)


class Pattern:
    """A template with its fragments put in, that ends where a word ends; `open_end` lets it end anywhere.

    Compiled when it is first needed: all of them would cost 200 ms in a command that reads one line. Most never are:
    what cannot begin with the letters that stand there is not looked at (`firsts.txt`).
    """

    __slots__ = ("_beginnings", "_compiled", "open_end", "template")

    def __init__(self, template: str, *, open_end: bool = False) -> None:
        self.template, self.open_end = template, open_end
        told = _BEGINNINGS.get(self.mark)
        self._beginnings = None if told is None else tuple(told.split("|"))
        self._compiled: re.Pattern[str] | None = None

    @property
    def mark(self) -> int:
        """The number it is known by in `firsts.txt`."""
        return crc32(f"{self.open_end:d}{self.template}".encode())

    def match(self, plain: str, place: int) -> re.Match[str] | None:
        """Match the normalised text at a place."""
        if self._beginnings is not None and not digits_alike(plain).startswith(self._beginnings, place):
            return None
        return self.compiled().match(plain, place)

    def compiled(self) -> re.Pattern[str]:
        """Return the expression."""
        if self._compiled is None:
            ending = "" if self.open_end else _WORD_END
            filled = _PLACE.sub(lambda place: _FRAGMENTS[place[1]], self.template)
            self._compiled = re.compile(f"(?:{filled}){ending}")
        return self._compiled


def day_number(word: str) -> int:
    """Return the day of the month: digits, or « premier »."""
    return 1 if word == "premier" else int(word)
