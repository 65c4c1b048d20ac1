"""A draft as a file for a mail program: read back it is what she wrote, and nobody adds a header to it."""

import re
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.screen.world import HOSTILE
from tui.desktop.eml import draft, header
from tui.desktop.markup import fragment, page, plain_body

SUBJECT = "Compte rendu du lundi 23\u00a0novembre – Œuvre & Fils"
BODY = (
    "Bonjour Maître,\n\nVoici le point de la journée.\n\nFait\n– 5\u202ffactures relancées : « déjà » réglées.\n"
    "– Pièces <1> & 2 numérisées.\n\nTemps : 1\u00a0h\u00a015.\n\nBien à vous,\nMaëlle Quérigaut\n"
)
KNOWN = {"x-unsent", "from", "to", "subject", "mime-version", "content-type"}
typed = st.text(st.characters(codec=None), max_size=300) | st.sampled_from(HOSTILE)


def read(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    assert found is not None
    return str(found.get_content()).replace("\r\n", "\n")


def test_the_draft_read_back_is_what_she_wrote() -> None:
    raw = draft("etude@brun.example", SUBJECT, BODY, sender=("Maëlle Quérigaut", "maelle@exemple.fr"))
    message = read(raw)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "etude@brun.example"
    assert message["From"] == "Maëlle Quérigaut <maelle@exemple.fr>"
    assert message["Subject"] == SUBJECT
    assert part(message, "plain") == BODY
    assert raw.isascii()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 78


def test_the_same_draft_gives_the_same_bytes() -> None:
    assert draft("a@b.fr", SUBJECT, BODY) == draft("a@b.fr", SUBJECT, BODY)
    assert b"Date:" not in draft("a@b.fr", SUBJECT, BODY)


def test_a_draft_for_a_mailbox_is_dated_and_named_and_not_marked_for_outlook() -> None:
    at = datetime(2026, 11, 23, 17, 42, tzinfo=UTC)
    message = read(draft("a@b.fr", SUBJECT, BODY, unsent=False, dated=at, message_id="<n1@pupitre.invalid>"))
    assert message["X-Unsent"] is None
    assert message["Message-ID"] == "<n1@pupitre.invalid>"
    assert message["Date"].datetime == at


def test_headings_and_lists_are_kept_and_nothing_is_loaded() -> None:
    html = part(read(draft("", SUBJECT, BODY, language="fr")), "html")
    assert '<html lang="fr">' in html
    assert re.search(r"<h3[^>]*>Fait</h3>\n<ul>\n<li>5\u202ffactures", html)
    assert "<li>Pièces &lt;1&gt; &amp; 2 numérisées.</li>" in html
    assert "<p>Bien à vous,<br>\nMaëlle Quérigaut</p>" in html
    assert not re.search(r"<(script|img|link|iframe|a)\b|src=|href=|url\(|http", html)


def test_a_language_is_a_language_or_nothing() -> None:
    assert "<html>" in page("x", 'fr" onload="x')


def test_several_addresses_and_none() -> None:
    assert read(draft("a@b.fr; C d <c@d.fr>, pas une adresse", "s", "b"))["To"] == "a@b.fr, c@d.fr"
    assert read(draft("", "s", "b"))["To"] is None
    assert read(draft("jo@é.fr", "s", "b"))["To"] == "jo@xn--9ca.fr"


@pytest.mark.parametrize("evil", [
    "x\r\nBcc: tiers@autre.fr", "x\nBcc: tiers@autre.fr", "x\rBcc: tiers@autre.fr", "x\x0bBcc: y", "x\u2028Bcc: y",
    "=?utf-8?q?x=0D=0ABcc=3A_tiers=40autre.fr?=", "\udc80\ud800", "\x00\x1b]52;c;eA==\x07", "\u202egnp.exe",
    "é" * 10_000, "x" * 10_000, ("mot " * 2_500), "", " ", "=?", "a\x85b", *HOSTILE,
])
def test_no_text_becomes_a_header(evil: str) -> None:
    raw = draft(f"{evil} <a@b.fr>", evil, evil, sender=(evil, "m@n.fr"))
    message = read(raw)
    assert {name.lower() for name in message} <= KNOWN
    assert message["Subject"] == header(evil)
    assert not re.search("[\x00-\x1f\u202e]", message["Subject"])
    assert part(message, "plain").rstrip("\n") == plain_body(evil).rstrip("\n")
    assert {a.addr_spec for a in message["To"].addresses} <= {"a@b.fr"} if message["To"] else True
    assert not message.defects
    assert draft(evil, "s", "b", sender=("", evil))


@settings(max_examples=60, deadline=None)
@given(subject=typed, body=typed, name=typed, address=typed)
def test_whatever_is_typed_is_read_back_under_the_same_headers(
    subject: str, body: str, name: str, address: str
) -> None:
    message = read(draft(address, subject, body, sender=(name, address)))
    assert {n.lower() for n in message} <= KNOWN
    assert message["Subject"] == header(subject)
    assert part(message, "plain").rstrip("\n") == plain_body(body).rstrip("\n")


@settings(max_examples=60, deadline=None)
@given(typed)
def test_every_word_is_in_the_html_and_no_tag_of_hers_is(text: str) -> None:
    made = fragment(text)
    tags = set(re.findall(r"<[^>]*>", made))
    assert tags <= {"<p>", "</p>", "<br>", "<ul>", "</ul>", "<li>", "</li>", "</h3>",
                    '<h3 style="font-size:1em;margin:1em 0 0.3em">'}
    told = unescape(re.sub(r"<[^>]*>", "", made))
    assert set("".join(told.split())) <= set("".join(plain_body(text).split()))
    words = [w for w in re.split(r"\s+", re.sub(r"(?m)^[–•*-] +", "", plain_body(text))) if w]
    assert re.split(r"\s+", told.strip()) == (words or [""])
