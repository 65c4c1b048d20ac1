"""Two complete languages: every message has its French, and each register of the reports keeps to itself."""

import gettext
import re
import string
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from pathlib import Path

import pytest
from babel.messages import Message

from pupitre.deadline import Countdown, Deadline, Near
from pupitre.report import Step
from pupitre.settings import Settings
from pupitre.task import Status
from pupitre.value import names_of
from pupitre.verbs import Verb
from tests import keys
from tests.messages import FOLDER, compiled, french, source
from tui import commands, speech, words
from tui.catalogue import Catalogue
from tui.verb_words import verb
from tui.voices import ENGLISH, TU, VOUS, Voice

ROOT = Path(__file__).parents[1]
ZONE = Settings().zone
NOW = datetime(2026, 11, 23, 9, 10, tzinfo=ZONE).astimezone(UTC)
MONDAY = date(2026, 11, 23)

SAME_IN_BOTH = {
    "Audio (min)", "Mission", "absences", "clients", "interruptions", "note", "urgent", "client {name}",
    "{n} table", "{n} tables", "recurrences",
    "18:00", "20, 1h15…", "28/12/2026", "30, 1h30…", "CLIENT", "Client", "Clients", "Contact", "France", "INSTANT",
    "Notifications", "Options", "PHRASE", "Pause", "Pupitre", "Signature", "import", "orange", "tu", "vous",
    "client", "interruption", "Import", "Interruptions", "{what}…", "{value}", "Note", "Absences", "Interruption",
    "Minutes", "message", "Absence", "Ascension", "h", "Port", "Protection",
    "{n} client", "{n} clients", "{n} interruption", "{n} interruptions", "options",
    "45 min, 1h30…", "Silence", "silence → {hour}", "Total", "Excel (XLSX)",
    "Agenda", "silence", "absence", "15h30", "import|export", "{day}, {hour}.", "{n} minute", "{n} minutes",
}
"""Words that are written alike in French and in English."""


@pytest.fixture(autouse=True)
def french_afterwards() -> Iterator[None]:
    yield
    words.use("fr")


def texts(message: Message) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the English and the French forms of a message."""
    return _forms(message.id), _forms(message.string)


def _forms(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, (tuple, list)) else (str(text or ""),)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def plain(text: str) -> str:
    return text.replace(speech.NBSP, " ").replace(speech.NNBSP, " ")


MESSAGES = [m for m in french() if m.id]


def test_every_message_of_the_source_has_french_and_nothing_else_is_kept() -> None:
    spoken = {texts(m)[0] for m in source() if m.id}
    kept = {texts(m)[0]: texts(m)[1] for m in MESSAGES}
    assert spoken - set(kept) == set(), "run python -m tests.messages, then write the French"
    assert set(kept) - spoken == set(), "these are spoken no more: run python -m tests.messages"
    assert [ids for ids, strings in kept.items() if not all(strings)] == []
    assert [texts(m)[0] for m in MESSAGES if m.fuzzy] == []


def test_the_placeholders_are_the_same_in_both_languages() -> None:
    wrong = [
        (english, strings) for ids, strings in map(texts, MESSAGES) for english in ids for text in strings
        if placeholders(text) != placeholders(english)
    ]
    assert wrong == []


def test_nothing_is_left_in_english_by_accident() -> None:
    alike = {t for ids, strings in map(texts, MESSAGES) for t in ids if t in strings}
    assert alike - SAME_IN_BOTH == set()


def test_the_compiled_catalogue_is_the_written_one() -> None:
    assert (FOLDER / "pupitre.mo").read_bytes() == compiled(french())


def test_each_message_is_found_as_python_finds_it() -> None:
    path = FOLDER / "pupitre.mo"
    with path.open("rb") as file:
        python = gettext.GNUTranslations(file)
    ours = Catalogue(path)
    ids = [texts(m)[0] for m in MESSAGES]
    for one, *more in [*ids, ["No such message"], ["Nothing {n}", "Nothings {n}"], ["\udc80"]]:
        assert ours.gettext(one) == python.gettext(one)
        for many, count in product(more, (0, 1, 2, 21)):
            assert ours.ngettext(one, many, count) == python.ngettext(one, many, count)


def test_french_typography_is_kept() -> None:
    strings = [text for m in MESSAGES for text in texts(m)[1]]
    assert [t for t in strings if re.search(r"[ \w]'\w", t)] == [], "the apostrophe is ’"
    assert [t for t in strings if re.search(r"(?<=\w) [:;!?»]|« ", t)] == [], "no-break spaces stand before : ; ! ? »"
    assert [t for t in strings if "..." in t] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_command_verb_state_and_status_has_its_words(language: str) -> None:
    words.use(language)
    for command in commands.COMMANDS:
        assert command.title
        assert command.explanation.endswith(".")
    names = [verb(v, "") for v in Verb]
    assert len(set(names)) == len(names)
    assert plain(verb(Verb.COMPLETE, "Relances")).endswith({"fr": "« Relances »", "en": "“Relances”"}[language])
    assert len({words.step(s) for s in Step}) == len(Step)
    assert len({words.status(s) for s in Status}) == len(Status)


def test_no_two_commands_of_a_screen_share_a_key() -> None:
    for place in commands.Place:
        keys = [k for c in commands.commands_of(place, commands.Place.EVERYWHERE) for k in c.keys if k]
        assert len(keys) == len(set(keys)), place


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_manual_shows_the_key_table_of_the_commands(language: str) -> None:
    words.use(language)
    page = keys.FILES[language].read_text(encoding="utf-8")
    assert keys.BEGIN in page
    assert page == keys.written(page, commands.key_table()), "run python -m tests.keys"


# -- the three voices of the reports -------------------------------------------------------------

TUTOYER = re.compile(r"\b(tu|toi|ton|ta|tes|te|t’)\b", re.IGNORECASE)
VOUVOYER = re.compile(r"\b(vous|votre|vos|vôtre|\w+ez)\b", re.IGNORECASE)
FRENCH_WORDS = re.compile(
    r"[éèêàùçœ«»]|\b(le|la|les|des|du|et|est|vous|tu|pour|sur|fait|temps|jour)\b", re.IGNORECASE
)


def sentences(voice: Voice) -> dict[str, str]:
    """Return the sentences of a voice, what is filled in left aside."""
    return {name: re.sub(r"\{\w+\}", "", getattr(voice, name)) for name in names_of(voice)}


@pytest.mark.parametrize(
    ("voice", "foreign"), [(TU, VOUVOYER), (VOUS, TUTOYER), (ENGLISH, FRENCH_WORDS)], ids=["tu", "vous", "english"]
)
def test_a_voice_never_speaks_like_another(voice: Voice, foreign: re.Pattern[str]) -> None:
    assert {name: text for name, text in sentences(voice).items() if foreign.search(text)} == {}


def test_tu_and_vous_say_something_else_where_they_address_her_client() -> None:
    assert [n for n, t in sentences(TU).items() if TUTOYER.search(t)] != []
    for name, text in sentences(TU).items():
        if TUTOYER.search(text):
            assert sentences(VOUS)[name] != text


@pytest.mark.parametrize("other", [VOUS, ENGLISH], ids=["vous", "english"])
def test_the_voices_are_filled_with_the_same_facts(other: Voice) -> None:
    for name in names_of(TU):
        assert placeholders(getattr(TU, name)) == placeholders(getattr(other, name)), name


# -- days, hours, durations, distances -----------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "in_french", "in_english"),
    [(0, "0 min", "0 min"), (45, "45 min", "45 min"), (60, "1 h", "1 h"), (75, "1 h 15", "1 h 15 min"),
     (125, "2 h 05", "2 h 05 min"), (-65, "−1 h 05", "−1 h 05 min"), (-5, "−5 min", "−5 min")],
)
def test_durations(minutes: int, in_french: str, in_english: str) -> None:
    assert plain(speech.duration(minutes, "fr")) == in_french
    assert plain(speech.duration(minutes, "en")) == in_english
    assert " " not in speech.duration(minutes, "fr"), "a duration never breaks at the end of a line"


@pytest.mark.parametrize(
    ("minutes", "in_french", "in_english"),
    [(75, "1,25 h", "1.25 h"), (60, "1,00 h", "1.00 h"), (50, "0,83 h", "0.83 h")],
)
def test_hundredths(minutes: int, in_french: str, in_english: str) -> None:
    assert plain(speech.hundredths(minutes, "fr")) == in_french
    assert plain(speech.hundredths(minutes, "en")) == in_english


@pytest.mark.parametrize(
    ("at", "in_french", "on_the_clock", "in_english"),
    [(time(9), "9 h", "9 h 00", "09:00"), (time(14, 30), "14 h 30", "14 h 30", "14:30"),
     (time(0, 5), "0 h 05", "0 h 05", "00:05")],
)
def test_hours(at: time, in_french: str, on_the_clock: str, in_english: str) -> None:
    assert plain(speech.hour(at, "fr")) == in_french
    assert plain(speech.clock_hour(at, "fr")) == on_the_clock
    assert speech.hour(at, "en") == speech.clock_hour(at, "en") == in_english


def test_days() -> None:
    first = date(2026, 12, 1)
    assert plain(speech.long_day(first, "fr", year=True)) == "mardi 1er décembre 2026"
    assert plain(speech.long_day(first, "en", year=True)) == "Tuesday 1 December 2026"
    assert plain(speech.short_day(MONDAY, "fr")) == "lun. 23 nov."
    assert plain(speech.short_day(MONDAY, "en")) == "Mon 23 Nov"
    assert speech.numeric_day(first) == "01/12/2026"
    assert plain(speech.day_and_month(date(2026, 8, 15), "fr")) == "15 août"


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(1122, "18:42"), (0, "00:00"), (3907, "1:05:07"), (-61, "+01:01"), (-3600, "+1:00:00"), (59, "00:59")],
)
def test_the_timer(seconds: int, shown: str) -> None:
    assert speech.timer(seconds) == shown


@pytest.mark.parametrize(
    ("left", "in_french", "in_english"),
    [
        (Countdown(Near.LATE_MINUTES, minutes=65), "en retard de 1 h 05", "late by 1 h 05 min"),
        (Countdown(Near.LATE_DAYS, days=1), "en retard de 1 jour", "late by 1 day"),
        (Countdown(Near.LATE_DAYS, days=3), "en retard de 3 jours", "late by 3 days"),
        (Countdown(Near.MINUTES, minutes=170), "dans 2 h 50", "in 2 h 50 min"),
        (Countdown(Near.MINUTES, minutes=12), "dans 12 min", "in 12 min"),
        (Countdown(Near.MINUTES, minutes=0), "dans moins d’une minute", "in less than a minute"),
        (Countdown(Near.TODAY), "aujourd’hui", "today"),
        (Countdown(Near.TOMORROW), "demain", "tomorrow"),
        (Countdown(Near.LATER, days=9), "dans 9 jours", "in 9 days"),
    ],
)
def test_distances(left: Countdown, in_french: str, in_english: str) -> None:
    words.use("fr")
    assert plain(words.distance(left)) == in_french
    words.use("en")
    assert plain(words.distance(left)) == in_english


@pytest.mark.parametrize(
    ("deadline", "in_french", "in_english"),
    [
        (Deadline.on(MONDAY, time(12), ZONE), "dans 2 h 50", "in 2 h 50 min"),
        (Deadline.on(MONDAY, time(9, 10), ZONE), "maintenant", "now"),
        (Deadline.on(MONDAY + timedelta(days=1), time(9), ZONE), "demain 9 h", "tomorrow 09:00"),
        (Deadline.on(MONDAY + timedelta(days=4), time(17), ZONE), "ven. 17 h", "Fri 17:00"),
        (Deadline(MONDAY), "aujourd’hui", "today"),
        (Deadline(MONDAY + timedelta(days=10)), "dans 10 jours", "in 10 days"),
        (Deadline.on(MONDAY, time(8, 5), ZONE), "en retard de 1 h 05", "late by 1 h 05 min"),
    ],
)
def test_what_the_board_says_of_a_deadline(deadline: Deadline, in_french: str, in_english: str) -> None:
    words.use("fr")
    assert plain(words.due(deadline, NOW, ZONE)) == in_french
    words.use("en")
    assert plain(words.due(deadline, NOW, ZONE)) == in_english


@pytest.mark.parametrize(
    ("named", "language"),
    [({"LANG": "en_GB.UTF-8"}, "en"), ({"LANG": "fr_FR.UTF-8"}, "fr"), ({"LANG": "C"}, "fr"), ({"LANG": ""}, "fr"),
     ({"LANG": "de_DE"}, "fr"), ({"LC_ALL": "en_US", "LANG": "fr_FR"}, "en"),
     ({"LC_ALL": "fr_FR", "LANG": "en_US"}, "fr")],
)
def test_the_language_is_french_unless_the_system_says_english(
    named: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in named.items():
        monkeypatch.setenv(name, value)
    assert words.system_language() == language
