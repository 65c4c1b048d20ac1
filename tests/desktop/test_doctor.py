import pytest

from tui.desktop import doctor
from tui.desktop.doctor import channels_report
from tui.desktop.notice import Outcome
from tui.desktop.surroundings import Surroundings


def states(outcomes: tuple[Outcome, ...]) -> dict[str, str]:
    assert all(outcome.ok == (outcome.detail == "available") for outcome in outcomes)
    return {outcome.channel: outcome.detail for outcome in outcomes}


@pytest.fixture(autouse=True)
def without_dbus(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "dbus_importable", lambda: False)


def test_a_complete_linux_desktop() -> None:
    around = Surroundings(term="foot", display=":0", wayland="w", session_bus=True)
    report = channels_report(around, lambda name: name)
    assert states(report.notices) == {
        "plyer": "no dbus module",
        "notify-send": "available",
        "osc 99": "available",
        "bell": "available",
    }
    assert states(report.clipboard) == dict.fromkeys(("wl-copy", "xclip", "xsel", "osc 52"), "available")
    assert states(report.mail) == {"xdg-open": "available"}


def test_a_bare_server() -> None:
    report = channels_report(Surroundings(term="dumb"), lambda _: None)
    assert states(report.notices)["notify-send"] == "missing"
    assert states(report.notices)["osc"] == "unsupported"
    assert states(report.clipboard) == {"xclip": "missing", "xsel": "missing", "osc 52": "unsupported"}
    assert states(report.mail) == {"opener": "no display"}


def test_what_is_installed_but_of_no_use() -> None:
    report = channels_report(Surroundings(), lambda name: name)
    assert states(report.notices)["notify-send"] == "no bus"
    assert states(report.clipboard)["xclip"] == "no display"


def test_through_ssh_the_desktop_is_not_hers() -> None:
    report = channels_report(
        Surroundings(ssh=True, display=":0", term="xterm", session_bus=True), lambda name: name
    )
    assert states(report.notices)["notify-send"] == "ssh"
    assert states(report.clipboard) == {"xclip": "ssh", "xsel": "ssh", "osc 52": "available"}
    assert states(report.mail) == {"opener": "ssh"}


def test_windows_macos_and_wsl() -> None:
    windows = channels_report(Surroundings(platform="win32", windows_terminal=True), lambda _: None)
    assert states(windows.notices) == {"plyer": "available", "osc 777": "available", "bell": "available"}
    assert states(windows.clipboard)["pyperclip"] == "available"
    macos = channels_report(Surroundings(platform="darwin"), lambda name: name)
    assert states(macos.notices)["osascript"] == "available"
    assert states(macos.clipboard)["pbcopy"] == "available"
    wsl = channels_report(Surroundings(wsl=True), lambda name: name)
    assert states(wsl.notices)["notify-send"] == "wsl"
    assert states(wsl.clipboard)["clip.exe"] == "available"
