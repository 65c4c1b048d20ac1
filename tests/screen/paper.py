"""What a terminal shows after all that was written to it, cell by cell: as little of a terminal as drawing needs."""

import re

from rich.cells import cell_len
from textual._compositor import CompositorUpdate

from tui.app import PupitreApp

_CODES = re.compile(r"\x1b\[([0-9;]*)([A-Za-z])|([^\x1b]+)")


class Paper:
    """Takes what an application draws from now on; `written` are its writes."""

    def __init__(self, app: PupitreApp) -> None:
        self.cells: dict[tuple[int, int], tuple[str, str]] = {}
        self.written: list[str] = []
        self._app, self._display = app, app._display
        setattr(app, "_display", self._take)  # noqa: B010 - mypy forbids to replace a method by assignment

    @property
    def size(self) -> int:
        """Bytes written."""
        return sum(len(text.encode()) for text in self.written)

    def _take(self, screen: object, drawn: object) -> None:
        if isinstance(drawn, CompositorUpdate) and not self._app._batch_count:  # else the application holds it back
            text = drawn.render_segments(self._app.console)
            if text:
                self.written.append(text)
                self._write(text)
        self._display(screen, drawn)  # type: ignore[arg-type]

    def _write(self, text: str) -> None:
        x = y = 0
        style = ""
        for numbers, letter, plain in _CODES.findall(text):
            if letter == "H":
                y, x = (int(n) - 1 for n in numbers.split(";")) if numbers else (0, 0)
            elif letter == "m":
                style = "" if numbers in {"", "0"} else numbers
            for character in plain:
                if character == "\n":
                    x, y = 0, y + 1
                    continue
                self.cells[x, y] = (character, style)
                x += cell_len(character)

    def anew(self) -> dict[tuple[int, int], tuple[str, str]]:
        """Return what it would show if everything were drawn at once."""
        other = Paper.__new__(Paper)
        other.cells = {}
        whole = self._app.screen._compositor.render_full_update()
        other._write(whole.render_segments(self._app.console))
        return other.cells
