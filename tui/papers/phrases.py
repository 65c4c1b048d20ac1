"""Every word of a statement of hours. « tu », « vous » and English are three sets, each written by hand."""

import re
from collections.abc import Callable, Mapping

from pupitre.client import Client, Direction, Language, Register, Rounding, Scope
from pupitre.entry import Origin
from pupitre.value import Struct, replace
from tui.papers.groups import Group
from tui.speech import NBSP


class Phrases(Struct, frozen=True):
    """The words of one register of one language; `{}` parts are filled, never with user text."""

    title: str
    up_to: str
    """The title of a month that lasts, with the day it is told of."""
    client: str
    day: str
    times: str
    work: str
    exact: str
    exact_short: str
    counted: Mapping[Group, tuple[str, str, str]]
    """By group its heading, how its time is called, and the word before it in a sentence."""
    deducted: Mapping[Group, tuple[str, str, str]]
    """The same where time is taken from hours that were sold in advance, as far as it differs."""
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
    used_before: str
    used_now: str
    left: str
    over: str
    until: str
    outside: str
    nothing: str
    hundredths: str
    page: str
    minutes_unit: str
    hours_unit: str
    part: str
    partly: str
    """The same where the title itself says how much there is in all."""
    file: str
    rounding: Callable[[Rounding], str]
    """Says how time is rounded."""

    def named(self, group: Group, *, prepaid: bool) -> tuple[str, str, str]:
        """Return a heading, how time is called, and the word before it; `prepaid` time is deducted, not billed."""
        return (self.deducted if prepaid else {}).get(group) or self.counted[group]

    def delivered(self, what: str, part: int, whole: int) -> str:
        """Return what was delivered, and how much of it when there is more: `whole` is 0 when there is not."""
        if not whole:
            return what
        told = self.partly if re.search(rf"\b{whole}\b", what) else self.part
        return told.format(what=what, part=part, whole=whole)


_STEPS = {15: ("au quart d’heure", False), 30: ("à la demi-heure", True), 60: ("à l’heure", True)}
_DIRECTIONS = {
    Direction.UP: ("supérieur", "supérieure"), Direction.DOWN: ("inférieur", "inférieure"),
    Direction.NEAREST: ("le plus proche", "la plus proche"),
}
_SCOPES = {
    Scope.ENTRY: "pour chaque intervention", Scope.TASK_AND_DAY: "par tâche et par jour", Scope.DAY: "par jour",
}
_STEPS_ENGLISH = {15: "the quarter hour", 30: "the half hour", 60: "the hour"}
_DIRECTIONS_ENGLISH = {
    Direction.UP: "rounded up to", Direction.DOWN: "rounded down to", Direction.NEAREST: "rounded to the nearest",
}
_SCOPES_ENGLISH = {
    Scope.ENTRY: "for each piece of work", Scope.TASK_AND_DAY: "per task and per day", Scope.DAY: "per day",
}


def _rounding(agreed: Rounding) -> str:
    if agreed.step <= 1:
        return f"Temps compté à la minute, {_SCOPES[agreed.scope]}."
    step, feminine = _STEPS.get(agreed.step, (f"à la tranche de {agreed.step}{NBSP}minutes", True))
    return f"Temps arrondi {step} {_DIRECTIONS[agreed.direction][feminine]}, {_SCOPES[agreed.scope]}."


def _rounding_english(agreed: Rounding) -> str:
    if agreed.step <= 1:
        return f"Time is counted to the minute, {_SCOPES_ENGLISH[agreed.scope]}."
    step = _STEPS_ENGLISH.get(agreed.step, f"a multiple of {agreed.step}{NBSP}minutes")
    if agreed.direction is Direction.NEAREST:
        step = step.split(" ", maxsplit=1)[1]
    return f"Time is {_DIRECTIONS_ENGLISH[agreed.direction]} {step}, {_SCOPES_ENGLISH[agreed.scope]}."


VOUS = Phrases(
    title="Relevé d’heures – {month}",
    up_to="Relevé d’heures – {month}, arrêté au {day}",
    client="Client",
    day="Date",
    times="Horaires",
    work="Travail",
    exact="Temps exact",
    exact_short="exact",
    counted={
        Group.BILLED: ("Temps facturé", "Temps facturé", "facturé"),
        Group.INCLUDED: ("Temps compris dans le prix convenu", "Temps compté", "compté"),
        Group.OFFERED: ("Temps offert", "Temps offert", "offert"),
        Group.UNBILLED: ("Temps non facturé", "Temps non facturé", "non facturé"),
    },
    deducted={
        Group.BILLED: ("Temps décompté", "Temps décompté", "décompté"),
        Group.UNBILLED: ("Temps non décompté", "Temps non décompté", "non décompté"),
    },
    origin="Origine",
    origins={Origin.MEASURED: "mesuré", Origin.TYPED: "saisi", Origin.CORRECTED: "corrigé"},
    surcharge="Majoration",
    surcharge_short="majoration",
    surcharges={"evening": "soir", "weekend": "week-end", "holiday": "jour férié", "urgent": "urgence"},
    surcharged="dont majoré",
    pieces="Quantités",
    quantity="Quantité",
    unit="Unité",
    units={
        "audio_minute": ("minute audio", "minutes audio"), "letters": ("courrier", "courriers"),
        "letter": ("courrier", "courriers"), "calls": ("appel", "appels"), "call": ("appel", "appels"),
        "pages": ("page", "pages"), "page": ("page", "pages"), "piece": ("prestation", "prestations"),
    },
    unit_price="Prix unitaire",
    total="Total",
    summary="Récapitulatif",
    total_exact="Temps exact",
    sold="Vendu",
    carried="Report du mois précédent",
    used="Utilisé",
    used_before="Utilisé avant ce relevé",
    used_now="Utilisé sur ce relevé",
    left="Reste",
    over="Dépassement",
    until="Valable jusqu’au",
    nothing="Aucun temps ce mois-ci.",
    hundredths="Heures en centièmes, arrondies de sorte que la somme des lignes fasse le total.",
    page="page {page}/{pages}",
    minutes_unit="min",
    hours_unit="h",
    part="{what} ({part} sur {whole})",
    partly="{what}, en partie",
    file="heures",
    rounding=_rounding,
    pack="Votre carnet d’heures",
    package="Votre forfait du mois",
    outside="Demandes hors mission",
)
TU = replace(
    VOUS,
    pack="Ton carnet d’heures",
    package="Ton forfait du mois",
)
ENGLISH = Phrases(
    title="Statement of hours – {month}",
    up_to="Statement of hours – {month}, up to {day}",
    client="Client",
    day="Date",
    times="Times",
    work="Work",
    exact="Exact time",
    exact_short="exact",
    counted={
        Group.BILLED: ("Billed time", "Billed time", "billed"),
        Group.INCLUDED: ("Time included in the agreed price", "Counted time", "counted"),
        Group.OFFERED: ("Time offered", "Time offered", "offered"),
        Group.UNBILLED: ("Unbilled time", "Unbilled time", "not billed"),
    },
    deducted={
        Group.BILLED: ("Deducted time", "Deducted time", "deducted"),
        Group.UNBILLED: ("Time not deducted", "Time not deducted", "not deducted"),
    },
    origin="Origin",
    origins={Origin.MEASURED: "measured", Origin.TYPED: "typed", Origin.CORRECTED: "corrected"},
    surcharge="Surcharge",
    surcharge_short="surcharge",
    surcharges={"evening": "evening", "weekend": "weekend", "holiday": "public holiday", "urgent": "urgent"},
    surcharged="of which with surcharge",
    pieces="Quantities",
    quantity="Quantity",
    unit="Unit",
    units={
        "audio_minute": ("audio minute", "audio minutes"), "letters": ("letter", "letters"),
        "letter": ("letter", "letters"), "calls": ("call", "calls"), "call": ("call", "calls"),
        "pages": ("page", "pages"), "page": ("page", "pages"), "piece": ("service", "services"),
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
    used_before="Used before this statement",
    used_now="Used on this statement",
    left="Left",
    over="Beyond the package",
    until="Valid until",
    outside="Requests outside our agreement",
    nothing="No time this month.",
    hundredths="Hours in hundredths, rounded so that the lines add up to the total.",
    page="page {page}/{pages}",
    minutes_unit="min",
    hours_unit="h",
    part="{what} ({part} of {whole})",
    partly="{what}, in part",
    file="hours",
    rounding=_rounding_english,
)


def phrases_of(client: Client) -> Phrases:
    """Return the words a client's statement is written in."""
    if client.language is Language.ENGLISH:
        return ENGLISH
    return TU if client.register is Register.TU else VOUS
