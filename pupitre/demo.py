"""A fixed little world on Monday 23 November 2026, 09:10: it feeds `--demo`, the tests and the pictures alike.

Every person, company and file in it is invented.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from pupitre.client import (
    Billing,
    Client,
    Contact,
    DurationStyle,
    Frequency,
    Language,
    Mode,
    Register,
    ReportPlan,
)
from pupitre.clock import instant
from pupitre.deadline import Deadline
from pupitre.entry import Entry
from pupitre.ports import Value
from pupitre.settings import Settings
from pupitre.task import WAITING_CLIENT, WAITING_THIRD, Priority, Status, Task

MONDAY = date(2026, 11, 23)
FRIDAY = MONDAY - timedelta(days=3)
ZONE = Settings().zone
START = instant(MONDAY, time(9, 10), ZONE)
"""When the demonstration begins."""

Words = tuple[str, str]
"""A text in French and in English."""


def world(language: str = "fr") -> tuple[Value, ...]:
    """Return every value of the demonstration, its texts in French or in English."""
    index = 1 if language == "en" else 0
    return (_settings(index), *_clients(index), *_tasks(index), *_entries())


def _settings(index: int) -> Settings:
    signature = ("Maëlle Quérigaut\nSecrétariat à distance", "Maëlle Quérigaut\nRemote secretary")[index]
    return Settings(name="Maëlle Quérigaut", email="maelle@secretariat.example.org", signature=signature)


def _clients(index: int) -> Iterator[Client]:
    yield from _with_hours(index)
    yield from _without_hours(index)


def _with_hours(index: int) -> Iterator[Client]:
    pack = Billing(mode=Mode.PACK, pack_hours=Decimal(10), price_eur=Decimal(270), used_before_min=405,
                   used_before_on=FRIDAY, bought_on=date(2026, 9, 28), expires_on=date(2026, 12, 28),
                   alert_below_min=60)
    month = Billing(mode=Mode.MONTHLY_HOURS, monthly_hours=Decimal(20), price_eur=Decimal(580),
                    used_before_min=870, used_before_on=FRIDAY, overage_hourly_rate_eur=Decimal(31))
    yield Client(
        id="tuy", name="Tuyauterie Lacaze", label="TUY", trade=("plombier", "plumber")[index], colour="blue",
        contact=Contact(civility="M.", first_name="Zéphyrin", last_name="Lacaze", email="z@lacaze.example.org"),
        register=Register.TU, salutation="Salut Zéphyrin,", closing="Bonne soirée !", billing=pack,
        report=ReportPlan(frequency=Frequency.WHEN_WORKED, send_by="18:15", subject="Le point du {date_courte}"),
        scope_note=("Devis, relances, agenda. Pas d’achats.", "Quotes, chasing, diary. No purchases.")[index],
    )
    yield Client(
        id="ysa", name="Agence Ysambre, architectes", label="YSA", trade=("architectes", "architects")[index],
        colour="green", salutation="Bonjour Madame Ysambre,", closing="Cordialement,", billing=month,
        contact=Contact(civility="Mme", first_name="Noëlle", last_name="Ysambre", email="n@ysambre.example.org"),
        duration_style=DurationStyle.HUNDREDTHS,
        report=ReportPlan(frequency=Frequency.WEEKLY, subject="Compte rendu d’activité – semaine {semaine}"),
    )


def _without_hours(index: int) -> Iterator[Client]:
    yield Client(
        id="bru", name="Cabinet Brumeval", label="BRU", trade=("avocate", "lawyer")[index], colour="purple",
        contact=Contact(civility="Maître", first_name="Ombeline", last_name="Brumeval",
                        email="o.brumeval@brumeval.example.org"),
        salutation="Bonjour Maître,", closing="Je vous prie de recevoir, Maître, mes salutations distinguées.",
        confidential=True,
        billing=Billing(mode=Mode.AUDIO_MINUTE, rate_per_audio_minute_eur=Decimal("1.6"),
                        hourly_rate_eur=Decimal(32), urgent_surcharge_pct=25),
        report=ReportPlan(send_by="18:00"),
    )
    yield Client(
        id="ver", name="Docteur Vertignac", label="VER", trade=("rhumatologue", "rheumatologist")[index],
        colour="teal", salutation="Bonjour Docteur,", closing="Bien cordialement,", confidential=True,
        contact=Contact(civility="Docteur", first_name="Étienne", last_name="Vertignac",
                        email="secretariat@vertignac.example.org"),
        billing=Billing(mode=Mode.SUBSCRIPTION, monthly_fee_eur=Decimal(690)),
        report=ReportPlan(frequency=Frequency.DUTY_DAYS, send_by="12:15", subject="Permanence du {date_longue}"),
    )
    yield Client(
        id="oei", name="L’Atelier d’Œillets", label="OEI", trade=("fleuriste", "florist")[index], colour="pink",
        contact=Contact(civility="Mme", first_name="Maïwenn", last_name="Pétalou",
                        email="maiwenn@oeillets.example.org"),
        register=Register.TU, salutation="Coucou Maïwenn,", closing="Belle soirée,",
        billing=Billing(hourly_rate_eur=Decimal(28), urgent_surcharge_pct=25, weekend_surcharge_pct=50),
        report=ReportPlan(send_by="18:30"),
    )
    yield Client(
        id="nor", name="Northwind Teas", label="NOR", trade=("importateur de thé", "tea importer")[index],
        colour="orange", language=Language.ENGLISH, salutation="Hello Edith,", closing="Kind regards,",
        contact=Contact(first_name="Edith", last_name="Moss", email="edith@northwind.example.org"),
        billing=Billing(hourly_rate_eur=Decimal(30), urgent_surcharge_pct=25, evening_surcharge_pct=50),
    )


def _at(day: int, hour: int, minute: int = 0) -> Deadline:
    return Deadline.on(MONDAY + timedelta(days=day), time(hour, minute), ZONE)


def _day(day: int) -> Deadline:
    return Deadline(MONDAY + timedelta(days=day))


_OPEN: tuple[tuple[str, Words, Deadline | None, int | None, Priority], ...] = (
    ("tuy", ("Envoyer au comptable les pièces de TVA", "Send the VAT papers to the accountant"),
     _at(0, 12), 40, Priority.HIGH),
    ("ver", ("Frapper les 14 courriers du 20/11", "Type the 14 letters of 20/11"), _at(1, 18), 150, Priority.NORMAL),
    ("bru", ("Dictée n° 2 – courrier au confrère", "Dictation no. 2 – letter to a colleague"),
     _at(0, 18), 30, Priority.NORMAL),
    ("oei", ("Répondre aux 9 courriels de la boutique", "Answer the shop’s 9 e-mails"),
     _at(0, 17), 40, Priority.NORMAL),
    ("ysa", ("Convoquer les 9 entreprises à la réunion n° 15", "Invite the 9 firms to meeting no. 15"),
     _at(1, 10), 30, Priority.NORMAL),
    ("tuy", ("Saisir 4 devis de chaudières", "Enter 4 boiler quotes"), _at(1, 12), 60, Priority.NORMAL),
    ("nor", ("Book the tasting room", "Book the tasting room"), _at(0, 15, 30), 20, Priority.URGENT),
    ("oei", ("Devis du mariage du 12 juin", "Quote for the wedding of 12 June"), _at(1, 18), 30, Priority.NORMAL),
    ("bru", ("Mettre en page l’assignation", "Lay out the writ"), _at(2, 10), 60, Priority.HIGH),
    ("ysa", ("Mettre en page le dossier de permis (42 p.)", "Lay out the permit file (42 p.)"),
     _at(3, 12), 120, Priority.NORMAL),
    ("ysa", ("Relire le CCTP du lot 07", "Proofread the lot 07 specification"), _at(4, 18), 90, Priority.NORMAL),
    ("oei", ("Publipostage des vœux (120 adresses)", "Greeting cards mailing (120 addresses)"),
     _at(4, 18), None, Priority.NORMAL),
    ("", ("Préparer les factures de novembre", "Prepare November’s invoices"), _day(7), 90, Priority.HIGH),
    ("", ("Appeler une consœur", "Call a fellow secretary"), None, 20, Priority.LOW),
)
_CONFIDENTIAL: dict[str, Words] = {"bru": ("Travaux du dossier", "Work on the file"),
                                   "ver": ("Courriers de consultation", "Consultation letters")}


def _tasks(index: int) -> Iterator[Task]:
    begun = instant(FRIDAY, time(16), ZONE)
    for number, (client, title, deadline, estimate, priority) in enumerate(_OPEN, 1):
        label = _CONFIDENTIAL.get(client, ("", ""))[index]
        yield Task(
            id=f"t{number:02}", title=title[index], client=client or None, deadline=deadline, estimate_min=estimate,
            priority=priority, created=begun + timedelta(minutes=number), confidential=bool(label),
            report_label=label,
        )
    yield from _elsewhere(index, begun)


def _elsewhere(index: int, begun: datetime) -> Iterator[Task]:
    yield Task(
        id="t21", title=("Relancer les impayés (5 factures)", "Chase unpaid invoices (5)")[index], client="tuy",
        deadline=_at(2, 17), estimate_min=45, status=Status.DOING, created=begun, progress_pct=40,
    )
    yield Task(
        id="t22", title=("Numériser et nommer 27 pièces", "Scan and name 27 documents")[index], client="bru",
        deadline=_at(3, 18), estimate_min=45, status=Status.WAITING, created=begun, waiting_for=WAITING_CLIENT,
        waiting_since=begun, confidential=True, next_on=_day(1),
        report_label=("Numérisation de 27 pièces", "Scanning of 27 documents")[index],
        reason=("Les pièces 14 à 19 ne sont pas arrivées.", "Documents 14 to 19 have not arrived.")[index],
    )
    yield Task(
        id="t23", title=("Visite avec l’architecte des Bâtiments", "Visit with the heritage architect")[index],
        client="ysa", deadline=_day(4), status=Status.WAITING, created=begun, waiting_for=WAITING_THIRD,
        waiting_since=begun - timedelta(days=1), next_on=_day(2),
        reason=("Pas de réponse du service.", "No answer from the office.")[index],
    )
    yield Task(
        id="t24", title=("« Refaire vite fait » le site internet", "“Quickly redo” the web site")[index],
        client="tuy", created=instant(FRIDAY, time(18, 40), ZONE), out_of_scope=True, channel="whatsapp",
        scope_note=("La création de site ne fait pas partie de la mission.",
                    "Building a web site is not part of the agreement.")[index],
        next_text=("Deux contacts de webmestres proposés.", "Two web designers suggested.")[index],
    )
    for key, client, title, minute in (
        ("t31", None, ("Planifier la semaine", "Plan the week"), 55),
        ("t32", "tuy", ("Rappeler Mme Pérennelle", "Call Mrs Pérennelle back"), 65),
    ):
        yield Task(
            id=key, title=title[index], client=client, created=begun, status=Status.DONE, estimate_min=15,
            done_at=instant(MONDAY, time(8), ZONE) + timedelta(minutes=minute),
        )


def _entries() -> Iterator[Entry]:
    work = (
        (FRIDAY, "t21", "tuy", time(14), 45), (FRIDAY, None, "ysa", time(15), 65),
        (MONDAY, "t31", None, time(8, 35), 20), (MONDAY, "t32", "tuy", time(8, 56), 9),
    )
    for number, (day, task, client, start, minutes) in enumerate(work, 1):
        begin = instant(day, start, ZONE).astimezone(UTC)
        yield Entry(id=f"e{number:02}", task=task, client=client, start=begin,
                    end=begin + timedelta(minutes=minutes), billable=client is not None)
