"""`pupitre doctor`: what works on this machine."""

import json
import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from tui import mishaps, refusals, words
from tui.words import _, ngettext


class Store(Protocol):
    """What the command asks of the disk."""

    def health(self) -> dict[str, Any]:
        """Return the state of the data."""
        ...


def run(args: Namespace, store: Store) -> None:
    """Say what works here: the data, the notifications, the clipboard, mail, the terminal."""
    from tui.desktop.doctor import channels_report  # noqa: PLC0415 - only this command looks at the desktop
    from tui.desktop.surroundings import read_surroundings  # noqa: PLC0415

    report = channels_report(read_surroundings())
    health: dict[str, Any] = {"data": store.health()}
    health["log"] = str(Path(health["data"]["place"]) / mishaps.NAME)
    for name in ("notices", "clipboard", "mail"):
        health[name] = [
            {"channel": o.channel, "ok": o.ok, "detail": o.detail} for o in getattr(report, name)
        ]
    size = shutil.get_terminal_size()
    health["terminal"] = {
        "kind": os.environ.get("TERM", ""), "columns": size.columns, "lines": size.lines,
        "encoding": sys.stdout.encoding, "is_terminal": sys.stdout.isatty(),
        "colours": os.environ.get("COLORTERM", ""),
    }
    if getattr(args, "json", False):
        print(json.dumps(health, ensure_ascii=False, indent=1))
        return
    for line in _healthy_words(health):
        print(line)


def _healthy_words(health: dict[str, Any]) -> Iterable[str]:
    data = health["data"]
    yield _("Data: {place}").format(place=data["place"])
    yield "  " + _("Log of the program’s own mistakes: {path}").format(path=health["log"])
    if data.get("error") == "Locked":
        yield "  " + _("protected by a passphrase: what is in the files was not looked at")
    elif not data["readable"]:
        yield "  " + _("cannot be read: {why}").format(why=refusals.in_words(data["why"]) or data["error"])
    elif data["exists"]:
        counts = data["counts"]
        yield "  " + _("readable, {size}: {clients} clients, {tasks} tasks, {entries} time entries").format(
            size=words.size(data["bytes"]), **{k: counts[k] for k in ("clients", "tasks", "entries")}
        )
    else:
        yield "  " + _("nothing yet")
    for month, why in data["damaged_months"].items():
        told = _("missing") if why == "missing" else refusals.in_words(why)
        yield "  " + _("{month} cannot be read: {why}").format(month=words.month_named(month), why=told)
    if data["unreadable"]:
        unreadable = data["unreadable"]
        yield "  " + ngettext("{n} unreadable file in the inbox", "{n} unreadable files in the inbox", unreadable)
    held = data["lock"]["held"]
    yield "  " + (_("open in process {pid}").format(pid=data["lock"]["pid"] or "?") if held else _("not open"))
    names = {"notices": _("Notifications"), "clipboard": _("Clipboard"), "mail": _("Mail")}
    for key, name in names.items():
        yield _("{name}:").format(name=name)
        for channel in health[key]:
            told = words.outcome(channel["ok"], channel["detail"])
            yield "  " + _("{name}: {what}").format(name=words.channel(channel["channel"]), what=told)
    terminal = health["terminal"]
    yield _("Terminal: {kind}, {columns} × {lines}, {encoding}").format(**terminal)
