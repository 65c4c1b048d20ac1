"""The full screen on a desk, again after each backup that she puts back; the commands start without it."""

import os
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from pupitre.clock import Clock
from pupitre.desk import Desk
from pupitre.errors import Damaged, Locked, PupitreError, TooNew
from pupitre.ids import new_id
from pupitre.ports import Archive
from pupitre.pulse import pulses
from pupitre.settings import Settings
from pupitre.value import Struct
from storage.keymap_file import KeymapFile
from storage.places import Place, data_place
from storage.store import Store
from tui import arguments, refusals, words
from tui.lighter import load_textual

if TYPE_CHECKING:
    from tui.app import PupitreApp
    from tui.screens.base import ProtectionWanted
    from tui.session import Session


def show(args: Namespace, language: str) -> int:
    """Show the desk, or the demonstration, until she leaves it; return the exit code. Raises as `run` does."""
    if args.demo:
        return _demonstrated(args, language)
    return run(Store(data_place(args.data)), arguments.clock_at(args.at, Settings().zone), language)


def _demo(args: Namespace, store: Store, language: str) -> int:
    from pupitre import demo  # noqa: PLC0415 - only `--demo` needs it

    clock = arguments.clock_at(args.at or demo.START.isoformat(), demo.ZONE)
    archive = store.open(clock())
    Desk(archive, clock, new_id).take_in(demo.world(language))
    archive.close()
    return run(store, clock, language, demo=True)


def _demonstrated(args: Namespace, language: str) -> int:
    """Show the demonstration in a folder of its own, until she leaves it; return the exit code."""
    import tempfile  # noqa: PLC0415 - only a demonstration needs it

    with tempfile.TemporaryDirectory(prefix="pupitre-demo-") as folder:
        return _demo(args, Store(Place(Path(folder))), language)


def run(store: Store, clock: Clock, language: str, *, demo: bool = False) -> int:
    """Show the desk of a folder, again after each backup that she puts back, and return the exit code.

    Raises:
        Damaged: it cannot be read, and she left it as it is.
        TooNew: a later version wrote it, and she left it as it is.
        AlreadyOpen: another process has it.
        StorageFailed: the disk refused.
    """
    news: tuple[tuple[str, bool], ...] = ()
    welcome = False
    while True:
        try:
            archive = store.open(clock())
        except (Damaged, TooNew) as error:
            news = (*news, (_rescued(error, store, clock), False))
            continue
        except Locked:
            if _unlocked(store):
                continue
            return 0
        wanted, theme = _full_screen(archive, clock, store, _Showing(language, news, demo=demo, welcome=welcome))
        from tui.commands.first import DEMONSTRATION  # noqa: PLC0415 - commands start without it

        if wanted is None:
            return 0
        news, welcome = (), wanted == DEMONSTRATION
        if welcome:
            _demonstrated(Namespace(at=None), language)
        elif isinstance(wanted, Path):
            news = _put_back(store, wanted, clock, theme)
        else:
            news = _protected(store, wanted, clock, theme)


def _rescued(error: Damaged | TooNew, store: Store, clock: Clock) -> str:
    """Ask what to do with a desk that cannot be opened, do it, and return what was done. Raises the error again."""
    from tui.rescue import RescueApp  # noqa: PLC0415 - almost never needed
    from tui.screens.rescue import Rescue  # noqa: PLC0415

    done = RescueApp(Rescue(error, store, clock, Settings().zone)).run()
    if done is None:
        raise error
    return done


def _unlocked(store: Store) -> bool:
    """Take the key of a protected desk from the keyring, else ask for the passphrase; return whether there is one."""
    from tui.desktop.keys import unlocked_by  # noqa: PLC0415 - a protected desk only

    if store.is_remembered() and unlocked_by(store):
        return True
    from tui.rescue import UnlockApp  # noqa: PLC0415

    return bool(UnlockApp(store).run())


def _protected(
    store: Store, wanted: "ProtectionWanted", clock: Clock, theme: str
) -> tuple[tuple[str, bool], ...]:
    """Protect the closed desk, or take that away; return what to tell of it, and whether it is bad news."""
    from tui.rescue import ProtectApp  # noqa: PLC0415 - almost never needed
    from tui.screens.protecting import doing, protect, remember  # noqa: PLC0415

    told = ProtectApp(lambda far: protect(store, wanted, clock(), far), doing(wanted), theme).run()
    if told is None or told[1] or not wanted.remember:
        return (told,) if told else ()
    try:
        return told, (remember(store, wanted.phrase), False)
    except PupitreError as error:
        return told, (refusals.say(error), True)


def _put_back(store: Store, path: Path, clock: Clock, theme: str) -> tuple[tuple[str, bool], ...]:
    """Put a backup back on the closed desk; return what to tell of it, and whether it is bad news."""
    from tui.rescue import RestoreApp, restored  # noqa: PLC0415 - almost never needed

    told = RestoreApp(lambda: restored(store, path, clock(), Settings().zone), theme).run()
    return (told,) if told else ()


class _Showing(Struct, frozen=True):
    """How the desk is shown: the system's language, what to tell first, and whether it is the demonstration.

    `welcome` tells that the welcome page comes first, although it was shown already.
    """

    language: str
    news: tuple[tuple[str, bool], ...]
    demo: bool
    welcome: bool = False


def _full_screen(
    archive: Archive, clock: Clock, store: Store, how: _Showing
) -> "tuple[Path | ProtectionWanted | None, str]":
    """Show the desk until she leaves it; return what it is to be closed for, if for anything, and the theme."""
    try:
        desk = Desk(archive, clock, new_id)
        spoken = desk.settings.language or how.language
        words.use(how.language if _named_on_purpose() else spoken)
        # Textual's animations would cost frames and move what should be still.
        os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
        load_textual()
        from tui.app import PupitreApp  # noqa: PLC0415 - commands start without Textual

        app = PupitreApp(lambda app: _session(app, desk, store, how))
        wanted = app.run()
        if app.return_code:
            raise SystemExit(app.return_code)  # what went wrong is on the terminal already
        return wanted or app.protection, desk.settings.theme
    finally:
        archive.close()


def _named_on_purpose() -> bool:
    return any(word.startswith("--lang") for word in sys.argv[1:])


def _session(app: "PupitreApp", desk: Desk, store: Store, how: _Showing) -> "Session":
    from tui.desktop.clipboard import DesktopClipboard  # noqa: PLC0415 - with the full screen only
    from tui.desktop.notify import DesktopNotifier  # noqa: PLC0415
    from tui.desktop.surroundings import read_surroundings  # noqa: PLC0415
    from tui.own_keys import OwnKeys  # noqa: PLC0415
    from tui.session import Session  # noqa: PLC0415

    surroundings = read_surroundings()
    return Session(
        desk=desk, notifier=DesktopNotifier(surroundings, app.write_sequence, on_degraded=app.degraded),
        clipboard=DesktopClipboard(surroundings, app.write_sequence), surroundings=surroundings,
        reports_folder=store.reports, language=words.language(), keeper=store, demo=how.demo, welcome=how.welcome,
        own_keys=OwnKeys(KeymapFile(store.folder)), news=how.news, pulse=pulses(desk.clock),
    )
