"""What is new in a computed draft beside hers: one line at a time, taken in or left, never over her words."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

ALIKE = 0.5
"""How much two lines must have in common to be one that changed (`SequenceMatcher.ratio`)."""

_BULLETS = ("–", "-", "•")


class What(StrEnum):
    """What happened to a line of the draft."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line of the draft as it was computed before and as it is now, and the heading that it stands below."""

    what: What
    old: str
    new: str
    heading: str


Step = str | Proposal


def proposals(drafted: str, today: str, hers: str) -> tuple[Proposal, ...]:
    """Return what changed in the computed draft and is not in her text already."""
    found = (step for step in _steps(drafted, today) if isinstance(step, Proposal))
    return tuple(p for p in found if _told(hers, p) is (p.what is What.GONE))


def _told(hers: str, proposal: Proposal) -> bool:
    """Return whether her text says the line that a proposal is about, below the same heading or below none."""
    return _place(hers, proposal.new or proposal.old, proposal.heading) is not None


def settled(drafted: str, today: str, still: Collection[Proposal]) -> str:
    """Return the computed draft as she knows it: today's, without what is still to be decided."""
    lines: list[str] = []
    for step in _steps(drafted, today):
        if isinstance(step, str):
            lines.append(step)
        elif step in still:
            lines += [step.old] if step.what is not What.NEW else []
        elif step.what is not What.GONE:
            lines.append(step.new)
    return "".join(f"{line}\n" for line in lines)


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


def _steps(drafted: str, today: str) -> Iterator[Step]:
    """Yield today's draft line by line; what differs from the one before is a proposal."""
    before, now = drafted.splitlines(), today.splitlines()
    headings, were = _headings(now), _headings(before)
    # The same line below another heading is not the same: what was not finished may be done.
    old_keys = [(were.get(n), line) for n, line in enumerate(before)]
    new_keys = [(headings.get(n), line) for n, line in enumerate(now)]
    for tag, a, b, c, d in SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from now[c:d]
            continue
        olds = {before[n]: were[n] for n in range(a, b) if were.get(n, before[n]) != before[n]}
        pairs = _pairs(olds, {now[n]: headings[n] for n in range(c, d) if headings.get(n, now[n]) != now[n]})
        for old, heading in olds.items():
            if old not in pairs.values():
                yield Proposal(What.GONE, old, "", heading)
        for n in range(c, d):
            line = now[n]
            if headings.get(n, line) == line:  # an empty line, or a heading: it is there when it is needed
                yield line
            elif line in pairs:
                yield Proposal(What.CHANGED, pairs[line], line, headings[n])
            else:
                yield Proposal(What.NEW, "", line, headings[n])


def _pairs(olds: dict[str, str], news: dict[str, str]) -> dict[str, str]:
    """Return the new lines that are old ones changed, each with the old one; both come with their headings."""
    found: dict[str, str] = {}
    for new, heading in news.items():
        free = [old for old, below in olds.items() if below == heading and old not in found.values()]
        ratio, old = max(((SequenceMatcher(None, old, new).ratio(), old) for old in free), default=(0.0, ""))
        if ratio >= ALIKE:
            found[new] = old
    return found


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
    at = f"\n{text}\n".find(f"\n{line}\n") if line else -1
    return None if at < 0 else (at, at + len(line))


def _place(text: str, line: str, heading: str) -> tuple[int, int] | None:
    """Return where a line stands in a text below a heading, else below none."""
    lines = text.split("\n")
    found = {told: n for n, told in reversed(_headings(lines).items()) if lines[n] == line}
    number = found.get(heading, found.get(""))
    if number is None:
        return None
    start = sum(len(before) + 1 for before in lines[:number])
    return start, start + len(line)
