"""Items that are made when they are first looked at: of ten thousand cards a screen shows thirty."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, overload

S = TypeVar("S")
T = TypeVar("T")


class Later(Sequence[T], Generic[S, T]):
    """What `make` makes of each source, once; `key` tells a source from the others as the list tells the items."""

    def __init__(self, sources: Sequence[S], make: Callable[[S], T], key: Callable[[S], str]) -> None:
        self._sources, self._make, self._key = sources, make, key
        self._made: dict[int, T] = {}

    def place(self, key: str) -> int | None:
        """Return where the item of a key stands, None when there is none; nothing is made for it."""
        return next((n for n, source in enumerate(self._sources) if self._key(source) == key), None)

    def __len__(self) -> int:
        return len(self._sources)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        number = range(len(self))[at]
        if number not in self._made:
            self._made[number] = self._make(self._sources[number])
        return self._made[number]
