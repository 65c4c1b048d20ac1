"""A mistake of the program itself: told in one sentence, and noted without any value, which may be her clients'."""

import os
import sys
from collections.abc import Iterator
from io import FileIO, TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from pupitre import __version__
from tui.words import _, harmless

if TYPE_CHECKING:
    from logging import Handler
    from threading import ExceptHookArgs

NAME = "pupitre.log"
LARGEST = 200_000
"""Bytes of the log before it begins anew; the one before it is kept."""

_PATH_PARTS = 3
_PR_SET_DUMPABLE = 4
"""prctl(2): a process that is not dumpable leaves no core to a program either, which no limit holds for."""


class _Log:
    """Where mistakes are noted: one place for the process, as its hooks are."""

    path: Path | None = None


def begin(folder: Path) -> None:
    """Note from now on, in a folder of data, what nobody handles; leave no image of the memory behind."""
    _Log.path = folder / NAME
    _no_core()
    sys.excepthook = _unhandled
    sys.unraisablehook = _unraisable
    import threading  # noqa: PLC0415 - its hook is set, and nothing of it is used

    threading.excepthook = _of_thread


def _no_core() -> None:
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))


def leave_no_image() -> None:
    """Ask Linux for no image of the memory at all, whatever takes them there; elsewhere do nothing."""
    if sys.platform != "linux":
        return
    import ctypes  # noqa: PLC0415 - after the first screen

    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def noted(error: BaseException) -> str:
    """Note a mistake: when, which version, what kind, and the lines of the program; return what to tell of it."""
    path = _Log.path
    told = _("Pupitre stopped because of a mistake of its own ({kind}). What was saved is kept: start it again.")
    told = told.format(kind=type(error).__name__)
    if path is None or not path.parent.is_dir():
        return told
    try:
        _write(path, "\n".join(_lines(error)))
    except OSError:
        return told  # a disk that refuses the log must not bring back what the mistake says of itself
    hint = _("If it comes back, this file helps to mend it, and holds nothing of your clients: {path}")
    return f"{told}\n{hint.format(path=harmless(str(path)))}"


def _write(path: Path, text: str) -> None:
    import logging  # noqa: PLC0415 - almost never needed

    handler = _handler(path)
    try:
        handler.setFormatter(logging.Formatter(f"%(asctime)s {__version__} %(message)s"))
        handler.handle(logging.LogRecord("pupitre", logging.ERROR, "", 0, text, None, None))
    finally:
        handler.close()


def _for_her(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _handler(path: Path) -> "Handler":
    from logging.handlers import RotatingFileHandler  # noqa: PLC0415 - almost never needed

    class Private(RotatingFileHandler):
        """Opens its files for her alone."""

        def _open(self) -> TextIOWrapper:
            return TextIOWrapper(FileIO(self.baseFilename, self.mode, opener=_for_her), encoding="utf-8")

        def handleError(self, record: object) -> None:  # noqa: N802 - logging's own name
            """Say nothing of a full disk: the mistake itself is told on the terminal."""

    return Private(path, maxBytes=LARGEST, backupCount=1)


def _lines(error: BaseException) -> Iterator[str]:
    """Yield the kind of a mistake and of those behind it, each with its lines of the program; never what they say."""
    seen: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in seen:
        seen.add(id(found))
        yield f"{type(found).__module__}.{type(found).__qualname__}"
        yield from (f"  {place}" for place in _frames(found.__traceback__))
        held = getattr(found, "error", None)  # what stopped a worker of Textual
        found = held if isinstance(held, BaseException) else found.__cause__ or found.__context__


def _frames(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        yield f"{'/'.join(Path(code.co_filename).parts[-_PATH_PARTS:])}:{trace.tb_lineno} {code.co_name}"
        trace = trace.tb_next


def _unhandled(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        sys.stderr.write(f"{noted(error)}\n")


def _of_thread(args: "ExceptHookArgs") -> None:
    if args.exc_value is not None:
        noted(args.exc_value)


def _unraisable(args: "sys.UnraisableHookArgs") -> None:
    if args.exc_value is not None:
        noted(args.exc_value)


def of_loop(_loop: object, context: dict[str, Any]) -> None:
    """Note what a task of asyncio that nobody waits for raised."""
    error = context.get("exception")
    if isinstance(error, BaseException):
        noted(error)
