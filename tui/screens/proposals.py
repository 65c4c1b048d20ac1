"""What is new in a computed draft beside hers: one line at a time, taken in or left, never over her words."""

from collections.abc import Collection, Iterable, Iterator
from difflib import SequenceMatcher
from enum import StrEnum
from functools import partial
from heapq import nlargest

from pupitre.value import Struct

ALIKE = 0.5
"""How much two lines must have in common to be one that changed (`SequenceMatcher.ratio`)."""

NEAREST = 3
"""Lines that a new one is compared with."""

COMPARED = 300
"""Characters of a line that are compared: the time that it takes grows with their square."""

_BULLETS = ("–", "-", "•")
_TYPED = str.maketrans("\u00a0\u202f'", "  ’")
"""Spaces and apostrophes as she may type them: she means the same line."""


class What(StrEnum):
    """What happened to a line of the draft."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


class Proposal(Struct, frozen=True):
    """A line of the draft as it was computed before and as it is now, and the heading that it stands below."""

    what: What
    old: str
    new: str
    heading: str


Pair = tuple[str, str]
"""A line that is neither empty nor a heading, after the heading that it stands below, "" for none."""


def proposals(drafted: str, today: str, hers: str) -> tuple[Proposal, ...]:
    """Return what changed in the computed draft and is not in her text already."""
    found = (step for step in _steps(drafted, today) if isinstance(step, Proposal))
    return tuple(p for p in found if _told(hers, p) is (p.what is What.GONE))


def _told(hers: str, proposal: Proposal) -> bool:
    """Return whether her text says the line that a proposal is about, below the same heading or below none."""
    return _place(hers, proposal.new or proposal.old, proposal.heading) is not None


def settled(drafted: str, today: str, still: Collection[Proposal]) -> str:
    """Return the computed draft as she knows it: today's, without what is still to be decided."""
    if not still:
        return today
    known: list[Pair] = []
    for step in _steps(drafted, today):
        if isinstance(step, tuple):
            known.append(step)
        elif step in still:
            known += [(step.heading, step.old)] if step.what is not What.NEW else []
        elif step.what is not What.GONE:
            known.append((step.heading, step.new))
    return _text_of(known)


def placed(hers: str, proposal: Proposal, today: str) -> tuple[int, int, str]:
    """Return where a proposal goes into her text: from, to, and what stands there instead."""
    at = _place(hers, proposal.old, proposal.heading) if proposal.old else None
    if proposal.what is What.GONE:
        return (*_whole(hers, *at, proposal.heading), "") if at is not None else (0, 0, "")
    if at is not None:
        return *at, proposal.new
    heading = _line_at(hers, proposal.heading) if proposal.heading else None
    if heading is not None:
        end = hers.find("\n\n", heading[1])
        end = len(hers.rstrip("\n")) if end < 0 else end
        return end, end, f"\n{proposal.new}"
    told = f"{proposal.heading}\n{proposal.new}" if proposal.heading else proposal.new
    for paragraph in _following(today, proposal.new):
        before = _line_at(hers, paragraph.partition("\n")[0])
        if before is not None:
            return before[0], before[0], f"{told}\n\n"
    end = len(hers.rstrip("\n"))
    return end, end, f"\n\n{told}" if end else told


def _following(today: str, line: str) -> list[str]:
    """Return the paragraphs after the one of a line."""
    paragraphs = today.strip("\n").split("\n\n")
    own = next((n for n, paragraph in enumerate(paragraphs) if line in paragraph.split("\n")), len(paragraphs))
    return paragraphs[own + 1 :]


def _whole(hers: str, start: int, end: int, heading: str) -> tuple[int, int]:
    """Return the place of a line with its end, and with its heading where nothing else stands below it."""
    alone = hers[end : end + 2] in {"", "\n", "\n\n"}
    if heading and alone and hers[:start].endswith(f"\n{heading}\n"):
        return start - len(heading) - 1, min(end + 2, len(hers))
    return start, min(end + 1, len(hers))


def _steps(drafted: str, today: str) -> Iterator[Pair | Proposal]:
    """Yield today's draft line by line; what differs from the one before is a proposal.

    The same line below another heading is not the same: what was not finished may be done.
    """
    before, now = _lines_of(drafted), _lines_of(today)
    for tag, a, b, c, d in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from now[c:d]
            continue
        # What only stands in another place of its section says nothing new.
        olds, news = ([p for p in some if p not in rest] for some, rest in ((before[a:b], now), (now[c:d], before)))
        pairs = _pairs(olds, news)
        yield from (Proposal(What.GONE, old[1], "", old[0]) for old in olds if old not in pairs.values())
        for heading, line in now[c:d]:
            old = pairs.get((heading, line))
            if (heading, line) not in news:
                yield heading, line
                continue
            yield Proposal(What.CHANGED, old[1], line, heading) if old else Proposal(What.NEW, "", line, heading)


def _lines_of(text: str) -> list[Pair]:
    lines = text.splitlines()
    return [(heading, lines[n]) for n, heading in _headings(lines).items() if heading != lines[n]]


def _text_of(known: Iterable[Pair]) -> str:
    """Return a text that has these lines below these headings."""
    told, current = "", ""
    for heading, line in known:
        told += f"\n{heading}\n" if heading and heading != current else "" if heading else "\n"
        told, current = f"{told}{line}\n", heading
    return told


def _pairs(olds: list[Pair], news: list[Pair]) -> dict[Pair, Pair]:
    """Return the new lines that are old ones changed, below the same heading, each with the old one."""
    found: dict[Pair, Pair] = {}
    free = dict.fromkeys(olds)
    for new in news:
        # Two versions of a line begin with the same title: only the nearest are worth comparing.
        near = nlargest(NEAREST, (old for old in free if old[0] == new[0]), partial(_begins_alike, new))
        best = max(((_alike(old[1], new[1]), old) for old in near), default=(0.0, new))
        if best[0] >= ALIKE:
            found[new] = best[1]
            del free[best[1]]
    return found


def _begins_alike(one: Pair, other: Pair) -> int:
    return next((n for n, (a, b) in enumerate(zip(one[1], other[1], strict=False)) if a != b), len(one[1]))


def _alike(one: str, other: str) -> float:
    """Return how much two lines have in common, 0 for too little; so many letters of each tell."""
    compared = SequenceMatcher(None, one[:COMPARED], other[:COMPARED])
    return compared.ratio() if compared.quick_ratio() >= ALIKE else 0.0


def _headings(lines: list[str]) -> dict[int, str]:
    """Return the heading of each line that is none and not empty, "" for one without; a heading is its own."""
    found: dict[int, str] = {}
    heading = ""
    for n, line in enumerate(lines):
        if not line.strip():
            heading = ""
        elif not line.startswith(_BULLETS) and n + 1 < len(lines) and lines[n + 1].startswith(_BULLETS):
            heading = found[n] = line
        else:
            found[n] = heading
    return found


def _line_at(text: str, line: str) -> tuple[int, int] | None:
    """Return where a whole line stands in a text."""
    at = f"\n{text}\n".translate(_TYPED).find(f"\n{line}\n".translate(_TYPED)) if line else -1
    return None if at < 0 else (at, at + len(line))


def _place(text: str, line: str, heading: str) -> tuple[int, int] | None:
    """Return where a line stands in a text below a heading, else below none."""
    lines, line, heading = text.translate(_TYPED).split("\n"), line.translate(_TYPED), heading.translate(_TYPED)
    found = {told: n for n, told in reversed(_headings(lines).items()) if lines[n] == line}
    number = found.get(heading, found.get(""))
    if number is None:
        return None
    start = sum(len(before) + 1 for before in lines[:number])
    return start, start + len(line)
