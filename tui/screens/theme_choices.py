"""The themes she can choose from, in words."""

from tui.themes import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, SAFE_DARK, SAFE_LIGHT
from tui.words import _


def themes(own: str) -> tuple[tuple[str, str], ...]:
    """Return each theme with its name; one that is not ours is among them while it is hers."""
    ours = (
        (LIGHT, _("light")), (DARK, _("dark")),
        (CONTRAST_LIGHT, _("light, high contrast")), (CONTRAST_DARK, _("dark, high contrast")),
        (SAFE_LIGHT, _("light, for colour blindness")), (SAFE_DARK, _("dark, for colour blindness")),
    )
    return ours if own in {"", *dict(ours)} else (*ours, (own, own))
