"""Texts of several lines, known without loading what they are made of: no board has one."""

import sys
from typing import TYPE_CHECKING, cast

from textual.widget import Widget

if TYPE_CHECKING:
    from textual.widgets import TextArea


def as_text(widget: Widget | None) -> "TextArea | None":
    """Return a widget as the text of several lines that it is, None when it is another."""
    loaded = sys.modules.get("textual.widgets._text_area")
    if loaded is None or not isinstance(widget, loaded.TextArea):
        return None
    return cast("TextArea", widget)
