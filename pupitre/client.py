"""A company she works for, and everything that shapes what is written to it."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Register(StrEnum):
    """How a client is addressed; every generated sentence obeys it."""

    TU = "tu"
    VOUS = "vous"


class Language(StrEnum):
    """The language of what is written to a client."""

    FRENCH = "fr"
    ENGLISH = "en"


class DurationStyle(StrEnum):
    """1 h 15, or 1,25 h (hundredths, as invoices want it)."""

    HOURS_MINUTES = "h_min"
    HUNDREDTHS = "centiemes"


class ClientState(StrEnum):
    """Whether work goes on for a client."""

    ACTIVE = "active"
    PAUSED = "paused"
    CLOSED = "closed"


class Mode(StrEnum):
    """How a client pays."""

    HOURLY = "temps_passe"
    PACK = "carnet_prepaye"
    MONTHLY_HOURS = "forfait_mensuel_heures"
    SUBSCRIPTION = "abonnement_mensuel"
    AUDIO_MINUTE = "minute_audio"
    PIECE = "forfait_prestation"


class Frequency(StrEnum):
    """When a report is due."""

    DAILY = "quotidien"
    WHEN_WORKED = "quotidien_si_travail"
    DUTY_DAYS = "jours_de_permanence"
    WEEKLY = "hebdomadaire"
    ON_DELIVERY = "a_la_livraison"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The person behind the company."""

    civility: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Billing:
    """The agreement on money and time; amounts in euros, times in minutes, percentages as such.

    `used_before_min` of a pack or of monthly hours was used before the local day `used_before_on`.
    """

    mode: Mode = Mode.HOURLY
    increment_min: int = 15
    hourly_rate_eur: Decimal | None = None
    rate_per_audio_minute_eur: Decimal | None = None
    urgent_surcharge_pct: int | None = None
    weekend_surcharge_pct: int | None = None
    monthly_fee_eur: Decimal | None = None
    included: str = ""
    pack_hours: Decimal | None = None
    price_eur: Decimal | None = None
    bought_on: date | None = None
    expires_on: date | None = None
    used_before_min: int | None = None
    used_before_on: date | None = None
    alert_below_min: int | None = None
    monthly_hours: Decimal | None = None
    overage_hourly_rate_eur: Decimal | None = None
    prices_eur: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPlan:
    """When a client wants its report, and its subject line (`{date_longue}`, `{date_courte}`, `{semaine}`)."""

    frequency: Frequency = Frequency.DAILY
    send_by: str = ""
    subject: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """One client company; only its name is required.

    `plain_spaces` is for mail programs that spoil no-break spaces.
    """

    id: str
    name: str
    label: str
    trade: str = ""
    contact: Contact = field(default_factory=Contact)
    register: Register = Register.VOUS
    salutation: str = ""
    closing: str = ""
    language: Language = Language.FRENCH
    duration_style: DurationStyle = DurationStyle.HOURS_MINUTES
    report: ReportPlan = field(default_factory=ReportPlan)
    billing: Billing = field(default_factory=Billing)
    confidential: bool = False
    scope_note: str = ""
    contact_rules: str = ""
    colour: str = ""
    state: ClientState = ClientState.ACTIVE
    plain_spaces: bool = False
