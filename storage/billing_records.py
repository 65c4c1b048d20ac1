"""The agreement with a client, as a record of the exchange format."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from msgspec import Meta, Struct

from pupitre.client import Billing, Direction, Mode, Overrun, Scope
from pupitre.clients import LARGEST_SURCHARGE
from pupitre.errors import Invalid
from storage.settings_records import hour_in

Count = Annotated[int, Meta(ge=0, le=10**9)]
"""Minutes and pages: never negative, never beyond what a calendar can hold."""

Percent = Annotated[int, Meta(ge=0, le=LARGEST_SURCHARGE)]
"""Surcharges, as the sheet takes them."""

Number = Annotated[float, Meta(ge=0, le=10**9)]
"""Euros and hours. Read as JSON numbers alone: a decimal type would also take "12" and "NaN"."""

EVENING = Billing().evening_from

MONEY = (
    "hourly_rate_eur", "rate_per_audio_minute_eur", "monthly_fee_eur", "pack_hours", "price_eur", "monthly_hours",
    "overage_hourly_rate_eur",
)


class BillingRecord(Struct, omit_defaults=True):
    """What was agreed; euros, minutes, percentages."""

    mode: Mode
    increment_min: int
    hourly_rate_eur: Number | None = None
    rate_per_audio_minute_eur: Number | None = None
    urgent_surcharge_pct: Percent | None = None
    weekend_surcharge_pct: Percent | None = None
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
    rounding_direction: Direction = Direction.UP
    rounding_scope: Scope = Scope.TASK_AND_DAY
    evening_surcharge_pct: Percent | None = None
    holiday_surcharge_pct: Percent | None = None
    evening_from: str | None = None
    overrun: Overrun | None = None
    carry_over: bool = False
    statement_times: bool = False


def billing(record: BillingRecord, week_start: date | None) -> Billing:
    """Return what was agreed; hours used before are counted from the week of the file. Raises `Invalid`."""
    if not 1 <= record.increment_min <= 60:
        raise Invalid("billing.increment_min", "range", str(record.increment_min))
    raw: dict[str, Any] = {f: getattr(record, f) for f in BillingRecord.__struct_fields__}
    raw |= {f: Decimal(str(raw[f])) for f in MONEY if raw[f] is not None}
    used, since = raw.pop("used_before_week_min"), raw.pop("used_before_on")
    prices = tuple((name, Decimal(str(price))) for name, price in raw.pop("prices_eur").items())
    evening = raw.pop("evening_from")
    if evening is not None:
        raw["evening_from"] = hour_in(evening, "billing.evening_from")
    if used is not None and since is None:
        since = week_start
    return Billing(used_before_min=used, used_before_on=since, prices_eur=prices, **raw)


def from_billing(bill: Billing, week_first: str) -> BillingRecord:
    """Return the record of what was agreed; `week_first` is the first day of the file's week, or ""."""
    same: dict[str, Any] = {f: getattr(bill, f) for f in BillingRecord.__struct_fields__ if hasattr(bill, f)}
    same |= {f: float(same[f]) for f in MONEY if same[f] is not None}
    counted = bill.used_before_min is not None and bill.used_before_on is not None
    told_by_week = counted and bool(week_first) and str(bill.used_before_on) == week_first
    same |= {"prices_eur": {name: float(price) for name, price in bill.prices_eur},
             "evening_from": None if bill.evening_from == EVENING else f"{bill.evening_from:%H:%M}",
             "used_before_week_min": bill.used_before_min,
             "used_before_on": None if told_by_week else bill.used_before_on}
    return BillingRecord(**same)
