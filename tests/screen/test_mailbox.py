"""Her mailbox from the keys: drafts are put there behind her work, and its password is in no file."""

import asyncio
import re
import threading
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from textual import events
from textual.widgets import Input, Select, TextArea

from pupitre import demo
from pupitre.desk import Desk
from pupitre.report import Sent
from pupitre.settings import Security
from pupitre.value import replace
from storage.places import Place
from storage.store import Store
from tests.desktop.test_passwords import FakeVault
from tests.memory import HandClock, counted_ids
from tests.screen.test_report_ways import choose, history
from tests.screen.world import PLAIN_SPACES, World, running
from tui import words
from tui.desktop.mailbox import Account, MailboxError, Trouble
from tui.desktop.passwords import Passwords
from tui.desktop.post import Post
from tui.desktop.secret import Secret
from tui.screens.choice import ChoiceScreen
from tui.screens.day import DayScreen
from tui.screens.mailbox_form import MailboxForm, PasswordForm
from tui.screens.mailbox_text import said as sentence
from tui.screens.reports import ReportsScreen
from tui.widgets.rows import Rows

WORD = "Zébulon-7734-secret"


@dataclass
class FakeMailbox:
    """A mailbox that answers as told; it knows one password."""

    errors: list[MailboxError] = field(default_factory=list)
    placed: list[tuple[Account, bytes]] = field(default_factory=list)
    looked: list[Account] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)

    def look(self, account: Account, password: Secret) -> str:
        self.looked.append(account)
        return self._answer(account, password)

    def place(self, account: Account, password: Secret, message: bytes, message_id: str) -> str:
        folder = self._answer(account, password)
        assert message_id.encode() in message
        self.placed.append((account, message))
        return folder

    def _answer(self, account: Account, password: Secret) -> str:
        self.gate.wait(10)
        if self.errors:
            raise self.errors.pop(0)
        if password.reveal() != WORD:
            raise MailboxError(Trouble.PASSWORD)
        return account.folder or "Brouillons"


@dataclass
class Mailed:
    """A world with a mailbox."""

    world: World
    box: FakeMailbox
    vault: FakeVault


@asynccontextmanager
async def mailed(
    *, set_up: bool = True, known: bool = True, vault: FakeVault | None = None, **how: object
) -> AsyncIterator[Mailed]:
    """Run the application with a mailbox, whose password is in the keyring when it is known."""
    async with running(**how) as world:  # type: ignore[arg-type]
        box, vault = FakeMailbox(), vault or FakeVault()
        box.gate.set()
        world.app.session.post = Post(box, Passwords(lambda: vault))
        if set_up:
            desk = world.desk
            desk.change_settings(replace(desk.settings, mail_host="imap.exemple.fr", mail_user="maelle"))
        if known:
            vault.set_password("Pupitre imap.exemple.fr", "maelle", WORD)
        await world.press("f3")
        yield Mailed(world, box, vault)
        box.gate.set()


async def told(world: World, part: str) -> None:
    """Let what goes on behind come to its end, and look for what is said of it."""
    for _ in range(400):
        if part in world.heard():
            return
        await asyncio.sleep(0.01)
    pytest.fail(f"{part!r} was not said, but {world.told}")


async def until(world: World, kind: type, *, settled: bool = True) -> None:
    for _ in range(400):
        if isinstance(world.app.screen, kind):
            if settled:
                await world.pilot.pause()
            return
        await asyncio.sleep(0.01)
    pytest.fail(f"{kind} did not come")


async def said(world: World, selector: str, part: str) -> None:
    for _ in range(400):
        if part in world.said(selector):
            return
        await asyncio.sleep(0.01)
    pytest.fail(f"{part!r} is not in {world.said(selector)!r}")


async def test_a_draft_is_put_into_the_mailbox_and_noted() -> None:
    async with mailed() as on:
        await on.world.press("tab", "tab")
        await on.world.write("À moi. ")
        body = on.world.find("#body", TextArea).text
        await choose(on.world, "mailbox")
        await told(on.world, "« Brouillons »")
        [(account, raw)] = on.box.placed
        assert account == Account("imap.exemple.fr", 993, "maelle")
        message = message_from_bytes(raw, policy=policy.default)
        assert message["X-Unsent"] is None
        assert message["Date"] is not None
        plain = message.get_body(("plain",))
        assert plain is not None
        assert plain.get_content().replace("\r\n", "\n").rstrip("\n") == body.rstrip("\n")
        assert history(on.world) == [Sent.MAILBOX]
        assert on.world.shows("boîte")


async def test_it_goes_on_behind_her_work_and_leaving_does_not_wait() -> None:
    async with mailed() as on:
        on.box.gate.clear()
        await on.world.press("f7")
        assert on.world.find("#answers", Rows).choose("mailbox")
        # The pilot would wait for what goes on behind; she does not.
        on.world.app.post_message(events.Key("enter", None))
        await until(on.world, ReportsScreen, settled=False)
        on.world.app.post_message(events.Key("f2", None))
        await until(on.world, DayScreen, settled=False)
        assert not on.box.gate.is_set()
        assert history(on.world) == []
        assert all(t.daemon for t in threading.enumerate() if t.name == "chore" or t.name.startswith("pupitre"))
        on.box.gate.set()
        await told(on.world, "« Brouillons »")


async def test_a_trouble_is_said_and_nothing_is_noted() -> None:
    async with mailed() as on:
        on.box.errors.append(MailboxError(Trouble.QUOTA, "full"))
        await choose(on.world, "mailbox")
        await told(on.world, "pleine")
        assert history(on.world) == []


def test_each_trouble_is_one_sentence_that_says_what_to_do() -> None:
    words.use("fr")
    account = Account("{host} [/]", 993, "x")
    sentences = {sentence(MailboxError(trouble, "{detail} \x1b[2J"), account) for trouble in Trouble}
    assert len(sentences) == len(Trouble)
    for one in sentences:
        assert re.search(r"[:,] .*\.$|\. .*\.$", one.translate(PLAIN_SPACES)), one
        assert "\x1b" not in one


async def test_without_a_mailbox_its_form_opens_and_saves() -> None:
    async with mailed(set_up=False, known=False) as on:
        await choose(on.world, "mailbox")
        await until(on.world, MailboxForm)
        await on.world.fill("mail_host", "imap.exemple.fr")
        await on.world.fill("mail_user", "maelle")
        await on.world.fill("secret", WORD)
        on.world.find("#mail_security", Select).value = Security.STARTTLS
        await on.world.press("f5")
        await said(on.world, ".echo", "« Brouillons »")
        assert on.box.looked == [Account("imap.exemple.fr", 143, "maelle", starttls=True)]
        assert on.world.desk.settings.mail_host == "", "trying keeps nothing"
        await on.world.press("ctrl+s")
        assert on.world.desk.settings.mail_host == "imap.exemple.fr"
        assert on.world.desk.settings.mail_security is Security.STARTTLS
        await choose(on.world, "mailbox")
        await told(on.world, "« Brouillons »")
        assert list(on.vault.held.values()) == [WORD]


async def test_what_cannot_be_tried_is_said() -> None:
    wrongs = (
        ("mail_host", "https://imap.fr/", "nom de serveur"), ("mail_host", "", "nom du serveur"),
        ("mail_port", "99999", "port"), ("mail_port", "x", "port"), ("mail_user", "", "identifiant"),
    )
    async with mailed() as on:
        await on.world.press("escape")
        on.world.app.call_later(on.world.app.action_mailbox)
        await until(on.world, MailboxForm)
        for name, typed, wrong in wrongs:
            usual = on.world.find(f"#{name}", Input).value
            await on.world.fill(name, typed)
            await on.world.press("f5")
            assert wrong in on.world.wrong
            await on.world.fill(name, usual)
        assert on.box.looked == []


async def test_a_password_that_is_not_known_is_asked_and_the_draft_then_goes() -> None:
    async with mailed(known=False, vault=FakeVault(error=RuntimeError("no keyring"))) as on:
        await choose(on.world, "mailbox")
        await until(on.world, PasswordForm)
        field_ = on.world.find("#secret", Input)
        assert field_.password
        await on.world.press("ctrl+s")
        assert "mot de passe" in on.world.wrong
        await on.world.fill("secret", WORD)
        assert not on.world.shows(WORD)
        await on.world.press("ctrl+s")
        await told(on.world, "« Brouillons »")
        assert any("trousseau" in t for t in on.world.told), "it is said that it is asked again next time"
        assert len(on.box.placed) == 1


async def test_a_wrong_password_is_forgotten_and_asked_again() -> None:
    async with mailed() as on:
        on.vault.set_password("Pupitre imap.exemple.fr", "maelle", "faux")
        await choose(on.world, "mailbox")
        await told(on.world, "mot de passe")
        assert not on.vault.held
        await choose(on.world, "mailbox")
        await until(on.world, PasswordForm)


async def test_without_a_drafts_folder_she_chooses_one_and_it_is_kept() -> None:
    async with mailed() as on:
        on.box.errors.append(MailboxError(Trouble.NO_DRAFTS, "", ("INBOX", "Été [/]")))
        await choose(on.world, "mailbox")
        await until(on.world, ChoiceScreen)
        assert on.world.find("#answers", Rows).choose("Été [/]")
        await on.world.press("enter")
        await told(on.world, "« Été [/] »")
        assert on.world.desk.settings.mail_folder == "Été [/]"
        assert on.box.placed[0][0].folder == "Été [/]"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(Place(tmp_path / "data"))
    clock = HandClock(demo.START)
    archive = made.open(clock())
    Desk(archive, clock, counted_ids("demo")).take_in(demo.world("fr"))
    archive.close()
    return made


def assert_nowhere(folder: Path) -> set[str]:
    """Look for the password in every file, archives opened, and return their names."""
    names: set[str] = set()
    for path in (p for p in folder.rglob("*") if p.is_file()):
        contents = {path.name: path.read_bytes()}
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                contents |= {name: packed.read(name) for name in packed.namelist()}
        for name, content in contents.items():
            names.add(name)
            assert "Zébulon".encode() not in content, name
            assert b"7734-secret" not in content, name
    return names


async def test_the_password_is_in_no_file_no_draft_and_no_sentence(
    store: Store, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    async with mailed(set_up=False, known=False, store=store) as on:
        on.world.app.call_later(on.world.app.action_mailbox)
        await until(on.world, MailboxForm)
        await on.world.fill("mail_host", "imap.exemple.fr")
        await on.world.fill("mail_user", "maelle")
        await on.world.fill("secret", WORD)
        await on.world.press("escape")
        assert on.world.app.session.drafts["mailbox"]["mail_host"] == "imap.exemple.fr"
        assert WORD not in repr(on.world.app.session)
        on.world.app.call_later(on.world.app.action_mailbox)
        await until(on.world, MailboxForm)
        assert on.world.find("#secret", Input).value == ""
        await on.world.fill("secret", WORD)
        await on.world.press("ctrl+s")
        await choose(on.world, "mailbox")
        await told(on.world, "« Brouillons »")
        await choose(on.world, "eml")
        store.back_up_day(on.world.clock(), on.world.desk.settings.zone, 10**9)
        assert WORD not in repr(on.world.app.session)
        assert not any(WORD in t for t in on.world.told)
        assert "2026-11-23 TUY.eml" in assert_nowhere(on.world.folder)
    assert "desk.json" in assert_nowhere(tmp_path)
    assert WORD not in "".join(capfd.readouterr())
