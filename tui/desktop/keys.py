"""The key of a protected desk in the keyring of the system, for who wants no passphrase at each start."""

from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from pupitre.errors import NoKeyring, WrongPhrase
from tui.desktop.lane import Lane
from tui.desktop.passwords import LIMIT, Vault, system_vault

T = TypeVar("T")

SERVICE = "Pupitre"


class Keys:
    """Keeps keys by the folder of the desk. Its calls block up to `limit` seconds: call them from a thread."""

    def __init__(self, vault: Callable[[], Vault | None] = system_vault, *, limit: float = LIMIT) -> None:
        self._vault, self._limit = vault, limit

    def find(self, folder: Path) -> bytes | None:
        """Return the key of a desk, None when the keyring has none or does not answer."""
        try:
            told = self._ask(lambda vault: vault.get_password(SERVICE, _name(folder)))
            return b64decode(told, validate=True) if told else None
        except (NoKeyring, ValueError):
            return None

    def keep(self, folder: Path, secret: bytes) -> None:
        """Keep a key, and read it back. Raises `NoKeyring`."""
        told = b64encode(secret).decode()

        def put(vault: Vault) -> bool:
            vault.set_password(SERVICE, _name(folder), told)
            return vault.get_password(SERVICE, _name(folder)) == told

        if not self._ask(put):
            raise NoKeyring("it was not kept")

    def forget(self, folder: Path) -> None:
        """Take a key out again. Raises `NoKeyring`."""
        self._ask(lambda vault: vault.delete_password(SERVICE, _name(folder)))

    def _ask(self, question: Callable[[Vault], T]) -> T:
        def work() -> T:
            vault = self._vault()
            if vault is None:
                raise NoKeyring("none is safe")
            return question(vault)

        lane = Lane("keyring")
        try:
            return lane.call(work, self._limit)
        except NoKeyring:
            raise
        except Exception as error:  # noqa: BLE001  # each keyring has errors of its own
            raise NoKeyring(type(error).__name__) from None
        finally:
            lane.dismiss()


def _name(folder: Path) -> str:
    return str(folder.absolute())


class Locked(Protocol):
    """A protected desk that a key opens."""

    @property
    def folder(self) -> Path: ...  # noqa: D102
    def unlock_with(self, secret: bytes) -> None:
        """Take a key. Raises `WrongPhrase` or `StorageFailed`."""


def unlocked_by(desk: Locked, keys: Keys | None = None) -> bool:
    """Take the key of a desk from the keyring; return whether it had the right one."""
    secret = (keys or Keys()).find(desk.folder)
    if secret is None:
        return False
    try:
        desk.unlock_with(secret)
    except WrongPhrase:
        return False
    return True
