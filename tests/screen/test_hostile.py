"""What people type or paste is text: shown as it is or made harmless, never obeyed, and never a crash."""

from datetime import timedelta

import pytest
from textual.widgets import Input, OptionList, Select, TextArea

from pupitre import demo
from pupitre.client import Client
from pupitre.ports import Change, Value
from pupitre.settings import Settings
from pupitre.task import Status, Task
from pupitre.value import replace
from tests.screen.world import HOSTILE, SMALL, World, running
from tui.widgets.rows import Rows

pytestmark = pytest.mark.drawn


def hostile_world(turn: int) -> list[Value]:
    """Return the demonstration with odd texts wherever a file that was imported may hold one."""
    values: list[Value] = []
    for number, value in enumerate(demo.world("fr"), turn):
        text = HOSTILE[number % len(HOSTILE)]
        if isinstance(value, Client):
            values.append(replace(
                value, name=f"{text}{value.id}", label=text[:3] if value.id == "tuy" else value.label, trade=text,
                salutation=text, closing=text, scope_note=text, contact_rules=text,
                contact=replace(value.contact, first_name=text, last_name=text, civility=text),
            ))
        elif isinstance(value, Task):
            values.append(replace(
                value, title=text, reason=text, result=text, note=text, next_text=text, scope_note=text,
                category=text, report_label=text if value.report_label else "", waiting_for=text,
            ))
        elif isinstance(value, Settings):
            values.append(replace(value, name=text, signature=text))
        else:
            values.append(value)
    return values


@pytest.mark.parametrize("turn", [0, 6])
async def test_no_screen_obeys_or_breaks_on_what_was_typed(turn: int) -> None:
    async with running(values=hostile_world(turn)) as world:
        assert world.clean()
        world.choose("t01")
        await world.press("enter")
        await world.beat(minutes=2)
        assert world.clean()
        await world.press("e")
        assert world.clean()
        world.find("#client", Select).expanded = True
        await world.pilot.pause()
        assert world.clean()
        world.find("#client", Select).expanded = False
        await world.press("escape", "delete", "u")
        assert world.clean()
        for key in ("f3", "f4"):
            await world.press(key)
            rows = world.app.screen.query_one(Rows)
            for number in range(len(rows.items)):
                rows.action_move(number and 1)
                await world.pilot.pause()
                assert world.clean()
        await world.press("enter")
        assert world.clean()


@pytest.mark.parametrize("text", ["[/]", "[red]x {0} %s $(y)", "日本語 👩‍👩‍👧‍👦"])
async def test_ordinary_odd_titles_are_shown_as_they_are_everywhere(text: str) -> None:
    values: list[Value] = [
        replace(v, title=text) if isinstance(v, Task) and v.id == "t01" else v for v in demo.world("fr")
    ]
    async with running(values=values) as world:
        assert text in world.column(Status.TODO)
        assert len([line for line in world.picture() if text in line]) == 1
        world.choose("t01")
        await world.press("enter")
        assert len([line for line in world.picture() if f"TUY · {text}" in line]) == 1
        await world.press("d")
        assert text in world.said(".title")
        await world.press("escape", "space", "f3")
        assert f"– {text}" in world.find("#body", TextArea).text.replace("\u00a0", " ")
        world.desk.undo()
        await world.press("f2", "u")
        assert text in world.heard()


async def test_a_paste_into_any_field_leaves_its_control_characters_behind() -> None:
    text = " ".join(HOSTILE[5:8])
    async with running() as world:
        world.choose("t01")
        await world.press("e")
        for field in ("title", "note"):
            world.app.screen.query_one(f"#{field}").focus()
            await world.paste(text)
            assert world.clean()
        await world.press("escape", "f3", "tab")
        await world.paste(text)
        await world.press("tab")
        await world.paste(text)
        assert world.clean()


async def test_a_recovery_and_an_inbox_task_with_odd_titles_are_told_literally() -> None:
    async with running() as world:
        for number, title in enumerate(HOSTILE):
            came = Task(id=f"in{number}", title=title, created=demo.START + timedelta(seconds=number))
            world.archive.left[str(number)] = Change((came,))
        await world.beat(seconds=1)
        while not any("[red]x" in told for told in world.told):
            await world.pilot.pause(0.01)  # what came is taken in slices
        assert world.clean()


async def test_a_client_with_an_odd_name_is_created_found_and_reported() -> None:
    async with running(size=SMALL) as world:
        for name in (HOSTILE[0], HOSTILE[1], HOSTILE[5], HOSTILE[7], HOSTILE[9]):
            await world.press("f4", "a")
            await world.paste(name)
            assert world.clean()
            await world.press("ctrl+s")
            assert world.clean()
            if world.form_open:
                assert world.wrong
                await give_up(world)
        assert "[red]x" in [c.name for c in world.desk.clients()]


async def give_up(world: World) -> None:
    world.find("#name", Input).value = ""
    await world.press("escape")


async def test_page_down_before_a_list_is_laid_out_moves_nothing() -> None:
    async with running() as world:
        world.choose("t01")
        await world.press("e")
        field = world.app.screen.query(Select).first()
        field.action_show_overlay()
        field.query_one(OptionList)._move_page(1)
        await world.press("escape", "escape")
        assert world.app.is_running
