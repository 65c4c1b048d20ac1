"""One word for one thing, vous, no jargon, short sentences: what every text of the interface keeps to.

What is written to clients is not looked at here: `tui/templates` and `tui/voices.py` have their own rules.
"""

import re

import pytest
from babel.messages import Message

from tests.messages import french

MESSAGES = [m for m in french() if m.id]

QUOTED = re.compile(r"«[ \u00a0]?pupitre [^»]*»|“pupitre [^”]*”|--\w+|import\|export|\[\"\w+\"[^\]]*\]")
"""What is typed to the computer as it stands."""

ONE_WORD_FR = {
    "tâche": r"todo|to-do|tickets?|items?",
    "échéance": r"deadlines?|date limite|date butoir|due date",
    "compte rendu": r"rapports?|reportings?|compte-rendu",
    "séance": r"sessions?|pomodoros?",
    "minuteur": r"timers?|chronomètres?|chronos?",
    "client": r"sociétés?|prospects?|projets?(?! Asana)",
    "sigle": r"repères? d’un autre client|trigrammes?",
    "courriel": r"mails?|e-mails?|emails?|méls?",
    "logiciel de messagerie": r"programmes? de messagerie|logiciels? de courriel|client de messagerie",
    "boîte de courriel": r"boîtes? aux lettres|boîtes? mail|inbox",
    "sauvegarde": r"backups?|sauver|copies? de sécurité",
    "pause": r"breaks?",
    "relevé": r"timesheets?|feuilles? de temps|relevé de temps",
    "carnet": r"packs?",
    "modèle": r"templates?",
    "réglages": r"paramètres?|préférences|configuration|options? de",
    "agenda": r"calendriers?|plannings?",
    "tableau": r"kanban|boards?",
    "liste de contrôle": r"check-?lists?",
    "dossier": r"répertoires?",
    "presse-papiers": r"clipboard",
    "annuler": r"défaire|undo",
    "estimation": r"sans durée(?! prévue)",
    "activité": r"signes? de vie",
    "mot de passe": r"passwords?|codes? secrets?",
    "phrase secrète": r"passphrases?",
    "enregistré": r"tout est sur le disque",
    "identifiant": r"logins?|user",
    "d’accord": r"OK|ok",
    "suivant": r"(?:mois|semaine|jour|jour ouvré) d’(?:après|avant)",
}
"""Each thing as the screen calls it, and what it is never called."""

ONE_WORD_EN = {
    "task": r"todos?|to-dos?|tickets?|items?",
    "deadline": r"due dates?|target dates?",
    "session": r"pomodoros?",
    "client": r"customers?|prospects?|projects?(?<!Asana project)",
    "e-mail": r"emails?",
    "settings": r"preferences|configuration",
    "statement": r"timesheets?",
    "password": r"passcode",
    "undo": r"revert",
}

TUTOYER = re.compile(r"(?<![«\w])\b(tu|toi|ton|ta|tes|te)\b(?! ou )", re.IGNORECASE)
GENDERED = re.compile(
    r"\(e\)|·e\b|\bvous (?:êtes|serez|étiez|avez été) \w+(?:é|ée|ie|ue|te)\b|êtes-vous", re.IGNORECASE
)
BEGGING = re.compile(r"\b(?:veuillez|merci de|SVP|please|oops|sorry)\b|s’il vous plaît", re.IGNORECASE)
SHOUTING = re.compile(r"\w[ \u00a0\u202f]?!(?:\s|$)")
LONGEST = 25
"""Words of a sentence."""


def forms(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, (tuple, list)) else (str(text or ""),)


def english(message: Message) -> tuple[str, ...]:
    return forms(message.id)


def in_french(message: Message) -> tuple[str, ...]:
    return forms(message.string)


FRENCH = [text for m in MESSAGES for text in in_french(m)]
ENGLISH = [text for m in MESSAGES for text in english(m)]


def holding(texts: list[str], forbidden: str) -> list[str]:
    """Return the texts that hold a word, what is quoted to be typed left aside."""
    word = re.compile(r"(?<![\w@.{])(?:" + forbidden + r")(?!\w)", re.IGNORECASE)
    return [text for text in texts if word.search(QUOTED.sub("", text))]


@pytest.mark.parametrize("thing", ONE_WORD_FR)
def test_a_thing_has_one_word_in_french(thing: str) -> None:
    assert holding(FRENCH, ONE_WORD_FR[thing]) == [], f"it is called « {thing} »"


@pytest.mark.parametrize("thing", ONE_WORD_EN)
def test_a_thing_has_one_word_in_english(thing: str) -> None:
    assert holding(ENGLISH, ONE_WORD_EN[thing]) == [], f"it is called “{thing}”"


def test_she_is_told_vous_and_nothing_is_known_of_her_gender() -> None:
    spoken = [t for t in FRENCH if t.lower() not in {"tu", "vous", "tu ou vous"}]
    assert [t for t in spoken if TUTOYER.search(t)] == []
    assert [t for t in spoken if GENDERED.search(t)] == []


def test_nothing_begs_shouts_or_asks_for_a_click() -> None:
    for texts in (FRENCH, ENGLISH):
        assert [t for t in texts if BEGGING.search(t)] == []
        assert [t for t in texts if SHOUTING.search(t)] == []
        assert [t for t in texts if re.search(r"\bcli(?:quez|quer|ck (?:on|here))\b", t, re.IGNORECASE)] == []


@pytest.mark.parametrize("texts", [FRENCH, ENGLISH], ids=["french", "english"])
def test_a_sentence_can_be_said_in_one_breath(texts: list[str]) -> None:
    long = [
        sentence for text in texts for sentence in re.split(r"[.?…:;]\s|\n", text.replace("\u00a0", " "))
        if len(re.findall(r"[\w’'@{}-]+", sentence)) > LONGEST
    ]
    assert long == []


def test_quotes_and_dashes_are_those_of_the_language() -> None:
    assert [t for t in FRENCH if re.search('["“]', QUOTED.sub("", t))] == []
    assert [t for t in ENGLISH if "«" in t] == []
    assert [t for t in FRENCH if re.search(r"«(?!\u00a0)|(?<!\u00a0)»", t)] == []


def test_errors_that_say_no_say_what_to_do_too() -> None:
    refused = [t for t in FRENCH if re.match(r"« \{value\} » n’est pas (?:une?|un) .*\.$", t.replace("\u00a0", " "))]
    helpless = [t for t in refused if ":" not in t]
    assert len(refused) > 10
    assert helpless == []
