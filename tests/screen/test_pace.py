"""Each second is looked at while seconds are shown; else the application sleeps most of the time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.screen.world import running
from tui.pace import LINGER, SELDOM, Pace
from tui.sweeping import sweep


class Loop:
    """Timers moved by hand."""

    def __init__(self) -> None:
        self.at = 0.0
        self.ticking = True
        self.second: Callable[[], object] = int
        self.waiting: list[tuple[float, Callable[[], object]]] = []
        self.beats: list[float] = []

    def set_interval(self, interval: float, callback: Callable[[], object]) -> "Loop":
        assert interval == 1
        self.second = callback
        return self

    def pause(self) -> None:
        self.ticking = False

    def resume(self) -> None:
        self.ticking = True

    def set_timer(self, delay: float, callback: Callable[[], object]) -> None:
        self.waiting.append((self.at + delay, callback))

    def now(self) -> datetime:
        return datetime(2026, 11, 23, 9, 10, 7, tzinfo=UTC) + timedelta(seconds=self.at)

    def run(self, seconds: int) -> None:
        for _ in range(seconds):
            self.at += 1
            if self.ticking:
                self.second()
            for due, callback in [w for w in self.waiting if w[0] <= self.at]:
                self.waiting.remove((due, callback))
                callback()


def paced(busy: list[bool], rest: Callable[[], None] = sweep) -> tuple[Loop, Pace]:
    loop = Loop()
    return loop, Pace(loop, lambda: loop.beats.append(loop.at), lambda: busy[0], loop.now, lambda: loop.at, rest)


def test_without_a_session_it_looks_a_few_times_a_minute_and_never_misses_one() -> None:
    loop, pace = paced([False])
    loop.run(int(LINGER) + 1)
    assert pace.slow
    loop.beats.clear()
    loop.run(600)
    assert 40 <= len(loop.beats) <= 60
    minutes = {int((7 + at) // 60) for at in loop.beats if (7 + at) % 60 <= 2}
    assert len(minutes) == 10


def test_with_a_session_it_looks_each_second() -> None:
    loop, pace = paced([True])
    loop.run(600)
    assert len(loop.beats) == 600
    assert not pace.slow


def test_a_key_brings_back_the_seconds_at_once() -> None:
    loop, pace = paced([False])
    loop.run(300)
    loop.beats.clear()
    pace.touched()
    loop.run(10)
    assert len(loop.beats) == 10


def test_a_session_that_comes_from_elsewhere_is_seen_soon() -> None:
    busy = [False]
    loop, pace = paced(busy)
    loop.run(300)
    busy[0] = True
    loop.run(int(SELDOM) + 1)
    assert not pace.slow


@given(st.lists(st.tuples(st.integers(1, 200), st.booleans(), st.booleans()), max_size=30))
def test_it_never_beats_twice_a_second_and_never_falls_asleep(steps: list[tuple[int, bool, bool]]) -> None:
    busy = [False]
    loop, pace = paced(busy)
    for seconds, working, touched in steps:
        busy[0] = working
        if touched:
            pace.touched()
        loop.run(seconds)
    gaps = [b - a for a, b in zip([0.0, *loop.beats], [*loop.beats, loop.at], strict=True)]
    assert max(gaps) <= SELDOM + 1
    assert all(a < b for a, b in zip(loop.beats, loop.beats[1:], strict=False))


async def test_a_key_in_the_application_wakes_it() -> None:
    async with running() as world:
        pace = world.app.pace
        assert pace is not None
        pace._touched_at -= 2 * LINGER
        pace._each_second()
        assert pace.slow
        await world.press("down")
        assert not pace.slow


async def test_a_tick_that_comes_while_she_leaves_finds_no_screen_and_fails_nothing() -> None:
    async with running() as world:
        app = world.app
        ticking = [timer._callback for timer in list(app._timers)]
    assert len(ticking) >= 2
    assert not app.screen_stack
    for tick in ticking:
        assert tick is not None
        tick()
