"""The commands of the first days: the welcome, and the tour."""

from pathlib import Path

from tui.commands.command import Command, Place
from tui.words import N_

DEMONSTRATION = Path("--demo")
"""What the application ends with when the demonstration is to be shown; no backup is called so."""

FIRST: tuple[Command, ...] = (
    Command("show('welcome')", ("",), N_("Welcome page"),
            N_("Shows the page of the first day: what Pupitre does, and three questions."), Place.EVERYWHERE,
            footer=False, priority=True),
    Command("begin_tour", ("",), N_("Tour"),
            N_("Shows five gestures on your own board, one after the other; it can be left at any step."),
            Place.EVERYWHERE, footer=False, priority=True),
    Command("leave_tour", ("",), N_("Leave the tour"), N_("Ends the tour; it can be begun anew."),
            Place.EVERYWHERE, footer=False, priority=True),
    Command("open_door", ("enter",), N_("Next"),
            N_("Keeps the answer and goes to the next question; without one, passes it."), Place.WELCOME),
    Command("next", ("down",), N_("Down"), N_("Goes to the question below, or to what can be done next."),
            Place.WELCOME, footer=False),
    Command("previous", ("up",), N_("Up"), N_("Goes to the question above."), Place.WELCOME, footer=False),
    Command("tour_begins", ("f5",), N_("Tour"), N_("Begins the day with a tour of five gestures."), Place.WELCOME),
    Command("see_demonstration", ("f6",), N_("Demonstration"),
            N_("Shows an invented day in a folder of its own; leaving it comes back here."), Place.WELCOME),
    Command("protect", ("f7",), N_("Protect"), N_("Protects your files by a passphrase."), Place.WELCOME),
    Command("begin", ("escape",), N_("To the day"),
            N_("Goes to the day; what was answered is kept, the rest is asked no more."), Place.WELCOME),
    Command("leave_tour", ("escape",), N_("Leave the tour"), N_("Ends the tour; it can be begun anew."), Place.TOUR,
            footer=False),
)
