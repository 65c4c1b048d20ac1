"""The rhythm of sessions from the keys, and the session alone on the whole screen."""

from datetime import timedelta
from typing import Any

import pytest
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Digits

from pupitre.focus import Focus, State
from pupitre.ports import Change
from pupitre.task import Status
from pupitre.value import replace
from tests.screen.world import COMMON, HOSTILE, PLAIN_SPACES, SMALL, World, running
from tui.screens.day import DayScreen
from tui.screens.focus_view import FocusView
from tui.screens.interruption import InterruptionScreen
from tui.widgets.big import BigDigits, Sign, dots
from tui.widgets.panels import LinePanel

pytestmark = pytest.mark.drawn

MINUTE = timedelta(minutes=1)


async def viewed(world: World, minutes: float = 6) -> None:
    world.choose("t01")
    await world.press("enter")
    await world.beat(minutes=minutes)
    await world.press("z")
    assert isinstance(world.app.screen, FocusView)


def on(world: World, kind: type[Screen[Any]]) -> bool:
    return isinstance(world.app.screen, kind)


def big(world: World) -> str:
    return world.find("#time", BigDigits).value


def focus_of(world: World) -> Focus:
    focus = world.desk.focus
    assert focus is not None
    return focus


@pytest.mark.parametrize("size", [COMMON, SMALL])
async def test_the_digits_fill_the_width_and_all_that_matters_is_there(size: tuple[int, int]) -> None:
    async with running(size=size) as world:
        await viewed(world)
        assert big(world) == "19:00"
        drawn = [line for line in world.picture() if "███" in line and "░" not in line]
        assert len(drawn) >= size[1] // 3
        edges = [(line.index("█"), line.rindex("█")) for line in drawn]
        assert max(b for _, b in edges) - min(a for a, _ in edges) > size[0] * 0.75
        assert world.shows("TUY  Envoyer au comptable")
        assert world.shows("pause dans 44 min, à 10 h")
        assert world.shows("Ensuite  NOR  Book the tasting room")
        await world.press("escape")
        assert isinstance(world.app.screen, DayScreen)


async def test_its_keys_pause_go_on_take_a_call_finish_and_stop() -> None:
    async with running() as world:
        await viewed(world)
        await world.press("p")
        await world.beat(minutes=2)
        assert big(world) == "02:00"
        assert world.shows("Pause de 5 min proposée.")
        await world.press("p")
        assert (big(world), focus_of(world).state) == ("19:00", State.RUNNING)
        await world.press("i")
        assert on(world, InterruptionScreen)
        await world.press("escape")
        assert on(world, FocusView)
        assert focus_of(world).state is State.RUNNING
        await world.press("space")
        assert world.task("t01").status is Status.DONE
        assert world.shows("Aucune séance en cours.")
        assert world.desk.focus is None
        told = len(world.told)
        await world.press("s", "space", "p", "m")
        assert len(world.told) == told
        await world.press("escape")
        assert isinstance(world.app.screen, DayScreen)


async def test_a_confidential_task_shows_its_client_alone() -> None:
    async with running() as world:
        await viewed(world)
        secret = replace(world.task("t01"), confidential=True)
        world.archive.keep(Change((secret,)))
        world.desk.ledger.apply(Change((secret,)))
        await world.beat(seconds=1)
        assert world.shows("TUY")
        assert not world.shows("comptable")


async def test_at_zero_it_runs_on_and_three_keys_answer() -> None:
    async with running() as world:
        await viewed(world, 28.2)
        assert big(world) == "+03:00"
        said = world.find("#footing", LinePanel).render().plain.translate(PLAIN_SPACES)
        assert "dépassement : p pause de 5 min, m encore 5 min, s terminer" in said
        await world.press("m")
        assert big(world) == "05:00"
        await world.beat(minutes=6)
        assert big(world) == "+01:00"
        assert focus_of(world).overtime(world.clock.now) == 9.2 * MINUTE
        assert [n.tag.split(":")[0] for n in world.notifier.sent] == ["session", "session"]
        await world.press("p")
        assert focus_of(world).state is State.PAUSED
        await world.beat(minutes=10)
        assert focus_of(world).state is State.PAUSED, "nothing starts by itself"
        await world.press("p")
        assert big(world) == "25:00"


async def test_the_day_screen_offers_the_same_three_keys() -> None:
    async with running() as world:
        world.choose("t01")
        await world.press("enter", "m")
        assert focus_of(world).more_s == 0
        await world.beat(minutes=26)
        assert world.shows("p pause 5 min · m 5 min · s fin")
        await world.press("m")
        assert world.find("#session Digits", Digits).value == "05:00"


async def test_the_rhythm_is_chosen_with_a_key_and_kept() -> None:
    async with running() as world:
        world.choose("t01")
        await world.press("enter")
        await world.beat(minutes=5)
        await world.press("y")
        assert world.shows("25 min, puis 5 ; la quatrième fois 15  ✓")
        await world.press("down", "enter")
        assert world.desk.settings.focus_mode == "50-10"
        assert world.find("#session Digits", Digits).value == "45:00"


async def test_her_own_minutes_typed_in_the_settings_are_the_rhythm() -> None:
    async with running() as world:
        await world.press("f9")
        await world.fill("focus", "40")
        await world.press("ctrl+s")
        assert (world.desk.mode.key, world.desk.mode.work_min) == ("own", 40)


async def test_a_second_draws_only_the_strokes_that_changed() -> None:
    async with running() as world:
        await viewed(world)
        drawn: list[Region] = []
        digits = world.find("#time", BigDigits)
        for sign in digits.query(Sign):
            watch(sign, drawn)
        await world.beat(seconds=1)
        assert big(world) == "19:00"
        assert drawn == [], "by half minutes"
        await world.beat(seconds=30)
        assert big(world) == "18:30"
        assert 0 < sum(r.area for r in drawn) < digits.size.area / 8
        drawn.clear()
        await world.beat(seconds=0)
        assert drawn == []


def watch(widget: Widget, drawn: list[Region]) -> None:
    """Write down what a widget draws again."""
    refresh = widget.refresh

    def watched(*regions: Region, **how: bool) -> object:
        drawn.extend(regions or (Region(0, 0, *widget.size),))
        return refresh(*regions, **how)

    setattr(widget, "refresh", watched)  # noqa: B010 - mypy forbids to replace a method by assignment


async def test_hostile_titles_stay_text() -> None:
    async with running(size=SMALL) as world:
        await viewed(world)
        for title in HOSTILE:
            world.desk.ledger.apply(Change((replace(world.task("t01"), title=title),)))
            await world.beat(seconds=1)
            assert world.clean()
            assert len(world.picture()) == SMALL[1]


@pytest.mark.parametrize("sign", "0123456789:+x")
def test_every_sign_has_rows_of_one_width(sign: str) -> None:
    rows = dots(sign)
    assert len(rows) == 5
    assert len({len(row) for row in rows}) == 1
    assert any("#" in row for row in rows) is (sign != "x")


def test_no_two_signs_look_alike() -> None:
    assert len({dots(sign) for sign in "0123456789:+"}) == 12
