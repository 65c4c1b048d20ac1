"""Textual, without what no first screen needs: a tenth of a start."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType

from pupitre.loading import load
from pupitre.text import late

_PACKED: dict[str, list[str]] = {"bz2": [], "lzma": [], "zlib": []}
"""What `shutil` packs files with; the size of a terminal is asked of it."""
_LATER = {
    "mimetypes": [], "platformdirs": ["user_downloads_path"], "rich.table": ["Table"],
    "difflib": ["get_close_matches"],
}
"""What Textual has for files that it delivers, to show its own design, and for what a style sheet may have meant."""
_PALETTE = (
    "CommandListItem", "CommandPalette", "DiscoveryHit", "Hit", "Hits", "Provider", "SimpleProvider",
)
"""What Textual names of its palette, for that of its themes and others that we do not open; ours loads it itself."""
_TOKENS = "textual.css.tokenizer"
"""Reads sheets and markup by long patterns; the sheets of a start are read already (`tui.styling`)."""


def load_textual() -> None:
    """Load Textual."""
    load("asyncio", without=["ssl"])  # the event loop opens no connection
    load("shutil", later=_PACKED)
    with _late_patterns(_TOKENS):
        palette = {name: type(name, (), {}) for name in _PALETTE}
        load("textual.app", later=_LATER, instead={"textual.command": palette})


class _LatePattern:
    """A pattern that is compiled when it is first looked for."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._compiled = late(pattern, flags)

    def match(self, *where: str | int) -> re.Match[str] | None:
        """As a pattern does."""
        return self._compiled().match(*where)  # type: ignore[arg-type]  # as they come

    def search(self, *where: str | int) -> re.Match[str] | None:
        """As a pattern does."""
        return self._compiled().search(*where)  # type: ignore[arg-type]

    def __getattr__(self, name: str) -> object:
        return getattr(self._compiled(), name)


@contextmanager
def _late_patterns(module: str) -> Iterator[None]:
    """Have a module that is loaded meanwhile compile its patterns late; the others that are see no difference."""
    part = ModuleType("re")
    vars(part).update(vars(re))

    def compiled(pattern: str, flags: int = 0) -> object:
        asks = sys._getframe(1).f_globals.get("__name__")  # noqa: SLF001 - documented, of CPython
        return _LatePattern(pattern, flags) if asks == module else re.compile(pattern, flags)

    vars(part)["compile"] = compiled
    sys.modules["re"] = part
    try:
        yield
    finally:
        sys.modules["re"] = re
