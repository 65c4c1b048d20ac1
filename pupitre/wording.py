"""Her own text for a report, in place of the one that came with Pupitre."""

from pupitre.value import Struct

LONGEST = 20_000
"""Characters that such a text may have."""


class Wording(Struct, frozen=True, kw_only=True):
    """A text with places to fill; its id says for whom and for what, such as `vous:day`."""

    id: str
    text: str
