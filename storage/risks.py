"""What may go wrong with the folder where the data are."""

import os
from collections.abc import Iterator
from pathlib import Path

from pupitre.risk import Risk, RiskKind
from storage.clouds import cloud
from storage.conflicts import conflicts
from storage.machine import Machine, real
from storage.mounts import network
from storage.places import Place

LOW_SPACE_MB = 50
"""Below this a day of work and its copies may not fit any more."""


def risks(place: Place, machine: Machine) -> tuple[Risk, ...]:
    """Return what is known to be risky; the folder may not exist yet. What cannot be known is no risk."""
    return tuple(_found(place, machine))


def _found(place: Place, machine: Machine) -> Iterator[Risk]:
    there = real(place.folder)
    share = network(there, machine)
    if share is not None:
        yield Risk(RiskKind.NETWORK, share)
    # What is on another computer is not searched for more than its name says: each look would cost a round trip.
    service = cloud(place.folder, machine, look=share is None)
    if service is not None:
        yield Risk(RiskKind.CLOUD, service)
    for copy in conflicts(place):
        yield Risk(RiskKind.CONFLICT, str(copy.relative_to(place.folder)))
    free = machine.free(_existing(there)) if share is None else None
    if free is not None and free < LOW_SPACE_MB * 1_000_000:
        yield Risk(RiskKind.LOW_SPACE, str(free // 1_000_000))


def _existing(folder: Path) -> Path:
    """Return the folder, or the nearest above it that is there."""
    return next((above for above in (folder, *folder.parents) if os.access(above, os.F_OK)), folder)
