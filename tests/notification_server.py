"""A notification server in a mood: the wire of D-Bus spoken by hand, so that it can be slow, rude or dead."""

import os
import select
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum

NAME = "org.freedesktop.Notifications"
SLOW = 3.0
"""Seconds a slow server takes for each notice."""

_BUS = ("org.freedesktop.DBus", "/org/freedesktop/DBus")
_CALL, _RETURN, _ERROR = 1, 2, 3
_PATH, _INTERFACE, _MEMBER, _ERROR_NAME, _REPLY_TO, _DESTINATION, _SENDER, _SIGNATURE = 1, 2, 3, 4, 5, 6, 7, 8


class Mood(Enum):
    """How the server answers."""

    NORMAL = "normal"
    ERROR = "error"
    SLOW = "slow"
    HUNG = "hung"


@dataclass
class NotificationServer:
    """What a server was asked; `asked` are the names of the methods, `shown` the titles and bodies."""

    mood: Mood
    asked: list[str] = field(default_factory=list)
    shown: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Message:
    kind: int
    serial: int
    fields: dict[int, str | int]
    body: bytes


@contextmanager
def notification_server(bus: str, mood: Mood) -> Iterator[NotificationServer]:
    """Run a server in a thread on a bus of dbus-daemon; all it holds ends with the test."""
    server, connection, ended = NotificationServer(mood), _Connection(bus), threading.Event()
    connection.call("Hello")
    connection.call("RequestName", _packed(NAME, 0), "su")
    thread = threading.Thread(target=_serve, args=(server, connection, ended), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        ended.set()
        thread.join(2)
        connection.close()


def _serve(server: NotificationServer, connection: "_Connection", ended: threading.Event) -> None:
    late: list[tuple[float, _Message]] = []
    while not ended.is_set():
        for due, asked in [pair for pair in late if pair[0] <= time.monotonic()]:
            late.remove((due, asked))
            connection.answer(asked, "u", _packed(1))
        message = connection.receive(0.02)
        if message is None or message.kind != _CALL:
            continue
        method = str(message.fields.get(_MEMBER, ""))
        server.asked.append(method)
        if server.mood is Mood.HUNG:
            continue
        if method != "Notify":
            connection.answer(message, *_ABOUT.get(method, ("", b"")))
            continue
        server.shown.append(_title_and_body(message.body))
        if server.mood is Mood.ERROR:
            connection.refuse(message)
        else:
            late.append((time.monotonic() + (SLOW if server.mood is Mood.SLOW else 0), message))


class _Connection:
    """One client of the bus."""

    def __init__(self, address: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        kind, _, rest = address.partition(":")
        assert kind == "unix", address
        options = dict(part.split("=", 1) for part in rest.split(","))
        self._socket.connect(options["path"] if "path" in options else "\0" + options["abstract"])
        self._held, self._serial = b"", 0
        self._socket.sendall(b"\0AUTH EXTERNAL " + str(os.getuid()).encode().hex().encode() + b"\r\n")
        assert self._socket.recv(200).startswith(b"OK")
        self._socket.sendall(b"BEGIN\r\n")

    def close(self) -> None:
        self._socket.close()

    def call(self, method: str, body: bytes = b"", signature: str = "") -> None:
        """Call the bus itself and wait for its answer."""
        sent = self._send(_CALL, {_PATH: _BUS[1], _DESTINATION: _BUS[0], _INTERFACE: _BUS[0], _MEMBER: method},
                          signature, body)
        while (message := self.receive(5)) is None or message.fields.get(_REPLY_TO) != sent:
            assert message is not None, method
        assert message.kind == _RETURN, message.fields

    def answer(self, message: _Message, signature: str, body: bytes) -> None:
        """Answer a call."""
        self._send(_RETURN, self._back(message), signature, body)

    def refuse(self, message: _Message) -> None:
        """Answer a call with an error."""
        self._send(_ERROR, {_ERROR_NAME: f"{NAME}.Error", **self._back(message)}, "s", _packed("Non\xa0!"))

    def _back(self, message: _Message) -> dict[int, str | int]:
        return {_REPLY_TO: message.serial, _DESTINATION: message.fields[_SENDER]}

    def _send(self, kind: int, fields: dict[int, str | int], signature: str, body: bytes) -> int:
        self._serial += 1
        if signature:
            fields = {**fields, _SIGNATURE: signature}
        listed = b""
        for code, content in fields.items():
            listed += b"\0" * (-len(listed) % 8) + bytes([code]) + _variant(code, content)
        head = struct.pack("<cBBBIII", b"l", kind, 0, 1, len(body), self._serial, len(listed))
        self._socket.sendall(head + listed + b"\0" * (-len(listed) % 8) + body)
        return self._serial

    def receive(self, limit: float) -> _Message | None:
        """Return the next message, or None when none came within `limit` seconds."""
        deadline = time.monotonic() + limit
        while (whole := _whole(self._held)) is None:
            if not select.select([self._socket], [], [], max(0.0, deadline - time.monotonic()))[0]:
                return None
            self._held += self._socket.recv(65536)
        message, self._held = _parsed(self._held[:whole]), self._held[whole:]
        return message


def _packed(*parts: str | int) -> bytes:
    """Return texts and numbers as the body of a message has them, each on a multiple of four."""
    packed = b""
    for part in parts:
        packed += b"\0" * (-len(packed) % 4)
        if isinstance(part, int):
            packed += struct.pack("<I", part)
        else:
            data = part.encode()
            packed += struct.pack("<I", len(data)) + data + b"\0"
    return packed


def _variant(code: int, content: str | int) -> bytes:
    """Return the type and the value of a header field."""
    if code == _SIGNATURE:
        text = str(content)
        return b"\x01g\0" + bytes([len(text)]) + text.encode() + b"\0"
    letter = b"u" if isinstance(content, int) else b"o" if code == _PATH else b"s"
    return b"\x01" + letter + b"\0" + _packed(content)


def _whole(held: bytes) -> int | None:
    """Return the length of the message that begins here, None when not all of it came."""
    if len(held) < 16:
        return None
    body, _, listed = struct.unpack_from("<III", held, 4)
    length = int(16 + listed + -listed % 8 + body)
    return length if len(held) >= length else None


def _parsed(data: bytes) -> _Message:
    body, serial, listed = struct.unpack_from("<III", data, 4)
    fields: dict[int, str | int] = {}
    at = 16
    while at < 16 + listed:
        at += -at % 8
        code, kind = data[at], data[at + 2:at + 3]
        at += 4
        if kind == b"u":
            fields[code] = struct.unpack_from("<I", data, at)[0]
            at += 4
        elif kind == b"g":
            at += 2 + data[at]
        else:
            (size,) = struct.unpack_from("<I", data, at)
            fields[code] = data[at + 4:at + 4 + size].decode()
            at += 5 + size
    return _Message(data[1], serial, fields, data[len(data) - body:])


def _title_and_body(body: bytes) -> tuple[str, str]:
    """Return the fourth and fifth argument of `Notify`: app, replaced id, icon, title, body, …"""
    texts: list[str] = []
    at = 0
    for n in range(5):
        at += -at % 4
        if n != 1:
            (size,) = struct.unpack_from("<I", body, at)
            texts.append(body[at + 4:at + 4 + size].decode())
            at += size + 1
        at += 4
    return texts[2], texts[3]


_ABOUT: dict[str, tuple[str, bytes]] = {
    "GetServerInformation": ("ssss", _packed("scripted", "tests", "1", "1.2")),
    "GetCapabilities": ("as", _packed(9, "body")),
}
