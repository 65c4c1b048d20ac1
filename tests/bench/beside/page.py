"""The tables and the charts of the page."""

import os
import platform
import statistics
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from xml.sax.saxutils import escape

from tests.bench.beside.wishes import FLOORS, WISHES, Round, start

CHART = "performance-{name}.svg"
_WIDE, _HIGH, _LEFT = 640, 26, 190


def lines(rounds: list[Round], refused: dict[str, str], now: datetime) -> Iterator[str]:
    """Yield the page between its marks."""
    libraries = f"Python {platform.python_version()}, Textual {version('textual')}"
    machine = f"{platform.system()}, {os.cpu_count()} cores"
    yield f"Measured on {now:%Y-%m-%d} by `make bench`: {len(rounds)} rounds, {machine}, {libraries}."
    yield ""
    yield "| figure | wanted | measured | |"
    yield "|---|---|---|---|"
    for wish in WISHES:
        found = wish.measured(rounds)
        held = "not measured" if found is None else "" if found <= wish.most else "**above**"
        yield f"| {wish.name} | ≤ {_told(wish.most, wish.unit)} | {_told(found, wish.unit)} | {held} |"
    yield ""
    yield "| what the floors themselves take | measured |"
    yield "|---|---|"
    for floor in FLOORS:
        yield f"| {floor.name} | {_told(floor.measured(rounds), floor.unit)} |"
    yield ""
    yield "| program | start | ÷ minimal | memory |"
    yield "|---|---|---|---|"
    for name, seconds, ratio, rss in started(rounds):
        yield f"| {name} | {seconds:.2f} s | {ratio:.2f} | {rss:.0f} MB |"
    for name, why in refused.items():
        yield f"| {name} | – | – | {why} |"


def _told(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    if unit == "×":
        return f"{value:.2f} ×"
    return f"{value:.0f} {unit}"


def started(rounds: list[Round]) -> list[tuple[str, float, float, float]]:
    """Return each program with its start in seconds, as a multiple of the minimal one, and its memory in MB."""
    found = []
    for name in rounds[0]:
        if all(r[name].get("ready_s") for r in rounds):
            read, floor = start(name), start("minimal")
            found.append((
                name, statistics.median(map(read, rounds)), statistics.median(read(r) / floor(r) for r in rounds),
                statistics.median(r[name]["memory_start"]["rss"] for r in rounds),
            ))
    return sorted(found, key=lambda row: row[1])


def chart(title: str, unit: str, rows: list[tuple[str, float]]) -> str:
    """Return bars as SVG: ours in full ink, the others lighter."""
    most = max((value for _, value in rows), default=1.0)
    height = _HIGH * (len(rows) + 1) + 12
    size = f'viewBox="0 0 {_WIDE} {height}" width="{_WIDE}" height="{height}"'
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="13">',
        f'<rect width="{_WIDE}" height="{height}" fill="#ffffff"/>',
        f'<text x="8" y="18" font-weight="bold" fill="#222222">{escape(title)}</text>',
    ]
    for n, (name, value) in enumerate(rows, 1):
        y, long = n * _HIGH + 6, (_WIDE - _LEFT - 90) * value / most
        ink = "#0072b2" if name in OURS else "#b0b0b0"
        out += [
            f'<text x="{_LEFT - 8}" y="{y + 15}" text-anchor="end" fill="#222222">{escape(name)}</text>',
            f'<rect x="{_LEFT}" y="{y + 3}" width="{max(long, 1):.1f}" height="{_HIGH - 8}" fill="{ink}"/>',
            f'<text x="{_LEFT + max(long, 1) + 6:.1f}" y="{y + 15}" fill="#222222">{value:.2f} {escape(unit)}</text>',
        ]
    return "\n".join([*out, "</svg>", ""])


OURS = {"empty", "week", "years", "many"}
TWICE = {"week, focus", "empty, idle", "first minute", "twelve hours"}
"""What is started once more for something else than its start."""


def charts(rounds: list[Round], folder: Path) -> None:
    """Write the charts beside the page."""
    rows = [row for row in started(rounds) if row[0] not in TWICE]
    drawn = {
        "start": chart("Start until usable", "s", [(name, seconds) for name, seconds, _, _ in rows]),
        "memory": chart("Memory after the start", "MB", sorted(((n, m) for n, _, _, m in rows), key=lambda r: r[1])),
    }
    for name, told in drawn.items():
        (folder / CHART.format(name=name)).write_text(told, encoding="utf-8")
