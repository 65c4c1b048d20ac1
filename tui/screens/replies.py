"""Réponses: the polite firm texts for one client and one of its tasks, the most fitting first; Enter copies."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import TextArea

from pupitre.client import Client
from pupitre.dossier import Dossier
from pupitre.errors import BadWording, DamagedMonth, Unknown
from pupitre.reply import Reply
from pupitre.replying import fitting, voice_id
from pupitre.task import Task
from pupitre.value import replace
from tui import refusals, replies
from tui.commands import Place
from tui.screens.base import bindings_of
from tui.screens.copying import Copying, Leaving
from tui.screens.form import FormScreen
from tui.screens.replies_text import ReplyRow, reply_form, reply_row, told
from tui.session import Session
from tui.urgency import Word
from tui.widgets.keyline import KeyLine
from tui.widgets.panels import LinePanel
from tui.widgets.rows import Rows
from tui.widgets.writing import Writing
from tui.words import _, client_name, shown

_IN_THE_LIST = {"copy", "new_reply", "edit_reply", "delete_reply"}
"""Commands whose keys are typed where the text is written."""


class RepliesScreen(Copying):
    """The texts on the left; the chosen one on the right, filled, to be changed before it is copied."""

    PLACE = Place.REPLIES
    CSS_PATH = "replies.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.REPLIES)]
    AUTO_FOCUS = "#which"

    def __init__(self, session: Session, client: Client, task: Task | None = None, word: Word | None = None) -> None:
        super().__init__(session)
        self._client, self._about, self._word = client, task, word
        self._key, self._base, self._fault = "", "", ""

    def compose(self) -> ComposeResult:
        """Lay out the list and the text."""
        yield LinePanel(id="title")
        with Horizontal(id="middle"):
            yield Rows[ReplyRow](reply_row, lambda row: row.key, id="which")
            yield Writing(id="text", tab_behavior="focus", soft_wrap=True)
        yield LinePanel(id="told")
        yield KeyLine()

    def fill(self) -> None:
        """Fill the screen for the first time, at the text that fits best."""
        self.session.open_forms.add(self)
        self.query_one("#which").border_title = _("Answers")
        self.query_one("#text").border_title = _("Text")
        self.refresh_desk()
        if self._word is not None:
            self.query_one("#which", Rows).choose(self._word.reply)

    def on_unmount(self) -> None:
        """Nothing is half typed here any more."""
        self.session.open_forms.discard(self)

    # -- showing ---------------------------------------------------------------------------------

    def refresh_desk(self) -> None:
        """Show the texts as the desk fills them now; what is typed stays."""
        self.keep_draft()
        desk = self.session.desk
        try:
            self._client = desk.client(self._client.id)
            self._about = desk.task(self._about.id) if self._about else None
        except (Unknown, DamagedMonth) as error:
            self.session.tell(refusals.say(error), True)  # noqa: FBT003 - a bad news
            self.dismiss()
            return
        named = client_name(self._client) + (f" · {shown(self._about.title)}" if self._about else "")
        self.query_one("#title", LinePanel).show([((f" {_('Answers')} · ", "strong"), (named, ""))])
        self._list()
        self._show(anew=True)

    def _list(self) -> None:
        desk, drafts, voice = self.session.desk, self.session.drafts, voice_id(self._client)
        ours = [(key, replies.name_of(key)) for key in fitting(self._about, self.session.now, desk.settings)]
        hers = sorted((r for r in desk.replies.values() if r.voice in {"", voice}), key=lambda r: r.name)
        rows = [ReplyRow(key, name, False, self._draft(key) in drafts) for key, name in ours]  # noqa: FBT003
        rows += [ReplyRow(r.id, shown(r.name), True, self._draft(r.id) in drafts) for r in hers]  # noqa: FBT003
        self.query_one("#which", Rows).show(rows)

    def _draft(self, key: str) -> str:
        """Return the name of what is typed: it ends with whose it is, so that it leaves with its client."""
        return f"answer_{key}:{self._about.id if self._about else self._client.id}"

    @on(Rows.Moved)
    def _other_text(self) -> None:
        self.keep_draft()
        self._list()
        self._show()

    @on(Rows.Opened)
    def _opened(self) -> None:
        self.query_one("#text").focus()

    def _show(self, *, anew: bool = False) -> None:
        row: ReplyRow | None = self.query_one("#which", Rows).chosen
        if row is None or (row.key == self._key and not anew):
            return
        if row.key != self._key:
            self._gaps_told = False
        self._key, area = row.key, self.query_one("#text", TextArea)
        self._base, self._fault = self._filled(row.key)
        wanted = self.session.drafts.get(self._draft(row.key), {}).get("text", self._base)
        if area.text != wanted:
            with self.prevent(TextArea.Changed):
                area.load_text(wanted)
        self._tell()
        self.refresh_keys()

    def _source(self, key: str) -> str:
        own = self.session.desk.replies.get(key)
        return own.text if own else replies.shipped(voice_id(self._client), key)

    def _filled(self, key: str) -> tuple[str, str]:
        """Return a text as it is filled now, or what is wrong with it."""
        source = self._source(key)
        about = self._about
        if about is not None and self._word is not None and self._word.asked is not None:
            # The hour that was asked is none that was promised: only this text tells of it.
            about = replace(about, deadline=self._word.asked, next_on=self._word.given)
        dossier = Dossier(self._client, (about,) if about else ())
        try:
            names = replies.given(dossier, self.session.desk.settings, self.session.now)
            return replies.filled(source, names, self._client), ""
        except BadWording as error:
            return "", refusals.say(error)

    @on(TextArea.Changed, "#text")
    def _tell(self) -> None:
        text = self.query_one("#text", TextArea).text
        self.query_one("#told", LinePanel).show(told(text, self._fault if not text else "", self.size.width - 2))

    # -- leaving ---------------------------------------------------------------------------------

    def action_copy_here(self) -> None:
        """Copy the text, from where it is written too."""
        self.action_copy()

    def action_copy(self) -> None:
        """Copy the text; its use is counted once it left."""
        key, client, text = self._key, self._client, self.query_one("#text", TextArea).text
        if key:
            name = key if key not in self.session.desk.replies else "answer"
            self.copy_text(Leaving(client, text, name, lambda: self._left(key, client)))

    def _left(self, key: str, client: Client) -> None:
        self.session.attempt(lambda: self.session.desk.use_reply(client.id, key))
        if self._key != key:
            self.keep_draft()  # a slow copy: she writes another one by now
        # The text is hers elsewhere now; next time it is filled anew.
        self.session.drafts.pop(self._draft(key), None)
        self.session.keep_typed()
        if self._key == key:
            self._key = ""
            if self.is_current:
                self.dismiss()

    # -- writing ---------------------------------------------------------------------------------

    def keep_draft(self) -> None:
        """Remember what is typed, where it is not what is filled."""
        if not self._key:
            return
        text, name = self.query_one("#text", TextArea).text, self._draft(self._key)
        if text == self._base:
            self.session.drafts.pop(name, None)
        else:
            self.session.drafts[name] = {"text": text}

    def action_next_gap(self) -> None:
        """Go to the text, from one place to complete to the next; after the last one, back to the list."""
        if not self.go_to_gap():
            area = self.query_one("#text")
            (self.query_one("#which") if area.has_focus else area).focus()

    def action_fresh(self) -> None:
        """Forget what is typed, and fill the text anew."""
        area = self.query_one("#text", TextArea)
        area.replace(self._base, (0, 0), area.document.end)
        self.keep_draft()
        self._list()

    def _own(self) -> Reply | None:
        row: ReplyRow | None = self.query_one("#which", Rows).chosen
        return self.session.desk.replies.get(row.key) if row else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a command does something now: only a text of hers can be changed for good."""
        if action not in _IN_THE_LIST | {"copy_here"} or not self.laid_out:
            return super().check_action(action, parameters)
        if self.query_one("#text").has_focus:
            return action == "copy_here"
        if action in {"edit_reply", "delete_reply"}:
            return self._own() is not None
        return True

    def on_descendant_focus(self) -> None:
        """Other keys are good where the text is written."""
        if self.laid_out:
            self.refresh_keys()

    def action_new_reply(self) -> None:
        """Write a text of her own; it begins with the one that is shown, as an example of its places."""
        self._form(Reply(id="", name="", text=self._source(self._key), voice=voice_id(self._client)))

    def action_edit_reply(self) -> None:
        """Change a text of hers."""
        own = self._own()
        if own is not None:
            self._form(own)

    def _form(self, reply: Reply) -> None:
        form = reply_form(self.session, reply)
        self.app.push_screen(FormScreen(self.session, form), lambda _saved: self.refresh_desk())

    def action_delete_reply(self) -> None:
        """Take a text of hers away; undo brings it back."""
        own = self._own()
        if own is not None:
            self.session.attempt(lambda: self.session.desk.remove_reply(own.id))
            self.refresh_desk()

    def action_back(self) -> None:
        """From the text to the list, from the list back; nothing typed is lost."""
        self.keep_draft()
        self.session.keep_typed()
        which = self.query_one("#which", Rows)
        if which.has_focus:
            self.dismiss()
        else:
            self._list()
            which.focus()
