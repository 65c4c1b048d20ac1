"""The rhythms of a session, in words, and the question that chooses one."""

from collections.abc import Callable
from typing import Any

from textual.app import App

from pupitre.modes import FREE, MODES, OWN
from tui.screens.choice import Choice, ChoiceScreen
from tui.session import Session
from tui.words import N_, _

_NAMES = {
    "25-5": N_("25 min, then 5; the fourth time 15"), "50-10": N_("50 min, then 10"),
    "45-5": N_("45 min, then 5 (transcription)"), FREE: N_("free: counts up, without an end"),
    OWN: N_("my own minutes (settings)"),
}


def choices() -> tuple[tuple[str, str], ...]:
    """Return the keys of the rhythms and their names."""
    return tuple((key, _(_NAMES[key])) for key in (*(m.key for m in MODES), OWN))


def ask_mode(app: App[Any], session: Session, done: Callable[[], object]) -> None:
    """Ask for the rhythm; a session under way takes its length."""
    def answered(key: str | None) -> None:
        if key is not None:
            session.attempt(lambda: session.desk.choose_mode(key))
            done()

    now = session.desk.mode.key
    answers = [Choice(key, f"{name}  ✓" if key == now else name) for key, name in choices()]
    app.push_screen(ChoiceScreen(_("The rhythm of your sessions"), "", answers), answered)
