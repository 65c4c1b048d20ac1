"""The commands of what is ahead: the plan of the day, the week, an urgency, recurrences, appointments."""

from tui.commands.command import Command, Place
from tui.commands.preparing import PREPARING
from tui.words import N_

PLAN: tuple[Command, ...] = PREPARING
WEEK: tuple[Command, ...] = ()
URGENCY: tuple[Command, ...] = ()
SERIES: tuple[Command, ...] = (
    Command("show('series')", ("",), N_("Recurrences"), N_("Shows what comes again, each week or each month."),
            Place.EVERYWHERE, footer=False, priority=True),
    Command("show('series')", ("asterisk",), N_("Recurrences"),
            N_("Shows what comes again, each week or each month."), Place.DAY, footer=False),
    Command("add_series", ("a", "insert"), N_("Add"), N_("Adds something that comes again."), Place.SERIES),
    Command("edit_series", ("enter", "e"), N_("Edit"),
            N_("Changes what is to come; when asked, what is open as well."), Place.SERIES),
    Command("pause_series", ("p",), N_("Pause"), N_("Makes nothing for a while; again, goes on from today."),
            Place.SERIES),
    Command("skip_day", ("s",), N_("Skip"), N_("Leaves one day out."), Place.SERIES),
    Command("end_series", ("f",), N_("End"), N_("Says its last day, or that it has none."), Place.SERIES),
    Command("ready_made", ("k",), N_("Ready-made"),
            N_("Reminders to be checked: invoices, URSSAF, VAT. They are no rules."), Place.SERIES),
    Command("delete_series", ("delete", "x"), N_("Delete"),
            N_("Takes the recurrence away; its tasks stay, undo brings it back."), Place.SERIES),
    Command("undo", ("u",), N_("Undo"), N_("Takes back the last thing you did."), Place.SERIES, footer=False),
    Command("back", ("escape",), N_("Back"), N_("Goes back to the day."), Place.SERIES),
)
AGENDA: tuple[Command, ...] = ()

PLANNING: tuple[Command, ...] = (*PLAN, *WEEK, *URGENCY, *SERIES, *AGENDA)
