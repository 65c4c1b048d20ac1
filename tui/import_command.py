"""`pupitre import` of a Trello board, an Asana project or a table: the preview as text, then all of it or nothing."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import Protocol

from pupitre.clock import Clock
from pupitre.desk import Desk
from pupitre.errors import AlreadyOpen, Invalid, UnknownClient
from pupitre.foreign import NEW_CLIENT, OF_CLIENT, About, Beside, Choices, Pairing, Plan, Proposal, Source, planned
from pupitre.ids import new_id
from pupitre.intake import already_here
from pupitre.looking import Looking
from pupitre.ports import Archive, Change, Reading, Value
from pupitre.progress import Progress, ended
from pupitre.settings import Settings
from pupitre.text import clean_line
from tui import arguments, foreign_words
from tui.foreign_choices import choice_in, client_named
from tui.words import _, ngettext

SHOWN = 10
"""Tasks, and wrong rows, that the preview shows."""


class Store(Protocol):
    """The desk of one folder, as far as files of other programs go."""

    def open(self, now: datetime) -> Archive: ...  # noqa: D102
    def look(self) -> Reading: ...  # noqa: D102
    def back_up_before(self, now: datetime) -> None: ...  # noqa: D102
    def leave(self, change: Change) -> None: ...  # noqa: D102
    def foreign(self, content: bytes, zone: tzinfo) -> Source | None: ...  # noqa: D102


def run(args: Namespace, store: Store, content: bytes) -> bool:
    """Show what a file of another program would bring, and bring it when she agrees.

    Return False when it is one of our own. Raises `ImportRefused`, or `Invalid` when there is nobody to ask.
    """
    clock = arguments.clock_at(args.at, Settings().zone)
    beside = Looking(store.look(), clock)
    source = store.foreign(content, beside.settings.zone)
    if source is None:
        if args.map or args.client or args.new_client or args.archived or args.finished:
            raise Invalid("--map", "ours")
        return False
    plan = _plan(args, source, beside)
    proposal = plan.proposal(ended(already_here(plan.keys, beside.ledger, beside.past)))
    for line in _preview(plan, proposal):
        print(line)
    if proposal.untitled:
        raise Invalid("rows", "untitled")
    if not args.dry_run and proposal.tasks and _agreed(args, proposal):
        _bring(store, clock, (*proposal.clients, *proposal.tasks), beside.settings)
        print(_("Imported: {counts}.").format(counts=_counted(proposal)))
    else:
        print(_("Nothing was imported."))
    return True


def _plan(args: Namespace, source: Source, beside: Looking) -> Plan:
    """Return the file as the options read it: columns first, since they say which lists and labels there are."""
    clients = beside.clients()
    desk = Beside(clients, beside.clock(), beside.settings.zone, new_id)
    mapping = Choices(archived=args.archived, finished=args.finished)
    if args.client or args.new_client:
        mapping = mapping.changed(About.BOARD, "", _client(args, beside))
    plan = planned(source, mapping, desk)
    waiting = list(args.map)
    for last in (False, True):
        refused: list[str] = []
        for raw in waiting:
            try:
                mapping = mapping.changed(*choice_in(raw, plan.pairings, clients))
            except Invalid:
                if last:
                    raise
                refused.append(raw)
        plan, waiting = planned(source, mapping, desk), refused
    return plan


def _client(args: Namespace, beside: Looking) -> str:
    if args.new_client:
        name = clean_line(args.new_client)
        if not name:
            raise Invalid("name", "empty")
        return NEW_CLIENT + name
    found = client_named(args.client, beside.clients())
    if found is None:
        raise UnknownClient(args.client, tuple(c.label for c in beside.clients()))
    return OF_CLIENT + found.id


def _preview(plan: Plan, proposal: Proposal) -> Iterator[str]:
    clients = {c.id: c for c in (*plan.desk.clients, *proposal.clients)}
    yield _("{kind}, as it would be read:").format(kind=foreign_words.titled(proposal.format, plan.board.name))
    for pairing in plan.pairings:
        yield "  " + _read_as(pairing, plan)
    yield from foreign_words.counts(proposal)
    told = tuple(foreign_words.first(proposal.tasks[:SHOWN], clients, plan.desk.now, plan.desk.zone))
    yield from (f"  – {line}" for line in told)
    yield from _more(len(proposal.tasks) - SHOWN)
    if proposal.bad:
        yield ngettext("{n} row cannot be read:", "{n} rows cannot be read:", len(proposal.bad))
        yield from (f"  – {foreign_words.bad(row, proposal.format)}" for row in proposal.bad[:SHOWN])
        yield from _more(len(proposal.bad) - SHOWN)
    if proposal.left:
        yield _("Left out: {what}.").format(what=", ".join(foreign_words.left(why, n) for why, n in proposal.left))


def _read_as(pairing: Pairing, plan: Plan) -> str:
    meaning = foreign_words.meaning(pairing.about, pairing.to, plan.desk.clients)
    return f"{foreign_words.name(pairing)} ({pairing.count}) → {meaning}"


def _more(n: int) -> Iterator[str]:
    if n > 0:
        yield "  – " + ngettext("and {n} more", "and {n} more", n)


def _agreed(args: Namespace, proposal: Proposal) -> bool:
    """Return whether she agrees: she said so already, or says so now. Raises `Invalid` when nobody can be asked."""
    if proposal.bad and args.yes and not args.skip_bad:
        raise Invalid("rows", "bad")
    if args.yes:
        return True
    if args.file == "-" or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Invalid("agreement", "missing")
    whole = _("Import it? (y/n)")
    part = _("Import it? The rows that cannot be read stay out. (y/n)")
    try:
        answer = input((part if proposal.bad else whole) + " ")
    except EOFError:
        print()
        return False
    return answer.strip().casefold() in {_("y"), _("yes")}


def _bring(store: Store, clock: Clock, values: tuple[Value, ...], settings: Settings) -> None:
    try:
        archive = store.open(clock())
    except AlreadyOpen:
        store.back_up_before(clock().astimezone(settings.zone))
        store.leave(Change(values))
        return
    try:
        desk = Desk(archive, clock, new_id)
        store.back_up_before(clock().astimezone(desk.settings.zone))
        desk.take_in(values, show_progress)
    finally:
        archive.close()


def show_progress(step: Progress) -> None:
    """Show how far an import is, on the terminal of a person and nowhere else."""
    if step.total > 1 and sys.stderr.isatty():
        told = _("{what}… {done} of {total}").format(what=_("Import"), done=step.done, total=step.total)
        sys.stderr.write(f"\r{told}\x1b[K" if step.done < step.total else "\r\x1b[K")
        sys.stderr.flush()


def _counted(proposal: Proposal) -> str:
    told = [ngettext("{n} client", "{n} clients", len(proposal.clients))] if proposal.clients else []
    return ", ".join([*told, ngettext("{n} task", "{n} tasks", len(proposal.tasks))])
