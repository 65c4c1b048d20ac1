"""Lists of Textual in which Page Down is pressed before they are laid out: it moves nothing, and ends nothing.

Such a list looks up lines that it does not know yet (seen in Textual 8.2). Both kinds of them, the choices of a field
and the list of commands, come from one class, which is the only place where both can be told so.
"""

from textual.widgets import OptionList

_move = OptionList._move_page  # noqa: SLF001 - there is no other way in


def wait_for_lines() -> None:
    """Let both of them know."""
    OptionList._move_page = _moved  # type: ignore[method-assign]  # noqa: SLF001


def _moved(self: OptionList, direction: int) -> None:
    if self._lines:
        _move(self, direction)  # type: ignore[arg-type]
