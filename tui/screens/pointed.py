"""The list of points and the preview beside it: shared by the screen of a damaged desk and the one of the data."""

from collections.abc import Iterable, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from tui.screens import points
from tui.screens.points import Point
from tui.widgets.rows import Rows
from tui.words import _


class PointedPanes(Horizontal):
    """A list on the left, or above where it is narrow; what is known of the chosen point beside it."""

    def compose(self) -> ComposeResult:
        """Lay out the list and the preview."""
        yield Rows[Point](points.row, lambda point: point.key, row_height=2, id="points", empty=_reading)
        with VerticalScroll(id="preview"):
            yield Static(markup=False)

    def on_mount(self) -> None:
        """Name both."""
        self.query_one("#preview").border_title = _("Preview")

    @property
    def chosen(self) -> Point | None:
        """The chosen point."""
        found: Point | None = self.query_one("#points", Rows).chosen
        return found

    def offer(self, title: str, listed: Sequence[Point]) -> None:
        """List these points; the chosen one stays chosen."""
        rows = self.query_one("#points", Rows)
        rows.border_title = title
        rows.show(listed)

    def tell(self, lines: Iterable[str]) -> None:
        """Show what is known of the chosen point, from its first line on."""
        self.query_one("#preview Static", Static).update("\n".join(lines))
        self.query_one("#preview").scroll_home(animate=False)


def _reading() -> str:
    return _("Reading the backups…")


def panes(screen: Screen[None]) -> PointedPanes:
    """Return the panes of a screen."""
    return screen.query_one(PointedPanes)
