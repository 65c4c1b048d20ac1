"""What the screen of replies says: the list of the texts, what is still to be done, the form of one of hers."""

from collections.abc import Mapping
from textwrap import wrap

from pupitre.client import Language, Register
from pupitre.reply import Reply
from pupitre.value import Struct
from tui import replies
from tui.screens.form import Field, Form, Kind
from tui.session import Session
from tui.widgets.lines import Line, justified
from tui.words import _, ngettext, shown


class ReplyRow(Struct, frozen=True):
    """One text of the list: whether it is hers, and whether it was changed for this task and not copied yet."""

    key: str
    name: str
    hers: bool
    changed: bool


def reply_row(row: ReplyRow, width: int) -> tuple[Line]:
    """Draw a text of the list."""
    told = (_("changed"), "soon") if row.changed else (_("yours"), "strong") if row.hers else ("", "")
    return (justified(((f" {row.name}", ""),), (told, (" ", "")), width),)


def told(text: str, fault: str, width: int) -> list[Line]:
    """Return what is wrong with the text, else how many places of it are to be completed."""
    if fault:
        return [((line, "late"),) for line in wrap(fault, max(width, 20))]
    count = replies.gaps(text)
    if not count:
        return [((_("Nothing is left to complete."), "faint"),)]
    return [((ngettext("{n} place […] to complete: Tab goes to it.", "{n} places […] to complete: Tab goes to each.",
                       count), "soon"),)]


def used(counts: Mapping[tuple[str, str], int]) -> str:
    """Return how often each text was used in a month, "" when none was."""
    ordered = sorted(counts.items(), key=lambda found: (-found[1], found[0]))
    listed = [f"{shown(name) if name else _within(replies.name_of(key))} {n}" for (key, name), n in ordered]
    return _("this month: {list}").format(list=", ".join(listed)) if listed else ""


def _within(name: str) -> str:
    """Return a name as it stands within a line."""
    return name[:1].lower() + name[1:]


def reply_form(session: Session, reply: Reply) -> Form:
    """Ask for a text of hers; it is kept once it can be filled whatever is known."""
    def save(values: dict[str, str]) -> None:
        # What is missing is said before what cannot be read.
        if values["reply_text"].strip():
            replies.check(values["reply_text"])
        session.desk.keep_reply(
            Reply(id=reply.id, name=values["reply_name"], text=values["reply_text"], voice=values["voice"])
        )

    voices = (
        ("", _("all clients")), (Register.TU.value, _("clients called tu")),
        (Register.VOUS.value, _("clients called vous")), (Language.ENGLISH.value, _("clients in English")),
    )
    title = _("Answer: {name}").format(name=shown(reply.name)) if reply.id else _("New answer")
    return Form(f"answer:{reply.id}", title, (
        Field("reply_name", _("Name"), reply.name, hint=_("how it is called in the list")),
        Field("voice", _("For"), reply.voice, Kind.CHOICE, voices),
        Field("reply_text", _("Text"), reply.text, Kind.TEXT),
    ), save)
