"""Every sentence of a report. « tu », « vous » and English are three sets, each written by hand."""

from dataclasses import dataclass

from tui.speech import NBSP, NNBSP


@dataclass(frozen=True, slots=True)
class Voice:
    """Every sentence of a report in one register of one language; `{}` parts are filled, never user text."""

    day: str
    week: str
    done: str
    unfinished: str
    waiting: str
    waiting_elsewhere: str
    out_of_scope: str
    greeting: str
    closing: str
    subject: str
    confidential: str
    work: str
    at: str
    calls: str
    letters: str
    late: str
    progress: str
    new_date: str
    next_step: str
    answer_before: str
    next_chase: str
    waiting_on: str
    given_up: str
    outside: str
    time_day: str
    time_week: str
    pack_left: str
    pack_left_until: str
    pack_over: str
    month_left: str
    month_over: str
    month_full: str
    over_question: str


_FRENCH = {
    "done": "Fait",
    "unfinished": "Non terminé",
    "waiting_elsewhere": "En attente d’un tiers",
    "out_of_scope": "Hors mission",
    "subject": "Compte rendu du {date_longue}",
    "confidential": "Travail confidentiel",
    "work": "Prestation",
    "at": "{day} à {hour}",
    "calls": f"{{n}}{NBSP}appels",
    "letters": f"{{n}}{NBSP}courriers",
    "late": "rendu {done} au lieu de {due}",
    "progress": f"{{n}}{NBSP}% fait",
    "new_date": f"Nouvelle date{NBSP}: {{date}}.",
    "next_step": "Suite prévue {date}.",
    "next_chase": "Nouvelle relance {date}.",
    "waiting_on": "J’attends {whom}.",
    "given_up": "Abandonné",
    "time_day": f"Temps du jour{NBSP}: {{time}}.",
    "time_week": f"Heures{NBSP}: {{time}} cette semaine.",
    "month_left": "En {month}, {used} pour un forfait de {sold}, soit encore {left}.",
    "month_over": "En {month}, {used} pour un forfait de {sold}, soit {over} au-delà.",
    "month_full": "En {month}, {used} pour un forfait de {sold}.",
}

TU = Voice(
    **_FRENCH,
    day=f"Le point sur ta journée{NBSP}:",
    week=f"Le point sur ta semaine{NBSP}:",
    waiting="En attente de toi",
    greeting="Bonjour {name},",
    closing="Bonne soirée,",
    answer_before=f"Tu peux revenir vers moi avant {{date}}{NNBSP}?",
    outside="Ça sort de ce qu’on a prévu.",
    pack_left="Il reste {left} sur ton carnet.",
    pack_left_until="Il reste {left} sur ton carnet (valable jusqu’au {until}).",
    pack_over="Ton carnet est dépassé de {over}.",
    over_question=f"Tu préfères que je facture le dépassement ou que je le reporte sur le mois suivant{NNBSP}?",
)
VOUS = Voice(
    **_FRENCH,
    day="Voici le point de la journée.",
    week="Voici le point de la semaine.",
    waiting="En attente de vous",
    greeting="Bonjour {name},",
    closing="Cordialement,",
    answer_before=f"Pouvez-vous revenir vers moi avant {{date}}{NNBSP}?",
    outside="Cette demande sort du cadre convenu.",
    pack_left="Il reste {left} sur votre carnet.",
    pack_left_until="Il reste {left} sur votre carnet (valable jusqu’au {until}).",
    pack_over="Votre carnet est dépassé de {over}.",
    over_question=f"Souhaitez-vous que je facture le dépassement ou que je le reporte sur le mois suivant{NNBSP}?",
)
ENGLISH = Voice(
    day="Here is where things stand today.",
    week="Here is where things stand this week.",
    done="Done",
    unfinished="Not finished",
    waiting="Waiting for you",
    waiting_elsewhere="Waiting for someone else",
    out_of_scope="Outside our agreement",
    greeting="Hello {name},",
    closing="Kind regards,",
    subject="Report for {date_longue}",
    confidential="Confidential work",
    work="Work",
    at="{day} at {hour}",
    calls="{n} calls",
    letters="{n} letters",
    late="delivered {done} instead of {due}",
    progress="{n}% done",
    new_date="New date: {date}.",
    next_step="Next step on {date}.",
    answer_before="Could you get back to me before {date}?",
    next_chase="I will ask again on {date}.",
    waiting_on="I am waiting for {whom}.",
    given_up="Given up",
    outside="This is outside what we agreed.",
    time_day="Time today: {time}.",
    time_week="Hours: {time} this week.",
    pack_left="{left} are left on your prepaid hours.",
    pack_left_until="{left} are left on your prepaid hours (valid until {until}).",
    pack_over="Your prepaid hours are exceeded by {over}.",
    month_left="In {month}, {used} out of a package of {sold}: {left} are left.",
    month_over="In {month}, {used} for a package of {sold}: {over} beyond it.",
    month_full="In {month}, {used} for a package of {sold}.",
    over_question="Shall I invoice the extra time or carry it over to next month?",
)
