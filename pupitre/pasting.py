"""A pasted e-mail read: who wrote, about what, which dates it names; the rest is kept as a note."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import parseaddr, parsedate_to_datetime

from pupitre import phrases
from pupitre.client import Client
from pupitre.phrases import Answer, Kind, Moment
from pupitre.text import clean_line, clean_text, plain
from pupitre.value import Struct, replace

LONGEST_PASTE = 200_000
"""Characters looked at of a paste; no letter is longer."""

MAX_NOTE = 20_000
"""Characters kept of what was pasted."""

MAX_SUBJECT = 200
_MOST_HEADERS = 60
_MOST_WORDS = 600
_MOST_DATES = 5

PUBLIC = frozenset({
    "gmail.com", "googlemail.com", "orange.fr", "wanadoo.fr", "free.fr", "sfr.fr", "neuf.fr", "cegetel.net",
    "laposte.net", "bbox.fr", "numericable.fr", "aliceadsl.fr", "club-internet.fr", "hotmail.com", "hotmail.fr",
    "outlook.com", "outlook.fr", "live.com", "live.fr", "msn.com", "yahoo.com", "yahoo.fr", "ymail.com",
    "icloud.com", "me.com", "mac.com", "aol.com", "gmx.com", "gmx.fr", "mail.com", "proton.me", "protonmail.com",
    "pm.me", "tutanota.com", "zoho.com", "yandex.com", "mailo.com", "netcourrier.com",
})  # fmt: skip
"""Providers whose domain is nobody's own."""

_NAMES = {
    "from": "from", "de": "from", "expediteur": "from", "sender": "from",
    "subject": "subject", "objet": "subject", "sujet": "subject",
    "date": "date", "sent": "date", "envoye": "date", "envoye le": "date",
}
_OTHERS = frozenset({
    "to", "a", "cc", "cci", "bcc", "reply to", "repondre a", "importance", "pieces jointes", "attachments",
    "destinataire", "copie", "priorite",
})  # fmt: skip
_HEADER = re.compile(r"\s*[*>]*\s*([^\W\d][\w\s-]{0,18}?)\s*\*?\s*:\s?\*?\s*(.*)$")
_REPLY = re.compile(
    r"\s*(?:(?:re|tr|fw|fwd|ref|aw|wg)\s*(?:\[\d+\])?\s*:\s*|\[(?:externe|external|spam)\]\s*)", re.IGNORECASE
)
_WROTE = re.compile(
    r"(?:le|on) (?P<date>.{6,60}?),? (?P<who>[^,]{0,80}?<?[\w.+-]+@[\w.-]+>?) (?:a ecrit|wrote) ?:", re.IGNORECASE
)
_BEFORE = re.compile(r"\s*(?:>|-{3,} ?\S|_{5,}|--\s*$)|\s*(?:le|on) .{4,120}(?:a ecrit|wrote) ?:", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Pasted(Struct, frozen=True):
    """What a paste proposes: a title, whose it is, and the dates in it, each with its words and what it means now.

    `sender` is the address, "" when there is none; `note` is the text that is kept.
    """

    title: str
    client: Client | None = None
    sender: str = ""
    dates: tuple[tuple[str, Answer], ...] = ()
    note: str = ""


def read(text: str, clients: Iterable[Client], at: Moment) -> Pasted:
    """Return what a pasted text proposes; any text can be read, headers or not."""
    lines = clean_text(text[:LONGEST_PASTE]).replace("\t", " ").split("\n")
    headers, body = _split(lines)
    sender = _address(headers.get("from", ""))
    subject = _subject(headers.get("subject", ""))
    first = next((line.strip() for line in body if line.strip()), "")
    return Pasted(
        title=subject or clean_line(first)[:MAX_SUBJECT],
        client=sent_by(sender, clients),
        sender=sender,
        dates=tuple(_dates(body, _sent(headers.get("date", ""), at), at)),
        note=_note(headers, body),
    )


def sent_by(address: str, clients: Iterable[Client]) -> Client | None:
    """Return whose address it is: that of one contact, else of a domain that one client alone has."""
    address, clients = address.casefold(), tuple(clients)
    own = [c for c in clients if address and c.contact.email.strip().casefold() == address]
    person, _, domain = address.rpartition("@")
    if not own and person and domain and domain not in PUBLIC:
        own = [c for c in clients if c.contact.email.strip().casefold().rpartition("@")[2] == domain]
    return own[0] if len(own) == 1 else None


def _split(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """Return the headers that are known, and the lines after them; a letter without headers is all body."""
    found: dict[str, str] = {}
    last, end = "", 0
    for number, line in enumerate(lines[:_MOST_HEADERS]):
        match = _HEADER.match(line[:1000])
        name = " ".join(plain(match[1]).replace("-", " ").split()) if match else ""
        if match and name in _NAMES:
            last = _NAMES[name]
            found.setdefault(last, match[2].strip())
            end = number + 1
        elif match and name in _OTHERS and found:
            last, end = "", number + 1
        elif found and line.startswith(" ") and line.strip() and end == number:
            found[last] = f"{found[last]} {line.strip()}" if last else found.get(last, "")
            end = number + 1
        elif line.strip() and (found or number > 2):
            break
    if "from" not in found and "subject" not in found:
        return _gmail(lines)
    return found, lines[end:]


def _gmail(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """Read « Le lun. 23 nov. 2026 à 09:12, Paul <paul@x.fr> a écrit : » where it stands instead of headers."""
    for number, line in enumerate(lines[:5]):
        wrote = _WROTE.search(_unaccented(line[:400]))
        if wrote:
            rest = [re.sub(r"^\s*> ?", "", quoted) for quoted in lines[number + 1 :]]
            return {"from": wrote["who"], "date": wrote["date"]}, rest
    return {}, lines


def _unaccented(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("é", "e")


def _address(header: str) -> str:
    """Return the address of « Paul Lacaze <paul@lacaze.example> », "" when there is none."""
    known = parseaddr(header[:400])[1]
    found = _ADDRESS.search(known) or _ADDRESS.search(header[:400])
    return found.group().casefold() if found else ""


def _subject(header: str) -> str:
    """Return a subject without « Re: », « Tr : », « Fwd: »."""
    text = clean_line(header[:1000])
    while match := _REPLY.match(text):
        text = text[match.end() :]
    return text[:MAX_SUBJECT].strip()


def _sent(header: str, at: Moment) -> datetime:
    """Return when it was sent, now when that is not told or lies ahead."""
    found = _rfc(header) or _spoken(header, at)
    return found if found is not None and found < at.now else at.now


def _rfc(header: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(header[:100])
        return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):  # not such a date: it is read as a phrase
        return None


def _spoken(header: str, at: Moment) -> datetime | None:
    """Read « lundi 23 novembre 2026 09:12 » as if nothing had happened since the year 2000."""
    said = re.sub(r":\d\d(:\d\d)", r"\1", header[:100]) if header.count(":") > 2 else header[:100]
    answer = phrases.read(said, replace(at, now=_LONG_AGO))
    if answer.kind not in {Kind.DAY, Kind.INSTANT} or answer.value is None:
        return None
    return answer.value.moment(at.tz)


def _dates(body: list[str], sent: datetime, at: Moment) -> Iterator[tuple[str, Answer]]:
    """Yield the dates of the letter itself, as they were meant when it was sent; never one that is over."""
    then, words, seen = replace(at, now=sent), 0, set()
    for line in body:
        if _BEFORE.match(_unaccented(line[:400])):
            return
        words += line.count(" ") + 1
        if words > _MOST_WORDS:
            return
        for found in phrases.find_all(line[:2000], then):
            answer = _still(found.answer, at)
            if answer is None or answer.value in seen:
                continue
            seen.add(answer.value)
            yield line[found.start : found.end].strip(" .,;!"), answer
            if len(seen) >= _MOST_DATES:
                return


def _still(answer: Answer, at: Moment) -> Answer | None:
    """Return an answer without what is over by now; a start or a recurrence is no deadline to offer."""
    if answer.value is None or answer.recurs or answer.rule not in {"", "range"}:
        return None
    readings = answer.alternatives or (answer.value,)
    left = tuple(r for r in readings if (r.at >= at.now if r.at else r.day >= at.today))
    if not left:
        return None
    if len(left) > 1:
        return replace(answer, value=left[0], alternatives=left)
    kind = Kind.INSTANT if left[0].at else Kind.DAY
    return replace(answer, kind=kind, value=left[0], alternatives=(), why=None)


def _note(headers: dict[str, str], body: list[str]) -> str:
    """Return what is kept: from whom and when, then the letter, no more than two blank lines together."""
    told = [headers[name] for name in ("from", "date") if headers.get(name)]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in body)).strip()
    head = " · ".join(clean_line(one)[:MAX_SUBJECT] for one in told)
    return f"{head}\n\n{text}".strip()[:MAX_NOTE].rstrip()
