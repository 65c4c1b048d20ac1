"""A draft as HTML, so that a mail program keeps its headings and lists: nothing but its text is in it."""

import re
from html import escape

from tui.desktop.safe_text import one_line_end, without_controls, without_lone_surrogates

_BULLET = re.compile(r"[–•*-] +")
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
_HEADING = '<h3 style="font-size:1em;margin:1em 0 0.3em">{}</h3>'


def plain_body(text: str) -> str:
    """Return the text as every channel can carry it: one kind of line end, no control character, whole characters."""
    return without_lone_surrogates(without_controls(one_line_end(text)))


def fragment(text: str) -> str:
    """Return the text as a fragment of HTML: a line before a list is its heading, a blank line begins a paragraph."""
    blocks = _BLANK_LINES.split(plain_body(text).strip("\n"))
    return "\n".join(_block(block.split("\n")) for block in blocks if block.strip())


def page(text: str, language: str) -> str:
    """Return the text as a page of HTML that loads nothing."""
    spoken = f' lang="{language}"' if _LANGUAGE.fullmatch(language) else ""
    head = f'<!DOCTYPE html>\n<html{spoken}>\n<head><meta charset="utf-8"></head>'
    return f"{head}\n<body>\n{fragment(text)}\n</body>\n</html>\n"


def _block(lines: list[str]) -> str:
    """Return one block: what comes before its first bullet, then its list."""
    first = next((n for n, line in enumerate(lines) if _BULLET.match(line)), len(lines))
    before, rest = lines[:first], lines[first:]
    parts = []
    if before and rest:
        *before, heading = before
        parts = [_paragraph(before)] if before else []
        parts.append(_HEADING.format(escape(heading.strip())))
    elif before:
        parts = [_paragraph(before)]
    return "\n".join([*parts, *([_list(rest)] if rest else [])])


def _paragraph(lines: list[str]) -> str:
    return "<p>" + "<br>\n".join(escape(line) for line in lines) + "</p>"


def _list(lines: list[str]) -> str:
    """Return a list; a line without a bullet goes on with the point before it."""
    points: list[list[str]] = []
    for line in lines:
        mark = _BULLET.match(line)
        if mark:
            points.append([escape(line[mark.end():])])
        else:
            points[-1].append(escape(line.strip()))
    return "<ul>\n" + "\n".join("<li>" + "<br>\n".join(point) + "</li>" for point in points) + "\n</ul>"
