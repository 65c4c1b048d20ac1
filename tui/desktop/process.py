"""Programs of the machine, run in silence: nothing they say lands on the screen, none outlives its limit."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence

from pupitre.value import Struct


class Ran(Struct, frozen=True):
    """How a program ended: "done", "exit 3", "missing", "timeout" or the name of a system error."""

    ok: bool
    detail: str
    output: bytes = b""


class QuietProcess:
    """Runs one program at a time with its three standard streams away from the terminal.

    The full screen is drawn on file descriptor 2: one line of complaint from a child would spoil it. Output is
    captured only on demand, as a child that stays behind (xclip) keeps the pipe open for ever.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def run(
        self,
        argv: Sequence[str],
        *,
        limit: float | None,
        feed: bytes | None = None,
        capture: bool = False,
        extra_env: Mapping[str, str] | None = None,
    ) -> Ran:
        """Run a program for at most `limit` seconds (None: no limit), then kill it and all it started."""
        try:
            process = subprocess.Popen(
                list(argv),
                stdin=subprocess.DEVNULL if feed is None else subprocess.PIPE,
                stdout=subprocess.PIPE if capture else subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # one signal ends it with its children; ours on Ctrl+C do not reach it
                env={**os.environ, **extra_env} if extra_env else None,
            )
        except FileNotFoundError:
            return Ran(ok=False, detail="missing")
        except (OSError, ValueError) as error:
            return Ran(ok=False, detail=type(error).__name__)
        self._process = process
        try:
            return _wait(process, feed, limit)
        finally:
            self._process = None

    def stop(self) -> None:
        """Kill the running program, if any; safe from any thread."""
        process = self._process
        if process is not None and process.poll() is None:
            _kill(process)


def _wait(process: subprocess.Popen[bytes], feed: bytes | None, limit: float | None) -> Ran:
    with contextlib.ExitStack() as pipes:
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipes.callback(_close_quietly, pipe)
        try:
            output, _ = process.communicate(feed, timeout=limit)
        except subprocess.TimeoutExpired:
            _kill(process)
            with contextlib.suppress(subprocess.TimeoutExpired):  # unkillable: the outcome is the same
                process.wait(timeout=0.2)
            return Ran(ok=False, detail="timeout")
        except OSError as error:
            _kill(process)
            return Ran(ok=False, detail=type(error).__name__)
    if process.returncode:
        return Ran(ok=False, detail=f"exit {process.returncode}", output=output or b"")
    return Ran(ok=True, detail="done", output=output or b"")


def _close_quietly(pipe: object) -> None:
    with contextlib.suppress(OSError):  # a reader that died first: its exit code tells
        pipe.close()  # type: ignore[attr-defined]


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):  # it has just ended
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
