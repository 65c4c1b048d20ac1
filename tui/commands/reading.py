"""The commands of the reading view."""

from tui.commands.command import Command, Place
from tui.words import N_

OF_THE_BOARD = frozenset({"start", "show_done", "only_client"})
"""Commands of the day that are about its columns, or that have another key here."""

READING: tuple[Command, ...] = (
    Command("show('reading')", ("ctrl+r",), N_("Reading view"),
            N_("Shows the day as plain lines, for a screen reader: one thing a line, without any drawing."),
            Place.EVERYWHERE, footer=False, priority=True),
    Command("announcements", ("",), N_("Announcements"),
            N_("Shows again what was announced since Pupitre was opened."), Place.EVERYWHERE, footer=False),
    Command("open_line", ("enter",), N_("Open"), N_("Opens what the line speaks of."), Place.READING),
    Command("start", ("f",), N_("Start timer"),
            N_("Starts the timer on the task of the line; on the running one, pauses it."), Place.READING),
    Command("back", ("escape",), N_("Back"), N_("Goes back to the board, or to where you were."), Place.READING),
)
