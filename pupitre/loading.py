"""Loading a library with less than it asks for: parts that cost more than they give us."""

import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from types import ModuleType


def load(
    module: str, *, without: Iterable[str] = (), instead: Mapping[str, Mapping[str, object]] | None = None
) -> None:
    """Import a module as a Python that lacks some others would, and with some that hold a few names alone.

    Nobody else sees it: whoever asks for those afterwards gets them whole, and one that is loaded already stays. A
    version of the library that needs more of them is loaded as it is. Raises `ImportError` as an import does.
    """
    if module in sys.modules:
        return
    parts: dict[str, ModuleType | None] = dict.fromkeys(without)  # None is Python's own way to say that there is none
    for name, names in (instead or {}).items():
        parts[name] = ModuleType(name)
        vars(parts[name]).update(names)
    taken = {name: part for name, part in parts.items() if name not in sys.modules}
    sys.modules.update(taken)  # type: ignore[arg-type]  # see above
    try:
        import_module(module)
    except (ImportError, AttributeError, TypeError):
        pass  # it needs more
    finally:
        for name in taken:
            del sys.modules[name]
    import_module(module)
