"""The commands of what is ahead: the plan of the day, the week, an urgency, recurrences, appointments."""

from tui.commands.command import Command
from tui.commands.preparing import PREPARING

PLAN: tuple[Command, ...] = PREPARING
WEEK: tuple[Command, ...] = ()
URGENCY: tuple[Command, ...] = ()
SERIES: tuple[Command, ...] = ()
AGENDA: tuple[Command, ...] = ()

PLANNING: tuple[Command, ...] = (*PLAN, *WEEK, *URGENCY, *SERIES, *AGENDA)
