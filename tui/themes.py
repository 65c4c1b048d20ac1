"""The palettes, light first (INRS advises dark text on a light ground), each with the colours of the clients.

Text has a contrast of at least 7:1 and what is drawn 4.5:1 (WCAG 2.2, 1.4.6 and 1.4.11) on every ground of a palette:
its page, its panels and the chosen row.
"""

from dataclasses import dataclass

from textual.theme import Theme

from tui.widgets.inks import COLOURS

LIGHT, DARK = "pupitre-light", "pupitre-dark"
CONTRAST_LIGHT, CONTRAST_DARK = "pupitre-contrast-light", "pupitre-contrast-dark"
SAFE_LIGHT, SAFE_DARK = "pupitre-safe-light", "pupitre-safe-dark"
SIXTEEN = "pupitre-16"


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
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
        name=LIGHT, dark=False, page="#fbfaf7", panel="#efede6", chosen="#dce8f8", ink="#1d2127", faint="#444a53",
        accent="#194a86", late="#8c1c1c", good="#1e5433", line="#666a71", marked="#c9d9f0",
        clients=("#194a86", "#1e5433", "#783700", "#5c3888", "#0a5258", "#8c2222", "#62431f", "#81275b"),
    ),
    Palette(
        name=DARK, dark=True, page="#16191d", panel="#24292f", chosen="#20364f", ink="#e6e6e3", faint="#c0c5cc",
        accent="#9bc8ff", late="#ffb1aa", good="#93d6a4", line="#8a919a", marked="#35485e",
        clients=("#9bc8ff", "#93d6a4", "#ffb877", "#d2baff", "#7fd8dc", "#ffb1aa", "#ddc198", "#ffacd9"),
    ),
    Palette(
        name=CONTRAST_LIGHT, dark=False, page="#ffffff", panel="#f0f0f0", chosen="#d6e9ff", ink="#000000",
        faint="#30343a", accent="#12345f", late="#661515", good="#153a23", line="#30343a", marked="#ffe680",
        clients=("#12345f", "#153a23", "#552700", "#41275f", "#073a3e", "#631818", "#452f15", "#5b1b41"),
    ),
    Palette(
        name=CONTRAST_DARK, dark=True, page="#000000", panel="#141414", chosen="#001f3d", ink="#ffffff",
        faint="#dee0e4", accent="#b4d6ff", late="#ffc4bf", good="#a5dcb3", line="#dee0e4", marked="#5c4a00",
        clients=("#b4d6ff", "#a5dcb3", "#ffcb9c", "#dccaff", "#92dde0", "#ffc4bf", "#e4ceb0", "#ffc3e3"),
    ),
    Palette(
        name=SAFE_LIGHT, dark=False, page="#ffffff", panel="#f2f1ec", chosen="#e3edfb", ink="#14181d", faint="#3f444c",
        accent="#00407a", late="#7a2e00", good="#00407a", line="#666a71", marked="#d3e2f7",
        clients=("#2833d3", "#295648", "#422e03", "#4f159a", "#023c43", "#3d0c15", "#584600", "#76006d"),
    ),
    Palette(
        name=SAFE_DARK, dark=True, page="#0e1114", panel="#1c2126", chosen="#16283d", ink="#f2f2ef", faint="#c4c9cf",
        accent="#8cb3fc", late="#fd9c0f", good="#8cb3fc", line="#8a919a", marked="#2c3f57",
        clients=("#8cb3fc", "#88fc3f", "#f0b68b", "#c9cefe", "#d6ffff", "#f6d3c7", "#fd9c0f", "#c5aac1"),
    ),
    Palette(
        name=SIXTEEN, dark=True, page="#000000", panel="#000000", chosen="#0000aa", ink="#ffffff", faint="#ffffff",
        accent="#55ffff", late="#ffff55", good="#55ffff", line="#aaaaaa", marked="#0000aa",
        clients=("#55ffff", "#ffffff", "#ffff55", "#ffffff", "#55ffff", "#ffff55", "#ffff55", "#ffffff"),
    ),
)
"""The high contrast ones reach 10:1. The safe ones keep the hues of Okabe and Ito (Color Universal Design, 2008), moved
in lightness until clients differ for every colour vision. The last one is made of colours that all terminals of sixteen
colours have, on black: a light ground is not to be had on each of them."""

THEMES = tuple(palette.theme for palette in PALETTES)


def defaults(*, dark: bool) -> dict[str, str]:
    """Return our own colours for a theme that is not ours."""
    return dict(THEMES[1 if dark else 0].variables)


def fitting(name: str, system: str | None) -> str:
    """Return the theme for a terminal: of sixteen colours each has the same one, whatever she chose."""
    return SIXTEEN if system in {"standard", "windows"} else name or LIGHT
