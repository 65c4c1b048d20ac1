"""Which commands are meant by a few letters: accents and case are left aside, what is nearest comes first."""

import re
from collections.abc import Sequence

from pupitre.text import plain
from tui.commands.command import Command
from tui.commands.keynames import key_name

_WORD = re.compile(r"[\w+]+")


def score(typed: str, command: Command) -> float:
    """Return how well a command is meant by what is typed, from 0 (not at all) to 1 (by its name)."""
    asked, words = " ".join(_WORD.findall(plain(typed))), _WORD.findall(plain(command.title))
    if not asked:
        return 0.0
    title, sentence = " ".join(words), _WORD.findall(plain(command.explanation))
    initials = "".join(word[0] for word in words)
    keys = {plain(key_name(key)) for key in command.keys if key}
    parts = asked.split()
    tried = (
        (1.0, title == asked or (asked in keys and len(asked) > 1)),
        (0.95, len(words) > 1 and initials.startswith(asked)),
        (0.9, title.startswith(asked)),
        (0.8, _all_begin(parts, words)),
        (0.7, asked in title),
        (0.5, _all_begin(parts, [*words, *sentence])),
        (0.35, len(asked) > 2 and asked in " ".join(sentence)),
        (0.2, len(asked) > 2 and _scattered(asked.replace(" ", ""), title)),
    )
    return next((points for points, fits in tried if fits), 0.0)


def _all_begin(parts: Sequence[str], words: Sequence[str]) -> bool:
    return all(any(word.startswith(part) for word in words) for part in parts)


def _scattered(letters: str, title: str) -> bool:
    """Whether the letters stand in a name in their order, the first one at the beginning of a word."""
    found = re.search(r"\b" + ".*".join(map(re.escape, letters)), title) if len(letters) <= len(title) else None
    return found is not None
