"""What is done for the protection beside the questions: on the closed desk, and with the keyring."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from pupitre.errors import NoKeyring
from pupitre.progress import Progress
from tui.desktop.keys import Keys
from tui.desktop.secret import Secret
from tui.keeping import Sealing
from tui.screens import points
from tui.screens.base import ProtectionWanted
from tui.words import _


def doing(wanted: ProtectionWanted) -> str:
    """Return what is told while it is done."""
    return _("Protecting your data…") if wanted.on else _("Taking the protection away…")


def protect(store: Sealing, wanted: ProtectionWanted, now: datetime, far: Callable[[Progress], None]) -> str:
    """Protect the files, or take that away, and say what became of them. Raises what the disk refuses."""
    phrase = wanted.phrase.reveal()
    if not wanted.on:
        remembered = store.is_remembered()
        store.unseal(phrase, now, far)
        if remembered:
            with suppress(NoKeyring):  # it opens nothing any more
                Keys().forget(store.folder)
        return _("Your data are in clear again.")
    told = _("Your data are protected: the passphrase opens them, and nothing else does.")
    if store.seal(phrase, now, far):
        told += " " + _("Texts saved so far are now in {path}.").format(path=points.place(store.documents))
    return told


def remember(keeper: Sealing, phrase: Secret, keys: Keys | None = None) -> str:
    """Give the key to the keyring, and say so. Raises `WrongPhrase`, `NoKeyring` or `StorageFailed`."""
    (keys or Keys()).keep(keeper.folder, keeper.key_for(phrase.reveal()))
    keeper.note_remembered(remembered=True)
    return _("The system’s keyring keeps the key: the passphrase is not asked on this computer.")


def forget(keeper: Sealing) -> str:
    """Have the keyring forget the key, and say what is to be known of it. Raises `StorageFailed`."""
    keeper.note_remembered(remembered=False)
    try:
        Keys().forget(keeper.folder)
    except NoKeyring:
        return _("The passphrase is asked at each start again. The keyring did not answer: see whether “Pupitre” "
                 "is still in it.")
    return _("The passphrase is asked at each start again.")
