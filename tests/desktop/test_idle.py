import ctypes
import itertools
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.desktop.fakes import HandClock
from tests.real_desktop import require, virtual_display, wait_until
from tui.desktop import idle
from tui.desktop.idle import gnome_probe, macos_probe, probe_for, ticks_between, windows_probe, x11_probe
from tui.desktop.idle_watch import Away, IdleWatch, Probe, Sampler
from tui.desktop.surroundings import Surroundings

NINE = datetime(2026, 11, 23, 8, tzinfo=UTC)
GNOME = {"XDG_CURRENT_DESKTOP": "ubuntu:GNOME"}


# -- the machine's answers ---------------------------------------------------------------------------

@given(st.integers(0, 2**32 - 1), st.integers(0, 2**31))
def test_the_count_of_windows_may_wrap_between_the_last_touch_and_now(last: int, passed: int) -> None:
    assert ticks_between(last, (last + passed) % 2**32) == passed / 1000


def test_windows_tells_by_its_32_bit_count(monkeypatch: pytest.MonkeyPatch) -> None:
    def last_input(found: Any) -> int:  # noqa: ANN401
        assert found._obj.size == 8
        found._obj.time = 2**32 - 1000
        return 1

    count = SimpleNamespace(GetTickCount=lambda: 500, restype=None)
    user = SimpleNamespace(GetLastInputInfo=last_input)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user, kernel32=_allowing(count)), raising=False)
    assert windows_probe()() == 1.5
    user.GetLastInputInfo = lambda _found: 0
    with pytest.raises(OSError, match="GetLastInputInfo"):
        windows_probe()()


def _allowing(kernel: SimpleNamespace) -> SimpleNamespace:
    """Give a function that takes attributes, as those of ctypes do."""
    class Function:
        def __call__(self) -> int:
            return int(kernel.GetTickCount())

    return SimpleNamespace(GetTickCount=Function())


def test_macos_asks_for_any_input_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []

    class Function:
        def __call__(self, state: int, kind: int) -> float:
            asked.append((state, kind))
            return 61.5

    library = SimpleNamespace(CGEventSourceSecondsSinceLastEventType=Function())
    monkeypatch.setattr(ctypes, "CDLL", lambda _path: library)
    assert macos_probe()() == 61.5
    assert asked == [(1, 0xFFFFFFFF)]


@pytest.mark.parametrize(
    ("answer", "expected"), [("(uint64 61500,)", 61.5), ("(uint64 0,)", 0.0), ("", None), ("(int32 -1,)", None)]
)
def test_gnome_tells_in_milliseconds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, expected: float | None
) -> None:
    program = tmp_path / "gdbus"
    program.write_text(f"#!/bin/sh\necho '{answer}'\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(idle, "PROBE_LIMIT", 5)
    if expected is None:
        with pytest.raises(OSError, match="done"):
            gnome_probe()()
    else:
        assert gnome_probe()() == expected


@pytest.mark.desktop
def test_a_real_x_server_tells_how_long_nothing_was_touched() -> None:
    require("Xvfb", "xdotool")
    with virtual_display() as display:
        probe = x11_probe(display)
        time.sleep(0.4)
        still = probe()
        assert still >= 0.4
        subprocess.run(["xdotool", "mousemove", "10", "10", "key", "a"], env={"DISPLAY": display}, check=True)
        assert probe() < still
    with pytest.raises(OSError, match=display):
        probe()  # the server is gone, and we are not


# -- which machine can tell --------------------------------------------------------------------------

@pytest.mark.parametrize(
    ("around", "environ"),
    [
        (Surroundings(display=":0", ssh=True), {}), (Surroundings(display=":0", wsl=True), {}),
        (Surroundings(display=":0"), {"container": "podman"}), (Surroundings(), {}),
        (Surroundings(display=":0", wayland="wayland-0"), {"XDG_CURRENT_DESKTOP": "KDE"}),
        (Surroundings(platform="win32"), {}), (Surroundings(platform="darwin"), {}),
    ],
    ids=["ssh", "wsl", "container", "no desktop", "another wayland", "not really Windows", "not really macOS"],
)
def test_where_nothing_can_be_known_nothing_is_claimed(
    tmp_path: Path, around: Surroundings, environ: dict[str, str]
) -> None:
    assert probe_for(around, environ, which=lambda _name: "/bin/x", root=tmp_path) is None


def test_docker_leaves_a_file(tmp_path: Path) -> None:
    assert not idle.in_container({}, tmp_path)
    (tmp_path / ".dockerenv").touch()
    assert idle.in_container({}, tmp_path)


def test_gnome_under_wayland_is_asked_on_its_bus(tmp_path: Path) -> None:
    around = Surroundings(display=":0", wayland="wayland-0")
    assert probe_for(around, GNOME, which=lambda _name: "/bin/gdbus", root=tmp_path) is not None
    assert probe_for(around, GNOME, which=lambda _name: None, root=tmp_path) is None


# -- asking without waiting --------------------------------------------------------------------------

def answers(probe: Probe, polls: int, every: float = 5.0) -> tuple[Sampler, list[float]]:
    """Poll as the beat does, and give each answer its time to come."""
    clock = HandClock()
    sampler, found = Sampler(probe, clock), []
    for _ in range(polls):
        answer = sampler.poll()
        if answer is not None:
            found.append(answer)
        wait_until(lambda: sampler._pending is None or sampler._pending.done(), 5)
        clock.now += every
    sampler.close()
    return sampler, found


def test_it_asks_at_most_once_in_five_seconds() -> None:
    asked: list[int] = []

    def probe() -> float:
        asked.append(1)
        return 12.0

    _, found = answers(probe, 21, every=1.0)
    assert len(asked) == 5
    assert found == [12.0] * 4  # the fifth answer was not fetched yet


def test_after_three_failures_it_is_left_alone() -> None:
    asked: list[int] = []

    def probe() -> float:
        asked.append(1)
        raise OSError

    sampler, found = answers(probe, 9)
    assert sampler.given_up
    assert (len(asked), found) == (3, [])


def test_one_failure_between_good_answers_is_forgiven() -> None:
    asked: list[int] = []

    def probe() -> float:
        asked.append(1)
        if len(asked) % 2:
            raise OSError
        return 1.0

    sampler, found = answers(probe, 12)
    assert not sampler.given_up
    assert len(found) >= 5


def test_a_late_answer_is_a_failure() -> None:
    clock = HandClock()

    def probe() -> float:
        clock.now += 0.3
        return 1.0

    sampler = Sampler(probe, clock)
    for _ in range(8):
        assert sampler.poll() is None
        wait_until(lambda: sampler._pending is None or sampler._pending.done(), 5)
        clock.now += 5
    assert sampler.given_up


def test_a_probe_that_hangs_holds_up_nobody_and_is_left_alone() -> None:
    release = threading.Event()
    clock = HandClock()

    def probe() -> float:
        release.wait(60)
        return 0.0

    sampler = Sampler(probe, clock)
    start = time.perf_counter()
    for _ in range(6):
        assert sampler.poll() is None
        clock.now += 5
    sampler.close()
    assert time.perf_counter() - start < 0.5
    assert sampler.given_up
    release.set()


# -- from still hands to an absence ------------------------------------------------------------------

def watched(looks: list[tuple[float, float, bool]]) -> list[tuple[float, float]]:
    """Look at some minutes, with how long nothing was touched then, and return the absences in minutes."""
    watch, found = IdleWatch(), []
    for minute, still, working in looks:
        away = watch.look(NINE + timedelta(minutes=minute), timedelta(minutes=still), working=working)
        if away is not None:
            found.append(away)
    return [((a.start - NINE) / timedelta(minutes=1), (a.end - NINE) / timedelta(minutes=1)) for a in found]


def steadily(begin: float, end: float, still: Callable[[float], float], working: bool = True) -> list[
    tuple[float, float, bool]
]:
    steps = int((end - begin) * 12)
    return [(begin + n / 12, still(begin + n / 12), working) for n in range(steps)]


def test_an_absence_is_told_once_when_she_is_back() -> None:
    away = [*steadily(0, 10, lambda _: 0), *steadily(10, 32, lambda m: m - 10), *steadily(32, 40, lambda _: 0)]
    assert watched(away) == [(10, 32)]


def test_less_than_five_minutes_is_nothing() -> None:
    assert watched([*steadily(0, 4.9, lambda m: m), *steadily(4.9, 10, lambda _: 0)]) == []


def test_without_a_session_or_on_the_phone_still_hands_mean_nothing() -> None:
    assert watched([*steadily(0, 30, lambda m: m, working=False), *steadily(30, 33, lambda _: 0)]) == []


def test_a_session_begun_elsewhere_counts_from_its_beginning() -> None:
    looks = [*steadily(0, 20, lambda m: m, working=False), *steadily(20, 30, lambda m: m), (30, 0, True)]
    [(start, end)] = watched(looks)
    assert (20 - 1 / 11 < start <= 20, end) == (True, 30)


def test_a_sleep_ends_the_absence_and_is_left_to_who_found_it() -> None:
    looks = [*steadily(0, 20, lambda m: m), *steadily(80, 83, lambda m: m), (83, 0, True)]
    [(start, end)] = watched(looks)
    assert start == 0
    assert 19.9 < end < 20
    looks = [*steadily(0, 20, lambda m: m), *steadily(80, 90, lambda m: m), (90, 0, True)]
    assert [round(end) for _, end in watched(looks)] == [20, 90]
    assert watched(looks)[1][0] == 80


def test_an_answer_a_moment_late_is_no_touch() -> None:
    assert watched([*steadily(0, 30, lambda m: m - (m * 7 % 1) / 15), (30, 0, True)]) == [(0, 30)]


@given(st.lists(st.tuples(st.integers(1, 400), st.integers(0, 4000), st.booleans()), max_size=60))
def test_absences_follow_each_other_and_last_five_minutes(steps: list[tuple[int, int, bool]]) -> None:
    watch, now, found = IdleWatch(), NINE, list[Away]()
    for passed, still, working in steps:
        now += timedelta(seconds=passed)
        away = watch.look(now, timedelta(seconds=still), working=working)
        if away is not None:
            assert away.end <= now
            found.append(away)
    assert all(a.end - a.start >= timedelta(0) for a in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_a_probe_is_never_made_of_our_own_terminal() -> None:
    code = "import sys, tui.app, tui.idling; assert 'tui.desktop.idle' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, timeout=20)
