"""Closing a client for good: where its export goes, her word that she means it, then the work and what came of it."""

from collections.abc import Generator, Iterable, Iterator
from enum import Enum, auto
from pathlib import Path, PurePath
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from pupitre.client import Client
from pupitre.errors import Invalid, PupitreError
from pupitre.farewell import Erased, Swept
from pupitre.leaving import tasks_of
from pupitre.ports import Value
from pupitre.progress import Progress
from pupitre.text import plain
from tui import refusals
from tui.commands import key_name
from tui.departing import Departing
from tui.risk_words import in_clear
from tui.screens import leaving_text
from tui.screens.behind import in_thread
from tui.screens.dialog import Dialog
from tui.session import Session, Step
from tui.widgets.fields import Input
from tui.words import N_, _, client_name, harmless, shown

_REFUSED = {
    ("folder", "inside"): N_("This is Pupitre’s own folder, where the client is erased: choose another place."),
    ("folder", "missing"): N_("There is no such folder: “{value}”."),
    ("client", "in_session"): N_("A session runs for this client: stop it first (S on the day screen)."),
    ("client", "changed"): N_("Something came in for this client meanwhile: do it once more. Nothing was erased."),
}


class Stage(Enum):
    """How far it is."""

    WHERE = auto()
    SURE = auto()
    WORKING = auto()
    UNFINISHED = auto()
    DONE = auto()


def refused(error: PupitreError) -> str:
    """Return why a client cannot leave now."""
    ours = _REFUSED.get((error.field, error.why)) if isinstance(error, Invalid) else None
    if ours is None or not isinstance(error, Invalid):
        return refusals.say(error)
    return _(ours).replace("{value}", shown(error.value))


def obstacle(session: Session, client: Client) -> str:
    """Return what she must do first, "" when nothing is in the way."""
    focus = session.desk.focus
    if focus is not None and focus.client == client.id:
        return refused(Invalid("client", "in_session", client.name))
    if session.open_forms:
        return _("A form is open on another screen: save or close it first.")
    return ""


class LeavingScreen(Dialog[bool]):
    """Two questions, the work, and a page on what was done; returns whether the client left the desk."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["dialog.tcss", "leaving.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [("enter", "go_on"), ("escape", "leave")]

    def __init__(self, session: Session, disk: Departing, client: Client) -> None:
        super().__init__()
        self.session, self._disk, self._client = session, disk, client
        self._stage = Stage.WHERE
        self._target = disk.export_folder()
        self._path = self._target
        self._erased: Erased | None = None

    def compose(self) -> ComposeResult:
        """Lay out the text, the field and the keys."""
        with Vertical(classes="dialog"):
            title = _("Close for good: {name}").format(name=client_name(self._client))
            yield Static(title, classes="title", markup=False)
            with VerticalScroll(can_focus=False):
                yield Static(leaving_text.before(self._client), classes="detail", markup=False)
            yield Static(_("The file goes to this folder:"), classes="asked", markup=False)
            yield Input(str(self._target), id="answer", select_on_focus=False)
            yield Static("", classes="wrong", markup=False)
            yield Static("", classes="keys", markup=False)

    def on_mount(self) -> None:
        """Ask the first question."""
        self._show_keys()
        self.query_one(Input).focus()

    def on_resize(self) -> None:
        """Leave room for the field and the keys, whatever the height of the terminal."""
        self.query_one(VerticalScroll).styles.max_height = max(self.size.height - 11, 3)

    # -- the questions -------------------------------------------------------------------------------

    @on(Input.Submitted)
    def _answered(self) -> None:
        self.action_go_on()

    def action_go_on(self) -> None:
        """Take the answer, or close the last page."""
        match self._stage:
            case Stage.WHERE:
                self._take_folder()
            case Stage.SURE:
                self._take_label()
            case Stage.UNFINISHED:
                self._work(self._finishing())
            case Stage.DONE:
                self.dismiss(True)  # noqa: FBT003 - the screen's result

    def action_leave(self) -> None:
        """Close: nothing happened yet, or all of it did."""
        if self._stage is not Stage.WORKING:
            self.dismiss(self._erased is not None)

    def _take_folder(self) -> None:
        typed = self.query_one(Input).value.strip()
        target = Path(typed).expanduser()
        if not typed or not target.is_dir():
            self._say(refused(Invalid("folder", "missing", typed)))
            return
        self._target = target
        self._ask_label()

    def _ask_label(self) -> None:
        self._stage = Stage.SURE
        asked = _("To erase it for good, type its label: {label}").format(label=harmless(self._client.label))
        self.query_one(".asked", Static).update(asked)
        self.query_one(Input).value = ""
        self._say("")
        self._show_keys()

    def _take_label(self) -> None:
        if plain(self.query_one(Input).value.strip()) != plain(self._client.label):
            self._say(_("This is not its label: nothing was done."))
            return
        told = obstacle(self.session, self._client)
        if told:
            self._say(told)
            return
        self._work(self._leaving())

    def _say(self, sentence: str) -> None:
        self.query_one(".wrong", Static).update(sentence)

    def _show_keys(self) -> None:
        label = shown(self._client.label)
        go_on = {
            Stage.WHERE: _("Continue"), Stage.SURE: _("Erase {label} for good").format(label=label),
            Stage.UNFINISHED: _("Try again"), Stage.DONE: _("Close"),
        }.get(self._stage)
        keys = [f"{key_name('enter')} {go_on}"] if go_on else []
        if self._stage in {Stage.WHERE, Stage.SURE, Stage.UNFINISHED}:
            back = _("Keep {label}").format(label=label) if self._stage is Stage.SURE else _("Back")
            keys.append(f"{key_name('escape')} {back}")
        self.query_one(".keys", Static).update("   ".join(keys))

    # -- the work ------------------------------------------------------------------------------------

    def _work(self, slices: Iterator[Step]) -> None:
        """Begin what cannot be left half-way by a key."""
        self._stage = Stage.WORKING
        self.set_focus(None)
        for selector in (".asked", "#answer"):
            self.query_one(selector).display = False
        self._say("")
        self._show_keys()
        self.session.behind(_("Closing a client"), self._watched(slices))

    def _watched(self, slices: Iterator[Step]) -> Iterator[Step]:
        """Show how far it is, and what is refused."""
        try:
            for step in slices:
                if isinstance(step, Progress) and step.total > 1:
                    told = _("{what}… {done} of {total}").format(
                        what=_("Closing a client"), done=step.done, total=step.total)
                    self._say(told)
                yield step
        except PupitreError as error:
            self._refused(error)

    def _leaving(self) -> Iterator[Step]:
        """Export, note, erase from the desk, erase from the files: each only after the one before."""
        desk, disk, client, now = self.session.desk, self._disk, self._client, self.session.now
        settings = desk.settings
        self.session.keep_typed()
        own = yield from desk.gathering(client.id)
        yield from in_thread(
            lambda _say: disk.export_client(client, own, settings, now, self._target), self._exported)
        disk.begin_leaving(client, tasks_of(client.id, own), now)
        try:
            self._erased = yield from self._erasing(own)
        except PupitreError:
            disk.give_up_leaving()
            raise
        self.session.drafts.clear()
        self.session.drafts.update(desk.typed)
        yield from self._finishing()

    def _erasing(self, own: tuple[Value, ...]) -> Generator[Step, None, Erased]:
        return (yield from self.session.desk.erasing(self._client.id, own))

    def _finishing(self) -> Iterator[Step]:
        yield from in_thread(self._disk.finish_leaving, self._swept)

    def _exported(self, path: Path) -> None:
        self._path = path
        keeper = self.session.keeper
        if keeper is not None and keeper.is_sealed():
            self.session.tell(in_clear(sealed=True), False)  # noqa: FBT003 - no bad news

    def _swept(self, swept: Swept | None) -> None:
        self._stage = Stage.DONE
        self._page(_("“{name}” is closed.").format(name=client_name(self._client)),
                   leaving_text.after(self._client, self._path, self._erased, swept or Swept(0, (), (), ())))

    def _refused(self, error: PupitreError) -> None:
        if self._erased is not None:
            self._stage = Stage.UNFINISHED
            self._page(_("“{name}” is not erased everywhere yet.").format(name=client_name(self._client)),
                       leaving_text.unfinished(self._path, refused(error)))
            return
        self._stage = Stage.WHERE
        for selector in (".asked", "#answer"):
            self.query_one(selector).display = True
        self.query_one(".asked", Static).update(_("The file goes to this folder:"))
        self.query_one(Input).value = str(self._target)
        self.query_one(Input).focus()
        self._say(refused(error))
        self._show_keys()

    def _page(self, title: str, lines: Iterable[str]) -> None:
        self.query_one(".title", Static).update(title)
        self.query_one(".detail", Static).update("\n".join(lines))
        self.query_one(VerticalScroll).can_focus = True
        self.query_one(VerticalScroll).focus()
        self._say("")
        self._show_keys()
