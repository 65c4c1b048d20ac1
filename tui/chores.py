"""What is done behind her work: closed days, hours added up, the inbox, the backup of the day. Never in her way."""

from asyncio import sleep
from collections import deque
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from pupitre.errors import PupitreError
from pupitre.progress import Progress
from pupitre.risk import RiskKind
from pupitre.value import Struct, field
from tui import refusals, risk_words, words
from tui.commands import Place, key_to
from tui.session import Session, Step
from tui.words import _, harmless, ngettext, shown

if TYPE_CHECKING:
    from tui.keeping import Keeper

HEARTBEAT = timedelta(seconds=30)
"""How often a session is noted as alive, and a disk that refuses is tried and told of again."""

RETRY = timedelta(minutes=30)
"""After what the closing of days and the backup are tried again when the disk refused them."""

PATIENCE = 0.5
"""Seconds after which she is told what goes on."""

BREATH = 0.001
"""Seconds between two slices: keys that were pressed meanwhile come first."""

TOLD = 3
"""Titles told of what came in at once."""

COULD_HAPPEN = {RiskKind.NETWORK, RiskKind.CLOUD}


class Screen(Protocol):
    """What the chores ask of the application."""

    def call_later(self, callback: Callable[[], object]) -> object: ...  # noqa: D102
    def show_desk(self) -> None: ...  # noqa: D102
    def show_progress(self, told: str) -> None: ...  # noqa: D102
    def tell(self, sentence: str, *, bad: bool) -> None: ...  # noqa: D102
    @property
    def is_running(self) -> bool: ...  # noqa: D102


class Chore(Struct, eq=False):
    """Something done in slices: its name, empty when it is not told, whether it is tried again, and when it began."""

    told: str
    slices: Iterator[Step]
    again: bool = False
    began: float = field(default_factory=monotonic)


class Chores:
    """One after the other, a slice each time the application has nothing else to do."""

    def __init__(self, app: Screen, session: Session) -> None:
        self._app, self._session = app, session
        self._waiting: deque[Chore] = deque()
        self._under_way = False
        self._day: date | None = None
        self._seen_alive = session.now
        self._refused_at: datetime | None = None
        self._retry_at: datetime | None = None
        self._backup: Thread | None = None
        self._shown = session.desk.ledger.version

    @property
    def idle(self) -> bool:
        """Whether nothing waits."""
        return not self._waiting

    def beat(self) -> None:
        """Once a second: begin what a new day asks for, stay alive on the disk, take in what came."""
        now, desk = self._session.now, self._session.desk
        if desk.today != self._day or (self._retry_at is not None and now >= self._retry_at):
            self._day, self._retry_at = desk.today, None
            self.add("", self._recurring())
            self.add(_("Closing the days before"), self._closing(), again=True)
            self.add(_("Adding up the hours"), desk.adding_up())
            self.add("", desk.gathering_news())
            self._back_up()
        if not self._spared(now) and not timedelta() <= now - self._seen_alive < HEARTBEAT:
            self._seen_alive = now
            self._attempt(self._stay_alive)
        if not self._spared(now):
            self._attempt(self._mind_appointments)
        self.look()

    def _mind_appointments(self) -> None:
        """Begin or end the silence of an appointment."""
        if self._session.desk.mind_appointments():
            self._app.show_desk()

    def look(self) -> None:
        """Take in what other commands left: within 2 s, also while the clock is looked at seldom."""
        if not self._spared(self._session.now):
            self._attempt(self._receive)

    def _spared(self, now: datetime) -> bool:
        """Whether the disk refused just now: it is left alone for a while."""
        if self._refused_at is not None and not timedelta() <= now - self._refused_at < HEARTBEAT:
            self._refused_at = None
        return self._refused_at is not None

    def live(self, *, her: bool = False) -> None:
        """Take the pulse of the program, and a sign of her; each second, and before any key of hers is obeyed."""
        try:
            changed = self._session.live(her=her)
        except PupitreError as error:
            self._refused(error)
            return
        if changed:
            self._app.show_desk()

    def _stay_alive(self) -> None:
        """Note that the session goes on, and what is typed and not saved."""
        self._session.desk.heartbeat()
        self._session.desk.keep_interruption_alive()
        self._session.desk.count_deadlines()
        for form in tuple(self._session.open_forms):
            form.keep_draft()
        self._session.desk.keep_typed(self._session.drafts)

    def _attempt(self, verb: Callable[[], object]) -> None:
        try:
            verb()
        except PupitreError as error:
            self._refused(error)

    def _refused(self, error: PupitreError) -> None:
        """Tell of a refusal, once in a while."""
        now = self._session.now
        if self._refused_at is None or not timedelta() <= now - self._refused_at < HEARTBEAT:
            self._app.tell(refusals.say(error), bad=True)
        self._refused_at = now

    def add(self, told: str, slices: Iterator[Step], *, again: bool = False) -> None:
        """Do something in slices, after what waits already; `again` when the disk refuses it."""
        self._waiting.append(Chore(told, slices, again))
        if not self._under_way:
            self._under_way = True
            self._app.call_later(self._step)

    async def _step(self) -> None:
        """Do one slice, and come back for the next."""
        # Textual takes the next message without giving way when there is one: keys would wait for all slices.
        await sleep(BREATH)
        if not self._app.is_running or not self._waiting:
            self._under_way = False
            return
        chore = self._waiting[0]
        try:
            step = next(chore.slices)
        except StopIteration:
            self._done(chore)
        except PupitreError as error:
            self._refused(error)
            self._done(chore)
            if chore.again:
                self._try_again()
        else:
            if isinstance(step, tuple):
                self._tell_of(step)
            if chore.told and monotonic() - chore.began >= PATIENCE:
                self._app.show_progress(_progress(chore.told, step))
        self._app.call_later(self._step)

    def _done(self, chore: Chore) -> None:
        self._waiting.remove(chore)
        self._app.show_progress("")
        version = self._session.desk.ledger.version
        if not self._waiting or version != self._shown:
            self._shown = version
            self._app.show_desk()

    def _try_again(self) -> None:
        self._retry_at = self._session.now + RETRY

    def _closing(self) -> Iterator[Step]:
        """Close what is over."""
        yield from self._session.desk.closing_days()

    def _recurring(self) -> Iterator[Step]:
        """Make what comes again; of what was missed only the last counts, and that is said."""
        for made in self._session.desk.make_recurring():
            if made.missed:
                from tui import rule_words  # noqa: PLC0415 - not needed for the first screen

                self._app.tell(rule_words.caught_up(made), bad=False)
        yield None

    def _receive(self) -> None:
        """Take in the inbox, in slices when much came; what is under way ends first."""
        if not self.idle:
            return
        desk = self._session.desk
        came = desk.receiving()
        first = next(came, None)
        for name in desk.unreadable:
            self._app.tell(_("Something left by another command cannot be read. It was kept as {name}.").format(
                name=harmless(name)), bad=True)
        desk.unreadable.clear()
        if first is not None:
            self.add(_("Taking in a file"), _chained(first, came))

    def _of_lost_months(self, keeper: "Keeper") -> list[str]:
        """Return a sentence for each closed month that is missing or cannot be read."""
        try:
            lost = keeper.lost_months()
        except PupitreError as error:
            return [refusals.say(error)]
        data = key_to(Place.DAY, "show('data')")
        return [
            _("The file of {month} is missing: key {key} on the day screen can restore it.").format(
                month=words.month_named(month), key=data)
            if why is None else
            _("The file of {month} cannot be read ({why}): key {key} on the day screen can restore it.").format(
                month=words.month_named(month), why=refusals.in_words(why), key=data)
            for month, why in lost.items()
        ]

    def _tell_of(self, titles: tuple[str, ...]) -> None:
        for title in titles[:TOLD]:
            self._app.tell(_("Added from outside: {title}").format(title=shown(title)), bad=False)
        more = len(titles) - TOLD
        if more > 0:
            self._app.tell(ngettext("and {n} more task", "and {n} more tasks", more), bad=False)

    def _back_up(self) -> None:
        """Make the backup of the day, in a thread: it can take some seconds."""
        session, keeper = self._session, self._session.keeper
        if keeper is None or session.demo or (self._backup is not None and self._backup.is_alive()):
            return
        now, settings = session.now, session.desk.settings

        def work() -> None:
            told, new_day = [], True
            try:
                new_day = keeper.back_up_day(now, settings.zone, settings.backup_mb * 1_000_000)
            except PupitreError as error:
                told.append(refusals.say(error))
                self._app.call_later(self._try_again)
            # What only could happen is said once a day, what happened at each start.
            told += self._of_lost_months(keeper)
            told += [risk_words.say(r) for r in keeper.risks() if new_day or r.kind not in COULD_HAPPEN]
            for sentence in told:
                self._app.call_later(partial(self._app.tell, sentence, bad=True))

        # Leaving does not wait for it: a backup that was cut off is not one, and the next start makes it.
        self._backup = Thread(target=work, name="backup", daemon=True)
        try:
            self._backup.start()
        except RuntimeError:  # the system refuses one more thread
            self._backup = None
            self._try_again()


def _chained(first: Step, rest: Iterator[Step]) -> Iterator[Step]:
    yield first
    yield from rest


def _progress(told: str, step: Step) -> str:
    if isinstance(step, Progress) and step.total > 1:
        return _("{what}… {done} of {total}").format(what=told, done=step.done, total=step.total)
    return _("{what}…").format(what=told)


