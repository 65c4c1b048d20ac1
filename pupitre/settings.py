"""Her own choices: who she is, when she works, when she pauses."""

from dataclasses import dataclass, replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from pupitre.breaks import BreakRule
from pupitre.calendar import WorkingHours, Zone
from pupitre.errors import Invalid
from pupitre.text import clean_line, clean_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One value for everything that can be set; lengths in minutes, hours local to `timezone`.

    The pause of 5 minutes after 50 is the HSE's guidance for screen work, a landmark and no obligation.
    """

    id: str = "settings"
    name: str = ""
    trade_name: str = ""
    email: str = ""
    legal_status: str = ""
    signature: str = ""
    language: str = ""
    timezone: str = "Europe/Paris"
    holiday_zone: Zone = Zone.METROPOLE
    working_days: tuple[int, ...] = (0, 1, 2, 3, 4)
    working_hours: tuple[tuple[time, time], ...] = ((time(8, 30), time(12)), (time(13, 15), time(18)))
    end_of_day: time = time(18)
    day_start: time = time(4)
    focus_min: int = 25
    break_every_min: int = 50
    break_min: int = 5
    long_break_every_min: int = 120
    long_break_min: int = 15
    lunch_min: int = 60
    remind_breaks: bool = True
    remind_day_end: bool = True
    stand_up: bool = False
    eyes: bool = False
    contact_days: int = 0
    """After how many days she is reminded to hear from someone; 0 is never."""
    contact_words: str = ""
    notifications: bool = True
    bell: bool = True
    theme: str = "pupitre-light"
    backup_mb: int = 1500
    focus_mode: str = "own"
    idle_probe: bool = False

    @property
    def zone(self) -> ZoneInfo:
        """The time zone she lives in."""
        return ZoneInfo(self.timezone)

    @property
    def hours(self) -> WorkingHours:
        """The planned working hours of her week."""
        return WorkingHours(frozenset(self.working_days), self.working_hours)

    @property
    def break_every(self) -> timedelta:
        """The work after which a pause is proposed."""
        return timedelta(minutes=self.break_every_min)

    @property
    def real_break(self) -> timedelta:
        """The shortest pause that counts as one: five minutes, or less when hers are shorter (rule T6)."""
        return timedelta(minutes=min(self.break_min, 5))

    @property
    def break_rule(self) -> BreakRule:
        """When a pause is proposed."""
        return BreakRule(self.break_every, self.real_break)


def checked(settings: Settings) -> Settings:
    """Return the settings with their texts cleaned. Raises `Invalid` with the field that cannot be kept."""
    try:
        _ = settings.zone
    except (LookupError, ValueError, OSError) as error:
        raise Invalid("timezone", "unknown", settings.timezone) from error
    try:
        _ = settings.hours
    except (ValueError, TypeError) as error:
        raise Invalid("hours", "range") from error
    for field, minutes, least in (
        ("break_every", settings.break_every_min, 1), ("break_min", settings.break_min, 1),
        ("focus", settings.focus_min, 0),
    ):
        if not least <= minutes <= 24 * 60:
            raise Invalid(field, "range", str(minutes))
    if not 0 <= settings.contact_days <= 365:
        raise Invalid("contact_days", "range", str(settings.contact_days))
    if settings.backup_mb < 1:
        raise Invalid("backup", "range", str(settings.backup_mb))
    return replace(
        settings, name=clean_line(settings.name), trade_name=clean_line(settings.trade_name),
        email=clean_line(settings.email), legal_status=clean_line(settings.legal_status),
        signature=clean_text(settings.signature), contact_words=clean_line(settings.contact_words),
    )
