"""The report as it is written to the client, in its register and language, from facts alone."""

from collections.abc import Iterable
from datetime import timedelta

from pupitre.client import Client, Mode, Overrun, Register
from pupitre.errors import BadWording
from pupitre.prepaid import alerts
from pupitre.report import Allowance, Facts, wording_id
from pupitre.sections import DUTIES, is_duty
from pupitre.settings import Settings
from pupitre.statement import Alert
from pupitre.text import clean_text, plain
from pupitre.value import Struct
from tui import refusals, speech, wording
from tui.speech import NBSP
from tui.tellings import Teller, voice_of
from tui.typography import plain_spaces, typographic
from tui.voices import Voice
from tui.wording import Given

__all__ = ["Letter", "frame", "given", "voice_of", "write"]


class Letter(Struct, frozen=True):
    """A draft: subject, body, and its parts as lines of text.

    `fallen_back` says why her own text could not be filled, so that the one that came with Pupitre was; else "".
    """

    subject: str
    body: str
    done: tuple[str, ...]
    unfinished: tuple[str, ...]
    waiting: tuple[str, ...]
    out_of_scope: tuple[str, ...]
    coming: tuple[str, ...] = ()
    in_progress: tuple[str, ...] = ()
    fallen_back: str = ""


_CIVILITIES = {
    "m": "Monsieur", "mr": "Monsieur", "mme": "Madame", "me": "Maître", "maitre": "Maître",
    "dr": "Docteur", "dre": "Docteure", "docteur": "Docteur", "docteure": "Docteure", "pr": "Professeur",
}
_TITLES_ALONE = {"Maître", "Docteur", "Docteure", "Professeur"}


def write(facts: Facts, settings: Settings) -> Letter:
    """Return the draft for one client: only what the facts hold, nothing added."""
    names, client = given(facts, settings), facts.client
    body, fallen_back = _filled(facts, names)

    def spaced(text: str) -> str:
        return plain_spaces(text) if client.plain_spaces else text

    def part(*places: str) -> tuple[str, ...]:
        return tuple(spaced(line) for place in places for line in names[place])

    return Letter(
        _subject(facts, settings), spaced(body), part("fait"), part("non_termine"),
        part("en_attente", "en_attente_tiers"), part("hors_mission"), part("a_venir"), part("en_cours"), fallen_back,
    )


def given(facts: Facts, settings: Settings) -> Given:
    """Return what a text may be filled with: see `wording.PLACES`."""
    teller, client = Teller(facts, settings), facts.client
    day = speech.long_day(facts.last, teller.lang, year=True)
    return {
        **frame(client, settings),
        "fait": teller.done(), "en_cours": teller.in_progress(), "non_termine": teller.unfinished(),
        "en_attente": teller.waiting(on_client=True), "en_attente_tiers": teller.waiting(on_client=False),
        "hors_mission": teller.outside(), "a_venir": teller.coming(),
        "temps": teller.time(facts.rounded) if facts.minutes else "",
        "reste": _allowance(facts, facts.allowance, teller) if facts.allowance and facts.minutes else "",
        "jour": day, "semaine": f"{facts.last:%V}", "client": client.name, "prenom": client.contact.first_name,
    }


def frame(client: Client, settings: Settings) -> dict[str, str]:
    """Return how a client is greeted, and how what is written to it ends."""
    voice = voice_of(client)
    return {
        "salutation": _greeting(client, voice.greeting), "formule": client.closing or voice.closing,
        "signature": "\n".join(_signature(client, settings)),
    }


def _filled(facts: Facts, names: Given) -> tuple[str, str]:
    """Return the body, and why her own text could not be its base."""
    lang, key, own, why = facts.client.language.value, wording_id(facts.client, facts.told_as), facts.wording, ""
    if own is not None:
        try:
            return typographic(clean_text(wording.filled(own.text, wording.fitted(own.text, names))), lang), ""
        except BadWording as error:
            why = refusals.say(error)
    return typographic(clean_text(wording.filled(wording.shipped(key), names)), lang), why


def _subject(facts: Facts, settings: Settings) -> str:
    teller, voice = Teller(facts, settings), voice_of(facts.client)
    last, lang = facts.last, teller.lang
    long_ = speech.long_day(last, lang, year=True).replace(NBSP, " ")
    short = speech.long_day(last, lang).replace(NBSP, " ")
    work = next((teller.title(f.task) for f in facts.done), voice.work)
    filled = {"{date_longue}": long_, "{date_courte}": short, "{semaine}": f"{last:%V}", "{prestation}": work}
    text = facts.client.report.subject
    if facts.weekly and "{semaine}" not in text:
        text = voice.subject_week
    elif not text or _is_untrue(text, facts):
        text = voice.subject
    for name, content in filled.items():
        text = text.replace(name, content)
    # No-break spaces are of no use on one line that programs cut as they like.
    return plain_spaces(typographic(" ".join(clean_text(text).split()), lang))


def _is_untrue(subject: str, facts: Facts) -> bool:
    """Return whether a line names a week, a delivery or a duty that was none."""
    if ("{semaine}" in subject and not facts.weekly) or ("{prestation}" in subject and not facts.done):
        return True
    duties = (is_duty(f.task) for f in (*facts.done, *facts.in_progress, *facts.unfinished))
    return not DUTIES.isdisjoint(plain(subject).split()[:1]) and not any(duties)


def _greeting(client: Client, greeting: str) -> str:
    contact = client.contact
    if client.salutation:
        return client.salutation
    name = contact.first_name
    if client.register is Register.VOUS and client.language.value == speech.FRENCH:
        title = _CIVILITIES.get(plain(contact.civility).rstrip("."), contact.civility)
        name = title if title in _TITLES_ALONE else f"{title} {contact.last_name}".strip() if title else ""
    return greeting.format(name=name).replace(" ,", ",")


def _signature(client: Client, own: Settings) -> Iterable[str]:
    if client.register is Register.TU and own.name:
        return [own.name.split()[0]]
    return (own.signature or own.name).splitlines()


def _allowance(facts: Facts, hours: Allowance, teller: Teller) -> str:
    voice, left, bill = teller.voice, hours.left, facts.client.billing
    if bill.mode is Mode.PACK:
        return _pack(facts, hours, teller)
    told = voice.month_left if left > 0 else voice.month_over if left < 0 else voice.month_full
    text = told.format(
        month=speech.month(facts.last, teller.lang), used=teller.time(hours.used), sold=teller.time(hours.sold),
        left=teller.time(left), over=teller.time(-left),
    )
    if hours.carried:
        carried = voice.month_carried if hours.carried > 0 else voice.month_owed
        text = f"{text} {carried.format(time=teller.time(abs(hours.carried)))}"
    following = speech.month(facts.last.replace(day=1) + timedelta(days=31), teller.lang)
    return text if left >= 0 else f"{text} {_beyond(voice, bill.overrun).format(next_month=following)}"


def _pack(facts: Facts, hours: Allowance, teller: Teller) -> str:
    """Return what is left of a pack of hours; when that is little, the next one is offered."""
    voice, left, until = teller.voice, hours.left, facts.client.billing.expires_on
    if left < 0:
        text = voice.pack_over.format(over=teller.time(-left))
    elif until is None:
        text = voice.pack_left.format(left=teller.time(left))
    elif until < facts.last:
        text = voice.pack_ended.format(until=speech.day_and_month(until, teller.lang))
    else:
        text = voice.pack_left_until.format(left=teller.time(left), until=speech.day_and_month(until, teller.lang))
    low = {Alert.LOW, Alert.NINETY, Alert.FULL, Alert.EXPIRED}.intersection(alerts(facts.client, hours, facts.last))
    return f"{text} {voice.pack_next}" if low else text


def _beyond(voice: Voice, agreed: Overrun | None) -> str:
    """Return what becomes of hours beyond the package: as agreed, else it is asked."""
    told = {Overrun.BILLED: voice.over_billed, Overrun.CARRIED: voice.over_carried, None: voice.over_question}
    return told[agreed]
