"""The layout of a file of documents: its version, what older ones become, and the values it holds."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from pupitre.errors import TooNew
from pupitre.ports import Value
from storage.codec import TABLES, BadDocument, check, decode
from storage.desk_files import META, Tables

SCHEMA = 6
"""The version of the layout that is written."""
_ALIKE = 1
"""The version since which documents are the same, so that a file is read as it is."""
EMPTY = msgspec.json.encode({META: {"file": {"schema": SCHEMA}}})
"""An open file with nothing in it."""


class _Version(msgspec.Struct):
    schema: int


class _Meta(msgspec.Struct):
    file: _Version


class _Head(msgspec.Struct):
    pupitre: _Meta


_Typed = msgspec.defstruct(
    "_Typed", [(name, dict[str, kind], msgspec.field(default_factory=dict)) for name, kind in TABLES.items()]  # type: ignore[valid-type]
)


def version_of(content: bytes, path: Path) -> int:
    """Return the version of a file. Raises `BadDocument`, or `TooNew` for one that only a later Pupitre can read."""
    try:
        version = msgspec.json.decode(content, type=_Head).pupitre.file.schema
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadDocument(str(error)) from error
    if version > SCHEMA:
        raise TooNew(path, version, SCHEMA)
    return version


def values_in(content: bytes, path: Path) -> list[Value]:
    """Return the values in the bytes of a file. Raises `BadDocument` or `TooNew`."""
    version = version_of(content, path)
    if version < _ALIKE:
        return _one_by_one(migrated(_tables(content), version))
    try:
        typed = msgspec.json.decode(content, type=_Typed)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        # Slower, and names the document that is wrong.
        return _one_by_one(_tables(content))
    found: list[Value] = []
    for name in TABLES:
        for key, value in getattr(typed, name).items():
            found.append(_own(name, key, check(value)))
    return found


def _one_by_one(tables: Tables) -> list[Value]:
    found: list[Value] = []
    for name, kind in TABLES.items():
        for key, document in tables.get(name, {}).items():
            found.append(_own(name, key, decode(kind, document)))
    return found


def _own(name: str, key: str, value: Value) -> Value:
    # A single value such as the settings keeps its id as the default, so it is not in the document.
    if value.id != key:
        raise BadDocument(f"Expected the id `{key}` - at `$.{name}`")
    return value


def _tables(content: bytes) -> Tables:
    try:
        return msgspec.json.decode(content, type=Tables)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise BadDocument(str(error)) from error


# -- what older layouts become -----------------------------------------------------------------------


def _to_2(tables: dict[str, Any]) -> dict[str, Any]:
    """2: what is over lies in the files of the months; all that was kept in one file is still on the desk."""
    return tables


def _to_3(tables: dict[str, Any]) -> dict[str, Any]:
    """3: the last changes may still lie in the journal beside the open file, which must not be missed."""
    return tables


def _to_4(tables: dict[str, Any]) -> dict[str, Any]:
    """4: her own texts, how each evening was closed, and what was agreed on hours are kept as well."""
    return tables


def _to_5(tables: dict[str, Any]) -> dict[str, Any]:
    """5: appointments and recurrences are kept as well, and tasks have a plan, steps, and what they wait for."""
    return tables


def _to_6(tables: dict[str, Any]) -> dict[str, Any]:
    """6: her settings say more of how the screen looks, what it masks, and what she was shown already."""
    return tables


MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: _to_2, 2: _to_3, 3: _to_4, 4: _to_5, 5: _to_6}
"""From each version to the next: pure functions on tables as they are decoded."""


def migrated(tables: Tables, version: int) -> Tables:
    """Return older tables in the layout of today. Raises `BadDocument` for a version that never was."""
    for step in range(version, SCHEMA):
        if step not in MIGRATIONS:
            raise BadDocument(f"Expected the schema 1 to {SCHEMA} - at `$.{META}.file.schema`")
        tables = MIGRATIONS[step](tables)
    return {**tables, META: {"file": {"schema": SCHEMA}}}


def rewritten(content: bytes, path: Path) -> bytes | None:
    """Return an older file in the layout of today, None when it is. Raises `BadDocument` or `TooNew`."""
    version = version_of(content, path)
    return None if version == SCHEMA else msgspec.json.encode(migrated(_tables(content), version))
