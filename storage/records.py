"""The records of the exchange format, and each value of the trade as one of them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Annotated, Any, Protocol

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

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
from pupitre.clients import COLOURS, LABEL_LENGTH, label_for
from pupitre.entry import Entry, Origin, whole_minutes
from pupitre.errors import Invalid
from pupitre.interruption import Interruption, Outcome
from storage.local_times import instant_in, local_text

SOURCES = {"minuteur": Origin.MEASURED, "manuel": Origin.TYPED, "minuteur_corrige": Origin.CORRECTED}
SOURCE_OF = {origin: name for name, origin in SOURCES.items()}


Count = Annotated[int, Meta(ge=0, le=10**9)]
"""Minutes, pages, percentages: never negative, never beyond what a calendar can hold."""

Number = Annotated[float, Meta(ge=0, le=10**9)]
"""Euros and hours. Read as JSON numbers alone: a decimal type would also take "12" and "NaN"."""

MONEY = (
    "hourly_rate_eur", "rate_per_audio_minute_eur", "monthly_fee_eur", "pack_hours", "price_eur", "monthly_hours",
    "overage_hourly_rate_eur",
)


class Identified(Protocol):
    """Any record with an id."""

    id: str


class Week(Struct):
    """The week before which `used_before_week_min` was used."""

    iso: str = ""
    first: str = msgspec.field(name="from", default="")
    last: str = msgspec.field(name="to", default="")


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
    hourly_rate_eur: Number | None = None
    rate_per_audio_minute_eur: Number | None = None
    urgent_surcharge_pct: Count | None = None
    weekend_surcharge_pct: Count | None = None
    monthly_fee_eur: Number | None = None
    included: str = ""
    pack_hours: Number | None = None
    price_eur: Number | None = None
    bought_on: date | None = None
    expires_on: date | None = None
    used_before_week_min: Count | None = None
    used_before_on: date | None = None
    alert_below_min: Count | None = None
    monthly_hours: Number | None = None
    overage_hourly_rate_eur: Number | None = None
    prices_eur: dict[str, Number] = {}


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
    plain_spaces: bool | UnsetType = UNSET


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
    raw_start: str | UnsetType = UNSET
    corrected_at: str | UnsetType = UNSET


class InterruptionRecord(Struct):
    """An interruption."""

    id: str
    at: str
    source: str = msgspec.field(name="from", default="inconnu")
    channel: str = ""
    minutes: Count = 0
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


def labels(found: Iterable[ClientRecord]) -> dict[str, str]:
    """Return the label of each client by id: its own, else the head of its id, else a free one of its name."""
    found = tuple(found)
    chosen = {c.id: text(c.label) for c in found if text(c.label)}
    for record in found:
        if record.id not in chosen:
            usual, taken = record.id[:LABEL_LENGTH].upper(), set(chosen.values())
            free = usual.isalnum() and usual not in taken
            chosen[record.id] = usual if free else label_for(record.name, taken)
    return chosen


def client(record: ClientRecord, label: str, week_start: date | None) -> Client:
    """Return a client. Raises `Invalid`."""
    if not 1 <= record.billing.increment_min <= 60:
        raise Invalid("billing.increment_min", "range", str(record.billing.increment_min))
    if not record.name.strip():
        raise Invalid("name", "empty")
    if len(label) > LABEL_LENGTH or not label.isalnum():
        raise Invalid("label", "range", label)
    if record.colour is not UNSET and record.colour not in {"", *COLOURS}:
        raise Invalid("colour", "unknown", record.colour)
    contact, plan = record.contact, record.report
    return Client(
        id=record.id, name=record.name, label=label, trade=record.trade,
        contact=Contact(civility=contact.civility, first_name=contact.first_name, last_name=contact.last_name,
                        email=contact.email),
        register=record.register, salutation=record.salutation, closing=record.closing,
        language=Language.FRENCH if record.language is UNSET else record.language,
        duration_style=record.duration_style,
        report=ReportPlan(frequency=plan.frequency, send_by=plan.send_by or "", subject=plan.subject,
                          tone=plan.tone),
        billing=_billing(record.billing, week_start),
        confidential=record.confidential, scope_note=text(record.scope_note),
        contact_rules=text(record.contact_rules), colour=text(record.colour),
        state=ClientState.ACTIVE if record.state is UNSET else record.state,
        plain_spaces=record.plain_spaces is True,
    )


def _billing(record: BillingRecord, week_start: date | None) -> Billing:
    raw: dict[str, Any] = {f: getattr(record, f) for f in BillingRecord.__struct_fields__}
    raw |= {f: Decimal(str(raw[f])) for f in MONEY if raw[f] is not None}
    used, since = raw.pop("used_before_week_min"), raw.pop("used_before_on")
    prices = tuple((name, Decimal(str(price))) for name, price in raw.pop("prices_eur").items())
    if used is not None and since is None:
        since = week_start
    return Billing(used_before_min=used, used_before_on=since, prices_eur=prices, **raw)


def _from_billing(bill: Billing, week: Week | None) -> BillingRecord:
    same: dict[str, Any] = {f: getattr(bill, f) for f in BillingRecord.__struct_fields__ if hasattr(bill, f)}
    same |= {f: float(same[f]) for f in MONEY if same[f] is not None}
    counted = bill.used_before_min is not None and bill.used_before_on is not None
    told_by_week = counted and week is not None and str(bill.used_before_on) == week.first
    same |= {"prices_eur": {name: float(price) for name, price in bill.prices_eur},
             "used_before_week_min": bill.used_before_min,
             "used_before_on": None if told_by_week else bill.used_before_on}
    return BillingRecord(**same)


def from_client(value: Client, week: Week | None) -> ClientRecord:
    """Return the record of a client."""
    contact, plan = value.contact, value.report
    return ClientRecord(
        id=value.id, name=value.name, trade=value.trade,
        contact=ContactRecord(contact.civility, contact.first_name, contact.last_name, contact.email),
        register=value.register, salutation=value.salutation, closing=value.closing,
        duration_style=value.duration_style,
        report=ReportRecord(plan.frequency, plan.send_by or None, plan.subject, plan.tone),
        confidential=value.confidential, billing=_from_billing(value.billing, week),
        label=UNSET if value.label == value.id[:LABEL_LENGTH].upper() else value.label,
        language=UNSET if value.language is Language.FRENCH else value.language,
        scope_note=unless(value.scope_note), contact_rules=unless(value.contact_rules),
        colour=unless(value.colour), state=UNSET if value.state is ClientState.ACTIVE else value.state,
        plain_spaces=True if value.plain_spaces else UNSET,
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
    # A timer may have been left on for days; a length that someone typed may not.
    longest = timedelta(hours=24) if record.source == "manuel" else timedelta.max
    if not timedelta() < end - start <= longest:
        raise Invalid("end", "order", record.end)
    if record.minutes is not None and record.minutes != whole_minutes(end - start):
        raise Invalid("minutes", "sum", str(record.minutes))
    if record.source not in SOURCES:
        raise Invalid("source", "unknown", record.source)
    raw = {
        field: None if told is UNSET else instant_in(told, field, zone)
        for field, told in (("raw_start", record.raw_start), ("raw_end", record.raw_end),
                            ("corrected_at", record.corrected_at))
    }
    return Entry(
        id=record.id, task=record.task, client=record.client, start=start, end=end, billable=record.billable,
        origin=SOURCES[record.source], note=text(record.note), original_start=raw["raw_start"],
        original_end=raw["raw_end"], corrected_at=raw["corrected_at"],
    )


def from_entry(value: Entry, zone: tzinfo) -> EntryRecord:
    """Return the record of a stretch of work."""
    return EntryRecord(
        id=value.id, start=local_text(value.start, zone), end=local_text(value.end, zone), task=value.task,
        client=value.client, minutes=whole_minutes(value.length), billable=value.billable,
        source=SOURCE_OF[value.origin], note=unless(value.note), raw_start=_local(value.original_start, zone),
        raw_end=_local(value.original_end, zone), corrected_at=_local(value.corrected_at, zone),
    )


def _local(moment: datetime | None, zone: tzinfo) -> str | UnsetType:
    return UNSET if moment is None else local_text(moment, zone)


def interruption(record: InterruptionRecord, zone: tzinfo) -> Interruption:
    """Return an interruption. Raises `Invalid`."""
    raw = {f: getattr(record, f) for f in InterruptionRecord.__struct_fields__}
    return Interruption(**(raw | {"at": instant_in(record.at, "at", zone)}))


def from_interruption(value: Interruption, zone: tzinfo) -> InterruptionRecord:
    """Return the record of an interruption."""
    raw = {f: getattr(value, f) for f in InterruptionRecord.__struct_fields__}
    return InterruptionRecord(**(raw | {"at": local_text(value.at, zone)}))
