"""The palettes, light first (INRS advises dark text on a light ground), each with the colours of the clients.

Text has a contrast of at least 7:1 and what is drawn 4.5:1 (WCAG 2.2, 1.4.6 and 1.4.11) on every ground of a palette:
its page, its panels and the chosen row.
"""

from collections.abc import Mapping

from textual.color import Color
from textual.theme import Theme

from pupitre.value import Struct, replace
from tui.widgets.inks import COLOURS

LIGHT, DARK = "pupitre-light", "pupitre-dark"
CONTRAST_LIGHT, CONTRAST_DARK = "pupitre-contrast-light", "pupitre-contrast-dark"
SAFE_LIGHT, SAFE_DARK = "pupitre-safe-light", "pupitre-safe-dark"
SIXTEEN = "pupitre-16"

Rgb = tuple[int, int, int]

LEAST_BORROWED = 4.6
"""The contrast of our colours in a theme that is not ours, where its own text has that much."""


class Palette(Struct, frozen=True, kw_only=True):
    """Grounds, inks and lines of a theme; `clients` are in the order of `COLOURS`."""

    name: str
    dark: bool
    page: str
    panel: str
    chosen: str
    ink: str
    faint: str
    accent: str
    late: str
    good: str
    line: str
    marked: str
    clients: tuple[str, ...]

    @property
    def theme(self) -> Theme:
        """The palette as Textual takes it."""
        clients = {f"client-{name}": colour for name, colour in zip(COLOURS, self.clients, strict=True)}
        return Theme(
            name=self.name, dark=self.dark, primary=self.accent, secondary=clients["client-purple"],
            accent=self.accent, foreground=self.ink, background=self.page, surface=self.page, panel=self.panel,
            boost=self.panel, success=self.good, warning=clients["client-orange"], error=self.late,
            variables=clients | self._inks | self._grounds,
        )

    @property
    def _inks(self) -> dict[str, str]:
        return {
            "text-faint": self.faint, "text-late": self.late, "text-running": self.accent, "text-good": self.good,
            "text-key": self.accent, "border": self.accent, "border-blurred": self.line,
            "block-cursor-foreground": self.ink, "block-cursor-blurred-foreground": self.ink,
            "block-cursor-text-style": "none", "input-cursor-foreground": self.page,
            "input-selection-foreground": self.ink,
        }

    @property
    def _grounds(self) -> dict[str, str]:
        return {
            "block-cursor-background": self.chosen, "block-cursor-blurred-background": self.panel,
            "block-hover-background": self.panel, "footer-background": self.panel,
            "input-cursor-background": self.ink, "input-selection-background": self.marked,
            "scrollbar": self.line, "scrollbar-hover": self.accent, "scrollbar-active": self.accent,
            "scrollbar-background": self.page, "scrollbar-background-hover": self.page,
            "scrollbar-background-active": self.page, "scrollbar-corner-color": self.page,
        }


PALETTES = (
    Palette(
        name=LIGHT, dark=False, page="#fbfaf7", panel="#efede6", chosen="#def0fb", ink="#1d2127", faint="#444a53",
        accent="#082f7f", late="#8c1c1c", good="#1e542d", line="#666a71", marked="#c9d9f0",
        clients=("#082f7f", "#1e542d", "#782900", "#5b2e92", "#0e2f37", "#8c2222", "#5c2f0f", "#81275b"),
    ),
    Palette(
        name=DARK, dark=True, page="#16191d", panel="#24292f", chosen="#1e2f52", ink="#e6e6e3", faint="#c0c5cc",
        accent="#9bc8ff", late="#ffb1aa", good="#93d6a4", line="#8c939c", marked="#3d2f5e",
        clients=("#9bc8ff", "#93d6a4", "#ffb877", "#d2baff", "#7fd8dc", "#ffb1aa", "#ddc198", "#ffacd9"),
    ),
    Palette(
        name=CONTRAST_LIGHT, dark=False, page="#ffffff", panel="#f0f0f0", chosen="#d6e9ff", ink="#000000",
        faint="#30343a", accent="#122f5f", late="#661515", good="#1b2e22", line="#30343a", marked="#ffe680",
        clients=("#122f5f", "#1b2e22", "#552700", "#41275f", "#0e2f37", "#631818", "#452f15", "#5b1b41"),
    ),
    Palette(
        name=CONTRAST_DARK, dark=True, page="#000000", panel="#141414", chosen="#001f3d", ink="#ffffff",
        faint="#dee0e4", accent="#b4d6ff", late="#ffc4bf", good="#a5dcb3", line="#dee0e4", marked="#5c2e00",
        clients=("#b4d6ff", "#a5dcb3", "#ffcb9c", "#dccaff", "#92dde0", "#ffc4bf", "#e4ceb0", "#ffc3e3"),
    ),
    Palette(
        name=SAFE_LIGHT, dark=False, page="#ffffff", panel="#f2f1ec", chosen="#e0f1fb", ink="#14181d",
        faint="#3f444c", accent="#002f74", late="#7a2e00", good="#002f74", line="#666a71", marked="#d3e2f7",
        clients=("#032243", "#144d04", "#341508", "#612392", "#425152", "#9b173b", "#402908", "#681660"),
    ),
    Palette(
        name=SAFE_DARK, dark=True, page="#0e1114", panel="#1c2126", chosen="#16283f", ink="#f2f2ef", faint="#c4c9cf",
        accent="#8cb3fc", late="#fd9c0f", good="#8cb3fc", line="#8a919a", marked="#3a2c58",
        clients=("#8cb3fc", "#88fc3f", "#f0b68b", "#c9cefe", "#d6ffff", "#f6d3c7", "#fd9c0f", "#c5aac1"),
    ),
    Palette(
        name=SIXTEEN, dark=True, page="#000000", panel="#000000", chosen="#0000aa", ink="#ffffff", faint="#ffffff",
        accent="#55ffff", late="#ffff55", good="#55ffff", line="#aaaaaa", marked="#0000aa",
        clients=("#55ffff", "#ffffff", "#ffff55", "#ffffff", "#55ffff", "#ffff55", "#ffff55", "#ffffff"),
    ),
)
"""Those of high contrast reach 10:1 with their inks.

The safe ones keep the hues of Okabe and Ito (Color Universal Design, 2008), moved in lightness until clients differ
for every colour vision. The last one is made of colours that all terminals of sixteen colours have, on black: a light
ground is not to be had on each of them.
"""

THEMES = tuple(palette.theme for palette in PALETTES)


def defaults(*, dark: bool) -> dict[str, str]:
    """Return our own colours for a theme that is not ours."""
    return dict(THEMES[1 if dark else 0].variables)


def borrowed(variables: Mapping[str, str], *, dark: bool) -> dict[str, str]:
    """Return our colours beside those of a theme that is not ours: its grounds near its page, inks told from them."""
    page, ink, accent = (Color.parse(variables[name]).rgb for name in ("background", "foreground", "primary"))
    panel, chosen = _between(page, ink, 0.06), _between(page, accent, 0.15)
    grounds = (page, panel, chosen)
    palette = PALETTES[1 if dark else 0]
    inks = (palette.faint, palette.accent, palette.late, palette.good, *palette.clients)
    faint, key, late, good, *clients = (_told(Color.parse(one).rgb, ink, grounds, LEAST_BORROWED) for one in inks)
    line = _told(_between(page, ink, 0.5), ink, grounds, LEAST_BORROWED)
    ours = replace(
        palette, page=_hex(page), panel=_hex(panel), chosen=_hex(chosen), marked=_hex(_between(page, accent, 0.25)),
        ink=_hex(ink), faint=faint, accent=key, late=late, good=good, line=line, clients=tuple(clients),
    )
    return ours.theme.variables | {"panel": ours.panel, "boost": ours.panel, "surface": ours.page, "primary": key}


def _between(one: Rgb, other: Rgb, part: float) -> Rgb:
    return tuple(round(a + (b - a) * part) for a, b in zip(one, other, strict=True))  # type: ignore[return-value]


def _hex(colour: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _told(colour: Rgb, ink: Rgb, grounds: tuple[Rgb, ...], least: float) -> str:
    """Return a colour moved towards that of the text until it is told from the grounds, as far as the text is."""
    steps = (_between(colour, ink, n / 20) for n in range(21))
    return _hex(next((c for c in steps if min(contrast(c, ground) for ground in grounds) >= least), ink))


def luminance(colour: Rgb) -> float:
    """Return the relative luminance of a colour of sRGB, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (
        c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def fitting(name: str, system: str | None) -> str:
    """Return the theme for a terminal: of sixteen colours each has the same one, whatever she chose."""
    return SIXTEEN if system in {"standard", "windows"} else name
