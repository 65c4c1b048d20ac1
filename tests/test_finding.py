"""The command list: a few letters, without accents, find what is meant, the nearest first."""

import pytest

from tui import words
from tui.commands import COMMANDS
from tui.commands.finding import score


def found(typed: str) -> list[str]:
    """Return the titles that are found, the nearest first, each once."""
    ranked = sorted(COMMANDS, key=lambda c: -score(typed, c))
    return list(dict.fromkeys(c.title for c in ranked if score(typed, c) > 0))


@pytest.fixture(autouse=True)
def _french() -> None:
    words.use("fr")


@pytest.mark.parametrize(("typed", "first"), [
    ("cr", "Comptes rendus"), ("comptes", "Comptes rendus"), ("COMPTES RENDUS", "Comptes rendus"),
    ("décaler", "Décaler"), ("decaler", "Décaler"), ("reglages", "Réglages"), ("pause", "Pause"),
    ("fin jour", "Fin de journée"), ("boite", "Ma boîte de courriel"), ("touches", "Mes touches"), ("f9", "Réglages"),
    ("modeles", "Modèles"), ("presse papiers", "Vider le presse-papiers"), ("rglg", "Réglages"),
])
def test_what_is_nearest_comes_first(typed: str, first: str) -> None:
    assert found(typed)[0] == first


@pytest.mark.parametrize(("typed", "among"), [
    ("echeances", "Journée"), ("fiches", "Clients"),
])
def test_a_word_of_the_help_finds_it_too(typed: str, among: str) -> None:
    assert among in found(typed)


@pytest.mark.parametrize("typed", ["", "   ", "xyzzy", "[/]", "{0}", "\x00", "x" * 10_000])
def test_what_means_nothing_finds_nothing(typed: str) -> None:
    assert found(typed) == []


def test_a_command_is_found_first_by_its_own_name() -> None:
    for command in COMMANDS[::4]:
        assert found(command.title)[0] == command.title
