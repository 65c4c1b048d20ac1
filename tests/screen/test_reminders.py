"""What she is reminded of, through the whole application: rules T7 to T10, N10, N11, S6, W2 and W3."""

from pupitre import demo
from pupitre.breaks import Break, Reason
from pupitre.settings import Settings
from pupitre.silence import Mode
from pupitre.value import replace
from tests.memory import HandClock
from tests.screen.world import World, running


def notices(world: World, occasion: str) -> int:
    return sum(n.tag.split(":")[0] == occasion for n in world.notifier.sent)


def heard(world: World, text: str) -> int:
    """Return how often the window said something."""
    return sum(text in told.replace("\u00a0", " ").replace("\u202f", " ") for told in world.told)


def at(local: str) -> HandClock:
    clock = HandClock()
    clock.set(local)
    return clock


def settings(world: World, **changed: object) -> None:
    world.desk.change_settings(replace(world.desk.settings, **changed))  # type: ignore[arg-type]


async def work(world: World, minutes: float = 0) -> None:
    """Count up on a task, so that no end of a session is told meanwhile."""
    settings(world, focus_min=0)
    world.choose("t01")
    await world.press("enter")
    if minutes:
        await world.beat(minutes=minutes)


async def test_t7_two_minutes_before_a_banner_says_so_and_nothing_else() -> None:
    async with running() as world:
        await work(world, 47.5)
        assert not world.told
        await world.beat(minutes=0.5)
        assert world.shows("Pause dans 2 min")
        await world.beat(minutes=1)
        assert heard(world, "Pause dans") == 1
        assert world.notifier.sent == []
        assert world.bells == []


async def test_t7_a_task_done_within_five_minutes_brings_the_pause_on() -> None:
    async with running() as world:
        await work(world, 45)
        assert not world.told
        await world.press("space")
        await world.beat(seconds=1)
        assert world.shows("Une tâche est faite, 45 min")
        assert notices(world, "break") == 1


async def test_t8_after_three_refusals_the_last_pause_is_said_once() -> None:
    async with running() as world:
        await work(world)
        for _ in range(3):
            await world.beat(minutes=50)
            assert not world.shows("Pas de pause depuis")
            world.desk.refuse_break()
        await world.beat(minutes=50)
        assert world.shows("Pas de pause depuis 9 h 10")
        world.desk.refuse_break()
        await world.beat(minutes=50)
        assert world.shows("sans pause. p commence une pause")
        assert not world.shows("Pas de pause depuis")


async def test_n10_no_notice_while_the_terminal_is_in_front() -> None:
    async with running() as world:
        world.app.on_app_focus()
        await work(world, 50)
        assert world.notifier.sent == []
        assert heard(world, "50 min de travail sans pause") == 1
        world.app.on_app_blur()
        await world.beat(minutes=1)
        assert world.notifier.sent == [], "she saw it"
        await world.beat(minutes=4)
        assert notices(world, "break") == 1


async def test_n11_three_notices_at_most_for_one_pause() -> None:
    async with running() as world:
        await work(world, 50)
        told = [notices(world, "break")]
        for minutes in (4, 1, 9, 1, 20, 20):
            await world.beat(minutes=minutes)
            told.append(notices(world, "break"))
        assert told == [1, 1, 2, 2, 3, 3, 3]
        assert heard(world, "travail sans pause") == 1


async def test_n11_a_restart_does_not_begin_it_anew() -> None:
    async with running() as world:
        await work(world, 50)
        values = world.archive.load()
        clock = world.clock
    async with running(values=values, clock=clock) as world:
        await world.beat(seconds=1)
        assert notices(world, "break") == 0
        assert world.shows("sans pause. p commence une pause")
        assert world.bells == []


async def test_n11_no_notice_outside_her_hours_though_the_window_says_it() -> None:
    async with running(clock=at("2026-11-23T19:00")) as world:
        await work(world, 50)
        assert notices(world, "break") == 0
        assert world.shows("sans pause. p commence une pause")


async def test_n11_the_same_tag_is_not_sent_twice_within_a_minute() -> None:
    async with running() as world:
        await work(world, 50)
        for _ in range(5):
            await world.beat(seconds=10)
        assert notices(world, "break") == 1
        assert len({n.tag for n in world.notifier.sent}) == len(world.notifier.sent)


async def test_nothing_comes_over_typing_but_a_notice_may_go() -> None:
    async with running() as world:
        await work(world, 49.9)
        told = len(world.told)
        await world.press("a", "x")
        await world.beat(seconds=4)
        world.clock.advance(seconds=3)
        await world.press("y")
        await world.beat(seconds=3)
        assert notices(world, "break") == 1
        assert len(world.told) == told
        assert not world.shows("p commence une pause")
        await world.beat(seconds=3)
        assert heard(world, "travail sans pause") == 1
        assert world.bells == [], "the notice rang"


async def test_t9_silence_holds_everything_back_and_lists_it_afterwards() -> None:
    async with running() as world:
        world.choose("t01")
        await world.press("enter", "n")
        assert world.shows("silence → 9 h 40")
        await world.press("right", "enter")
        assert world.shows("silence → 10 h 10")
        assert world.desk.focus is not None
        assert world.desk.focus.running_since is not None, "being on the phone stops no session"
        await world.beat(minutes=25)
        await world.beat(minutes=25)
        await world.beat(minutes=9)
        assert (world.told, world.bells, world.notifier.sent) == ([], [], [])
        assert not world.shows("p commence une pause")
        await world.beat(minutes=1)
        assert heard(world, "Retenu pendant le silence : la fin d’une séance à 9 h 35, une pause à 10 h, "
                            "une échéance qui approche à 10 h.") == 1
        assert world.shows("1 h de travail sans pause. p commence une pause")
        assert (notices(world, "session"), notices(world, "break")) == (0, 1)
        assert heard(world, "Séance terminée") == 0, "the list said it"
        assert not world.shows("silence →")


async def test_t10_a_silence_that_is_ended_early_lets_the_pause_be_proposed_at_once() -> None:
    async with running() as world:
        await work(world)
        world.desk.start_silence(Mode.QUIET, None)
        await world.beat(minutes=55)
        assert not world.told
        await world.press("n")
        await world.beat(seconds=1)
        assert world.shows("55 min de travail sans pause. p commence une pause")
        assert notices(world, "break") == 1
        await world.beat(minutes=1)
        assert heard(world, "Retenu pendant le silence") == 1


async def test_s6_nothing_in_the_first_two_minutes_after_a_return() -> None:
    async with running() as world:
        await work(world, 49)
        world.desk.returned_at = world.clock()
        world.told.clear()
        await world.beat(minutes=1.5)
        assert (world.told, world.notifier.sent) == ([], [])
        await world.beat(minutes=0.5)
        assert notices(world, "break") == 1


async def test_w2_the_evening_is_counted_down_and_told_once() -> None:
    async with running(clock=at("2026-11-23T16:50")) as world:
        await work(world)
        assert not world.shows("fin de journée dans")
        await world.beat(minutes=30)
        assert world.shows("fin de journée dans 40 min")
        await world.beat(minutes=40)
        told = "de travail aujourd’hui. Reprise conseillée à partir de 5 h : 11 h de repos, un simple repère"
        assert heard(world, told) == 1
        assert world.shows("la loi vise les salariés"), "the line above the board is whole"
        assert notices(world, "day_over") == 1
        for _ in range(5):
            await world.beat(minutes=20)
        assert (heard(world, "Reprise conseillée"), notices(world, "day_over")) == (1, 1)
        values, clock = world.archive.load(), world.clock
    async with running(values=values, clock=clock) as world:
        await world.beat(seconds=1)
        assert heard(world, "Reprise conseillée") == 0


async def test_w2_a_week_end_is_calm_unless_a_session_runs() -> None:
    async with running(clock=at("2026-11-22T17:30")) as world:
        settings(world, contact_days=1)
        for _ in range(4):
            await world.beat(minutes=20)
        assert (world.told, world.notifier.sent) == ([], [])
        assert not world.shows("fin de journée dans")
        await work(world, 10)
        assert heard(world, "Reprise conseillée") == 1


async def test_w3_six_hours_without_a_long_pause_are_said_once_in_the_window() -> None:
    async with running() as world:
        await work(world)
        for _ in range(6):
            assert heard(world, "sans pause de 20 minutes") == 0
            await world.beat(minutes=50)
            world.desk.pause()
            world.clock.advance(minutes=6)
            world.desk.resume()
        assert heard(world, "sans pause de 20 minutes") == 1
        assert notices(world, "long_pause") == 0
        await world.beat(minutes=20)
        assert heard(world, "sans pause de 20 minutes") == 1


async def test_w3_eyes_and_legs_are_off_and_never_leave_the_window() -> None:
    async with running() as world:
        settings(world, remind_deadlines=False)
        await work(world, 40)
        assert not world.told
        settings(world, eyes=True, stand_up=True)
        await world.beat(seconds=1)
        assert (heard(world, "Regarder au loin"), heard(world, "Vous lever")) == (1, 1)
        await world.beat(minutes=20)
        assert (heard(world, "Regarder au loin"), heard(world, "Vous lever")) == (2, 1)
        assert {n.tag.split(":")[0] for n in world.notifier.sent} <= {"break"}


async def test_contact_is_off_then_comes_every_few_days_in_her_own_words() -> None:
    async with running() as world:
        settings(world, remind_deadlines=False)
        await world.beat(hours=1)
        settings(world, contact_days=2, contact_words="Appeler [b]Jo[/b]")
        await world.beat(hours=1)
        assert not world.told
        await world.beat(hours=48)
        await world.beat(minutes=1)
        assert heard(world, "Appeler [b]Jo[/b]") == 1
        await world.beat(hours=24)
        assert heard(world, "Appeler") == 1
        await world.beat(hours=24)
        assert heard(world, "Appeler") == 2
        assert world.notifier.sent == []


async def test_after_a_hard_call_a_pause_is_proposed_at_once_and_nothing_of_it_is_kept() -> None:
    async with running() as world:
        kept = world.archive.load()
        world.desk.propose_break(Reason.HARD_CALL)
        assert world.archive.load() == kept
        await world.beat(seconds=1)
        assert world.shows("Un moment pour souffler ? p commence une pause")
        assert "hard" not in repr(world.archive.load())
        await world.press("p")
        assert world.desk.pause_under_way is not None
        await world.beat(minutes=6)
        await world.press("p")
        await world.beat(minutes=1)
        assert not world.shows("p commence une pause")


async def test_pauses_can_be_left_to_herself() -> None:
    async with running() as world:
        settings(world, remind_breaks=False, remind_day_end=False, remind_deadlines=False)
        await work(world, 60)
        assert world.desk.break_due() is None
        await world.beat(hours=9)
        assert (world.told, world.notifier.sent, world.bells) == ([], [], [])
        assert world.desk.ledger.table(Break).keys() == {
            b.id for b in demo.world("fr") if isinstance(b, Break)
        }, "and none is invented"


async def test_a_disk_that_refuses_is_told_once_for_a_reminder() -> None:
    async with running() as world:
        settings(world, remind_deadlines=False)
        await work(world, 49)
        world.told.clear()
        world.archive.fail_next = 1
        await world.beat(minutes=1)
        for _ in range(3):
            await world.beat(seconds=1)
        assert heard(world, "travail sans pause") == 1
        assert len(world.told) <= 2


async def test_the_settings_of_the_reminders_are_kept_and_refused_in_words() -> None:
    async with running() as world:
        await world.press("f9")
        await world.fill("contact_days", "400")
        await world.press("ctrl+s")
        assert "de 0 à 365" in world.wrong
        await world.fill("contact_days", "7")
        await world.fill("contact_words", "Appeler Jo")
        await world.press("ctrl+s")
        kept = next(v for v in world.archive.load() if isinstance(v, Settings))
        assert (kept.contact_days, kept.contact_words) == (7, "Appeler Jo")
        assert (kept.remind_breaks, kept.eyes, kept.stand_up) == (True, False, False)


