"""The welcome: what Pupitre does, three questions that may stay without an answer, and the ways on."""

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widgets import Input, Label, Static

from pupitre.clients import label_for
from pupitre.errors import PupitreError
from pupitre.text import clean_line
from pupitre.value import replace
from tui import refusals
from tui.commands import Place
from tui.screens import welcome_text
from tui.screens.base import DeskScreen, bindings_of
from tui.screens.inputs import hours_in
from tui.screens.welcome_text import Door, Question
from tui.session import Session
from tui.widgets.keyline import KeyLine
from tui.widgets.panels import LinePanel
from tui.widgets.rows import Rows
from tui.widgets.typed_line import TypedLine
from tui.words import _

LOW = 28
"""Lines below which nothing is left empty."""


class DemoWanted(Message):
    """She wants to see the demonstration: the application closes the desk for it."""


def can_protect(session: Session) -> bool:
    """Return whether the files can be protected, and are not yet."""
    return session.keeper is not None and not session.demo and not session.keeper.is_sealed()


class WelcomeScreen(DeskScreen):
    """Each answer is kept once its line is left, so that nothing is lost wherever she stops."""

    PLACE = Place.WELCOME
    CSS_PATH = "welcome.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.WELCOME)]
    AUTO_FOCUS = "#name"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._client: str | None = None
        self._questions = self._asked()
        self._kept = {q.name: q.value for q in self._questions}

    def _asked(self) -> tuple[Question, ...]:
        return welcome_text.questions(self.session.desk.settings, clients=bool(self.session.desk.clients()))

    def compose(self) -> ComposeResult:
        """Lay out the words, the questions and the ways on."""
        yield LinePanel(id="title")
        with VerticalScroll(id="page", can_focus=False):
            for about in welcome_text.ABOUT:
                yield Static(_(about), markup=False)
            yield Static(_("Three questions; Enter passes one that you leave empty."), id="asked", markup=False)
            for question in self._questions:
                with Horizontal(classes="question"):
                    yield Label(question.label, markup=False)
                    value = self.session.drafts.get("welcome", {}).get(question.name, question.value)
                    # What is proposed gives way to what she types.
                    yield TypedLine(value, placeholder=question.hint, id=question.name,
                                    select_on_focus=question.name == "hours")
            yield Static("", id="echo", markup=False)
            yield Rows[Door](welcome_text.door, lambda item: item.action, id="doors")
        yield KeyLine()

    def fill(self) -> None:
        """Fill the screen for the first time."""
        self.query_one("#doors").border_title = _("Then")
        self.refresh_desk()

    def refresh_desk(self) -> None:
        """Show the ways there are."""
        doors = [welcome_text.TOUR, welcome_text.DAY, welcome_text.DEMO, welcome_text.SEAL]
        doors = [d for d in doors if self.check_action(d.action, ())]
        rows = self.query_one("#doors", Rows)
        rows.styles.height = len(doors) + 2
        rows.show(doors)
        self.query_one("#title", LinePanel).show([((f" {_('Welcome to Pupitre')}", "strong"),)])
        self.refresh_keys()

    def on_resize(self, event: events.Resize) -> None:
        """Leave nothing empty on a low screen."""
        self.set_class(event.size.height < LOW, "-low")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a way is there: no demonstration of the demonstration, no second protection."""
        if action == "see_demonstration":
            return not self.session.demo
        if action == "protect":
            return can_protect(self.session)
        return super().check_action(action, parameters)

    # -- coming and going ------------------------------------------------------------------------

    def on_screen_resume(self) -> None:
        """From now on she was welcomed; what is half typed here is kept as in a form."""
        self.session.open_forms.add(self)
        self.session.attempt(self.session.desk.note_welcomed)
        if self.laid_out:
            self._freshen()
        super().on_screen_resume()

    def _freshen(self) -> None:
        """Show each answer as the desk has it now, where nothing else is typed: elsewhere it may have changed."""
        now = {q.name: q.value for q in self._asked()}
        here = next((c for c in self.session.desk.clients() if c.id == self._client), None)
        now["client"] = here.name if here is not None else ""
        for field in self.query(Input):
            name = field.id or ""
            if field.value == self._kept[name] and name in now:
                self._kept[name] = field.value = now[name]

    def on_screen_suspend(self) -> None:
        """Keep what is typed: another screen is shown."""
        if self.laid_out:
            for question in self._questions:
                self._keep(question.name)
            self.keep_draft()
            self.session.keep_typed()
        self.session.open_forms.discard(self)

    def keep_draft(self) -> None:
        """Remember what is typed and not kept, such as half a name."""
        typed = {field.id or "": field.value for field in self.query(Input)}
        if left := {name: value for name, value in typed.items() if value != self._kept[name]}:
            self.session.drafts["welcome"] = left
        else:
            self.session.drafts.pop("welcome", None)

    def action_begin(self) -> None:
        """Keep what is typed, and go to the day; an answer that cannot be kept stays here."""
        if all(self._keep(q.name) for q in self._questions):
            self.app.switch_mode("day")

    async def action_tour_begins(self) -> None:
        """Go to the day with the tour."""
        self.action_begin()
        if self.app.screen is not self:
            await self.app.run_action("begin_tour")

    def action_see_demonstration(self) -> None:
        """Leave for the demonstration."""
        self.post_message(DemoWanted())

    def action_protect(self) -> None:
        """Ask for the passphrase."""
        from tui.screens.sealing import ask_to_seal  # noqa: PLC0415 - not needed for the first screen

        if can_protect(self.session):
            ask_to_seal(self.app, self.session, self.refresh_desk)

    # -- answering -------------------------------------------------------------------------------

    def action_next(self) -> None:
        """Go on to the line below."""
        self.focus_next()

    def action_previous(self) -> None:
        """Go back to the line above."""
        self.focus_previous()

    async def action_open_door(self) -> None:
        """Go the chosen way."""
        chosen: Door | None = self.query_one("#doors", Rows).chosen
        if chosen is not None:
            await self.run_action(chosen.action)

    @on(Rows.Opened)
    async def _clicked(self) -> None:
        await self.action_open_door()

    @on(Input.Submitted)
    def _answered(self, event: Input.Submitted) -> None:
        event.stop()
        if self._keep(event.input.id or ""):
            self.focus_next()

    @on(Input.Blurred)
    def _left(self, event: Input.Blurred) -> None:
        self._keep(event.input.id or "")

    def _keep(self, name: str) -> bool:
        """Keep one answer; return whether there is nothing to mend in it."""
        typed = self.query_one(f"#{name}", Input).value
        value = clean_line(typed)
        keep: Callable[[str], str] = self._keep_client if name == "client" else self._keeper_of(name)
        echo = self.query_one("#echo", Static)
        try:
            told = keep(value) if typed != self._kept[name] else ""
        except PupitreError as error:
            echo.update(refusals.say(error))
            echo.add_class("-wrong")
            return False
        self._kept[name] = typed
        if told or echo.has_class("-wrong"):
            echo.update(told)
            echo.remove_class("-wrong")
        return True

    def _keeper_of(self, name: str) -> Callable[[str], str]:
        def keep(value: str) -> str:
            desk, own = self.session.desk, self.session.desk.settings
            changed = {
                "name": lambda: replace(own, name=value), "signature": lambda: replace(own, signature=value),
                "hours": lambda: replace(own, working_hours=hours_in(value, "hours") or own.working_hours),
            }[name]()
            if changed != own:
                desk.change_settings(changed)
            return ""

        return keep

    def _keep_client(self, name: str) -> str:
        """Keep the client of this page: added once, called otherwise when its name is typed anew."""
        desk = self.session.desk
        here = next((c for c in desk.clients() if c.id == self._client), None)
        if not name:
            if here is not None:
                desk.delete_client(here.id)
            self._client = None
            return ""
        if here is None:
            here = desk.add_client(name)
        elif name != here.name:
            label = label_for(name, (c.label for c in desk.clients() if c.id != here.id))
            here = desk.edit_client(replace(here, name=name, label=label))
        else:
            return ""
        self._client = here.id
        return welcome_text.kept_client(here)
