"""The notifier: tells the desktop, else the terminal, else rings; it never raises, blocks or delays quitting."""

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence

from pupitre.value import Struct, replace
from tui.desktop.channels import COMMAND_LIMIT, os_channels
from tui.desktop.lane import Lane, LaneBusyError
from tui.desktop.notice import Channel, Notice, Outcome
from tui.desktop.safe_text import notice_text
from tui.desktop.surroundings import Surroundings
from tui.desktop.terminal import BELL, terminal_notice

__all__ = ["DesktopNotifier", "Notice", "Outcome"]

QUEUE_LIMIT = 5
TAG_QUIET = 60.0
"""Seconds during which a tag is not announced again."""
FAILURES_ALLOWED = 2
"""Notices that no desktop channel could show, after which the desktop is left alone."""
CALL_LIMIT = COMMAND_LIMIT + 0.5
"""Seconds a channel may take; a little more than its program, so that the program's own verdict is read."""
CLOSE_LIMIT = 1.5

Told = Callable[[tuple[Outcome, ...]], None]
"""Receives outcomes, in the notifier's thread."""


class _Job(Struct, frozen=True):
    notice: Notice
    done: Told | None = None
    """Set for a test of all channels."""


def _ignore(_outcomes: tuple[Outcome, ...]) -> None:
    pass


class DesktopNotifier:
    """Sends notices from one daemon thread, started by the first of them.

    `write` puts an escape sequence on the terminal and `on_degraded` learns, once, that the desktop is given
    up; both are called from that thread and must hand over to the application's own.
    """

    def __init__(
        self,
        surroundings: Surroundings,
        write: Callable[[str], None],
        *,
        channels: Sequence[Channel] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        on_degraded: Told = _ignore,
        call_limit: float = CALL_LIMIT,
    ) -> None:
        self._surroundings = surroundings
        self._write = write
        self._channels = tuple(os_channels(surroundings) if channels is None else channels)
        self._lanes = [Lane(channel.name, channel.rest) for channel in self._channels]
        self._monotonic = monotonic
        self._on_degraded = on_degraded
        self._call_limit = call_limit
        self._jobs: deque[_Job] = deque()
        self._wake = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closing = False
        self._failures = 0
        self._announced: dict[str, float] = {}
        self._last: tuple[Outcome, ...] = ()

    @property
    def degraded(self) -> bool:
        """Tell whether the desktop channels were given up for this session."""
        return self._failures >= FAILURES_ALLOWED

    @property
    def last(self) -> tuple[Outcome, ...]:
        """What became of the latest notice, channel by channel in the order tried."""
        return self._last

    def send(self, notice: Notice) -> None:
        """Announce; returns at once. Of more than five waiting notices the oldest is forgotten."""
        self._put(_Job(_filtered(notice)))

    def try_all(self, notice: Notice, done: Told) -> None:
        """Try every channel, given up or not, and hand all outcomes to `done` (not called after `close`)."""
        self._put(_Job(_filtered(notice), done))

    def close(self, timeout: float = 1.0) -> None:
        """Forget what waits, end what runs, free what is held; returns within `timeout` (1.5 s at most)."""
        deadline = time.monotonic() + min(timeout, CLOSE_LIMIT)
        with self._wake:
            self._closing = True
            self._jobs.clear()
            self._wake.notify_all()
        if self._thread is not None:
            self._thread.join(min(timeout, CLOSE_LIMIT) / 2)
        for channel in self._channels:
            channel.abort()
        for lane in self._lanes:
            lane.dismiss()
        for lane in self._lanes:
            lane.join(deadline - time.monotonic())

    def _put(self, job: _Job) -> None:
        with self._wake:
            if self._closing:
                return
            self._jobs.append(job)
            self._forget_oldest()
            try:
                self._start()
            except RuntimeError as error:  # the system refuses one more thread
                self._jobs.clear()
                self._last = (Outcome("thread", ok=False, detail=type(error).__name__), self._emit("bell", BELL))
                return
            self._wake.notify_all()

    def _forget_oldest(self) -> None:
        """Keep the queue short; a test is never forgotten, since someone waits for its answer."""
        notices = [job for job in self._jobs if job.done is None]
        if len(notices) > QUEUE_LIMIT:
            self._jobs.remove(notices[0])

    def _start(self) -> None:
        if self._thread is None:
            thread = threading.Thread(target=self._run, name="pupitre notifier", daemon=True)
            thread.start()
            self._thread = thread

    def _run(self) -> None:
        while (job := self._next()) is not None:
            if job.done is None:
                self._deliver(job.notice)
            else:
                self._last = self._test(job.notice)
                self._tell(job.done)

    def _next(self) -> _Job | None:
        with self._wake:
            self._wake.wait_for(lambda: self._jobs or self._closing)
            return None if self._closing else self._jobs.popleft()

    def _deliver(self, notice: Notice) -> None:
        if self._repeated(notice.tag):
            return
        outcomes = [] if self.degraded else self._desktop(notice)
        if not any(outcome.ok for outcome in outcomes):
            outcomes += self._terminal(notice)
        elif notice.bell:
            outcomes.append(self._emit("bell", BELL))
        self._last = tuple(outcomes)

    def _repeated(self, tag: str) -> bool:
        now = self._monotonic()
        self._announced = {name: at for name, at in self._announced.items() if now - at < TAG_QUIET}
        if tag in self._announced:
            return True
        if tag:
            self._announced[tag] = now
        return False

    def _desktop(self, notice: Notice) -> list[Outcome]:
        """Try the desktop channels until one shows the notice; a notice that none shows counts as a failure."""
        outcomes: list[Outcome] = []
        for channel, lane in zip(self._channels, self._lanes, strict=True):
            outcomes.append(self._call(channel, lane, notice))
            if outcomes[-1].ok or self._closing:
                return outcomes
        if outcomes:
            self._failures += 1
            if self.degraded:
                self._last = tuple(outcomes)
                self._tell(self._on_degraded)
        return outcomes

    def _terminal(self, notice: Notice) -> list[Outcome]:
        """Raise the notice by the terminal; ring if asked, if nothing else is left, or if tmux may drop it."""
        if self._closing:
            return []
        sequence = terminal_notice(self._surroundings, notice)
        outcomes = [] if sequence is None else [self._emit(f"osc {self._surroundings.notice_code}", sequence)]
        unsure = self._surroundings.tmux or not any(outcome.ok for outcome in outcomes)
        return [*outcomes, self._emit("bell", BELL)] if notice.bell or unsure else outcomes

    def _test(self, notice: Notice) -> tuple[Outcome, ...]:
        lanes = zip(self._channels, self._lanes, strict=True)
        desktop = [self._call(channel, lane, notice) for channel, lane in lanes]
        if any(outcome.ok for outcome in desktop):
            self._failures = 0
        return (*desktop, *self._terminal(replace(notice, bell=True)))

    def _call(self, channel: Channel, lane: Lane, notice: Notice) -> Outcome:
        try:
            return lane.call(lambda: channel.send(notice), self._call_limit)
        except TimeoutError:
            return Outcome(channel.name, ok=False, detail="timeout")
        except LaneBusyError:
            return Outcome(channel.name, ok=False, detail="busy")
        except Exception as error:  # noqa: BLE001  # a desktop library may raise anything
            return Outcome(channel.name, ok=False, detail=type(error).__name__)

    def _emit(self, name: str, sequence: str) -> Outcome:
        try:
            self._write(sequence)
        except Exception as error:  # noqa: BLE001  # the terminal may be gone
            return Outcome(name, ok=False, detail=type(error).__name__)
        return Outcome(name, ok=True, detail="sent")

    def _tell(self, told: Told) -> None:
        try:
            told(self._last)
        except Exception as error:  # noqa: BLE001  # the application may be gone
            self._last = (*self._last, Outcome("callback", ok=False, detail=type(error).__name__))


def _filtered(notice: Notice) -> Notice:
    title, body = notice_text(notice.title, notice.body)
    return replace(notice, title=title, body=body)
