"""The commands of what is ahead: the plan of the day, the week, an urgency, recurrences, appointments."""

from tui.commands.command import Command, Place
from tui.commands.preparing import PREPARING
from tui.words import N_

PLAN: tuple[Command, ...] = PREPARING
WEEK: tuple[Command, ...] = (
    Command("show('week')", ("",), N_("Week"),
            N_("Shows what each day of the week holds: promised, time for it, and where the work would fall."),
            Place.EVERYWHERE, footer=False, priority=True),
    Command("show('week')", ("f7",), N_("Week"),
            N_("Shows what each day of the week holds: promised, time for it, and where the work would fall."),
            Place.DAY, footer=False),
    Command("pin", ("colon",), N_("Pin"), N_("Puts the chosen task on top of its column; again, takes the pin away."),
            Place.DAY, footer=False),
    Command("why", ("comma",), N_("Why here"), N_("Says why the chosen task stands where it stands."), Place.DAY,
            footer=False),
    Command("open_task", ("enter", "e"), N_("Edit"), N_("Opens the chosen task of the chosen day."), Place.WEEK),
    Command("app.focus_next", ("tab",), N_("Tasks"), N_("Goes to the tasks of the day, and back to the days."),
            Place.WEEK),
    Command("beside", ("v",), N_("Other view"),
            N_("Where there is little room: the hours by client and the usual times, or the tasks of the day."),
            Place.WEEK),
    Command("week(-1)", ("left",), N_("Week before"), N_("Shows the week before, never a week that is over."),
            Place.WEEK, footer=False, priority=True),
    Command("week(1)", ("right",), N_("Week after"), N_("Shows the week after."), Place.WEEK, priority=True),
    Command("today", ("t",), N_("Today"), N_("Goes back to today."), Place.WEEK),
    Command("undo", ("u",), N_("Undo"), N_("Takes back the last thing you did."), Place.WEEK, footer=False),
    Command("back", ("escape",), N_("Back"), N_("Goes back to the day."), Place.WEEK),
)
URGENCY: tuple[Command, ...] = (
    Command("show('urgency')", ("",), N_("Urgency"),
            N_("Weighs what a client asks for: what slips, for whom, and what to answer."), Place.EVERYWHERE,
            footer=False, priority=True),
    Command("show('urgency')", ("f8", "exclamation_mark"), N_("Urgency"),
            N_("A client asks for something at once: shows what slips before you answer."), Place.DAY),
    Command("choose", ("enter",), N_("Answer"), N_("Goes to the answers; there, gives the chosen one."),
            Place.URGENCY),
    Command("keep", ("space",), N_("Must not move"),
            N_("Says that the chosen promise must not move, or that it may: it is weighed anew."), Place.URGENCY),
    Command("back", ("escape",), N_("Back"), N_("Goes one step back; nothing typed is lost."), Place.URGENCY),
)
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
