"""What the values of the trade are made of: frozen, and compared by what they hold.

A class of `dataclasses` is written as text and compiled when it is defined, about 0.8 ms each; one of msgspec is made
in C, 0.03 ms (CPython 3.11). There are more than two hundred, and every start and every command waits for them. Only
this module knows where they come from.
"""

import os
from typing import TYPE_CHECKING

from pupitre.loading import load


def _system() -> str:
    return os.uname().sysname if hasattr(os, "uname") else "Windows"


# msgspec then asks `typing` for the same names, `uuid`, which it loads, knows the system without `platform`, and
# no schema is asked of it: a command starts a sixth sooner.
load("msgspec", without=["typing_extensions"], instead={
    "platform": {"system": _system}, "msgspec._json_schema": {"schema": None, "schema_components": None},
})
from msgspec import Struct, field  # noqa: E402

if TYPE_CHECKING:
    from dataclasses import replace  # the names and the types of what is replaced are checked
else:
    from msgspec.structs import replace

__all__ = ["Struct", "field", "names_of", "replace"]


def names_of(value: Struct) -> tuple[str, ...]:
    """Return the names of the fields."""
    return value.__struct_fields__
