"""Polite firm texts: her own, and each use of one, ours or hers."""

from datetime import datetime

from pupitre.value import Struct

LONGEST = 20_000
"""Characters that such a text may have."""

SHIPPED = (
    "scope", "urgent_no", "urgent_yes", "away", "chase", "chase_7", "chase_15", "invoice_7", "invoice_15",
    "invoice_30", "late", "mistake", "reminder", "colleague",
)
"""The ids of the texts that come with Pupitre; `invoice_` is followed by the days since the invoice was due.

`chase_` is by those since an answer is awaited."""

TO_OTHERS = frozenset({"colleague"})
"""Those of them that go to somebody who is no client."""


class Reply(Struct, frozen=True, kw_only=True):
    """A text of her own with places to fill; `voice` is `tu`, `vous` or `en`, or "" for every client."""

    id: str
    name: str
    text: str
    voice: str = ""


class ReplyUse(Struct, frozen=True, kw_only=True):
    """One use of a reply at an aware UTC instant; `name` is that of one of hers, as it was then.

    `client` None is an answer to somebody who is no client.
    """

    id: str
    client: str | None
    reply: str
    at: datetime
    name: str = ""
