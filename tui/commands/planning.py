"""The commands of what is ahead: the plan of the day, the week, an urgency, recurrences, appointments."""

from tui.commands.command import Command, Place
from tui.words import N_

PLAN: tuple[Command, ...] = ()
WEEK: tuple[Command, ...] = ()
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
SERIES: tuple[Command, ...] = ()
AGENDA: tuple[Command, ...] = ()

PLANNING: tuple[Command, ...] = (*PLAN, *WEEK, *URGENCY, *SERIES, *AGENDA)
