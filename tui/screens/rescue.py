"""When the desk cannot be opened: what is damaged, what there is to go back to, and what each would change."""

from collections.abc import Iterable
from datetime import tzinfo
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from pupitre.clock import Clock
from pupitre.errors import BadBackup, Damaged, PupitreError, TooNew
from pupitre.value import Struct
from tui import backup_words, refusals
from tui.backup_words import Copy
from tui.commands import Place, commands_of
from tui.keeping import Rescuer
from tui.screens import points
from tui.screens.base import bindings_of
from tui.screens.behind import Lane
from tui.screens.choice import Choice, ChoiceScreen
from tui.screens.pointed import PointedPanes, panes
from tui.screens.points import Kind, Point
from tui.widgets.keyline import KeyLine
from tui.widgets.rows import Rows
from tui.words import _, harmless

GONE = "No such file or directory"
"""What the disk says of a file that is not there."""


class Rescue(Struct, frozen=True):
    """A desk that cannot be opened, and why; `zone` is where dates are told."""

    error: Damaged | TooNew
    store: Rescuer
    clock: Clock
    zone: tzinfo


class RescueScreen(Screen[None]):
    """Asks what to do and does it; the application ends with what was done in words, or with None."""

    CSS_PATH = "points.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - Textual's own shape
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.RESCUE)]
    AUTO_FOCUS = "#points"

    def __init__(self, rescue: Rescue) -> None:
        super().__init__(classes="pointed")
        self._rescue = rescue
        self._lane: Lane
        self._seen: dict[str, tuple[str, ...]] = {}
        self.working = False

    def compose(self) -> ComposeResult:
        """Lay out what happened, the choices and the preview."""
        title, detail = told(self._rescue.error)
        with Vertical(id="told"):
            yield Static(title, classes="title", markup=False)
            yield Static(detail, classes="detail", markup=False)
        yield PointedPanes(id="middle")
        yield KeyLine()

    def on_mount(self) -> None:
        """Look for what can be put back."""
        self._lane = Lane(self.app)
        self.query_one(KeyLine).show([c for c in commands_of(Place.RESCUE) if c.footer])
        self._lane.ask("read", partial(listed, self._rescue), self._offer, self._refused)

    def _offer(self, found: list[Point]) -> None:
        panes(self).offer(_("What to do"), found)
        self._look()

    @on(Rows.Moved)
    def _look(self) -> None:
        """Show what is known of the chosen point; what is not is found out meanwhile."""
        point = panes(self).chosen
        if point is None or self.working:
            return
        if point.kind in {Kind.LAST, Kind.BACKUP} and point.key not in self._seen:
            panes(self).tell([point.title, "", _("Comparing with what is there now…")])
            self._lane.ask("look", partial(_preview, self._rescue.store, point), partial(self._saw, point),
                           partial(self._saw_not, point))
        else:
            panes(self).tell(self._seen.get(point.key) or _plain(point))

    def _saw(self, point: Point, lines: tuple[str, ...]) -> None:
        self._seen[point.key] = lines
        self._look()

    def _saw_not(self, point: Point, error: PupitreError) -> None:
        self._saw(point, (point.title, "", refusals.say(error)))

    # -- doing it --------------------------------------------------------------------------------

    def action_choose(self) -> None:
        """Ask once more, then do it."""
        point = panes(self).chosen
        if point is None or self.working or point.kind is Kind.BAD:
            return
        if point.kind is Kind.LEAVE:
            self.action_leave()
            return
        question, detail = asked(point, self._rescue.zone)
        answers = [Choice("", _("Leave everything as it is")), Choice("yes", act(point))]

        def answered(key: str | None) -> None:
            if key:
                self._do(point)

        self.app.push_screen(ChoiceScreen(question, detail, answers), answered)

    def _do(self, point: Point) -> None:
        self.working = True
        self.query_one(KeyLine).told = _("Restoring…")
        self._lane.ask("do", partial(done, self._rescue, point), self.app.exit, self._refused)

    def _refused(self, error: PupitreError) -> None:
        self.working = False
        self.query_one(KeyLine).told = ""
        if panes(self).chosen is None:
            panes(self).offer(_("What to do"), _without(self._rescue.error))
        panes(self).tell([refusals.say(error)])

    def action_leave(self) -> None:
        """Leave everything as it is."""
        if not self.working:
            self.app.exit()

    @on(Rows.Opened)
    def _clicked(self) -> None:
        self.action_choose()

    async def action_run_command(self, action: str) -> None:
        """Run a command that was clicked."""
        await self.run_action(action if "." in action else f"screen.{action}")


# -- what is there, and what is done: in a thread ----------------------------------------------------


def listed(rescue: Rescue) -> list[Point]:
    """Return the choices, the newest state first. Raises `StorageFailed`."""
    store, zone = rescue.store, rescue.zone
    bad: list[BadBackup] = list(store.unusable())
    copies: list[Copy] = []
    try:
        last = store.last_good() if isinstance(rescue.error, Damaged) else None
    except BadBackup as error:
        bad.append(error)
    else:
        copies = [last] if last else []
    found = [points.of_copy(c, zone) for c in copies]
    found += [points.of_backup(b, zone) for b in points.usable(store.backups(), bad)]
    found.sort(key=lambda p: p.copy.made if p.copy else rescue.clock(), reverse=True)
    return _without(rescue.error, found, [points.of_bad(error) for error in bad])


def _without(error: Damaged | TooNew, found: Iterable[Point] = (), bad: Iterable[Point] = ()) -> list[Point]:
    leave = Point(Kind.LEAVE, "leave", _("Change nothing and leave"), _("everything stays as it is"))
    if isinstance(error, TooNew):
        return [leave, *found, *bad]
    kept = _("backups and closed months stay where they are")
    empty = Point(Kind.EMPTY, "empty", _("Begin with an empty desk"), kept)
    return [*found, empty, leave, *bad]


def _preview(store: Rescuer, point: Point) -> tuple[str, ...]:
    if point.copy is None or point.kind is Kind.LAST:
        return tuple(points.of_changes(point, store.compare_last_good()))
    found = store.compare(point.copy.path)
    return (*points.of_changes(point, found), *points.of_flaws(found.backup))


def done(rescue: Rescue, point: Point) -> str:
    """Do what was chosen, and return what was done, in words. Raises what the disk refuses."""
    now = rescue.clock().astimezone(rescue.zone)
    if point.kind is Kind.BACKUP and point.copy is not None:
        return "\n".join(backup_words.restored(rescue.store.restore(point.copy.path, now), rescue.zone))
    aside = rescue.store.put_back(point.copy.path if point.copy else None, now)
    lines = [_("The desk is empty.")]
    if point.copy is not None:
        lines = [_("The desk is back as it was on {when}: {counts}.").format(
            when=backup_words.when(point.copy.made, rescue.zone), counts=backup_words.counts(point.copy))]
    if aside is not None:
        lines.append(_("What could not be read is kept in {path}.").format(path=points.place(aside)))
    return "\n".join(lines)


# -- words -------------------------------------------------------------------------------------------


def told(error: Damaged | TooNew) -> tuple[str, str]:
    """Return what happened: a title and its detail."""
    where = points.place(error.place)
    if isinstance(error, TooNew):
        return _("A later version of Pupitre wrote your data."), _(
            "{place}: nothing was touched. Leave, and install the new version. An older backup can be put back too: "
            "what is there now is kept in a backup first."
        ).format(place=where)
    if error.why == GONE:
        return _("Your open file is gone."), _(
            "{place}: this file is not there any more, but what was kept beside it is. Nothing was touched. "
            "Choose what comes in its place."
        ).format(place=where)
    return _("Your data cannot be read."), _(
        "{place}: {why}. Nothing was touched. Choose what comes in its place; the damaged file stays beside, under "
        "a name with the date."
    ).format(place=where, why=refusals.in_words(harmless(error.why)))


def _plain(point: Point) -> Iterable[str]:
    if point.kind is Kind.BAD:
        return points.of_error(point)
    if point.kind is Kind.EMPTY:
        return [point.title, "", _("The desk begins with no client, no task and no time."),
                _("A damaged file stays beside; backups and closed months stay where they are.")]
    return [point.title, "", _("Nothing is changed. Pupitre shows this screen again the next time.")]


def act(point: Point) -> str:
    """Return the words of what is done once it was asked."""
    if point.copy is None:
        return _("Begin with an empty desk")
    return _("Take that desk") if point.kind is Kind.LAST else _("Restore this backup")


def asked(point: Point, zone: tzinfo) -> tuple[str, str]:
    """Return the question before a point is put back, and its detail."""
    beside = _("What is damaged stays beside, under a name with the date.")
    if point.copy is None:
        return _("Begin with an empty desk?"), beside
    when = backup_words.when(point.copy.made, zone)
    if point.kind is Kind.LAST:
        return _("Take the desk as it was on {when}?").format(when=when), beside
    kept = _("What is there now is kept in a backup first.")
    return _("Restore the backup of {when}?").format(when=when), f"{kept} {beside}"


