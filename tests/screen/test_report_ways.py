"""The ways out of a draft: one menu, one guard before all of them, and nothing called more than it is."""

import stat
from collections.abc import Callable
from email import message_from_bytes, policy

import pytest
from textual.widgets import Input, TextArea

import tui.desktop.mail
from pupitre.report import Sent
from pupitre.text import clean_text
from tests.screen.world import World, running
from tui.desktop.clipboard import How
from tui.desktop.notice import Outcome
from tui.desktop.terminal import MOUSE_OFF, MOUSE_ON
from tui.screens.choice import ChoiceScreen
from tui.screens.plain_view import PlainView
from tui.screens.reports_guard import ReportsGuard
from tui.widgets.rows import Rows

Go = Callable[[], None]


async def choose(world: World, way: str) -> None:
    """Open the menu and take one way out of it."""
    await world.press("f7")
    assert isinstance(world.app.screen, ChoiceScreen)
    assert world.find("#answers", Rows).choose(way)
    await world.press("enter")
    await world.app.workers.wait_for_complete()
    await world.pilot.pause()


def history(world: World, client: str = "tuy") -> list[Sent]:
    return [way for _, way in world.desk.report(client, world.desk.today).history]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the addresses that were opened, instead of opening them."""
    urls: list[str] = []

    def note(url: str, _around: object) -> Outcome:
        urls.append(url)
        return Outcome("xdg-open", ok=True, detail="opened")

    monkeypatch.setattr(tui.desktop.mail, "open_url", note)
    return urls


async def test_f7_and_enter_open_the_mail_program(opened: list[str]) -> None:
    async with running() as world:
        await world.press("f3")
        await choose(world, "mail")
        assert opened[0].startswith("mailto:")
        assert "Rien n’est envoyé" in world.heard()
        assert history(world) == [Sent.MAIL]


async def test_a_draft_file_holds_her_text_for_her_eyes_alone() -> None:
    async with running() as world:
        await world.press("f3", "tab", "tab")
        await world.write("À moi. ")
        body = world.find("#body", TextArea).text
        await choose(world, "eml")
        saved = world.folder / "2026-11-23 TUY.eml"
        assert stat.S_IMODE(saved.stat().st_mode) == 0o600
        message = message_from_bytes(saved.read_bytes(), policy=policy.default)
        assert message["X-Unsent"] == "1"
        assert message["To"] == world.desk.client("tuy").contact.email
        plain = message.get_body(("plain",))
        assert plain is not None
        assert plain.get_content().replace("\r\n", "\n").rstrip("\n") == body.rstrip("\n")
        assert str(saved) in world.told[-1]
        assert history(world) == [Sent.EML]
        assert world.shows(".eml")


async def test_a_draft_file_that_cannot_be_written_is_said_and_not_marked() -> None:
    async with running() as world:
        await world.press("f3")
        world.folder.write_text("in the way", encoding="utf-8")
        await choose(world, "eml")
        assert "libérez de la place" in world.heard()
        assert history(world) == []


@pytest.mark.parametrize("way", ["f5", "f6", "mail", "eml", "file"])
async def test_nothing_leaves_before_the_guard_lets_it(
    monkeypatch: pytest.MonkeyPatch, opened: list[str], way: str
) -> None:
    held: list[Go] = []
    monkeypatch.setattr(ReportsGuard, "let_out", lambda _self, go: held.append(go))
    async with running() as world:
        await world.press("f3")
        if way.startswith("f") and way != "file":
            await world.press(way)
        else:
            await choose(world, way)
        await world.app.workers.wait_for_complete()
        assert len(held) == 1
        assert (opened, world.clipboard.held, world.folder.exists(), history(world)) == ([], [], False, [])
        await world.press("tab", "tab")
        await world.write("Corrigé. ")
        held[0]()
        await world.app.workers.wait_for_complete()
        await world.pilot.pause()
        assert len(history(world)) == 1
        left = "".join([*opened, *world.clipboard.held, *(f.read_text("utf-8") for f in world.folder.glob("*"))])
        assert "Corrig" in left, "the text leaves as she mended it"


async def test_the_text_alone_is_on_the_screen_and_the_mouse_is_the_terminals() -> None:
    async with running() as world:
        written: list[str] = []
        world.app.session.write = written.append
        await world.press("f3")
        lines = [world.find("#subject", Input).value, "", *world.find("#body", TextArea).text.splitlines()]
        await world.press("v")
        assert "PlainView" in str(world.app.screen)
        drawn = [line.rstrip() for line in world.picture()]
        plain = [line.replace("\u00a0", " ").replace("\u202f", " ").rstrip() for line in lines]
        assert drawn[:5] == plain[:5]
        words = "\n".join(plain).split()
        assert "\n".join(drawn).split()[:len(words)] == words, "a long line goes on below"
        assert written == [MOUSE_OFF]
        await world.press("escape")
        assert not isinstance(world.app.screen, PlainView)
        assert written == [MOUSE_OFF, MOUSE_ON]
        assert history(world) == []


async def test_a_letter_in_the_text_is_text_and_the_menu_also_shows_the_text_alone() -> None:
    async with running() as world:
        await world.press("f3", "tab", "tab", "v")
        assert world.find("#body", TextArea).text.startswith("v")
        await choose(world, "plain")
        assert isinstance(world.app.screen, PlainView)


async def test_escape_leaves_the_menu_and_the_draft_where_it_is(opened: list[str]) -> None:
    async with running() as world:
        await world.press("f3", "f7", "escape")
        assert not isinstance(world.app.screen, ChoiceScreen)
        assert (opened, history(world)) == ([], [])


@pytest.mark.parametrize(("how", "told"), [
    (How.VERIFIED, "est vide"), (How.SENT_TO_TERMINAL, "vérifiez"), (How.FAILED, "inaccessible"),
])
async def test_the_clipboard_is_called_empty_only_when_it_was_checked(how: How, told: str) -> None:
    async with running(how=how) as world:
        world.app.action_clear_clipboard()
        await world.app.workers.wait_for_complete()
        await world.pilot.pause()
        assert world.clipboard.held == [""]
        assert told in world.heard()


async def test_that_it_can_be_emptied_is_said_once() -> None:
    async with running() as world:
        await world.press("f3")
        for _ in range(2):
            await world.press("f5")
            await world.app.workers.wait_for_complete()
            await world.pilot.pause()
        copies = [told for told in world.told if told.startswith("Copié")]
        assert ["Vider le presse-papiers" in told for told in copies] == [True, False]


async def test_a_control_character_in_a_draft_leaves_by_no_way() -> None:
    async with running() as world:
        await world.press("f3", "tab", "tab")
        await world.write("a\x1b]52;c;eA==\x07b\u202e")
        await world.press("f5")
        await world.app.workers.wait_for_complete()
        await world.pilot.pause()
        await world.press("f6")
        left = [*world.clipboard.held, *(path.read_text("utf-8") for path in world.folder.glob("*.txt"))]
        assert len(left) > 1
        assert all("a]52;c;eA==b" in text and text == clean_text(text) for text in left)


async def test_what_keys_bring_into_a_draft_holds_no_control_character() -> None:
    async with running() as world:
        await world.press("f3", "tab", "tab")
        # What Textual makes of a paste of which the end comes late: keys, and what was read before.
        world.find("#body", TextArea)._replace_via_keyboard("vu\x1b[31m\x07", (0, 0), (0, 0))
        await world.pilot.pause()
        assert world.find("#body", TextArea).text.startswith("vu[31mSalut")
