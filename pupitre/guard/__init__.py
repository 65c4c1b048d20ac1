"""What of others, or of what is private, stands in a text that is about to leave; `hits` says where.

The rules, one a line; words are compared without accents, case, plural mark, and the kind of space or apostrophe:
- the whole name of another client, or what is left of it without « Cabinet », « SARL », « & Fils »;
- a word that is a client's own; a common word only with a capital inside a sentence, after a title, or as who acts;
- its contact, by both names, by the last name, or by a first name that is rare and nobody's of this client;
- its label in capitals, or with one inside a sentence; its dotted initials;
- its address, and its domain when it is no provider's and not shared;
- never what lies inside this client's own name, people or address, or hers;
- five words in a row of a private note, of what interrupted, or of another's sheet; all of a shorter one;
- three words in a row of a confidential title of this client, or its one word; five of another's;
- a count of ten and more, with its unit, that is that of another client's task and of none of this client's;
- never a run that stands in what this client may read anyway.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum

from pupitre.client import Client
from pupitre.guard.figures import figures
from pupitre.guard.forms import (
    Care,
    Form,
    capitals_of,
    company_forms,
    domain_of,
    full_name,
    initials_of,
    is_common_word,
    people_forms,
    words_of,
)
from pupitre.guard.lexicon import ACRONYMS, CIVILITIES, LINKS, SAYS
from pupitre.guard.private import Runs, secrets
from pupitre.guard.tokens import form_of, tokens_of
from pupitre.settings import Settings
from pupitre.text import plain
from pupitre.value import Struct, replace

__all__ = ["Hit", "Kind", "hits"]


class Kind(StrEnum):
    """What a hit is."""

    NAME = "name"
    PERSON = "person"
    ADDRESS = "address"
    LABEL = "label"
    INITIALS = "initials"
    NOTE = "note"
    TITLE = "title"
    FIGURE = "figure"


class Hit(Struct, frozen=True):
    """A stretch of a text that should not leave; `owner` is the client it is of.

    `instead` is the neutral label of a confidential title, None where the screen has the words.
    """

    start: int
    end: int
    kind: Kind
    owner: str
    instead: str | None = None


_ADDRESS = re.compile(r"[\w.+@-]+")
"""Runs of what addresses are made of, read once: those with an `@` or a dot inside are some."""
_INITIALS = re.compile(r"(?<![\w.])(?:[A-ZÀ-ÖØ-ÞŒŸ]\.[\s-]?){1,5}[A-ZÀ-ÖØ-ÞŒŸ](?:\.|(?!\w))")
_ENDS = '.!?…\n\r•–—-«"(“'
_GAP = 4
"""Characters that may part two words of one name: « Lin  & Fils »."""


def hits(
    text: str, client: Client, clients: Iterable[Client], values: Iterable[object] = (), own: Settings | None = None
) -> tuple[Hit, ...]:
    """Return what of others or private stands in a text for a client, in its order; `values` may be anybody's."""
    guard = _Guard(text, client, [c for c in clients if c.id != client.id], own or Settings())
    values = tuple(values)
    found = [*guard.named(), *guard.addressed(), *guard.labelled(), *guard.initialled(), *guard.private(values)]
    found += [Hit(a, b, Kind.FIGURE, owner) for a, b, owner in figures(guard.tokens, values, client.id)]
    return _apart(h for h in found if not guard.is_own(h))


class _Guard:
    """One text, read for one client."""

    def __init__(self, text: str, client: Client, others: list[Client], own: Settings) -> None:
        self.text, self.client, self.others = text, client, others
        self.tokens = tokens_of(text)
        self.folded = "".join(form if len(form := form_of(sign)) == 1 else sign for sign in text)
        contact = client.contact
        self.mine = (client.name, contact.first_name, contact.last_name, own.name, own.trade_name)
        self.kin = words_of(self.mine)
        self.addresses = {plain(a) for a in (contact.email, own.email) if a}
        self.domains = {domain_of(a) for a in self.addresses} - {""}
        self.own = [*self._own_spans(own)]

    def is_own(self, hit: Hit) -> bool:
        """Return whether a hit lies within a name of this client or of hers."""
        other = hit.kind in {Kind.NAME, Kind.PERSON, Kind.LABEL, Kind.INITIALS}
        return other and any(a <= hit.start and hit.end <= b for a, b in self.own)

    def _own_spans(self, own: Settings) -> Iterator[tuple[int, int]]:
        hers = Client(id="", name=own.trade_name, label="", contact=replace(
            self.client.contact, first_name=own.name.partition(" ")[0], last_name=own.name.partition(" ")[2]))
        forms = [f for c in (self.client, hers) for f in (*company_forms(c), *people_forms(c, frozenset()))]
        # What is left of « Atelier Lin & Fils » may be the whole of another name.
        taken = {full_name(c) for c in self.others} - {full_name(self.client)}
        forms = [f for f in forms if f.keys not in taken]
        yield from ((a, b) for a, b, _ in self._matches({"": forms}))
        for start, end, address in self._addresses():
            if address in self.addresses or _within(address, self.domains):
                yield start, end

    # -- names -----------------------------------------------------------------------------------

    def named(self) -> Iterator[Hit]:
        """Yield the names of other clients and of their people."""
        mine = set(company_forms(self.client))
        forms = {
            c.id: [f for f in (*company_forms(c), *people_forms(c, self.kin)) if len(f.keys) > 1 or f not in mine]
            for c in self.others
        }
        for first, last, (owner, form) in self._matches(forms, careful=True):
            yield Hit(first, last, Kind.PERSON if form.person else Kind.NAME, owner)

    def _matches(
        self, forms: dict[str, list[Form]], *, careful: bool = False
    ) -> Iterator[tuple[int, int, tuple[str, Form]]]:
        first_words: dict[str, list[tuple[str, Form]]] = defaultdict(list)
        for owner, each in forms.items():
            for form in each:
                first_words[form.keys[0]].append((owner, form))
        for n, token in enumerate(self.tokens):
            for owner, form in first_words.get(token.key, ()):
                at = self._along(n, form)
                if at and (not careful or self._meant(at, form)):
                    yield self.tokens[at[0]].start, self.tokens[at[-1]].end, (owner, form)

    def _along(self, n: int, form: Form) -> list[int]:
        """Return the numbers of the words that are a form from a word on, none when another word follows."""
        at = [n]
        for key in form.keys[1:]:
            n += 1
            if n + 1 < len(self.tokens) and self.tokens[n].key in LINKS and key not in LINKS:
                n += 1
            if n >= len(self.tokens) or self.tokens[n].key != key or not self._near(at[-1], n):
                return []
            at.append(n)
        return at

    def _near(self, one: int, other: int) -> bool:
        between = self.text[self.tokens[one].end : self.tokens[other].start]
        linked = other - one > 1
        return len(between) <= _GAP + 3 * linked and not set(between) & set("!?;:()") and between.count("\n") < 2

    def _meant(self, at: list[int], form: Form) -> bool:
        if form.care is Care.NONE or self._titled(at[0]):
            return True
        capital = [at[n] for n in form.telling if self._capital(at[n])]
        if form.care is Care.CAPITAL or not capital:
            return bool(capital)
        follows = self.tokens[at[-1] + 1].key if at[-1] + 1 < len(self.tokens) else ""
        return follows in SAYS or self._parted(at[-1]) or any(not self._begins(n) for n in capital)

    def _titled(self, n: int) -> bool:
        """Return whether a title such as « M. » stands before a word."""
        before = self.tokens[n - 1] if n else None
        if before is None or before.key not in CIVILITIES or not self._near(n - 1, n):
            return False
        return len(before.key) > 1 or self.text[before.start] == "M"

    def _capital(self, n: int) -> bool:
        """Return whether a word has a capital of its own, not that of a whole line in capitals."""
        if not self.text[self.tokens[n].start].isupper():
            return False
        if self._parted(n) or n + 1 == len(self.tokens) or "\n" in self._between(n):
            return True
        around = [self._word(i) for i in (n - 1, n + 1) if 0 <= i < len(self.tokens)]
        return not (self._word(n).isupper() and any(len(w) > 1 and w.isupper() for w in around))

    def _between(self, n: int) -> str:
        """Return what stands between a word and the next one."""
        end = self.tokens[n + 1].start if n + 1 < len(self.tokens) else len(self.text)
        return self.text[self.tokens[n].end : end]

    def _parted(self, n: int) -> bool:
        """Return whether a mark follows a word that sets a name apart: « Petit : relance faite »."""
        return self._between(n).lstrip(" \u00a0\u202f")[:1] in {":", ",", ";"}

    def _begins(self, n: int) -> bool:
        """Return whether a word begins a sentence."""
        at = self.tokens[n].start
        while at and self.text[at - 1] in " \u00a0\u202f\t":
            at -= 1
        return not at or self.text[at - 1] in _ENDS

    def _word(self, n: int) -> str:
        return self.text[self.tokens[n].start : self.tokens[n].end]

    # -- addresses, labels, initials -------------------------------------------------------------

    def addressed(self) -> Iterator[Hit]:
        """Yield the addresses and domains of other clients."""
        owners = {plain(c.contact.email): c.id for c in self.others if c.contact.email}
        domains = {domain_of(address): owner for address, owner in owners.items()}
        domains = {d: owner for d, owner in domains.items() if d and d not in self.domains}
        for start, end, address in self._addresses():
            owner = owners.get(address) if address not in self.addresses else None
            owner = owner or _within(address, domains)
            if owner:
                yield Hit(start, end, Kind.ADDRESS, owner)

    def _addresses(self) -> Iterator[tuple[int, int, str]]:
        """Yield where addresses and domains stand, and each in the form that is compared."""
        for found in _ADDRESS.finditer(self.folded):
            word = found[0].rstrip(".-")
            if "@" in word or "." in word:
                yield found.start(), found.start() + len(word), plain(word)

    def labelled(self) -> Iterator[Hit]:
        """Yield the labels of other clients."""
        spared = ACRONYMS | {plain(self.client.label).upper()} | capitals_of(" ".join(self.mine))
        known = [c for c in self.others if len(c.label) > 1 and not c.label.isdigit()]
        labels = {plain(c.label).upper(): c.id for c in known}
        for n, token in enumerate(self.tokens):
            word = self._word(n)
            folded = plain(word).upper()
            named = word.isupper() or (word[0].isupper() and not is_common_word(token.key) and not self._begins(n))
            if folded in labels and folded not in spared and named:
                yield Hit(token.start, token.end, Kind.LABEL, labels[folded])

    def initialled(self) -> Iterator[Hit]:
        """Yield the dotted initials of other clients and of their people."""
        spared = initials_of(self.client)
        owners = {letters: c.id for c in self.others for letters in initials_of(c) if letters not in spared}
        for found in _INITIALS.finditer(self.text):
            letters = "".join(c for c in found[0] if c.isalpha())
            if plain(letters) in owners:
                yield Hit(*found.span(), Kind.INITIALS, owners[plain(letters)])

    # -- private texts ---------------------------------------------------------------------------

    def private(self, values: Iterable[object]) -> Iterator[Hit]:
        """Yield what stands in a private note or in a confidential title."""
        notes, titles, free = secrets(values, self.client, self.others)
        runs = Runs(self.tokens, free)
        for secret in notes:
            yield from (Hit(a, b, Kind.NOTE, secret.owner) for a, b in runs.of(secret))
        for secret in titles:
            yield from (Hit(a, b, Kind.TITLE, secret.owner, secret.instead) for a, b in runs.of(secret))


def _within(address: str, domains: Iterable[str]) -> str:
    """Return what stands for the domain of an address: its owner in a mapping, else the domain; "" for none."""
    host = address.rpartition("@")[2].rstrip(".")
    found = next((d for d in domains if host == d or host.endswith(f".{d}")), "")
    return domains[found] if found and isinstance(domains, dict) else found


def _apart(found: Iterable[Hit]) -> tuple[Hit, ...]:
    """Return hits that do not overlap, the longest where they do, in the order of the text."""
    kept: list[Hit] = []
    covered: set[int] = set()
    for hit in sorted(found, key=lambda h: (h.start - h.end, h.start, h.kind)):
        # The longest came first: a shorter one that overlaps it has one of its ends inside.
        if hit.start not in covered and hit.end - 1 not in covered:
            covered.update(range(hit.start, hit.end))
            kept.append(hit)
    return tuple(sorted(kept, key=lambda h: h.start))
