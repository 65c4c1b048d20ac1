"""Memory that can go is looked for while she rests: neither under her fingers, nor again and again."""

import gc
import weakref
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from tests.screen.test_pace import paced
from tests.screen.world import running
from tui import switching
from tui.pace import REST
from tui.sweeping import ENOUGH, LATEST


class Knot:
    """Something that holds itself, so that only a look through everything finds that nobody else does."""

    def __init__(self) -> None:
        self.itself = self


def old_knot() -> "weakref.ref[Knot]":
    """Return a knot that nobody holds any more, and that was there for long."""
    gc.collect()
    knot = Knot()
    gc.collect(1)
    gc.collect(1)
    return weakref.ref(knot)


@pytest.fixture(autouse=True)
def never_by_itself() -> Iterator[None]:
    """Leave the looking to what is tested."""
    gc.disable()
    yield
    gc.enable()


def much_came() -> None:
    for _ in range(ENOUGH):
        gc.collect(1)


def test_what_nobody_holds_any_more_goes_once_she_rests() -> None:
    loop, pace = paced([True])
    knot = old_knot()
    much_came()
    for _ in range(20):
        pace.touched()
        loop.run(1)
    assert knot() is not None
    loop.run(int(REST) + 1)
    assert knot() is None


def test_little_is_not_looked_for() -> None:
    loop, _ = paced([True])
    knot = old_knot()
    loop.run(100)
    assert knot() is not None
    much_came()
    loop.run(1)
    assert knot() is None


async def test_the_application_leaves_it_to_that_unless_she_never_rests() -> None:
    before = gc.get_threshold()
    try:
        async with running():
            assert gc.isenabled()
            assert gc.get_threshold() in {(*before[:2], LATEST), (*before[:2], 0)}  # 0: Python 3.14, a part at a time
    finally:
        gc.set_threshold(*before)


async def test_what_she_opens_each_day_is_loaded_first_one_part_after_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with running() as world:
        loaded: list[str] = []
        monkeypatch.setattr(switching, "import_module", loaded.append)
        world.app._unloaded = switching.DAILY
        knot = old_knot()
        much_came()
        loop, pace = paced([True], world.app.rest)
        for _ in range(20):
            pace.touched()
            loop.run(1)
        assert loaded == []
        loop.run(int(REST) - 1)
        assert len(loaded) == 1
        loop.run(len(switching.DAILY))
        assert tuple(loaded) == switching.DAILY
        assert knot() is None


def test_what_is_loaded_early_is_there() -> None:
    assert all(find_spec(module) for module in (*switching.SOON, *switching.DAILY))
