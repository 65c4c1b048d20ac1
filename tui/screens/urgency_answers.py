"""An answer to an urgency: what it does is one verb, then the texts that are owed are offered one after the other."""

from collections.abc import Callable

from textual.app import App

from pupitre.client import Client
from pupitre.deadline import Deadline
from pupitre.quick import Understanding
from pupitre.reply import ReplyUse
from pupitre.task import Task
from pupitre.triage import Offer, Way, Weighing
from tui import replies, urgency
from tui.screens import urgency_text
from tui.screens.choice import Choice, ChoiceScreen
from tui.screens.form import Field, Form, FormScreen, Kind
from tui.screens.replies import RepliesScreen
from tui.session import Session
from tui.urgency import Word
from tui.words import _, shown

DONE = "done"
"""The answer that offers no more texts."""


class Answers:
    """What is asked, how it was weighed, and what becomes of it; `done` hears that the desk changed."""

    def __init__(
        self, app: App[object], session: Session, asked: Understanding, found: Weighing, done: Callable[[], None]
    ) -> None:
        self._app, self._session, self._asked, self._found, self._done = app, session, asked, found, done
        self._words: list[Word] = []
        self._frame = urgency_text.Frame(session.now, session.desk.settings)

    def choose(self, offer: Offer) -> None:
        """Do what an answer says; where a client will read a reason, ask for it first."""
        if offer.way is Way.REFUSE:
            self._ask(self._refusal())
        elif offer.way is Way.ACCEPT and offer.moves:
            self._ask(self._acceptance(offer))
        elif self._session.attempt(lambda: self._add(offer)):
            self._after()

    def _ask(self, form: Form) -> None:
        self._app.push_screen(FormScreen(self._session, form), lambda saved: self._after() if saved else None)

    # -- the verbs -------------------------------------------------------------------------------

    def _add(self, offer: Offer) -> None:
        desk = self._session.desk
        if offer.way is Way.ACCEPT or offer.until is None:
            self._owe(desk.accept_urgency(self._asked, {}), Way.ACCEPT)
        else:
            self._owe(desk.offer_later(self._asked, offer.until), offer.way, offer.until)

    def _acceptance(self, offer: Offer) -> Form:
        """Ask for the reason that the clients of what moves will read."""
        moved = {s.task.id: s.task for s in self._found.slips}
        default = urgency.delay_reason(self._asked.client)

        def save(values: dict[str, str]) -> None:
            typed = values["reason"].strip()
            # Left as it is, each client reads it in its own language.
            reasons = {
                key: urgency.delay_reason(self._client(moved[key].client)) if typed == default else typed
                for key, _until in offer.moves
            }
            task = self._session.desk.accept_urgency(
                self._asked, {key: (until, reasons[key]) for key, until in offer.moves})
            self._owe(task, Way.ACCEPT)
            self._words += [
                Word(client, key, urgency.LATE) for key, _until in offer.moves if (client := moved[key].client)
            ]

        told = urgency_text.moves_told(offer, self._found.slips, self._clients, self._frame)
        title = urgency_text.offer_name(offer, self._found, self._frame)
        return Form(f"urgency_accept:{self._about}", f"{title}\n{told}", (
            Field("reason", _("Reason for the clients"), default,
                  hint=_("names nobody: each client reads it of its own task")),
        ), save)

    def _refusal(self) -> Form:
        """Ask why, what is offered instead, and whether a trace is kept."""
        client = self._asked.client
        until = next((o.until for o in self._found.offers if o.way in {Way.HOUR, Way.DAY}), None)
        instead = urgency.instead(client, until, self._session.desk.settings)

        def save(values: dict[str, str]) -> None:
            # What she wrote instead of the proposed date is said by her, not filled in.
            given = until if values["next_text"].strip() == instead else None
            if values["trace"]:
                task = self._session.desk.refuse_urgency(self._asked, values["reason"], values["next_text"])
                self._owe(task, Way.REFUSE, given)
            elif client is not None:
                self._words = [Word(client.id, "", urgency.REPLIES[Way.REFUSE])]

        # Another date is another form: what was typed for one is never taken up for the other.
        key = f"urgency_refuse_{until.day if until else ''}:{self._about}"
        return Form(key, _("Refuse: {title}").format(title=shown(self._asked.title)), (
            Field("reason", _("Reason for the client"), urgency.refusal_reason(client)),
            Field("next_text", _("What is proposed"), instead, hint=_("tomorrow 10h, another person…")),
            Field("trace", _("Keep a trace"), "1", Kind.YES_NO, hint=_("told in the evening report")),
        ), save)

    def _owe(self, task: Task, way: Way, given: Deadline | None = None) -> None:
        """Note the text that the asking client is owed."""
        asked = None if way is Way.ACCEPT else self._found.urgency.deadline
        if task.client is not None:
            self._words = [Word(task.client, task.id, urgency.REPLIES[way], asked, given)]

    # -- the texts -------------------------------------------------------------------------------

    @property
    def _clients(self) -> dict[str, Client]:
        return self._session.desk.ledger.table(Client)

    @property
    def _about(self) -> str:
        """The id of the asking client: what is typed for it leaves with it."""
        return self._asked.client.id if self._asked.client else ""

    def _client(self, key: str | None) -> Client | None:
        return self._clients.get(key or "")

    def _after(self) -> None:
        self._done()
        self._offer_words()

    def _offer_words(self) -> None:
        """Offer the texts that are left, the next one chosen; she may leave them all."""
        self._words = [w for w in self._words if w.client in self._clients]
        if not self._words:
            self._app.switch_mode("day")
            return
        tasks = self._session.desk.ledger.table(Task)
        choices = [
            Choice(str(n), urgency_text.word_told(w, self._clients, tasks, replies.name_of(w.reply)))
            for n, w in enumerate(self._words)
        ]
        choices.append(Choice(DONE, _("End without another text")))
        detail = _("Enter opens a text, ready to be copied; nothing leaves by itself.")
        self._app.push_screen(ChoiceScreen(_("Who is to be told?"), detail, choices), self._open)

    def _open(self, key: str | None) -> None:
        if key is None or key == DONE:
            self._app.switch_mode("day")
            return
        word, desk = self._words[int(key)], self._session.desk
        about = desk.ledger.table(Task).get(word.task)
        before = len(desk.ledger.table(ReplyUse))

        def back(_result: None) -> None:
            if len(desk.ledger.table(ReplyUse)) > before:
                self._words.remove(word)
            self._offer_words()

        client = desk.client(word.client)
        self._app.push_screen(RepliesScreen(self._session, client, about, word), back)
