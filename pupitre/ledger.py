"""The values in memory, and changes that know their own inverse."""

from collections.abc import Iterable
from typing import TypeVar, cast

from pupitre.errors import Unknown
from pupitre.ports import KINDS, Change, Value

V = TypeVar("V", bound=Value)


class Ledger:
    """Tables of values by kind and id. It changes only by whole changes; `version` counts them."""

    def __init__(self, values: Iterable[Value] = ()) -> None:
        self.version = 0
        self._tables: dict[type[Value], dict[str, Value]] = {kind: {} for kind in KINDS}
        self.apply(Change(tuple(values)))

    def table(self, kind: type[V]) -> dict[str, V]:
        """Return the values of one kind by id, in the order they came in."""
        return cast("dict[str, V]", self._tables[cast("type[Value]", kind)])

    def get(self, kind: type[V], key: str) -> V:
        """Return one value.

        Raises:
            Unknown: it is not, or no longer, there.
        """
        found = self.table(kind).get(key)
        if found is None:
            raise Unknown(kind.__name__, key)
        return found

    def inverse(self, change: Change) -> Change:
        """Return the change that takes `change` back, as things stand before it."""
        puts: list[Value] = []
        drops: list[tuple[type[Value], str]] = []
        touched = [(type(v), v.id) for v in change.puts] + list(change.drops)
        for kind, key in dict.fromkeys(touched):
            before = self._tables[kind].get(key)
            if before is not None:
                puts.append(before)
            else:
                drops.append((kind, key))
        return Change(tuple(puts), tuple(drops))

    def apply(self, change: Change) -> None:
        """Make a change."""
        self.version += 1
        for kind, key in change.drops:
            self._tables[kind].pop(key, None)
        for value in change.puts:
            self._tables[type(value)][value.id] = value
