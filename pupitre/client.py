"""A company she works for, and everything that shapes what is written to it."""

from datetime import date, time
from decimal import Decimal
from enum import StrEnum

from pupitre.value import Struct, field


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


class Direction(StrEnum):
    """Which way minutes are rounded; half a step goes up when it is to the nearest."""

    UP = "superieur"
    NEAREST = "proche"
    DOWN = "inferieur"


class Scope(StrEnum):
    """What is added up before it is rounded: nothing, the work on a task of a day, or all work of a day."""

    ENTRY = "segment"
    TASK_AND_DAY = "tache_et_jour"
    DAY = "jour"


class Overrun(StrEnum):
    """What was agreed for the time beyond the hours of a month: it is billed, or taken from the next month's."""

    BILLED = "facture"
    CARRIED = "reporte"


class Rounding(Struct, frozen=True):
    """How worked minutes become billed ones; `step` is in minutes, 1 keeps them as they are.

    Nothing that was read agrees on it: per started hour, per quarter, exact minutes are all in use.
    """

    step: int = 15
    direction: Direction = Direction.UP
    scope: Scope = Scope.TASK_AND_DAY


class Frequency(StrEnum):
    """When a report is due."""

    DAILY = "quotidien"
    WHEN_WORKED = "quotidien_si_travail"
    DUTY_DAYS = "jours_de_permanence"
    WEEKLY = "hebdomadaire"
    ON_DELIVERY = "a_la_livraison"


class Contact(Struct, frozen=True, kw_only=True):
    """The person behind the company."""

    civility: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""


class Billing(Struct, frozen=True, kw_only=True):
    """The agreement on money and time; amounts in euros, times in minutes, percentages as such.

    `used_before_min` of a pack or of monthly hours was used before the local day `used_before_on`. Surcharges are
    only those that were agreed (None: none): usual are 20 to 50 % for urgent work, 50 % in the evening, on weekends
    and on holidays. No source names the hour at which an evening begins: `evening_from` is local, and hers to agree.
    `overrun` None is not agreed yet; `carry_over` says that unused hours of a month go to the next one.
    `statement_times` puts clock times on the statement: without them, as is usual, it shows durations alone, since
    hours of coming and going are a mark of employment.
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
    rounding_direction: Direction = Direction.UP
    rounding_scope: Scope = Scope.TASK_AND_DAY
    evening_surcharge_pct: int | None = None
    holiday_surcharge_pct: int | None = None
    evening_from: time = time(20)
    overrun: Overrun | None = None
    carry_over: bool = False
    statement_times: bool = False

    @property
    def rounding(self) -> Rounding:
        """How the time is rounded."""
        return Rounding(self.increment_min, self.rounding_direction, self.rounding_scope)


class ReportPlan(Struct, frozen=True, kw_only=True):
    """When a client wants its report, and its subject line (`{date_longue}`, `{date_courte}`, `{semaine}`)."""

    frequency: Frequency = Frequency.DAILY
    send_by: str = ""
    subject: str = ""
    tone: str = ""


class Client(Struct, frozen=True, kw_only=True):
    """One client company; only its name is required.

    `holiday_zone` "" is the one of her settings; `plain_spaces` is for mail programs that spoil no-break spaces.
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
    holiday_zone: str = ""
    plain_spaces: bool = False
