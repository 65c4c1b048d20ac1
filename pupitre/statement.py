"""The month of one client as it may be shown: exact minutes inside, billed minutes as agreed.

A statement is a record of work, no invoice: it holds what an invoice is written from.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from pupitre.client import Billing, Client, Mode, Overrun, Scope
from pupitre.entry import Origin
from pupitre.report import Allowance
from pupitre.shelf import Month
from pupitre.value import Struct


class Kind(StrEnum):
    """Whether the time of a line is billed, offered to the client, or not billed."""

    BILLED = "billed"
    OFFERED = "offered"
    UNBILLED = "unbilled"


class Alert(StrEnum):
    """What is to be known of hours sold in advance; `LOW` is below what was agreed on the sheet."""

    SEVENTY = "70"
    NINETY = "90"
    FULL = "100"
    EXPIRES = "expires"
    EXPIRED = "expired"
    LOW = "low"


class Line(Struct, frozen=True):
    """One line as it is printed, and the smallest thing that is rounded: `billed` is what counts, in minutes.

    Time that is offered or not billed is in `minutes` and never in `billed`.

    `what` holds the public titles of the tasks in it, "" for work without one; `times` the stretches, oldest first,
    shown only where the client's sheet asks for them. `surcharge_pct` was accepted by her; `proposed` are surcharges
    that the clock or the calendar suggest and nobody accepted yet, by their code (`evening`, `weekend`, `holiday`,
    `urgent`). `entries` are the ids of the times in it; `by_piece` says that it is paid by what was delivered.
    """

    day: date
    what: tuple[str, ...]
    minutes: int
    billed: int
    kind: Kind = Kind.BILLED
    origins: frozenset[Origin] = frozenset({Origin.MEASURED})
    times: tuple[tuple[datetime, datetime], ...] = ()
    surcharge: str = ""
    surcharge_pct: int = 0
    proposed: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    by_piece: bool = False


class Piece(Struct, frozen=True):
    """What is paid by the piece or by the audio minute and was delivered.

    `unit` is a code such as `audio_minute`, `letters`, `calls` or `piece`, or the name of a service on the client's
    sheet; `of` is how much there is in all where only a part was delivered, else 0. `also` are the titles of what
    came in together with it and counts as one.
    """

    day: date
    what: str
    quantity: int
    unit: str
    unit_price_eur: Decimal | None = None
    of: int = 0
    also: tuple[str, ...] = ()

    @property
    def amount_eur(self) -> Decimal | None:
        """What it comes to, None without a price."""
        return None if self.unit_price_eur is None else cents(self.quantity * self.unit_price_eur)


class Statement(Struct, frozen=True):
    """The month of one client; every total is the sum of the lines that are printed.

    `allowance` is the state of hours sold in advance at the end of the month (or today, while it lasts),
    `used_before` what of it was used before the lines: before the month, or before the desk knew of it. `up_to` is
    the last day that is told of while the month lasts, None when it is over: it never changes again. `prepaid` time
    is taken from hours that were sold in advance, and not billed again.
    """

    client: Client
    month: Month
    lines: tuple[Line, ...]
    pieces: tuple[Piece, ...] = ()
    allowance: Allowance | None = None
    carried_min: int = 0
    expires_on: date | None = None
    alerts: tuple[Alert, ...] = ()
    out_of_scope: tuple[str, ...] = ()
    used_before: int = 0
    up_to: date | None = None
    prepaid: bool = False

    def _minutes(self, kind: Kind) -> int:
        return sum(line.minutes for line in self.lines if line.kind is kind)

    @property
    def minutes(self) -> int:
        """The exact minutes of all lines."""
        return sum(line.minutes for line in self.lines)

    @property
    def billed(self) -> int:
        """The billed minutes of all lines."""
        return sum(line.billed for line in self.lines)

    @property
    def offered(self) -> int:
        """The exact minutes that were offered."""
        return self._minutes(Kind.OFFERED)

    @property
    def unbilled(self) -> int:
        """The exact minutes that are not billed."""
        return self._minutes(Kind.UNBILLED)

    @property
    def overrun(self) -> int:
        """The minutes beyond the hours that were sold."""
        return 0 if self.allowance is None else max(-self.allowance.left, 0)

    def line_amount_eur(self, line: Line) -> Decimal | None:
        """Return what a line comes to, its surcharge included; None where it is not paid by the hour at a known rate.

        Hours sold in advance were paid, and are no amount again.
        """
        rate = self.client.billing.hourly_rate_eur
        if rate is None or line.by_piece or self.client.billing.mode not in {Mode.HOURLY, Mode.AUDIO_MINUTE}:
            return None
        return cents(line.billed * rate * (100 + line.surcharge_pct) / 6000)

    @property
    def amount_eur(self) -> Decimal | None:
        """What the month comes to, for information; None when a rate, a price or an agreement is missing.

        A pack was paid when it was bought. The overrun of monthly hours counts when it was agreed that it is billed.
        """
        bill = self.client.billing
        if bill.mode is Mode.PACK:
            return None
        if bill.mode is Mode.SUBSCRIPTION:
            return bill.monthly_fee_eur
        if bill.mode is Mode.MONTHLY_HOURS:
            return _with_overrun(bill, self.overrun)
        parts = [piece.amount_eur for piece in self.pieces]
        parts += [self.line_amount_eur(line) for line in self.lines if line.billed and not line.by_piece]
        if bill.mode is Mode.AUDIO_MINUTE and bill.rounding_scope is Scope.DAY and self.pieces:
            return None  # the time of what is paid by the minute cannot be told apart from the rest of its day
        known = [part for part in parts if part is not None]
        return sum(known, cents(Decimal())) if len(known) == len(parts) else None


def cents(amount: Decimal) -> Decimal:
    """Return euros rounded to the cent, half a cent up."""
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def _with_overrun(bill: Billing, minutes: int) -> Decimal | None:
    if bill.price_eur is None or not minutes or bill.overrun is Overrun.CARRIED:
        return bill.price_eur
    if bill.overrun is None or bill.overage_hourly_rate_eur is None:
        return None
    return cents(bill.price_eur + minutes * bill.overage_hourly_rate_eur / 60)
