"""The scenes of what is ahead, for the pictures: the plan, the week, an urgency, appointments, recurrences."""

from pathlib import Path
from shutil import copy

from textual.widgets import Input

from pupitre.booking import book
from tests.screen.disks import settled
from tests.screen.world import World
from tui.screens.urgency import UrgencyScreen
from tui.widgets.rows import Rows

BOARD = Path(__file__).parents[1] / "data" / "foreign" / "trello-boulangerie.json"

_URGENT = {
    "fr": "Préparer le dossier de l’audience @bru 17h ~5h30", "en": "Prepare the file of the hearing @bru 17h ~5h30",
}
_BOOKED = {
    "fr": (
        "Point sur les devis @tuy mardi 14h-15h30", "Permanence @ver tous les jeudis 9h-12h",
        "Dentiste vendredi 11h-12h",
    ),
    "en": (
        "Review of the quotes @tuy tuesday 14h-15h30", "Phone duty @ver every thursday 9h-12h",
        "Dentist friday 11h-12h",
    ),
}
_AGAIN = {
    "fr": ("Point de la semaine @tuy chaque lundi 14h ~30min", "Relevé des appels @ver chaque jour ouvré 18h ~15min",
           "Factures du mois chaque dernier jour ouvré du mois ~1h30"),
    "en": ("Weekly call @tuy every monday 14h ~30min", "List of calls @ver every working day 18h ~15min",
           "Invoices of the month every last working day of the month ~1h30"),
}


async def plan(world: World) -> None:
    await world.press("f6", "r")


async def week(world: World) -> None:
    await appointments(world)
    await world.press("f2", "f7")


async def urgency(world: World) -> None:
    await world.press("f8")
    world.find("#line", Input).focus()
    await world.fill("line", _URGENT[world.app.session.language])
    screen = world.app.screen
    assert isinstance(screen, UrgencyScreen)
    while screen.behind:
        await world.pilot.pause(0.01)


async def appointments(world: World) -> None:
    """Add some."""
    desk = world.desk
    for line in _BOOKED[world.app.session.language]:
        desk.add_appointment(book(line, desk.clients(), desk.moment).readings[0])


async def agenda(world: World) -> None:
    await appointments(world)
    await world.press("f12")


async def series(world: World) -> None:
    for line in _AGAIN[world.app.session.language]:
        world.desk.add_recurrence(world.desk.understand(line))
    await world.press("asterisk")


async def incoming(world: World) -> None:
    downloads = Path.home() / "Downloads"
    downloads.mkdir(exist_ok=True)
    copy(BOARD, downloads)
    await settled(world)
    world.app.switch_mode("incoming")
    await settled(world)
    points = world.app.screen.query_one("#points", Rows)
    points.choose(next(e.key for e in points.items if e.key.endswith(BOARD.name)))
    await world.press("enter")
    await settled(world)
