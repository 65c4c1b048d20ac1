"""Someone breaks in: one key, and Enter or Escape goes back to the very task."""

from datetime import timedelta

from textual.widgets import Checkbox, Input

from pupitre.breaks import Reason
from pupitre.entry import Entry
from pupitre.focus import Focus, State
from pupitre.interruption import Interruption, Outcome
from pupitre.ports import Value
from pupitre.task import Task
from tests.screen.world import HOSTILE, SMALL, World, running
from tui.screens.choice import Choice, ChoiceScreen
from tui.screens.day import DayScreen
from tui.screens.form import FormScreen
from tui.screens.interruption import InterruptionScreen
from tui.screens.reports import ReportsScreen

MINUTE = timedelta(minutes=1)


async def at_work(world: World) -> None:
    world.choose("t01")
    await world.press("enter")
    await world.beat(minutes=6)


async def pass_time(world: World, minutes: int) -> None:
    for _ in range(2 * minutes):
        await world.beat(seconds=30)


def asked(world: World) -> bool:
    return isinstance(world.app.screen, InterruptionScreen)


def focus_of(world: World) -> Focus:
    focus = world.desk.focus
    assert focus is not None
    return focus


def last(world: World) -> Interruption:
    return max(world.desk.ledger.table(Interruption).values(), key=lambda i: i.at)


async def test_the_common_case_takes_under_five_keys_and_comes_back_to_the_task() -> None:
    async with running() as world:
        await at_work(world)
        await world.press("i")
        assert asked(world)
        assert world.archive.kept[Interruption, last(world).id] == last(world)
        await pass_time(world, 4)
        assert world.said(".detail").startswith("04:00")
        keys = ("b", "r", "u", "enter")
        assert len(keys) < 5
        await world.press(*keys)
        assert isinstance(world.app.screen, DayScreen)
        told = last(world)
        assert (told.source, told.channel, told.minutes, told.outcome) == ("bru", "telephone", 4, Outcome.DEALT_WITH)
        assert (focus_of(world).task, focus_of(world).state) == ("t01", State.RUNNING)
        assert focus_of(world).worked(world.clock.now) == 6 * MINUTE
        assert world.shows("19:00 / 25 min")
        call = world.desk.ledger.table(Entry)[told.id]
        assert (call.client, call.length) == ("bru", 4 * MINUTE)


async def test_escape_goes_back_at_once_and_what_was_typed_can_be_taken_up() -> None:
    async with running() as world:
        await at_work(world)
        await world.press("i")
        await world.beat(seconds=60)
        await world.fill("summary", "Demande le devis")
        await world.fill("who", "tuy")
        await world.press("escape")
        told = last(world)
        assert (told.source, told.minutes, told.summary) == ("tuy", 1, "Demande le devis")
        assert told.outcome is Outcome.DEALT_WITH
        assert focus_of(world).state is State.RUNNING


async def test_a_call_promised_by_letters_alone() -> None:
    async with running() as world:
        await world.press("i", "t", "u", "y", "tab", "c", "tab", "r")
        assert world.find("#call_back", Input).parent.display  # type: ignore[union-attr]
        await world.press("enter")
        assert world.wrong == "Dites quand vous rappelez, par exemple « 14h30 » ou « demain 9h »."
        await world.fill("call_back", "14h30")
        await world.press("enter")
        assert isinstance(world.app.screen, DayScreen)
        told, zone = last(world), world.desk.settings.zone
        task = world.task(told.created_task or "")
        assert (told.channel, told.outcome) == ("mail", Outcome.CALL_BACK)
        assert task.title.startswith("Rappeler Tuyauterie")
        assert task.deadline is not None
        assert f"{task.deadline.hour(zone):%H:%M}" == "14:30"
        await world.press("u")
        assert told.id not in world.desk.ledger.table(Interruption)
        assert task.id not in world.desk.ledger.table(Task)


async def test_an_unknown_caller_is_asked_about_and_nobody_is_a_good_answer() -> None:
    async with running() as world:
        await world.press("i")
        await world.fill("who", "zzz")
        await world.press("enter")
        assert asked(world)
        assert "zzz" in world.wrong
        await world.fill("who", "perso")
        await world.press("enter")
        assert last(world).source == "perso"


async def test_it_comes_over_a_form_that_is_being_typed_and_goes_back_to_it() -> None:
    async with running() as world:
        world.choose("t01")
        await world.press("e")
        await world.fill("title", "Relances à moitié")
        await world.press("ctrl+o")
        assert asked(world)
        await world.press("ctrl+o", "escape")
        assert isinstance(world.app.screen, FormScreen)
        assert not asked(world)
        assert world.find("#title", Input).value == "Relances à moitié"
        assert len([i for i in world.desk.ledger.table(Interruption).values() if i.at == last(world).at]) == 1


async def test_the_key_finds_the_open_form_from_another_screen() -> None:
    async with running() as world:
        await world.press("i", "f3")
        assert isinstance(world.app.screen, ReportsScreen)
        await world.press("ctrl+o")
        assert asked(world)
        await world.press("escape")
        assert isinstance(world.app.screen, DayScreen)
        assert last(world).last_seen is None


async def test_after_a_kill_the_next_start_offers_to_finish_it() -> None:
    async with running() as world:
        await at_work(world)
        await world.press("i")
        await pass_time(world, 2)
        await world.fill("summary", "Parlait de la livraison")
        await world.beat(seconds=30)
        left: list[Value] = list(world.archive.kept.values())
        clock = world.clock
    clock.advance(minutes=40)
    async with running(values=left, clock=clock) as world:
        assert asked(world)
        assert world.find("#summary", Input).value == "Parlait de la livraison"
        assert "02:30 jusqu’à 9 h 18, dernière activité" in world.said(".detail")
        await world.press("o", "e", "i", "enter")
        assert (last(world).minutes, last(world).summary) == (2, "Parlait de la livraison")
        assert (focus_of(world).task, focus_of(world).state) == ("t01", State.RUNNING)
        assert focus_of(world).worked(clock.now) == 6 * MINUTE


async def test_that_a_call_was_difficult_is_written_nowhere() -> None:
    async with running() as world:
        await world.press("i")
        before = {key: repr(value) for key, value in world.archive.kept.items()}
        world.find("#hard", Checkbox).value = True
        await world.pilot.pause()
        await world.beat(seconds=31)
        assert "hard" not in repr(world.archive.kept)
        await world.press("enter")
        asked = world.desk.asking()
        assert asked is not None
        assert asked.reason is Reason.HARD_CALL
        assert "hard" not in repr(world.archive.kept)
        assert before.keys() <= world.archive.kept.keys()


async def test_enter_keeps_it_from_the_box_too_and_space_ticks_the_box() -> None:
    async with running() as world:
        await world.press("i")
        world.find("#hard", Checkbox).focus()
        await world.press("space")
        assert world.find("#hard", Checkbox).value
        await world.press("enter")
        assert world.desk.interruption is None
        assert isinstance(world.app.screen, DayScreen)


async def test_more_can_be_said_of_the_last_one() -> None:
    async with running() as world:
        await world.press("i")
        await world.fill("who", "zzz")
        await world.press("escape")
        assert last(world).source == "inconnu"
        await world.app.run_action("complete_interruption")
        await world.pilot.pause()
        assert asked(world)
        assert world.find("#who", Input).value == "zzz"
        await world.fill("who", "bru")
        await world.press("enter")
        assert last(world).source == "bru"


async def test_hostile_words_stay_text() -> None:
    async with running(size=SMALL) as world:
        await world.press("i")
        for name in ("who", "summary"):
            world.find(f"#{name}", Input).focus()
            for text in HOSTILE:
                await world.paste(text)
        assert world.clean()
        await world.press("escape")
        assert not asked(world)
        assert world.clean()


async def test_what_is_answered_after_another_screen_came_closes_nothing_else() -> None:
    async with running() as world:
        await world.press("i")
        asking = world.app.screen
        assert isinstance(asking, InterruptionScreen)
        await world.fill("who", "bru")
        world.app.switch_mode("reading")
        world.app.push_screen(ChoiceScreen("?", "", [Choice("a", "a")]))
        await world.pilot.pause()
        asking.action_save()  # Enter, of which the field told when the other screen was there already
        await world.pilot.pause()
        assert isinstance(world.app.screen, ChoiceScreen)
        assert last(world).source == "bru"
        await world.press("escape")
        assert world.app.current_mode == "reading"
        await world.press("f2")
        assert isinstance(world.app.screen, DayScreen)
        assert len(world.app.screen_stack) == 1


async def test_what_time_wrote_while_it_was_masked_is_shown_again_at_once() -> None:
    async with running(size=SMALL) as world:
        world.choose("t01")
        await world.press("enter", "i")
        before = world.said(".detail")
        assert "attend" in before
        await world.press("ctrl+d")
        world.app.beat()
        await world.press("ctrl+d")
        assert world.said(".detail") == before
