"""What is drawn, without a screen where that is possible: exact widths, wide characters, and no cost by number."""

from datetime import UTC, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.strip import Strip

from pupitre import demo
from pupitre.client import Client
from pupitre.ports import Value
from pupitre.report import Allowance, Step
from pupitre.task import Task
from pupitre.text import clean_text
from pupitre.value import replace
from pupitre.views import ClientDay
from tests.screen.world import HOSTILE, running
from tui import words
from tui.screens.day import DayScreen
from tui.widgets.cards import Card, Frame, ReportRow, card, client_row, deadline_row, label_of, report_row
from tui.widgets.edges import entitle, underline
from tui.widgets.lines import Line, bar, cut, fitted, justified
from tui.widgets.panels import totals_lines
from tui.widgets.rows import Rows

pytestmark = pytest.mark.drawn

FRAME = Frame(demo.START.astimezone(UTC), demo.ZONE)
TEXTS = st.text(max_size=60) | st.sampled_from(HOSTILE)


def width_of(line: Line) -> int:
    return sum(cell_len(text) for text, _ in line)


def text_of(line: Line) -> str:
    return "".join(text for text, _ in line)


@given(TEXTS, st.integers(0, 80))
def test_a_cut_text_never_exceeds_its_room_and_says_that_it_was_cut(text: str, width: int) -> None:
    shown = words.shown(text)
    short = cut(shown, width)
    assert cell_len(short) <= width
    assert short in {shown, ""} or short.endswith("…")


@given(st.lists(TEXTS, max_size=5), st.lists(TEXTS, max_size=2), st.integers(1, 120))
def test_a_fitted_line_fills_its_width_exactly(left: list[str], right: list[str], width: int) -> None:
    line = tuple((words.shown(text), "") for text in left)
    assert width_of(tuple(fitted(line, width))) == width
    end = tuple((cut(words.shown(text), width // 4), "") for text in right)
    assert width_of(justified(line, end, width)) == width


def test_nothing_follows_what_was_cut() -> None:
    line = (("← before   → after", ""), ("paused", "strong"))
    assert text_of(tuple(fitted(line, 10))) == "← before… ", "the cell left by a dropped blank holds no second mark"


@pytest.mark.parametrize(("part", "full"), [(-1, 0), (0, 0), (0.5, 5), (1, 10), (7, 10)])
def test_a_bar_is_never_longer_than_its_room(part: float, full: int) -> None:
    assert bar(part, 10) == ("█" * full, "░" * (10 - full))


@given(TEXTS, TEXTS)
def test_cards_and_rows_hold_no_control_character_whatever_was_typed(title: str, name: str) -> None:
    client = Client(id="c", name=name, label=name[:3])
    task = Task(id="t", title=title, client="c", created=FRAME.now, waiting_for=name, estimate_min=30)
    item = Card(replace(task, deadline=next(v.deadline for v in demo.world() if isinstance(v, Task))), client)
    lines = [
        *card(item, FRAME), *deadline_row(item, FRAME), *client_row(client),
        *report_row(ReportRow(client, Step.READY, 5), 40),
    ]
    for line in lines:
        assert text_of(line) == clean_text(text_of(line))
        assert "\n" not in text_of(line)


def test_a_label_takes_three_cells_and_a_card_two_lines() -> None:
    words.use("fr")
    values = {v.id: v for v in demo.world("fr")}
    task, client = values["t07"], values["nor"]
    assert isinstance(task, Task)
    assert isinstance(client, Client)
    first, second = card(Card(task, client), FRAME)
    assert text_of(first) == "▌NOR ! Book the tasting room"
    assert text_of(second).translate({0xA0: " "}) == "▌    dans 6 h 20 · 20 min"
    assert [len(label_of(c)) for c in (client, None, replace(client, label="X"))] == [3, 3, 3]


def test_what_is_late_says_so_in_words_and_not_by_colour_alone() -> None:
    words.use("fr")
    task = next(v for v in demo.world("fr") if isinstance(v, Task) and v.id == "t01")
    late = replace(FRAME, now=FRAME.now + timedelta(hours=4))
    (text, style), *_ = deadline_row(Card(task, None), late)[0]
    assert text.translate({0xA0: " "}).startswith("en retard")
    assert style == "late"


def test_the_bars_of_the_clients_have_one_scale() -> None:
    clients = [v for v in demo.world("fr") if isinstance(v, Client)]
    hours = Allowance(used=600, sold=660)
    days = [ClientDay(clients[0], 60, hours), ClientDay(clients[1], 30, None), ClientDay(None, 15, None)]
    blocks = [len(line[2][0]) for line in totals_lines(days, 32)]
    assert blocks[0] > blocks[1] > blocks[2]
    assert abs(blocks[0] - 2 * blocks[1]) <= 1


class OneList(App[None]):
    """Nothing but a list."""

    def __init__(self, texts: list[str]) -> None:
        super().__init__()
        self.texts, self.drawn = texts, 0

    def compose(self) -> ComposeResult:
        def draw(text: str, _width: int) -> tuple[Line, Line]:
            self.drawn += 1
            return ((words.shown(text), "strong"),), (("–", "faint"),)

        yield Rows[str](draw, lambda text: text[:50], row_height=2)

    def on_mount(self) -> None:
        self.query_one(Rows).show(self.texts)


@pytest.mark.parametrize("width", [7, 40, 121])
async def test_each_drawn_line_is_exactly_as_wide_as_the_list(width: int) -> None:
    app = OneList([*HOSTILE, "日本語" * 30, "👩‍👩‍👧‍👦" * 20, "é" * 500])
    async with app.run_test(size=(width, 30)) as pilot:
        await pilot.pause()
        rows = app.query_one(Rows)
        inside = rows.scrollable_content_region.width
        for y in range(30):
            strip = rows.render_line(y)
            assert sum(cell_len(segment.text) for segment in strip) == strip.cell_length == inside


async def test_ten_thousand_rows_draw_no_more_than_what_is_seen() -> None:
    counts = []
    for number in (50, 10_000):
        app = OneList([f"ligne {n}" for n in range(number)])
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            app.drawn = 0
            await pilot.press("down", "end")
            counts.append((app.drawn, len(app.screen.walk_children())))
            assert app.query_one(Rows).chosen == f"ligne {number - 1}"
    assert counts[0][1] == counts[1][1]
    assert counts[1][0] <= counts[0][0] + 12 <= 60


async def test_ten_thousand_tasks_make_no_more_widgets_than_fifteen() -> None:
    many: list[Value] = [
        *demo.world("fr"),
        *(Task(id=f"m{n}", title=f"tâche {n}", created=demo.START.astimezone(UTC)) for n in range(10_000)),
    ]
    async with running() as few_world:
        few = len(few_world.app.screen.walk_children())
    async with running(values=many) as world:
        screen = world.app.screen
        assert isinstance(screen, DayScreen)
        assert len(screen.walk_children()) == few
        assert world.shows("10015")


async def test_the_edges_of_a_box_are_drawn_without_the_box(monkeypatch: pytest.MonkeyPatch) -> None:
    async with running() as world:
        rows, draw = world.find("#todo", Rows), Rows.render_line
        drawn: list[int] = []

        def counted(self: Rows[Card], y: int) -> Strip:
            drawn.append(y)
            return draw(self, y)

        monkeypatch.setattr(Rows, "render_line", counted)
        for name in ("Ailleurs", "Ailleurs", "[b]x[/b] \\"):
            entitle(rows, name)
            underline(rows, f"dessous {name}")
            await world.pilot.pause(0.1)
            assert world.shows(f"─ {name} ─") or world.shows(f"━ {name} ━")
            assert world.shows(f"dessous {name}")
        underline(rows, "")
        await world.pilot.pause(0.1)
        assert not world.shows("dessous")
        assert drawn == []
