"""A draft in the mailbox of a real server (Dovecot on the loopback), read back as another program would."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import imap_tools
import pytest

from tests.mail_server import PASSWORD, MailServer, certificate, mail_server
from tests.screen.world import HOSTILE
from tui.desktop.drafts_folder import Folder, drafts_among
from tui.desktop.eml import draft, header
from tui.desktop.mailbox import Account, ImapMailbox, MailboxError, Trouble, password_is_taken
from tui.desktop.markup import plain_body
from tui.desktop.secret import Secret

pytestmark = pytest.mark.desktop

SUBJECT = "Compte rendu du lundi 23\u00a0novembre – Œuvre & Fils"
BODY = (
    "Bonjour Maître,\n\nFait\n– 5\u202ffactures relancées : « déjà » réglées, 12\u00a0€.\n– Pièces <1> & 2.\n"
    ".\nFrom here\n\nBien à vous,\nMaëlle Quérigaut\n"
)
KEY = Secret(PASSWORD)


def message(subject: str = SUBJECT, body: str = BODY, key: str = "n1") -> tuple[bytes, str]:
    name = f"<{key}@pupitre.invalid>"
    at = datetime(2026, 11, 23, 17, 42, tzinfo=UTC)
    return draft("etude@brun.example", subject, body, unsent=False, dated=at, message_id=name), name


def account(server: MailServer, folder: str = "", *, starttls: bool = False, host: str = "localhost") -> Account:
    return Account(host, server.starttls if starttls else server.tls, "marie", starttls=starttls, folder=folder)


def box(server: MailServer, limit: float = 15) -> ImapMailbox:
    return ImapMailbox(authority=server.authority, limit=limit)


def seen_by_another(server: MailServer, folder: str) -> list[tuple[EmailMessage, tuple[str, ...]]]:
    """Return the messages of a folder and their flags, as another mail program reads them."""
    safe = ssl.create_default_context(cafile=server.authority)
    with imap_tools.MailBox("localhost", server.tls, ssl_context=safe).login_utf8("marie", PASSWORD, folder) as other:
        return [
            (message_from_bytes(one.obj.as_bytes(), policy=policy.default), one.flags)
            for one in other.fetch(mark_seen=False)
        ]


def trouble(work: Callable[[], object]) -> MailboxError:
    with pytest.raises(MailboxError) as caught:
        work()
    assert PASSWORD not in repr(caught.value) + caught.value.detail
    assert caught.value.__context__ is None or caught.value.__suppress_context__
    return caught.value


@pytest.fixture(scope="session")
def papers() -> Iterator[Path]:
    with certificate() as folder:
        yield folder


@pytest.fixture(scope="module")
def server(papers: Path) -> Iterator[MailServer]:
    """A French server that marks its folders, one of them in a folder with an accent."""
    folders = (("Clients été", ""), ("Drafts", ""), ("Brouillons", "\\Drafts"), ("Envoyés", "\\Sent"))
    with mail_server(papers, folders) as running:
        yield running


@pytest.fixture(scope="module")
def bare(papers: Path) -> Iterator[MailServer]:
    """A server without marks, its folders below the inbox, and room for nothing."""
    folders = (("INBOX/Brouillons", ""), ("INBOX/Archivés", ""))
    with mail_server(papers, folders, separator="/", room="1K", mechanisms="login plain") as running:
        yield running


@pytest.mark.parametrize("starttls", [False, True], ids=["tls", "starttls"])
def test_the_draft_is_in_the_folder_marked_for_drafts_word_for_word(server: MailServer, starttls: bool) -> None:
    raw, name = message(key=f"whole-{starttls}")
    assert box(server).place(account(server, starttls=starttls), KEY, raw, name) == "Brouillons"
    found = [m for m in seen_by_another(server, "Brouillons") if m[0]["Message-ID"] == name]
    [(read, flags)] = found
    assert flags == ("\\Draft",) or set(flags) == {"\\Draft", "\\Recent"}
    assert read["Subject"] == SUBJECT
    plain, html = read.get_body(("plain",)), read.get_body(("html",))
    assert plain is not None
    assert plain.get_content().replace("\r\n", "\n") == BODY
    assert html is not None
    assert "<h3" in html.get_content()
    assert not seen_by_another(server, "Drafts"), "a name counts only where nothing is marked"


def test_hostile_texts_are_read_back_and_add_no_header(server: MailServer) -> None:
    for n, evil in enumerate((*HOSTILE, "x\r\nBcc: tiers@autre.fr", "\udc80")):
        raw, name = message(evil, evil, f"evil{n}")
        assert box(server).place(account(server), KEY, raw, name) == "Brouillons"
        [(read, _)] = [m for m in seen_by_another(server, "Brouillons") if m[0]["Message-ID"] == name]
        plain = read.get_body(("plain",))
        assert plain is not None
        assert plain.get_content().replace("\r\n", "\n").rstrip("\n") == plain_body(evil).rstrip("\n")
        assert read["Subject"] == header(evil)
        assert read["Bcc"] is None


def test_her_own_folder_is_taken_accents_included(server: MailServer) -> None:
    raw, name = message(key="own")
    assert box(server).place(account(server, "Clients été"), KEY, raw, name) == "Clients été"
    assert [m[0]["Message-ID"] for m in seen_by_another(server, "Clients été")] == [name]


def test_trying_only_names_the_folder_and_leaves_nothing(server: MailServer) -> None:
    before = len(seen_by_another(server, "Brouillons"))
    assert box(server).look(account(server), KEY) == "Brouillons"
    assert len(seen_by_another(server, "Brouillons")) == before


def test_without_marks_the_folder_is_known_by_its_name(bare: MailServer) -> None:
    assert box(bare).look(account(bare), KEY) == "INBOX/Brouillons"


def test_a_folder_that_is_not_there_is_said_with_those_that_are(server: MailServer) -> None:
    raw, name = message()
    found = trouble(lambda: box(server).place(account(server, "Nulle part"), KEY, raw, name))
    assert found.trouble is Trouble.NO_DRAFTS
    assert set(found.folders) == {"INBOX", "Brouillons", "Drafts", "Clients été", "Envoyés"}


def test_a_full_mailbox_is_said(bare: MailServer) -> None:
    raw, name = message(body="mot " * 2000)
    assert trouble(lambda: box(bare).place(account(bare), KEY, raw, name)).trouble is Trouble.QUOTA


@pytest.mark.parametrize("wrong", ["faux", "", "é\r\nA1 LOGOUT"])
def test_a_wrong_password_is_said_and_named_nowhere(server: MailServer, wrong: str) -> None:
    found = trouble(lambda: box(server).look(account(server), Secret(wrong)))
    assert found.trouble is Trouble.PASSWORD
    assert not wrong or wrong not in found.detail


def test_a_certificate_that_nobody_vouches_for_is_refused(server: MailServer) -> None:
    found = trouble(lambda: ImapMailbox().look(account(server), KEY))
    assert found.trouble is Trouble.CERTIFICATE


def test_a_certificate_of_another_host_is_refused(server: MailServer) -> None:
    found = trouble(lambda: box(server).look(account(server, host="127.0.0.1"), KEY))
    assert found.trouble is Trouble.CERTIFICATE


def test_no_password_goes_over_an_open_line(server: MailServer) -> None:
    swapped = Account("localhost", server.starttls, "marie")
    assert trouble(lambda: box(server).look(swapped, KEY)).trouble is Trouble.NOT_SAFE


def test_a_server_that_offers_no_encryption_is_refused(papers: Path) -> None:
    with mail_server(papers, ssl="no") as open_line:
        found = trouble(lambda: box(open_line).look(account(open_line, starttls=True), KEY))
        assert found.trouble is Trouble.NOT_SAFE
        assert "Login" not in (open_line.folder / "log").read_text(encoding="utf-8")


@pytest.mark.parametrize("host", ["localhost", "nulle.part.invalid", "..", ""])
def test_a_host_that_is_not_there_is_said(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    found = trouble(lambda: ImapMailbox(limit=5).look(Account(host, port, "marie"), KEY))
    assert found.trouble is Trouble.NO_HOST


def test_a_server_that_says_nothing_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        start = time.monotonic()
        reached = ImapMailbox(limit=0.3)
        found = trouble(lambda: reached.look(Account("localhost", silent.getsockname()[1], "marie"), KEY))
    assert found.trouble is Trouble.TIMEOUT
    assert time.monotonic() - start < 3
    assert all(t.daemon for t in threading.enumerate() if "mailbox" in t.name), "nobody waits for it to leave"


@pytest.mark.parametrize(("host", "taken"), [
    ("outlook.office365.com", False), ("smtp.office365.com", False), ("IMAP-mail.outlook.com.", False),
    ("imap.orange.fr", True), ("notoutlook.com", True), ("outlook.com.example.fr", True),
])
def test_hosts_that_take_no_password_are_known_before_anything_is_sent(host: str, taken: bool) -> None:
    assert password_is_taken(host) is taken
    if not taken:
        assert trouble(lambda: ImapMailbox().look(Account(host, 993, "x"), KEY)).trouble is Trouble.MICROSOFT


@pytest.mark.parametrize(("folders", "chosen", "found"), [
    ([("INBOX", ".", ()), ("INBOX.Drafts", ".", ("\\HasNoChildren",))], "", "INBOX.Drafts"),
    ([("Drafts", "/", ()), ("[Gmail]/Brouillons", "/", ("\\Drafts",))], "", "[Gmail]/Brouillons"),
    ([("Drafts", "/", ("\\Noselect", "\\Drafts"))], "", None),
    ([("Projets/Brouillons", "/", ()), ("Brouillons", "/", ())], "", "Brouillons"),
    ([("Entwürfe", "", ())], "", "Entwürfe"),
    ([("Brouillons", "/", ("\\Drafts",)), ("Été", "/", ())], "ete", "Été"),
    ([("Brouillons", "/", ("\\Drafts",))], "Autre", None),
    ([], "", None),
])
def test_the_folder_for_drafts_by_mark_then_by_name(
    folders: list[tuple[str, str, tuple[str, ...]]], chosen: str, found: str | None
) -> None:
    assert drafts_among([Folder(*f) for f in folders], chosen) == found
