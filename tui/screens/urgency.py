"""Urgence: one line on the phone, and at once whether it fits, what slips for whom, and what can be answered."""

from datetime import datetime
from time import monotonic
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.timer import Timer
from textual.widgets import Label

from pupitre.client import Client
from pupitre.errors import Invalid, PupitreError, UnknownClient
from pupitre.phrases import read
from pupitre.quick import Understanding
from pupitre.task import Task
from pupitre.text import clean_line
from pupitre.triage import Weighing
from pupitre.value import replace
from tui import line_words, refusals, words
from tui.commands import Place
from tui.screens import urgency_text
from tui.screens.base import DeskScreen, bindings_of
from tui.screens.inputs import minutes_in
from tui.screens.urgency_answers import Answers
from tui.screens.urgency_text import Frame, OfferRow, SlipRow
from tui.session import Session
from tui.widgets.fields import Input
from tui.widgets.keyline import KeyLine
from tui.widgets.lines import Line, cut
from tui.widgets.panels import LinePanel
from tui.widgets.rows import Rows
from tui.widgets.typed_line import TypedLine
from tui.words import _, harmless, shown

PAUSE = 0.15
"""Seconds after the last letter before the weighing: typing never waits for it."""

DRAFT = "urgency"
FIELDS = ("line", "effort", "hour")


class UrgencyScreen(DeskScreen):
    """What is asked above, what slips in the middle, the answers below. Nothing changes before one is chosen."""

    PLACE = Place.URGENCY
    CSS_PATH = "urgency.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.URGENCY)]
    AUTO_FOCUS = "#line"

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.weighing: Weighing | None = None
        self.asked = Understanding("")
        self._kept: dict[str, Task] = {}
        self._took = 0.0
        self._timer: Timer | None = None
        self._minute: datetime | None = None

    def compose(self) -> ComposeResult:
        """Lay out the line, the two fields for what it does not say, and the lists."""
        with Horizontal(classes="asked"):
            yield Label(_("Urgency"), markup=False)
            yield TypedLine(id="line", placeholder=_("What, @client, ~how long, until when"),
                        select_on_focus=False)
        with Horizontal(classes="asked"):
            yield Label(_("How long"), markup=False)
            yield TypedLine(id="effort", select_on_focus=False)
            yield Label(_("Until when"), markup=False)
            yield TypedLine(id="hour", select_on_focus=False)
        yield LinePanel(id="understood")
        yield LinePanel(id="verdict")
        yield Rows[SlipRow](lambda row, width: urgency_text.slip_row(row, self.frame, width), lambda r: r.task.id,
                            row_height=2, empty=self._nothing, id="slips")
        yield Rows[OfferRow](lambda row, width: urgency_text.offer_row(row, self.frame, width),
                             lambda r: r.offer.way, row_height=2, id="offers")
        yield KeyLine()

    def fill(self) -> None:
        """Fill the screen for the first time; what was typed and not answered is still there."""
        self.query_one("#slips").border_title = _("What slips")
        self.query_one("#offers").border_title = _("What to answer")
        self.refresh_desk()

    def on_unmount(self) -> None:
        """Nothing is half typed here any more."""
        self.session.open_forms.discard(self)

    def on_screen_suspend(self) -> None:
        """What is typed is in the drafts while another screen is shown: it leaves with its client."""
        if self.laid_out:
            self.keep_draft()
        self.session.open_forms.discard(self)

    def on_screen_resume(self) -> None:
        """Take up what the drafts still hold."""
        self.session.open_forms.add(self)
        draft = self.session.drafts.get(DRAFT, {})
        with self.prevent(Input.Changed):
            for field in self.query(Input):
                field.value = clean_line(draft.get(field.id or "", ""))

    @property
    def frame(self) -> Frame:
        """When and by whose hours things are told."""
        return Frame(self.session.now, self.session.desk.settings)

    def refresh_desk(self) -> None:
        """Weigh anew, on the desk as it is now."""
        self._weigh()

    def beat(self, now: datetime) -> None:
        """Weigh anew each minute: time passes while she listens."""
        if self.laid_out and now.replace(second=0, microsecond=0) != self._minute:
            self._weigh()

    # -- what is asked ---------------------------------------------------------------------------

    def _typed(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value

    def _understood(self) -> Understanding:
        """Return what is asked: the fields say more than the line. Raises `Invalid`."""
        desk, at = self.session.desk, self.session.desk.moment
        found = desk.understand(self._typed("line"))
        minutes, hour = minutes_in(self._typed("effort"), "estimate"), self._typed("hour").strip()
        if minutes is not None:
            found = replace(found, estimate_min=minutes)
        if hour:
            answer = read(hour, at).ahead(at.now)
            if answer.value is None:
                raise Invalid("deadline", "date", hour)
            found = replace(found, date=answer, date_words=hour)
        return found

    @property
    def behind(self) -> bool:
        """Whether what is typed was not weighed yet."""
        return self._timer is not None

    @on(Input.Changed)
    def _changed(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        # Where thousands of promises are weighed it takes a moment: as long a pause of hers is waited for.
        self._timer = self.set_timer(max(PAUSE, self._took), self._weigh)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Go to what is missing, else to the answers."""
        self._weigh()
        asked = self.asked
        missing = "line" if not asked.title else "effort" if asked.estimate_min is None else "hour"
        complete = self.weighing is not None and missing != "line"
        if complete:
            self.query_one("#offers").focus()
        elif event.input.id != missing:
            self.query_one(f"#{missing}").focus()

    # -- weighing --------------------------------------------------------------------------------

    def _weigh(self) -> None:
        """Say whether it fits, as far as it is known what is asked."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        if not self.laid_out:
            return
        self._minute = self.session.now.replace(second=0, microsecond=0)
        self.weighing, told = None, urgency_text.hint(self.session.desk.clients())
        try:
            self.asked = self._understood()
            if self._blank:
                self._kept.clear()
            else:
                told = self._named()
                began = monotonic()
                self.weighing = self.session.desk.weigh_urgency(self.asked, self._kept)
                self._took = monotonic() - began
        except PupitreError as error:
            told = [((f" {refusals.say(error)}", "soon"),)]
        self._show(told)

    @property
    def _blank(self) -> bool:
        return not any(self._typed(name).strip() for name in FIELDS)

    def _named(self) -> list[Line]:
        """Refuse a client that nobody knows. Raises `UnknownClient`."""
        if self.asked.unknown_client:
            known = tuple(harmless(c.label) for c in self.session.desk.clients())
            raise UnknownClient(shown(self.asked.unknown_client), known)
        return []

    def _show(self, told: list[Line]) -> None:
        found, frame, at = self.weighing, self.frame, self.session.desk.moment
        meant = line_words.understood(self.asked, at) if not self._blank else []
        title = cut(shown(self.asked.title), 40) if not self._blank else ""
        said = " · ".join([*meant, title] if title else meant)
        self.query_one("#understood", LinePanel).show([((f" {said}", ""),)])
        self.query_one("#verdict", LinePanel).show(told or (urgency_text.verdict(found, frame) if found else []))
        self.query_one("#effort", Input).placeholder = (
            words.duration(self.asked.estimate_min) if self.asked.estimate_min else _("45 min, 1h30…"))
        hour = urgency_text.hour_told(self.asked, self.frame)
        self.query_one("#hour", Input).placeholder = hour or _("17h, tomorrow 10h…")
        self.query_one("#slips", Rows).show(self._slip_rows(found))
        offers = [OfferRow(o, found, self._others(found)) for o in found.offers] if found else []
        self.query_one("#offers", Rows).show(offers)
        self.refresh_keys()

    def _slip_rows(self, found: Weighing | None) -> list[SlipRow]:
        if found is None:
            return []
        rows = [SlipRow(s.task, self._client(s.task), s, s.task.id in self._kept) for s in found.slips]
        left = self._kept.keys() - {row.task.id for row in rows}
        return [*rows, *(SlipRow(t, self._client(t), None, kept=True) for k, t in self._kept.items() if k in left)]

    def _client(self, task: Task) -> Client | None:
        return self.session.desk.ledger.table(Client).get(task.client or "")

    def _others(self, found: Weighing) -> int:
        mine = self.asked.client.id if self.asked.client else None
        return len({s.task.client for s in found.slips if s.until is not None} - {None, mine})

    def _nothing(self) -> str:
        return _("Nothing slips.") if self.weighing is not None else _("Here comes what slips, and for whom.")

    # -- choosing --------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether a command does something now."""
        if action == "keep" and self.laid_out:
            return self.query_one("#slips").has_focus and bool(self.query_one("#slips", Rows).items)
        if action == "choose" and self.laid_out:
            return self.weighing is not None
        return super().check_action(action, parameters)

    def on_descendant_focus(self) -> None:
        """Other keys are good in the lists than where she types."""
        if self.laid_out:
            self.refresh_keys()

    def action_keep(self) -> None:
        """Say that a promise must not move, or that it may."""
        row: SlipRow | None = self.query_one("#slips", Rows).chosen
        if row is None:
            return
        if row.task.id in self._kept:
            del self._kept[row.task.id]
        else:
            self._kept[row.task.id] = row.task
        self._weigh()

    def action_choose(self) -> None:
        """From what slips to the answers; there, do what is chosen."""
        offers = self.query_one("#offers", Rows)
        row: OfferRow | None = offers.chosen
        if not offers.has_focus:
            offers.focus()
        elif row is not None and self.weighing is not None:
            Answers(self.app, self.session, self.asked, self.weighing, self._answered).choose(row.offer)

    @on(Rows.Opened)
    def _clicked(self, event: Rows.Opened) -> None:
        if event.rows.id == "slips":
            self.action_keep()
        else:
            self.action_choose()

    def _answered(self) -> None:
        """Begin anew: what was asked is on the desk, or refused."""
        self._kept.clear()
        with self.prevent(Input.Changed):
            for name in FIELDS:
                self.query_one(f"#{name}", Input).value = ""
        self.keep_draft()
        self.session.keep_typed()
        self.query_one("#line").focus()
        self._weigh()

    # -- leaving ---------------------------------------------------------------------------------

    def keep_draft(self) -> None:
        """Remember what is typed."""
        if self._blank:
            self.session.drafts.pop(DRAFT, None)
        else:
            self.session.drafts[DRAFT] = {name: self._typed(name) for name in FIELDS}

    def action_back(self) -> None:
        """From a list to the line, from there to the day; what is typed stays."""
        if isinstance(self.focused, Rows):
            self.query_one("#line").focus()
            return
        self.keep_draft()
        self.session.keep_typed()
        self.app.switch_mode("day")
