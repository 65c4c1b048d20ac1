"""Work from elsewhere: she picks a file, sees what would come in, changes how it is read, and agrees or not."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from pupitre.errors import PupitreError
from pupitre.foreign import NEW_CLIENT, About, Beside, Choices, Pairing, Plan, Proposal, Source, planned
from pupitre.ids import new_id
from pupitre.intake import already_here
from pupitre.task import Task
from tui import foreign_words, refusals
from tui.commands import Place
from tui.screens import incoming_files, incoming_forms, incoming_text
from tui.screens.base import DeskScreen, bindings_of
from tui.screens.behind import Lane, in_thread
from tui.screens.choice import Choice, ChoiceScreen
from tui.screens.form import FormScreen
from tui.screens.incoming_files import Found, Reader
from tui.screens.incoming_text import Entry
from tui.session import Session, Step
from tui.widgets.keyline import KeyLine
from tui.widgets.rows import Rows
from tui.words import _, ngettext

ASK = "ask"
"""The answer that asks for the name of a client."""


class IncomingScreen(DeskScreen):
    """First the files, then the choices of the one that was read, and beside them what would come of it."""

    PLACE = Place.INCOMING
    CSS_PATH = "points.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.INCOMING)]
    AUTO_FOCUS = "#points"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.add_class("pointed")
        self._lane: Lane
        self._files: tuple[Found, ...] | None = None
        self._source: Source | None = None
        self._mapping = Choices()
        self._plan: Plan | None = None
        self._proposal: Proposal | None = None
        self._here: dict[str, Task | None] = {}
        self._stamp: object = None
        self._bringing = False

    def compose(self) -> ComposeResult:
        """Lay out the list and the preview."""
        with Horizontal(id="middle"):
            yield Rows[Entry](incoming_text.row, lambda entry: entry.key, id="points", empty=lambda: _("Reading…"))
            with VerticalScroll(id="preview"):
                yield Static(markup=False)
        yield KeyLine()

    def fill(self) -> None:
        """Look for files."""
        self._lane = Lane(self.app)
        self.query_one("#preview").border_title = _("Preview")
        self._list_files()

    def refresh_desk(self) -> None:
        """Read the file against the desk as it is now; without one, look for files anew."""
        self.refresh_keys()
        if self._source is None:
            self._list_files()
        elif self._stamp != self._desk_now:
            self._here.clear()
            self._read_as(self._mapping)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with what is read."""
        if action == "accept":
            found = self._proposal
            return found is not None and bool(found.tasks) and not found.untitled and not self._bringing
        if action in {"archived", "finished"}:
            return self._plan is not None
        if action == "other_file":
            return self._reader is not None and self._source is None
        return super().check_action(action, parameters)

    @property
    def _rows(self) -> Rows[Entry]:
        return cast("Rows[Entry]", self.query_one("#points", Rows))

    @property
    def _reader(self) -> Reader | None:
        return self.session.keeper

    @property
    def _desk_now(self) -> object:
        """What tells whether the desk changed since the file was read against it."""
        desk = self.session.desk
        return desk.clients(), desk.last_done

    # -- files -----------------------------------------------------------------------------------

    def _list_files(self) -> None:
        self._lane.ask("files", incoming_files.found, self._know_files, self._refused)

    def _know_files(self, files: tuple[Found, ...]) -> None:
        self._files = files
        if self._source is None:
            rows = self._rows
            rows.border_title = _("Files to bring in")
            rows.show(incoming_text.of_files(files, self.session.desk.settings.zone))
            self._look()

    @on(Rows.Moved)
    def _look(self) -> None:
        """Tell of the chosen file; what a file holds is told whichever choice is looked at."""
        chosen = self._rows.chosen
        self.refresh_keys()
        if self._source is None:
            zone = self.session.desk.settings.zone
            file = chosen.file if chosen is not None else None
            self._tell(incoming_text.of_file(file, zone) if file is not None else incoming_text.of_nothing())

    def _tell(self, lines: Iterator[str] | Sequence[str]) -> None:
        self.query_one("#preview Static", Static).update("\n".join(lines))

    def action_other_file(self) -> None:
        """Ask for any file."""
        self.app.push_screen(FormScreen(self.session, incoming_forms.file_form(self._open)))

    def _open(self, path: Path) -> None:
        reader = self._reader
        if reader is None:
            return
        self._tell([_("Reading the file…")])
        zone = self.session.desk.settings.zone
        self._lane.ask("read", partial(incoming_files.read, reader, path, zone), self._begin, self._refused)

    def _refused(self, error: PupitreError) -> None:
        self._tell([refusals.say(error)])
        self.session.tell(refusals.say(error), True)  # noqa: FBT003 - bad news

    # -- choices ---------------------------------------------------------------------------------

    def _begin(self, source: Source) -> None:
        self._source = source
        self._here.clear()
        self.query_one("#preview").scroll_home(animate=False)
        self._rows.show(())
        self._read_as(Choices())

    def _read_as(self, mapping: Choices) -> None:
        """Read the file that way, beside the keys: thousands of rows take a moment."""
        if self._source is None:
            return
        session, self._mapping, self._stamp = self.session, mapping, self._desk_now
        desk = Beside(session.desk.clients(), session.now, session.desk.settings.zone, new_id)
        self._proposal = None
        self.refresh_keys()
        self._lane.ask("plan", partial(planned, self._source, mapping, desk), self._planned, self._refused)

    def _planned(self, plan: Plan) -> None:
        """Look for the tasks of which it is not known yet whether they are here."""
        if self._source is not plan.source:
            return  # she went back meanwhile
        self._plan = plan
        unknown = [key for key in plan.keys if key not in self._here]
        if unknown:
            self.session.behind(_("Looking for what is here already"), self._looked_up(unknown))
        else:
            self._propose()

    def _looked_up(self, keys: list[str]) -> Iterator[Step]:
        desk = self.session.desk
        found = yield from already_here(keys, desk.ledger, desk.past)
        self._here |= {key: found.get(key) for key in keys}
        self._propose()

    def _propose(self) -> None:
        plan, here = self._plan, {key: task for key, task in self._here.items() if task is not None}
        if plan is not None and all(key in self._here for key in plan.keys):
            self._lane.ask("propose", partial(plan.proposal, here), partial(self._proposed, plan), self._refused)

    def _proposed(self, plan: Plan, found: Proposal) -> None:
        if plan is not self._plan or plan.mapping != self._mapping:
            return  # it is read otherwise by now
        self._proposal = found
        rows = self._rows
        rows.border_title = _("How it is read")
        rows.show(incoming_text.of_plan(plan))
        self._tell(incoming_text.preview(plan, found, plan.desk.clients))
        self.refresh_keys()

    def action_change(self) -> None:
        """Read the chosen file, or ask what the chosen thing is to be read as."""
        entry = self._rows.chosen
        if entry is None or self._bringing:
            return
        if entry.pairing is not None:
            self._ask(entry.pairing)
        elif entry.file is not None:
            self._open(entry.file.path)
        elif self._reader is not None:
            self.action_other_file()

    def _ask(self, pairing: Pairing) -> None:
        clients = self._plan.desk.clients if self._plan is not None else ()
        choices = [Choice(to, foreign_words.meaning(pairing.about, to, clients)) for to in pairing.others]
        if pairing.about in {About.BOARD, About.CLIENT, About.LABEL}:
            choices.append(Choice(ASK, _("another new client…")))

        def read_as(to: str) -> None:
            self._read_as(self._mapping.changed(pairing.about, pairing.name, to))

        def answered(to: str | None) -> None:
            if to == ASK:
                form = incoming_forms.client_form(pairing.name, lambda name: read_as(NEW_CLIENT + name))
                self.app.push_screen(FormScreen(self.session, form))
            elif to is not None:
                read_as(to)

        screen = ChoiceScreen(foreign_words.name(pairing), _("What is it read as?"), choices)
        self.app.push_screen(screen, answered)
        self.app.call_after_refresh(lambda: screen.query_one("#answers", Rows).choose(pairing.to))

    def action_archived(self) -> None:
        """Take what was archived as well, or leave it."""
        self._read_as(Choices(self._mapping.choices, not self._mapping.archived, self._mapping.finished))

    def action_finished(self) -> None:
        """Take what is finished without a date on the day of its last change, or leave it."""
        self._read_as(Choices(self._mapping.choices, self._mapping.archived, not self._mapping.finished))

    # -- bringing it in --------------------------------------------------------------------------

    def action_accept(self) -> None:
        """Bring in what the preview shows; it names the rows that cannot be read, and undo takes all of it back."""
        found = self._proposal
        if found is not None and self.check_action("accept", ()):
            self._bring(found)

    def _bring(self, found: Proposal) -> None:
        self._bringing = True
        self.refresh_keys()
        self.session.behind(_("Import"), self._brought(found))

    def _brought(self, found: Proposal) -> Iterator[Step]:
        session, reader = self.session, self._reader
        now = session.now.astimezone(session.desk.settings.zone)
        try:
            if reader is not None:
                yield from in_thread(lambda _say: reader.back_up_before(now), lambda _nothing: None)
            n = session.desk.bring((*found.clients, *found.tasks))
        finally:
            self._bringing = False
        told = [ngettext("{n} client", "{n} clients", len(found.clients))] if found.clients else []
        told.append(ngettext("{n} task", "{n} tasks", n))
        said = [_("Imported: {counts}.").format(counts=", ".join(told))]
        if found.bad:
            said.append(ngettext("{n} row could not be read.", "{n} rows could not be read.", len(found.bad)))
        session.tell(" ".join(said), False)  # noqa: FBT003 - good news
        self._forget()
        if self.app.screen is self:
            self.app.switch_mode("day")

    def _forget(self) -> None:
        """Go back to the files."""
        self._source = self._plan = self._proposal = None
        self._mapping = Choices()
        self._know_files(self._files or ())

    def action_back(self) -> None:
        """Go one step back: from the choices to the files, from these to the data."""
        if self._bringing:
            return
        if self._source is not None:
            self._forget()
        else:
            self.app.switch_mode("data")

    @on(Rows.Opened)
    def _clicked(self) -> None:
        self.action_change()
