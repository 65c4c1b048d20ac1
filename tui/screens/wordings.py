"""Modèles: the nine texts that drafts are made from, hers or ours, each with a live preview."""

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from pupitre.client import Client, Language
from pupitre.errors import BadWording, DamagedMonth, PupitreError
from pupitre.report import Facts, Span, wording_id
from pupitre.text import clean_text
from pupitre.wordings import WORDINGS
from tui import refusals, wording
from tui.commands import Place
from tui.letters import given
from tui.screens.base import DeskScreen, bindings_of
from tui.screens.wordings_text import WordingRow, told, wording_row
from tui.session import Session
from tui.typography import typographic
from tui.widgets.fields import TextArea
from tui.widgets.keyline import KeyLine
from tui.widgets.panels import LinePanel
from tui.widgets.rows import Rows
from tui.wording import Given
from tui.words import _, client_name


class WordingsScreen(DeskScreen):
    """The texts on the left; the chosen one beside what it gives, of a client's day or of made-up facts."""

    PLACE = Place.WORDINGS
    CSS_PATH = "wordings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.WORDINGS)]
    AUTO_FOCUS = "#which"

    def __init__(self, session: Session, day: date, facts: Facts | None) -> None:
        super().__init__(session)
        self._day = day
        self._client = facts.client.id if facts else ""
        self._first = wording_id(facts.client, facts.span) if facts else WORDINGS[0]
        self._key = ""
        self._given: Given = {}
        self._base = ""

    def compose(self) -> ComposeResult:
        """Lay out the list, the text and its preview."""
        yield LinePanel(id="title")
        with Horizontal(id="middle"):
            yield Rows[WordingRow](wording_row, lambda row: row.key, id="which")
            with Vertical(id="both"):
                yield TextArea(id="text", tab_behavior="focus", soft_wrap=True, show_line_numbers=True)
                yield TextArea(id="preview", tab_behavior="focus", soft_wrap=True, read_only=True)
        yield LinePanel(id="told")
        yield KeyLine()

    def fill(self) -> None:
        """Fill the screen for the first time, at the text of the draft she came from."""
        self.session.open_forms.add(self)
        self.query_one("#title", LinePanel).show([((f" {_('The texts your drafts are made from')}", "strong"),)])
        self.query_one("#which").border_title = _("Texts")
        self.query_one("#text").border_title = _("Text")
        self.refresh_desk()
        self.query_one("#which", Rows).choose(self._first)

    def on_unmount(self) -> None:
        """Nothing is half typed here any more."""
        self.session.open_forms.discard(self)

    def on_resize(self) -> None:
        """Say what is to be said in the width there is."""
        if self._key:
            self.call_after_refresh(self._preview)

    # -- showing ---------------------------------------------------------------------------------

    def refresh_desk(self) -> None:
        """Show the texts as the desk has them now; what is typed and not saved stays."""
        self.keep_draft()
        self._list()
        self._show(anew=True)
        self.refresh_keys()

    def _list(self) -> None:
        own, drafts = self.session.desk.wordings, self.session.drafts
        rows = [WordingRow(key, key in own, f"wording:{key}" in drafts) for key in WORDINGS]
        self.query_one("#which", Rows).show(rows)

    def _saved(self, key: str) -> str:
        own = self.session.desk.wordings.get(key)
        return own.text if own else wording.shipped(key)

    @on(Rows.Moved)
    def _other_text(self) -> None:
        self.keep_draft()
        self._list()
        self._show()

    def _show(self, *, anew: bool = False) -> None:
        row = self.query_one("#which", Rows).chosen
        if row is None or (row.key == self._key and not anew):
            return
        if row.key != self._key:
            self.query_one("#preview", TextArea).load_text("")
        self._key, self._base = row.key, self._saved(row.key)
        area = self.query_one("#text", TextArea)
        wanted = self.session.drafts.get(f"wording:{row.key}", {}).get("text", self._base)
        if area.text != wanted:
            with self.prevent(TextArea.Changed):
                area.load_text(wanted)
        self._choose_facts()

    def _choose_facts(self) -> None:
        """Take the facts of the chosen client where it is written to in this voice, else made-up ones."""
        client, self._given = self._named(), wording.sample(self._key)
        who = _("made-up facts")
        if client is not None:
            try:
                facts = self.session.desk.facts(client.id, self._day, Span(self._key.split(":")[1]))
            except DamagedMonth:
                facts = None  # the drafts say so; a preview can do without
            if facts is not None:
                self._given, who = given(facts, self.session.desk.settings), client_name(client)
        self.query_one("#preview").border_title = _("Preview: {who}").format(who=who)
        self._preview()

    def _voiced(self) -> list[Client]:
        """Return the clients that are written to with the chosen text."""
        span = Span(self._key.split(":")[1])
        return [c for c in self.session.desk.clients() if wording_id(c, span) == self._key]

    def _named(self) -> Client | None:
        return next((c for c in self._voiced() if c.id == self._client), None)

    def _preview(self) -> None:
        """Show what the text gives; while something is wrong, the last that was right stays."""
        text, preview = self.query_one("#text", TextArea).text, self.query_one("#preview", TextArea)
        fault = ""
        try:
            wording.check(self._key, text)
            body = clean_text(wording.filled(text, self._given))
            body = typographic(body, Language.ENGLISH if self._key.startswith("en:") else Language.FRENCH)
        except BadWording as error:
            fault = refusals.say(error)
        else:
            if preview.text != body:
                preview.load_text(body)
        self.query_one("#told", LinePanel).show(told(fault, self.size.width - 2))

    # -- writing ---------------------------------------------------------------------------------

    @on(TextArea.Changed, "#text")
    def _typed(self) -> None:
        self._preview()

    def keep_draft(self) -> None:
        """Remember what is typed, where it is not what is saved."""
        if not self._key:
            return
        text, name = self.query_one("#text", TextArea).text, f"wording:{self._key}"
        if text == self._base:
            self.session.drafts.pop(name, None)
        else:
            self.session.drafts[name] = {"text": text}

    def action_edit(self) -> None:
        """Go to the text."""
        self.query_one("#text").focus()

    def action_save(self) -> None:
        """Keep the text, when it can be filled whatever there is to tell."""
        key, text = self._key, self.query_one("#text", TextArea).text
        try:
            wording.check(key, text)
            if text != self._saved(key):
                self._keep(key, text)
        except PupitreError as error:
            self.session.tell(refusals.say(error), True)  # noqa: FBT003 - a bad news
            return
        self._base = self._saved(key)
        self.keep_draft()
        self.session.keep_typed()
        self._list()
        self.session.tell(_("Saved: the next drafts are made from this text."), False)  # noqa: FBT003

    def _keep(self, key: str, text: str) -> None:
        desk = self.session.desk
        if text == wording.shipped(key):
            desk.put_wording_away(key)
        else:
            desk.keep_wording(key, text)

    def action_ours(self) -> None:
        """Go back to the text that came with Pupitre; Ctrl+Z brings hers back."""
        key, area = self._key, self.query_one("#text", TextArea)
        if self.session.attempt(lambda: self.session.desk.put_wording_away(key)):
            self._base = wording.shipped(key)
            area.replace(self._base, (0, 0), area.document.end)
            self.keep_draft()
            self.session.keep_typed()
            self._list()
            self.session.tell(_("This is the text that came with Pupitre."), False)  # noqa: FBT003

    def action_other_facts(self) -> None:
        """Show the text with the next client's facts, after the last one with made-up ones."""
        ids = ["", *(c.id for c in self._voiced())]
        at = ids.index(self._client) if self._client in ids else 0
        self._client = ids[(at + 1) % len(ids)]
        self._choose_facts()

    def action_back(self) -> None:
        """From the text to the list, from the list to the drafts; nothing typed is lost."""
        self.keep_draft()
        self.session.keep_typed()
        which = self.query_one("#which", Rows)
        if which.has_focus:
            self.dismiss()
        else:
            self._list()
            which.focus()
