"""The palettes: each ink on each ground, clients for every colour vision, and themes that are not ours."""

from itertools import combinations, product
from math import dist

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES
from textual.widgets import Select

from tests.screen.shades import Rgb, Terminal, cells, colours, contrast, is_text, linear
from tests.screen.world import World, running
from tui.themes import (
    CONTRAST_DARK,
    CONTRAST_LIGHT,
    DARK,
    LIGHT,
    PALETTES,
    SAFE_DARK,
    SAFE_LIGHT,
    SIXTEEN,
    Palette,
    fitting,
)

Matrix = tuple[tuple[float, float, float], tuple[float, float, float], tuple[float, float, float]]

VISIONS: dict[str, Matrix] = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}
"""What is seen of the light of red, green and blue, after Machado, Oliveira and Fernandes (2009), severity 1.0."""

APART = 0.06
"""The least distance of two clients in OKLab (Björn Ottosson, 2020); about 0.02 is just seen side by side."""


def seen(colour: Rgb, vision: Matrix) -> tuple[float, float, float]:
    """Return the place in OKLab of a colour as it is seen."""
    light = linear(colour)
    red, green, blue = (min(max(sum(m * c for m, c in zip(row, light, strict=True)), 0), 1) for row in vision)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def rgb(colour: str) -> Rgb:
    return Color.parse(colour).rgb


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_every_ink_is_legible_on_every_ground(palette: Palette) -> None:
    strong = palette.name in {CONTRAST_LIGHT, CONTRAST_DARK}
    grounds = [rgb(ground) for ground in (palette.page, palette.panel, palette.chosen)]
    inks = (palette.ink, palette.faint, palette.accent, palette.late, palette.good, *palette.clients)
    least = min(contrast(rgb(ink), ground) for ink, ground in product(inks, grounds))
    drawn = min(contrast(rgb(palette.line), ground) for ground in grounds[:2])
    cursor = min(contrast(rgb(palette.ink), rgb(ground)) for ground in (palette.chosen, palette.marked))
    print(f"{palette.name:23} inks {least:5.2f}  lines {drawn:5.2f}  cursor and marked words {cursor:5.2f}")
    assert least >= (10 if strong else 7)
    assert drawn >= 4.5
    assert cursor >= 7


@pytest.mark.parametrize("name", [SAFE_LIGHT, SAFE_DARK])
def test_clients_differ_for_every_colour_vision_in_the_safe_palettes(name: str) -> None:
    palette = next(one for one in PALETTES if one.name == name)
    for called, vision in VISIONS.items():
        apart = min(dist(seen(rgb(a), vision), seen(rgb(b), vision)) for a, b in combinations(palette.clients, 2))
        told = dist(seen(rgb(palette.late), vision), seen(rgb(palette.good), vision))
        print(f"{name:18} {called:13} clients {apart:.3f} apart, late and good {told:.3f}")
        assert apart >= APART
        assert told >= 2 * APART


@pytest.mark.parametrize(("system", "shown"), [
    ("truecolor", DARK), ("256", DARK), (None, DARK), ("standard", SIXTEEN), ("windows", SIXTEEN),
])
def test_a_terminal_of_sixteen_colours_has_its_own_palette(system: str | None, shown: str) -> None:
    assert fitting(DARK, system) == shown


def least_of_texts(world: World) -> float:
    pairs = (cell.style for cell in cells(world.app) if is_text(cell.sign) and not cell.veiled)
    return min(contrast(*colours(style, Terminal())) for style in set(pairs))


async def test_the_themes_that_are_not_ours_still_work() -> None:
    # A theme whose own text is no better than 7:1 leaves no room: most of what it gives is what can be asked for.
    wrong = []
    async with running() as world:
        for theme in BUILTIN_THEMES.values():
            world.app.theme = theme.name
            await world.pilot.pause()
            assert world.shows("Relancer les impayés"), theme.name
            if theme.ansi:
                continue  # its colours are those of the terminal
            variables = world.app.theme_variables
            own = contrast(rgb(variables["foreground"]), rgb(variables["background"]))
            least = least_of_texts(world)
            print(f"{theme.name:23} its own text {own:5.2f}, on the day {least:5.2f}")
            if least < (4.5 if own >= 7 else 0.7 * own):
                wrong.append(f"{theme.name}: {least:.2f}")
    assert wrong == []


async def test_a_theme_is_shown_as_it_is_chosen_and_goes_unless_it_is_saved() -> None:
    async with running() as world:
        await world.press("f9")
        field = world.find("#theme", Select)
        assert {key for _name, key in field._options} == {p.name for p in PALETTES} - {SIXTEEN}
        field.value = DARK
        await world.pilot.pause()
        assert world.app.theme == DARK
        await world.press("escape")
        assert world.app.theme == LIGHT
        await world.press("f9")
        world.find("#theme", Select).value = SAFE_DARK
        await world.press("ctrl+s")
        assert world.app.theme == SAFE_DARK
        assert world.desk.settings.theme == SAFE_DARK
