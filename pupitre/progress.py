"""Work that is done in slices: how far it is, and how to do all of it at once."""

from collections.abc import Callable, Generator
from typing import TypeVar, cast

from pupitre.value import Struct

T = TypeVar("T")


class Progress(Struct, frozen=True):
    """How far a piece of work is that is done in slices."""

    done: int
    total: int


def ended(steps: Generator[Progress, None, T], told: Callable[[Progress], None] = lambda _: None) -> T:
    """Do all steps of a piece of work, and return what it comes to; `told` hears how far it is."""
    try:
        while True:
            told(next(steps))
    except StopIteration as end:
        return cast("T", end.value)
