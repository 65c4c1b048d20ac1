"""Sleep, freezes and clocks that are set, told apart on each system by injected clocks."""

from datetime import timedelta

import pytest

from pupitre.clock import awake_seconds, clock_from, elapsed_seconds
from pupitre.pulse import Kind, gap, pulses
from tests.machines import SYSTEMS, Machine
from tests.memory import MONDAY_9_10, PARIS, HandClock

HOUR = 3600.0
ASLEEP, FROZEN, FORWARD, BACK = Kind.ASLEEP, Kind.FROZEN, Kind.FORWARD, Kind.BACK

# What happens, in the order of: seconds asleep, seconds awake without a beat, seconds by which the clock is set;
# then what it is called where two clocks exist, where one does, and what counts as no work.
GAPS = {
    "a beat": (0, 1, 0, set(), set(), 0),
    "a stall of 5 s": (0, 5, 0, set(), set(), 0),
    "the clock corrected by 2 s": (0, 1, 2, set(), set(), 0),
    "a drift of 0,5 s": (0, 1, 0.5, set(), set(), 0),
    "sleep of 2 h": (2 * HOUR, 1, 0, {ASLEEP}, {FROZEN}, 2 * HOUR + 1),
    "stopped for 35 s": (0, 35, 0, {FROZEN}, {FROZEN}, 35),
    "sleep of 20 s and a stall of 20 s": (20, 20, 0, set(), {FROZEN}, 40),
    "sleep of 1 h, then stopped for 1 min": (HOUR, 60, 0, {ASLEEP, FROZEN}, {FROZEN}, HOUR + 60),
    "clock set forward 1 h": (0, 1, HOUR, {FORWARD}, {FORWARD}, 0),
    "clock set back 1 h": (0, 1, -HOUR, {BACK}, {BACK}, 0),
    "sleep of 1 h, the clock set back 1 h": (HOUR, 1, -HOUR, {ASLEEP, BACK}, {FROZEN, BACK}, HOUR + 1),
    "stopped for 1 min, set forward 1 h": (0, 60, HOUR, {FROZEN, FORWARD}, {FROZEN, FORWARD}, 60),
}


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("what", GAPS)
def test_what_lies_between_two_pulses(what: str, system: str) -> None:
    asleep, awake, step, kinds, alone, absent = GAPS[what]
    machine = Machine(HandClock(), system)
    before = machine()
    machine.sleep(asleep)
    machine.run(awake)
    machine.set_clock(step)
    found = gap(before, machine())
    told = set(found.kinds) if found else set()
    assert told == (alone if system == "win32" else kinds)
    assert (found.elapsed.total_seconds() if found and found.absent else 0) == absent
    assert (found.shift.total_seconds() if found else 0) == (step if abs(step) > 1 else 0)
    if found is not None:
        assert found.end - found.start == timedelta(seconds=asleep + awake)


@pytest.mark.parametrize("night", ["2026-03-29T01:59:59", "2026-10-25T02:59:59"])
@pytest.mark.parametrize("system", SYSTEMS)
def test_summer_time_begins_and_ends_unseen(night: str, system: str) -> None:
    clock = HandClock()
    clock.set(night)
    machine = Machine(clock, system)
    before = machine()
    machine.run(2)
    assert before.wall.astimezone(PARIS).utcoffset() != clock().astimezone(PARIS).utcoffset(), "it is that night"
    assert gap(before, machine()) is None


def test_the_machine_is_read_at_once_even_when_it_stops_in_between() -> None:
    clock, machine = HandClock(), Machine(HandClock())
    stops = iter([40.0])

    def wall_clock() -> object:
        machine.run(next(stops, 0.0))  # SIGSTOP, between two of the readings
        return clock()

    pulse = pulses(wall_clock, lambda: machine.elapsed, lambda: machine.awake)()  # type: ignore[arg-type]
    assert (pulse.elapsed, pulse.awake) == (1040.0, 1040.0)
    assert next(stops, None) is None


@pytest.mark.parametrize("system", [*SYSTEMS, "plan9"])
def test_every_system_has_clocks_that_go_on(system: str) -> None:
    for seconds in (elapsed_seconds(system), awake_seconds(system)):
        assert seconds() <= seconds()


def test_a_clock_started_by_hand_goes_on_at_the_pace_that_counts_sleep() -> None:
    machine = Machine(HandClock())
    clock = clock_from(MONDAY_9_10, lambda: machine.elapsed)
    machine.sleep(HOUR)
    assert clock() == MONDAY_9_10 + timedelta(hours=1)
