import ctypes
import subprocess
import sys
import types

import pytest

from tests.real_desktop import wait_until
from tui.desktop import channels
from tui.desktop.balloon import BalloonChannel
from tui.desktop.channels import NotifySend, Osascript, PlyerBus, os_channels
from tui.desktop.notice import Notice
from tui.desktop.notify import DesktopNotifier
from tui.desktop.surroundings import Surroundings


@pytest.mark.parametrize(
    ("around", "with_dbus", "expected"),
    [
        (Surroundings(), False, [NotifySend]),
        (Surroundings(), True, [PlyerBus, NotifySend]),
        (Surroundings(platform="darwin"), False, [Osascript]),
        (Surroundings(platform="win32"), False, [BalloonChannel]),
        (Surroundings(ssh=True), True, []),
        (Surroundings(platform="win32", ssh=True), False, []),
        (Surroundings(wsl=True), True, []),
    ],
)
def test_each_system_has_its_channels(
    monkeypatch: pytest.MonkeyPatch, around: Surroundings, with_dbus: bool, expected: list[type]
) -> None:
    monkeypatch.setattr(channels, "dbus_importable", lambda: with_dbus)
    assert [type(channel) for channel in os_channels(around)] == expected


def test_notify_send_cannot_take_a_text_for_an_option_or_markup() -> None:
    command = NotifySend().command(Notice("--print-id", "<b> R&D \\n", urgent=True))
    assert command[-3:] == ["--", "--print-id", "‹b› R+D \\\\n"]
    assert command[command.index("-u") + 1] == "critical"


def test_osascript_gets_the_text_as_arguments() -> None:
    command = Osascript().command(Notice("-e", '" & quit & "'))
    assert command[-3:] == ["Pupitre", "-e", '" & quit & "']
    assert not any("quit" in part for part in command[:-1])


def test_plyer_is_loaded_only_by_its_channel() -> None:
    code = (
        "import sys, tui.desktop.notify, tui.desktop.clipboard, tui.desktop.mail, tui.desktop.doctor as d,"
        " tui.desktop.surroundings as s\n"
        "d.channels_report(s.read_surroundings())\n"
        "assert not {'plyer', 'pyperclip', 'textual', 'dbus'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=20)


def test_plyer_on_the_bus_gets_our_text(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[object, ...]] = []

    class Service:
        def Notify(self, *given: object) -> None:  # noqa: N802  # the name on the bus
            calls.append(given)

    fake = types.SimpleNamespace(
        SessionBus=lambda: types.SimpleNamespace(get_object=lambda *_: None),
        Interface=lambda *_: Service(),
    )
    monkeypatch.setitem(sys.modules, "dbus", fake)
    assert PlyerBus().send(Notice("- a", "<b> C:\\n")).ok
    assert calls == [("Pupitre", 0, "", "- a", "‹b› C:\\n", [], {}, 8000)]


class FakeWindows(types.ModuleType):
    """The Win32 calls plyer makes for a balloon, with the icons and windows that they leave."""

    def __init__(self) -> None:
        super().__init__("plyer.platforms.win.libs.win_api_defs")
        self.icons: set[int] = set()
        self.most_icons = 0
        self.created = 0
        self.windows: set[int] = set()
        self.texts: list[tuple[str, str]] = []
        self.refuse = False
        self.LPCWSTR = ctypes.c_wchar_p

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_: 1

    def get_WNDCLASSEXW(self) -> object:  # noqa: N802
        return types.SimpleNamespace()

    def CreateWindowExW(self, *_given: object) -> int:  # noqa: N802
        self.created += 1
        self.windows.add(self.created)
        return self.created

    def DestroyWindow(self, window: int) -> None:  # noqa: N802
        self.windows.remove(window)

    def get_NOTIFYICONDATAW(self, *given: object) -> tuple[object, ...]:  # noqa: N802
        title, message = str(given[11]), str(given[9])
        if len(title.encode("utf-16-le")) > 128 or len(message.encode("utf-16-le")) > 512:
            raise ValueError
        self.texts.append((title, message))
        return given

    def Shell_NotifyIconW(self, action: int, data: tuple[object, ...]) -> int:  # noqa: N802
        icon = int(str(data[2]))
        if self.refuse:
            return 0
        if action == 0:
            self.icons.add(icon)
        elif action == 2:
            self.icons.remove(icon)
        self.most_icons = max(self.most_icons, len(self.icons))
        return 1


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> FakeWindows:
    from plyer.platforms.win import libs  # noqa: PLC0415

    fake = FakeWindows()
    monkeypatch.setitem(sys.modules, fake.__name__, fake)
    monkeypatch.setattr(libs, "win_api_defs", fake, raising=False)
    monkeypatch.delitem(sys.modules, "plyer.platforms.win.libs.balloontip", raising=False)
    return fake


def _wait_for_other(notifier: DesktopNotifier, before: object) -> None:
    wait_until(lambda: notifier.last is not before)


def test_fifty_notices_leave_one_icon_and_closing_none(windows: FakeWindows) -> None:
    notifier = DesktopNotifier(Surroundings(platform="win32"), lambda _: None, channels=[BalloonChannel()])
    for number in range(50):
        before = notifier.last
        notifier.send(Notice(f"{number} 📞" + "x" * 100, "y" * 400))
        _wait_for_other(notifier, before)
        assert notifier.last[0].ok
    assert len(windows.texts) == 50
    assert windows.most_icons == 1
    assert len(windows.icons) == 1
    notifier.close()
    assert not windows.icons
    assert not windows.windows


def test_the_icon_comes_back_after_a_rest(windows: FakeWindows) -> None:
    channel = BalloonChannel()
    channel.send(Notice("a"))
    channel.rest()
    channel.rest()
    assert not windows.icons
    channel.send(Notice("b", "c"))
    assert windows.texts == [("a", "a"), ("b", "c")]
    assert len(windows.icons) == 1
    channel.rest()
    assert not windows.windows


def test_a_refusal_of_windows_is_a_failure_not_a_crash(windows: FakeWindows) -> None:
    windows.refuse = True
    written: list[str] = []
    notifier = DesktopNotifier(Surroundings(platform="win32"), written.append, channels=[BalloonChannel()])
    notifier.send(Notice("a"))
    wait_until(lambda: bool(notifier.last))
    assert [outcome.ok for outcome in notifier.last] == [False, True]
    assert written == ["\a"]
    assert not windows.windows
    notifier.close()
