"""Calls that may hang, kept in a thread of their own and given up after a limit."""

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")

REST_AFTER = 15.0
"""Seconds of quiet after which a lane gives back what it holds."""


class LaneBusyError(Exception):
    """The call before this one was given up and still hangs."""


def _nothing() -> None:
    pass


class Lane:
    """One daemon thread that runs one call at a time; the thread may hang for ever, the caller never does.

    Always the same thread: a window of Windows dies with the thread that made it. Daemon, because an ordinary
    thread delays the end of the program as long as it hangs.
    """

    def __init__(self, name: str, rest: Callable[[], None] = _nothing, rest_after: float = REST_AFTER) -> None:
        self._name = name
        self._rest = rest
        self._rest_after = rest_after
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._running: Future[object] | None = None
        self._fault: Exception | None = None

    def call(self, work: Callable[[], T], limit: float) -> T:
        """Return what `work` returns, or raise what it raises; `TimeoutError` after `limit` seconds."""
        return self.begin(work).result(timeout=limit)

    def begin(self, work: Callable[[], T]) -> Future[T]:
        """Begin a call and return at once what will hold its result.

        Raises:
            LaneBusyError: another one hangs.
            RuntimeError: the system refuses one more thread; the next call asks again.
        """
        if self._running is not None and not self._running.done():
            raise LaneBusyError(self._name)
        self._raise_fault()
        self._start()
        result: Future[T] = Future()
        self._running = result  # type: ignore[assignment]  # only asked whether it is done
        self._jobs.put(lambda: _settle(result, work))
        return result

    def dismiss(self) -> None:
        """Ask the thread to give back what it holds and to end; returns at once."""
        self._jobs.put(None)

    def join(self, limit: float) -> None:
        """Wait for the end of the thread, at most `limit` seconds."""
        if self._thread is not None:
            self._thread.join(max(0.0, limit))

    def _start(self) -> None:
        if self._thread is None:
            thread = threading.Thread(target=self._run, name=f"pupitre {self._name}", daemon=True)
            thread.start()
            self._thread = thread

    def _run(self) -> None:
        holding = False
        while True:
            try:
                job = self._jobs.get(timeout=self._rest_after if holding else None)
            except queue.Empty:
                self._try_rest()
                holding = False
                continue
            if job is None:
                self._try_rest()
                return
            job()
            holding = True

    def _try_rest(self) -> None:
        try:
            self._rest()
        except Exception as error:  # noqa: BLE001  # kept: the next call raises it
            self._fault = error

    def _raise_fault(self) -> None:
        fault, self._fault = self._fault, None
        if fault is not None:
            raise fault


def _settle(result: Future[T], work: Callable[[], T]) -> None:
    try:
        value = work()
    except BaseException as error:  # noqa: BLE001  # handed to the caller, who waits for it
        result.set_exception(error)
    else:
        result.set_result(value)
