"""The data: where they are, what is damaged, the backups; and the work on them, behind hers."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from pupitre.errors import PupitreError
from pupitre.shelf import Month
from tui import backup_words, refusals, words
from tui.backup_words import Backup, Difference
from tui.commands import Place
from tui.keeping import Keeper, MonthHeld
from tui.screens import data_forms, data_points, points, tables_work
from tui.screens.base import DeskScreen, RestoreWanted, bindings_of
from tui.screens.behind import Lane
from tui.screens.choice import Choice, ChoiceScreen
from tui.screens.data_forms import Values
from tui.screens.data_points import Known
from tui.screens.data_work import DataWork
from tui.screens.form import Form, FormScreen
from tui.screens.pointed import PointedPanes, panes
from tui.screens.points import Kind, Point
from tui.session import Session
from tui.widgets.keyline import KeyLine
from tui.widgets.rows import Rows
from tui.words import _


class DataScreen(DeskScreen):
    """The folder, what is lost, and the backups; it reads the disk in a thread, and keeps what it found."""

    PLACE = Place.DATA
    CSS_PATH = "points.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.DATA)]
    AUTO_FOCUS = "#points"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.add_class("pointed")
        self._lane: Lane
        self._known: Known | None = None
        self._masked = False
        self._others: tuple[Backup, ...] = ()
        self._found_wrong: dict[Month, str | None] = {}
        self._verdict: tuple[str, ...] = ()
        self._seen: dict[str, tuple[str, ...]] = {}
        self._work = DataWork(session, session.keeper, self._is_back) if session.keeper else None

    def compose(self) -> ComposeResult:
        """Lay out the list and the preview."""
        yield PointedPanes(id="middle")
        yield KeyLine()

    def fill(self) -> None:
        """Look for the first time, into the closed months as well."""
        self._lane = Lane(self.app)
        self.refresh_desk()
        if self._keeper is not None:
            self._lane.ask("months", self._keeper.lost_months, self._knows_months, self._failed)

    def refresh_desk(self) -> None:
        """Look at the folder anew."""
        self.refresh_keys()
        if self._known is not None and self._masked is not words.veiled():
            self._knows(self._known)  # what stands there was said before
        self._masked = words.veiled()
        if self._keeper is not None:
            self._lane.ask("read", partial(data_points.read, self._keeper, self._lost), self._knows, self._failed)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done where the data lie on a disk."""
        if action == "restore":
            point = panes(self).chosen
            return point is not None and (point.kind is Kind.MONTH or point.copy is not None)
        ours = {"back_up", "other_file", "verify", "tables"}
        return self._keeper is not None if action in ours else super().check_action(action, parameters)

    @property
    def _keeper(self) -> Keeper | None:
        return self.session.keeper

    @property
    def _lost(self) -> dict[Month, str | None]:
        desk = self.session.desk
        damaged = {month: error.why for month, error in desk.damaged.items()}
        return {**self._found_wrong, **damaged, **dict.fromkeys(desk.missing)}

    # -- looking ---------------------------------------------------------------------------------

    def _knows(self, known: Known) -> None:
        self._known = known
        self._seen.clear()
        zone = self.session.desk.settings.zone
        panes(self).offer(_("Data and backups"), data_points.listed(known, self._lost, self._others, zone))
        self._look()

    def _knows_months(self, lost: Mapping[Month, str | None]) -> None:
        self._found_wrong = dict(lost)
        if lost:
            self.refresh_desk()

    def _is_back(self, month: Month) -> None:
        self._found_wrong.pop(month, None)

    def _failed(self, error: PupitreError) -> None:
        panes(self).tell([refusals.say(error)])

    @on(Rows.Moved)
    def _look(self) -> None:
        """Show what is known of the chosen point; what is not is found out meanwhile."""
        point, known = panes(self).chosen, self._known
        self.refresh_keys()
        if point is None or known is None or self._keeper is None:
            return
        if point.copy is None:
            panes(self).tell(self._told(point, known))
        elif point.key in self._seen:
            panes(self).tell(self._seen[point.key])
        else:
            panes(self).tell([point.title, point.note, "", _("Comparing with what is there now…")])
            self._lane.ask("look", partial(self._keeper.compare, point.copy.path), partial(self._compared, point),
                           partial(self._not_compared, point))

    def _told(self, point: Point, known: Known) -> Iterator[str]:
        settings = self.session.desk.settings
        if point.kind is Kind.FOLDER:
            yield from data_points.folder(known, settings.backup_mb, settings.zone)
            if self._verdict:
                yield ""
                yield from self._verdict
        elif point.kind is Kind.MONTH:
            yield from points.of_month(point.key, self._lost.get(point.key), known.held.get(point.key), settings.zone)
        else:
            yield from points.of_error(point)

    def _compared(self, point: Point, found: Difference) -> None:
        self._seen[point.key] = (*points.of_changes(point, found), *points.of_flaws(found.backup))
        self._look()

    def _not_compared(self, point: Point, error: PupitreError) -> None:
        self._seen[point.key] = (point.title, "", refusals.say(error))
        self._look()

    # -- putting back ----------------------------------------------------------------------------

    def action_restore(self) -> None:
        """Ask once more what to do with the chosen point."""
        point, known = panes(self).chosen, self._known
        if point is None or known is None:
            return
        if point.kind is Kind.MONTH:
            self._ask_month(point, known.held.get(point.key))
        elif point.copy is not None:
            self._ask_restore(point.copy.path, backup_words.when(point.copy.made, self.session.desk.settings.zone))

    def _ask_restore(self, path: Path, when: str) -> None:
        question = _("Restore the backup of {when}?").format(when=when)
        detail = _("The desk as it is now is kept in a backup first. Pupitre then opens again on what was restored.")

        def answered(key: str | None) -> None:
            if key:
                self.post_message(RestoreWanted(path))

        answers = [Choice("", _("Keep the desk as it is")), Choice("yes", _("Restore this backup"))]
        self.app.push_screen(ChoiceScreen(question, detail, answers), answered)

    def _ask_month(self, point: Point, held: MonthHeld | None) -> None:
        month, zone = point.key, self.session.desk.settings.zone
        choices = [Choice("", _("Leave it as it is")), Choice("anew", _("Begin this month anew"))]
        if held is not None:
            when = backup_words.when(held.backup.made, zone)
            choices.insert(1, Choice("back", _("Restore it from the backup of {when}").format(when=when)))

        def answered(key: str | None) -> None:
            if self._work is not None and key == "back" and held is not None:
                self._work.restore_month(month, held)
            elif self._work is not None and key == "anew":
                self._work.begin_anew(month)

        detail = _("What can be read stays as it is; the damaged file stays beside, under a name with the date.")
        self.app.push_screen(ChoiceScreen(point.title, detail, choices), answered)

    # -- backups ---------------------------------------------------------------------------------

    def action_back_up(self) -> None:
        """Ask where the backup goes."""
        if self._work is not None:
            self._form(data_forms.backup_form(self._work.back_up))

    def action_tables(self) -> None:
        """Ask for the folder that everything is written into as tables."""
        if self._keeper is not None and self._known is not None:
            self._form(data_forms.tables_form(partial(tables_work.write_out, self.session), self._known.room.folder))

    def _form(self, form: Form) -> None:
        self.app.push_screen(FormScreen(self.session, form))

    def action_other_file(self) -> None:
        """Ask for a backup from elsewhere."""
        if self._work is not None:
            self._form(data_forms.other_form(self._read_other))

    def _read_other(self, path: Path, values: Values) -> None:
        keeper, work = self._keeper, self._work
        if keeper is None or work is None:
            return

        def refused(error: PupitreError) -> None:
            work.keep_typed(data_forms.IN, values)
            self.session.tell(refusals.say(error), True)  # noqa: FBT003 - bad news

        self._lane.ask("other", partial(keeper.read_backup, path), self._add_other, refused)

    def _add_other(self, backup: Backup) -> None:
        self._others = (backup, *(b for b in self._others if b.path != backup.path))
        if self._known is not None:
            self._knows(self._known)
        self.choose(f"backup:{backup.path}")

    def choose(self, key: str) -> bool:
        """Choose a point; return whether it is there."""
        return self.query_one("#points", Rows).choose(key)

    def action_verify(self) -> None:
        """Read all that is kept, and say what is damaged."""
        if self._work is not None:
            self._work.verify(self._verified)

    def _verified(self, verdict: tuple[str, ...], wrong: dict[Month, str | None]) -> None:
        self._verdict, self._found_wrong = verdict, wrong
        self.refresh_desk()

    def action_back(self) -> None:
        """Go back to the day."""
        self.app.switch_mode("day")

    @on(Rows.Opened)
    def _clicked(self) -> None:
        self.action_restore()
