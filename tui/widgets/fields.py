"""Fields in which she types: while texts are masked, their content is drawn as dots and stays what it is."""

import re
from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from textual import widgets
from textual.color import Color
from textual.filter import LineFilter

from tui import words

DOT = "•"

_WRITTEN = re.compile("[^\\s\u2500-\u259f]|(?<=[^\\s\u2500-\u259f]) (?=[^\\s\u2500-\u259f])")
"""What is written, with the spaces between words; the frame around it is drawn with the signs left out."""


class _Dots(LineFilter):
    """Draws a dot in each cell of what is written."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's own
        """Return the same cells, with dots."""
        return [
            segment if segment.control
            else Segment(_WRITTEN.sub(lambda found: DOT * cell_len(found[0]), segment.text), segment.style)
            for segment in segments
        ]


DOTS = _Dots()


class Input(widgets.Input):
    """Textual's line."""

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, and dots over what is typed; the hint of an empty field is no secret."""
        return (*super().get_line_filters(), *([DOTS] if words.veiled() and self.value else []))


class TextArea(widgets.TextArea):
    """Textual's text of several lines."""

    def on_unmount(self) -> None:
        """Be told of themes no more; Textual lets go of a text when the theme changes next (seen in 8.2)."""
        watchers = getattr(self.app, "__watchers", {}).get("theme", [])
        watchers[:] = [(node, told) for node, told in watchers if node is not self]

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, and dots over what is written."""
        return (*super().get_line_filters(), *([DOTS] if words.veiled() and self.text else []))


class Told(widgets.Static):
    """A text of hers as it stands, to be read and chosen with the mouse."""

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, and dots over the text."""
        return (*super().get_line_filters(), *([DOTS] if words.veiled() else []))
