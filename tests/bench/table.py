"""The figures as a table."""

import os
import platform
import statistics
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib.metadata import version
from typing import Any

Figures = dict[str, Any]
Round = dict[int, Figures]


def middle(figure: str) -> Callable[[Figures], float]:
    """Return the reading of one figure: the median of its samples."""
    return lambda f: statistics.median(f[figure]) if isinstance(f[figure], list) else float(f[figure])


def over(floor: str, verb: str) -> Callable[[Figures], float]:
    """Return the reading of a verb as a multiple of a floor."""
    return lambda f: middle(verb)(f) / middle(floor)(f)


def p99_beyond_line(f: Figures) -> float:
    """Return what 99 adds of 100 take at most beyond one line appended just after."""
    beyond = sorted(a - b for a, b in zip(f["add"], f["line"], strict=True))
    return float(beyond[int(len(beyond) * 0.99)])


ROWS: tuple[tuple[str, Callable[[Figures], float], str], ...] = (
    ("start until usable", middle("start"), "empty"),
    ("add a task, on the disk", middle("add"), "empty"),
    ("the same, ÷ the whole file", over("floor", "add"), "ratio"),
    ("the same, ÷ one line", over("line", "add"), "ratio"),
    ("the same, p99 beyond one line", p99_beyond_line, ""),
    ("complete a task, on the disk", middle("complete"), "empty"),
    ("the same, ÷ one line", over("line", "complete"), "ratio"),
    ("last month of one client", middle("statement"), ""),
    ("search, first result", middle("first"), ""),
    ("search, everything", middle("all"), ""),
    ("memory, the application", middle("resident"), "more"),
)


_HEAD = """\
Measured on {day} by `make bench`: {count} rounds, {machine}, {libraries}.
A year is 40 tasks and 50 time entries a working day; the search finds {found} things in ten of them.
The whole file: the bytes of the desk encoded, written, flushed to the disk and renamed. One line: the task
encoded, added to a file and flushed."""

_TAIL = "Import of ten years ({size} MB): {seconds} s, {peak} MB at its peak."


def table(rounds: list[Round], sizes: tuple[int, ...]) -> Iterator[str]:
    """Yield the table: medians of the rounds, and the median of the ratios taken within each round."""
    yield "| | " + " | ".join("empty desk" if n == 0 else f"{n} year{'s' * (n > 1)}" for n in sizes) + " |"
    yield "|---" * (len(sizes) + 1) + "|"
    for name, read, against in ROWS:
        cells = [cell([read(r[n]) for r in rounds], [read(r[0]) for r in rounds], against, n) for n in sizes]
        yield f"| {name} | " + " | ".join(cells) + " |"


def cell(values: list[float], empty: list[float], against: str, size: int) -> str:
    """Return one figure with its ratio to the empty desk of the same round."""
    value = statistics.median(values)
    if against == "ratio":
        return f"{value:.2f}"
    if against == "more":
        more = statistics.median(v - e for v, e in zip(values, empty, strict=True))
        return f"{value / 1e6:.0f} MB" + (f" (+ {more / 1e6:.0f})" if size else "")
    told = f"{value:.2f} s" if value >= 0.1 else f"{value * 1e3:.1f} ms"
    if against == "empty" and size:
        ratio = statistics.median(v / e for v, e in zip(values, empty, strict=True))
        return f"{told} (× {ratio:.2f})"
    return told


def report(rounds: list[Round], sizes: tuple[int, ...], brought: Figures, now: datetime) -> str:
    """Return the table with the machine, the date and what was measured."""
    size, seconds, peak = f"{brought['size'] / 1e6:.0f}", f"{brought['seconds']:.0f}", f"{brought['peak'] / 1e6:.0f}"
    found, count = rounds[0][sizes[-1]]["found"], len(rounds)
    libraries = f"Python {platform.python_version()}, Textual {version('textual')}, TinyDB {version('tinydb')}"
    told = {
        "count": count, "found": found, "size": size, "seconds": seconds, "peak": peak, "libraries": libraries,
        "day": f"{now:%Y-%m-%d}", "machine": f"{platform.system()}, {os.cpu_count()} cores",
    }
    return "\n".join([_HEAD.format(**told), "", *table(rounds, sizes), "", _TAIL.format(**told)])
