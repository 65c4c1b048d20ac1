"""What is wanted, each figure a ratio within one round of one run."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.bench.beside.programs import HOURS, keys_of_a_day

Run = dict[str, Any]
Round = dict[str, Run]
Reading = Callable[[Round], float]


def start(name: str) -> Reading:
    """Return the reading of the seconds until a program is usable."""
    return lambda r: float(r[name]["ready_s"])


def ended(name: str) -> Reading:
    """Return the reading of the seconds until a command has ended."""
    return lambda r: float(r[name]["exit_s"])


def key(name: str, step: str, kind: str = "change", part: float = 0.5) -> Reading:
    """Return the reading of the milliseconds that a key takes: the median, or another part of the samples."""
    def read(r: Round) -> float:
        samples = sorted(r[name]["keys"][step][kind])
        if not samples:
            raise LookupError(f"{name}: {step} never showed anything")
        return float(statistics.median(samples) if part == 0.5 else samples[int(part * (len(samples) - 1))])

    return read


def idle(name: str, what: str) -> Reading:
    """Return the reading of what waiting costs a minute."""
    return lambda r: float(r[name]["idle"][what])


def memory(name: str, when: str = "start") -> Reading:
    """Return the reading of the resident memory in megabytes (10⁶ bytes), at the `start` or the `end`."""
    return lambda r: float(r[name][f"memory_{when}"]["rss"])


def over(one: Reading, other: Reading) -> Reading:
    """Return the reading of a ratio."""
    return lambda r: one(r) / other(r)


def beyond(one: Reading, other: Reading) -> Reading:
    """Return the reading of a difference."""
    return lambda r: one(r) - other(r)


@dataclass(frozen=True, slots=True)
class Figure:
    """What is read of a round, and its unit."""

    name: str
    read: Reading
    unit: str = "×"

    def measured(self, rounds: list[Round]) -> float | None:
        """Return the median over the rounds, None when a part of it was not measured."""
        try:
            return statistics.median(self.read(r) for r in rounds)
        except (LookupError, TypeError):
            return None


@dataclass(frozen=True, slots=True)
class Wish(Figure):
    """A figure, and what it may be at most."""

    most: float = field(kw_only=True)


_ARROW, _BARE = key("week", "down"), key("board", "down")
_MANY, _BARE_MANY = key("many", "down"), key("board, many", "down")
_ADD = key("week", "add", "expect")
_EVENING = memory("twelve hours", "end")

WISHES: tuple[Wish, ...] = (
    Wish("start, a week of 60 cards ÷ minimal application", over(start("week"), start("minimal")), most=1.3),
    Wish("start, ten years ÷ a week", over(start("years"), start("week")), most=1.1),
    Wish("start, 10,000 open tasks ÷ a week", over(start("many"), start("week")), most=1.3),
    Wish("arrow key, 60 cards ÷ bare board", over(_ARROW, _BARE), most=1.2),
    Wish("the same, 95th percentile",
         over(key("week", "down", part=0.95), key("board", "down", part=0.95)), most=1.5),
    Wish("arrow key, 10,000 cards ÷ bare board of as many", over(_MANY, _BARE_MANY), most=1.2),
    Wish("arrow key, 10,000 cards ÷ 60 cards", over(_MANY, _ARROW), most=1.15),
    Wish("held arrow key, lag of the last ÷ bare board",
         over(key("week", "hold", "settle"), key("board", "hold", "settle")), most=1.3),
    Wish("add a task, until it is on the board and the disk ÷ one arrow key", over(_ADD, _ARROW), most=1.6),
    Wish("the same, 95th percentile",
         over(key("week", "add", "expect", 0.95), key("week", "down", part=0.95)), most=2.5),
    Wish("add a task, ten years ÷ a week", over(key("years", "add", "expect"), _ADD), most=1.15),
    Wish("memory, a week ÷ minimal application", over(memory("week"), memory("minimal")), most=1.3),
    Wish("memory, ten years more than a week", beyond(memory("years"), memory("week")), most=12, unit="MB"),
    Wish(f"memory, after {HOURS} hours and {keys_of_a_day():,} keys ÷ after a first minute that opens all of it once",
         over(_EVENING, memory("first minute", "end")), most=1.05),
    Wish("the same ÷ after a first minute of one key", over(_EVENING, memory("week, focus", "end")), most=1.05),
    Wish("waiting, a session runs: processor ÷ clock",
         over(idle("week, focus", "cpu_s_per_min"), idle("clock", "cpu_s_per_min")), most=0.8),
    Wish("the same, bytes", over(idle("week, focus", "bytes_per_min"), idle("clock", "bytes_per_min")), most=0.2),
    Wish("the same, wake-ups",
         over(idle("week, focus", "ctx_switches_per_min"), idle("clock", "ctx_switches_per_min")), most=1.05),
    Wish("waiting, nothing due: processor ÷ minimal application",
         over(idle("empty, idle", "cpu_s_per_min"), idle("minimal", "cpu_s_per_min")), most=1.1),
    Wish("the same, screen updates a minute", idle("empty, idle", "reads_per_min"), most=2, unit="a minute"),
    Wish("`pupitre add` ÷ `python3 -c pass`", over(ended("pupitre add"), ended("python")), most=3),
    Wish("`pupitre report` ÷ `python3 -c pass`", over(ended("pupitre report"), ended("python")), most=6),
    Wish("to another screen, ten years", key("years", "clients"), most=50, unit="ms"),
    Wish("a report draft, ten years", key("years", "report", "expect"), most=50, unit="ms"),
    Wish("first results of a search, ten years", key("years", "search", "expect"), most=300, unit="ms"),
)

FLOORS: tuple[Figure, ...] = (
    Figure("a bare board with a line that is typed above it: add a card ÷ one of its arrow keys",
     over(key("board", "add", "expect"), _BARE)),
    Figure("Python with the libraries that our commands are made with ÷ `python3 -c pass`",
     over(ended("python, libraries"), ended("python"))),
    Figure("the same with Jinja, which fills a report", over(ended("python, Jinja"), ended("python"))),
)
"""What the least that does a thing takes, for wishes that are near it or below."""
