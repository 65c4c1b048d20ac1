"""What the settings ask of the discreet mode."""

from pupitre.settings import Settings
from pupitre.value import replace
from tui.commands import Place, key_to
from tui.screens.form import Field, Kind
from tui.screens.inputs import hours_in, hours_text, minutes_in
from tui.words import _


def discreet_fields(own: Settings) -> tuple[Field, ...]:
    """Return the fields."""
    palette = key_to(Place.EVERYWHERE, "command_palette")
    return (
        Field("discreet_after", _("Discreet after (min)"), str(own.discreet_after_min),
              hint=_("masks names and titles when nothing is touched; 0 is never")),
        Field("discreet_hours", _("Discreet hours"), hours_text(own.discreet_hours),
              hint=_("12:00-13:30: masked when they begin; empty is never")),
        Field("discreet_asks", _("Passphrase"), "1" if own.discreet_asks else "", Kind.YES_NO,
              hint=_("to show them again")),
        Field("lock_after", _("Lock after (min)"), str(own.lock_after_min),
              hint=_("needs a passphrase ({key}); 0 is never").format(key=palette)),
    )


def with_discreet(own: Settings, values: dict[str, str]) -> Settings:
    """Return the settings with what the fields say. Raises `Invalid`."""
    return replace(
        own, discreet_after_min=minutes_in(values["discreet_after"], "discreet_after") or 0,
        discreet_hours=hours_in(values["discreet_hours"], "discreet_hours"),
        discreet_asks=bool(values["discreet_asks"]),
        lock_after_min=minutes_in(values["lock_after"], "lock_after") or 0,
    )
