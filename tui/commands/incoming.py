"""The commands of what comes from elsewhere."""

from tui.commands.command import Command, Place
from tui.words import N_

INCOMING: tuple[Command, ...] = (
    Command("show('incoming')", ("",), N_("Bring in tasks"),
            N_("Brings in tasks from elsewhere: a Trello board, an Asana project, any table."), Place.EVERYWHERE,
            footer=False),
    Command("change", ("enter",), N_("Open"),
            N_("Reads the chosen file; then changes how the chosen list, label or column is read."), Place.INCOMING),
    Command("accept", ("i",), N_("Bring in"), N_("Brings in all that the preview shows; undo takes it back."),
            Place.INCOMING),
    Command("archived", ("a",), N_("Archived"), N_("Takes what was archived there as well; again, leaves it."),
            Place.INCOMING),
    Command("finished", ("f",), N_("Finished"),
            N_("Takes what is finished without a date, on the day of its last change; again, leaves it."),
            Place.INCOMING),
    Command("other_file", ("o",), N_("File"), N_("Asks where a file is."), Place.INCOMING),
    Command("app.focus_next", ("tab",), N_("Preview"), N_("Goes to the preview, to read all of it, and back."),
            Place.INCOMING, footer=False),
    Command("back", ("escape",), N_("Back"), N_("Goes back to the files, then to the data."), Place.INCOMING),
)
