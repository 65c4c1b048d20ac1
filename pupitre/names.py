"""The names of a client and of its people, found in texts and blanked there; names that others bear are let be."""

import re
from collections.abc import Iterable, Iterator

from pupitre.client import Client, Contact
from pupitre.text import late, plain

BLANK = "[effacé]"
"""What stands where a name was."""

SHORTEST = 3
"""Letters of the shortest name that is blanked: a company called « Le » would take that word out of every text."""

_CIVILITIES = (
    {"m.", "m", "mr", "mr.", "monsieur"}, {"mme", "mme.", "madame", "mrs"}, {"mlle", "mlle.", "mademoiselle"},
    {"me", "me.", "maitre"}, {"dr", "dr.", "docteur"}, {"pr", "pr.", "professeur"},
)
_ALIKE = {"'": "['\u2018\u2032`]", "-": "[-\u2010-\u2015]"}
_NOTHING = late(r"(?!)")


class Names:
    """The names that go; `kept` are names of others, in which they may be contained."""

    def __init__(self, gone: Iterable[Client], kept: Iterable[str]) -> None:
        gone = tuple(gone)
        self._gone = _pattern(form for client in gone for form in names_of(client) if len(form) >= SHORTEST)
        self._last = _pattern(client.contact.last_name for client in gone if len(client.contact.last_name) > 1)
        self._kept = _pattern(kept)

    def blanked(self, text: str) -> str:
        """Return a text without the names."""
        if not self.named(text):
            return text
        forms = [plain(c) for c in text]
        at = [n for n, form in enumerate(forms) for _ in form]
        told, done = "", 0
        for first, end in self._spans("".join(forms)):
            last = at[end - 1] + 1
            while last < len(text) and not forms[last]:  # accents that are characters of their own
                last += 1
            told, done = told + text[done : at[first]] + BLANK, last
        return told + text[done:]

    def named(self, text: str) -> bool:
        """Return whether a text has one of the names."""
        return any(True for _ in self._spans(plain(text)))

    def hinted(self, text: str) -> bool:
        """Return whether a text has the last name of one of the people, which others may bear as well."""
        return self._last.search(plain(text)) is not None

    def _spans(self, folded: str) -> Iterator[tuple[int, int]]:
        """Yield where the names stand in a text in the form of `plain`, those within a name of others left out."""
        if self._gone.search(folded) is None:
            return
        kept = [found.span() for found in self._kept.finditer(folded)]
        for found in self._gone.finditer(folded):
            first, end = found.span()
            if not any(a <= first and end <= b for a, b in kept):
                yield first, end


def names_of(client: Client) -> tuple[str, ...]:
    """Return the full name of a client, its e-mail address, and every usual way to name its contact in full."""
    return tuple(filter(None, (client.name, client.contact.email, *_people(client.contact))))


def _people(contact: Contact) -> Iterator[str]:
    first, last = contact.first_name, contact.last_name
    if not last:
        return
    if first:
        yield f"{first} {last}"
        yield f"{last} {first}"
    if contact.civility:
        civility = plain(contact.civility)
        for form in next((forms for forms in _CIVILITIES if civility in forms), {civility}):
            yield f"{form} {last}"


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Return what finds names as whole words, the longest first, whatever spaces and apostrophes they have."""
    forms = {" ".join(plain(name).split()) for name in names} - {""}
    parts = [_bounded(form) for form in sorted(forms, key=lambda form: (-len(form), form))]
    return re.compile("|".join(parts)) if parts else _NOTHING()


def _bounded(form: str) -> str:
    body = "".join(r"\s+" if c == " " else _ALIKE.get(c, re.escape(c)) for c in form)
    if "@" in form:
        # What continues an address makes it another one.
        return rf"(?<![\w.+-]){body}(?![\w-]|\.\w)"
    return (r"(?<!\w)" if form[0].isalnum() else "") + body + (r"(?!\w)" if form[-1].isalnum() else "")
