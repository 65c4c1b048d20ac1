import threading
import time
from collections.abc import Callable

import pytest

from tests.real_desktop import wait_until
from tui.desktop.lane import Lane, LaneBusyError


def test_it_returns_what_the_call_returns_always_from_one_thread() -> None:
    lane = Lane("t")
    first, second = lane.call(threading.get_ident, 1), lane.call(threading.get_ident, 1)
    assert first == second != threading.get_ident()
    lane.dismiss()


def test_it_raises_what_the_call_raises() -> None:
    with pytest.raises(StopIteration):
        Lane("t").call(lambda: next(iter(())), 1)


def test_a_hung_call_is_given_up_and_the_next_refused_at_once() -> None:
    lane, release = Lane("t"), threading.Event()
    start = time.monotonic()
    with pytest.raises(TimeoutError):
        lane.call(release.wait, 0.05)
    with pytest.raises(LaneBusyError):
        lane.call(release.wait, 5)
    assert time.monotonic() - start < 3
    release.set()


def test_a_system_that_refuses_one_more_thread_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    lane = Lane("t")
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", refused)
        with pytest.raises(RuntimeError, match="new thread"):
            lane.call(threading.get_ident, 1)
    lane.join(1)
    assert lane.call(threading.get_ident, 1) != threading.get_ident()
    lane.dismiss()


def refused(_thread: threading.Thread) -> None:
    raise RuntimeError("can't start new thread")


def _release(semaphore: threading.Semaphore) -> Callable[[], None]:
    def release() -> None:
        semaphore.release()

    return release


def test_it_rests_after_some_quiet_and_when_dismissed() -> None:
    rested = threading.Semaphore(0)
    lane = Lane("t", _release(rested), rest_after=0.02)
    lane.call(int, 1)
    assert rested.acquire(timeout=2)
    assert not rested.acquire(timeout=0.1)
    lane.dismiss()
    lane.join(2)
    assert rested.acquire(timeout=0)


def test_a_fault_while_resting_is_told_by_the_next_call() -> None:
    rested = threading.Event()

    def fail() -> None:
        rested.set()
        raise OSError

    lane = Lane("t", fail, rest_after=0.01)
    lane.call(int, 1)
    rested.wait(2)
    wait_until(lambda: lane._fault is not None)
    with pytest.raises(OSError):  # noqa: PT011  # its type is all it has
        lane.call(int, 1)
    assert lane.call(int, 1) == 0
