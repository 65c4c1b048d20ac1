"""Items that are made when they are first looked at: of ten thousand cards a screen shows thirty."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, overload

S = TypeVar("S")
T = TypeVar("T")


class Later(Sequence[T], Generic[S, T]):
    """What `make` makes of each source; made once."""

    def __init__(self, sources: Sequence[S], make: Callable[[S], T]) -> None:
        self._sources, self._make = sources, make
        self._made: dict[int, T] = {}

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
