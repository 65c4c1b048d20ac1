"""Her own choices: who she is, when she works, when she pauses."""

from datetime import time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from pupitre.breaks import BreakRule
from pupitre.calendar import WorkingHours, Zone
from pupitre.errors import Invalid
from pupitre.text import clean_line, clean_text, late
from pupitre.value import Struct, replace


class Security(StrEnum):
    """How the line to her mailbox is made safe: from the first word, or after a greeting."""

    TLS = "tls"
    STARTTLS = "starttls"


GLYPHS = ("auto", "unicode", "ascii")
"""The characters that can be drawn."""

_HOST = late(r"[^\s/:@\\]{1,253}")


class Settings(Struct, frozen=True, kw_only=True):
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
    remind_deadlines: bool = True
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
    glyphs: str = "auto"
    """Which characters are drawn: those the terminal has, all of them ("unicode"), or plain ones ("ascii")."""
    reduced_motion: bool = False
    reading: bool = False
    """Whether the day opens as plain lines, for a screen reader."""
    discreet_after_min: int = 0
    """After how many minutes without a sign of her names and titles are masked; 0 is never."""
    discreet_hours: tuple[tuple[time, time], ...] = ()
    """When they are masked by themselves, in local hours."""
    discreet_asks: bool = False
    """Whether showing them again asks for the passphrase."""
    lock_after_min: int = 0
    """After how many minutes without a sign of her the screen is locked; 0 is never."""
    screen_phrase: str = ""
    """What a passphrase that opens the screen alone is checked against; empty is none. Never the phrase itself."""
    welcomed: bool = False
    mail_host: str = ""
    """Where her mailbox is, for drafts only; empty is none. Its password is never here."""
    mail_port: int = 0
    """0 is the usual one."""
    mail_security: Security = Security.TLS
    mail_user: str = ""
    mail_folder: str = ""
    """The folder for drafts; empty is the one that is found."""

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
    _check_masking(settings)
    if not 0 <= settings.contact_days <= 365:
        raise Invalid("contact_days", "range", str(settings.contact_days))
    if settings.backup_mb < 1:
        raise Invalid("backup", "range", str(settings.backup_mb))
    if settings.glyphs not in GLYPHS:
        raise Invalid("glyphs", "unknown", settings.glyphs)
    host = clean_line(settings.mail_host)
    if host and not _HOST().fullmatch(host):
        raise Invalid("mail_host", "shape", host)
    if not 0 <= settings.mail_port <= 65535:
        raise Invalid("mail_port", "range", str(settings.mail_port))
    return replace(
        settings, mail_host=host, mail_user=clean_line(settings.mail_user),
        mail_folder=clean_line(settings.mail_folder),
        name=clean_line(settings.name), trade_name=clean_line(settings.trade_name),
        email=clean_line(settings.email), legal_status=clean_line(settings.legal_status),
        signature=clean_text(settings.signature), contact_words=clean_line(settings.contact_words),
    )


def _check_masking(settings: Settings) -> None:
    for field, minutes in (("discreet_after", settings.discreet_after_min), ("lock_after", settings.lock_after_min)):
        if not 0 <= minutes <= 24 * 60:
            raise Invalid(field, "range", str(minutes))
    edges = [edge for span in settings.discreet_hours for edge in span]
    if edges != sorted(set(edges)):
        told = ", ".join(f"{begin:%H:%M}-{end:%H:%M}" for begin, end in settings.discreet_hours)
        raise Invalid("discreet_hours", "spans", told)
