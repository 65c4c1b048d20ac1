"""Dates as people type them, in French and English: « vendredi 17h », « sous 48h ouvrées », "by Friday".

A deadline is promised: an interval is read as its last hour or day, nothing is silently in the past, and
what may be meant in two ways is offered in both. The vocabulary is a table of rules (`weekdays`, `dates`,
`hours`, `periods`, `offsets`, `repeats`); `grammar` puts their pieces in a row, `resolve` gives one answer.
"""

from typing import TYPE_CHECKING, Any

from pupitre.phrases.answers import Answer, Found, Kind, Moment, Why

if TYPE_CHECKING:
    from pupitre.phrases.grammar import read
    from pupitre.phrases.line import find, find_all
    from pupitre.phrases.promises import taken

__all__ = ["Answer", "Found", "Kind", "Moment", "Why", "find", "find_all", "read", "taken"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - PEP 562
    """Load the grammar when a phrase is first read: a start that reads none does not pay for it."""
    if name == "read":
        from pupitre.phrases.grammar import read  # noqa: PLC0415

        return read
    if name in {"find", "find_all"}:
        from pupitre.phrases import line  # noqa: PLC0415

        return getattr(line, name)
    if name == "taken":
        from pupitre.phrases.promises import taken  # noqa: PLC0415

        return taken
    raise AttributeError(name)
