"""A card that is dragged to another column: the verb of that column is done, as its key would."""

from collections.abc import Callable, Mapping

from textual.errors import NoWidget
from textual.geometry import Offset

from pupitre.task import Status, Task
from tui import words
from tui.parts import ScreenPart
from tui.widgets.keyline import KeyLine
from tui.widgets.rows import Rows
from tui.words import _, shown


class Dragging(ScreenPart[None]):
    """Mixed into the board. While a card is dragged the last line says what letting it go would do."""

    _folded = False

    @property
    def chosen(self) -> Task | None:
        """The task that is dragged."""
        raise NotImplementedError

    def drop_verbs(self) -> Mapping[Status, Callable[[], object]]:
        """Return what each column does with a card that is let go on it."""
        raise NotImplementedError

    def on_pointing_dragged(self, event: Rows.Dragged) -> None:
        """Show the column a card is above, and say what letting it go would do."""
        done = self.query_one(f"#{Status.DONE.value}")
        if not done.display:
            self._folded = done.display = True
        task, target = self.chosen, self._column_at(event.at)
        if task is None:
            return
        self._aim(target if target is not task.status else None)
        told = _("“{title}”: let it go on another column.")
        if target is not None and target is not task.status:
            told = _("“{title}” → {column}: let go.")
        self.query_one(KeyLine).told = told.format(
            title=shown(task.title), column=words.status(target) if target else "")

    def on_pointing_dropped(self, event: Rows.Dropped) -> None:
        """Do the verb of the column on which a card is let go."""
        task, target = self.chosen, self._column_at(event.at)
        self._aim(None)
        self.query_one(KeyLine).told = ""
        if self._folded:
            self.query_one(f"#{Status.DONE.value}").display = self._folded = False
        if task is not None and target is not None and target is not task.status:
            self.drop_verbs()[target]()

    def _aim(self, target: Status | None) -> None:
        for status in Status:
            for rows in self.query(f"#{status.value}").results(Rows):
                rows.set_class(status is target, "-target")

    def _column_at(self, at: Offset) -> Status | None:
        try:
            widget, _region = self.get_widget_at(*at)
        except NoWidget:
            return None
        return next((s for s in Status if widget.id == s.value), None)
