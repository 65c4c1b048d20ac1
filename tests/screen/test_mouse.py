"""The mouse does what the keys do: a card is dragged to another column, the right button offers what is possible."""

from textual.events import MouseMove
from textual.geometry import Offset
from textual.widget import Widget

from pupitre.due import ReportDue
from pupitre.task import Status
from tests.screen.world import COMMON, World, running
from tui.screens.day import DayScreen
from tui.screens.form import FormScreen
from tui.screens.menu import MenuScreen
from tui.widgets.rows import Rows

LARGE = (160, 40)


def column(world: World, status: Status) -> Rows[object]:
    return world.app.screen.query_one(f"#{status.value}", Rows)


async def pulled(world: World, target: Widget, *, offset: tuple[int, int], button: int = 1) -> None:
    """Move the mouse; the pilot's own hovering has no button down."""
    await world.pilot._post_mouse_events([MouseMove], target, offset, button=button)


async def drag(world: World, start: Status, end: Status | str, *, row: int = 0) -> None:
    """Drag a card of one column to another one, or to another widget."""
    target: Widget = column(world, end) if isinstance(end, Status) else world.app.screen.query_one(end)
    await world.pilot.mouse_down(column(world, start), offset=(5, 1 + 2 * row))
    await pulled(world, column(world, start), offset=(9, 1 + 2 * row))
    await pulled(world, target, offset=(5, 3))
    await world.pilot.mouse_up(target, offset=(5, 3))
    await world.pilot.pause()


async def right(world: World, widget: Widget, at: tuple[int, int]) -> None:
    await world.pilot.click(widget, offset=at, button=3)
    await world.pilot.pause()


async def test_a_card_that_is_dragged_says_what_letting_go_does_and_does_the_verb_of_the_column() -> None:
    async with running(size=LARGE) as world:
        todo, doing = column(world, Status.TODO), column(world, Status.DOING)
        task = todo.items[1].task  # type: ignore[attr-defined]
        await world.pilot.mouse_down(todo, offset=(5, 3))
        await pulled(world, todo, offset=(12, 3))
        assert world.shows("relâchez-la sur une autre colonne")
        await pulled(world, doing, offset=(5, 3))
        assert world.shows("→ En cours : relâchez")
        assert doing.has_class("-target")
        await world.pilot.mouse_up(doing, offset=(5, 3))
        await world.pilot.pause()
        assert world.desk.focus is not None
        assert world.desk.focus.task == task.id
        assert not doing.has_class("-target")
        assert not world.shows("relâchez")
        assert not column(world, Status.DONE).display
        await world.press("u")
        assert world.task(task.id).status is Status.TODO


async def test_done_waiting_and_back_are_columns_to_drag_to_as_well_with_the_same_forms_and_refusals() -> None:
    async with running(size=LARGE) as world:
        first = column(world, Status.TODO).items[0].task  # type: ignore[attr-defined]
        todo = column(world, Status.TODO)
        await world.pilot.mouse_down(todo, offset=(5, 1))
        await pulled(world, todo, offset=(12, 1))
        await world.pilot.pause()
        await pulled(world, column(world, Status.DONE), offset=(5, 3))
        await world.pilot.mouse_up(column(world, Status.DONE), offset=(5, 3))
        await world.pilot.pause()
        assert world.task(first.id).status is Status.DONE
        await drag(world, Status.TODO, Status.WAITING)
        assert isinstance(world.app.screen, FormScreen)
        await world.press("escape")
        waits = column(world, Status.WAITING).items[0].task  # type: ignore[attr-defined]
        await drag(world, Status.WAITING, Status.TODO)
        assert world.task(waits.id).status is Status.TODO
        doing = column(world, Status.DOING).items[0].task  # type: ignore[attr-defined]
        await drag(world, Status.DOING, Status.TODO)
        assert world.task(doing.id).status is Status.DOING
        assert world.heard() != ""


async def test_a_drag_that_ends_nowhere_and_a_hand_that_trembles_do_nothing() -> None:
    async with running(size=LARGE) as world:
        kept = dict(world.archive.kept)
        await drag(world, Status.TODO, "#top")
        await drag(world, Status.TODO, Status.TODO, row=2)
        todo = column(world, Status.TODO)
        await world.pilot.mouse_down(todo, offset=(5, 1))
        await pulled(world, todo, offset=(6, 1))
        await world.pilot.mouse_up(todo, offset=(6, 1))
        await world.pilot.pause()
        assert world.archive.kept == kept
        assert isinstance(world.app.screen, DayScreen)
        assert not world.shows("relâchez")


async def test_the_right_button_offers_what_the_keys_do_on_the_row_below_it() -> None:
    async with running(size=COMMON) as world:
        todo = column(world, Status.TODO)
        task = todo.items[2].task  # type: ignore[attr-defined]
        await right(world, todo, (5, 5))
        assert isinstance(world.app.screen, MenuScreen)
        assert world.shows("Décaler")
        assert todo.chosen.task.id == task.id  # type: ignore[attr-defined]
        await world.press("d")
        assert world.form_open
        await world.press("escape")
        await right(world, todo, (5, 5))
        await world.press("escape")
        assert not world.app.screen.is_modal
        await right(world, todo, (5, 5))
        menu = world.find("#menu", Rows)
        number = next(n for n, c in enumerate(menu.items) if c.action == "complete")
        await world.pilot.click(menu, offset=(4, 1 + number))
        await world.pilot.pause()
        assert world.task(task.id).status is Status.DONE


async def test_the_menu_offers_only_what_can_be_done_with_the_card() -> None:
    async with running(size=LARGE) as world:
        world.desk.complete("t10")
        world.app.show_desk()
        await world.press("f")
        offered = {}
        for status in Status:
            await right(world, column(world, status), (5, 1))
            offered[status] = {command.action for command in world.find("#menu", Rows).items}
            await world.press("escape")
        assert {status for status in Status if "reopen" in offered[status]} == {Status.WAITING, Status.DONE}
        assert "complete" in offered[Status.TODO] & offered[Status.DOING] & offered[Status.WAITING]
        assert not offered[Status.DONE] & {"complete", "postpone", "pin", "drop"}, "refused, or reopens"
        due = world.find("#deadlines", Rows)
        report = next(n for n, item in enumerate(due.items) if isinstance(item, ReportDue))
        await right(world, due, (3, 1 + report))
        assert isinstance(world.app.screen, DayScreen), "a report that is due is no task"


async def test_the_menu_is_whole_on_the_screen_and_a_click_beside_it_closes_it() -> None:
    async with running(size=(80, 24)) as world:
        todo = column(world, Status.TODO)
        await right(world, todo, (todo.size.width - 2, todo.size.height - 1))
        menu = world.find("#menu", Rows)
        assert world.app.screen.region.contains_region(menu.region)
        assert not menu.region.contains_point(Offset(0, 0))
        await world.pilot.click(offset=(0, 0))
        await world.pilot.pause()
        assert isinstance(world.app.screen, DayScreen)


async def test_on_every_list_of_every_screen_the_right_button_has_a_menu_and_the_wheel_scrolls() -> None:
    async with running(size=COMMON) as world:
        for mode in ("plan", "week", "agenda", "series", "reports", "clients", "times", "data", "keys", "evening"):
            world.app.action_show(mode)
            await world.pilot.pause()
            below = world.app.screen
            rows = next((r for r in below.query(Rows) if r.items and r.region.area), None)
            if rows is None:
                continue
            await right(world, rows, (3, 1))
            assert isinstance(world.app.screen, MenuScreen), mode
            await world.press("escape")
            assert world.app.screen is below


async def test_a_button_let_go_out_of_sight_leaves_nothing_to_drag() -> None:
    async with running(size=LARGE) as world:
        todo, doing = column(world, Status.TODO), column(world, Status.DOING)
        await world.pilot.mouse_down(todo, offset=(5, 3))
        await pulled(world, todo, offset=(12, 3), button=0)
        await pulled(world, doing, offset=(5, 3), button=0)
        assert not world.shows("relâchez")
        await world.pilot.mouse_up(doing, offset=(5, 3))
        assert world.desk.focus is None
