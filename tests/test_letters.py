"""Drafts: nothing but facts and the words around them, in any register, from her own text or ours."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from pupitre.client import Client, Frequency, Language, Register, ReportPlan
from pupitre.deadline import Deadline
from pupitre.desk import Desk
from pupitre.dossier import Dossier
from pupitre.entry import Entry, Origin
from pupitre.report import Facts, Span, facts
from pupitre.settings import Settings
from pupitre.task import Status, Task
from pupitre.text import plain
from pupitre.value import names_of, replace
from pupitre.wording import Wording
from pupitre.wordings import WORDINGS
from tests.screen.world import HOSTILE
from tui import speech, wording
from tui.letters import Letter, voice_of, write
from tui.typography import plain_spaces

CLIENTS = ("bru", "ver", "tuy", "oei", "ysa", "cap")
DAYS = tuple(date(2026, 11, 23) + timedelta(days=n) for n in range(5))
WORD = re.compile(r"[^\W_]+")

# Drafts of the sample week outside 60 to 150 words, and why.
OUTSIDE = {
    ("ver", 23): "one task done and one for the next day", ("ver", 24): "the same", ("oei", 23): "the same",
    ("ysa", 26): "a day of a weekly client, which nobody reads as such", ("ysa", 27): "a whole week",
    ("cap", 23): "a delivery",
}


def words_of(text: str) -> list[str]:
    return [token for token in plain_spaces(text).split() if WORD.search(token)]


def drafts(desk: Desk) -> Iterable[tuple[tuple[str, int], Facts, Letter]]:
    for client in CLIENTS:
        for day in DAYS:
            found = desk.facts(client, day)
            yield (client, day.day), found, write(found, desk.settings)


# -- the sample week ---------------------------------------------------------------------------------


def test_a_usual_day_has_60_to_150_words(sample_desk: Desk) -> None:
    lengths = {who: len(words_of(letter.body)) for who, _, letter in drafts(sample_desk)}
    assert {who for who, n in lengths.items() if not 60 <= n <= 150} == set(OUTSIDE)
    assert max(lengths.values()) < 250


def told_by(found: Facts, settings: Settings) -> Iterable[str]:
    """Yield all that a draft of some facts may draw from, as text."""
    client, lang = found.client, found.client.language.value
    voice = voice_of(client)
    yield wording.shipped(f"{client.register}:{found.told_as}")
    yield from (str(getattr(voice, name)) for name in names_of(voice))
    yield from (client.salutation, client.closing, settings.name, settings.signature)
    days = {found.first, found.last}
    for fact in (*found.done, *found.in_progress, *found.unfinished, *found.waiting, *found.out_of_scope,
                 *found.coming):
        task = fact.task
        assert task.client == client.id
        yield from (task.public_title, task.result, task.reason, task.next_text, task.scope_note, *fact.notes)
        yield f"{task.quantity} {task.progress_pct}"
        yield from (speech.duration(fact.rounded, lang), speech.hundredths(fact.rounded, lang))
        for due in (task.deadline, task.next_on):
            if due is not None:
                days.add(due.day)
                at = due.hour(settings.zone)
                yield speech.hour(at, lang) if at else ""
    days.add(found.last.replace(day=1) + timedelta(days=31))
    yield from (speech.long_day(day, lang, year=True) for day in days)
    left = found.allowance
    for minutes in (found.rounded, *((left.sold, left.used, abs(left.left)) if left else ())):
        yield from (speech.duration(minutes, lang), speech.hundredths(minutes, lang))
    if client.billing.expires_on:
        yield speech.day_and_month(client.billing.expires_on, lang)


def test_every_word_of_a_draft_comes_from_the_facts_or_from_the_text_around_them(sample_desk: Desk) -> None:
    count = 0
    for who, found, letter in drafts(sample_desk):
        known = {w for text in told_by(found, sample_desk.settings) for w in WORD.findall(plain(text))}
        assert [w for w in WORD.findall(plain(letter.body)) if w not in known] == [], who
        count += 1
    assert count == 30


def test_no_draft_of_the_sample_week_has_a_title_that_is_confidential(sample_desk: Desk) -> None:
    hidden = [t.title for t in sample_desk.ledger.table(Task).values() if t.confidential]
    assert len(hidden) > 10
    for who, _, letter in drafts(sample_desk):
        assert [title for title in hidden if title in letter.body] == [], who


# -- by hand -----------------------------------------------------------------------------------------

MONDAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ABC = Client(id="abc", name="Abc", label="ABC", report=ReportPlan(frequency=Frequency.DAILY))
BEFORE = MORNING - timedelta(days=3)
TASK = Task(id="t", title="Relances", client="abc", created=BEFORE)
DONE = replace(TASK, status=Status.DONE, done_at=MORNING)


def entry(task: str, minutes: int, **more: Any) -> Entry:  # noqa: ANN401 - whatever a field holds
    return Entry(id=f"{task}{minutes}", task=task, client="abc", start=MORNING,
                 end=MORNING + timedelta(minutes=minutes), **more)


def letter(
    *values: Task | Entry, client: Client = ABC, span: Span | None = None, own: str | None = None, day: date = MONDAY,
) -> Letter:
    found = facts(Dossier.of(client, values), day, Settings(name="Maëlle Quérigaut"), span=span)
    if own is not None:
        found = replace(found, wording=Wording(id="vous:day", text=own))
    written = write(found, Settings(name="Maëlle Quérigaut"))
    return replace(written, **{  # type: ignore[arg-type]
        name: tuple(map(plain_spaces, getattr(written, name)))
        for name in ("done", "in_progress", "unfinished", "waiting", "out_of_scope", "coming")
    })


def test_sections_without_anything_are_not_there() -> None:
    body = plain_spaces(letter(DONE).body)
    assert body.split("\n\n") == [
        "Bonjour,", "Voici le point de la journée.", "Fait\n– Relances.", "Cordialement,\nMaëlle Quérigaut\n",
    ]


def test_tasks_that_are_told_alike_are_one_line_with_their_number() -> None:
    calls = replace(DONE, title="Permanence", quantity=12, quantity_unit="calls")
    assert letter(DONE, replace(DONE, id="u")).done == ("Relances (2 fois).",)
    assert letter(calls, replace(calls, id="u", quantity=8)).done == ("Permanence (2 fois) : 20 appels.",)
    assert letter(DONE, replace(DONE, id="u", result="3 virements")).done == ("Relances.", "Relances : 3 virements.")


def test_the_times_of_tasks_told_alike_are_added_up_in_a_week() -> None:
    told = letter(DONE, replace(DONE, id="u"), entry("t", 60), entry("u", 15), span=Span.WEEK)
    assert told.done == ("Relances (2 fois) : 1 h 15.",)
    told = letter(replace(DONE, result="3 virements"), entry("t", 60), span=Span.WEEK)
    assert told.done == ("Relances : 3 virements – 1 h.",)


def test_several_remarks_of_one_task_are_one_line_and_the_same_remark_is_told_once() -> None:
    remarks = ("un appel", "Un appel", "un\nmail")
    notes = [entry("t", n, origin=Origin.TYPED, note=remark) for n, remark in enumerate(remarks, 1)]
    assert letter(DONE, *notes).done == ("Relances : un appel ; un mail.",)


def test_what_is_due_on_the_next_working_day_is_told_and_nothing_beyond() -> None:
    friday = date(2026, 11, 27)
    due = [replace(TASK, id=f"t{n}", title=f"Tâche {n}", deadline=Deadline(date(2026, 11, n))) for n in (28, 30)]
    late = replace(TASK, id="x", title="Tâche x", deadline=Deadline(date(2026, 12, 1)))
    assert letter(*due, late, day=friday).coming == ("Tâche 30 : échéance lundi 30 novembre.",)
    coming = letter(*due, late, day=friday, span=Span.WEEK).coming
    assert coming == tuple(f"Tâche {n} : échéance {day}." for n, day in (
        (28, "samedi 28 novembre"), (30, "lundi 30 novembre"), ("x", "mardi 1er décembre")))


def test_a_promise_that_still_holds_is_told_of_what_was_begun() -> None:
    begun = replace(TASK, status=Status.DOING, deadline=Deadline(date(2026, 11, 25)))
    told = letter(begun, entry("t", 20))
    assert (told.in_progress, told.unfinished) == (("Relances. Remise prévue mercredi 25 novembre.",), ())
    moved = replace(begun, reason="panne", next_on=Deadline(date(2026, 11, 26)))
    assert letter(moved, entry("t", 20)).in_progress == ()
    assert letter(replace(begun, deadline=Deadline(MONDAY)), entry("t", 20)).unfinished == ("Relances.",)


@pytest.mark.parametrize(("client", "corrected", "open_"), [
    (ABC, "corrigé après votre remarque", "à corriger après votre remarque"),
    (replace(ABC, register=Register.TU), "corrigé après ta remarque", "à corriger après ta remarque"),
    (replace(ABC, language=Language.ENGLISH), "corrected after your remark", "to be corrected after your remark"),
])
def test_a_task_that_came_back_is_told_as_corrected_once_it_is_done_again(
    client: Client, corrected: str, open_: str,
) -> None:
    back = replace(TASK, came_back_at=MORNING, remark="secret words", deadline=Deadline(date(2026, 11, 20), BEFORE))
    again = replace(back, status=Status.DONE, done_at=MORNING + timedelta(hours=2), result="total 12")
    gap = "" if client.language is Language.ENGLISH else " "
    assert letter(back, client=client).unfinished == (f"Relances{gap}: {open_}.",)
    told = letter(again, client=client)
    assert told.done == (f"Relances{gap}: {corrected}{gap}; total 12.",), "and is not called late"
    assert "secret" not in told.body
    before = facts(Dossier.of(client, [back]), date(2026, 11, 22), Settings())
    assert all(f.task.came_back_at is None for f in before.unfinished), "nobody knew the day before"


def test_a_delivery_tells_what_was_delivered_what_is_left_of_the_job_and_its_time() -> None:
    client = replace(ABC, report=ReportPlan(frequency=Frequency.ON_DELIVERY))
    left = replace(TASK, id="l", title="Feuilles", deadline=Deadline(date(2026, 11, 25)))
    other = replace(TASK, id="o", title="Autre", created=MORNING, deadline=Deadline(MONDAY))
    told = letter(DONE, left, other, entry("t", 30), entry("o", 45), client=client)
    assert told.done == ("Relances.",)
    assert told.unfinished == ("Feuilles. Remise prévue mercredi 25 novembre.",)
    assert "livraison" in told.body
    assert "Autre" not in told.body
    assert "30 min" in plain_spaces(told.body)
    assert "Voici le point de la journée." in letter(other, entry("o", 45), client=client).body


def test_what_is_left_of_a_delivery_needs_no_reason_before_its_day() -> None:
    ahead, due = Deadline(date(2026, 11, 25)), Deadline(MONDAY)
    left = [replace(TASK, id="a", deadline=ahead), replace(TASK, id="b", deadline=due), replace(TASK, id="c"),
            replace(TASK, id="d", deadline=ahead, status=Status.DOING)]
    found = facts(Dossier.of(ABC, [DONE, *left]), MONDAY, Settings(), span=Span.DELIVERY)
    assert {f.task.id for f in found.unfinished} == {"a", "b", "c", "d"}
    assert {t.id for t in found.unexplained} == {"b", "d"}


@pytest.mark.parametrize("key", WORDINGS)
def test_our_texts_can_be_filled_whatever_there_is_to_tell(key: str) -> None:
    wording.check(key, wording.shipped(key))


def test_tu_and_vous_never_meet_in_our_texts() -> None:
    for key in WORDINGS:
        text = wording.shipped(key)
        assert not (key.startswith("tu") and re.search(r"\b(vous|votre|vos)\b", text))
        assert not (key.startswith("vous") and re.search(r"\b(tu|ton|ta|tes|toi)\b", text))


def test_her_own_text_is_used_and_one_that_cannot_be_filled_gives_way_to_ours() -> None:
    hers = letter(DONE, own="{{ salutation }}\nFait :\n{% for ligne in fait %}\n* {{ ligne }}\n{% endfor %}")
    assert plain_spaces(hers.body) == "Bonjour,\nFait :\n* Relances.\n"
    assert hers.fallen_back == ""
    broken = letter(DONE, own="{{ salutation }}\n{{ nom }}")
    assert broken.body == letter(DONE).body
    assert "nom" in broken.fallen_back


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_told_as_text(text: str) -> None:
    hostile = replace(DONE, title=text, result="{{ salutation }} {% raw %}")
    told = letter(hostile, client=replace(ABC, name=text, salutation=text, closing=text), own="{{ salutation }}"
                  "\n{% for l in fait %}\n{{ l }}\n{% endfor %}{{ client }}{{ formule }}")
    assert told.fallen_back == ""
    assert "{{ salutation }}" in told.body
    assert not re.search("[\x00-\x08\x1b\x9b\u202e]", told.body)


def test_plain_spaces_for_a_client_whose_mail_program_spoils_the_others() -> None:
    told = letter(replace(DONE, result="prêt ?"), entry("t", 75))
    assert {"\u00a0", "\u202f"} <= set(told.body)
    bare = letter(replace(DONE, result="prêt ?"), entry("t", 75), client=replace(ABC, plain_spaces=True))
    assert bare.body == plain_spaces(told.body)
    assert not {"\u00a0", "\u202f"} & set(bare.body + bare.subject)
