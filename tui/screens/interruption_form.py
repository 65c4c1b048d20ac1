"""The form of an interruption: what is asked for once it is over, and what the answers become."""

from pupitre.client import Client
from pupitre.desk import Desk
from pupitre.errors import Invalid, UnknownClient
from pupitre.interruption import CHANNELS, PERSO, UNKNOWN, Details, Interruption, Outcome
from pupitre.quick import matching
from pupitre.text import plain
from pupitre.value import replace
from tui import words
from tui.screens.form import Field, Form, Kind
from tui.screens.inputs import deadline_in, minutes_in
from tui.session import Session
from tui.words import N_, _, harmless, shown

_CHANNELS = {
    "telephone": N_("phone"), "mail": N_("e-mail"), "porte": N_("visit"), "sms": N_("message"), "autre": N_("other"),
}
_OUTCOMES = {
    Outcome.DEALT_WITH: N_("dealt with"), Outcome.MADE_TASK: N_("noted as a task"),
    Outcome.CALL_BACK: N_("call back promised"), Outcome.DECLINED: N_("politely declined"),
}
_NOBODY = ("perso", "personal", "-")


def form_of(session: Session, broke: Interruption) -> Form:
    """Ask for what is known of an interruption: of one that is over, for more."""
    desk, opened = session.desk, broke.last_seen is not None

    def save(values: dict[str, str]) -> None:
        details = details_of(desk, values)
        if opened:
            desk.end_interruption(details)
        else:
            desk.amend_interruption(broke.id, details)

    begun = words.hour_of(broke.at, desk.settings.zone)
    title = _("Interruption since {hour}") if opened else _("Interruption at {hour}")
    return Form(key_of(broke), title.format(hour=begun), _fields(desk, broke, opened=opened), save)


def key_of(broke: Interruption) -> str:
    """Return the name of its draft."""
    return f"interruption:{broke.id}"


def _fields(desk: Desk, broke: Interruption, *, opened: bool) -> tuple[Field, ...]:
    channel = broke.channel if broke.channel in _CHANNELS else CHANNELS[0]
    outcome = broke.outcome if broke.outcome in _OUTCOMES else Outcome.DEALT_WITH
    minutes = Field("minutes", _("Minutes"), "", hint=_("empty: as measured"))
    hard = Field("hard", _("Difficult call"), "", Kind.YES_NO, hint=_("a break is proposed; never noted"))
    ways = tuple((key, _(name)) for key, name in _CHANNELS.items())
    outcomes = tuple((o.value, _(name)) for o, name in _OUTCOMES.items())
    return (
        Field("who", _("Who"), _who(desk, broke.source), hint=_("label or name of a client; empty: nobody")),
        Field("channel", _("Through"), channel, Kind.CHOICE, ways),
        Field("outcome", _("What came of it"), outcome, Kind.CHOICE, outcomes),
        Field("call_back", _("Call back at"), "", Kind.DATE, hint=_("14h30, tomorrow 9h…")),
        Field("summary", _("In a few words"), broke.summary, hint=_("optional; of a noted task, its title")),
        *((minutes, hard) if opened else ()),
    )


def _who(desk: Desk, source: str) -> str:
    client = desk.ledger.table(Client).get(source)
    return client.label if client else "" if source == UNKNOWN else harmless(source)


def callers(desk: Desk, raw: str) -> tuple[Client, ...]:
    """Return the clients that typed words may mean."""
    text = raw.strip().lstrip("@")
    return () if not text or plain(text) in _NOBODY else matching(text, desk.clients())


def details_of(desk: Desk, values: dict[str, str]) -> Details:
    """Return what the form says. Raises `UnknownClient` unless the caller is one client or nobody, or `Invalid`."""
    known = _known(desk, values)
    raw = values["who"].strip()
    if known.client is None and raw and known.source == UNKNOWN:
        several = callers(desk, raw)
        if not several:
            raise Invalid("who", "unknown", raw)
        raise UnknownClient(shown(raw.lstrip("@")), tuple(c.label for c in several))
    outcome = Outcome(values["outcome"])
    back = values["call_back"] if outcome is Outcome.CALL_BACK else ""
    client = desk.client(known.client) if known.client else None
    title = _("Call back {who}").format(who=client.name if client else values["summary"].strip()).strip()
    return replace(
        known, outcome=outcome, minutes=minutes_in(values.get("minutes", ""), "minutes"),
        call_back=deadline_in(back, "call_back", None, desk.moment), title=title,
    )


def _known(desk: Desk, values: dict[str, str]) -> Details:
    """Return what is sure of the form, whatever else is still to be said."""
    found = callers(desk, values["who"])
    nobody = plain(values["who"].strip()) in _NOBODY
    return Details(
        client=found[0].id if len(found) == 1 else None, source=PERSO if nobody else UNKNOWN,
        channel=values["channel"], summary=values["summary"],
    )


def known_of(desk: Desk, values: dict[str, str]) -> Details:
    """Return what is kept when she goes back at once: dealt with, as far as is known."""
    return _known(desk, values)
