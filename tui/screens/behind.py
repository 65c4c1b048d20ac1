"""Work in threads: behind one screen, and behind all of them as slices of a chore."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from functools import partial
from threading import Thread
from typing import Any, TypeVar

from textual.app import App

from pupitre.errors import PupitreError
from pupitre.progress import Progress
from tui.session import Step

T = TypeVar("T")

SLICE = 0.005
"""Seconds that a slice waits for its thread, less than a key is felt."""


def _aside(work: Callable[[], None], name: str) -> None:
    """Do work in a thread; at once, and waited for, where the system refuses one more."""
    try:
        Thread(target=work, name=name, daemon=True).start()
    except RuntimeError:
        work()


class Lane:
    """One piece of work at a time in a thread; of those of one name that wait, only the last is done."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._waiting: dict[str, Callable[[], Callable[[], None]]] = {}
        self._name = ""

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return bool(self._name)

    def ask(
        self, name: str, work: Callable[[], T], done: Callable[[T], None], refused: Callable[[PupitreError], None]
    ) -> None:
        """Do work, then hand its result or its refusal over, unless newer work of that name waits by then."""

        def run() -> Callable[[], None]:
            try:
                return partial(done, work())
            except PupitreError as error:
                return partial(refused, error)

        self._waiting.pop(name, None)
        self._waiting[name] = run
        if not self.busy:
            self._begin()

    def _begin(self) -> None:
        self._name = next(iter(self._waiting))
        run = self._waiting.pop(self._name)

        def work() -> None:
            told = run()
            if self._app.is_running:
                self._app.call_later(self._ended, told)

        _aside(work, self._name)

    def _ended(self, tell: Callable[[], None]) -> None:
        name, self._name = self._name, ""
        if name not in self._waiting:
            tell()
        if self._waiting and not self.busy:
            self._begin()


def in_thread(work: Callable[[Callable[[Progress], None]], T], done: Callable[[T], None]) -> Iterator[Step]:
    """Do work in a thread, as slices; it is given a way to say how far it is. Raises what the work raises."""
    told: list[Progress] = []
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(work(told.append))
        except BaseException as error:  # noqa: BLE001 - raised again below, where it can be told
            future.set_exception(error)

    # Leaving does not wait for it: whatever it writes counts whole or not at all.
    _aside(run, "chore")
    while not future.done():
        wait([future], SLICE)
        yield told[-1] if told else None
    done(future.result())
