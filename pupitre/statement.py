"""The month of one client as it may be shown: exact minutes inside, billed minutes as agreed.

A statement is a record of work, no invoice: it holds what an invoice is written from.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from pupitre.client import Client
from pupitre.entry import Origin
from pupitre.report import Allowance
from pupitre.shelf import Month


class Kind(StrEnum):
    """Whether the time of a line is billed, offered to the client, or not billed."""

    BILLED = "billed"
    OFFERED = "offered"
    UNBILLED = "unbilled"


class Alert(StrEnum):
    """What is to be known of hours sold in advance."""

    SEVENTY = "70"
    NINETY = "90"
    FULL = "100"
    EXPIRES = "expires"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is printed, and the smallest thing that is rounded: `billed` is what counts, in minutes.

    `what` holds the public titles of the tasks in it, "" for work without one; `times` the stretches, oldest first,
    shown only where the client's sheet asks for them. `surcharge_pct` was accepted by her; `proposed` are surcharges
    that the clock or the calendar suggest and nobody accepted yet, by their code (`evening`, `weekend`, `holiday`,
    `urgent`).
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


@dataclass(frozen=True, slots=True)
class Piece:
    """What is paid by the piece or by the audio minute and was delivered: `unit` is a code such as `audio_minute`."""

    day: date
    what: str
    quantity: int
    unit: str
    unit_price_eur: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """The month of one client; every total is the sum of the lines that are printed."""

    client: Client
    month: Month
    lines: tuple[Line, ...]
    pieces: tuple[Piece, ...] = ()
    allowance: Allowance | None = None
    carried_min: int = 0
    expires_on: date | None = None
    alerts: tuple[Alert, ...] = ()
    out_of_scope: tuple[str, ...] = ()

    def _sum(self, *kinds: Kind) -> int:
        return sum(line.billed for line in self.lines if line.kind in kinds)

    @property
    def minutes(self) -> int:
        """The exact minutes of all lines."""
        return sum(line.minutes for line in self.lines)

    @property
    def billed(self) -> int:
        """The billed minutes of all lines."""
        return self._sum(Kind.BILLED)

    @property
    def offered(self) -> int:
        """The minutes that were offered."""
        return self._sum(Kind.OFFERED)

    @property
    def unbilled(self) -> int:
        """The minutes that are not billed."""
        return self._sum(Kind.UNBILLED)
