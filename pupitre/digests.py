"""BLAKE2b (RFC 7693) and SHA-256 (FIPS 180-4), without OpenSSL, which `hashlib` loads whole: 4 MB of memory.

Python's own SHA-256 takes seven times as long. The backup, which hashes most, is compressed in six times that time.
"""

try:
    from _blake2 import blake2b
except ImportError:  # a Python that was built with another one
    from hashlib import blake2b  # noqa: TID251 - the way back

try:
    from _sha2 import sha256  # type: ignore[import-not-found, unused-ignore]
except ImportError:
    try:
        from _sha256 import sha256  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        from hashlib import sha256  # noqa: TID251 - the way back

__all__ = ["blake2b", "sha256_of"]

_SLICE = 1 << 18
"""Bytes between which other threads may go on: up to Python 3.11 nothing else runs meanwhile."""


def sha256_of(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal digits."""
    digest = sha256()
    view = memoryview(content)
    for start in range(0, len(view), _SLICE):
        digest.update(view[start : start + _SLICE])
    return str(digest.hexdigest())
