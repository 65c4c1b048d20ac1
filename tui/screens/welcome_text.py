"""What the welcome page says."""

from pupitre.client import Client
from pupitre.settings import Settings
from pupitre.value import Struct
from tui.screens.inputs import hours_text
from tui.widgets.lines import Line
from tui.words import N_, _, shown

ABOUT = (
    N_("Pupitre holds your day: what is promised, to whom and for when."),
    N_("It counts the time of each client and in the evening prepares the reports: you read them, you send them."),
    N_("Everything stays on this computer. Nothing is ever sent by itself."),
)


class Door(Struct, frozen=True):
    """A way on from the welcome page: the action behind it, and its words."""

    action: str
    words: str


TOUR = Door("tour_begins", N_("Begin with a tour of five gestures, on your own board"))
DAY = Door("begin", N_("Begin at once"))
DEMO = Door("see_demonstration", N_("Look at an invented day first: the demonstration"))
SEAL = Door("protect", N_("Protect your files: without your passphrase, nobody reads them"))


class Question(Struct, frozen=True):
    """One thing that is asked for."""

    name: str
    label: str
    value: str
    hint: str


def questions(own: Settings, *, clients: bool) -> tuple[Question, ...]:
    """Return what is asked for; a signature of several lines is not: it is changed in the settings."""
    signature = Question("signature", _("   your signature"), own.signature, _("as your name"))
    return (
        Question("name", _("1  Your name"), own.name, _("as at the foot of your reports")),
        *((signature,) if len(own.signature.splitlines()) <= 1 else ()),
        Question("hours", _("2  Your hours"), hours_text(own.working_hours), "08:30-12:00, 13:15-18:00"),
        Question("client", _("3  Another client") if clients else _("3  Your first client"), "",
                 _("its name is enough")),
    )


def door(item: Door, _width: int) -> tuple[Line]:
    """Draw a way on."""
    return (((f" {_(item.words)}", ""),),)


def kept_client(client: Client) -> str:
    """Say how a client is called from now on."""
    told = _("{name} is there. In a line it is called @{label}: “Invoices @{label} friday ~30min”.")
    return told.format(name=shown(client.name), label=client.label.lower())
