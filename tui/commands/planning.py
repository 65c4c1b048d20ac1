"""The commands of what is ahead: the plan of the day, the week, an urgency, recurrences, appointments."""

from tui.commands.command import Command, Place
from tui.words import N_

PLAN: tuple[Command, ...] = ()
WEEK: tuple[Command, ...] = ()
URGENCY: tuple[Command, ...] = ()
SERIES: tuple[Command, ...] = ()
AGENDA: tuple[Command, ...] = (
    Command("show('agenda')", (), N_("Agenda"),
            N_("Shows appointments, phone duty and absences of the coming days, and the hours left."),
            Place.EVERYWHERE, footer=False, priority=True),
    Command("show('agenda')", ("f12",), N_("Agenda"),
            N_("Shows appointments, phone duty and absences of the coming days, and the hours left."),
            Place.DAY, footer=False),
    Command("book", ("a", "insert"), N_("Add"),
            N_("Adds an appointment, a phone duty or an absence in one line, such as “Meeting tuesday 14h-15h30”."),
            Place.AGENDA),
    Command("edit", ("enter", "e"), N_("Open"), N_("Opens the chosen appointment."), Place.AGENDA),
    Command("skip", ("s",), N_("Not this time"),
            N_("Leaves the chosen day out of an appointment that comes again."), Place.AGENDA),
    Command("delete", ("delete", "x"), N_("Delete"),
            N_("Takes the chosen appointment away, with all its days; undo brings it back."), Place.AGENDA),
    Command("bring", ("i",), N_("Bring in"),
            N_("Brings in a calendar file (.ics) of others, once or each time it changes; it is read only."),
            Place.AGENDA),
    Command("calendars", ("k",), N_("Calendars"),
            N_("Shows the calendars of others: whether they take time off the day, whether they are followed."),
            Place.AGENDA),
    Command("export", ("o",), N_("Deadlines out"),
            N_("Writes the deadlines as a calendar file for Outlook, Google Agenda or Thunderbird."), Place.AGENDA),
    Command("undo", ("u",), N_("Undo"), N_("Takes back the last thing you did."), Place.AGENDA, footer=False),
    Command("week(-1)", ("left",), N_("Week before"), N_("Shows the week before."), Place.AGENDA, footer=False),
    Command("week(1)", ("right",), N_("Week after"), N_("Shows the week after."), Place.AGENDA, footer=False),
    Command("today", ("t",), N_("Today"), N_("Goes back to today."), Place.AGENDA),
    Command("back", ("escape",), N_("Back"), N_("Goes back to the day."), Place.AGENDA),
)

PLANNING: tuple[Command, ...] = (*PLAN, *WEEK, *URGENCY, *SERIES, *AGENDA)
