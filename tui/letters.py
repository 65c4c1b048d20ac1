"""The report as it is written to the client, in its register and language, from facts alone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from pupitre.client import Client, DurationStyle, Language, Mode, Register
from pupitre.deadline import Deadline
from pupitre.report import Allowance, Fact, Facts
from pupitre.settings import Settings
from pupitre.task import WAITING_CLIENT, Task
from pupitre.text import clean_text, plain
from tui import speech
from tui.speech import NBSP, NNBSP
from tui.voices import ENGLISH, TU, VOUS, Voice


@dataclass(frozen=True, slots=True)
class Letter:
    """A draft: subject, body, and its parts as lines of text."""

    subject: str
    body: str
    done: tuple[str, ...]
    unfinished: tuple[str, ...]
    waiting: tuple[str, ...]
    out_of_scope: tuple[str, ...]


_CIVILITIES = {
    "m": "Monsieur", "mr": "Monsieur", "mme": "Madame", "me": "Maître", "maitre": "Maître",
    "dr": "Docteur", "dre": "Docteure", "docteur": "Docteur", "docteure": "Docteure", "pr": "Professeur",
}
_TITLES_ALONE = {"Maître", "Docteur", "Docteure", "Professeur"}
# After a colon French goes on in lower case; only words that can be no name are touched.
_SMALL_WORDS = frozenset({
    "le", "la", "les", "l", "il", "elle", "ils", "elles", "un", "une", "des", "de", "du", "d", "ce", "cet", "cette",
    "ces", "pas", "plus", "aucun", "aucune", "en", "on", "je", "j", "nous", "vous", "deux", "trois", "quatre",
    "reste", "rendu", "attente",
})
_COLON = re.compile(r"\s:|:\s")
_FIRST_WORD = re.compile(r"[^\s'’]*")
_ENDS = (".", "!", "?", "…", ":")


def voice_of(client: Client) -> Voice:
    """Return the set of sentences a client is written to in."""
    if client.language is Language.ENGLISH:
        return ENGLISH
    return TU if client.register is Register.TU else VOUS


def write(facts: Facts, settings: Settings) -> Letter:
    """Return the draft for one client: only what the facts hold, nothing added."""
    return _Writer(facts, settings).letter()


class _Writer:
    """Writes one letter."""

    def __init__(self, facts: Facts, settings: Settings) -> None:
        self.facts, self.settings, self.client = facts, settings, facts.client
        self.voice, self.lang = voice_of(facts.client), facts.client.language.value
        self.zone: tzinfo = settings.zone

    def letter(self) -> Letter:
        facts, voice = self.facts, self.voice
        done = tuple(self.done_line(f) for f in facts.done)
        unfinished = tuple(self.unfinished_line(f) for f in facts.unfinished)
        waiting = tuple(self.waiting_line(f) for f in facts.waiting)
        outside = tuple(self.outside_line(f) for f in facts.out_of_scope)
        parts = [self.greeting(), voice.week if facts.weekly else voice.day]
        theirs = [line for line, f in zip(waiting, facts.waiting, strict=True) if _on_client(f.task)]
        others = [line for line, f in zip(waiting, facts.waiting, strict=True) if not _on_client(f.task)]
        for heading, lines in (
            (voice.done, done),
            (voice.unfinished, unfinished),
            (voice.waiting, theirs),
            (voice.waiting_elsewhere, others),
            (voice.out_of_scope, outside),
        ):
            if lines:
                parts.append("\n".join([heading, *(f"–{NBSP}{line}" for line in lines)]))
        if facts.minutes:
            parts.append(self.time_line())
        parts.append("\n".join([self.client.closing or voice.closing, *self.signature()]))
        return Letter(self.subject(), clean_text("\n\n".join(parts)) + "\n", done, unfinished, waiting, outside)

    # -- around the facts ------------------------------------------------------------------------

    def subject(self) -> str:
        last, lang = self.facts.last, self.lang
        long_ = speech.long_day(last, lang, year=True).replace(NBSP, " ")
        short = speech.long_day(last, lang).replace(NBSP, " ")
        work = next((self.title(f.task) for f in self.facts.done), self.voice.work)
        filled = {"{date_longue}": long_, "{date_courte}": short, "{semaine}": f"{last:%V}", "{prestation}": work}
        text = self.client.report.subject
        # A line made for a week or a delivery would be untrue on a day without one.
        weekly, delivered = "{semaine}" in text, "{prestation}" in text
        if not text or (weekly and not self.facts.weekly) or (delivered and not self.facts.done):
            text = self.voice.subject
        for name, content in filled.items():
            text = text.replace(name, content)
        return " ".join(clean_text(text).split())

    def greeting(self) -> str:
        contact = self.client.contact
        if self.client.salutation:
            return self.client.salutation
        name = contact.first_name
        if self.client.register is Register.VOUS and self.lang == speech.FRENCH:
            title = _CIVILITIES.get(plain(contact.civility).rstrip("."), contact.civility)
            name = title if title in _TITLES_ALONE else f"{title} {contact.last_name}".strip() if title else ""
        return self.voice.greeting.format(name=name).replace(" ,", ",")

    def signature(self) -> Iterable[str]:
        own = self.settings
        if self.client.register is Register.TU and own.name:
            return [own.name.split()[0]]
        return (own.signature or own.name).splitlines()

    # -- one line a task -------------------------------------------------------------------------

    def title(self, task: Task) -> str:
        return task.public_title.rstrip(" .") or self.voice.confidential

    def done_line(self, fact: Fact) -> str:
        task = fact.task
        told = [task.result.rstrip(" ."), *self.counted(task), *(n.rstrip(" .") for n in fact.notes)]
        if task.reason:
            told.append(task.reason.rstrip(" ."))
        elif self.is_late(task):
            told.append(self.late(task))
        if self.facts.weekly and fact.rounded:
            told.append(self.time(fact.rounded))
        return _sentence(_colon(self.title(task), _list(told, self.lang), self.lang))

    def unfinished_line(self, fact: Fact) -> str:
        task = fact.task
        told = [task.reason.rstrip(" ."), *(n.rstrip(" .") for n in fact.notes)]
        if task.dropped_at is not None:
            told.insert(0, self.voice.given_up)
        elif task.progress_pct and not task.reason and not fact.notes:
            told.append(self.voice.progress.format(n=task.progress_pct))
        line = _colon(self.title(task), _list(told, self.lang), self.lang)
        return _join(line, self.what_next(task, self.voice.new_date))

    def waiting_line(self, fact: Fact) -> str:
        task = fact.task
        on_client = _on_client(task)
        told = [*(n.rstrip(" .") for n in fact.notes), task.reason.rstrip(" .")]
        if not _list(told, self.lang) and not on_client:
            told.append(self.voice.waiting_on.format(whom=task.waiting_for).rstrip("."))
        ask = self.voice.answer_before if on_client else self.voice.next_chase
        return _join(_colon(self.title(task), _list(told, self.lang), self.lang), self.what_next(task, ask))

    def outside_line(self, fact: Fact) -> str:
        task = fact.task
        why = task.reason or task.scope_note or self.voice.outside
        line = _colon(self.title(task), why.rstrip(" ."), self.lang)
        return _join(line, self.what_next(task, self.voice.new_date))

    def what_next(self, task: Task, dated: str) -> str:
        if task.next_on is not None:
            # A step before the promised hour moves no date.
            if dated == self.voice.new_date and not self.is_moved(task):
                dated = self.voice.next_step
            return dated.format(date=self.deadline(task.next_on))
        return _sentence(task.next_text)

    def is_moved(self, task: Task) -> bool:
        """Return whether the next date is later than what was promised, or promises for the first time."""
        if task.deadline is None or task.next_on is None:
            return True
        end = self.settings.end_of_day
        return task.next_on.moment(self.zone, end) > task.deadline.moment(self.zone, end)

    def counted(self, task: Task) -> Iterable[str]:
        unit = {"calls": self.voice.calls, "letters": self.voice.letters}.get(task.quantity_unit)
        if unit and task.quantity is not None and str(task.quantity) not in self.title(task):
            yield unit.format(n=task.quantity)

    def is_late(self, task: Task) -> bool:
        at = task.deadline.at if task.deadline else None
        return at is not None and task.done_at is not None and task.done_at > at

    def late(self, task: Task) -> str:
        assert task.done_at is not None  # noqa: S101 - is_late said so
        assert task.deadline is not None  # noqa: S101
        done = Deadline.at_instant(task.done_at, self.zone)
        due, lang = task.deadline, self.lang
        if done.day == due.day:
            hours = [speech.hour(d.hour(self.zone) or datetime.min.time(), lang) for d in (done, due)]
            before = "à " if lang == speech.FRENCH else "at "
            return self.voice.late.format(done=before + hours[0], due=hours[1])
        return self.voice.late.format(done=self.deadline(done), due=self.deadline(due))

    # -- days and times --------------------------------------------------------------------------

    def deadline(self, deadline: Deadline) -> str:
        day, at = speech.long_day(deadline.day, self.lang), deadline.hour(self.zone)
        return day if at is None else self.voice.at.format(day=day, hour=speech.hour(at, self.lang))

    def time(self, minutes: int) -> str:
        if self.client.duration_style is DurationStyle.HUNDREDTHS:
            return speech.hundredths(minutes, self.lang)
        return speech.duration(minutes, self.lang)

    def time_line(self) -> str:
        facts = self.facts
        opening = self.voice.time_week if facts.weekly else self.voice.time_day
        text = opening.format(time=self.time(facts.rounded))
        return text if facts.allowance is None else f"{text} {self.allowance(facts.allowance)}"

    def allowance(self, hours: Allowance) -> str:
        voice, left = self.voice, hours.left
        if self.client.billing.mode is Mode.PACK:
            if left < 0:
                return voice.pack_over.format(over=self.time(-left))
            until: date | None = self.client.billing.expires_on
            if until is None:
                return voice.pack_left.format(left=self.time(left))
            day = speech.day_and_month(until, self.lang)
            return voice.pack_left_until.format(left=self.time(left), until=day)
        told = voice.month_left if left > 0 else voice.month_over if left < 0 else voice.month_full
        text = told.format(
            month=speech.month(self.facts.last, self.lang), used=self.time(hours.used), sold=self.time(hours.sold),
            left=self.time(left), over=self.time(-left),
        )
        return f"{text} {voice.over_question}" if left < 0 else text


def _on_client(task: Task) -> bool:
    return task.waiting_for in {"", WAITING_CLIENT}


def _list(told: Iterable[str], lang: str) -> str:
    """Return what is told of a task, each thing once."""
    seen: dict[str, str] = {}
    for text in told:
        if text.strip():
            seen.setdefault(plain(text), text.strip())
    first, *others = seen.values() or [""]
    return f"{NNBSP}; ".join([first, *(_going_on(text, lang) for text in others)])


def _going_on(text: str, lang: str) -> str:
    """Return a sentence as it goes on after a colon or a semicolon."""
    first = _FIRST_WORD.match(text)
    if lang == speech.FRENCH and first is not None and plain(first[0]) in _SMALL_WORDS:
        return text[0].lower() + text[1:]
    return text


def _colon(title: str, told: str, lang: str) -> str:
    if not told:
        return title
    going_on = _going_on(told, lang)
    # A colon asks for lower case and stands once in a sentence: elsewhere a new sentence begins.
    if _COLON.search(told) or (going_on[0].isupper() and going_on[1:2].islower()):
        return f"{title}. {told}"
    return f"{title}{NBSP if lang == speech.FRENCH else ''}: {going_on}"


def _sentence(text: str) -> str:
    text = text.strip()
    return text if not text or text.endswith(_ENDS) else f"{text}."


def _join(first: str, then: str) -> str:
    return f"{_sentence(first)} {then}".strip()
