"""The records of her replies and of their uses in the exchange format."""

from datetime import tzinfo

from msgspec import Struct

from pupitre.errors import Invalid
from pupitre.reply import LONGEST, SHIPPED, Reply, ReplyUse
from pupitre.replying import LONGEST_NAME, VOICES
from pupitre.text import clean_line, clean_text
from storage.local_times import instant_in, local_text


class ReplyRecord(Struct, omit_defaults=True):
    """A reply of hers."""

    id: str
    name: str
    text: str
    voice: str = ""


class ReplyUseRecord(Struct, omit_defaults=True):
    """One use of a reply."""

    id: str
    reply: str
    at: str
    client: str | None = None
    name: str = ""


def reply(record: ReplyRecord) -> Reply:
    """Return such a reply; one that cannot be filled is found when it is shown. Raises `Invalid`."""
    name, text = clean_line(record.name), clean_text(record.text)
    for field, content, longest in (("name", name, LONGEST_NAME), ("text", text, LONGEST)):
        if not content.strip():
            raise Invalid(field, "empty")
        if len(content) > longest:
            raise Invalid(field, "range", str(len(content)))
    if record.id in SHIPPED:
        raise Invalid("id", "taken", record.id)
    if record.voice not in VOICES:
        raise Invalid("voice", "unknown", record.voice)
    return Reply(id=record.id, name=name, text=text, voice=record.voice)


def from_reply(value: Reply) -> ReplyRecord:
    """Return the record of such a reply."""
    return ReplyRecord(value.id, value.name, value.text, value.voice)


def use(record: ReplyUseRecord, zone: tzinfo) -> ReplyUse:
    """Return a use. Raises `Invalid`."""
    return ReplyUse(
        id=record.id, client=record.client, reply=clean_line(record.reply), at=instant_in(record.at, "at", zone),
        name=clean_line(record.name)[:LONGEST_NAME],
    )


def from_use(value: ReplyUse, zone: tzinfo) -> ReplyUseRecord:
    """Return the record of a use."""
    return ReplyUseRecord(value.id, value.reply, local_text(value.at, zone), value.client, value.name)
