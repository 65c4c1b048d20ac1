"""Named instants at which a test may kill the program or make the disk refuse; in use, nothing happens there."""

from collections.abc import Callable

_hooks: list[Callable[[str], None]] = []


def fault(name: str) -> None:
    """Pass a named instant."""
    for hook in _hooks:
        hook(name)


def on_fault(hook: Callable[[str], None]) -> Callable[[], None]:
    """Call `hook` with each name that is passed; return the call that ends it."""
    _hooks.append(hook)
    return lambda: _hooks.remove(hook)
