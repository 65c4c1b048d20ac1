"""The way through every screen and dialog within one run: how each is opened from the day, and the way back."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from textual.screen import ModalScreen

from tests.screen.disks import Rescued
from tests.screen.world import World
from tui.screens.day import DayScreen

Open = Callable[[World], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Stop:
    """A screen or a dialog: the keys that open it from the board, and what the screen is called."""

    name: str
    keys: tuple[str, ...]
    screen: str


def _stop(name: str, keys: str, screen: str) -> Stop:
    return Stop(name, tuple(keys.split()), screen)


STOPS: tuple[Stop, ...] = (
    _stop("day", "", "DayScreen"),
    _stop("add", "a", "AddScreen"),
    _stop("edit", "e", "FormScreen"),
    _stop("wait", "w", "FormScreen"),
    _stop("postpone", "d", "FormScreen"),
    _stop("note_time", "t", "FormScreen"),
    _stop("out_of_scope", "h", "FormScreen"),
    _stop("drop", "x", "FormScreen"),
    _stop("rhythm", "y", "ChoiceScreen"),
    _stop("silence", "n", "SilenceScreen"),
    _stop("why", "comma", "WhyScreen"),
    _stop("full_screen", "z", "FocusView"),
    _stop("steps", "semicolon", "StepsScreen"),
    _stop("answers", "f5", "RepliesScreen"),
    _stop("interruption", "i", "InterruptionScreen"),
    _stop("help", "f1", "HelpScreen"),
    _stop("settings", "f9", "FormScreen"),
    _stop("palette", "ctrl+p", "Palette"),
    _stop("plan", "f6", "PlanScreen"),
    _stop("week", "f7", "WeekScreen"),
    _stop("urgency", "f8", "UrgencyScreen"),
    _stop("agenda", "f12", "AgendaScreen"),
    _stop("book", "f12 a", "BookScreen"),
    _stop("series", "asterisk", "SeriesScreen"),
    _stop("series_form", "asterisk a", "SeriesForm"),
    _stop("ready_made", "asterisk k", "ChoiceScreen"),
    _stop("reports", "f3", "ReportsScreen"),
    _stop("plain", "f3 v", "PlainView"),
    _stop("span", "f3 s", "ChoiceScreen"),
    _stop("history", "f3 h", "HistoryScreen"),
    _stop("put_in", "f3 f7", "ChoiceScreen"),
    _stop("wordings", "f3 m", "WordingsScreen"),
    _stop("clients", "f4", "ClientsScreen"),
    _stop("client", "f4 e", "FormScreen"),
    _stop("statement", "f4 r", "StatementScreen"),
    _stop("save_as", "f4 r s", "ChoiceScreen"),
    _stop("requests", "f4 h", "RequestsScreen"),
    _stop("times", "j", "TimesScreen"),
    _stop("times_note", "j a", "FormScreen"),
    _stop("search", "ctrl+f", "SearchScreen"),
    _stop("data", "b", "DataScreen"),
    _stop("incoming", "b i", "IncomingScreen"),
    _stop("review", "k", "ReviewScreen"),
    _stop("evening", "q", "EveningScreen"),
)


async def go(world: World, stop: Stop) -> None:
    """Open it from the board."""
    await world.press(*stop.keys)
    for _ in range(200):
        screen = world.app.screen
        lane = getattr(screen, "_lane", None)  # what reads the disk behind its back
        if type(screen).__name__ == stop.screen and not (lane is not None and lane.busy):
            await world.pilot.pause()
            return
        await world.pilot.pause(0.01)
    raise AssertionError(f"{stop.name}: {world.app.screen!r} is shown")


async def home(world: World) -> None:
    """Go back to the board."""
    for _ in range(12):
        screen = world.app.screen
        if type(screen) is DayScreen:
            return
        if isinstance(screen, ModalScreen) or len(world.app.screen_stack) > 1:
            await world.press("escape")
        else:
            await world.press("f2")
    raise AssertionError(f"no way back from {world.app.screen!r}")


async def resize(world: World | Rescued, size: tuple[int, int]) -> None:
    """Make the terminal this large, and wait until it is drawn."""
    await world.pilot.resize_terminal(*size)
    await world.pilot.pause(1 / 60)
