"""The tour: one calm line above a screen that says the next gesture, and waits until she makes it herself."""

from collections.abc import Mapping
from textwrap import wrap

from textual.screen import Screen

from pupitre.beginning import GESTURES, Gesture
from tui.commands import Place, key_to
from tui.session import Session
from tui.widgets.panels import LinePanel
from tui.words import N_, _, harmless

TOLD: Mapping[Gesture, str] = {
    Gesture.ADD: N_("Add a task: press {key}, write one line, such as “Invoices{label} friday ~30min”, then Enter."),
    Gesture.START: N_("Begin it: press {key} on the task. From now on its time is counted."),
    Gesture.INTERRUPT: N_("The telephone rings: press {key}. The time of the task waits; Enter goes back to it."),
    Gesture.FINISH: N_("End it: press {key} on the task. Nothing is final: {undo} takes back the last thing done."),
    Gesture.REPORT: N_("In the evening: press {key}. Each client has its report there, written from your day."),
    Gesture.END: N_("This is the report: read it, change it, then {key} copies it. The tour is over."),
}
"""What each step asks for."""

_ACTIONS: Mapping[Gesture, tuple[Place, str]] = {
    Gesture.ADD: (Place.DAY, "add"), Gesture.START: (Place.DAY, "start"), Gesture.INTERRUPT: (Place.DAY, "interrupt"),
    Gesture.FINISH: (Place.DAY, "complete"), Gesture.REPORT: (Place.DAY, "show('reports')"),
    Gesture.END: (Place.REPORTS, "copy"),
}

_POINTED: Mapping[Gesture, str] = {
    Gesture.ADD: "#todo", Gesture.START: "#todo", Gesture.INTERRUPT: "#session", Gesture.FINISH: "#doing",
    Gesture.REPORT: "#totals",
}
"""What each step points at on the day."""


class TourLine(LinePanel):
    """The line of the tour."""

    DEFAULT_CSS = """
    TourLine { dock: top; background: $block-cursor-background; color: $block-cursor-foreground; padding: 0 1; }
    """
    _told = ""

    def tell(self, told: str, width: int) -> None:
        """Say this in lines of that width."""
        self._told = told
        self.show([((part, ""),) for part in wrap(told, max(width, 20))])

    def on_resize(self) -> None:
        """Break the lines anew."""
        self.tell(self._told, self.content_size.width)


def show_tour(screen: Screen[None], session: Session, place: Place) -> None:
    """Follow her to the step where she is, and show it on a screen; without a tour, take its line away."""
    desk = session.desk
    session.attempt(lambda: desk.follow_tour(reading=place is Place.REPORTS))
    if desk.tour is not None and desk.tour[0] is Gesture.END and place is not Place.REPORTS:
        session.attempt(desk.leave_tour)
    step = desk.tour[0] if desk.tour is not None else None
    for shown in screen.query(".-pointed"):
        shown.set_class(step is not None and shown.id == _POINTED.get(step, "")[1:], "-pointed")
    if step is None:
        screen.query(TourLine).remove()
        return
    if place is Place.DAY:
        screen.query(_POINTED.get(step, "#todo")).add_class("-pointed")
    lines = list(screen.query(TourLine))
    line = lines[0] if lines else TourLine(id="tour")
    line.tell(_words(session, step, place), screen.size.width - 2)
    if not lines:
        screen.mount(line, before=0)


def _words(session: Session, step: Gesture, place: Place) -> str:
    """Return what the line says here: elsewhere than on the day, how to come back to it."""
    there = place is Place.DAY or step is Gesture.END
    head = _("Tour {n} of {all}").format(n=GESTURES.index(step) + 1, all=len(GESTURES) - 1)
    back = key_to(Place.EVERYWHERE, "show('day')")
    text = _say(session, step) if there else _("The tour goes on on the day: {key}.").format(key=back)
    leave = _("Esc leaves the tour.") if place is Place.DAY else ""
    return " ".join(filter(None, (text if step is Gesture.END else f"{head} · {text}", leave)))


def _say(session: Session, step: Gesture) -> str:
    place, action = _ACTIONS[step]
    clients = session.desk.clients()
    label = f" @{harmless(clients[0].label).lower()}" if clients else ""
    return _(TOLD[step]).format(key=key_to(place, action), undo=key_to(Place.DAY, "undo"), label=label)
