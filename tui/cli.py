"""The commands beside the full screen: short, scriptable, and without Textual; each loads what it needs itself."""

import gc
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from pupitre.errors import PupitreError, StorageFailed
from tui import arguments

INTERRUPTED = 130
"""The exit code that shells give to a command ended by Ctrl+C."""

HANDLERS = {
    "import": "exchange_command.bring", "export": "exchange_command.export", "add": "add_command.run",
    "when": "when_command.run", "doctor": "doctor_command.run", "report": "report_command.run",
    "statement": "statement_command.run", "calendar": "calendar_command.run", "today": "today_command.run",
    "backup": "data_commands.backup", "restore": "data_commands.restore",
}
"""The module and the function of each command: it is given what was typed, and the desk of a folder."""


def run(args: Namespace, store: Any) -> int:  # noqa: ANN401 - each command says what it asks of it
    """Run one command and return its exit code."""
    module, name = HANDLERS[args.command].split(".")
    try:
        handler: Callable[[Namespace, Any], None] = getattr(import_module(f"tui.{module}"), name)
        gc.freeze()  # what was loaded stays
        gc.enable()
        handler(args, store)
        # What is still in the buffer fails here, where it can be told, and not after the last line of Python.
        sys.stdout.flush()
    except PupitreError as error:
        return arguments.refuse(error)
    except BrokenPipeError:
        # The reader of our output left, as `head` does; nothing is wrong.
        _forget_output()
    except OSError as error:
        _forget_output()
        return arguments.refuse(StorageFailed(Path("-"), error.strerror or str(error)))
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def _forget_output() -> None:
    """Let the end of the process flush to nowhere: it would fail again, with a traceback."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
