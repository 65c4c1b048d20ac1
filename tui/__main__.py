"""Where Pupitre is put together: the only file that knows the trade, the screen and the disk."""

import os
import sys
import tempfile
from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from pupitre import __version__
from pupitre.clock import Clock
from pupitre.desk import Desk
from pupitre.errors import Damaged, PupitreError
from pupitre.ids import new_id
from pupitre.ports import Archive, Change
from pupitre.settings import Settings
from storage.places import Place, data_place
from storage.store import Store
from tui import arguments, words
from tui.words import _

if TYPE_CHECKING:
    from tui.app import PupitreApp
    from tui.session import Session


def main(argv: Sequence[str] | None = None) -> int:
    """Run `pupitre`: the full screen, or one command. Return the exit code."""
    given = sys.argv[1:] if argv is None else list(argv)
    language = arguments.language_in(given)
    words.use(language)
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:  # started with it closed
            nowhere = Path(os.devnull).open("r" if name == "stdin" else "w", encoding="utf-8")  # noqa: SIM115
            setattr(sys, name, nowhere)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A terminal with a smaller alphabet shows « ? » instead of ending the command.
            stream.reconfigure(errors="replace")
    args = arguments.parse(given, __version__)
    if args.command:
        from tui import cli  # noqa: PLC0415 - the full screen does not wait for the commands

        return cli.run(args, Store(data_place(args.data)))
    # The full screen reads keys from the first, and Textual draws on the second.
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        told = _("The full screen needs a terminal: “pupitre --help” shows the commands that do not.")
        print(told, file=sys.stderr)
        return arguments.FAILURE
    try:
        if args.demo:
            with tempfile.TemporaryDirectory(prefix="pupitre-demo-") as folder:
                return _demo(args, Store(Place(Path(folder))), language)
        return _open(args, Store(data_place(args.data)), language)
    except PupitreError as error:
        return arguments.refuse(error)


def _demo(args: Namespace, store: Store, language: str) -> int:
    from pupitre import demo  # noqa: PLC0415 - only `--demo` needs it

    clock = arguments.clock_at(args.at or demo.START.isoformat(), demo.ZONE)
    archive = store.open(clock())
    archive.keep(Change(demo.world(language)))
    archive.close()
    return _full_screen(store.open(clock()), clock, store, language, demo=True)


def _open(args: Namespace, store: Store, language: str) -> int:
    clock = arguments.clock_at(args.at, Settings().zone)
    try:
        archive = store.open(clock())
    except Damaged as damaged:
        if not _rescued(damaged, store, clock):
            raise
        archive = store.open(clock())
    return _full_screen(archive, clock, store, language)


def _rescued(damaged: Damaged, store: Store, clock: Clock) -> bool:
    """Ask what to do with a damaged file, and do it; return whether the desk can be opened again."""
    from tui.rescue import COPY, RescueApp  # noqa: PLC0415 - almost never needed

    copied = words.long_day(date.fromisoformat(damaged.good.stem)) if damaged.good else ""
    chosen = RescueApp(damaged, copied).run()
    if chosen is None:
        return False
    store.put_back(damaged.good if chosen == COPY else None, clock())
    return True


def _full_screen(archive: Archive, clock: Clock, store: Store, language: str, *, demo: bool = False) -> int:
    try:
        desk = Desk(archive, clock, new_id)
        spoken = desk.settings.language or language
        words.use(language if _named_on_purpose() else spoken)
        # Textual's animations would cost frames and move what should be still.
        os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
        from tui.app import PupitreApp  # noqa: PLC0415 - commands start without Textual

        PupitreApp(lambda app: _session(app, desk, store, demo=demo)).run()
    finally:
        archive.close()
    return 0


def _named_on_purpose() -> bool:
    return any(word.startswith("--lang") for word in sys.argv[1:])


def _session(app: "PupitreApp", desk: Desk, store: Store, *, demo: bool) -> "Session":
    from tui.desktop.clipboard import DesktopClipboard  # noqa: PLC0415 - with the full screen only
    from tui.desktop.notify import DesktopNotifier  # noqa: PLC0415
    from tui.desktop.surroundings import read_surroundings  # noqa: PLC0415
    from tui.session import Session  # noqa: PLC0415

    surroundings = read_surroundings()
    return Session(
        desk=desk, notifier=DesktopNotifier(surroundings, app.write_sequence, on_degraded=app.degraded),
        clipboard=DesktopClipboard(surroundings, app.write_sequence), surroundings=surroundings,
        reports_folder=store.reports, language=words.language(), demo=demo,
    )


if __name__ == "__main__":
    sys.exit(main())
