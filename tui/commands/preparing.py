"""The commands of the plan of the day, and of what a task is made of."""

from tui.commands.command import Command, Place
from tui.words import N_


def _plan(action: str, keys: str, name: str, help_: str, *, footer: bool = True) -> Command:
    return Command(action, tuple(keys.split(",")), name, help_, Place.PLAN, footer)


def _steps(action: str, keys: str, name: str, help_: str, *, footer: bool = True) -> Command:
    return Command(action, tuple(keys.split(",")), name, help_, Place.STEPS, footer)


PREPARING: tuple[Command, ...] = (
    Command("show('plan')", ("",), N_("Plan of the day"),
            N_("Shows what there is to do and what fits into the day, in your order."), Place.EVERYWHERE,
            footer=False, priority=True),
    Command("show('plan')", ("f6",), N_("Plan of the day"),
            N_("Shows what there is to do and what fits into the day, in your order."), Place.DAY, footer=False),
    Command("steps", ("semicolon",), N_("Steps"),
            N_("Opens the checklist and the sub-tasks of the chosen task."), Place.DAY, footer=False),
    _plan("choose", "enter", N_("Place or start"),
          N_("Puts the chosen task into the day; on a task of the day, starts its timer.")),
    _plan("into_day", "right", N_("Into the day"), N_("Puts the chosen task into the day."), footer=False),
    _plan("out_of_day", "left,x", N_("Take out"),
          N_("Takes the chosen task out of the day; one that is due then is postponed instead.")),
    _plan("other_list", "tab", N_("Other list"), N_("Goes from what is to place to the day, and back.")),
    _plan("move(-1)", "k,shift+up", N_("Earlier"), N_("Moves the chosen task up in the day.")),
    _plan("move(1)", "j,shift+down", N_("Later"), N_("Moves the chosen task down in the day.")),
    _plan("fill", "r", N_("Fill"), N_("Proposes what else fits: the nearest deadlines, until the day is full.")),
    _plan("regroup", "g", N_("Group"),
          N_("Proposes an order with fewer changes of client that breaks no deadline.")),
    _plan("finished", "p", N_("My plan is made"), N_("Says what is planned against the time there is.")),
    _plan("estimate", "t", N_("Estimate"), N_("Says how long the chosen task takes.")),
    _plan("complete", "space", N_("Done"), N_("Marks the chosen task as done.")),
    _plan("edit", "e", N_("Edit"),
          N_("Opens the whole task: title, dates, estimate, notes, what the client reads.")),
    _plan("steps", "semicolon", N_("Steps"), N_("Opens the checklist and the sub-tasks of the chosen task."),
          footer=False),
    _plan("other_day", "d", N_("Other day"), N_("Plans another day, such as tomorrow or Thursday.")),
    _plan("undo", "u", N_("Undo"), N_("Takes back the last thing you did."), footer=False),
    _plan("back", "escape", N_("Back"), N_("Goes back to the day.")),
    _steps("tick", "space", N_("Done"), N_("Ticks the line or finishes the sub-task; again takes it back.")),
    _steps("add_item", "a,insert", N_("Line"), N_("Adds a line to the checklist.")),
    _steps("add_part", "n", N_("Sub-task"),
           N_("Adds a sub-task in one line: date and estimate anywhere in it; the client is that of the task.")),
    _steps("change", "enter,e", N_("Edit"), N_("Changes the text of the line, or opens the sub-task.")),
    _steps("remove", "delete,x", N_("Delete"), N_("Takes the line or the sub-task away; undo brings it back.")),
    _steps("move(-1)", "k,shift+up", N_("Up"), N_("Moves the line of the checklist up.")),
    _steps("move(1)", "j,shift+down", N_("Down"), N_("Moves the line of the checklist down.")),
    _steps("copy_from", "c", N_("Copy"), N_("Adds the checklist of another task, nothing ticked.")),
    _steps("undo", "u", N_("Undo"), N_("Takes back the last thing you did."), footer=False),
    _steps("back", "escape", N_("Back"), N_("From the line that is typed to the list; from there to the task.")),
)
