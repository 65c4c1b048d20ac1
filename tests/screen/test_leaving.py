"""Leaving at a bad moment: a screen that is still being laid out, or laid out again."""

import pytest

from tests.screen.world import running


@pytest.mark.parametrize("key", ["f3", "f4"])
async def test_quitting_while_a_screen_is_still_coming_is_quiet(key: str) -> None:
    async with running() as world:
        app = world.app
        app.action_show({"f3": "reports", "f4": "clients"}[key])
        app.exit()
    assert app.return_code == 0
    assert app._exception is None
