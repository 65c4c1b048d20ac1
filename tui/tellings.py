"""What a report says of each task, one line each: numbers, reasons and dates, and nothing that nobody noted."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import time, tzinfo

from pupitre.client import Client, DurationStyle, Language, Register
from pupitre.deadline import Deadline
from pupitre.report import Fact, Facts
from pupitre.settings import Settings
from pupitre.task import WAITING_CLIENT, Task
from pupitre.text import plain
from pupitre.value import replace
from tui import speech
from tui.speech import NBSP, NNBSP
from tui.typography import typographic
from tui.voices import ENGLISH, TU, VOUS, Voice

# After a colon French goes on in lower case; only words that can be no name are touched.
_SMALL_WORDS = frozenset({
    "le", "la", "les", "l", "il", "elle", "ils", "elles", "un", "une", "des", "de", "du", "d", "ce", "cet", "cette",
    "ces", "pas", "plus", "aucun", "aucune", "en", "on", "je", "j", "nous", "vous", "deux", "trois", "quatre",
    "reste", "rendu", "attente", "achat", "acte", "commande", "creation", "declaration", "demande", "deplacement",
    "depot", "devis", "document", "dossier", "fichier", "manque", "mise", "prestation", "rappel", "refonte",
    "service", "traduction", "travail", "version",
})
_COLON = re.compile(r"\s:|:\s")
_FIRST_WORD = re.compile(r"[^\s'’]*")
_BREAKS = re.compile(r"[ \t]*\n\s*")
_ENDS = (".", "!", "?", "…", ":")

_Line = Callable[[Fact, int], str]
"""The line of a fact that stands for so many alike."""


def voice_of(client: Client) -> Voice:
    """Return the set of sentences a client is written to in."""
    if client.language is Language.ENGLISH:
        return ENGLISH
    return TU if client.register is Register.TU else VOUS


class Teller:
    """Tells the tasks of one report."""

    def __init__(self, facts: Facts, settings: Settings) -> None:
        self.facts, self.settings, self.client = facts, settings, facts.client
        self.voice, self.lang = voice_of(facts.client), facts.client.language.value
        self.zone: tzinfo = settings.zone

    def done(self) -> tuple[str, ...]:
        """Return what was finished."""
        return self._lines(self.facts.done, self._done)

    def in_progress(self) -> tuple[str, ...]:
        """Return what was begun and is not due yet."""
        return self._lines(self.facts.in_progress, self._unfinished)

    def unfinished(self) -> tuple[str, ...]:
        """Return what was not finished, why, and when it will be."""
        return self._lines(self.facts.unfinished, self._unfinished)

    def waiting(self, *, on_client: bool) -> tuple[str, ...]:
        """Return what waits for the client, or for somebody else."""
        found = [f for f in self.facts.waiting if (f.task.waiting_for in {"", WAITING_CLIENT}) is on_client]
        return self._lines(found, self._waiting)

    def outside(self) -> tuple[str, ...]:
        """Return what was asked outside the agreement."""
        return self._lines(self.facts.out_of_scope, self._outside)

    def coming(self) -> tuple[str, ...]:
        """Return what is promised next."""
        return self._lines(self.facts.coming, self._coming)

    def time(self, minutes: int) -> str:
        """Return a duration as the client wants it."""
        if self.client.duration_style is DurationStyle.HUNDREDTHS:
            return speech.hundredths(minutes, self.lang)
        return speech.duration(minutes, self.lang)

    def title(self, task: Task, count: int = 1) -> str:
        """Return what a task may be called outside, and of how many it stands for."""
        title = _flat(task.public_title).rstrip(" .") or self.voice.confidential
        return title if count == 1 else f"{title} {self.voice.times.format(n=count)}"

    # -- the same facts twice are one line --------------------------------------------------------

    def _lines(self, found: Iterable[Fact], line: _Line) -> tuple[str, ...]:
        alike: dict[str, list[Fact]] = {}
        for fact in found:
            bare = replace(fact, rounded=0, task=replace(fact.task, quantity=None))
            counts = (fact.task.quantity is None, fact.task.quantity_unit)
            alike.setdefault(f"{plain(line(bare, 1))}{counts}", []).append(fact)
        told = (line(self._summed(same), len(same)) for same in alike.values())
        return tuple(typographic(text, self.lang) for text in told)

    def _summed(self, same: Sequence[Fact]) -> Fact:
        first = same[0]
        counts = [f.task.quantity for f in same if f.task.quantity is not None]
        task = replace(first.task, quantity=sum(counts) if counts else None)
        return Fact(task, sum(f.minutes for f in same), sum(f.rounded for f in same), first.notes)

    # -- one line a task -------------------------------------------------------------------------

    def _done(self, fact: Fact, count: int) -> str:
        task = fact.task
        told = [task.result, *self._counted(task), *fact.notes]
        if task.came_back_at is not None:
            # Its first version may have been in time: the hour of the second one is no lateness.
            told.insert(0, self.voice.corrected)
        elif task.reason:
            told.append(task.reason)
        elif self._is_late(task):
            told.append(self._late(task))
        return _sentence(self._told(fact, count, told))

    def _unfinished(self, fact: Fact, count: int) -> str:
        task = fact.task
        told = [task.reason, *fact.notes]
        if task.came_back_at is not None:
            told.insert(0, self.voice.came_back)
        if task.dropped_at is not None:
            told.insert(0, self.voice.given_up)
        elif task.progress_pct and not task.reason and not fact.notes:
            told.append(self.voice.progress.format(n=task.progress_pct))
        return _join(self._told(fact, count, told), self._next(task, self.voice.new_date) or self._promised(task))

    def _waiting(self, fact: Fact, count: int) -> str:
        task = fact.task
        on_client = task.waiting_for in {"", WAITING_CLIENT}
        told = [*fact.notes, task.reason]
        if not any(text.strip() for text in told) and not on_client:
            told.append(self.voice.waiting_on.format(whom=_flat(task.waiting_for)))
        told += self._chased(task, self.voice.chased_client if on_client else self.voice.chased)
        ask = self.voice.answer_before if on_client else self.voice.next_chase
        return _join(self._told(fact, count, told), self._next(task, ask))

    def _chased(self, task: Task, words: str) -> Iterable[str]:
        """Return the last time she asked again, up to the end of what is told."""
        days = [d for d in (at.astimezone(self.zone).date() for at in task.chased) if d <= self.facts.last]
        return [words.format(date=speech.long_day(days[-1], self.lang))] if days else []

    def _outside(self, fact: Fact, count: int) -> str:
        task = fact.task
        why = task.reason or task.scope_note or self.voice.outside
        return _join(self._told(fact, count, [why]), self._next(task, self.voice.new_date))

    def _coming(self, fact: Fact, count: int) -> str:
        due = fact.task.promise(self.zone, self.settings.end_of_day)
        told = [self.voice.due.format(date=self.deadline(due))] if due else []
        return _sentence(self._told(fact, count, told))

    def _told(self, fact: Fact, count: int, told: Iterable[str]) -> str:
        """Return a title with what is told of it; in a week with its time, so that the lines add up."""
        listed = _list((_flat(text).rstrip(" .") for text in told), self.lang)
        spent = self.time(fact.rounded) if self.facts.weekly and fact.rounded else ""
        text = _colon(self.title(fact.task, count), listed or spent, self.lang)
        return f"{text} – {spent}" if listed and spent else text

    def _next(self, task: Task, dated: str) -> str:
        if task.next_on is not None:
            # A step before the promised hour moves no date.
            if dated == self.voice.new_date and not self._is_moved(task):
                dated = self.voice.next_step
            return dated.format(date=self.deadline(task.next_on))
        return _sentence(_flat(task.next_text))

    def _promised(self, task: Task) -> str:
        """Return the promise that still holds, "" when its day has come."""
        if task.deadline is None or task.deadline.day <= self.facts.last or task.dropped_at is not None:
            return ""
        return self.voice.promised.format(date=self.deadline(task.deadline))

    def _is_moved(self, task: Task) -> bool:
        """Return whether the next date is later than what was promised, or promises for the first time."""
        if task.deadline is None or task.next_on is None:
            return True
        end = self.settings.end_of_day
        return task.next_on.moment(self.zone, end) > task.deadline.moment(self.zone, end)

    def _counted(self, task: Task) -> Iterable[str]:
        voice, n = self.voice, task.quantity
        units = {"calls": (voice.call, voice.calls), "letters": (voice.letter, voice.letters)}.get(task.quantity_unit)
        if units and n is not None and str(n) not in self.title(task):
            one = n == 1 or (n == 0 and self.lang == speech.FRENCH)
            yield units[0 if one else 1].format(n=n)

    @staticmethod
    def _is_late(task: Task) -> bool:
        at = task.deadline.at if task.deadline else None
        return at is not None and task.done_at is not None and task.done_at > at

    def _late(self, task: Task) -> str:
        assert task.done_at is not None  # noqa: S101 - _is_late said so
        assert task.deadline is not None  # noqa: S101
        done = Deadline.at_instant(task.done_at, self.zone)
        due, lang = task.deadline, self.lang
        if done.day == due.day:
            hours = [speech.hour(d.hour(self.zone) or time(), lang) for d in (done, due)]
            before = "à " if lang == speech.FRENCH else "at "
            return self.voice.late.format(done=before + hours[0], due=hours[1])
        return self.voice.late.format(done=self.deadline(done), due=self.deadline(due))

    def deadline(self, deadline: Deadline) -> str:
        """Return a day in words, with its hour when it has one."""
        day, at = speech.long_day(deadline.day, self.lang), deadline.hour(self.zone)
        return day if at is None else self.voice.at.format(day=day, hour=speech.hour(at, self.lang))


def _flat(text: str) -> str:
    """Return a text on one line."""
    return _BREAKS.sub(" ", text).strip()


def _list(told: Iterable[str], lang: str) -> str:
    """Return what is told of a task, each thing once."""
    seen: dict[str, str] = {}
    for text in told:
        if text.strip():
            seen.setdefault(plain(text), text.strip())
    first, *others = seen.values() or [""]
    gap = NNBSP if lang == speech.FRENCH else ""
    return f"{gap}; ".join([first, *(going_on(text, lang) for text in others)])


def going_on(text: str, lang: str) -> str:
    """Return a sentence as it goes on after a colon or a semicolon."""
    first = _FIRST_WORD.match(text)
    if lang == speech.FRENCH and first is not None and plain(first[0]) in _SMALL_WORDS:
        return text[0].lower() + text[1:]
    return text


def _colon(title: str, told: str, lang: str) -> str:
    if not told:
        return title
    onward = going_on(told, lang)
    # A colon asks for lower case and stands once in a sentence: elsewhere a new sentence begins.
    if _COLON.search(told) or (onward[0].isupper() and onward[1:2].islower()):
        return f"{title}. {told}"
    return f"{title}{NBSP if lang == speech.FRENCH else ''}: {onward}"


def _sentence(text: str) -> str:
    text = text.strip()
    return text if not text or text.endswith(_ENDS) else f"{text}."


def _join(first: str, then: str) -> str:
    return f"{_sentence(first)} {then}".strip()
