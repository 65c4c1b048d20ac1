"""What is said below a draft: what it still lacks, and how it left."""

from datetime import tzinfo

from pupitre.report import Facts, Report, Sent
from tui import words
from tui.letters import Letter
from tui.widgets.lines import Line
from tui.words import _, shown


def missing(facts: Facts, report: Report, letter: Letter, zone: tzinfo) -> list[Line]:
    """Return what a draft still lacks, and how it left."""
    lines: list[Line] = []
    if letter.fallen_back:
        lines.append(((f"• {_('Your own text cannot be filled, ours is used (m):')}", "late"),))
        lines.append(((f"  {letter.fallen_back}", "late"),))
    if facts.unread:
        told = _("hours left unknown: {month} cannot be read").format(month=words.month_named(facts.unread))
        lines.append(((f"• {told}", "late"),))
    for task in facts.unexplained:
        told = _("reason or new date missing: {title}").format(title=shown(task.title))
        lines.append(((f"• {told}", "late"),))
    for task in facts.without_time:
        told = _("no time noted: {title}").format(title=shown(task.title))
        lines.append(((f"• {told}", "strong"),))
    if report.body is not None and report.drafted != letter.body:
        lines.append(((_("• The facts changed since your edit: Ctrl+R writes the draft anew."), "strong"),))
    for moment, how in report.history[-1:]:
        hour = words.hour_of(moment, zone)
        told = {
            Sent.COPIED: _("copied at {hour}"),
            Sent.TERMINAL: _("sent to the terminal at {hour}, to be checked"),
            Sent.FILE: _("saved as a file at {hour}"),
            Sent.MAIL: _("opened in the mail program at {hour}"), Sent.SENT: _("sent at {hour}"),
        }[how]
        lines.append(((told.format(hour=hour), "faint"),))
    return lines
