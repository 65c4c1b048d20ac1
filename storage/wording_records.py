"""The record of a text of her own in the exchange format."""

from msgspec import Struct

from pupitre.errors import Invalid
from pupitre.text import clean_text
from pupitre.wording import LONGEST, Wording
from pupitre.wordings import WORDINGS


class WordingRecord(Struct):
    """A text for reports."""

    id: str
    text: str


def wording(record: WordingRecord) -> Wording:
    """Return such a text; one that cannot be filled is found when a report is written. Raises `Invalid`."""
    if record.id not in WORDINGS:
        raise Invalid("id", "unknown", record.id)
    text = clean_text(record.text)
    if not text.strip():
        raise Invalid("text", "empty")
    if len(text) > LONGEST:
        raise Invalid("text", "range", str(len(text)))
    return Wording(id=record.id, text=text)


def from_wording(value: Wording) -> WordingRecord:
    """Return the record of such a text."""
    return WordingRecord(value.id, value.text)
