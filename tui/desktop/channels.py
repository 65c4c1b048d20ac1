"""The ways to the desktop of each system. Each answers with an `Outcome`; the notifier bounds their time."""

import importlib.util

from tui.desktop.balloon import BalloonChannel
from tui.desktop.notice import Channel, Notice, Outcome
from tui.desktop.process import QuietProcess
from tui.desktop.safe_text import APP_NAME
from tui.desktop.surroundings import Surroundings

COMMAND_LIMIT = 3.0
"""Seconds given to a program that shows a notice."""
SHOWN_FOR = 8
"""Seconds a notice stays on screen, where that can be asked for."""

# Daemons read the body as markup and lose what they cannot parse (« <Dupont & Fils> » vanishes in dunst); others,
# without markup, would show entities as they are. These characters mean the same to both.
_NO_MARKUP = str.maketrans({"<": "‹", ">": "›", "&": "+"})

_APPLESCRIPT = (
    "on run argv",
    "display notification (item 3 of argv) with title (item 2 of argv)",
    "end run",
)


class _CommandChannel:
    """A channel that is one program, killed at its limit or on `abort`."""

    name = ""

    def __init__(self, limit: float = COMMAND_LIMIT) -> None:
        self._limit = limit
        self._process = QuietProcess()

    def send(self, notice: Notice) -> Outcome:
        """Run the program and read its exit code."""
        ran = self._process.run(self.command(notice), limit=self._limit)
        return Outcome(self.name, ran.ok, "shown" if ran.ok else ran.detail)

    def command(self, notice: Notice) -> list[str]:
        """Return the program and its arguments for a notice."""
        raise NotImplementedError

    def rest(self) -> None:
        """Hold nothing."""

    def abort(self) -> None:
        """Kill the running program."""
        self._process.stop()


class NotifySend(_CommandChannel):
    """`notify-send` called by ourselves.

    plyer 2.1 calls it without `--` (a title « - appeler » is refused, a body `-w` waits for ever), without a
    time limit, on our screen, and ignores its exit code.
    """

    name = "notify-send"

    def command(self, notice: Notice) -> list[str]:
        """Return the command; `notify-send` decodes backslashes in the body only."""
        body = notice.body.translate(_NO_MARKUP).replace("\\", "\\\\")
        urgency = "critical" if notice.urgent else "normal"
        lasting = str(SHOWN_FOR * 1000)
        return ["notify-send", "-a", APP_NAME, "-u", urgency, "-t", lasting, "--", notice.title, body]


class Osascript(_CommandChannel):
    """The notification of macOS through AppleScript; the text travels as arguments, never inside the script."""

    name = "osascript"

    def command(self, notice: Notice) -> list[str]:
        """Return the command; a first fixed argument keeps a title such as « -e » from being an option."""
        script = [part for line in _APPLESCRIPT for part in ("-e", line)]
        return ["osascript", *script, APP_NAME, notice.title, notice.body]


class PlyerBus:
    """plyer over D-Bus, where the module `dbus` is installed.

    Its class for D-Bus is taken by name: left to choose, plyer takes a broken portal call wherever a folder
    `/app` exists.
    """

    name = "plyer"

    def send(self, notice: Notice) -> Outcome:
        """Show the notice; raises what plyer raises and hangs as long as the daemon does."""
        from plyer.platforms.linux.notification import NotifyDbus  # noqa: PLC0415  # not needed to start

        body = notice.body.translate(_NO_MARKUP)
        NotifyDbus().notify(title=notice.title, message=body, app_name=APP_NAME, timeout=SHOWN_FOR)
        return Outcome(self.name, ok=True, detail="shown")

    def rest(self) -> None:
        """Hold nothing."""

    def abort(self) -> None:
        """Do nothing: a call on the bus cannot be ended, only left behind."""


def dbus_importable() -> bool:
    """Tell whether Python's `dbus` module is installed, without loading it."""
    return importlib.util.find_spec("dbus") is not None


def os_channels(surroundings: Surroundings) -> tuple[Channel, ...]:
    """Return the desktop channels to try, best first; none where the desktop is not the person's own."""
    if not surroundings.desktop_reachable:
        return ()
    if surroundings.windows:
        return (BalloonChannel(),)
    if surroundings.macos:
        return (Osascript(),)
    return (PlyerBus(), NotifySend()) if dbus_importable() else (NotifySend(),)
