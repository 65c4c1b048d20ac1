"""The rows and the preview of what comes from elsewhere: pure functions from values to text."""

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from pupitre.client import Client
from pupitre.foreign import Pairing, Plan, Proposal
from pupitre.value import Struct
from tui import foreign_words, words
from tui.screens import points
from tui.screens.incoming_files import Found
from tui.widgets.lines import Line, justified
from tui.words import _, ngettext, shown

TASKS, BAD = 40, 20
"""Tasks and wrong rows that are shown."""


class Entry(Struct, frozen=True):
    """A row of the list: a file, the way to name one, or a choice that can be changed."""

    key: str
    left: str
    right: str
    file: Found | None = None
    pairing: Pairing | None = None


def row(entry: Entry, width: int) -> tuple[Line]:
    """Draw a row: what it is, and beside it what it is read as."""
    right = ((f" {entry.right} ", "strong" if entry.pairing is not None else "faint"),)
    return (justified(((f" {entry.left}", ""),), right, width),)


def of_files(files: Sequence[Found], zone: tzinfo) -> list[Entry]:
    """Return the rows of the files, after the one that asks for any file."""
    told = [
        Entry(f"file:{f.path}", shown(f.path.name), words.short_day(f.at.astimezone(zone).date()), file=f)
        for f in files
    ]
    return [Entry("other", _("Another file: type where it is…"), ""), *told]


def of_plan(plan: Plan) -> list[Entry]:
    """Return the rows of the choices."""
    return [
        Entry(f"{p.about}:{p.name}", f"{foreign_words.name(p)} ({p.count})",
              foreign_words.meaning(p.about, p.to, plan.desk.clients), pairing=p)
        for p in plan.pairings
    ]


def of_file(found: Found, zone: tzinfo) -> Iterator[str]:
    """Yield what a file is before it is read."""
    at = found.at.astimezone(zone)
    yield points.place(found.path)
    yield f"{words.long_day(at.date(), year=True)}, {words.hour(at.time())} · {words.size(found.size)}"
    yield ""
    yield _("Enter reads it and shows what would come in. Nothing is imported before you agree.")


def of_nothing() -> Iterator[str]:
    """Yield what can be brought in, where no file is chosen."""
    yield _("What can be brought in:")
    yield "– " + _("a Trello board: its export in JSON")
    yield "– " + _("an Asana project: its export in CSV")
    yield "– " + _("any table saved as CSV, such as from Excel, with a line of headings")
    yield ""
    yield _("You see what would come in, and change how it is read. Nothing is imported before you agree.")


def preview(plan: Plan, proposal: Proposal, clients: Sequence[Client]) -> Iterator[str]:
    """Yield what would come in, what is wrong, what stays out, and the first tasks."""
    yield foreign_words.titled(proposal.format, plan.board.name)
    yield ""
    if proposal.untitled:
        yield _("No column holds the titles yet: choose one, and press Enter.")
    yield from foreign_words.counts(proposal)
    if proposal.bad:
        yield ""
        yield ngettext("{n} row cannot be read, and stays out:", "{n} rows cannot be read, and stay out:",
                       len(proposal.bad))
        yield from (f"– {foreign_words.bad(each, proposal.format)}" for each in proposal.bad[:BAD])
        yield from _more(len(proposal.bad) - BAD)
    if proposal.left:
        yield ""
        yield _("Left out:")
        yield from (f"– {foreign_words.left(why, n)}" for why, n in proposal.left)
    if proposal.tasks:
        yield ""
        yield _("The first tasks:") if len(proposal.tasks) > TASKS else _("The tasks:")
        known = {c.id: c for c in (*clients, *proposal.clients)}
        told = foreign_words.first(proposal.tasks[:TASKS], known, plan.desk.now, plan.desk.zone)
        yield from (f"– {each}" for each in told)
        yield from _more(len(proposal.tasks) - TASKS)


def _more(n: int) -> Iterator[str]:
    if n > 0:
        yield "– " + ngettext("and {n} more", "and {n} more", n)
