"""A date phrase from the command line: what it means."""

import json
from argparse import Namespace
from datetime import tzinfo
from typing import Any, Protocol

from pupitre.clock import system_clock
from pupitre.deadline import Deadline
from pupitre.looking import Looking
from pupitre.phrases import Answer, read
from pupitre.ports import Reading
from tui import arguments, line_words


class Store(Protocol):
    """The desk of one folder."""

    def look(self) -> Reading: ...  # noqa: D102


def run(args: Namespace, store: Store) -> None:
    """Say what a phrase means, as words or as JSON."""
    desk = Looking(store.look(), system_clock)
    settings, at = desk.settings, getattr(args, "now", None)
    now = arguments.instant(at, settings.zone, "--now") if at else arguments.clock_at(args.at, settings.zone)()
    desk.clock = lambda: now
    answer = read(args.phrase, desk.moment)
    said = line_words.says(answer, desk.moment)
    if getattr(args, "json", False):
        _print_json(_answered(answer, settings.zone) | {"says": said})
    else:
        print(said)


def _answered(answer: Answer, zone: tzinfo) -> dict[str, Any]:
    def iso(deadline: Deadline) -> str:
        if deadline.at is None:
            return deadline.day.isoformat()
        return deadline.at.astimezone(zone).strftime("%Y-%m-%dT%H:%M")

    return {
        "kind": answer.kind.value, "value": None if answer.value is None else iso(answer.value),
        "alternatives": [iso(a) for a in answer.alternatives],
    } | _recurring(answer)


def _recurring(answer: Answer) -> dict[str, Any]:
    """Return what a start, a range or a recurrence has besides its date; nothing of a plain one."""
    if not answer.rule:
        return {}
    again = answer.repeat if answer.recurs else None
    told: dict[str, Any] = {"rule": answer.rule, "start": answer.start.day.isoformat() if answer.start else None}
    if again is not None:
        told |= {"start": again.first.isoformat(), "until": again.until.isoformat() if again.until else None}
    return told


def _print_json(content: dict[str, Any]) -> None:
    print(json.dumps(content, ensure_ascii=False, indent=1))
