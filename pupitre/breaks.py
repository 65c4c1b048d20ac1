"""Real pauses, and when one is asked for. No pause is ever invented: absence is a gap in the work, and no `Break`."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from pupitre.value import Struct


class Break(Struct, frozen=True, kw_only=True):
    """A pause she took; `end` is None while it lasts."""

    id: str
    start: datetime
    end: datetime | None = None
    planned_min: int = 5


class BreakAnswer(Struct, frozen=True, kw_only=True):
    """What she answered to a proposed pause: ask again in some minutes, or 0 for « not this time »."""

    id: str
    at: datetime
    minutes: int = 0

    @property
    def until(self) -> datetime | None:
        """When she wants to be asked again, None after « not this time »."""
        return self.at + timedelta(minutes=self.minutes) if self.minutes else None


class Reason(StrEnum):
    """Why a pause is proposed now."""

    WORK = "work"
    TASK_DONE = "task_done"
    HARD_CALL = "hard_call"


class BreakRule(Struct, frozen=True):
    """The work after which a pause is proposed, and the shortest one that counts."""

    every: timedelta
    real: timedelta


class Heard(Struct, frozen=True):
    """What she did about pauses today: answers, declared pauses, the last task done, a pause proposed and why."""

    answers: tuple[BreakAnswer, ...] = ()
    breaks: tuple[Break, ...] = ()
    task_done: datetime | None = None
    proposed: tuple[datetime, Reason] | None = None


class Asking(Struct, frozen=True):
    """A pause that is proposed: as long as `since` is the same, it is one and the same proposal.

    `worked` is the work since the last real pause, which ended at `rested`; `refusals` are those since then.
    """

    worked: timedelta
    since: datetime
    rested: datetime
    refusals: int
    reason: Reason


Stretch = tuple[datetime, datetime]
"""Start and end of a stretch of work."""

NEAR = timedelta(minutes=5)
"""A task that ends this near to a pause brings it on: at the end of a task it disturbs less (rule T7)."""

WARNING = timedelta(minutes=2)
"""How long before a pause it is said that it comes (rule T7)."""

PROPOSED_FOR = timedelta(minutes=30)
"""How long a pause that was proposed without work behind it stays proposed."""

MANY_REFUSALS = 3
"""Refusals in a row after which the time since the last pause is said, once (rule T8)."""


def since_pause(stretches: Iterable[Stretch], now: datetime, real_break: timedelta) -> list[Stretch]:
    """Return the stretches of work since the last gap of at least `real_break`, none while such a gap lasts."""
    run: list[Stretch] = []
    last_end: datetime | None = None
    for start, end in sorted(stretches):
        if last_end is not None and start - last_end >= real_break:
            run = []
        run.append((start, end))
        last_end = end if last_end is None else max(end, last_end)
    return [] if last_end is None or now - last_end >= real_break else run


def work_of(stretches: Iterable[Stretch]) -> timedelta:
    """Return the work of some stretches; what two of them share counts once."""
    worked, last_end = timedelta(), None
    for start, end in sorted(stretches):
        worked += max(end - max(start, last_end or start), timedelta())
        last_end = end if last_end is None else max(end, last_end)
    return worked


def work_without_break(stretches: Iterable[Stretch], now: datetime, real_break: timedelta) -> timedelta:
    """Return the work done since the last gap of at least `real_break`, or since the first stretch.

    A shorter gap pauses the count and does not clear it (rule T6: HSE guidance asks for 5 to 10 minutes
    after 50 to 60 minutes of work at the screen).
    """
    return work_of(since_pause(stretches, now, real_break))


def asking(stretches: Iterable[Stretch], now: datetime, rule: BreakRule, heard: Heard) -> Asking | None:
    """Return the pause to propose now, if any.

    « Not this time » waits a whole interval of work again, and so does a pause that was cut short; a postponed
    one waits for its instant.
    """
    run = since_pause(stretches, now, rule.real)
    begun = run[0][0] if run else now
    refusals = sum(a.minutes == 0 and a.at >= begun for a in heard.answers)

    def ask(since: datetime, reason: Reason) -> Asking:
        return Asking(work_of(run), since, begun, refusals, reason)

    last = max(heard.answers, key=lambda a: a.at, default=None)
    if last is not None and last.until is not None and now < last.until and not _pausing_since(last.at, heard):
        return None
    if (proposed := _proposed(now, heard, last)) is not None:
        return ask(*proposed)
    if not run:
        return None
    if last is not None and last.until is not None and last.at >= begun and not _pausing_since(last.at, heard):
        return ask(last.until, Reason.WORK)
    counted_from = _counted_from(run, rule, heard)
    if _work_from(run, counted_from, now) >= rule.every:
        return ask(counted_from, Reason.WORK)
    done = heard.task_done
    if done is not None and counted_from <= done <= now and _work_from(run, counted_from, done) >= rule.every - NEAR:
        return ask(counted_from, Reason.TASK_DONE)
    return None


def next_asking(stretches: Iterable[Stretch], now: datetime, rule: BreakRule, heard: Heard) -> datetime | None:
    """Return when a pause will be proposed if she works on from now, None without work since the last one."""
    run = since_pause(stretches, now, rule.real)
    if not run:
        return None
    last = max(heard.answers, key=lambda a: a.at, default=None)
    if last is not None and last.until is not None and last.at >= run[0][0] and not _pausing_since(last.at, heard):
        return max(last.until, now)
    return now + max(rule.every - _work_from(run, _counted_from(run, rule, heard), now), timedelta())


def since_long_pause(stretches: Sequence[Stretch], now: datetime, long: timedelta) -> datetime | None:
    """Return since when there was no gap of at least `long`, None when she does not work now."""
    run = since_pause(stretches, now, long)
    return run[0][0] if run else None


def _pausing_since(moment: datetime, heard: Heard) -> bool:
    return any(rest.start >= moment for rest in heard.breaks)


def _proposed(now: datetime, heard: Heard, last: BreakAnswer | None) -> tuple[datetime, Reason] | None:
    """Return since when a pause is proposed that no work brought on, unless she answered or took it."""
    if heard.proposed is None:
        return None
    at, reason = heard.proposed
    if now - at >= PROPOSED_FOR or _pausing_since(at, heard):
        return None
    if last is None or last.at < at:
        return at, reason
    return None if last.until is None else (last.until, reason)


def _counted_from(run: Sequence[Stretch], rule: BreakRule, heard: Heard) -> datetime:
    """Return from when work counts towards the next proposal.

    A refusal begins it anew, and so does a pause that was asked for and cut short: the same is never asked twice.
    """
    counted_from = run[0][0]
    refused = [(a.at, True) for a in heard.answers if a.until is None]
    for moment, answered in sorted([*refused, *((rest.start, False) for rest in heard.breaks)]):
        if moment >= counted_from and (
            answered or _work_from(run, counted_from, moment) >= rule.every - NEAR
        ):
            counted_from = moment
    return counted_from


def _work_from(run: Iterable[Stretch], begin: datetime, end: datetime) -> timedelta:
    return work_of((max(a, begin), min(b, end)) for a, b in run if b > begin and a < end)
