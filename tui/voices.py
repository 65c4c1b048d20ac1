"""What a report says of a fact. « tu », « vous » and English are three sets, each written by hand.

The sentences around the facts are in `tui/templates`.
"""

from pupitre.value import Struct
from tui.speech import NBSP, NNBSP


class Voice(Struct, frozen=True):
    """What is said of facts in one register of one language; `{}` parts are filled, never user text."""

    greeting: str
    closing: str
    subject: str
    subject_week: str
    confidential: str
    work: str
    at: str
    call: str
    calls: str
    letter: str
    letters: str
    late: str
    progress: str
    new_date: str
    next_step: str
    answer_before: str
    next_chase: str
    waiting_on: str
    chased: str
    chased_client: str
    given_up: str
    promised: str
    due: str
    times: str
    corrected: str
    came_back: str
    outside: str
    pack_left: str
    pack_left_until: str
    pack_over: str
    pack_ended: str
    pack_next: str
    month_left: str
    month_over: str
    month_full: str
    over_question: str
    over_billed: str
    over_carried: str
    month_carried: str
    month_owed: str


_FRENCH = {
    "subject": "Compte rendu du {date_longue}",
    "subject_week": "Compte rendu de la semaine {semaine}",
    "confidential": "Travail confidentiel",
    "work": "Prestation",
    "at": "{day} à {hour}",
    "call": f"{{n}}{NBSP}appel",
    "calls": f"{{n}}{NBSP}appels",
    "letter": f"{{n}}{NBSP}courrier",
    "letters": f"{{n}}{NBSP}courriers",
    "late": "remise {done} au lieu de {due}",
    "progress": f"c’est fait à {{n}}{NBSP}%",
    "new_date": f"Nouvelle date{NBSP}: {{date}}.",
    "next_step": "Suite prévue {date}.",
    "next_chase": "Nouvelle relance {date}.",
    "waiting_on": "J’attends {whom}.",
    "chased": "relance faite le {date}",
    "chased_client": "demande renouvelée le {date}",
    "given_up": "Sans suite",
    "promised": "Remise prévue {date}.",
    "due": "échéance {date}",
    "times": f"({{n}}{NBSP}fois)",
    "month_left": f"En {{month}}, {{used}} pour un forfait de {{sold}}{NBSP}: il en reste {{left}}.",
    "month_over": "En {month}, {used} pour un forfait de {sold}, soit {over} au-delà.",
    "month_full": "En {month}, {used} pour un forfait de {sold}.",
    "month_carried": "S’y ajoutent {time} reportées des mois précédents.",
    "month_owed": "En sont retirées {time} de dépassement des mois précédents.",
    "over_billed": "Le dépassement est facturé comme convenu.",
    "over_carried": "Le dépassement est reporté sur le forfait de {next_month} comme convenu.",
}

TU = Voice(
    **_FRENCH,
    greeting="Bonjour {name},",
    closing="Bonne soirée,",
    answer_before=f"Tu peux me répondre avant {{date}}{NNBSP}?",
    corrected="corrigé après ta remarque",
    came_back="à corriger après ta remarque",
    outside="Ça sort de ce qu’on a prévu.",
    pack_left="Il reste {left} sur ton carnet.",
    pack_left_until="Il reste {left} sur ton carnet (valable jusqu’au {until}).",
    pack_over="Ton carnet est dépassé de {over}.",
    pack_ended="Ton carnet est arrivé à son terme le {until}.",
    pack_next=f"Je te prépare le suivant{NNBSP}?",
    over_question=(
        f"Tu préfères que je facture le dépassement ou que je le reporte sur le forfait de {{next_month}}{NNBSP}?"
    ),
)
VOUS = Voice(
    **_FRENCH,
    greeting="Bonjour {name},",
    closing="Cordialement,",
    answer_before=f"Pouvez-vous me répondre avant {{date}}{NNBSP}?",
    corrected="corrigé après votre remarque",
    came_back="à corriger après votre remarque",
    outside="Cette demande sort du cadre convenu.",
    pack_left="Il reste {left} sur votre carnet.",
    pack_left_until="Il reste {left} sur votre carnet (valable jusqu’au {until}).",
    pack_over="Votre carnet est dépassé de {over}.",
    pack_ended="Votre carnet est arrivé à son terme le {until}.",
    pack_next=f"Souhaitez-vous que je prépare le suivant{NNBSP}?",
    over_question=(
        f"Souhaitez-vous que je facture le dépassement ou que je le reporte sur le forfait de {{next_month}}{NNBSP}?"
    ),
)
ENGLISH = Voice(
    greeting="Hello {name},",
    closing="Kind regards,",
    subject="Report for {date_longue}",
    subject_week="Report for week {semaine}",
    confidential="Confidential work",
    work="Work",
    at="{day} at {hour}",
    call="{n} call",
    calls="{n} calls",
    letter="{n} letter",
    letters="{n} letters",
    late="delivered {done} instead of {due}",
    progress="{n}% done",
    new_date="New date: {date}.",
    next_step="Next step on {date}.",
    answer_before="Could you answer before {date}?",
    next_chase="I will ask again on {date}.",
    waiting_on="I am waiting for {whom}.",
    chased="asked again on {date}",
    chased_client="reminder sent on {date}",
    given_up="Dropped",
    promised="Due on {date}.",
    due="due on {date}",
    times="({n} times)",
    corrected="corrected after your remark",
    came_back="to be corrected after your remark",
    outside="This is outside what we agreed.",
    pack_left="You have {left} left on your prepaid hours.",
    pack_left_until="You have {left} left on your prepaid hours (valid until {until}).",
    pack_over="You are {over} over your prepaid hours.",
    pack_ended="Your prepaid hours ended on {until}.",
    pack_next="Shall I prepare the next ones?",
    month_left="In {month}, {used} out of a package of {sold}: {left} left.",
    month_over="In {month}, {used} for a package of {sold}: {over} beyond it.",
    month_full="In {month}, {used} for a package of {sold}.",
    over_question="Shall I invoice the extra time or carry it over to {next_month}?",
    over_billed="The extra time is invoiced as agreed.",
    over_carried="The extra time is carried over to {next_month} as agreed.",
    month_carried="{time} carried over from earlier months come on top.",
    month_owed="{time} beyond the package of earlier months are taken off.",
)
