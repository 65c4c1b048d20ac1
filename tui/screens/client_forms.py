"""The forms of a client: its name alone to begin, then the whole sheet."""

from pupitre.client import (
    Client,
    ClientState,
    Contact,
    DurationStyle,
    Frequency,
    Language,
    Mode,
    Register,
    ReportPlan,
)
from pupitre.clients import COLOURS
from pupitre.value import replace
from tui.screens import agreement
from tui.screens.form import Field, Form, Kind
from tui.session import Session
from tui.words import N_, _, client_name

_FREQUENCIES = {
    Frequency.DAILY: N_("every day"), Frequency.WHEN_WORKED: N_("every day worked"),
    Frequency.DUTY_DAYS: N_("on duty days"), Frequency.WEEKLY: N_("every week"),
    Frequency.ON_DELIVERY: N_("at delivery"),
}
_STYLES = {DurationStyle.HOURS_MINUTES: "1 h 15", DurationStyle.HUNDREDTHS: "1,25 h"}
_STATES = {ClientState.ACTIVE: N_("active"), ClientState.PAUSED: N_("on hold"), ClientState.CLOSED: N_("closed")}
_LANGUAGES = {Language.FRENCH: N_("French"), Language.ENGLISH: N_("English")}
_COLOURS = {
    "blue": N_("blue"), "green": N_("green"), "orange": N_("orange"), "purple": N_("purple"),
    "teal": N_("teal"), "red": N_("red"), "brown": N_("brown"), "pink": N_("pink"),
}


def mode_name(mode: Mode) -> str:
    """Return how a way of paying is called."""
    return _(agreement.MODES[mode])


def frequency_name(frequency: Frequency) -> str:
    """Return how a rhythm of reports is called."""
    return _(_FREQUENCIES[frequency])


def state_name(state: ClientState) -> str:
    """Return how a state is called."""
    return _(_STATES[state])


def language_name(language: Language) -> str:
    """Return how a language is called."""
    return _(_LANGUAGES[language])


def new(session: Session) -> Form:
    """Ask for a name; the rest can wait."""
    return Form(
        "client:new", _("New client"), (Field("name", _("Client’s name")),),
        lambda values: session.desk.add_client(values["name"]),
    )


def edit(session: Session, client: Client) -> Form:
    """Open the whole sheet."""
    def save(values: dict[str, str]) -> None:
        session.desk.edit_client(_changed(session.desk.client(client.id), values))

    contact, plan = client.contact, client.report
    fields = (
        Field("name", _("Client’s name"), client.name),
        Field("label", _("Label"), client.label, hint=_("three letters")),
        Field("colour", _("Colour"), client.colour, Kind.CHOICE,
              (("", _("automatic")), *((c, _(_COLOURS[c])) for c in COLOURS))),
        Field("trade", _("Trade"), client.trade),
        Field("civility", _("Form of address"), contact.civility, hint="Mme, M., Me, Dr"),
        Field("first_name", _("First name"), contact.first_name),
        Field("last_name", _("Last name"), contact.last_name),
        Field("email", _("E-mail"), contact.email),
        Field("register", _("Tone"), client.register, Kind.CHOICE, ((Register.VOUS, "vous"), (Register.TU, "tu"))),
        Field("language", _("Language"), client.language, Kind.CHOICE,
              tuple((key, _(name)) for key, name in _LANGUAGES.items())),
        Field("salutation", _("Greeting"), client.salutation, hint=_("Hello Madam,")),
        Field("closing", _("Closing"), client.closing, hint=_("Kind regards,")),
        Field("frequency", _("Report"), plan.frequency, Kind.CHOICE,
              tuple((key, _(name)) for key, name in _FREQUENCIES.items())),
        Field("send_by", _("Before"), plan.send_by, hint=_("18:00")),
        Field("subject", _("Subject line"), plan.subject, hint="Compte rendu du {date_longue}"),
        Field("style", _("Times written"), client.duration_style, Kind.CHOICE, tuple(_STYLES.items())),
        Field("plain_spaces", _("Plain spaces"), "1" if client.plain_spaces else "", Kind.YES_NO,
              hint=_("for mail programs that spoil no-break spaces")),
        *agreement.fields(client),
        Field("confidential", _("Confidential"), "1" if client.confidential else "", Kind.YES_NO,
              hint=_("the files of this client hold secrets")),
        Field("scope_note", _("Scope"), client.scope_note, Kind.TEXT),
        Field("contact_rules", _("Contact rules"), client.contact_rules),
        Field("state", _("State"), client.state, Kind.CHOICE, tuple((key, _(name)) for key, name in _STATES.items())),
    )
    return Form(f"client:{client.id}", _("Client: {name}").format(name=client_name(client)), fields, save)


def _changed(client: Client, values: dict[str, str]) -> Client:
    contact = Contact(civility=values["civility"].strip(), first_name=values["first_name"].strip(),
                      last_name=values["last_name"].strip(), email=values["email"].strip())
    plan: ReportPlan = replace(
        client.report, frequency=Frequency(values["frequency"]), send_by=values["send_by"].strip(),
        subject=values["subject"].strip(),
    )
    return replace(
        client, name=values["name"], label=values["label"], colour=values["colour"], trade=values["trade"].strip(),
        contact=contact, register=Register(values["register"]), language=Language(values["language"]),
        salutation=values["salutation"], closing=values["closing"], report=plan,
        duration_style=DurationStyle(values["style"]), billing=agreement.changed(client.billing, values),
        holiday_zone=values["holiday_zone"], confidential=bool(values["confidential"]),
        scope_note=values["scope_note"], contact_rules=values["contact_rules"].strip(),
        state=ClientState(values["state"]), plain_spaces=bool(values["plain_spaces"]),
    )
