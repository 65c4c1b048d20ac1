"""The records of the exchange format, and each value of the trade as one of them."""

from collections.abc import Iterable
from datetime import date, time, timedelta, tzinfo
from decimal import Decimal
from typing import Protocol

import msgspec
from msgspec import UNSET, Struct, UnsetType

from pupitre.calendar import Zone
from pupitre.client import (
    Billing,
    Client,
    ClientState,
    Contact,
    DurationStyle,
    Frequency,
    Language,
    Mode,
    Register,
    ReportPlan,
)
from pupitre.entry import Entry, Origin, whole_minutes
from pupitre.errors import Invalid
from pupitre.interruption import Interruption, Outcome
from pupitre.settings import Settings
from storage.local_times import day_in, instant_in, local_text

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
SOURCES = {"minuteur": Origin.MEASURED, "manuel": Origin.TYPED, "minuteur_corrige": Origin.CORRECTED}
SOURCE_OF = {origin: name for name, origin in SOURCES.items()}


class Identified(Protocol):
    """Any record with an id."""

    id: str


class Week(Struct):
    """The week before which `used_before_week_min` was used."""

    iso: str = ""
    first: str = msgspec.field(name="from", default="")
    last: str = msgspec.field(name="to", default="")


class BreakRule(Struct):
    """When to pause, in minutes."""

    short_break_every_min: int = 50
    short_break_min: int = 5
    long_break_every_min: int = 120
    long_break_min: int = 15
    lunch_min: int = 60


class Freelancer(Struct):
    """She herself."""

    name: str = ""
    trade_name: str = ""
    email: str = ""
    status: str = ""
    holiday_zone: Zone = Zone.METROPOLE
    week_starts: str = "lundi"
    working_days: list[str] = []
    working_hours: list[tuple[str, str]] = []
    planned_end_of_day: str = "18:00"
    break_rule: BreakRule = msgspec.field(default_factory=BreakRule)
    signature: str = ""


class ContactRecord(Struct):
    """A person."""

    civility: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""


class ReportRecord(Struct):
    """When the report is due."""

    frequency: Frequency = Frequency.DAILY
    send_by: str | None = None
    subject: str = ""
    tone: str = ""


class BillingRecord(Struct, omit_defaults=True):
    """What was agreed; euros, minutes, percentages."""

    mode: Mode
    increment_min: int
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
    used_before_week_min: int | None = None
    used_before_on: date | None = None
    alert_below_min: int | None = None
    monthly_hours: Decimal | None = None
    overage_hourly_rate_eur: Decimal | None = None
    prices_eur: dict[str, Decimal] = {}


class ClientRecord(Struct):
    """A client."""

    id: str
    name: str
    trade: str = ""
    contact: ContactRecord = msgspec.field(default_factory=ContactRecord)
    register: Register = Register.VOUS
    salutation: str = ""
    closing: str = ""
    duration_style: DurationStyle = DurationStyle.HOURS_MINUTES
    report: ReportRecord = msgspec.field(default_factory=ReportRecord)
    confidential: bool = False
    billing: BillingRecord = msgspec.field(default_factory=lambda: BillingRecord(Mode.HOURLY, 15))
    label: str | UnsetType = UNSET
    language: Language | UnsetType = UNSET
    scope_note: str | UnsetType = UNSET
    contact_rules: str | UnsetType = UNSET
    colour: str | UnsetType = UNSET
    state: ClientState | UnsetType = UNSET


class EntryRecord(Struct):
    """A stretch of work."""

    id: str
    start: str
    end: str
    task: str | None = None
    client: str | None = None
    minutes: int | None = None
    billable: bool = True
    source: str = "minuteur"
    note: str | UnsetType = UNSET
    raw_end: str | UnsetType = UNSET


class InterruptionRecord(Struct):
    """An interruption."""

    id: str
    at: str
    source: str = msgspec.field(name="from", default="inconnu")
    channel: str = ""
    minutes: int = 0
    interrupted_task: str | None = None
    pauses_timer: bool = False
    outcome: Outcome = Outcome.DEALT_WITH
    created_task: str | None = None
    outside_hours: bool = False
    summary: str = ""


def unless(content: str) -> str | UnsetType:
    """Return a text, or nothing at all when it is empty."""
    return content or UNSET


def text(content: str | UnsetType) -> str:
    """Return a text that may be missing."""
    return "" if content is UNSET else content


def hour_in(raw: str, field: str) -> time:
    """Return an hour such as 08:30. Raises `Invalid`."""
    try:
        return time.fromisoformat(raw)
    except ValueError as error:
        raise Invalid(field, "hour", raw) from error


def settings(record: Freelancer, timezone: str) -> Settings:
    """Return her settings. Raises `Invalid`."""
    for n, name in enumerate(record.working_days):
        if name not in DAYS:
            raise Invalid(f"working_days[{n}]", "unknown", name)
    rule, usual = record.break_rule, Settings()
    hours = tuple(
        (hour_in(a, f"working_hours[{n}]"), hour_in(b, f"working_hours[{n}]"))
        for n, (a, b) in enumerate(record.working_hours)
    )
    return Settings(
        name=record.name, trade_name=record.trade_name, email=record.email, legal_status=record.status,
        signature=record.signature, timezone=timezone, holiday_zone=record.holiday_zone,
        working_days=tuple(DAYS.index(d) for d in record.working_days) or usual.working_days,
        working_hours=hours or usual.working_hours,
        end_of_day=hour_in(record.planned_end_of_day, "planned_end_of_day"),
        break_every_min=rule.short_break_every_min, break_min=rule.short_break_min,
        long_break_every_min=rule.long_break_every_min, long_break_min=rule.long_break_min,
        lunch_min=rule.lunch_min,
    )


def freelancer(own: Settings) -> Freelancer:
    """Return the record of her settings."""
    return Freelancer(
        name=own.name, trade_name=own.trade_name, email=own.email, status=own.legal_status,
        holiday_zone=own.holiday_zone, working_days=[DAYS[d] for d in own.working_days],
        working_hours=[(f"{a:%H:%M}", f"{b:%H:%M}") for a, b in own.working_hours],
        planned_end_of_day=f"{own.end_of_day:%H:%M}", signature=own.signature,
        break_rule=BreakRule(
            own.break_every_min, own.break_min, own.long_break_every_min, own.long_break_min, own.lunch_min
        ),
    )


def client(record: ClientRecord, week_start: str | None) -> Client:
    """Return a client. Raises `Invalid`."""
    raw = {f: getattr(record.billing, f) for f in BillingRecord.__struct_fields__}
    used, since = raw.pop("used_before_week_min"), raw.pop("used_before_on")
    prices = tuple(raw.pop("prices_eur").items())
    if used is not None and since is None and week_start:
        since = day_in(week_start, "billing.used_before_week_min")
    if not 1 <= record.billing.increment_min <= 60:
        raise Invalid("billing.increment_min", "range", str(record.billing.increment_min))
    if not record.name.strip():
        raise Invalid("name", "empty")
    contact, plan = record.contact, record.report
    return Client(
        id=record.id, name=record.name, label=text(record.label) or record.id[:3].upper(), trade=record.trade,
        contact=Contact(civility=contact.civility, first_name=contact.first_name, last_name=contact.last_name,
                        email=contact.email),
        register=record.register, salutation=record.salutation, closing=record.closing,
        language=Language.FRENCH if record.language is UNSET else record.language,
        duration_style=record.duration_style,
        report=ReportPlan(frequency=plan.frequency, send_by=plan.send_by or "", subject=plan.subject,
                          tone=plan.tone),
        billing=Billing(used_before_min=used, used_before_on=since, prices_eur=prices, **raw),
        confidential=record.confidential, scope_note=text(record.scope_note),
        contact_rules=text(record.contact_rules), colour=text(record.colour),
        state=ClientState.ACTIVE if record.state is UNSET else record.state,
    )


def from_client(value: Client, week: Week | None) -> ClientRecord:
    """Return the record of a client."""
    bill = value.billing
    same = {f: getattr(bill, f) for f in BillingRecord.__struct_fields__ if hasattr(bill, f)}
    told_by_week = week is not None and bill.used_before_on == date.fromisoformat(week.first)
    same |= {"prices_eur": dict(bill.prices_eur), "used_before_week_min": bill.used_before_min,
             "used_before_on": None if told_by_week else bill.used_before_on}
    contact, plan = value.contact, value.report
    return ClientRecord(
        id=value.id, name=value.name, trade=value.trade,
        contact=ContactRecord(contact.civility, contact.first_name, contact.last_name, contact.email),
        register=value.register, salutation=value.salutation, closing=value.closing,
        duration_style=value.duration_style,
        report=ReportRecord(plan.frequency, plan.send_by or None, plan.subject, plan.tone),
        confidential=value.confidential, billing=BillingRecord(**same),
        label=UNSET if value.label == value.id[:3].upper() else value.label,
        language=UNSET if value.language is Language.FRENCH else value.language,
        scope_note=unless(value.scope_note), contact_rules=unless(value.contact_rules),
        colour=unless(value.colour), state=UNSET if value.state is ClientState.ACTIVE else value.state,
    )


def common_week(clients: Iterable[Client]) -> Week | None:
    """Return the week that all prepaid hours are counted from, when it is the same one."""
    starts = {c.billing.used_before_on for c in clients if c.billing.used_before_min is not None}
    start = starts.pop() if len(starts) == 1 else None
    if start is None or start.weekday() != 0:
        return None
    return Week(f"{start:%G-W%V}", start.isoformat(), (start + timedelta(days=4)).isoformat())


def entry(record: EntryRecord, zone: tzinfo) -> Entry:
    """Return a stretch of work. Raises `Invalid`."""
    start, end = instant_in(record.start, "start", zone), instant_in(record.end, "end", zone)
    if not timedelta() < end - start <= timedelta(hours=24):
        raise Invalid("end", "range", record.end)
    if record.minutes is not None and record.minutes != whole_minutes(end - start):
        raise Invalid("minutes", "sum", str(record.minutes))
    if record.source not in SOURCES:
        raise Invalid("source", "unknown", record.source)
    raw_end = None if record.raw_end is UNSET else instant_in(record.raw_end, "raw_end", zone)
    return Entry(
        id=record.id, task=record.task, client=record.client, start=start, end=end, billable=record.billable,
        origin=SOURCES[record.source], note=text(record.note), original_end=raw_end,
    )


def from_entry(value: Entry, zone: tzinfo) -> EntryRecord:
    """Return the record of a stretch of work."""
    return EntryRecord(
        id=value.id, start=local_text(value.start, zone), end=local_text(value.end, zone), task=value.task,
        client=value.client, minutes=whole_minutes(value.length), billable=value.billable,
        source=SOURCE_OF[value.origin], note=unless(value.note),
        raw_end=UNSET if value.original_end is None else local_text(value.original_end, zone),
    )


def interruption(record: InterruptionRecord, zone: tzinfo) -> Interruption:
    """Return an interruption. Raises `Invalid`."""
    raw = {f: getattr(record, f) for f in InterruptionRecord.__struct_fields__}
    if record.minutes < 0:
        raise Invalid("minutes", "range", str(record.minutes))
    return Interruption(**(raw | {"at": instant_in(record.at, "at", zone)}))


def from_interruption(value: Interruption, zone: tzinfo) -> InterruptionRecord:
    """Return the record of an interruption."""
    raw = {f: getattr(value, f) for f in InterruptionRecord.__struct_fields__}
    return InterruptionRecord(**(raw | {"at": local_text(value.at, zone)}))
