"""The modes of the application beside the day: each is loaded when it is first shown."""

from collections.abc import Callable

from tui.screens.base import DeskScreen
from tui.session import Session


def _reports(session: Session) -> DeskScreen:
    from tui.screens.reports import ReportsScreen  # noqa: PLC0415 - not needed for the first screen

    return ReportsScreen(session)


def _clients(session: Session) -> DeskScreen:
    from tui.screens.clients import ClientsScreen  # noqa: PLC0415 - not needed for the first screen

    return ClientsScreen(session)


def _search(session: Session) -> DeskScreen:
    from tui.screens.search import SearchScreen  # noqa: PLC0415 - not needed for the first screen

    return SearchScreen(session)


def _data(session: Session) -> DeskScreen:
    from tui.screens.data import DataScreen  # noqa: PLC0415 - not needed for the first screen

    return DataScreen(session)


def _incoming(session: Session) -> DeskScreen:
    from tui.screens.incoming import IncomingScreen  # noqa: PLC0415 - not needed for the first screen

    return IncomingScreen(session)


def _times(session: Session) -> DeskScreen:
    from tui.screens.times import TimesScreen  # noqa: PLC0415 - not needed for the first screen

    return TimesScreen(session)


def _review(session: Session) -> DeskScreen:
    from tui.screens.review import ReviewScreen  # noqa: PLC0415 - not needed for the first screen

    return ReviewScreen(session)


def _evening(session: Session) -> DeskScreen:
    from tui.screens.evening import EveningScreen  # noqa: PLC0415 - not needed for the first screen

    return EveningScreen(session)


def _plan(session: Session) -> DeskScreen:
    from tui.screens.plan import PlanScreen  # noqa: PLC0415 - not needed for the first screen

    return PlanScreen(session)


def _series(session: Session) -> DeskScreen:
    from tui.screens.series import SeriesScreen  # noqa: PLC0415 - not needed for the first screen

    return SeriesScreen(session)


def _week(session: Session) -> DeskScreen:
    from tui.screens.week import WeekScreen  # noqa: PLC0415 - not needed for the first screen

    return WeekScreen(session)


def _urgency(session: Session) -> DeskScreen:
    from tui.screens.urgency import UrgencyScreen  # noqa: PLC0415 - not needed for the first screen

    return UrgencyScreen(session)


def _agenda(session: Session) -> DeskScreen:
    from tui.screens.agenda import AgendaScreen  # noqa: PLC0415 - not needed for the first screen

    return AgendaScreen(session)


def _keys(session: Session) -> DeskScreen:
    from tui.screens.keys import KeysScreen  # noqa: PLC0415 - not needed for the first screen

    return KeysScreen(session)


def _reading(session: Session) -> DeskScreen:
    from tui.screens.reading import ReadingScreen  # noqa: PLC0415 - not needed for the first screen

    return ReadingScreen(session)


def _welcome(session: Session) -> DeskScreen:
    from tui.screens.welcome import WelcomeScreen  # noqa: PLC0415 - not needed for the first screen

    return WelcomeScreen(session)


MODES: dict[str, Callable[[Session], DeskScreen]] = {
    "reports": _reports, "clients": _clients, "search": _search, "data": _data, "times": _times, "review": _review,
    "evening": _evening, "plan": _plan, "series": _series, "week": _week, "urgency": _urgency, "agenda": _agenda,
    "incoming": _incoming, "keys": _keys, "reading": _reading, "welcome": _welcome,
}
"""What each mode shows."""
