"""Screens are drawn when a test looks at them; those marked `drawn` are drawn at every change, as on a terminal."""

import pytest
from textual.screen import Screen


def _laid_out_only(screen: Screen[object]) -> None:
    """Forget what would be drawn again."""
    screen._dirty_widgets.clear()
    screen._compositor._dirty_regions.clear()
    screen.app._update_mouse_over(screen)


@pytest.fixture(autouse=True)
def drawn_when_looked_at(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the drawing that nobody looks at: half of what a key costs."""
    if request.node.get_closest_marker("drawn") is None:
        monkeypatch.setattr(Screen, "_compositor_refresh", _laid_out_only)
