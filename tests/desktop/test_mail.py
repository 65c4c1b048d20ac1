import stat
import sys
import time
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.desktop import mail
from tui.desktop.mail import MAILTO_LIMIT, mail_link, open_url, opener
from tui.desktop.notice import Outcome
from tui.desktop.surroundings import Surroundings

GRAPHICAL = Surroundings(display=":0")


def fields(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query, strict_parsing=True).items()}


def test_a_report_travels_whole() -> None:
    body = "Bonjour Madame,\n\nRelances : 12 à 17\u202fh & œuvre « A+B » ; 100\u00a0% #1\n"
    link = mail_link("contact@tuyauterie.fr", "Compte rendu du 23 novembre", body)
    assert link is not None
    assert link.complete
    assert link.url.startswith("mailto:contact@tuyauterie.fr?subject=Compte%20rendu%20du%2023%20novembre&body=")
    assert fields(link.url)["body"] == body.replace("\n", "\r\n")
    assert "%0D%0A" in link.url
    assert link.url.isascii()


def test_a_long_report_leaves_its_body_out_and_says_so() -> None:
    link = mail_link("a@b.fr", "Compte rendu", "é" * 400)
    assert link is not None
    assert not link.complete
    assert link.url == "mailto:a@b.fr?subject=Compte%20rendu"


def test_the_limit_itself_is_allowed() -> None:
    head = len("mailto:a@b.fr?subject=x&body=")
    whole, cut = (
        mail_link("a@b.fr", "x", "y" * (MAILTO_LIMIT - head)),
        mail_link("a@b.fr", "x", "y" * MAILTO_LIMIT),
    )
    assert whole is not None
    assert whole.complete
    assert len(whole.url) == MAILTO_LIMIT
    assert cut is not None
    assert not cut.complete


def test_a_subject_too_long_for_any_mail_program_is_refused() -> None:
    assert mail_link("a@b.fr", "x" * 2000, "") is None


def test_no_header_can_be_slipped_in() -> None:
    link = mail_link("a@b.fr?bcc=x@y.fr&cc=z@y.fr", "Objet\r\nBcc: x@y.fr", "corps")
    assert link is not None
    assert set(fields(link.url)) == {"subject", "body"}
    assert fields(link.url)["subject"] == "Objet Bcc: x@y.fr"
    assert "\r" not in unquote(urlsplit(link.url).path)


@pytest.mark.parametrize(
    ("to", "path"),
    [
        ("", ""),
        ("Mme Petit <petit@oeil.fr>", "petit@oeil.fr"),
        ("a@b.fr, c+d@e.fr", "a@b.fr,c%2Bd@e.fr"),
        ("a@b.fr\r\nBcc: c@d.fr", "a@b.fr"),
        ("rené@école.fr", "ren%C3%A9@%C3%A9cole.fr"),
        ("a@b.fr; c@d.eu", "a@b.fr,c@d.eu"),
        ("a@b.fr?bcc=x@y.fr", ""),
        ("pas une adresse", ""),
    ],
)
def test_recipients_are_bare_addresses(to: str, path: str) -> None:
    link = mail_link(to, "s", "")
    assert link is not None
    assert urlsplit(link.url).path == path
    assert "c@d.fr" not in link.url


@given(st.text(st.characters()), st.text(st.characters()), st.text(st.characters()))
def test_whatever_comes_the_address_is_short_and_plain(to: str, subject: str, body: str) -> None:
    link = mail_link(to, subject, body)
    if link is not None:
        assert len(link.url) <= MAILTO_LIMIT
        assert link.url.isascii()
        assert link.url.isprintable()
        assert " " not in link.url


@pytest.mark.parametrize(
    ("around", "expected"),
    [
        (Surroundings(), ()),
        (Surroundings(display=":0"), ("xdg-open",)),
        (Surroundings(wayland="w"), ("xdg-open",)),
        (Surroundings(display=":0", ssh=True), ()),
        (Surroundings(platform="darwin"), ("open",)),
        (Surroundings(platform="win32"), ("webbrowser",)),
        (Surroundings(platform="win32", ssh=True), ()),
        (Surroundings(wsl=True), ("wslview",)),
    ],
)
def test_each_system_has_its_opener(around: Surroundings, expected: tuple[str, ...]) -> None:
    assert opener(around, lambda name: name) == expected


@pytest.mark.parametrize("url", ["file:///etc/passwd", "-h", "javascript:x", ""])
def test_other_addresses_are_refused(url: str) -> None:
    assert open_url(url, GRAPHICAL) == Outcome("", ok=False, detail="refused")


posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a shell script")


def fake_opener(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / "xdg-open"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")


@posix
def test_the_verdict_of_the_opener_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    fake_opener(tmp_path, f'echo bruit; echo bruit >&2; echo "$1" > {tmp_path}/got; exit 3', monkeypatch)
    assert open_url("mailto:a@b.fr", GRAPHICAL) == Outcome("xdg-open", ok=False, detail="exit 3")
    assert (tmp_path / "got").read_text() == "mailto:a@b.fr\n"
    assert capfd.readouterr() == ("", "")


@posix
def test_an_opener_that_stays_has_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_opener(tmp_path, "exec sleep 3", monkeypatch)
    monkeypatch.setattr(mail, "OPEN_LIMIT", 0.1)
    start = time.monotonic()
    assert open_url("mailto:a@b.fr", GRAPHICAL) == Outcome("xdg-open", ok=True, detail="running")
    assert time.monotonic() - start < 2


def test_windows_goes_through_webbrowser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webbrowser.open", lambda url: url == "mailto:a@b.fr")
    windows = Surroundings(platform="win32")
    assert open_url("mailto:a@b.fr", windows) == Outcome("webbrowser", ok=True, detail="opened")
    assert open_url("mailto:", windows) == Outcome("webbrowser", ok=False, detail="refused")
