"""The upper edge of a box, where its name stands."""

from textual.content import Content
from textual.geometry import Region
from textual.widget import Widget


def entitle(box: Widget, title: str) -> None:
    """Name a box; no more of it is drawn again than that edge, and nothing when it is called so already.

    Textual draws the whole of it, whatever is set (seen in Textual 8.2).
    """
    if box._border_title is not None and box._border_title.plain == title:  # noqa: SLF001 - it tells markup only
        return
    box._border_title = Content(title)  # noqa: SLF001
    if not box.outer_size:
        box.refresh()
        return
    left, top = box.content_offset
    box.refresh(Region(-left, -top, box.outer_size.width, 1))
