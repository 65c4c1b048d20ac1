from collections.abc import Iterator

import pytest

from tests.real_desktop import NotificationDaemon, notification_daemon, session_bus, virtual_display


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    with virtual_display() as name:
        yield name


@pytest.fixture(scope="session")
def bus() -> Iterator[str]:
    with session_bus() as address:
        yield address


@pytest.fixture(scope="session")
def running_daemon(display: str, bus: str) -> Iterator[NotificationDaemon]:
    with notification_daemon(display, bus) as daemon:
        yield daemon


@pytest.fixture
def no_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def dunst(
    running_daemon: NotificationDaemon, display: str, bus: str, no_desktop: None, monkeypatch: pytest.MonkeyPatch
) -> NotificationDaemon:
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
    return running_daemon
