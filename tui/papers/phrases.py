"""Every word of a statement of hours. « tu », « vous » and English are three sets, each written by hand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from pupitre.client import Client, Language, Register
from pupitre.entry import Origin
from pupitre.statement import Kind
from tui.speech import NBSP, NNBSP


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of one register of one language; `{}` parts are filled, never with user text."""

    title: str
    client: str
    day: str
    times: str
    work: str
    exact: str
    exact_short: str
    counted: Mapping[Kind, tuple[str, str]]
    """By kind the heading of its lines, and how their time is called."""
    origin: str
    origins: Mapping[Origin, str]
    surcharge: str
    surcharge_short: str
    surcharges: Mapping[str, str]
    surcharged: str
    pieces: str
    quantity: str
    unit: str
    units: Mapping[str, tuple[str, str]]
    """By code the unit for one, and for several."""
    unit_price: str
    total: str
    summary: str
    total_exact: str
    pack: str
    package: str
    sold: str
    carried: str
    used: str
    left: str
    over: str
    until: str
    outside: str
    outside_told: str
    nothing: str
    hundredths: str
    page: str
    minutes_unit: str
    hours_unit: str
    rounding: Callable[[int, str, str], str]
    """Says how time is rounded: minutes, direction (`up`, `nearest`, `down`), scope (`entry`, `task_day`, `day`)."""


_STEPS = {15: ("au quart d’heure", False), 30: ("à la demi-heure", True), 60: ("à l’heure", True)}
_DIRECTIONS = {
    "up": ("supérieur", "supérieure"), "down": ("inférieur", "inférieure"),
    "nearest": ("le plus proche", "la plus proche"),
}
_SCOPES = {"entry": "pour chaque intervention", "task_day": "par tâche et par jour", "day": "par jour"}
_STEPS_ENGLISH = {15: "the quarter hour", 30: "the half hour", 60: "the hour"}
_DIRECTIONS_ENGLISH = {"up": "rounded up to", "down": "rounded down to", "nearest": "rounded to the nearest"}
_SCOPES_ENGLISH = {"entry": "for each piece of work", "task_day": "per task and per day", "day": "per day"}


def _rounding(minutes: int, direction: str, scope: str) -> str:
    if minutes <= 1:
        return f"Temps compté à la minute, {_SCOPES[scope]}."
    step, feminine = _STEPS.get(minutes, (f"à la tranche de {minutes}{NBSP}minutes", True))
    return f"Temps facturé arrondi {step} {_DIRECTIONS[direction][feminine]}, {_SCOPES[scope]}."


def _rounding_english(minutes: int, direction: str, scope: str) -> str:
    if minutes <= 1:
        return f"Time is counted to the minute, {_SCOPES_ENGLISH[scope]}."
    step = _STEPS_ENGLISH.get(minutes, f"a multiple of {minutes}{NBSP}minutes")
    if direction == "nearest":
        step = step.split(" ", maxsplit=1)[1]
    return f"Billed time is {_DIRECTIONS_ENGLISH[direction]} {step}, {_SCOPES_ENGLISH[scope]}."


VOUS = Phrases(
    title="Relevé d’heures – {month}",
    client="Client",
    day="Date",
    times="Horaires",
    work="Travail",
    exact="Temps exact",
    exact_short="exact",
    counted={
        Kind.BILLED: ("Temps facturé", "facturé"), Kind.OFFERED: ("Temps offert", "offert"),
        Kind.UNBILLED: ("Temps non facturé", "non facturé"),
    },
    origin="Origine",
    origins={Origin.MEASURED: "mesuré", Origin.TYPED: "saisi", Origin.CORRECTED: "corrigé"},
    surcharge="Majoration",
    surcharge_short="majoration",
    surcharges={"evening": "soir", "weekend": "week-end", "holiday": "jour férié", "urgent": "urgence"},
    surcharged="dont majoré",
    pieces="À la pièce",
    quantity="Quantité",
    unit="Unité",
    units={
        "audio_minute": ("minute audio", "minutes audio"), "letters": ("courrier", "courriers"),
        "letter": ("courrier", "courriers"), "calls": ("appel", "appels"), "call": ("appel", "appels"),
        "pages": ("page", "pages"), "page": ("page", "pages"), "piece": ("pièce", "pièces"),
    },
    unit_price="Prix unitaire",
    total="Total",
    summary="Récapitulatif",
    total_exact="Temps exact",
    sold="Vendu",
    carried="Report du mois précédent",
    used="Utilisé",
    left="Reste",
    over="Dépassement",
    until="Valable jusqu’au",
    nothing="Aucun temps ce mois-ci.",
    hundredths="Heures en centièmes, arrondies de sorte que la somme des lignes fasse le total.",
    page="page {page}/{pages}",
    minutes_unit="min",
    hours_unit="h",
    rounding=_rounding,
    pack="Votre carnet d’heures",
    package="Votre forfait du mois",
    outside="Vos demandes hors mission",
    outside_told=f"Ces demandes sortent du cadre convenu{NNBSP}; je peux vous en établir le devis.",
)
TU = replace(
    VOUS,
    pack="Ton carnet d’heures",
    package="Ton forfait du mois",
    outside="Tes demandes hors mission",
    outside_told=f"Ça sort de ce qu’on a prévu{NNBSP}; je peux t’en faire le devis.",
)
ENGLISH = Phrases(
    title="Statement of hours – {month}",
    client="Client",
    day="Date",
    times="Times",
    work="Work",
    exact="Exact time",
    exact_short="exact",
    counted={
        Kind.BILLED: ("Billed time", "billed"), Kind.OFFERED: ("Time offered", "offered"),
        Kind.UNBILLED: ("Unbilled time", "not billed"),
    },
    origin="Origin",
    origins={Origin.MEASURED: "measured", Origin.TYPED: "typed", Origin.CORRECTED: "corrected"},
    surcharge="Surcharge",
    surcharge_short="surcharge",
    surcharges={"evening": "evening", "weekend": "weekend", "holiday": "public holiday", "urgent": "urgent"},
    surcharged="of which with surcharge",
    pieces="By the piece",
    quantity="Quantity",
    unit="Unit",
    units={
        "audio_minute": ("audio minute", "audio minutes"), "letters": ("letter", "letters"),
        "letter": ("letter", "letters"), "calls": ("call", "calls"), "call": ("call", "calls"),
        "pages": ("page", "pages"), "page": ("page", "pages"), "piece": ("piece", "pieces"),
    },
    unit_price="Unit price",
    total="Total",
    summary="Summary",
    total_exact="Exact time",
    pack="Your prepaid hours",
    package="Your package of the month",
    sold="Sold",
    carried="Carried over from last month",
    used="Used",
    left="Left",
    over="Beyond the package",
    until="Valid until",
    outside="Your requests outside our agreement",
    outside_told="These are outside what we agreed; I can prepare a quote for them.",
    nothing="No time this month.",
    hundredths="Hours in hundredths, rounded so that the lines add up to the total.",
    page="page {page}/{pages}",
    minutes_unit="min",
    hours_unit="h",
    rounding=_rounding_english,
)


def phrases_of(client: Client) -> Phrases:
    """Return the words a client's statement is written in."""
    if client.language is Language.ENGLISH:
        return ENGLISH
    return TU if client.register is Register.TU else VOUS
