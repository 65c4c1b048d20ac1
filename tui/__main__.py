"""Where Pupitre begins: what was typed after its name decides whether the full screen is loaded or one command.

Here and in `full_screen` the screen and the disk are introduced to each other, and nowhere else.
"""

import gc
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pupitre import __version__
from pupitre.errors import PupitreError
from storage.places import data_place
from tui import arguments, mishaps, words
from tui.words import _

if TYPE_CHECKING:
    from storage.store import Store


WITHOUT_KEY = frozenset({"doctor"})
"""The commands that tell what there is without the key of a protected desk."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `pupitre`: the full screen, or one command. Return the exit code."""
    given = sys.argv[1:] if argv is None else list(argv)
    language = arguments.language_in(given)
    words.use(language)
    _prepare_streams()
    args = arguments.parse(given, __version__)
    if argv is None:  # as a program of its own: whoever calls it has hooks of theirs
        gc.disable()  # what is being loaded stays: to look through it for what goes costs a start a twelfth
        mishaps.begin(data_place(args.data).folder)
    if args.command:
        from storage.store import Store  # noqa: PLC0415 - `--help` and `--version` need no disk
        from tui import cli  # noqa: PLC0415 - the full screen does not wait for the commands

        store = Store(data_place(args.data))
        return _unlock_for(args, store) or cli.run(args, store)
    told = _no_full_screen()
    if told:
        print(told, file=sys.stderr)
        return arguments.FAILURE
    from tui import full_screen  # noqa: PLC0415 - the commands do not wait for it

    try:
        return full_screen.show(args, language)
    except PupitreError as error:
        return arguments.refuse(error)


def _prepare_streams() -> None:
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # started with it closed
            nowhere = Path(os.devnull).open("r" if name == "stdin" else "w", encoding="utf-8")  # noqa: SIM115
            setattr(sys, name, nowhere)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal with a smaller alphabet shows « ? » instead of ending the command.
            stream.reconfigure(errors="replace")


def _no_full_screen() -> str:
    """Return why nothing can be shown here, "" when it can."""
    # The full screen reads keys from the first, and Textual draws on the second.
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return _("The full screen needs a terminal: “pupitre --help” shows the commands that do not.")
    if os.environ.get("TERM") in {"dumb", "unknown"}:
        return _("This terminal cannot draw a full screen: open another one, or use a command of “pupitre --help”.")
    return ""


def _unlock_for(args: Namespace, store: "Store") -> int:
    """Take the key of a protected desk for a command that reads or writes it; return the exit code of a refusal."""
    try:
        if args.command not in WITHOUT_KEY and store.is_locked():
            from tui import unlocking  # noqa: PLC0415 - a protected desk only

            unlocking.unlock(store)
    except PupitreError as error:
        return arguments.refuse(error)
    return 0


if __name__ == "__main__":
    sys.exit(main())
