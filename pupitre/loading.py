"""Loading a library with less than it asks for: parts that cost more than they give us."""

import sys
from collections.abc import Container, Iterable, Mapping
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import Any


def load(
    module: str, *, without: Iterable[str] = (), later: Mapping[str, Iterable[str]] | None = None,
    instead: Mapping[str, Mapping[str, object]] | None = None,
) -> None:
    """Import a module as a Python that lacks some others would, and with some that hold a few names alone.

    Those for `later` are loaded once something of them is asked for, or one of the functions that are named called.

    Whoever imports one of those itself afterwards gets it whole, and one that is loaded already stays; the names that
    the library took from it stay what they were, so leave out what nobody asks of the library. A version that needs
    more of them is loaded once more, with all of it. Raises `ImportError` as an import does.
    """
    if module in sys.modules:
        return
    parts: dict[str, ModuleType | None] = dict.fromkeys(without)  # None is Python's own way to say that there is none
    for name, names in (instead or {}).items():
        parts[name] = ModuleType(name)
        vars(parts[name]).update(names)
    for name, functions in (later or {}).items():
        parts[name] = _later(name, functions)
    taken = {name: part for name, part in parts.items() if name not in sys.modules}
    sys.modules.update(taken)  # type: ignore[arg-type]  # see above
    before = set(sys.modules)
    try:
        import_module(module)
    except (ImportError, AttributeError, TypeError):  # it needs more: what came of it with less goes as well
        _forget(module.partition(".")[0], before)
    finally:
        for name in taken:
            sys.modules.pop(name, None)
    import_module(module)


def _forget(package: str, before: Container[str]) -> None:
    """Take back what came of a package since: a module, and the name by which what is above it knows it."""
    for name in [n for n in sys.modules if n.partition(".")[0] == package and n not in before]:
        if str(getattr(sys.modules[name], "__file__", "")).endswith(".py"):
            del sys.modules[name]
            above, _, own = name.rpartition(".")
            if above in sys.modules:
                vars(sys.modules[above]).pop(own, None)


def _later(module: str, functions: Iterable[str]) -> ModuleType:
    """Return what stands for a module until something of it is used."""
    part = ModuleType(module)

    def asked(name: str) -> Any:  # noqa: ANN401 - whatever it holds
        if sys.modules.get(module) is part:  # while it is loaded itself
            raise AttributeError(name)
        return getattr(import_module(module), name)

    def call(function: str, *args: object, **named: object) -> object:
        return asked(function)(*args, **named)

    vars(part).update({"__getattr__": asked, **{name: partial(call, name) for name in functions}})
    return part
