"""Fields and texts of several lines, known without loading what they are made of: no board has one."""

import sys
from typing import TYPE_CHECKING, cast

from textual.widget import Widget

if TYPE_CHECKING:
    from textual.widgets import Input, TextArea


def as_text(widget: Widget | None) -> "TextArea | None":
    """Return a widget as the text of several lines that it is, None when it is another."""
    return cast("TextArea", widget) if _is_a(widget, "textual.widgets._text_area", "TextArea") else None


def as_field(widget: Widget | None) -> "Input | TextArea | None":
    """Return a widget as the field or the text that it is, None when it is another."""
    return cast("Input", widget) if _is_a(widget, "textual.widgets._input", "Input") else as_text(widget)


def _is_a(widget: Widget | None, module: str, kind: str) -> bool:
    """Return whether a widget is of a kind; where nobody loaded that, none is."""
    loaded = sys.modules.get(module)
    return loaded is not None and isinstance(widget, getattr(loaded, kind))
