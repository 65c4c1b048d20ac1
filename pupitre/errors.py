"""What can be refused: each error carries the data of its sentence, and no sentence."""

from pathlib import Path
from typing import Any, dataclass_transform


@dataclass_transform(eq_default=False)
class PupitreError(Exception):
    """Anything Pupitre refuses to do; `tui.refusals` knows how to say it.

    It takes its fields in their order or by name. What `dataclasses` would write for each of them costs a start and
    every command 15 ms.
    """

    def __init__(self, *given: Any, **named: Any) -> None:  # noqa: ANN401 - each has fields of its own
        names = tuple(type(self).__annotations__)
        fields = dict(zip(names, given, strict=False)) | named
        missing = [name for name in names if name not in fields and not hasattr(type(self), name)]
        twice_or_more = len(fields) != len(given) + len(named) or len(given) > len(names)
        if missing or twice_or_more or not fields.keys() <= {*names}:
            raise TypeError(f"{type(self).__name__}{(*given, *named)}: {', '.join(names)}")
        self.__dict__.update(fields)


class UnknownClient(PupitreError):
    """No client answers to `reference`; `known` are the labels there are."""

    reference: str
    known: tuple[str, ...] = ()


class Unknown(PupitreError):
    """The thing meant is not, or no longer, on the desk."""

    kind: str
    id: str


class Invalid(PupitreError):
    """The value of a field cannot be kept; `why` is a code such as `empty` or `too_large`."""

    field: str
    why: str
    value: str = ""


class NotNow(PupitreError):
    """The timer is in a state where this cannot be done."""

    state: str
    event: str


class NothingToUndo(PupitreError):
    """No verb of this run is left to take back."""


class StorageFailed(PupitreError):
    """The disk refused: nothing was changed, what was typed is still there."""

    place: Path
    why: str


class AlreadyOpen(PupitreError):
    """Another Pupitre holds the desk: process number and UTC instant when it opened, if known."""

    place: Path
    pid: int | None = None
    since: str = ""


class Damaged(PupitreError):
    """The desk's file cannot be read and was not touched; `good` is the last good copy, if there is one."""

    place: Path
    good: Path | None
    why: str


class DamagedMonth(PupitreError):
    """A closed month cannot be read, or is missing; today's work does not need it."""

    month: str
    place: Path
    why: str


class Replaced(PupitreError):
    """Another program put its own file in the place of ours, which is kept at `aside`; nothing was saved yet."""

    place: Path
    aside: Path | None


class TooNew(PupitreError):
    """The file was written by a later version of Pupitre, and was not touched."""

    place: Path
    version: int
    known: int


class ImportRefused(PupitreError):
    """A file to import is wrong at `path` (such as `tasks[12].deadline`); nothing was imported."""

    path: str
    why: str
    value: str = ""


class BadBackup(PupitreError):
    """A file cannot be used as a backup; `why` is a code such as `altered`, or what the system said."""

    path: Path
    why: str


class BadWording(PupitreError):
    """A text with places cannot be filled; `line` counts from 1 (0: not known), `why` is what the filler said."""

    line: int
    why: str


class BadCalendar(PupitreError):
    """A file cannot be read as a calendar; `why` is a code such as `no_calendar`, or what the system said."""

    path: Path
    why: str


class Locked(PupitreError):
    """The desk is protected, and no key for it is at hand."""

    place: Path


class WrongPhrase(PupitreError):
    """A passphrase does not open the desk."""


class KeyLost(PupitreError):
    """The file with the key of a protected desk cannot be read, and no copy of it was found."""

    place: Path


class NoKeyring(PupitreError):
    """The system keeps no secrets for us; `why` is what it said."""

    why: str


class BadKeymap(PupitreError):
    """A key cannot be given to a command; `why` is a code, `other` the command that has the key already."""

    key: str
    command: str
    why: str
    other: str = ""
