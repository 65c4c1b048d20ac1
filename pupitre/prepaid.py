"""Hours sold in advance: packs that last until they are empty, and hours of each month."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from pupitre.client import Billing, Client, Mode, Overrun
from pupitre.report import Allowance
from pupitre.statement import Alert

CARRIED_MONTHS = 12
"""How many months back hours are carried from: a year, so that nothing older is ever read for it."""

SOON = timedelta(days=30)
"""How long before a pack ends she is told: a month is one statement."""

_LEVELS = ((100, Alert.FULL), (90, Alert.NINETY), (70, Alert.SEVENTY))

Used = Callable[[date, date], int]
"""Returns the billed minutes from a day to a day."""


def counted_since(client: Client, last: date) -> date | None:
    """Return the first day whose work counts for the hours of a client, None when it has none.

    A month's hours begin anew with each calendar month, unless some are carried; a pack without any date counts
    from the beginning.
    """
    if _sold(client) is None:
        return None
    if client.billing.mode is Mode.PACK:
        return _start(client)
    first = last.replace(day=1)
    return max(_start(client), _months_before(first, CARRIED_MONTHS) if _carries(client.billing) else first)


def allowance(client: Client, last: date, used: Used) -> Allowance | None:
    """Return the state of a pack or of the month's hours at the end of `last`.

    What was used before `used_before_on` counts as the file or the sheet says. Before a pack was bought there
    is none.
    """
    hours, bought = _sold(client), client.billing.bought_on
    if hours is None or (client.billing.mode is Mode.PACK and bought is not None and bought > last):
        return None
    sold = int(hours * 60)
    if client.billing.mode is Mode.PACK:
        return Allowance(sold, (client.billing.used_before_min or 0) + used(_start(client), last))
    return Allowance(sold, _in_month(client, last, used), _carried(client, last, used, sold))


def used_since(client: Client, first: date) -> date:
    """Return the first day of a period that counts at all: a pack is not used before it was bought."""
    return max(first, _start(client))


def alerts(client: Client, hours: Allowance | None, on: date) -> tuple[Alert, ...]:
    """Return what is to be known of a client's hours on a day: the highest level that is reached, then the end.

    A pack that is empty needs no word on its end; `Alert.LOW` is the rest that was agreed on the sheet.
    """
    if hours is None:
        return ()
    bill, found = client.billing, []
    whole = hours.sold + hours.carried
    level = next((a for pct, a in _LEVELS if hours.used and hours.used * 100 >= pct * whole), None)
    if level is not None:
        found.append(level)
    if bill.alert_below_min is not None and hours.left < bill.alert_below_min and level in {None, Alert.SEVENTY}:
        found.append(Alert.LOW)
    if bill.mode is Mode.PACK and bill.expires_on is not None and hours.left > 0:
        if bill.expires_on < on:
            found.append(Alert.EXPIRED)
        elif bill.expires_on - on <= SOON:
            found.append(Alert.EXPIRES)
    return tuple(found)


def _in_month(client: Client, last: date, used: Used) -> int:
    first, start = last.replace(day=1), _start(client)
    before = client.billing.used_before_min or 0 if start.replace(day=1) == first else 0
    return before + used(max(first, start), last)


def _carried(client: Client, last: date, used: Used, sold: int) -> int:
    """Return the minutes that the months before leave to a month: unused ones, or a debt as a negative number.

    Counted from the month that the sheet begins with, else from the first one with work, a year back at most. Unused
    hours are never more than those of one month; a debt is kept whole until it is worked off.
    """
    bill, carried = client.billing, 0
    begun = bill.used_before_on is not None
    for end in _ends_before(client, last) if _carries(bill) else ():
        minutes = _in_month(client, end, used)
        begun = begun or minutes > 0
        left = sold + carried - minutes
        if not begun:
            continue
        if left >= 0:
            carried = min(left, sold) if bill.carry_over else 0
        else:
            carried = left if bill.overrun is Overrun.CARRIED else 0
    return carried


def _ends_before(client: Client, last: date) -> Iterator[date]:
    """Yield the last day of each month that hours can be carried from, oldest first."""
    first, since = last.replace(day=1), counted_since(client, last) or last
    for back in range(CARRIED_MONTHS, 0, -1):
        if first.year * 12 + first.month - back <= 12:
            continue  # before the calendar begins
        end = _months_before(first, back - 1) - timedelta(days=1)
        if end >= since:
            yield end


def _months_before(first: date, count: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 - count, 12)
    return date(year, month + 1, 1) if year >= 1 else date.min


def _carries(bill: Billing) -> bool:
    return bill.mode is Mode.MONTHLY_HOURS and (bill.carry_over or bill.overrun is Overrun.CARRIED)


def _start(client: Client) -> date:
    """Return the first day that is counted at all."""
    bill = client.billing
    bought = bill.bought_on if bill.mode is Mode.PACK else None
    return bill.used_before_on or bought or date.min


def _sold(client: Client) -> Decimal | None:
    bill = client.billing
    return {Mode.PACK: bill.pack_hours, Mode.MONTHLY_HOURS: bill.monthly_hours}.get(bill.mode)
