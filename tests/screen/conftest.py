"""Screens are drawn when a test looks at them; those marked `drawn` are drawn at every change, as on a terminal."""

from collections.abc import Callable, Iterator, Mapping

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.screen import Screen

from tests.screen import still_loop
from tests.screen.settling import settle
from tests.screen.still_loop import StillLoop


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], StillLoop]]:
    """Have nothing ring because the machine is slow."""
    return {"still": StillLoop}


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


@pytest.fixture(autouse=True)
def waited_for_as_long_as_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the waiting of Textual's pilot, which sleeps until the process looks idle: most of a key's time."""
    async def settled(*_: object) -> bool:
        await settle()
        return True

    monkeypatch.setattr("textual.app.wait_for_idle", settled)
    monkeypatch.setattr("textual.pilot.wait_for_idle", settled)
    monkeypatch.setattr(Pilot, "_wait_for_screen", settled)
    monkeypatch.setattr("textual._time.get_time", still_loop.time)
    monkeypatch.setattr("asyncio.events.new_event_loop", StillLoop)  # an application that a test runs by itself


@pytest.fixture(autouse=True, scope="session")
def style_sheets_parsed_once() -> Iterator[None]:
    """Share the parsed sheets between the runs of the application: a fifth of what a start costs."""
    parse = Stylesheet._parse_rules
    parsed: dict[object, list[RuleSet]] = {}

    def once(
        sheet: Stylesheet, css: str, read_from: tuple[str, str], *,
        is_default_rules: bool = False, tie_breaker: int = 0, scope: str = "",
    ) -> list[RuleSet]:
        key = (css, read_from, is_default_rules, tie_breaker, scope, frozenset(sheet._variables.items()))
        if key not in parsed:
            parsed[key] = parse(sheet, css, read_from, is_default_rules, tie_breaker, scope)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", once)
        yield
