"""The mouse at the wrong moment."""

import pytest
from textual.events import MouseDown
from textual.widgets._toast import Toast

from tests.screen.world import running


@pytest.mark.drawn
async def test_a_click_on_a_notice_that_goes_at_this_instant_does_nothing() -> None:
    async with running() as world:
        world.app.notify("Noté.")
        await world.pilot.pause()
        notice = world.app.screen.query_one(Toast)
        column, row = (int(part) for part in notice.region.center)
        await notice.remove()
        assert world.app.screen.get_widget_at(column, row)[0] is notice
        assert world.app._driver is not None
        world.app._driver.process_message(MouseDown(
            None, column, row, 0, 0, 1, shift=False, meta=False, ctrl=False, screen_x=column, screen_y=row,
        ))
        await world.pilot.pause()
        assert world.app.is_running
