"""How often sheets, colours and styles are worked out: once each, whatever the machine."""

from collections import Counter

import pytest
from textual.css.stylesheet import Stylesheet
from textual.design import ColorSystem
from textual.dom import DOMNode
from textual.theme import Theme

from pupitre.client import Client
from pupitre.ports import Value
from pupitre.settings import Settings
from tests.screen.world import COMMON, running
from tui.app import PupitreApp
from tui.styling import KINDS

pytestmark = pytest.mark.drawn


async def test_the_colours_of_the_theme_are_reckoned_once(monkeypatch: pytest.MonkeyPatch) -> None:
    reckoned: list[str] = []
    usual = Theme.to_color_system

    def noted(theme: Theme) -> ColorSystem:
        reckoned.append(theme.name)
        return usual(theme)

    monkeypatch.setattr(Theme, "to_color_system", noted)
    async with running(size=COMMON, values=[Settings(theme="pupitre-dark"), Client(id="c", name="C", label="C")]):
        assert reckoned == ["pupitre-dark"], "not that of Textual first, nor hers once more for each screen"


async def test_nothing_of_the_first_screen_is_styled_over_and_over(monkeypatch: pytest.MonkeyPatch) -> None:
    styled: Counter[DOMNode] = Counter()
    usual = Stylesheet.apply

    def counted(sheet: Stylesheet, node: DOMNode, **how: object) -> None:
        styled[node] += 1
        usual(sheet, node, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(Stylesheet, "apply", counted)
    async with running(size=COMMON) as world:
        times = {node.id or type(node).__name__: n for node, n in styled.items() if node.parent is world.app.screen}
        assert max(times.values()) <= 2, times  # once when it comes, once more for the list that gets the keys


@pytest.mark.parametrize("first", ["day", "reading", "welcome"])
async def test_what_comes_first_is_styled_by_all_sheets_though_one_is_read_later(first: str) -> None:
    client = Client(id="c", name="C", label="C")
    values: list[Value] = [] if first == "welcome" else [Settings(reading=first == "reading"), client]
    async with running(size=COMMON, values=values, new=first == "welcome") as world:
        assert world.app.current_mode == first
        sheet = world.app.stylesheet
        world.app.read_kinds()
        assert sheet.source[(str(KINDS), "")].content
        for node in world.app.screen.walk_children(with_self=True):
            before = node.styles.base.get_rules()
            sheet.apply(node)
            assert node.styles.base.get_rules() == before, node


async def test_a_dialog_finds_all_sheets_read_however_early_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PupitreApp, "get_ready", lambda *_: None)  # half a second has not passed yet
    async with running(size=COMMON) as world:
        sheet = world.app.stylesheet
        assert not sheet.source[(str(KINDS), "")].content
        await world.press("a")
        assert sheet.source[(str(KINDS), "")].content
        for node in world.app.screen.walk_children(with_self=True):
            before = node.styles.base.get_rules()
            sheet.apply(node)
            assert node.styles.base.get_rules() == before, node
