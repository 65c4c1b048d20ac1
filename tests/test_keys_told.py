"""A sentence that says what a key does asks which key that is: she may have given the command another one."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from pupitre.breaks import Asking, Reason
from pupitre.desk import Desk
from pupitre.ritual import Stage
from pupitre.settings import Settings
from pupitre.task import Status
from tests.memory import MONDAY_9_10
from tests.messages import source
from tui import commands, words
from tui.commands import Keymap
from tui.reminder_words import break_banner
from tui.screens import day_text, evening_text

_NAMED = re.compile(
    r"\bF\d{1,2}\b|\bCtrl\+|\bSpace\b|“[a-z]”"
    r"|(?<![\w’'@“~./\[{\"-])(?<!\d )(?<!\} )[b-z](?![\w’'./(}\"-])"  # a letter alone; after a number it is a unit
    r"|\ba adds\b"
)

_OTHERS = {
    "Copied: paste it into your e-mail with Ctrl+V.",
    "The text is too long for the mail program: it is copied, paste it with Ctrl+V.",
    "Select with the mouse, then copy: often Ctrl+Shift+C.",
    "← → 1 min   ↑ ↓ 5 min   b other boundary   Enter keeps   Esc undoes",
}
"""They name keys of other programs, or such as are in no command."""

_OF_THE_KEYS = {
    "Space", "h", "y",
    ("Your own keys. Pupitre reads this file when it starts and writes it when you change a key.\n"
     'To change a key here, take the # away in front of its line: add = ["n"]\n'
     "An empty list, [], leaves a command to the command list (Ctrl+P)."),
}
"""Names of keys and units, and what her file of keys says."""

_WITHOUT_KEYS = {
    "“{value}” is named in what is kept: set it to closed, or close it for good (x).",
    "This task waits for nobody: key w says on whom it waits.",
    "{month} cannot be read ({why}). Today’s work does not need it: key b on the day screen can restore it.",
    "{place} is protected by a passphrase: type it on a terminal, or have the keyring keep it (Data, key p).",
    ("This backup was protected by a passphrase. Your data here are not: whoever gets at this computer can read them."
     " Data, key p, protects them."),
}
"""What commands beside the screen say as well, which know of no keys."""


@pytest.fixture(autouse=True)
def _usual_keys() -> Iterator[None]:
    words.use("fr")
    yield
    commands.use_keys(Keymap())


def test_no_sentence_names_a_key_that_can_be_changed() -> None:
    texts = {text for m in source() if m.id for text in ((m.id,) if isinstance(m.id, str) else m.id)}
    named = {text for text in texts if _NAMED.search(text)}
    assert named == _OTHERS | _OF_THE_KEYS | _WITHOUT_KEYS


def test_what_the_screen_says_names_the_keys_in_use(desk: Desk) -> None:
    commands.use_keys(Keymap({
        "day.add": ("f11",), "day.wait": ("é",), "day.pause": ("è",), "day.later": (), "evening.skip": ("ç",),
    }))
    assert "F11" in day_text.empty(Status.TODO, desk)
    assert "« é »" in day_text.empty(Status.WAITING, desk).replace("\u00a0", " ")
    asking = Asking(timedelta(), MONDAY_9_10, MONDAY_9_10, 0, Reason.HARD_CALL)
    banner = break_banner(asking, Settings())
    assert "è commence une pause" in banner
    assert "dans la liste des commandes la remet" in banner
    assert "ç passe l’étape" in "".join(text for line in evening_text.hint(Stage.TIMES, 200)
                                        for text, _style in line)
