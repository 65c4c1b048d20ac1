"""What applications, screens and widgets of ours are made up from.

Textual looks through all names of each class that is one of its own, half a millisecond each (seen in Textual 8.2).
A part is none of them: what it holds counts once it stands before such a class. Handlers in it are found by their
names, `on_…`; what Textual collects when a class is made (`@on`, `BINDINGS`, `DEFAULT_CSS`, reactives) is not.
"""

from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from textual.app import App as AppPart
    from textual.screen import Screen as ScreenPart
    from textual.widget import Widget as WidgetPart
else:

    class _Part:
        def __class_getitem__(cls, _of: object) -> type[Self]:
            return cls

    AppPart = ScreenPart = WidgetPart = _Part

__all__ = ["AppPart", "ScreenPart", "WidgetPart"]
