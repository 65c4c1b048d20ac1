"""Sleep, freezes, forgotten timers and new days, as she meets them: one question, never over typing."""

from datetime import date, timedelta

import pytest
from textual.widgets import Digits

from pupitre.absence import Absence
from pupitre.breaks import Break
from pupitre.entry import Entry, Origin
from pupitre.focus import State, state_of
from pupitre.task import Status
from tests.machines import Machine
from tests.memory import PARIS, HandClock
from tests.screen.world import SMALL, World, running
from tui.screens.choice import ChoiceScreen

TEN_PAST_NINE = "2026-11-23T09:10"


def machine_at(local: str = TEN_PAST_NINE, system: str = "linux") -> Machine:
    clock = HandClock()
    clock.set(local)
    return Machine(clock, system)


async def begin(world: World, machine: Machine, *, minutes: int = 10) -> None:
    """Start on a task, and work with a beat now and then."""
    world.choose("t01")
    await world.press("enter")
    await live(world, machine, minutes * 60)


async def live(world: World, machine: Machine, seconds: float) -> None:
    while seconds > 0:
        machine.run(min(seconds, 29))
        world.desk.beat(machine())
        seconds -= 29
    world.app.beat()
    await world.pilot.pause()


async def wake(world: World, machine: Machine, seconds: float) -> None:
    machine.sleep(seconds)
    world.app.beat()
    await world.pilot.pause()


def asked(world: World) -> bool:
    return isinstance(world.app.screen, ChoiceScreen)


def measured(world: World) -> list[tuple[str | None, str | None, int]]:
    """Return task, client and minutes of what was kept since the morning of the world."""
    found = sorted(world.desk.ledger.table(Entry).values(), key=lambda e: e.start)
    began = machine_at().clock()
    return [(e.task, e.client, round(e.length / timedelta(minutes=1))) for e in found if e.start >= began]


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
async def test_after_a_sleep_the_session_goes_on_and_one_question_is_asked(system: str) -> None:
    machine = machine_at(system=system)
    async with running(clock=machine.clock, pulse=machine) as world:
        await begin(world, machine)
        await wake(world, machine, 40 * 60)
        assert asked(world)
        assert world.shows("Absence de 9 h 20 à 10 h, non comptée : 40 min.")
        assert world.desk.returned_at == machine.clock()
        await world.press("enter")
        assert world.find("#session Digits", Digits).value == "15:00"
        await live(world, machine, 58)
        assert not asked(world), "once"
        assert measured(world) == [("t01", "tuy", 10)]
        assert [a.asked for a in world.desk.ledger.table(Absence).values()] == [True], "it stays known"


@pytest.mark.parametrize(("keys", "kept", "state"), [
    (("escape",), [("t01", "tuy", 10)], State.RUNNING),
    (("down", "enter"), [("t01", "tuy", 10), ("t01", "tuy", 40)], State.RUNNING),
    (("down", "down", "enter"), [("t01", "tuy", 10)], State.RUNNING),
    (("down", "down", "down", "enter", "enter"), [("t01", "tuy", 10), (None, "ysa", 40)], State.RUNNING),
    (("down", "down", "down", "enter", "end", "enter"), [("t01", "tuy", 10), (None, None, 40)], State.RUNNING),
    (("end", "enter"), [("t01", "tuy", 10)], State.IDLE),
], ids=["ignored", "work", "break", "other client", "herself", "ended"])
async def test_each_answer_does_what_it_says(
    keys: tuple[str, ...], kept: list[tuple[str | None, str | None, int]], state: State
) -> None:
    machine = machine_at()
    async with running(clock=machine.clock, pulse=machine, size=SMALL) as world:
        await begin(world, machine)
        await wake(world, machine, 40 * 60)
        await world.press(*keys)
        assert not asked(world)
        assert [m for m in measured(world) if m[2]] == kept
        assert state_of(world.desk.focus) is state
        breaks = [b.end - b.start for b in world.desk.ledger.table(Break).values() if b.end is not None]
        assert breaks == ([timedelta(minutes=40)] if keys == ("down", "down", "enter") else [])
        typed = [e for e in world.desk.ledger.table(Entry).values() if e.start >= machine_at().clock()][1:]
        assert all(e.origin is Origin.TYPED for e in typed if e.length > timedelta(minutes=1)), "none is measured"
        await world.press("ctrl+z")
        world.app.beat()
        await world.pilot.pause()
        assert asked(world), "an answer can be taken back"


async def test_a_short_freeze_is_silent_and_not_counted() -> None:
    machine = machine_at()
    async with running(clock=machine.clock, pulse=machine) as world:
        await begin(world, machine)
        machine.run(4 * 60)
        world.app.beat()
        await world.pilot.pause()
        assert not asked(world)
        assert world.find("#session Digits", Digits).value == "15:00"


async def test_a_key_pressed_right_after_waking_counts_nothing_of_the_sleep() -> None:
    machine = machine_at()
    async with running(clock=machine.clock, pulse=machine) as world:
        await begin(world, machine)
        machine.sleep(3600)
        await world.press("space")
        assert world.task("t01").status is Status.DONE
        assert [m for m in measured(world) if m[2]] == [("t01", "tuy", 10)]


async def test_a_break_goes_on_while_the_machine_sleeps() -> None:
    machine = machine_at()
    async with running(clock=machine.clock, pulse=machine) as world:
        await begin(world, machine)
        await world.press("p")
        await wake(world, machine, 30 * 60)
        assert not asked(world)
        await world.press("p")
        (taken,) = world.desk.ledger.table(Break).values()
        assert taken.end is not None
        assert taken.end - taken.start == timedelta(minutes=30)


async def test_the_question_waits_until_she_has_typed() -> None:
    machine = machine_at()
    async with running(clock=machine.clock, pulse=machine) as world:
        await begin(world, machine)
        await world.press("a")
        await world.write("Relances")
        await wake(world, machine, 3600)
        assert not asked(world)
        await world.press("escape")
        await live(world, machine, 1)
        assert asked(world)


async def test_a_machine_that_wakes_for_moments_asks_once_for_the_whole_absence() -> None:
    machine = machine_at()
    async with running(clock=machine.clock, pulse=machine) as world:
        await begin(world, machine)
        await world.press("a")  # what is being typed keeps the question away
        for _ in range(3):
            await wake(world, machine, 20 * 60)
            await live(world, machine, 60)
        (absence,) = world.desk.ledger.table(Absence).values()
        assert absence.length == timedelta(minutes=62), "the moments between are not counted either"


async def test_an_unanswered_question_outlives_the_program() -> None:
    machine = machine_at()
    async with running(clock=machine.clock, pulse=machine) as world:
        await begin(world, machine)
        await wake(world, machine, 40 * 60)
        await world.beat(seconds=1)
        kept = world.archive.load()
    machine.clock.advance(seconds=0.5)
    async with running(clock=machine.clock, pulse=machine, values=kept) as world:
        assert asked(world)
        assert world.shows("Absence de 9 h 20 à 10 h")


async def test_a_clock_set_back_neither_adds_nor_takes_work() -> None:
    machine = machine_at()
    async with running(clock=machine.clock, pulse=machine) as world:
        await begin(world, machine)
        machine.set_clock(-3600)
        await live(world, machine, 5 * 60)
        assert not asked(world)
        assert world.find("#session Digits", Digits).value == "10:00"
        await world.press("s")
        worked = [e for e in world.desk.ledger.table(Entry).values() if e.task == "t01" and e.end == machine.clock()]
        assert [e.length for e in worked] == [timedelta(minutes=15)]


# -- the day turns ---------------------------------------------------------------------------------


async def test_at_four_the_session_is_cut_and_board_totals_and_reports_turn() -> None:
    machine = machine_at("2026-11-24T03:50")
    async with running(clock=machine.clock, pulse=machine) as world:
        await begin(world, machine, minutes=5)
        await world.press("f3")
        assert world.shows("lundi 23 novembre 2026")
        await live(world, machine, 20 * 60)
        await world.pilot.pause(0.1)
        assert world.shows("mardi 24 novembre 2026")
        await world.press("f2")
        assert state_of(world.desk.focus) is State.RUNNING
        assert {row.client.id: row.minutes for row in world.desk.by_client() if row.client} == {"tuy": 15}
        assert world.desk.facts("tuy", date(2026, 11, 24)).minutes == 15
        night = [e for e in world.desk.past.values("2026-11") if isinstance(e, Entry) and e.task == "t01"]
        last = max(night, key=lambda e: e.start)
        assert (f"{last.start.astimezone(PARIS):%H:%M}", f"{last.end.astimezone(PARIS):%H:%M}") == ("03:50", "04:00")


async def forget(world: World, machine: Machine) -> None:
    """Start at 17:00, leave at 17:10 with the timer running, come back at 8:30."""
    await begin(world, machine, minutes=10)
    await world.press("f5")
    await live(world, machine, 15 * 3600 + 20 * 60)
    await world.press("down")
    await live(world, machine, 1)


@pytest.mark.parametrize(("keys", "minutes"), [
    (("enter",), 10), (("escape",), 10), (("end", "enter"), 10 + 15 * 60 + 20),
    (("down", "enter", "18:00", "ctrl+s"), 60),
], ids=["last sign", "ignored", "all", "an hour of hers"])
async def test_a_timer_forgotten_in_the_evening_asks_once_where_to_cut(keys: tuple[str, ...], minutes: int) -> None:
    machine = machine_at("2026-11-23T17:00")
    async with running(clock=machine.clock, pulse=machine) as world:
        await forget(world, machine)
        assert world.shows("Votre dernière activité date du lundi 23 novembre à 17 h 10.")
        assert world.desk.focus is None
        for key in keys:
            if ":" in key:
                await world.fill("hour", key)
            else:
                await world.press(key)
        assert not asked(world)
        assert world.desk.question is None
        found = [e for e in world.desk.everything() if isinstance(e, Entry) and e.task == "t01"]
        worked = sum((e.length for e in found if e.start >= machine_at("2026-11-23T17:00").clock()), timedelta())
        assert round(worked / timedelta(minutes=1)) == minutes


async def test_a_lid_closed_in_the_evening_ends_the_session_there_and_says_so() -> None:
    machine = machine_at("2026-11-23T17:00")
    async with running(clock=machine.clock, pulse=machine) as world:
        await begin(world, machine)
        await wake(world, machine, 15 * 3600)
        assert world.desk.focus is None
        assert not asked(world)
        assert "arrêtée lundi 23 novembre à 17 h 10" in "".join(world.told).translate({0xa0: " ", 0x202f: " "})
