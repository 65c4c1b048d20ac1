"""The texts around the facts of a report: those that came with Pupitre, and hers in their place."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from pupitre.errors import BadWording

Given = Mapping[str, Sequence[str]]
"""What a text is filled with: a line of text, or several, by name."""

SECTIONS = ("fait", "en_cours", "non_termine", "en_attente", "en_attente_tiers", "hors_mission", "a_venir")
"""Names of several lines; a text goes through them with `{% for ligne in fait %}`."""
PLACES = (
    "salutation", *SECTIONS, "temps", "reste", "formule", "signature", "jour", "semaine", "client", "prenom",
)
"""Every name a text may ask for.

`temps` is the time as agreed and `reste` what is left of the hours, both empty without any; `formule` the closing.
"""
_EMPTY_LINES = re.compile(r"\n{3,}")
_PLACED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_BRACE = re.compile(r"[{}]")
_SAMPLES = {
    "tu": (
        "Bonjour Camille,", "Bonne soirée,",
        ("Relancer les impayés : 5 factures relancées.", "Saisir 4 devis."),
        ("Dossier d’inscription : c’est fait à 40 %. Remise prévue jeudi 26 novembre à 12 h.",),
        ("Retranscription : 40 minutes sur 48 sont rendues. Nouvelle date : lundi 30 novembre à 12 h.",),
        ("Note de frais : il manque deux tickets. Tu peux me répondre avant mercredi 2 décembre ?",),
        ("Visite du chantier : pas de réponse. Nouvelle relance mardi 1er décembre.",),
        ("Traduction d’une notice. Ça sort de ce qu’on a prévu.",),
        ("Étiquettes de prix : mardi 24 novembre à 12 h.",),
        "1 h 15", "Il reste 2 h sur ton carnet.", "lundi 23 novembre 2026",
    ),
    "vous": (
        "Bonjour Madame,", "Cordialement,",
        ("Relances des impayés : 5 factures relancées.", "Saisie de 4 devis."),
        ("Dossier d’inscription : c’est fait à 40 %. Remise prévue jeudi 26 novembre à 12 h.",),
        ("Retranscription : 40 minutes sur 48 sont rendues. Nouvelle date : lundi 30 novembre à 12 h.",),
        ("Note de frais : il manque deux tickets. Pouvez-vous me répondre avant mercredi 2 décembre ?",),
        ("Visite du chantier : pas de réponse. Nouvelle relance mardi 1er décembre.",),
        ("Traduction d’une notice. Cette demande sort du cadre convenu.",),
        ("Étiquettes de prix : mardi 24 novembre à 12 h.",),
        "1 h 15", "Il reste 2 h sur votre carnet.", "lundi 23 novembre 2026",
    ),
    "en": (
        "Hello Camille,", "Kind regards,",
        ("Unpaid invoices: 5 reminders sent.", "4 quotes typed."),
        ("Registration file: 40% done. Due on Thursday 26 November at 12:00.",),
        ("Transcription: 40 minutes out of 48 are delivered. New date: Monday 30 November at 12:00.",),
        ("Expenses: two receipts are missing. Could you answer before Wednesday 2 December?",),
        ("Site visit: no answer. I will ask again on Tuesday 1 December.",),
        ("Translation of a manual. This is outside what we agreed.",),
        ("Price labels: Tuesday 24 November at 12:00.",),
        "1 h 15 min", "You have 2 h left on your prepaid hours.", "Monday 23 November 2026",
    ),
}


@cache
def shipped(key: str) -> str:
    """Return the text that came with Pupitre for a register or English and a span, such as `vous:day`."""
    return Path(__file__).with_name("templates").joinpath(f"{key.replace(':', '-')}.j2").read_text(encoding="utf-8")


def filled(text: str, given: Given) -> str:
    """Return a text with its places filled: no line ends with a space, no two lines in a row are empty.

    Raises:
        BadWording: it asks for something that is not there, or nothing comes of it.
    """
    from tui.templating import fill  # noqa: PLC0415 - the filler is not needed for the first screen

    lines = "\n".join(line.rstrip(" \t") for line in fill(text, given).split("\n"))
    body = _EMPTY_LINES.sub("\n\n", lines).strip("\n")
    if not body.strip():
        raise BadWording(0, "empty")
    return f"{body}\n"


def fitted(text: str, given: Given) -> Given:
    """Return what a text is filled with so that it loses nothing: begun work is unfinished where it has no place.

    Raises:
        BadWording: the text cannot be read.
    """
    from tui.templating import names_in  # noqa: PLC0415 - the filler is not needed for the first screen

    if any(name == "en_cours" for name, _line in names_in(text)):
        return given
    return {**given, "non_termine": (*given["non_termine"], *given["en_cours"])}


def check(key: str, text: str) -> None:
    """Refuse a text that cannot be filled, whatever there is to tell. Raises `BadWording`, with its line."""
    from tui.templating import names_in  # noqa: PLC0415 - the filler is not needed for the first screen

    for name, line in names_in(text):
        if name not in PLACES:
            raise BadWording(line, f"'{name}' is undefined, there are {', '.join(PLACES)}")
    told = filled(text, sample(key))
    if "{" in told or "}" in told:
        raise _brace_alone(text)
    bare = {name: () if name in SECTIONS else "" for name in PLACES}
    filled(text, {**bare, "salutation": "Bonjour,", "formule": "Cordialement,", "signature": "M."})


def _brace_alone(text: str) -> BadWording:
    """Return what is wrong with a brace that the client would read."""
    without = _PLACED.sub(lambda found: "\n" * found[0].count("\n"), text)
    found = _BRACE.search(without)
    if found is None:
        return BadWording(0, "unexpected '}'")
    return BadWording(without.count("\n", 0, found.start()) + 1, f"unexpected '{found[0]}'")


def sample(key: str) -> Given:
    """Return facts that nobody noted, to show a text with every section."""
    salutation, formule, *sections, temps, reste, jour = _SAMPLES[key.split(":", maxsplit=1)[0]]
    return {
        "salutation": salutation, "formule": formule, **dict(zip(SECTIONS, sections, strict=True)),
        "temps": temps, "reste": reste, "jour": jour, "signature": "Dominique Martin", "semaine": "48",
        "client": "Atelier Lin", "prenom": "Camille",
    }
