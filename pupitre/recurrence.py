"""What she promised once and for all: a task that comes again by a rule."""

from datetime import date, time
from enum import StrEnum

from pupitre.rules import Rule
from pupitre.task import Priority
from pupitre.value import Struct


class Kit(StrEnum):
    """The ready-made recurrences; a recurrence of hers is none of them."""

    INVOICES = "invoices"
    URSSAF = "urssaf"
    VAT = "vat"


class Recurrence(Struct, frozen=True, kw_only=True):
    """The model of the tasks that a rule makes, due on its days, at `hour` (local) when there is one.

    A task appears on the board `lead_days` calendar days before it is due. `made_until` is the last day that was
    looked at: what is due at or before it is made no more. `skipped` are days of the rule she took out. `paused`
    makes nothing, and what falls in that time is not caught up.
    """

    id: str
    title: str
    rule: Rule
    client: str | None = None
    category: str = ""
    estimate_min: int | None = None
    priority: Priority = Priority.NORMAL
    hour: time | None = None
    note: str = ""
    lead_days: int = 0
    made_until: date | None = None
    skipped: tuple[date, ...] = ()
    paused: bool = False
    kit: str = ""
    """Of which ready-made reminder it was made, "" of none: one of `Kit`."""
