"""The timer and the breaks, from the keys: everything is computed from instants that are stored."""

import asyncio
from datetime import UTC, timedelta

import pytest
from textual.widgets import Digits

from pupitre import demo
from pupitre.entry import Entry
from pupitre.focus import Focus, State
from pupitre.ports import Change, Value
from pupitre.task import Status, Task
from tests.memory import HandClock
from tests.screen.world import World, running
from tui.screens.day import DayScreen


def digits(world: World) -> str:
    return world.find("#session Digits", Digits).value


async def test_a_session_starts_pauses_goes_on_and_finishes_from_the_keys() -> None:
    async with running() as world:
        world.choose("t01")
        await world.press("enter")
        assert digits(world) == "25:00"
        await world.beat(minutes=6, seconds=18)
        assert digits(world) == "18:42"
        assert world.shows("◷ TUY · Envoyer au comptable")

        await world.press("enter")
        await world.beat(minutes=10)
        assert digits(world) == "18:42"
        assert world.shows("18:42 en pause")

        await world.press("enter")
        await world.beat(minutes=1)
        assert digits(world) == "17:42"

        await world.press("space")
        assert world.task("t01").status is Status.DONE
        assert world.desk.focus is None
        worked = [e for e in world.desk.ledger.table(Entry).values() if e.task == "t01"]
        assert sum((e.length for e in worked), timedelta()) == timedelta(minutes=7, seconds=18)


async def test_at_zero_it_goes_on_as_overtime_and_says_so_once() -> None:
    async with running() as world:
        world.choose("t01")
        await world.press("enter")
        await world.beat(minutes=25)
        assert digits(world) == "00:00"
        await world.beat(minutes=5)
        await world.beat(seconds=1)
        assert digits(world) == "+05:01"
        assert world.shows("dépassement")
        assert [n.tag.split(":")[0] for n in world.notifier.sent] == ["session"]
        assert world.desk.focus is not None
        assert world.desk.focus.state is State.RUNNING


async def test_nothing_starts_by_itself() -> None:
    async with running() as world:
        world.choose("t01")
        await world.press("enter", "p")
        assert world.desk.pause_under_way is not None
        for _ in range(4):
            await world.beat(minutes=20)
        assert world.desk.focus is not None
        assert world.desk.focus.state is State.PAUSED
        await world.press("p", "s")
        await world.beat(minutes=20)
        assert world.desk.focus is None


async def test_the_disk_knows_every_half_minute_that_the_session_is_alive() -> None:
    async with running() as world:
        world.choose("t01")
        await world.press("enter")
        await world.beat(seconds=29)
        await world.beat(seconds=2)
        kept = next(v for v in world.archive.load() if isinstance(v, Focus))
        assert kept.last_seen == world.clock.now


async def test_a_break_is_proposed_once_by_banner_notice_and_bell() -> None:
    async with running() as world:
        await until_break(world)
        assert world.shows("sans pause. p commence une pause")
        breaks = [n for n in world.notifier.sent if n.tag.startswith("break")]
        assert [n.bell for n in breaks] == [True]
        assert "Lacaze" not in breaks[0].body
        await world.beat(minutes=1)
        await world.beat(minutes=1)
        assert len([n for n in world.notifier.sent if n.tag.startswith("break")]) == 1


async def test_the_terminal_in_front_rings_instead_of_a_notice() -> None:
    async with running() as world:
        world.app.on_app_focus()
        await until_break(world)
        assert world.notifier.sent == []
        assert len(world.bells) == 1 + 1 + 1  # the end of the session, the break, deadlines that come near


async def test_p_takes_the_break_and_the_banner_goes() -> None:
    async with running() as world:
        await until_break(world)
        await world.press("p")
        assert world.desk.pause_under_way is not None
        assert not world.shows("p commence une pause")
        assert world.shows("pause depuis 10 h")


async def test_l_asks_again_in_ten_minutes() -> None:
    async with running() as world:
        await until_break(world)
        await world.press("l")
        for answer in ("dans 5 minutes", "dans 10 minutes", "dans 15 minutes", "pas cette fois"):
            assert world.shows(answer)
        await world.press("down", "enter")
        assert not world.shows("p commence une pause")
        await world.beat(minutes=9)
        assert len(breaks_told(world)) == 1
        await world.beat(minutes=1)
        assert len(breaks_told(world)) == 2
        assert world.shows("p commence une pause")


async def test_not_this_time_waits_a_whole_interval() -> None:
    async with running() as world:
        await until_break(world)
        await world.press("l", "end", "enter")
        await world.beat(minutes=49)
        assert len(breaks_told(world)) == 1
        await world.beat(minutes=1)
        assert len(breaks_told(world)) == 2


async def test_l_does_nothing_when_no_break_is_due() -> None:
    async with running() as world:
        screen = world.app.screen
        await world.press("l")
        assert world.app.screen is screen


async def test_a_session_left_running_is_asked_about_and_the_absence_not_counted() -> None:
    async with running(values=left_running(), clock=HandClock(demo.START + timedelta(minutes=40))) as world:
        assert world.shows("Une séance était en cours sur")
        assert world.shows("Dernière activité à 9 h 20")
        await world.press("enter")
        assert digits(world) == "15:00"
        await world.beat(minutes=1)
        assert digits(world) == "14:00"


async def test_a_session_left_running_can_be_ended_when_it_was_last_seen() -> None:
    async with running(values=left_running(), clock=HandClock(demo.START + timedelta(minutes=40))) as world:
        await world.press("end", "enter")
        assert world.desk.focus is None
        worked = [e for e in world.desk.ledger.table(Entry).values() if e.task == "t01"]
        assert [e.length for e in worked] == [timedelta(minutes=10)]


async def test_a_task_from_the_inbox_appears_after_a_beat_and_only_once() -> None:
    async with running() as world:
        came = Task(id="in1", title="[b]Reçue du dehors[/b]", created=demo.START.astimezone(UTC))
        world.archive.left["one"] = Change((came,))
        await world.beat(seconds=1)
        assert came.title in world.column(Status.TODO)
        assert came.title in world.heard()
        told = len(world.told)
        await world.beat(seconds=1)
        assert len(world.told) == told


async def test_a_full_disk_is_said_once_not_at_every_beat() -> None:
    async with running() as world:
        world.archive.left["one"] = Change((Task(id="in1", title="Reçue", created=demo.START),))
        world.archive.fail_next = 1
        await world.beat(seconds=1)
        world.archive.fail_next = 5
        for _ in range(5):
            await world.beat(seconds=1)
        assert len(world.told) == 1
        world.archive.fail_next = 0
        await world.beat(seconds=30)
        assert "Reçue" in world.column(Status.TODO)


async def until_break(world: World) -> None:
    """Work for 50 minutes without a pause."""
    world.choose("t01")
    await world.press("enter")
    await world.beat(minutes=50)


def breaks_told(world: World) -> list[str]:
    return [n.tag for n in world.notifier.sent if n.tag.startswith("break")]


def left_running() -> list[Value]:
    """Return the demonstration as a program that was killed at 9:20 left it."""
    began = demo.START.astimezone(UTC)
    return [*demo.world("fr"), Focus(
        task="t01", client="tuy", planned_min=25, began=began, running_since=began,
        last_seen=began + timedelta(minutes=10),
    )]


async def test_a_beat_before_the_screen_is_laid_out_is_no_trouble() -> None:
    async with running() as world:
        world.app.push_screen(DayScreen(world.app.session))
        world.app.beat()
        await world.pilot.pause()
        assert world.shows("Pupitre")


async def test_a_last_beat_while_the_screens_are_going_is_no_trouble() -> None:
    async with running() as world:
        world.choose("t01")
        await world.press("enter", "ctrl+q")
    writes = world.archive.writes
    world.clock.advance(minutes=1)
    world.app.beat()
    assert world.archive.writes == writes


async def test_a_beat_while_the_screens_are_being_taken_away_is_no_trouble() -> None:
    async with running() as world:
        closing = asyncio.create_task(world.app._close_all())
        world.app._running = False  # as Textual does before it closes the screens
        while not closing.done():
            world.app.beat()
            await asyncio.sleep(0)


async def test_a_mistake_of_ours_is_shown_without_the_texts_around_it(capsys: pytest.CaptureFixture[str]) -> None:
    def stumble() -> None:
        title = "Dossier de Mme Béranger"
        raise RuntimeError(len(title))

    async def stumbling() -> World:
        async with running() as world:
            world.app.call_later(stumble)
            await world.pilot.pause()
        return world

    with pytest.raises(RuntimeError):
        await stumbling()
    told = capsys.readouterr().err
    assert "RuntimeError" in told
    assert "locals" not in told


async def test_ctrl_c_says_in_french_how_to_leave() -> None:
    async with running() as world:
        await world.press("ctrl+c")
        assert "Ctrl+Q" in world.heard()
        assert world.heard().startswith("Pour quitter Pupitre")
