import threading
import time
from collections.abc import Callable, Iterator, Sequence
from statistics import median

import pytest

from tests.desktop.fakes import FakeChannel, HandClock, HungChannel
from tests.real_desktop import wait_until
from tui.desktop.notice import Channel, Notice, Outcome
from tui.desktop.notify import QUEUE_LIMIT, DesktopNotifier
from tui.desktop.surroundings import Surroundings

KITTY = Surroundings(kitty=True)
PLAIN = Surroundings(term="xterm-256color")


class Desk:
    """A notifier with its channels and all that came out of it."""

    def __init__(self, channels: Sequence[Channel], around: Surroundings = PLAIN, call_limit: float = 1.0) -> None:
        self.written: list[str] = []
        self.degraded: list[tuple[Outcome, ...]] = []
        self.clock = HandClock()
        self.notifier = DesktopNotifier(
            around,
            self.written.append,
            channels=channels,
            monotonic=self.clock,
            on_degraded=self.degraded.append,
            call_limit=call_limit,
        )

    def tell(self, notice: Notice) -> tuple[Outcome, ...]:
        """Send one notice and wait for what became of it."""
        before = self.notifier.last
        self.notifier.send(notice)
        wait_until(lambda: self.notifier.last is not before, 3)
        return self.notifier.last

    def test(self, notice: Notice) -> tuple[Outcome, ...]:
        told: list[tuple[Outcome, ...]] = []
        self.notifier.try_all(notice, told.append)
        wait_until(lambda: bool(told), 3)
        return told[0]


@pytest.fixture
def open_desks() -> Iterator[list[Desk]]:
    desks: list[Desk] = []
    yield desks
    for desk in desks:
        desk.notifier.close()


@pytest.fixture
def make(open_desks: list[Desk]) -> Callable[..., Desk]:
    def _make(*channels: Channel, around: Surroundings = PLAIN, call_limit: float = 1.0) -> Desk:
        open_desks.append(Desk(channels, around, call_limit))
        return open_desks[-1]

    return _make


def codes(outcomes: Sequence[Outcome]) -> list[tuple[str, str]]:
    return [(outcome.channel, outcome.detail) for outcome in outcomes]


def test_the_first_channel_that_works_is_enough(make: Callable[..., Desk]) -> None:
    first, second = FakeChannel("first"), FakeChannel("second")
    desk = make(first, second)
    assert desk.tell(Notice("a\x1b", "b")) == (Outcome("first", ok=True, detail="shown"),)
    assert first.sent == [Notice("a", "b")]
    assert not second.sent
    assert not desk.written


def test_the_next_channel_is_tried_when_one_fails(make: Callable[..., Desk]) -> None:
    desk = make(FakeChannel("first", ok=False), FakeChannel("broken", error=ValueError("x")), FakeChannel("third"))
    assert codes(desk.tell(Notice("a"))) == [("first", "exit 1"), ("broken", "ValueError"), ("third", "shown")]
    assert not desk.degraded


def test_the_bell_goes_out_with_the_notice(make: Callable[..., Desk]) -> None:
    desk = make(FakeChannel())
    assert codes(desk.tell(Notice("a", bell=True))) == [("fake", "shown"), ("bell", "sent")]
    assert desk.written == ["\a"]


def test_without_a_desktop_the_terminal_raises_it(make: Callable[..., Desk]) -> None:
    desk = make(around=KITTY)
    assert codes(desk.tell(Notice("a"))) == [("osc 99", "sent")]
    assert desk.written[0].startswith("\x1b]99;")


def test_in_tmux_the_bell_rings_too_since_the_sequence_may_be_dropped(make: Callable[..., Desk]) -> None:
    desk = make(around=Surroundings(kitty=True, tmux=True))
    assert codes(desk.tell(Notice("a"))) == [("osc 99", "sent"), ("bell", "sent")]


def test_with_nothing_else_it_rings(make: Callable[..., Desk]) -> None:
    desk = make()
    assert codes(desk.tell(Notice("a"))) == [("bell", "sent")]
    assert not desk.notifier.degraded


def test_after_two_failures_the_desktop_is_left_alone_and_this_is_told_once(make: Callable[..., Desk]) -> None:
    channel = FakeChannel(ok=False)
    desk = make(channel)
    for _ in range(4):
        desk.tell(Notice("a"))
    assert len(channel.sent) == 2
    assert desk.degraded == [(Outcome("fake", ok=False, detail="exit 1"),)]
    assert desk.notifier.degraded
    assert desk.written == ["\a"] * 4


def test_a_successful_test_brings_the_desktop_back(make: Callable[..., Desk]) -> None:
    channel = FakeChannel(ok=False)
    desk = make(channel)
    desk.tell(Notice("a"))
    desk.tell(Notice("b"))
    channel.ok = True
    assert codes(desk.test(Notice("essai"))) == [("fake", "shown"), ("bell", "sent")]
    assert not desk.notifier.degraded


def test_a_test_tries_every_channel(make: Callable[..., Desk]) -> None:
    desk = make(FakeChannel("one"), FakeChannel("two", ok=False), around=KITTY)
    found = desk.test(Notice("essai"))
    assert codes(found) == [("one", "shown"), ("two", "exit 1"), ("osc 99", "sent"), ("bell", "sent")]


def test_the_same_tag_is_quiet_for_a_minute(make: Callable[..., Desk]) -> None:
    channel = FakeChannel()
    desk = make(channel)
    desk.tell(Notice("1", tag="pause"))
    desk.clock.now += 59
    desk.notifier.send(Notice("2", tag="pause"))
    desk.tell(Notice("3", tag="autre"))
    desk.clock.now += 2
    desk.tell(Notice("4", tag="pause"))
    assert [notice.title for notice in channel.sent] == ["1", "3", "4"]


def test_a_hung_channel_is_given_up_and_not_called_again(make: Callable[..., Desk]) -> None:
    hung = HungChannel()
    desk = make(hung, FakeChannel("next"), call_limit=0.5)
    assert codes(desk.tell(Notice("a"))) == [("hung", "timeout"), ("next", "shown")]
    assert codes(desk.tell(Notice("b"))) == [("hung", "busy"), ("next", "shown")]
    assert len(hung.sent) == 1
    hung.release.set()


def test_sending_is_immediate_and_closing_quick_when_a_channel_hangs(make: Callable[..., Desk]) -> None:
    hung = HungChannel()
    desk = make(hung, call_limit=60)
    taken: list[float] = []
    for number in range(20):
        start = time.perf_counter()
        desk.notifier.send(Notice(f"{number}"))
        taken.append(time.perf_counter() - start)
    assert median(taken) < 0.05
    assert sum(taken) < 0.5
    wait_until(lambda: bool(hung.sent), 2)
    start = time.perf_counter()
    desk.notifier.close(timeout=30)
    assert time.perf_counter() - start < 2
    assert hung.aborts == 1
    hung.release.set()


def test_the_oldest_waiting_notice_is_forgotten(make: Callable[..., Desk]) -> None:
    hung = HungChannel()
    desk = make(hung, call_limit=30)
    desk.notifier.send(Notice("first"))
    wait_until(lambda: bool(hung.sent), 2)
    for number in range(8):
        desk.notifier.send(Notice(f"{number}"))
    hung.release.set()
    wait_until(lambda: len(hung.sent) == 1 + QUEUE_LIMIT, 3)
    assert [notice.title for notice in hung.sent] == ["first", "3", "4", "5", "6", "7"]


def test_closing_frees_every_channel_and_nothing_is_sent_after(make: Callable[..., Desk]) -> None:
    channel = FakeChannel()
    desk = make(channel)
    desk.tell(Notice("a"))
    desk.notifier.close()
    assert channel.rests == 1
    desk.notifier.send(Notice("b"))
    desk.notifier.close()
    assert len(channel.sent) == 1


def test_closing_without_having_sent_takes_no_time() -> None:
    start = time.perf_counter()
    DesktopNotifier(PLAIN, lambda _: None, channels=[FakeChannel()]).close()
    assert time.perf_counter() - start < 0.5


def test_a_dead_terminal_raises_nothing() -> None:
    def broken(_sequence: str) -> None:
        raise OSError

    notifier = DesktopNotifier(PLAIN, broken, channels=[])
    notifier.send(Notice("a"))
    wait_until(lambda: bool(notifier.last), 2)
    assert notifier.last == (Outcome("bell", ok=False, detail="OSError"),)
    notifier.close()


def test_no_thread_left_in_the_system_raises_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_thread: threading.Thread) -> None:
        raise RuntimeError

    monkeypatch.setattr(threading.Thread, "start", refuse)
    written: list[str] = []
    notifier = DesktopNotifier(PLAIN, written.append, channels=[FakeChannel()])
    notifier.send(Notice("a"))
    assert written == ["\a"]
    notifier.close()


def test_a_broken_callback_does_not_stop_the_notifier(make: Callable[..., Desk]) -> None:
    def broken(_outcomes: tuple[Outcome, ...]) -> None:
        raise LookupError

    channel = FakeChannel()
    desk = make(channel)
    desk.notifier.try_all(Notice("essai"), broken)
    wait_until(lambda: len(channel.sent) == 1, 2)
    assert desk.tell(Notice("a"))
    wait_until(lambda: len(channel.sent) == 2, 2)
