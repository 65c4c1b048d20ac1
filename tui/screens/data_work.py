"""The work on the data, behind hers: months restored, backups made, everything read to see whether it can be."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from pupitre.errors import DamagedMonth, Invalid, PupitreError, StorageFailed
from pupitre.progress import Progress
from pupitre.shelf import Month
from tui import backup_words, refusals, words
from tui.backup_words import Backup
from tui.keeping import Keeper, MonthHeld
from tui.screens import data_forms, points
from tui.screens.behind import in_thread
from tui.screens.data_forms import Values
from tui.session import Session, Step
from tui.words import _, ngettext


class DataWork:
    """Each piece is done as a chore, one after the other; `is_back` hears of each month that is good again."""

    def __init__(self, session: Session, keeper: Keeper, is_back: Callable[[Month], None]) -> None:
        self._session, self._keeper, self._is_back = session, keeper, is_back

    @property
    def _local_now(self) -> datetime:
        """Now in her zone: names of files tell her own hour."""
        return self._session.now.astimezone(self._session.desk.settings.zone)

    # -- closed months ---------------------------------------------------------------------------

    def restore_month(self, month: Month, held: MonthHeld) -> None:
        """Put a month back from the backup that holds it."""
        named, now = words.month_named(month), self._local_now

        def work(_say: object) -> None:
            self._keeper.restore_month(held.backup.path, month, now)

        def done(_nothing: None) -> None:
            self._good_again(month, _("Month restored: {month}.").format(month=named))

        self._session.behind(_("Restoring: {month}").format(month=named), in_thread(work, done))

    def begin_anew(self, month: Month) -> None:
        """Set a month aside and do without what was in it."""
        session = self._session

        def begin() -> None:
            aside = self._keeper.set_month_aside(month, self._local_now)
            session.desk.begin_anew(month)
            told = _("Month begun anew: {month}.").format(month=words.month_named(month))
            if aside is not None:
                told += " " + _("What could not be read is kept in {path}.").format(path=points.place(aside))
            self._good_again(month, told)

        session.attempt(begin)

    def _good_again(self, month: Month, told: str) -> None:
        session, desk = self._session, self._session.desk
        desk.month_is_back(month)
        self._is_back(month)
        session.tell(told, False)  # noqa: FBT003 - good news
        session.behind(_("Closing the days before"), desk.closing_days())
        session.behind(_("Adding up the hours"), desk.adding_up())

    # -- backups ---------------------------------------------------------------------------------

    def back_up(self, target: Path | None, values: Values) -> None:
        """Make a backup; when it is refused, what was typed waits in the form."""
        session = self._session
        now = self._local_now

        def slices() -> Iterator[Step]:
            try:
                yield from in_thread(lambda _say: self._keeper.back_up(now, target), self._backed_up)
            except StorageFailed as error:
                self.keep_typed(data_forms.OUT, values)
                if target is None:
                    raise
                raise Invalid("file", "unwritable", f"{target} ({refusals.in_words(error.why)})") from error

        session.behind(_("Backing up"), slices())

    def _backed_up(self, made: Backup | None) -> None:
        if made is None:
            raise Invalid("desk", "empty")
        told = _("Backup made and read back: {path} ({size}).").format(
            path=points.place(made.path), size=words.size(made.size))
        holds = _("It holds {counts}.").format(counts=backup_words.counts(made))
        self._session.tell("\n".join((told, holds, *backup_words.flaws(made))), False)  # noqa: FBT003 - good news

    def keep_typed(self, key: str, values: Values) -> None:
        """Keep what was typed in a form whose work was refused."""
        self._session.drafts[key] = values
        self._session.keep_typed()

    # -- everything ------------------------------------------------------------------------------

    def verify(self, done: Callable[[tuple[str, ...], dict[Month, str | None]], None]) -> None:
        """Read all that is kept; `done` hears what was found, in words, and the months that cannot be read."""
        def work(say: Callable[[Progress], None]) -> tuple[int, list[PupitreError]]:
            count, wrong = 0, []
            for step in self._keeper.verify():
                count = step.total
                wrong += [step.wrong] if step.wrong is not None else []
                say(Progress(step.done, step.total))
            return count, wrong

        def verified(found: tuple[int, list[PupitreError]]) -> None:
            count, wrong = found
            told = ngettext("{n} file was read", "{n} files were read", count)
            verdict: tuple[str, ...] = (_("{read}: everything is good.").format(read=told),)
            if wrong:
                verdict = (_("{read}; these cannot be used:").format(read=told), *map(refusals.say, wrong))
            self._session.tell("\n".join(verdict[:4]), bool(wrong))
            done(verdict, {error.month: error.why for error in wrong if isinstance(error, DamagedMonth)})

        self._session.behind(_("Verifying"), in_thread(work, verified))
