"""Loading what can do without a part that costs more than it gives."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def without(module: str) -> Iterator[None]:
    """Import what stands within as a Python that lacks a module would; one that is loaded already stays."""
    if module in sys.modules:
        yield
        return
    sys.modules[module] = None  # type: ignore[assignment]  # Python's own way to say that there is none
    try:
        yield
    finally:
        del sys.modules[module]


@contextmanager
def standing_for(module: str, **names: object) -> Iterator[None]:
    """Import what stands within as if a module held these names alone; one that is loaded already stays.

    Whoever asks for the module afterwards gets the whole of it.
    """
    if module in sys.modules:
        yield
        return
    sys.modules[module] = stand_in = ModuleType(module)
    vars(stand_in).update(names)
    try:
        yield
    finally:
        del sys.modules[module]
