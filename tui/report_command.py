"""`pupitre report`: the draft of one client for one day, a week or a delivery."""

import json
import sys
from argparse import Namespace
from typing import Protocol

from pupitre.clock import system_clock
from pupitre.errors import Invalid, UnknownClient
from pupitre.looking import Looking
from pupitre.ports import Reading
from pupitre.quick import matching
from pupitre.report import Facts, Span
from tui import arguments
from tui.words import _, shown


class Store(Protocol):
    """What a report needs of the desk of a folder."""

    def look(self) -> Reading: ...  # noqa: D102


def run(args: Namespace, store: Store) -> None:
    """Write the draft of one client, on standard output; what must not leave is told beside it.

    Raises:
        UnknownClient: no client, or more than one, answers to this name.
        Invalid: the day is none, or nothing was delivered on it.
        DamagedMonth: a month that is needed cannot be read.
    """
    from tui.letters import write  # noqa: PLC0415 - only this command writes to a client

    desk = Looking(store.look(), system_clock)
    settings, clients = desk.settings, desk.clients()
    desk.clock = arguments.clock_at(args.at, settings.zone)
    day = arguments.day(args.day)
    found = matching(args.client, clients)
    if len(found) != 1:
        raise UnknownClient(args.client, tuple(c.label for c in clients))
    span = Span.WEEK if getattr(args, "week", False) else Span.DELIVERY if getattr(args, "delivery", False) else None
    facts = desk.facts(found[0].id, day, span)
    letter = write(facts, settings)
    if span is not None and desk.facts(found[0].id, day).span is span:
        span = None  # it is what the client is used to: her version of it has no name of its own
    own = desk.report(found[0].id, day, span)
    if facts.undelivered and own.body is None:
        raise Invalid("delivery", "nothing")
    subject = own.subject if own.subject is not None else letter.subject
    body = own.body if own.body is not None else letter.body
    whole = f"{subject}\n\n{body}"
    _warn(desk, whole, facts)
    if not getattr(args, "json", False):
        print(whole, end="")
        return
    print(json.dumps({
        "client": found[0].id, "day": day.isoformat(), "subject": subject, "body": body,
        "sections": {"done": letter.done, "unfinished": letter.unfinished, "waiting": letter.waiting,
                     "out_of_scope": letter.out_of_scope, "in_progress": letter.in_progress,
                     "coming": letter.coming},
        "minutes": facts.minutes, "minutes_rounded": facts.rounded,
    }, ensure_ascii=False, indent=1))


def _warn(desk: Looking, whole: str, facts: Facts) -> None:
    """Tell what of others or private stands in a draft, beside it: standard output is the draft alone."""
    for hit in desk.leaks(whole, facts):
        told, line = _("To check before it leaves, line {n}: “{text}”."), whole.count("\n", 0, hit.start) + 1
        print(told.format(n=line, text=shown(whole[hit.start : hit.end])), file=sys.stderr)
