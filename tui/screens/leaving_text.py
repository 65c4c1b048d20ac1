"""What is said when a client leaves: before, and after."""

from collections.abc import Iterator
from pathlib import Path

from pupitre.appointment import Appointment
from pupitre.client import Client
from pupitre.entry import Entry
from pupitre.farewell import Erased, Swept
from pupitre.interruption import Interruption
from pupitre.ports import Value
from pupitre.report import Report
from pupitre.task import Task
from tui.words import _, client_name, ngettext, shown

LISTED = 6
"""Files or texts that are named; of more, the number is told."""


def before(client: Client) -> str:
    """Return what will happen."""
    return "\n".join((
        _("All that Pupitre knows of “{name}” will be written to one file, then erased for good:").format(
            name=client_name(client)),
        "",
        _("• its sheet, its tasks, its time, its interruptions and its reports, of all the years;"),
        _("• its name and the names of its people in your other notes, where “[effacé]” will stand;"),
        _("• the backups that Pupitre keeps: they stay, without this client."),
        "",
        _("Your other clients lose nothing. Undo cannot bring this client back; its file can be imported again."),
        _("To keep its past and only stop working for it, set its state to closed on its sheet instead."),
    ))


def after(client: Client, path: Path, erased: Erased | None, swept: Swept) -> Iterator[str]:
    """Yield what was exported and erased, what still may name its people, and what is out of reach."""
    yield _("Exported and read back: {path}").format(path=shown(str(path)))
    if erased is not None:
        yield _("Erased: {counts}.").format(counts=", ".join(_counts(erased.counts)))
    yield ngettext("{n} backup was rewritten without it.", "{n} backups were rewritten without it.", swept.backups)
    others = len(swept.changed) + len(swept.deleted)
    if others:
        yield ngettext("{n} other file was cleaned or deleted.", "{n} other files were cleaned or deleted.", others)
    for name in erased.unfollowed if erased is not None else ():
        yield _("The calendar {name} is not followed any more: its file would bring the name back.").format(
            name=shown(name))
    if erased is not None and erased.mentions:
        yield ""
        yield _("These texts still say “{name}”: read them, it may be someone else.").format(
            name=shown(client.contact.last_name))
        yield from _listed([m.text.strip().split("\n")[0] for m in erased.mentions])
    yield ""
    yield _("Out of reach, for you to see to:")
    yield _("• the export itself: give it to the client, or keep it in a safe place, or delete it;")
    yield _("• the backups and exports that you copied elsewhere: a USB stick, another folder;")
    yield _("• the messages already sent, and those in your mail program;")
    yield _("• what a cloud service keeps of older versions, if your data folder is in one.")
    if swept.remains:
        yield ""
        yield _("In the data folder, these files were left as they are; they may speak of it:")
        yield from _listed([str(path) for path in swept.remains])


def unfinished(path: Path, why: str) -> Iterator[str]:
    """Yield what is done and what is not, when the disk refused half-way."""
    yield _("Exported and read back: {path}").format(path=shown(str(path)))
    yield _("The client is no longer on your desk, but the backups and the copies may still hold it.")
    yield ""
    yield why
    yield ""
    yield _("Enter tries again. If you leave now, Pupitre goes on with it at the next start.")


def _counts(counts: dict[type[Value], int]) -> Iterator[str]:
    tasks, times = counts.get(Task, 0), counts.get(Entry, 0)
    interruptions, reports = counts.get(Interruption, 0), counts.get(Report, 0)
    yield _("the sheet")
    if tasks:
        yield ngettext("{n} task", "{n} tasks", tasks)
    if times:
        yield ngettext("{n} time entry", "{n} time entries", times)
    if interruptions:
        yield ngettext("{n} interruption", "{n} interruptions", interruptions)
    booked = counts.get(Appointment, 0)
    if booked:
        yield ngettext("{n} appointment", "{n} appointments", booked)
    if reports:
        yield ngettext("{n} report", "{n} reports", reports)


def _listed(texts: list[str]) -> Iterator[str]:
    for text in texts[:LISTED]:
        yield f"  – {shown(text)}"
    if len(texts) > LISTED:
        yield f"  – {ngettext('and {n} more', 'and {n} more', len(texts) - LISTED)}"
