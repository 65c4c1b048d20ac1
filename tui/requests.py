"""What a client asked outside the agreement in a month, as a text that asks whether a quote is wanted."""

from collections.abc import Iterable, Iterator
from datetime import date

from pupitre.client import Client, DurationStyle, Language
from pupitre.replying import Request, voice_id
from pupitre.settings import Settings
from pupitre.shelf import Month
from pupitre.text import clean_line
from tui import speech
from tui.letters import frame, voice_of
from tui.replies import filled, shipped
from tui.speech import NBSP
from tui.tellings import going_on

_WORDS = {
    Language.FRENCH: (f"Motif{NBSP}:", f"Proposition{NBSP}:", f"Temps déjà passé{NBSP}:"),
    Language.ENGLISH: ("Reason:", "Proposal:", "Time spent so far:"),
}


def quote(client: Client, found: Iterable[Request], month: Month, settings: Settings) -> str:
    """Return the text, in the client's register."""
    asked, lang = tuple(found), client.language.value
    lines = [_line(client, each) for each in asked]
    unquoted = sum(not each.proposal.strip(" .") for each in asked)
    first = date.fromisoformat(f"{month}-01")
    names = {
        **frame(client, settings), "demandes": lines, "une_seule": "1" if len(lines) == 1 else "",
        "a_chiffrer": str(unquoted or ""), "toutes": "1" if unquoted == len(asked) else "",
        "mois": f"{speech.month(first, lang)} {first.year}",
    }
    return filled(shipped(voice_id(client), "requests"), names, client)


def _line(client: Client, request: Request) -> str:
    lang = client.language.value
    day = speech.long_day(request.asked_on, lang)
    title = clean_line(request.title).rstrip(" .") or voice_of(client).confidential
    gap = NBSP if lang == speech.FRENCH else ""
    return " ".join((f"{day[0].upper()}{day[1:]}{gap}: {title}.", *_told(client, request)))


def _told(client: Client, request: Request) -> Iterator[str]:
    why, proposal, spent = _WORDS[client.language]
    lang = client.language.value
    for name, text in ((why, request.why), (proposal, request.proposal)):
        if text.strip(" ."):
            yield f"{name} {going_on(clean_line(text).rstrip(' .'), lang)}."
    if request.minutes:
        hundredths = client.duration_style is DurationStyle.HUNDREDTHS
        yield f"{spent} {(speech.hundredths if hundredths else speech.duration)(request.minutes, lang)}."
