"""What shows again when a dialog without a veil goes: no more than the lines on which it stood.

Textual draws the whole of the screen below anew, when a dialog opens and again when it goes (seen in Textual 8.2).
"""

from asyncio import sleep
from pathlib import Path
from typing import Any, Self

from textual.await_complete import AwaitComplete
from textual.await_remove import AwaitRemove
from textual.dom import DOMNode
from textual.geometry import Region, Size
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget

from tui import words
from tui.parts import AppPart, ScreenPart
from tui.widgets.canvas import Canvas

Setting = tuple[Size, str, int, bool]
"""What all that is drawn depends on: the size of the screen, its theme, the styles that were read, the veil."""
AT_ONCE = 0.01
"""Seconds in which what was drawn reaches the terminal: a thread writes it, when nothing else computes."""
Lines = frozenset[Region]
"""Whole lines of the screen, as regions."""


class Remembering(ScreenPart[ScreenResultType]):
    """A screen that draws what its widgets asked for, also when a part of itself is to be drawn.

    Textual then forgets the widgets, as if it drew the whole screen: below a dialog, the hour stood still.
    """

    def _on_timer_update(self) -> None:
        if self._repaint_required:
            self._compositor.update_widgets(self._dirty_widgets)
        super()._on_timer_update()


class Below(Remembering[ScreenResultType]):
    """A screen that can be told what of it is enough to draw when Textual asks for all of it."""

    _compositor: Canvas
    _enough: Lines | None = None
    _uncovered: Lines | None = None

    def enough(self, lines: Lines | None) -> None:
        """Draw only these lines when the whole screen is asked for the next time; None for all of it, as ever."""
        self._enough = lines

    def uncover(self, lines: Lines | None) -> None:
        """Draw only these lines when it comes back."""
        self._uncovered = lines

    def on_screen_resume(self) -> None:
        """Come back; Textual's own part, which asks for the whole screen, follows at once."""
        self._enough, self._uncovered = self._uncovered, None

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Ask for the screen, or for parts of it, to be drawn again."""
        lines, self._enough = self._enough, None
        if lines is None or regions or not repaint or layout or recompose:
            return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        if lines:
            self._compositor.expose(lines)
            self._dirty_widgets.update({self, *(each for each in self._compositor.visible_widgets if _changed(each))})
            self.check_idle()
        return self


def _changed(widget: Widget) -> bool:
    """Whether a widget is about to ask to be drawn: in one frame with what shows again, not in the next."""
    return widget._repaint_required  # noqa: SLF001 - there is no other word for it


class Uncovering(AppPart[Path]):
    """An application that draws again what a dialog hid, and not what was seen beside it.

    It leans on `App._replace_screen` and on what a screen's compositor knows (`visible_widgets`, `_dirty_regions`).
    """

    _opened: tuple[Screen[Any], Setting] | None = None
    """The screen that was opened last, while it is there, and how things were then."""
    _gone: Screen[Any] | None = None
    """The dialog that goes, when only the lines on which it stood are drawn."""

    def _setting(self) -> Setting:
        return self.size, self.theme, self._css_update_count, words.veiled()

    def push_screen(self, *args: Any, **how: Any) -> Any:  # noqa: ANN401 - Textual's own overloads
        """Show a screen above; it draws itself and what is seen through it. None comes any more once she leaves."""
        if self._exit:
            return AwaitComplete()
        below = self.screen if self._screen_stack else None
        if isinstance(below, Below):
            below.enough(frozenset())
        try:
            return super().push_screen(*args, **how)
        finally:
            if isinstance(below, Below):
                below.enough(None)
            self._opened = self.screen, self._setting()

    def pop_screen(self) -> AwaitComplete:
        """Take the screen on top away."""
        above, lines = self.screen, self._stood()
        self._opened = None
        self._gone = None if lines is None else above
        popped = super().pop_screen()
        if isinstance(self.screen, Below):
            self.screen.uncover(lines)
        return popped

    def _stood(self) -> Lines | None:
        """Return the lines on which the screen on top stands, None when more than they is to be drawn below it."""
        above, below = self.screen, self._screen_stack[-2] if len(self._screen_stack) > 1 else None
        if not isinstance(below, Below) or self._opened != (above, self._setting()) or below.size != self.size:
            return None
        seen, whole = above._compositor, self.size.region  # noqa: SLF001 - there is no other word for it
        pending = above._repaint_regions | seen._dirty_regions  # noqa: SLF001
        if above.styles.background.a or whole in pending or seen.size != self.size:
            return None
        places = seen.visible_widgets.items()
        widgets = (part.intersection(clip) for each, (part, clip) in places if each is not above)
        # Whole lines: of a wide sign, half may have been hidden.
        found = {y for part in (*widgets, *pending) if part for y in part.line_range}
        begins = [y for y in sorted(found) if y - 1 not in found]
        ends = [y + 1 for y in sorted(found) if y + 1 not in found]
        return frozenset(Region(0, y, whole.width, end - y) for y, end in zip(begins, ends, strict=True))

    async def _replace_screen(self, screen: Screen[Any]) -> Screen[Any]:
        """Take a screen down; Textual begins by asking for the whole of the one below, which draws itself already."""
        below = self.screen if self._screen_stack else None
        if self._gone is screen and isinstance(below, Below):
            await sleep(AT_ONCE)
            if self._screen_stack and self.screen is below:
                below.enough(frozenset())
        return await super()._replace_screen(screen)

    def _prune(self, *nodes: Widget, parent: DOMNode | None = None) -> AwaitRemove:
        """Take widgets down; after a dialog, Textual would lay out and draw the whole screen."""
        if self._gone is not None and nodes == (self._gone,):
            self._gone = parent = None
        return super()._prune(*nodes, parent=parent)
