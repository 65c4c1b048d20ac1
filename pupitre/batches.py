"""Work done in a row: when each piece ends, and the order with the fewest changes of client that breaks nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice, pairwise

from pupitre.value import Struct

Slices = Sequence[tuple[datetime, datetime]]
"""Stretches in which she works, in order."""

FEW = 3
"""Jobs of the client at hand that are tried before another client comes next."""


class Job(Struct, frozen=True):
    """A piece of work: it comes after the jobs in `after`, and does not begin before `begins`."""

    key: str
    client: str | None
    length: timedelta
    due: datetime | None = None
    after: frozenset[str] = frozenset()
    begins: datetime | None = None


def ends(jobs: Iterable[Job], slices: Slices) -> Iterator[datetime | None]:
    """Yield when each job ends that is done after the one before it; None for what the slices do not hold."""
    at = slices[0][0] if slices else None
    n = 0
    for job in jobs:
        if at is None:
            yield None
            continue
        if job.begins is not None and job.begins > at:
            at = job.begins
        left = job.length
        while left and n < len(slices):
            start, stop = slices[n]
            here = max(at, start)
            if here < stop and here + left <= stop:
                at, left = here + left, timedelta()
                break
            left -= max(stop - here, timedelta())
            n += 1
        at = None if left else at
        yield at


def switches(jobs: Iterable[Job]) -> int:
    """Return how often the client changes from one job to the next."""
    return sum(a.client != b.client for a, b in pairwise(jobs))


def regrouped(jobs: Sequence[Job], slices: Slices) -> tuple[Job, ...]:
    """Return the jobs with those of one client in a row, as far as every deadline that was kept stays kept.

    What is too late already stays so, and holds nothing up. As they were, when nothing is gained.
    """
    kept = _kept(jobs, slices)
    rest, chosen = list(jobs), list[Job]()
    way = rest  # an order of the rest that keeps what is kept
    while rest:
        client = chosen[-1].client if chosen else rest[0].client
        for job in islice(_ready(rest, client), FEW):
            left = [j for j in rest if j is not job]
            found = _way([*chosen, job], (_nearest_first(left, kept), [j for j in way if j is not job]), kept, slices)
            if found is not None:
                rest, way = left, found
                chosen.append(job)
                break
        else:
            job = way[0]
            chosen.append(job)
            rest, way = [j for j in rest if j is not job], way[1:]
    return tuple(chosen) if switches(chosen) < switches(jobs) else tuple(jobs)


def _kept(jobs: Sequence[Job], slices: Slices) -> dict[str, datetime]:
    """Return by key the deadlines that this order keeps."""
    found = zip(jobs, ends(jobs, slices), strict=True)
    return {job.key: job.due for job, end in found if job.due is not None and end is not None and end <= job.due}


def _way(
    begun: list[Job], ways: Iterable[list[Job]], kept: Mapping[str, datetime], slices: Slices
) -> list[Job] | None:
    """Return the first of some orders of the rest that keeps every deadline, None when none does."""
    for rest in ways:
        order = [*begun, *rest]
        times = zip(order, ends(order, slices), strict=True)
        if all(end is not None and end <= kept[job.key] for job, end in times if job.key in kept):
            return rest
    return None


def _ready(rest: Sequence[Job], client: str | None) -> Iterator[Job]:
    """Yield the jobs of a client that need no other one first, those due first before the others."""
    waiting = {job.key for job in rest}
    able = (job for job in rest if job.client == client and waiting.isdisjoint(job.after))
    yield from sorted(able, key=_pressing)


def _nearest_first(jobs: Sequence[Job], kept: Mapping[str, datetime]) -> list[Job]:
    """Return the jobs in the order of their deadlines, each after those it cannot come before."""
    found: list[Job] = []
    rest = sorted(jobs, key=lambda job: (job.key not in kept, *_pressing(job)))
    waiting = {job.key for job in rest}
    while rest:
        # In a circle, which only a file can bring, the first comes first.
        n = next((n for n, job in enumerate(rest) if waiting.isdisjoint(job.after)), 0)
        waiting.discard(rest[n].key)
        found.append(rest.pop(n))
    return found


def _pressing(job: Job) -> tuple[bool, float]:
    return job.due is None, job.due.timestamp() if job.due is not None else 0.0
