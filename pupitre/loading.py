"""Loading a library with less than it asks for: parts that cost more than they give us."""

import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from types import ModuleType


def load(
    module: str, *, without: Iterable[str] = (), instead: Mapping[str, Mapping[str, object]] | None = None
) -> None:
    """Import a module as a Python that lacks some others would, and with some that hold a few names alone.

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
    taken = {name: part for name, part in parts.items() if name not in sys.modules}
    sys.modules.update(taken)  # type: ignore[arg-type]  # see above
    before = set(sys.modules)
    try:
        import_module(module)
    except (ImportError, AttributeError, TypeError):  # it needs more: what came of it with less goes as well
        for name in [n for n in sys.modules if n.startswith(f"{module}.") and n not in before]:
            if str(getattr(sys.modules[name], "__file__", "")).endswith(".py"):
                del sys.modules[name]
    finally:
        for name in taken:
            sys.modules.pop(name, None)
    import_module(module)
