"""`pupitre today`: the day as plain lines, beside a Pupitre that is open as well."""

from argparse import Namespace
from typing import Protocol, cast

from pupitre.clock import system_clock
from pupitre.desk import Desk
from pupitre.ids import new_id
from pupitre.outlook import Outlook
from pupitre.ports import Archive, Reading
from tui import arguments
from tui.reading import day_lines


class Store(Protocol):
    """What the day needs of the desk of a folder."""

    def look(self) -> Reading: ...  # noqa: D102


def run(args: Namespace, store: Store) -> None:
    """Print the day, one sentence a line. Raises `Invalid` for an instant that is none."""
    # Nothing is changed here: the desk asks what it is made of for what a reader has, and no more.
    desk = Desk(cast("Archive", store.look()), system_clock, new_id)
    desk.clock = arguments.clock_at(args.at, desk.settings.zone)
    for _month in desk.gathering_news():
        pass  # who heard of her work decides which reports are due
    for line in day_lines(desk, Outlook(desk)):
        print(line.text)
