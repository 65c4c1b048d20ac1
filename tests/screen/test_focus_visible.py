"""Whatever has the keys shows it, and not by its colour alone (WCAG 2.4.7, 1.4.1)."""

from collections.abc import Iterator

from rich.segment import Segment
from textual.color import Color
from textual.screen import Screen
from textual.widget import Widget

from tests.screen.world import World, running
from tui.screens.base import DeskScreen
from tui.screens.modes import MODES

CLEAR = 3.0
"""Contrast between two backgrounds that is seen without their hue (WCAG 2.4.13, G183)."""

Cell = tuple[str, bool, bool, bool, Color]


def cells(world: World) -> dict[tuple[int, int], Cell]:
    """Return each cell: its character, whether it is bold, underlined or reversed, and its background."""
    found: dict[tuple[int, int], Cell] = {}
    for y, strip in enumerate(world.app.screen._compositor.render_strips()):
        for x, cell in enumerate(_cells(strip._segments)):
            found[x, y] = cell
    return found


def _cells(segments: list[Segment]) -> Iterator[Cell]:
    for text, style, _control in segments:
        back = Color.from_rich_color(style.bgcolor) if style and style.bgcolor else Color(0, 0, 0)
        marks = (bool(style and style.bold), bool(style and style.underline), bool(style and style.reverse))
        for character in text:
            yield character, *marks, back


def contrast(one: Color, other: Color) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2, relative luminance)."""
    def luminance(colour: Color) -> float:
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.normalized]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def seen(before: dict[tuple[int, int], Cell], after: dict[tuple[int, int], Cell]) -> bool:
    """Tell whether two pictures differ by more than a hue."""
    return any(
        old[:4] != after[at][:4] or contrast(old[4], after[at][4]) >= CLEAR
        for at, old in before.items() if at in after and old != after[at]
    )


def focusable(screen: Screen[object]) -> list[Widget]:
    return [w for w in screen.focus_chain if w.region.area]


async def unseen(world: World) -> list[str]:
    """Return what can take the keys on this screen without showing it."""
    screen = world.app.screen
    hidden = []
    # One of each kind is enough: the fields of a form are drawn alike.
    kinds = {(type(w), w.id if isinstance(screen, DeskScreen) else ""): w for w in focusable(screen)}
    for widget in kinds.values():
        screen.set_focus(None)
        await world.pilot.pause()
        before = cells(world)
        screen.set_focus(widget, scroll_visible=False)
        await world.pilot.pause()
        if not seen(before, cells(world)):
            hidden.append(f"{type(screen).__name__} {widget!r}")
    return hidden


async def test_the_focus_is_seen_on_every_screen_and_in_the_forms() -> None:
    hidden: list[str] = []
    async with running() as world:
        for mode in ("day", *MODES):
            await world.app.run_action(f"show('{mode}')")
            await world.pilot.pause()
            hidden += await unseen(world)
        await world.app.run_action("show('day')")
        for keys in (("a",), ("e",), ("n",), ("i",), ("ctrl+p",)):
            await world.press(*keys)
            hidden += await unseen(world)
            await world.press("escape")
    assert hidden == [], "\n".join(hidden)
