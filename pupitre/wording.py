"""Her own text for a report, in place of the one that came with Pupitre."""

from dataclasses import dataclass

LONGEST = 20_000
"""Characters that such a text may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A text with places to fill; its id says for whom and for what, such as `vous:day`."""

    id: str
    text: str
