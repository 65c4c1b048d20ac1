"""Private texts in a draft: a run of their words is what gives them away, not one word of everybody's."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pupitre.client import Client
from pupitre.entry import Entry, Origin
from pupitre.guard.forms import is_common
from pupitre.guard.tokens import Token, keys_of
from pupitre.interruption import Interruption
from pupitre.task import Task
from pupitre.value import Struct

NOTE_RUN, TITLE_RUN = 5, 3
"""Words in a row that give a private note away, and those that do a confidential title."""

TELLING = 2
"""How many words of a run are nobody else's."""


class Secret(Struct, frozen=True):
    """A text that must not leave: whose, how many of its words in a row are too many, and what may stand instead."""

    text: str
    owner: str
    run: int
    instead: str | None = None


class Runs:
    """The runs of words of a draft, and where each stands; `free` are texts that may leave in any case."""

    def __init__(self, tokens: tuple[Token, ...], free: Iterable[str]) -> None:
        self._tokens, self._free = tokens, tuple(free)
        self._words = frozenset(token.key for token in tokens)
        self._by_length: dict[int, dict[tuple[str, ...], list[int]]] = {}
        self._free_by_length: dict[int, set[tuple[str, ...]]] = {}

    def of(self, secret: Secret) -> Iterator[tuple[int, int]]:
        """Yield the stretches of the draft, in places of its text, that stand in a private text."""
        keys = keys_of(secret.text)
        length = min(secret.run, len(keys))
        least = 1 if secret.run == TITLE_RUN and len(keys) == 1 else TELLING
        if length < least or self._words.isdisjoint(keys):
            return
        here = self._runs(length)
        found = {run for run in _runs_of(keys, length) if run in here}
        if found:
            at = {place for run in found - self._allowed(length) for place in here[run]}
            yield from self._joined(sorted(at), length, least)

    def _runs(self, length: int) -> dict[tuple[str, ...], list[int]]:
        """Return where each run of so many words stands in the draft."""
        if length not in self._by_length:
            found: dict[tuple[str, ...], list[int]] = defaultdict(list)
            for n, run in enumerate(_runs_of(tuple(t.key for t in self._tokens), length)):
                found[run].append(n)
            self._by_length[length] = found
        return self._by_length[length]

    def _allowed(self, length: int) -> set[tuple[str, ...]]:
        """Return the runs of so many words that may leave; few drafts hold anything for which it is asked."""
        if length not in self._free_by_length:
            self._free_by_length[length] = {run for text in self._free for run in _runs_of(keys_of(text), length)}
        return self._free_by_length[length]

    def _joined(self, places: list[int], length: int, least: int) -> Iterator[tuple[int, int]]:
        """Yield the stretches that neighbouring runs make together, when enough of their words tell something."""
        stretches: list[tuple[int, int]] = []
        for place in places:
            first, last = stretches[-1] if stretches and place <= stretches[-1][1] else (place, -1)
            stretches[len(stretches) - (last >= 0) :] = [(first, place + length)]
        for first, last in stretches:
            words = self._tokens[first:last]
            if sum(not is_common(word.key) or word.key.isdigit() for word in words) >= least:
                yield words[0].start, words[-1].end


def _runs_of(keys: tuple[str, ...], length: int) -> Iterator[tuple[str, ...]]:
    """Yield the words in a row, so many of them, in their order."""
    return zip(*(keys[n:] for n in range(length)), strict=False)


def secrets(
    values: Iterable[object], client: Client, others: Iterable[Client]
) -> tuple[list[Secret], list[Secret], list[str]]:
    """Return the private texts, the confidential titles, and what the client may read in any case."""
    notes = [Secret(text, c.id, NOTE_RUN) for c in others for text in (c.contact_rules, c.scope_note) if text]
    titles: list[Secret] = []
    free = [client.contact_rules, client.scope_note]
    for value in values:
        if isinstance(value, Task):
            mine = value.client == client.id
            if value.note:
                notes.append(Secret(value.note, value.client or "", NOTE_RUN))
            if value.public_title != value.title:
                run, instead = (TITLE_RUN, value.public_title or None) if mine else (NOTE_RUN, None)
                titles.append(Secret(value.title, value.client or "", run, instead))
            if mine:
                free += [value.public_title, value.result, value.reason, value.next_text, value.scope_note]
        elif isinstance(value, Entry) and value.note:
            if value.origin is not Origin.TYPED:
                notes.append(Secret(value.note, value.client or "", NOTE_RUN))
            elif value.client == client.id:
                free.append(value.note)
        elif isinstance(value, Interruption) and value.summary:
            notes.append(Secret(value.summary, value.source, NOTE_RUN))
    return notes, titles, free
