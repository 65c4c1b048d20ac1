"""A passphrase for the screen alone: kept as what it can be checked against, never as itself (scrypt, RFC 7914)."""

import base64
import binascii
import hmac
import unicodedata
from hashlib import scrypt  # noqa: TID251 - only for who has a passphrase
from secrets import token_bytes

COST, BLOCK, LANES = 2**15, 8, 1
"""32 MB and about a tenth of a second for each try."""

SHORTEST = 4
_KIND = "scrypt"
_ROOM = 128 * 1024 * 1024
_WORK = 8 * COST * BLOCK


def kept(phrase: str) -> str:
    """Return what a passphrase can be checked against, its parameters and salt in it."""
    salt = token_bytes(16)
    checked = _derived(phrase, salt, (COST, BLOCK, LANES))
    return "$".join((_KIND, str(COST), str(BLOCK), str(LANES), _text(salt), _text(checked)))


def opens(kept_text: str, phrase: str) -> bool:
    """Return whether it is the passphrase; what is kept and cannot be read opens to none."""
    try:
        kind, cost, block, lanes, salt, checked = kept_text.split("$")
        n, r, p = int(cost), int(block), int(lanes)
        if kind != _KIND or n < 1 or r < 1 or p < 1 or n * r * p > _WORK:
            return False  # a file that somebody altered must take neither all memory nor all day
        found = _derived(phrase, base64.b64decode(salt), (n, r, p))
        return hmac.compare_digest(found, base64.b64decode(checked))
    except (ValueError, binascii.Error):
        return False


def _derived(phrase: str, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    n, r, p = cost
    same = unicodedata.normalize("NFKC", phrase).encode("utf-8", "replace")
    return scrypt(same, salt=salt, n=n, r=r, p=p, maxmem=_ROOM, dklen=32)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
