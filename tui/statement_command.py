"""`pupitre statement`: the hours of one client for one month, on standard output or in a file."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import tzinfo
from decimal import Decimal
from typing import Any, Protocol

from pupitre.clock import system_clock
from pupitre.entry import Origin
from pupitre.errors import Invalid, UnknownClient
from pupitre.looking import Looking
from pupitre.ports import Reading
from pupitre.quick import matching
from pupitre.settings import Settings
from pupitre.statement import Line, Piece, Statement
from tui import arguments
from tui.papers import folder
from tui.words import _

Paper = Callable[[Statement, Settings], bytes]

_SOURCES = {Origin.MEASURED: "minuteur", Origin.TYPED: "manuel", Origin.CORRECTED: "minuteur_corrige"}
"""The words of the exchange format (docs/format.md)."""


class Store(Protocol):
    """What a statement needs of the desk of a folder."""

    def look(self) -> Reading: ...  # noqa: D102


def run(args: Namespace, store: Store) -> None:
    """Write a statement in the form that was asked for: text when none was.

    Raises:
        Invalid: that is no month, or the form is no text and would go to a terminal.
        UnknownClient: no client, or more than one, answers to this name.
        DamagedMonth: a month that is needed cannot be read.
    """
    month = arguments.month(args.month)
    desk = Looking(store.look(), system_clock)
    settings, clients = desk.settings, desk.clients()
    desk.clock = arguments.clock_at(args.at, settings.zone)
    found = matching(args.client, clients)
    if len(found) != 1:
        raise UnknownClient(args.client, tuple(c.label for c in clients))
    made = desk.statement(found[0].id, month)
    for name, paper in _BINARY.items():
        if target := getattr(args, name, None):
            put(paper(made, settings), target)
            return
    if getattr(args, "json", False):
        print(json.dumps(told(made, settings.zone), ensure_ascii=False, indent=1))
    elif getattr(args, "csv", False):
        folder.hand_out("-", _csv(made, settings))
    else:
        sys.stdout.write(_text(made, settings))


# -- forms that are made elsewhere: their libraries are loaded when one is asked for -------------------


def _text(made: Statement, settings: Settings) -> str:
    from tui.papers.text import text  # noqa: PLC0415

    return text(made, settings)


def _csv(made: Statement, settings: Settings) -> bytes:
    from tui.papers.csv import csv  # noqa: PLC0415

    return csv(made, settings)


def _xlsx(made: Statement, settings: Settings) -> bytes:
    from tui.papers.xlsx import xlsx  # noqa: PLC0415

    return xlsx(made, settings)


def _pdf(made: Statement, settings: Settings) -> bytes:
    from tui.papers.pdf import pdf  # noqa: PLC0415

    return pdf(made, settings)


_BINARY: dict[str, Paper] = {"xlsx": _xlsx, "pdf": _pdf}


def put(content: bytes, target: str) -> None:
    """Write a file that only she can read, or standard output. Raises `Invalid`."""
    if target == "-" and sys.stdout.isatty():
        raise Invalid("terminal", "binary")
    path = folder.hand_out(target, content)
    if path is not None:
        print(_("Statement written to {path}.").format(path=path))


# -- JSON ----------------------------------------------------------------------------------------------


def told(made: Statement, zone: tzinfo) -> dict[str, Any]:
    """Return a statement as plain data, as docs/format.md says."""
    bill = made.client.billing
    return {
        "client": made.client.id, "name": made.client.name, "month": made.month,
        "up_to": made.up_to.isoformat() if made.up_to else None,
        "rounding": {"increment_min": bill.increment_min, "direction": bill.rounding_direction.value,
                     "scope": bill.rounding_scope.value},
        "lines": [_line(made, line, zone) for line in made.lines],
        "pieces": [_piece(piece) for piece in made.pieces],
        "totals": {"minutes": made.minutes, "billed": made.billed, "offered": made.offered,
                   "unbilled": made.unbilled},
        "amount_eur": _euros(made.amount_eur),
        "hours": _hours(made),
        "alerts": [alert.value for alert in made.alerts],
        "out_of_scope": list(made.out_of_scope),
    }


def _line(made: Statement, line: Line, zone: tzinfo) -> dict[str, Any]:
    data: dict[str, Any] = {
        "day": line.day.isoformat(), "what": list(line.what), "minutes": line.minutes, "billed": line.billed,
        "kind": line.kind.value, "sources": sorted(_SOURCES[origin] for origin in line.origins),
        "surcharge": line.surcharge, "surcharge_pct": line.surcharge_pct, "proposed": list(line.proposed),
        "by_piece": line.by_piece, "amount_eur": _euros(made.line_amount_eur(line)),
    }
    if made.client.billing.statement_times:
        data["times"] = [[f"{at.astimezone(zone):%Y-%m-%dT%H:%M}" for at in pair] for pair in line.times]
    return data


def _piece(piece: Piece) -> dict[str, Any]:
    return {
        "day": piece.day.isoformat(), "what": piece.what, "also": list(piece.also), "quantity": piece.quantity,
        "unit": piece.unit,
        "of": piece.of or None, "unit_price_eur": _euros(piece.unit_price_eur),
        "amount_eur": _euros(piece.amount_eur),
    }


def _hours(made: Statement) -> dict[str, Any] | None:
    hours = made.allowance
    if hours is None:
        return None
    return {
        "sold_min": hours.sold, "carried_min": made.carried_min, "used_before_min": made.used_before,
        "used_min": hours.used, "left_min": hours.left, "overrun_min": made.overrun,
        "expires_on": made.expires_on.isoformat() if made.expires_on else None,
    }


def _euros(amount: Decimal | None) -> float | None:
    """Return an amount as a JSON number: cents are exact in it, as it is written."""
    return None if amount is None else float(amount)
