"""A desk that a passphrase protects, as the commands and the screens see it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from threading import Lock

from pupitre.errors import BadBackup, Locked, PupitreError, WrongPhrase
from pupitre.progress import Progress
from pupitre.value import replace
from storage import sealing
from storage.departing import told_by_disk
from storage.key_file import UNPROTECTED, Cost, is_remembered, remembering, unwrap, wrap
from storage.places import Place
from storage.seal import PLAIN, BadSeal, Key, Seal, new_key, wrapped_in


class Protecting:
    """A desk on the disk whose files may be sealed; `cost` is what one try of a passphrase costs."""

    place: Place
    cost: Cost
    _one: Lock

    def _held(self, now: datetime) -> AbstractContextManager[None]:
        """Keep the desk for this process meanwhile. Raises `AlreadyOpen`."""
        raise NotImplementedError

    # -- opening ---------------------------------------------------------------------------------

    def is_sealed(self) -> bool:
        """Return whether the files are protected. Raises `StorageFailed`."""
        with told_by_disk(self.place.key):
            return sealing.is_protected(self.place)

    def is_locked(self) -> bool:
        """Return whether they are, and no key is at hand. Raises `StorageFailed`."""
        return self.is_sealed() and self.place.seal.own is None

    def holds_key(self) -> bool:
        """Return whether the desk is read and written with a key; the disk is not asked."""
        return self.place.seal.own is not None

    def check_key(self) -> None:
        """Refuse a desk that cannot be read. Raises `Locked` or `StorageFailed`."""
        if not self.is_sealed():
            self._take(None)  # the protection was taken away meanwhile
        elif self.place.seal.own is None:
            raise Locked(self.place.folder)

    def unlock(self, phrase: str) -> None:
        """Take the key that a passphrase opens. Raises `WrongPhrase`, `KeyLost` or `StorageFailed`."""
        with told_by_disk(self.place.key):
            self._take(sealing.key_by(self.place, phrase))

    def unlock_with(self, secret: bytes) -> None:
        """Take a key that a keyring kept. Raises `WrongPhrase` or `StorageFailed`."""
        try:
            key = Key(secret)
        except BadSeal as error:
            raise WrongPhrase from error
        with told_by_disk(self.place.key):
            if not sealing.fits(self.place, key):
                raise WrongPhrase
        self._take(key)

    def opens(self, phrase: str) -> bool:
        """Return whether a passphrase is the one of the desk; it takes some tenths of a second.

        Raises `KeyLost` or `StorageFailed`.
        """
        try:
            with told_by_disk(self.place.key):
                sealing.key_by(self.place, phrase)
        except WrongPhrase:
            return False
        return True

    def key_for(self, phrase: str) -> bytes:
        """Return the key, for a keyring. Raises `WrongPhrase`, `KeyLost` or `StorageFailed`."""
        with told_by_disk(self.place.key):
            return sealing.key_by(self.place, phrase).reveal()

    def is_remembered(self) -> bool:
        """Return whether a keyring was given the key: then it is asked first."""
        try:
            return is_remembered(self.place.key.read_bytes())
        except (OSError, BadSeal):
            return False

    def note_remembered(self, *, remembered: bool) -> None:
        """Note whether a keyring has the key. Raises `StorageFailed`."""
        with told_by_disk(self.place.key), suppress(BadSeal):
            sealing.change(self.place, remembering(self.place.key.read_bytes(), remembered=remembered))

    def know_backup(self, path: Path, phrase: str) -> None:
        """Take the key of a backup that another passphrase protects, to read it.

        Raises:
            WrongPhrase: it is not the passphrase of the backup.
            BadBackup: it carries no key.
        """
        try:
            key = unwrap(wrapped_in(path.read_bytes()), phrase)
        except BadSeal as error:
            raise BadBackup(path, "other_key") from error
        except OSError as error:
            raise BadBackup(path, error.strerror or str(error)) from error
        seal = self.place.seal
        self.place = replace(self.place, seal=replace(seal, others=(*seal.others, key)))

    def tidy_keys(self) -> None:
        """Finish what a change of the passphrase left to do; what the disk refuses waits."""
        with suppress(OSError):
            sealing.tidy(self.place)

    # -- protecting ------------------------------------------------------------------------------

    def seal(self, phrase: str, now: datetime, told: Callable[[Progress], None] = lambda _: None) -> bool:
        """Protect every file of the closed desk; return whether saved texts were moved to `reports`.

        Raises:
            AlreadyOpen: a process has the desk open.
            Damaged, TooNew: it cannot be read; nothing was changed.
            StorageFailed: the disk refused; nothing was changed.
        """
        key = new_key()
        with self._turning(now):
            moved = sealing.reports_out(self.place, self.documents)
            sealing.turn(self.place, Seal(key), wrap(key, phrase, self.cost), told)
        self._take(key)
        return moved

    def unseal(self, phrase: str, now: datetime, told: Callable[[Progress], None] = lambda _: None) -> None:
        """Take the protection of the closed desk away. Raises `WrongPhrase`, and as `seal`."""
        self.unlock(phrase)
        with self._turning(now):
            sealing.turn(self.place, PLAIN, UNPROTECTED, told)
        self._take(None)

    def change_phrase(self, old: str, new: str) -> None:
        """Put a new passphrase in the place of the old one; the desk may be open.

        A keyring that has the key keeps it. Raises `WrongPhrase`, `KeyLost` or `StorageFailed`: nothing was changed.
        """
        with self._one, told_by_disk(self.place.key):
            wrapped = wrap(sealing.key_by(self.place, old), new, self.cost)
            sealing.change(self.place, remembering(wrapped, remembered=self.is_remembered()))

    @contextmanager
    def _turning(self, now: datetime) -> Iterator[None]:
        from storage.reader import read_values  # noqa: PLC0415 - the desk is closed, this is rare

        with self._one, self._held(now), told_by_disk(self.place.folder):
            read_values(self.place)  # what cannot be read is put right first
            yield

    def _take(self, key: Key | None) -> None:
        if self.place.seal.own != key:
            self.place = replace(self.place, seal=replace(self.place.seal, own=key))

    @property
    def documents(self) -> Path:
        """The folder among her documents for what is to be read without Pupitre."""
        from platformdirs import user_documents_path  # noqa: PLC0415 - a protected desk only

        return user_documents_path() / "Pupitre"

    @property
    def reports(self) -> Path:
        """The folder of saved texts: of a protected desk in her documents, where they are in clear."""
        try:
            return self.documents if self.is_sealed() else self.place.reports
        except PupitreError:
            return self.place.reports
