"""Bytes made unreadable without a key, and back: what every file of a protected desk holds.

A sealed file is a mark with its version, the name of its key, the key itself as a passphrase wraps it (only in a
backup, which may travel alone), a nonce, and the content under ChaCha20-Poly1305 (RFC 8439). The mark, the version
and the name of the key are bound to the content. Nonces are drawn by lot: with 96 bits one key is good for 2**32
messages (NIST SP 800-38D, 8.3), thousands of years of verbs.
"""

import os
import struct
import zlib
from binascii import a2b_base64, b2a_base64
from typing import TYPE_CHECKING

from pupitre.digests import blake2b
from pupitre.value import Struct

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

MAGIC = b"\x89Pupitre"
"""What a sealed file begins with, and no text does."""
VERSION = 1
SECRET = 32
"""The bytes of a key."""
LARGEST = 512 * 1024 * 1024
"""The bytes that are sealed at once, in memory: ten years of work are 75 MB, a backup of them 16."""

_BOUND = struct.Struct(">8sB8s")
_CARRIED = struct.Struct(">HI")
"""The length of the wrapped key, and its CRC-32."""
_NONCE = 12
_LINE = b"*"


class BadSeal(Exception):
    """Bytes are not what the key has sealed: another key's, altered, or never sealed; `why` is a code."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Key:
    """A key of 32 random bytes; `id` tells it from others and nothing of it."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) != SECRET:
            raise BadSeal("other_key")
        self._secret = secret
        self._cipher: ChaCha20Poly1305 | None = None
        self.id = blake2b(secret, digest_size=8, person=b"pupitre key").digest()

    def __repr__(self) -> str:
        return f"Key({self.id.hex()})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Key) and other.id == self.id

    def __hash__(self) -> int:
        return hash(self.id)

    def reveal(self) -> bytes:
        """Return the secret, for who wraps it or gives it to a keyring."""
        return self._secret

    def close(self, content: bytes, bound: bytes) -> bytes:
        """Return a nonce and the content, sealed together with what it is bound to."""
        nonce = os.urandom(_NONCE)
        return nonce + self._loaded().encrypt(nonce, content, bound)

    def open(self, sealed: bytes, bound: bytes) -> bytes:
        """Return such a content again. Raises `BadSeal`."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - an unprotected desk does without

        if len(sealed) < _NONCE:
            raise BadSeal("altered")
        try:
            return self._loaded().decrypt(sealed[:_NONCE], sealed[_NONCE:], bound)
        except InvalidTag as error:
            raise BadSeal("altered") from error

    def _loaded(self) -> "ChaCha20Poly1305":
        if self._cipher is None:
            from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305  # noqa: PLC0415 - the same

            self._cipher = ChaCha20Poly1305(self._secret)
        return self._cipher


def new_key() -> Key:
    """Return a key drawn by lot."""
    return Key(os.urandom(SECRET))


class Seal(Struct, frozen=True):
    """How a desk is written: sealed by its `own` key, or in clear without one. `others` only open backups."""

    own: Key | None = None
    others: tuple[Key, ...] = ()

    def close(self, content: bytes, wrapped: bytes = b"") -> bytes:
        """Return a content as the disk gets it, the wrapped key with it if it is to travel alone.

        Raises `BadSeal` (`too_large`).
        """
        if self.own is None:
            return content
        if len(content) > LARGEST:
            raise BadSeal("too_large")
        bound = _BOUND.pack(MAGIC, VERSION, self.own.id)
        return _begin(bound, wrapped) + self.own.close(content, bound)

    def open(self, raw: bytes) -> bytes:
        """Return the content again; without an own key, clear bytes as they are. Raises `BadSeal`."""
        if not is_sealed(raw):
            if self.own is not None:
                raise BadSeal("clear")
            return raw
        return self.open_any(raw)

    def open_any(self, raw: bytes) -> bytes:
        """Return the content of a file that may lie here in clear, such as an older backup. Raises `BadSeal`."""
        if not is_sealed(raw):
            return raw
        bound, _wrapped, sealed = _parts(raw)
        key = next((k for k in (self.own, *self.others) if k is not None and k.id == bound[-8:]), None)
        if key is None:
            raise BadSeal("other_key")
        return key.open(sealed, bound)

    # -- lines of the journal --------------------------------------------------------------------

    def close_line(self, payload: bytes, bound: bytes) -> bytes:
        """Return one line as the disk gets it, bound to its place."""
        if self.own is None:
            return payload
        return _LINE + self.own.id.hex().encode() + b2a_base64(self.own.close(payload, bound), newline=False)

    def open_line(self, line: bytes, bound: bytes) -> bytes | None:
        """Return a line again, None when it is not what was written at this place."""
        if not self.owns(line):
            return None
        if self.own is None:
            return line
        try:
            return self.own.open(a2b_base64(line[1 + 16:], strict_mode=True), bound)
        except (BadSeal, ValueError):
            return None

    def owns(self, line: bytes) -> bool:
        """Return whether a line has the form in which this desk writes them."""
        if self.own is None:
            return not line.startswith(_LINE)
        return line.startswith(_LINE + self.own.id.hex().encode())


PLAIN = Seal()
"""A desk that is written in clear."""


def is_sealed(raw: bytes) -> bool:
    """Return whether bytes are those of a sealed file, its key known or not."""
    return raw.startswith(MAGIC)


def key_of(raw: bytes) -> bytes:
    """Return the name of the key of a sealed file. Raises `BadSeal`."""
    return _parts(raw)[0][-8:]


def wrapped_in(raw: bytes) -> bytes:
    """Return the wrapped key that a sealed file carries, b"" when it does not. Raises `BadSeal`."""
    return _parts(raw)[1]


def with_wrapped(raw: bytes, wrapped: bytes) -> bytes:
    """Return a sealed file with another wrapped key; what it seals is not touched. Raises `BadSeal`."""
    bound, _old, sealed = _parts(raw)
    return _begin(bound, wrapped) + sealed


def _begin(bound: bytes, wrapped: bytes) -> bytes:
    return bound + _CARRIED.pack(len(wrapped), zlib.crc32(wrapped)) + wrapped


def _parts(raw: bytes) -> tuple[bytes, bytes, bytes]:
    begin = _BOUND.size + _CARRIED.size
    if len(raw) < begin:
        raise BadSeal("altered")
    bound = raw[:_BOUND.size]
    if bound[len(MAGIC)] != VERSION:
        raise BadSeal("too_new" if bound[len(MAGIC)] > VERSION else "altered")
    length, crc = _CARRIED.unpack_from(raw, _BOUND.size)
    wrapped = raw[begin:begin + length]
    if len(wrapped) < length or zlib.crc32(wrapped) != crc:
        raise BadSeal("altered")
    return bound, wrapped, raw[begin + length:]
