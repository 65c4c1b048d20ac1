"""The filter before every channel: what a notification may hold, whatever a client or a task is called."""

from pupitre.text import late

TITLE_LIMIT = 63
"""UTF-16 units: Windows refuses 64 and more, in silence."""
BODY_LIMIT = 255
"""UTF-16 units: Windows refuses 256 and more, in silence."""
APP_NAME = "Pupitre"

_ELLIPSIS = "…"
# Far more than is ever shown; keeps the filter quick whatever it is given.
_READ_AT_MOST = 4096
_LINE_ENDS = late("\r\n|[\r\x85\u2028\u2029]")
_CONTROLS = late("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Bidirectional marks, embeddings, overrides and isolates: they can turn a text round.
_BIDI = late("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SURROGATES = late("[\ud800-\udfff]")
# Ordinary spaces only: the no-break spaces of French stay.
_SPACES = late("[ \t]+")
_EDGES = late(" *\n *")
_BLANK_LINES = late("\n{3,}")


def notice_text(title: str, body: str) -> tuple[str, str]:
    """Return title and body such as every channel can carry; the title is one line and never empty."""
    one_line = _clean(title).replace("\n", " ")
    return (
        clip(_SPACES().sub(" ", one_line), TITLE_LIMIT) or APP_NAME,
        clip(_clean(body), BODY_LIMIT),
    )


def clip(text: str, limit: int) -> str:
    """Return the text within `limit` UTF-16 units, ending with "…" when it was cut; a character is never split."""
    if _units(text) <= limit:
        return text
    room = limit - 1
    kept: list[str] = []
    for character in text:
        room -= _units(character)
        if room < 0:
            break
        kept.append(character)
    return "".join(kept).rstrip() + _ELLIPSIS


def without_lone_surrogates(text: str) -> str:
    """Return the text with each half character, which no encoding can carry, replaced by "�"."""
    return _SURROGATES().sub("\ufffd", text)


def one_line_end(text: str) -> str:
    r"""Return the text with every line end written "\n"."""
    return _LINE_ENDS().sub("\n", text)


def without_controls(text: str) -> str:
    """Return the text without control characters, except line ends and tabs."""
    return _CONTROLS().sub("", text)


def without_marks(text: str) -> str:
    """Return the text without control characters and without what turns its direction round."""
    return _BIDI().sub("", without_controls(text))


def _clean(text: str) -> str:
    shown = without_controls(one_line_end(text[:_READ_AT_MOST]))
    shown = without_lone_surrogates(_BIDI().sub("", shown))
    shown = _EDGES().sub("\n", _SPACES().sub(" ", shown))
    return _BLANK_LINES().sub("\n\n", shown).strip(" \n")


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)
