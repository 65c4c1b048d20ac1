"""The passphrase of a protected desk where there is no full screen: from the keyring, else asked on the terminal."""

import getpass
import sys
from pathlib import Path
from typing import Protocol

from pupitre.errors import Locked
from tui.desktop.keys import unlocked_by
from tui.words import _


class Store(Protocol):
    """A protected desk."""

    @property
    def folder(self) -> Path: ...  # noqa: D102
    def is_remembered(self) -> bool: ...  # noqa: D102
    def unlock(self, phrase: str) -> None: ...  # noqa: D102
    def unlock_with(self, secret: bytes) -> None: ...  # noqa: D102


def unlock(store: Store) -> None:
    """Give a desk its key. Raises `WrongPhrase`, or `Locked` where nobody can be asked."""
    if store.is_remembered() and unlocked_by(store):
        return
    store.unlock(asked(_("Passphrase: "), store.folder))


def asked(question: str, folder: Path) -> str:
    """Return what is typed, unseen; the terminal is asked, whatever goes to standard output. Raises `Locked`."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise Locked(folder)
    try:
        return getpass.getpass(question, sys.stderr)
    except EOFError as error:
        raise Locked(folder) from error
