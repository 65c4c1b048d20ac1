"""Files of other programs, recognised by what is in them, never by their name: Trello, Asana, any table."""

from datetime import tzinfo

import msgspec
from msgspec import UNSET, Raw, Struct, UnsetType

from pupitre.errors import ImportRefused
from pupitre.foreign import Board, Source
from storage import foreign_table, foreign_trello

LARGEST = 50_000_000
"""Bytes of a file of another program, our own may have more: a board of 5,000 cards with its history has less."""


class _Probe(Struct):
    """What tells a Trello board from other JSON."""

    cards: Raw | UnsetType = UNSET
    lists: Raw | UnsetType = UNSET


def read(content: bytes, zone: tzinfo) -> Source | None:
    """Return what a file of another program holds, None when it is JSON of another kind, such as our own format.

    Raises:
        ImportRefused: it is too large (`too_large`), or no text (`binary`), or nothing that we know.
    """
    bare = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare[:1] in {b"{", b"["}:
        return _board(bare, zone)
    _check_size(content)
    return foreign_table.read(content)


def _check_size(content: bytes) -> None:
    if len(content) > LARGEST:
        raise ImportRefused("", "too_large", str(LARGEST // 1_000_000))


def _board(content: bytes, zone: tzinfo) -> Board | None:
    try:
        found = msgspec.json.decode(content, type=_Probe)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None  # the reader of our own format says what is wrong with it
    if found.cards is UNSET or found.lists is UNSET:
        return None
    _check_size(content)
    return foreign_trello.read(content, zone)
