"""Two calm themes, light first (INRS advises dark text on a light ground), and the colours of the clients."""

from textual.theme import Theme

LIGHT, DARK = "pupitre-light", "pupitre-dark"

_LIGHT_CLIENTS = {
    "blue": "#1b4f8f", "green": "#22603a", "orange": "#8a3f00", "purple": "#5f3a8c",
    "teal": "#0b5c63", "red": "#962424", "brown": "#674620", "pink": "#8c2a63",
}
_DARK_CLIENTS = {
    "blue": "#8fc1ff", "green": "#93d6a4", "orange": "#ffb877", "purple": "#cdb2ff",
    "teal": "#7fd8dc", "red": "#ffa8a0", "brown": "#dcbf95", "pink": "#ffaad8",
}


def _variables(clients: dict[str, str], **others: str) -> dict[str, str]:
    return {f"client-{name}": colour for name, colour in clients.items()} | {
        name.replace("_", "-"): colour for name, colour in others.items()
    }


THEMES = (
    Theme(
        name=LIGHT, dark=False, primary="#1b4f8f", secondary="#5f3a8c", accent="#1b4f8f",
        foreground="#1d2127", background="#fbfaf7", surface="#fbfaf7", panel="#eceae3", boost="#eceae3",
        success="#22603a", warning="#8a3f00", error="#962424",
        variables=_variables(
            _LIGHT_CLIENTS, text_faint="#4d545e", text_late="#8f1d1d", text_running="#1b4f8f", text_good="#22603a",
            text_key="#1b4f8f", border="#8b8f96", border_blurred="#c3c2bc",
            block_cursor_background="#d4e3f6", block_cursor_foreground="#14181d",
            block_cursor_blurred_background="#eceae3", footer_background="#eceae3",
        ),
    ),
    Theme(
        name=DARK, dark=True, primary="#8fc1ff", secondary="#cdb2ff", accent="#8fc1ff",
        foreground="#e6e6e3", background="#16191d", surface="#16191d", panel="#24292f", boost="#24292f",
        success="#93d6a4", warning="#ffb877", error="#ffa8a0",
        variables=_variables(
            _DARK_CLIENTS, text_faint="#b3b9c1", text_late="#ffa8a0", text_running="#8fc1ff", text_good="#93d6a4",
            text_key="#8fc1ff", border="#6f7680", border_blurred="#3b424a",
            block_cursor_background="#2c4665", block_cursor_foreground="#ffffff",
            block_cursor_blurred_background="#24292f", footer_background="#24292f",
        ),
    ),
)


def defaults(*, dark: bool) -> dict[str, str]:
    """Return our own colours for a theme that is not ours."""
    return dict(THEMES[1 if dark else 0].variables)
