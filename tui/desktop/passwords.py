"""The password of her mailbox: in the keyring of the system, else in memory until she leaves. Nowhere else."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from tui.desktop.lane import Lane
from tui.desktop.mailbox import Account
from tui.desktop.secret import Secret

T = TypeVar("T")

LIMIT = 5.0
"""Seconds for the keyring: some hang for minutes when the session has no screen."""
SAFE = 1
"""The least priority of a keyring of a system; below are those that keep a plain file, or nothing."""


class Vault(Protocol):
    """A keyring."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return a password, None when it has none."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a password."""

    def delete_password(self, service: str, username: str) -> None:
        """Forget a password."""


def system_vault() -> Vault | None:
    """Return the keyring of this system, None when it has none that is safe; loading it may take its time."""
    import keyring  # noqa: PLC0415 - only when she asks for it

    found = keyring.get_keyring()
    for one in getattr(found, "backends", [found]):
        if one.priority >= SAFE:
            return one  # type: ignore[no-any-return]
    return None


class Passwords:
    """Remembers passwords. Its calls block up to `limit` seconds: call them from a thread. None of them raises."""

    def __init__(self, vault: Callable[[], Vault | None] = system_vault, *, limit: float = LIMIT) -> None:
        self._vault, self._limit = vault, limit
        self._here: dict[tuple[str, str], Secret] = {}

    def find(self, account: Account) -> Secret | None:
        """Return the password of an account, None when it has to be asked."""
        here = self._here.get(_place(account))
        if here is not None:
            return here

        def ask(vault: Vault) -> Secret:
            return Secret(vault.get_password(*_place(account)) or "")

        return self._ask(ask) or None

    def keep(self, account: Account, password: Secret, *, for_good: bool) -> bool:
        """Remember a password until she leaves, `for_good` in the keyring too; return whether that has it."""
        self._here[_place(account)] = password

        def put(vault: Vault) -> bool:
            vault.set_password(*_place(account), password.reveal())
            return vault.get_password(*_place(account)) == password.reveal()

        return for_good and bool(self._ask(put))

    def forget(self, account: Account) -> None:
        """Forget a password everywhere."""
        self._here.pop(_place(account), None)
        self._ask(lambda vault: vault.delete_password(*_place(account)))

    def _ask(self, question: Callable[[Vault], T]) -> T | None:
        """Ask the keyring; None when there is none, when it refuses, or when it does not answer in time."""
        def work() -> T | None:
            vault = self._vault()
            return None if vault is None else question(vault)

        lane = Lane("keyring")
        try:
            return lane.call(work, self._limit)
        except Exception:  # noqa: BLE001  # each keyring has errors of its own; the password is asked then
            return None
        finally:
            lane.dismiss()


def _place(account: Account) -> tuple[str, str]:
    return f"Pupitre {account.host}", account.user
