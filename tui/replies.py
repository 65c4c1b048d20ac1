"""Polite firm texts as they are written to one client, from what is known; gaps stay visible."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

from pupitre.chasing import next_chase
from pupitre.client import Client
from pupitre.deadline import Deadline
from pupitre.dossier import Dossier
from pupitre.errors import BadWording
from pupitre.settings import Settings
from pupitre.task import WAITING_CLIENT, WAITING_THIRD, Status, Task
from pupitre.text import clean_line, clean_text
from tui import speech, wording
from tui.letters import frame
from tui.tellings import going_on, voice_of
from tui.typography import plain_spaces, typographic
from tui.wording import Given
from tui.words import N_, _, shown

GAP = "[…]"
"""Stands where nobody knows what comes: she completes it."""

NAMES = {
    "scope": N_("Out of scope"), "urgent_no": N_("Urgency refused"), "urgent_yes": N_("Urgency accepted"),
    "away": N_("Not available"), "chase": N_("Something is missing"), "chase_7": N_("Reminder after 7 days"),
    "chase_15": N_("Reminder after 15 days"), "invoice_7": N_("Invoice 7 days late"),
    "invoice_15": N_("Invoice 15 days late"), "invoice_30": N_("Invoice 30 days late"),
    "late": N_("Delay announced"), "mistake": N_("Mistake admitted"), "reminder": N_("Reminder"),
    "colleague": N_("To a future colleague"),
}
"""How the texts that came with Pupitre are called."""

KNOWN = (
    "salutation", "formule", "signature", "client", "jour", "tache", "demande_du", "echeance", "promis",
    "nouvelle_date", "raison", "manque", "avant",
)
"""Names that are filled, or become a gap."""
OPTIONAL = ("prenom", "motif", "proposition", "majoration", "depuis", "promesse", "remarque", "avancement", "relance")
"""Names that are empty when there is nothing: for `{% if motif %}`."""
PLACES = (*KNOWN, *OPTIONAL)

_QUOTED = re.compile(r'["«“](?P<said>[^"«»“”]+)["»”]')


def name_of(reply: str, own: str = "") -> str:
    """Return how a reply is called in the language of the screen; `own` is the name of one of hers."""
    return shown(own) if own else _(NAMES[reply]) if reply in NAMES else "?"


@cache
def shipped(voice: str, reply: str) -> str:
    """Return a text that came with Pupitre, such as `vous` and `scope`."""
    text = Path(__file__).with_name("templates") / "replies" / f"{voice}-{reply}.j2"
    return text.read_text(encoding="utf-8")


def given(dossier: Dossier, settings: Settings, now: datetime) -> Given:
    """Return what a reply to the client of a dossier is filled with; its only task is what it is about."""
    client, task = dossier.client, next(iter(dossier.tasks), None)
    found = dict.fromkeys(KNOWN, "") | dict.fromkeys(OPTIONAL, "") | frame(client, settings)
    today = now.astimezone(settings.zone).date()
    found |= {
        "client": client.name, "prenom": client.contact.first_name,
        "jour": speech.long_day(today, client.language.value), "majoration": _surcharge(client),
    }
    if task is not None:
        found |= _Telling(client, settings, now).of(task)
    # A signature that nobody set is no gap: she knows who she is.
    return {name: text or (GAP if name in KNOWN and name != "signature" else "") for name, text in found.items()}


def filled(text: str, names: Given, client: Client) -> str:
    """Return a reply as it is sent. Raises `BadWording`."""
    lang = client.language.value
    body = typographic(clean_text(wording.filled(text, names)), lang)
    return plain_spaces(body) if client.plain_spaces else body


def check(text: str) -> None:
    """Refuse a text of hers that cannot be filled, whatever is known. Raises `BadWording`, with its line."""
    from tui.templating import names_in  # noqa: PLC0415 - the filler is not needed for the first screen

    for name, line in names_in(text):
        if name not in PLACES:
            raise BadWording(line, f"'{name}' is undefined, there are {', '.join(PLACES)}")
    for sample in (dict.fromkeys(PLACES, "x"), dict.fromkeys(KNOWN, GAP) | dict.fromkeys(OPTIONAL, "")):
        told = wording.filled(text, sample)
        if "{" in told or "}" in told:
            raise BadWording(0, f"unexpected '{'{' if '{' in told else '}'}'")


def gaps(text: str) -> int:
    """Return how many places of a text are to be completed."""
    return text.count(GAP)


class _Telling:
    """What a reply may say of one task, dates in words."""

    def __init__(self, client: Client, settings: Settings, now: datetime) -> None:
        self._client, self._settings, self._now = client, settings, now
        self._lang = client.language.value

    def of(self, task: Task) -> Mapping[str, str]:
        zone, waits = self._settings.zone, task.status is Status.WAITING
        why = self._clause(task.reason)
        held = task.promise(zone, self._settings.end_of_day)
        later = held if task.deadline not in {None, held} and self._ahead(held) else None
        since = task.waiting_since if waits else None
        return {
            "tache": _quotable(clean_line(task.public_title).rstrip(" ."), self._lang),
            "demande_du": speech.long_day(task.created.astimezone(zone).date(), self._lang),
            "echeance": self._deadline(held), "promis": self._deadline(task.deadline if later else held),
            "promesse": self._deadline(held) if self._ahead(held) else "", "nouvelle_date": self._deadline(later),
            "avant": self._deadline(self._answer_before(task)) if waits else "",
            "relance": speech.long_day(task.chased[-1].astimezone(zone).date(), self._lang) if task.chased else "",
            "raison": why or self._awaited(task), "manque": why if waits else "",
            "depuis": speech.long_day(since.astimezone(zone).date(), self._lang) if since else "",
            "motif": self._clause(task.reason or task.scope_note), "proposition": self._clause(task.next_text),
            "remarque": self._clause(task.remark), "avancement": self._progress(task),
        }

    def _awaited(self, task: Task) -> str:
        """Return that somebody is awaited whom she named, when nothing else was said."""
        if task.status is not Status.WAITING or task.waiting_for in {"", WAITING_CLIENT, WAITING_THIRD}:
            return ""
        told = voice_of(self._client).waiting_on.format(whom=clean_line(task.waiting_for)).rstrip(".")
        return self._clause(told)

    def _answer_before(self, task: Task) -> Deadline:
        """Return when she will ask again: on the day to ask itself, the next one."""
        today, again = self._now.astimezone(self._settings.zone).date(), task.next_on
        if again is not None and again.day > today:
            return again
        return next_chase(task, self._now, self._settings, asked=True)

    def _progress(self, task: Task) -> str:
        """Return how far it is, or of how many pieces it is: of such work a part may be useful."""
        percent = f"{task.progress_pct}{speech.NBSP if self._lang == speech.FRENCH else ''}%"
        return percent if task.progress_pct else str(task.quantity or "")

    def _clause(self, text: str) -> str:
        return going_on(clean_line(text).rstrip(" ."), self._lang) if text.strip(" .") else ""

    def _ahead(self, deadline: Deadline | None) -> bool:
        end = self._settings.end_of_day
        return deadline is not None and deadline.moment(self._settings.zone, end) > self._now

    def _deadline(self, deadline: Deadline | None) -> str:
        if deadline is None:
            return ""
        day, at = speech.long_day(deadline.day, self._lang), deadline.hour(self._settings.zone)
        told = voice_of(self._client).at
        return day if at is None else told.format(day=day, hour=speech.hour(at, self._lang))


def _quotable(title: str, lang: str) -> str:
    """Return a title that may stand in quotes, its own ones of the second order."""
    opening, closing = "“”" if lang == speech.FRENCH else "‘’"
    return _QUOTED.sub(lambda found: f"{opening}{found['said'].strip()}{closing}", title)


def _surcharge(client: Client) -> str:
    percent = client.billing.urgent_surcharge_pct
    if not percent:
        return ""
    return f"{percent}{speech.NBSP}%" if client.language.value == speech.FRENCH else f"{percent}%"
