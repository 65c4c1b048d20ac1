"""The key of a desk, wrapped by a passphrase: what lies in `key.json`.

The passphrase becomes a key by scrypt (RFC 7914) with the figures of OWASP's Password Storage Cheat Sheet
(N = 2**17, r = 8, p = 1: 128 MiB and some tenths of a second); that one wraps the key of the desk. All that the file
says is bound to the wrapped key.
"""

import os
import unicodedata
import zlib
from typing import Literal

import msgspec

from pupitre.errors import WrongPhrase
from pupitre.value import Struct
from storage.seal import BadSeal, Key

FORMAT = 1
LARGEST = 4096
"""The bytes of the largest file that is read."""
_MEMORY = 256 * 1024 * 1024
_ROUNDS = 4
_SALT = 16


class Cost(Struct, frozen=True):
    """What one try of a passphrase costs: `128 * n * r` bytes, `p` times over."""

    n: int = 2**17
    r: int = 8
    p: int = 1


USUAL = Cost()


class _Kdf(msgspec.Struct):
    name: Literal["scrypt"]
    n: int
    r: int
    p: int
    salt: bytes


class _File(msgspec.Struct):
    """The file; `key` names the key, `remembered` says that a keyring was given it, and is not bound.

    `crc` is the CRC-32 of all else: what the disk damaged is no wrong passphrase.
    """

    format: int
    key: bytes
    kdf: _Kdf
    cipher: Literal["chacha20-poly1305"]
    wrapped: bytes
    remembered: bool = False
    crc: int | None = None


class _Gone(msgspec.Struct, forbid_unknown_fields=True):
    format: int
    protected: Literal[False]


UNPROTECTED = msgspec.json.encode({"format": FORMAT, "protected": False})
"""What stands in the file for an instant when the protection is taken away."""


def wrap(key: Key, phrase: str, cost: Cost = USUAL) -> bytes:
    """Return the file for a key and a passphrase."""
    kdf = _Kdf("scrypt", cost.n, cost.r, cost.p, os.urandom(_SALT))
    told = _File(FORMAT, key.id, kdf, "chacha20-poly1305", b"")
    told.wrapped = Key(_derived(kdf, phrase)).close(key.reveal(), _bound(told))
    return _written(told)


def unwrap(raw: bytes, phrase: str) -> Key:
    """Return the key again; it takes some tenths of a second.

    Raises:
        WrongPhrase: it does not open this file.
        BadSeal: this is no such file (`altered`), or one that only a later Pupitre reads (`too_new`).
    """
    told = _read(raw)
    try:
        return Key(Key(_derived(told.kdf, phrase)).open(told.wrapped, _bound(told)))
    except BadSeal as error:
        raise WrongPhrase from error


def key_named(raw: bytes) -> bytes:
    """Return the name of the key in a file. Raises `BadSeal`."""
    return _read(raw).key


def is_remembered(raw: bytes) -> bool:
    """Return whether a keyring was given the key. Raises `BadSeal`."""
    return _read(raw).remembered


def remembering(raw: bytes, *, remembered: bool) -> bytes:
    """Return the file with that word. Raises `BadSeal`."""
    told = _read(raw)
    told.remembered = remembered
    return _written(told)


def same(raw: bytes, other: bytes) -> bool:
    """Return whether two files wrap the same key by the same passphrase. Raises `BadSeal`."""
    return _read(raw).wrapped == _read(other).wrapped


def is_unprotected(raw: bytes) -> bool:
    """Return whether a file says that the desk is protected no more."""
    try:
        msgspec.json.decode(raw, type=_Gone)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return True


def _written(told: _File) -> bytes:
    told.crc = _crc(told)
    return msgspec.json.encode(told)


def _crc(told: _File) -> int:
    return zlib.crc32(msgspec.json.encode(msgspec.structs.replace(told, crc=None)))


def _read(raw: bytes) -> _File:
    if len(raw) > LARGEST:
        raise BadSeal("altered")
    try:
        told = msgspec.json.decode(raw, type=_File)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadSeal("altered") from error
    if told.format > FORMAT:
        raise BadSeal("too_new")
    if told.crc is not None and told.crc != _crc(told):
        raise BadSeal("altered")
    n, r, p = told.kdf.n, told.kdf.r, told.kdf.p
    # A file from anywhere must take neither all memory nor all day.
    bounded = 1 < n <= _MEMORY and 0 < r <= _MEMORY and n & (n - 1) == 0 and 128 * n * r <= _MEMORY
    if not bounded or not 0 < p <= _ROUNDS or len(told.kdf.salt) < _SALT or len(told.key) != 8:
        raise BadSeal("altered")
    return told


def _bound(told: _File) -> bytes:
    return msgspec.json.encode([told.format, told.key, told.kdf, told.cipher])


def _derived(kdf: _Kdf, phrase: str) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt  # noqa: PLC0415 - an unprotected desk does without

    # The same words, however a keyboard composes their accents (NIST SP 800-63B, 5.1.1.2).
    words = unicodedata.normalize("NFKC", phrase).encode(errors="surrogatepass")
    return Scrypt(salt=kdf.salt, length=32, n=kdf.n, r=kdf.r, p=kdf.p).derive(words)
