"""What was agreed with a client on time and money: its fields in the sheet, and how it is told."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from pupitre.calendar import Zone
from pupitre.client import Billing, Client, Direction, Mode, Overrun, Scope
from pupitre.errors import Invalid
from pupitre.value import replace
from tui import words
from tui.screens.form import Field, Kind
from tui.screens.inputs import hour_in, minutes_in, minutes_text
from tui.words import N_, _

MODES = {
    Mode.HOURLY: N_("by the hour"), Mode.PACK: N_("prepaid hours"), Mode.MONTHLY_HOURS: N_("hours per month"),
    Mode.SUBSCRIPTION: N_("monthly fee"), Mode.AUDIO_MINUTE: N_("per audio minute"), Mode.PIECE: N_("per piece"),
}
_DIRECTIONS = {Direction.UP: N_("up"), Direction.NEAREST: N_("to the nearest"), Direction.DOWN: N_("down")}
_SCOPES = {Scope.TASK_AND_DAY: N_("by task and day"), Scope.ENTRY: N_("by entry"), Scope.DAY: N_("by day")}
_ZONES = {"": N_("as in the settings"), Zone.METROPOLE: N_("France"), Zone.ALSACE_MOSELLE: "Alsace-Moselle"}
_OVERRUNS = {"": N_("not agreed yet"), Overrun.BILLED: N_("billed"), Overrun.CARRIED: N_("taken from the next month")}
_SURCHARGES = {
    "urgent": N_("Urgent (+%)"), "weekend": N_("Weekend (+%)"), "holiday": N_("Holiday (+%)"),
    "evening": N_("Evening (+%)"),
}
_TOLD = {
    "urgent": N_("urgent {n} %"), "weekend": N_("weekend {n} %"), "holiday": N_("holiday {n} %"),
    "evening": N_("evening {n} %"),
}
_HOURLY, _OVERAGE = ("hourly_rate_eur", N_("Hour (€)")), ("overage_hourly_rate_eur", N_("Hour beyond (€)"))
_MONEY = {
    Mode.HOURLY: (_HOURLY,), Mode.PACK: (("price_eur", N_("Price (€)")),),
    Mode.MONTHLY_HOURS: (("price_eur", N_("Price (€)")), _OVERAGE),
    Mode.SUBSCRIPTION: (("monthly_fee_eur", N_("Monthly fee (€)")),),
    Mode.AUDIO_MINUTE: (("rate_per_audio_minute_eur", N_("Audio minute (€)")), _HOURLY), Mode.PIECE: (),
}
LARGEST_AMOUNT = 1_000_000
"""Euros."""


def fields(client: Client) -> tuple[Field, ...]:
    """Return the fields of an agreement: what the way of paying needs, then rounding, surcharges, the statement."""
    bill, zone = client.billing, client.holiday_zone if client.holiday_zone in _ZONES else ""
    return (
        Field("mode", _("Pays"), bill.mode, Kind.CHOICE, _choices(MODES)),
        *(Field(name, _(label), _number_text(getattr(bill, name))) for name, label in _MONEY[bill.mode]),
        Field("hours", _("Hours sold"), _number_text(_sold(bill)), hint=_("prepaid or monthly hours, such as 10")),
        *_of_hours(bill),
        Field("increment", _("Rounded to (min)"), str(bill.increment_min)),
        Field("direction", _("Rounded"), bill.rounding_direction, Kind.CHOICE, _choices(_DIRECTIONS)),
        Field("scope", _("Added up"), bill.rounding_scope, Kind.CHOICE, _choices(_SCOPES)),
        *(Field(name, _(label), _percent_text(_percent(bill, name)), hint=_("none"))
          for name, label in _SURCHARGES.items()),
        Field("evening_from", _("Evening from"), f"{bill.evening_from:%H:%M}"),
        Field("holiday_zone", _("Public holidays"), zone, Kind.CHOICE, _choices(_ZONES)),
        Field("statement_times", _("Statement"), "1" if bill.statement_times else "", Kind.YES_NO,
              hint=_("with clock times, beside the durations")),
    )


def _of_hours(bill: Billing) -> tuple[Field, ...]:
    """Return the fields of hours sold in advance: until when, or what goes from one month to the next."""
    until = Field("expires", _("Valid until"), f"{bill.expires_on:%d/%m/%Y}" if bill.expires_on else "",
                  hint=_("28/12/2026"))
    if bill.mode is Mode.PACK:
        return until, Field("alert_below", _("Tell me below"), minutes_text(bill.alert_below_min), hint="1h30")
    if bill.mode is not Mode.MONTHLY_HOURS:
        return (until,)
    return (
        until,
        Field("overrun", _("Hours beyond"), bill.overrun or "", Kind.CHOICE, _choices(_OVERRUNS)),
        Field("carry_over", _("Unused hours"), "1" if bill.carry_over else "", Kind.YES_NO,
              hint=_("go to the next month")),
    )


def changed(bill: Billing, values: Mapping[str, str]) -> Billing:
    """Return the agreement of a sheet; what has no field there stays. Raises `Invalid`."""
    mode, hours = Mode(values["mode"]), _number(values["hours"], "hours", 1000)
    if hours == 0:
        raise Invalid("hours", "number", values["hours"])
    given: dict[str, Any] = {
        name: _number(values[name], name, LARGEST_AMOUNT) for name, _label in _MONEY[bill.mode]
    }
    given |= {f"{name}_surcharge_pct": _percent_in(values[name], name) for name in _SURCHARGES}
    if "alert_below" in values:
        given["alert_below_min"] = minutes_in(values["alert_below"], "alert_below")
    if "overrun" in values:
        given["overrun"] = Overrun(values["overrun"]) if values["overrun"] else None
        given["carry_over"] = bool(values["carry_over"])
    if mode is Mode.PACK:
        given["pack_hours"] = hours
    if mode is Mode.MONTHLY_HOURS:
        given["monthly_hours"] = hours
    changed_bill: Billing = replace(
        bill, mode=mode, increment_min=minutes_in(values["increment"], "increment") or 1,
        expires_on=_day(values["expires"]), rounding_direction=Direction(values["direction"]),
        rounding_scope=Scope(values["scope"]), evening_from=hour_in(values["evening_from"], "evening_from"),
        statement_times=bool(values["statement_times"]), **given,
    )
    return changed_bill


def rounding_told(bill: Billing) -> tuple[str, str]:
    """Return how time is rounded and what is added up before; nothing but the step where every minute counts."""
    step = words.duration(bill.increment_min)
    if bill.increment_min == 1:
        return step, ""
    return f"{step}, {_(_DIRECTIONS[bill.rounding_direction])}", _(_SCOPES[bill.rounding_scope])


def surcharges_told(bill: Billing) -> str:
    """Return the surcharges that were agreed, "" without any."""
    found = ((told, _percent(bill, name)) for name, told in _TOLD.items())
    return ", ".join(_(told).format(n=percent) for told, percent in found if percent)


def _choices(names: Mapping[Any, str]) -> tuple[tuple[str, str], ...]:
    return tuple((key, _(name)) for key, name in names.items())


def _sold(bill: Billing) -> Decimal | None:
    return bill.pack_hours if bill.mode is Mode.PACK else bill.monthly_hours


def _percent(bill: Billing, name: str) -> int | None:
    found: int | None = getattr(bill, f"{name}_surcharge_pct")
    return found


def _percent_text(percent: int | None) -> str:
    return "" if percent is None else str(percent)


def _percent_in(raw: str, field: str) -> int | None:
    text = raw.strip().lstrip("+").rstrip("% \u00a0\u202f").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 3):
        raise Invalid(field, "range", raw)
    return int(text)


def _number_text(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}".replace(".", ",")


def _number(raw: str, field: str, most: int) -> Decimal | None:
    text = raw.strip().rstrip("h€ \u00a0\u202f").replace(",", ".")
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise Invalid(field, "number", raw) from error
    if not (number.is_finite() and 0 <= number <= most):
        raise Invalid(field, "number", raw)
    return number


def _day(raw: str) -> date | None:
    """Return a day written 28/12/2026. Raises `Invalid`."""
    text = raw.strip()
    if not text:
        return None
    try:
        day, month, year = (int(part) for part in text.split("/"))
        return date(year, month, day)
    except ValueError as error:
        raise Invalid("expires", "date", raw) from error
