"""What a client reads of an urgency: the reason of a delay, why it was refused, what is offered instead.

None of it names anybody, nor tells that another client's work went first.
"""

from pupitre.client import Client, Language
from pupitre.deadline import Deadline
from pupitre.settings import Settings
from pupitre.triage import Way
from pupitre.value import Struct
from tui import speech
from tui.tellings import voice_of

_DELAYS = {
    Language.FRENCH.value: "Un imprévu a pris le temps réservé",
    Language.ENGLISH.value: "something unforeseen took the time set aside",
}
_REFUSALS = {
    Language.FRENCH.value: "Le temps disponible jusque-là était déjà promis",
    Language.ENGLISH.value: "the time until then was already promised",
}
_INSTEAD = {Language.FRENCH.value: "Proposé à la place : {date}", Language.ENGLISH.value: "Offered instead: {date}"}
REPLIES = {Way.ACCEPT: "urgent_yes", Way.HOUR: "urgent_no", Way.DAY: "urgent_no", Way.REFUSE: "urgent_no"}
"""The reply that says each answer; what is offered for later cannot be promised for the hour that was asked."""
LATE = "late"
"""The reply that announces a delay."""


class Word(Struct, frozen=True):
    """One text that is owed: to whom, about which task ("" for none that is kept), and which reply says it.

    `asked` is the hour that was wished and is not promised, `given` the one that is offered instead.
    """

    client: str
    task: str
    reply: str
    asked: Deadline | None = None
    given: Deadline | None = None


def delay_reason(client: Client | None) -> str:
    """Return why a promise moves, as its client may read it."""
    return _DELAYS[_language(client)]


def refusal_reason(client: Client | None) -> str:
    """Return why an urgency is refused, as its client may read it."""
    return _REFUSALS[_language(client)]


def instead(client: Client | None, until: Deadline | None, settings: Settings) -> str:
    """Return what is offered instead of the hour that was asked, "" for nothing."""
    if until is None:
        return ""
    lang, at = _language(client), until.hour(settings.zone)
    day = speech.long_day(until.day, lang)
    if at is not None and client is not None:
        day = voice_of(client).at.format(day=day, hour=speech.hour(at, lang))
    elif at is not None:
        day = f"{day}, {speech.hour(at, lang)}"
    return _INSTEAD[lang].format(date=day).replace(" :", f"{speech.NBSP}:")


def _language(client: Client | None) -> str:
    return client.language.value if client is not None else Language.FRENCH.value
