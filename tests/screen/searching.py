"""A desk with closed months, searched as a person does."""

from datetime import date, datetime, timedelta

from textual.widgets import Input, Static

from pupitre.clock import local_day
from pupitre.entry import Entry
from pupitre.interruption import Interruption
from pupitre.ports import Value
from pupitre.report import Report
from pupitre.shelf import month_of
from pupitre.task import Status, Task
from tests.bench.years import ZONE
from tests.memory import PARIS
from tests.screen.world import World
from tui.screens.search import SearchScreen
from tui.screens.search_run import Row
from tui.widgets.rows import Rows

MARCH = datetime(2024, 3, 12, 10, tzinfo=PARIS)
TASK = Task(id="old", title="L’Œuvre d’été : devis imprimé", client="tuy", created=MARCH, status=Status.DONE,
            done_at=MARCH + timedelta(hours=2), note="La pièce n° 14\nattend sa facture")
ENTRY = Entry(id="work", task="old", client="tuy", start=MARCH, end=MARCH + timedelta(minutes=20))
BROKE = Interruption(id="call", at=MARCH, source="bru", minutes=3, summary="Appel au sujet du zeppelin")
REPORT = Report(id="tuy:2024-03-12", client="tuy", day=MARCH.date(), body="Bonjour,\nle zeppelin est parti.")


def shelve(world: World, *values: Value) -> None:
    """Put values in the files of their months."""
    for value in values:
        month = month_of(day_of(value))
        world.archive.closed_months.setdefault(month, {})[type(value), value.id] = value
    world.desk.past.forget()


def day_of(value: Value) -> date:
    match value:
        case Task():
            return local_day(value.done_at or value.dropped_at or value.created, ZONE)
        case Entry():
            return local_day(value.start, ZONE)
        case Interruption():
            return local_day(value.at, ZONE)
        case Report():
            return value.day
    raise TypeError(value)


def screen(world: World) -> SearchScreen:
    found = world.app.screen
    assert isinstance(found, SearchScreen)
    return found


def found(world: World) -> list[str]:
    """Return the ids of what is listed, in its order."""
    return [row.hit.id for row in rows(world).items]


def rows(world: World) -> Rows[Row]:
    return world.app.screen.query_one("#found", Rows)


async def settled(world: World) -> None:
    """Wait until the search is over."""
    for _ in range(3_000):
        if not screen(world).searching:
            break
        await world.pilot.pause(0.01)
    assert not screen(world).searching


async def search(world: World, line: str) -> None:
    """Type a line in place of what is there, and wait until all is found."""
    if not isinstance(world.app.screen, SearchScreen):
        await world.press("ctrl+f")
    world.find("#words", Input).value = line
    await world.pilot.pause()
    await settled(world)


def whole(world: World) -> str:
    return str(world.find("#whole Static", Static).content)
