"""The two lines at the top: the day and hour with the running session, then what is promised for today."""

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from tui.widgets.canvas import changed_regions
from tui.widgets.inks import ink
from tui.widgets.lines import Line, fitted
from tui.widgets.mark import marked


class TopLines(Widget):
    """Draws lines it is given; only a line whose text changed is drawn again."""

    DEFAULT_CSS = """
    TopLines { height: 2; background: $panel; color: $foreground; }
    """
    lines: reactive[tuple[Line, ...]] = reactive((), repaint=False)

    def watch_lines(self, before: tuple[Line, ...], after: tuple[Line, ...]) -> None:
        """Draw again the cells that changed."""
        if len(before) != len(after) or not self.size:
            self.refresh()
            return
        old, new = ([tuple(fitted(line, self.size.width)) for line in lines] for lines in (before, after))
        regions = changed_regions(old, new)
        if regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width, base = self.size.width, self.rich_style
        line = fitted(self.lines[y] if y < len(self.lines) else (), width)
        line = fitted(marked(tuple(line), width), width) if y == 0 else line
        drawn = [Segment(text, base + ink(self, name) if name else base) for text, name in line]
        return Strip(drawn, width).simplify()
