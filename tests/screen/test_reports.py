"""The reports from the keys: her edits are kept, nothing is called copied that was not checked."""

import stat
import threading

import pytest
from textual.widgets import Input, TextArea

from pupitre.deadline import Deadline
from pupitre.report import Sent, Step
from pupitre.task import Task
from tests.screen.world import World, running
from tui.desktop.clipboard import How
from tui.screens.reports import ReportsScreen
from tui.widgets.keyline import KeyLine
from tui.widgets.rows import Rows


def body(world: World) -> TextArea:
    return world.find("#body", TextArea)


def step(world: World) -> Step:
    row = world.find("#whom", Rows).chosen
    assert row is not None
    return row.step  # type: ignore[no-any-return]


async def copied(world: World) -> None:
    await world.app.workers.wait_for_complete()
    await world.pilot.pause()


async def choose(world: World, client: str) -> None:
    assert world.find("#whom", Rows).choose(client)
    await world.pilot.pause()


@pytest.mark.parametrize("key", ["r", "f3"])
async def test_a_letter_and_a_function_key_open_the_drafts(key: str) -> None:
    async with running() as world:
        await world.press(key)
        assert isinstance(world.app.screen, ReportsScreen)
        assert body(world).text.startswith("Salut Zéphyrin,")
        assert "Rappeler Mme Pérennelle" in body(world).text
        await world.press("escape")
        assert not isinstance(world.app.screen, ReportsScreen)


async def test_an_edit_is_kept_as_it_is_typed_and_shown_again_later() -> None:
    async with running() as world:
        await world.press("f3", "tab", "tab")
        await world.write("Un mot à moi. ")
        await choose(world, "oei")
        assert "Un mot à moi." not in body(world).text
        await world.press("f2", "f3")
        await choose(world, "tuy")
        assert body(world).text.startswith("Un mot à moi. Salut")
        kept = world.desk.report("tuy", world.desk.today)
        assert (kept.body or "").startswith("Un mot à moi. Salut")
        assert world.desk.report("oei", world.desk.today).body is None


async def test_facts_that_change_after_an_edit_are_announced_and_ctrl_r_writes_anew() -> None:
    async with running() as world:
        await world.press("f3", "tab", "tab")
        await world.write("À moi. ")
        world.desk.complete("t01")
        await world.press("f2", "f3")
        assert body(world).text.startswith("À moi.")
        assert world.shows("Ctrl+E")
        await world.press("ctrl+e")
        assert body(world).text.startswith("Salut")
        assert "pièces de TVA" in body(world).text
        assert not world.shows("F12")


@pytest.mark.parametrize(
    ("how", "told", "sent"),
    [(How.VERIFIED, "Copié", Sent.COPIED), (How.SENT_TO_TERMINAL, "vérifiez", Sent.TERMINAL),
     (How.FAILED, "presse-papiers", Sent.FILE)],
)
async def test_a_copy_says_what_is_sure_and_is_saved_beside(how: How, told: str, sent: Sent) -> None:
    async with running(how=how) as world:
        await world.press("f3", "f5")
        await copied(world)
        assert told in world.heard()
        assert ("Copié" in world.heard()) is (how is How.VERIFIED)
        assert [way for _, way in world.desk.report("tuy", world.desk.today).history] == [sent]
        assert (step(world) is Step.COPIED) is (how is not How.SENT_TO_TERMINAL)
        assert world.clipboard.held == [body(world).text]
        saved = next(world.folder.iterdir())
        assert str(saved) in world.told[-1]
        assert body(world).text in saved.read_text(encoding="utf-8")


async def test_a_slow_copy_that_fails_is_saved_under_its_own_client_whatever_is_shown_by_then() -> None:
    async with running(how=How.FAILED) as world:
        world.clipboard.gate = threading.Event()
        await world.press("f3", "f5")
        own = world.find("#subject", Input).value
        text = body(world).text
        await choose(world, "bru")
        world.clipboard.gate.set()
        await copied(world)
        saved = next(world.folder.iterdir())
        assert saved.name == "2026-11-23 TUY.txt"
        assert saved.read_text(encoding="utf-8") == f"{own}\n\n{text}"


async def test_a_saved_file_is_hers_alone_and_the_draft_marked() -> None:
    async with running() as world:
        await world.press("f3", "f6")
        saved = world.folder / "2026-11-23 TUY.txt"
        assert stat.S_IMODE(saved.stat().st_mode) == 0o600
        assert stat.S_IMODE(world.folder.stat().st_mode) == 0o700
        assert saved.read_text(encoding="utf-8").endswith(body(world).text)
        assert str(saved) in world.told[-1]
        assert step(world) is Step.COPIED


async def test_a_file_that_cannot_be_written_is_said_and_nothing_is_marked() -> None:
    async with running() as world:
        world.folder.write_text("in the way", encoding="utf-8")
        await world.press("f3", "f6")
        assert "libérez de la place" in world.heard()
        assert world.desk.report("tuy", world.desk.today).history == ()


async def test_function_keys_work_from_inside_the_text_and_letters_are_text() -> None:
    async with running() as world:
        await world.press("f3", "tab", "tab", "a", "r", "é", "ç", "q", "u")
        assert body(world).text.startswith("aréçqu")
        await world.press("f8")
        assert step(world) is Step.SENT
        assert world.desk.report("tuy", world.desk.today).history[-1][1] is Sent.SENT
        await world.press("escape")
        assert world.find("#whom", Rows).has_focus
        assert isinstance(world.app.screen, ReportsScreen)


async def test_what_is_missing_is_named_and_f10_asks_for_it_until_the_draft_is_ready() -> None:
    async with running() as world:
        world.clock.set("2026-11-23T17:30")
        await world.press("f3")
        await choose(world, "oei")
        assert step(world) is Step.TO_COMPLETE
        title = world.task("t04").title
        assert world.shows(title[:20])
        await world.press("tab", "tab", "f10")
        assert title in world.said(".title")
        await world.fill("next", "demain 9h")
        await world.fill("reason", "La boîte était inaccessible")
        await world.press("ctrl+s")
        assert step(world) is Step.READY
        assert "la boîte était inaccessible" in body(world).text
        assert "mardi 24 novembre" in body(world).text.replace("\u00a0", " ")


async def test_f10_says_when_nothing_is_missing() -> None:
    async with running() as world:
        world.desk.note_time("t32", 9)
        world.desk.postpone("t01", Deadline(world.desk.today), "Une pièce manque.")
        await world.press("f3")
        await choose(world, "tuy")
        await world.press("f10")
        assert "ne manque" in world.heard()
        assert not world.form_open


async def test_the_day_before_and_never_a_day_to_come() -> None:
    async with running() as world:
        await world.press("f3", "right")
        assert world.shows("lundi 23 novembre 2026")
        await world.press("left")
        assert world.shows("dimanche 22 novembre 2026")
        for _ in range(2):
            await world.press("left")
        assert world.shows("vendredi 20 novembre 2026")
        assert body(world).text.startswith("Bonjour")


async def test_a_full_disk_while_typing_is_said_and_the_text_stays() -> None:
    async with running() as world:
        await world.press("f3", "tab", "tab")
        world.archive.fail_next = 1
        await world.write("Tapé. ")
        assert "libérez de la place" in world.heard()
        assert body(world).text.startswith("Tapé. ")
        await world.write("Encore. ")
        assert (world.desk.report("tuy", world.desk.today).body or "").startswith("Tapé. Encore. ")


async def test_a_report_holds_the_work_of_one_client_only() -> None:
    async with running() as world:
        world.clock.set("2026-11-23T18:30")
        await world.press("f3")
        for row in world.find("#whom", Rows).items:
            await choose(world, row.client.id)
            for task in world.desk.ledger.table(Task).values():
                if task.client != row.client.id:
                    assert task.title not in body(world).text


async def test_where_a_draft_is_written_no_letter_is_shown_as_a_key() -> None:
    async with running() as world:
        await world.press("f3")
        shown = {c.keys[0] for c in world.find("KeyLine", KeyLine)._commands}
        letters = {key for key in shown if len(key) == 1}
        assert letters
        world.find("#body", TextArea).focus()
        await world.pilot.pause()
        assert {c.keys[0] for c in world.find("KeyLine", KeyLine)._commands} == shown - letters
        world.find("#whom", Rows).focus()
        await world.pilot.pause()
        assert {c.keys[0] for c in world.find("KeyLine", KeyLine)._commands} == shown
