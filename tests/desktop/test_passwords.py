"""Where the password of her mailbox is: in a safe keyring, else in memory, and in no text that can be read."""

import pickle
import sys
import threading
import time
import types
from dataclasses import dataclass, field

import pytest

from tui.desktop.mailbox import Account
from tui.desktop.passwords import Passwords, Vault, system_vault
from tui.desktop.secret import Secret

ACCOUNT = Account("imap.exemple.fr", 993, "marie@exemple.fr")
WORD = "un-mot-de-passe-très-long"


@dataclass
class FakeVault:
    """A keyring in memory."""

    priority: float = 5
    held: dict[tuple[str, str], str] = field(default_factory=dict)
    error: Exception | None = None
    forgets: bool = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.error:
            raise self.error
        return None if self.forgets else self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.error:
            raise self.error
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


def passwords(vault: Vault | None, limit: float = 5) -> Passwords:
    return Passwords(lambda: vault, limit=limit)


def revealed(found: Secret | None) -> str | None:
    return found.reveal() if found else None


def test_a_password_kept_for_good_is_in_the_keyring_for_the_next_run() -> None:
    vault = FakeVault()
    assert passwords(vault).keep(ACCOUNT, Secret(WORD), for_good=True)
    assert list(vault.held.values()) == [WORD]
    assert revealed(passwords(vault).find(ACCOUNT)) == WORD


def test_a_password_for_this_run_alone_stays_in_memory() -> None:
    vault = FakeVault()
    run = passwords(vault)
    assert not run.keep(ACCOUNT, Secret(WORD), for_good=False)
    assert revealed(run.find(ACCOUNT)) == WORD
    assert not vault.held
    assert passwords(vault).find(ACCOUNT) is None


@pytest.mark.parametrize("vault", [
    None, FakeVault(error=RuntimeError("locked")), FakeVault(error=OSError()), FakeVault(forgets=True),
], ids=["none", "locked", "broken", "forgetful"])
def test_without_a_keyring_it_is_asked_each_time_and_never_called_kept(vault: FakeVault | None) -> None:
    run = passwords(vault)
    assert run.find(ACCOUNT) is None
    assert not run.keep(ACCOUNT, Secret(WORD), for_good=True)
    assert revealed(run.find(ACCOUNT)) == WORD


def test_a_keyring_that_hangs_is_given_up() -> None:
    gate = threading.Event()

    def hang() -> Vault | None:
        gate.wait(60)
        return None

    start = time.monotonic()
    assert Passwords(hang, limit=0.1).find(ACCOUNT) is None
    assert time.monotonic() - start < 3
    assert all(t.daemon for t in threading.enumerate() if "keyring" in t.name)
    gate.set()


def test_a_forgotten_password_is_nowhere() -> None:
    vault = FakeVault()
    run = passwords(vault)
    run.keep(ACCOUNT, Secret(WORD), for_good=True)
    run.forget(ACCOUNT)
    assert not vault.held
    assert run.find(ACCOUNT) is None


@pytest.mark.parametrize(("priorities", "taken"), [((0,), None), ((0.5,), None), ((5,), 5), ((0.5, 4.9), 4.9)])
def test_a_keyring_that_is_a_plain_file_is_none(
    monkeypatch: pytest.MonkeyPatch, priorities: tuple[float, ...], taken: float | None
) -> None:
    class Chain:
        priority = 10
        backends = tuple(FakeVault(p) for p in priorities)

    library = types.ModuleType("keyring")
    library.get_keyring = Chain  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", library)
    assert getattr(system_vault(), "priority", None) == taken


def test_the_keyring_of_a_machine_without_one_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    assert Passwords().find(ACCOUNT) is None


def test_a_secret_shows_itself_to_nobody() -> None:
    secret = Secret(WORD)
    assert WORD not in f"{secret} {secret!r} {[secret]} {vars(Passwords())}"
    assert not hasattr(secret, "__dict__")
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    assert not Secret("")
