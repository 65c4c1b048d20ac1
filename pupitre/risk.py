"""What may go wrong with the folder where the data are: found by the disk, worded by the screen."""

from enum import StrEnum

from pupitre.value import Struct


class RiskKind(StrEnum):
    """What a risk comes from, and what its `detail` names."""

    NETWORK = "network"  # the folder is on another computer: the file system or the share
    CLOUD = "cloud"  # a program copies the folder to other computers: the service
    CONFLICT = "conflict"  # two computers wrote the same file, and a copy was left: the file's name
    LOW_SPACE = "low_space"  # the disk is nearly full: the whole megabytes left


class Risk(Struct, frozen=True):
    """One risk; `detail` is a name or a number as it was found, and may hold anything a file's name can."""

    kind: RiskKind
    detail: str
