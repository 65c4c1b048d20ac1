"""The few ways a text may stand out, in the colours of the theme in use.

Component classes would be matched against the stylesheet for every widget; these are looked up when drawn.
"""

from functools import lru_cache

from rich.style import Style
from textual.widget import Widget

COLOURS = ("blue", "green", "orange", "purple", "teal", "red", "brown", "pink")
"""The colours a client may have."""

_INKS: dict[str, tuple[str, bool]] = {
    "strong": ("", True), "soon": ("", True), "faint": ("text-faint", False), "late": ("text-late", True),
    "running": ("text-running", True), "good": ("text-good", False), "key": ("text-key", True),
} | {name: (f"client-{name}", True) for name in COLOURS}


def ink(widget: Widget, name: str) -> Style:
    """Return the style of that name; "" is the plain one."""
    if not name:
        return Style.null()
    variable, bold = _INKS[name]
    return _style(widget.app.theme_variables.get(variable, ""), bold)


@lru_cache(maxsize=64)
def _style(colour: str, bold: bool) -> Style:  # noqa: FBT001 - of a cached pair
    return Style(color=colour or None, bold=bold or None)
