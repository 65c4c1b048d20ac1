"""The edges of a box, where its name and what is said of it stand.

Textual draws the whole box again when one of them is set, also to what it is already (seen in Textual 8.2).
"""

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget


def entitle(box: Widget, title: str) -> None:
    """Name a box on its upper edge; no more of it is drawn again, and nothing when it is called so already."""
    _write(box, "_border_title", title, 0)


def underline(box: Widget, said: str) -> None:
    """Say something on the lower edge of a box, as `entitle` does on the upper one."""
    _write(box, "_border_subtitle", said, box.outer_size.height - 1)


def _write(box: Widget, edge: str, text: str, line: int) -> None:
    told: Content | None = getattr(box, edge)
    if (told.plain if told is not None else "") == text:
        return
    setattr(box, edge, Content(text) if text else None)
    if not box.outer_size:
        box.refresh()
        return
    left, top = box.content_offset
    box.refresh(Region(-left, line - top, box.outer_size.width, 1))
