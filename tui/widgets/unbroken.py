"""Lines never break at a no-break space: « 14 h 30 » stays together.

Rich and Textual take U+00A0 and U+202F for any other space (UAX #14 forbids a break there). Both find the words of a
text by one expression each, which are the only place where all they draw can be told so.
"""

import re

from rich import _wrap as rich_wrap
from textual import _wrap as textual_wrap

_NO_BREAK = "\u00a0\u202f"
_SPACE = rf"[^\S{_NO_BREAK}]"
_LETTER = rf"[\S{_NO_BREAK}]"


def keep_together() -> None:
    """Let both of them know."""
    rich_wrap.re_word = re.compile(rf"{_SPACE}*{_LETTER}+{_SPACE}*")
    textual_wrap.re_chunk = re.compile(rf"{_LETTER}+{_SPACE}*|{_SPACE}+")
