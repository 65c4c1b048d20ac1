"""Drafts say what is true on their day: promises, deliveries, weeks, hours left, and what must be acted on."""

import re
from datetime import date, timedelta

import pytest

from pupitre.client import Billing, Client, Frequency, Language, Mode, Overrun, Register, ReportPlan
from pupitre.deadline import Deadline
from pupitre.desk import Desk
from pupitre.dossier import Dossier
from pupitre.report import Allowance, Span, facts
from pupitre.settings import Settings
from pupitre.task import WAITING_CLIENT, WAITING_THIRD, Status
from pupitre.value import replace
from tests.test_letters import ABC, BEFORE, DONE, MONDAY, MORNING, TASK, entry, letter
from tui.letters import Letter, write
from tui.typography import plain_spaces

TUESDAY, WEDNESDAY, LATER = date(2026, 11, 24), date(2026, 11, 25), date(2026, 11, 26)
AT_DELIVERY = replace(ABC, report=ReportPlan(frequency=Frequency.ON_DELIVERY))
TU, ENGLISH = replace(ABC, register=Register.TU), replace(ABC, language=Language.ENGLISH)


def sample(desk: Desk, client: str, day: int) -> Letter:
    return write(desk.facts(client, date(2026, 11, day)), desk.settings)


# -- what is promised --------------------------------------------------------------------------------


def test_a_step_before_the_deadline_is_no_date_of_what_is_coming() -> None:
    step = replace(TASK, deadline=Deadline(WEDNESDAY), next_on=Deadline(TUESDAY))
    assert letter(step).coming == ()
    coming = letter(step, span=Span.WEEK, day=date(2026, 11, 22)).coming
    assert coming == ("Relances : échéance mercredi 25 novembre.",)


def test_a_later_date_given_nobody_knows_when_leaves_the_first_one_until_its_day() -> None:
    moved = replace(TASK, deadline=Deadline(TUESDAY), next_on=Deadline(LATER), reason="panne")
    assert letter(moved).coming == ("Relances : échéance mardi 24 novembre.",)
    assert letter(moved, day=TUESDAY).unfinished == ("Relances : panne. Nouvelle date : jeudi 26 novembre.",)
    said = replace(moved, explained_at=BEFORE)
    assert letter(said).coming == ()
    assert letter(replace(said, deadline=Deadline(LATER)), day=WEDNESDAY).coming == (
        "Relances : échéance jeudi 26 novembre.",)


def test_what_is_coming_stands_in_the_order_of_its_dates() -> None:
    due = [replace(TASK, id=f"t{n}", title=f"Tâche {n}", created=MORNING - timedelta(days=n),
                   deadline=Deadline(date(2026, 11, n))) for n in (30, 28, 29)]
    coming = letter(*due, day=date(2026, 11, 27), span=Span.WEEK).coming
    assert [line.split(" :")[0] for line in coming] == ["Tâche 28", "Tâche 29", "Tâche 30"]


def test_being_on_call_is_no_news_of_what_is_coming() -> None:
    due = replace(TASK, title="Permanence du mardi", deadline=Deadline(TUESDAY))
    kind = replace(due, id="u", title="Standard", category="permanence")
    assert letter(due, kind, replace(due, id="v", title="Devis")).coming == ("Devis : échéance mardi 24 novembre.",)


def test_a_line_that_names_a_duty_is_only_the_subject_of_a_day_with_one(sample_desk: Desk) -> None:
    assert sample(sample_desk, "ver", 25).subject == "Permanence du mercredi 25 novembre 2026"
    assert sample(sample_desk, "ver", 24).subject == "Compte rendu du mardi 24 novembre 2026"


def test_begun_work_is_unfinished_in_a_text_of_hers_without_a_place_for_it() -> None:
    begun = replace(TASK, status=Status.DOING, deadline=Deadline(WEDNESDAY), progress_pct=15)
    line = "Relances : c’est fait à 15 %. Remise prévue mercredi 25 novembre."
    assert letter(begun, entry("t", 20)).in_progress == (line,)
    before = letter(begun, entry("t", 20), own="{% for l in non_termine %}{{ l }}{% endfor %}")
    assert plain_spaces(before.body) == f"{line}\n"
    now = letter(begun, entry("t", 20), own="{% for l in en_cours %}{{ l }}{% endfor %}")
    assert plain_spaces(now.body) == f"{line}\n"


@pytest.mark.parametrize(("client", "one", "many"), [
    (ABC, "1 appel.", "2 appels."), (ENGLISH, "1 call.", "2 calls."),
])
def test_one_call_is_no_plural(client: Client, one: str, many: str) -> None:
    for n, told in ((1, one), (2, many)):
        done = replace(DONE, quantity=n, quantity_unit="calls")
        assert letter(done, client=client).done[0].endswith(f" {told}")
        letters = letter(replace(done, quantity_unit="letters"), client=client).done[0]
        assert letters.endswith("s.") is (n == 2)


# -- what was asked outside the agreement ------------------------------------------------------------


def test_what_was_asked_after_the_report_was_due_is_told_in_the_next_one(sample_desk: Desk) -> None:
    (asked,) = sample(sample_desk, "tuy", 24).out_of_scope
    assert asked.startswith("«\u00a0Refaire vite fait\u00a0» le site")
    assert sample(sample_desk, "tuy", 27).out_of_scope == ()
    early = replace(ABC, report=ReportPlan(frequency=Frequency.DAILY, send_by="18:15"))
    outside = replace(TASK, out_of_scope=True, created=MORNING)
    assert letter(outside, client=early, day=TUESDAY).out_of_scope == ()
    friday = replace(outside, created=MORNING - timedelta(days=3) + timedelta(hours=11))
    assert letter(friday, client=early).out_of_scope, "Monday tells what came on Friday evening"


# -- deliveries --------------------------------------------------------------------------------------


def test_a_delivery_tells_all_that_the_client_may_act_on(sample_desk: Desk) -> None:
    told = sample(sample_desk, "cap", 27)
    assert [line.split("\u00a0:")[0] for part in (told.in_progress, told.waiting, told.out_of_scope) for line in part
            ] == ["Procès-verbal de réunion", "Relancer l’OPCO pour une prise en charge",
                  "Remplir le bilan pédagogique et financier"]
    assert sample(sample_desk, "cap", 24).waiting == told.waiting
    assert sample(sample_desk, "cap", 24).in_progress == (), "nobody had begun it then"
    old = replace(TASK, id="o", out_of_scope=True, created=MORNING - timedelta(days=9))
    third = replace(TASK, id="x", status=Status.WAITING, waiting_for=WAITING_THIRD, created=MORNING, reason="r")
    asked = replace(third, id="y", waiting_for=WAITING_CLIENT)
    told = letter(DONE, old, third, asked, client=AT_DELIVERY)
    assert (told.out_of_scope, len(told.waiting)) == ((), 1)


def test_the_time_of_a_delivery_is_not_that_of_the_day() -> None:
    for client, told in ((AT_DELIVERY, "Temps de cette livraison : 30 min."),
                         (replace(AT_DELIVERY, register=Register.TU), "Temps de cette livraison : 30 min."),
                         (replace(AT_DELIVERY, language=Language.ENGLISH), "Time for this delivery: 30 min.")):
        body = plain_spaces(letter(DONE, entry("t", 30), client=client).body)
        assert told in body
        assert not re.search("jour :|today", body)


def test_a_delivery_of_nothing_is_told_as_the_day_it_is() -> None:
    due = replace(TASK, deadline=Deadline(MONDAY))
    found = facts(Dossier.of(ABC, [due]), MONDAY, Settings(), span=Span.DELIVERY)
    assert found.undelivered
    told = letter(due, span=Span.DELIVERY)
    assert "livraison" not in told.body
    assert told.body == letter(due).body
    assert not facts(Dossier.of(ABC, [DONE]), MONDAY, Settings(), span=Span.DELIVERY).undelivered


# -- weeks -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("client", "subject"), [
    (ABC, "Compte rendu de la semaine 48"), (TU, "Compte rendu de la semaine 48"), (ENGLISH, "Report for week 48"),
])
def test_the_subject_of_a_week_names_the_week(client: Client, subject: str) -> None:
    for own in ("", "Le point du {date_courte}"):
        mine = replace(client, report=replace(client.report, subject=own))
        assert letter(DONE, client=mine, span=Span.WEEK).subject == subject
    named = replace(client, report=replace(client.report, subject="Semaine {semaine}"))
    assert letter(DONE, client=named, span=Span.WEEK).subject == "Semaine 48"


def test_every_line_of_a_week_has_its_time_so_that_they_add_up() -> None:
    begun = replace(TASK, id="b", status=Status.DOING, deadline=Deadline(date(2026, 12, 1)))
    late = replace(TASK, id="l", deadline=Deadline(MONDAY), reason="panne")
    waits = replace(TASK, id="w", status=Status.WAITING, waiting_for=WAITING_CLIENT)
    outside = replace(TASK, id="o", out_of_scope=True, scope_note="pas au devis")
    times = [entry(key, 15 * n) for n, key in enumerate("tblwo", 1)]
    told = letter(DONE, begun, late, waits, outside, *times, span=Span.WEEK)
    parts = (told.done, told.in_progress, told.unfinished, told.waiting, told.out_of_scope)
    assert [line for part in parts for line in part] == [
        "Relances : 15 min.", "Relances : 30 min. Remise prévue mardi 1er décembre.", "Relances : panne – 45 min.",
        "Relances : 1 h.", "Relances : pas au devis – 1 h 15.",
    ]


# -- hours left --------------------------------------------------------------------------------------

PACK = Billing(mode=Mode.PACK, alert_below_min=60)


@pytest.mark.parametrize(("used", "asks"), [(500, False), (541, True), (600, True), (630, True)])
def test_the_next_pack_is_offered_when_little_is_left(used: int, asks: bool) -> None:
    for client, question in ((ABC, "Souhaitez-vous que je prépare le suivant ?"), (TU, "Je te prépare le suivant ?"),
                             (ENGLISH, "Shall I prepare the next ones?")):
        packed = replace(client, billing=PACK)
        left = Allowance(600, used)
        found = facts(Dossier.of(packed, [DONE, entry("t", 30)]), MONDAY, Settings(), left)
        assert (question in plain_spaces(write(found, Settings()).body)) is asks


def test_hours_of_a_pack_that_ended_are_no_hours_left() -> None:
    packed = replace(ABC, billing=replace(PACK, expires_on=MONDAY - timedelta(days=1)))
    found = facts(Dossier.of(packed, [DONE, entry("t", 30)]), MONDAY, Settings(), Allowance(600, 60))
    told = plain_spaces(write(found, Settings()).body)
    assert "Votre carnet est arrivé à son terme le 22 novembre." in told
    assert "Il reste" not in told
    assert "Souhaitez-vous que je prépare le suivant ?" in told


def test_a_month_names_what_is_left_and_the_month_that_the_rest_goes_to() -> None:
    def told(used: int, overrun: Overrun | None = None) -> str:
        client = replace(ABC, billing=Billing(mode=Mode.MONTHLY_HOURS, overrun=overrun))
        values = Dossier.of(client, [DONE, entry("t", 30)])
        return plain_spaces(write(facts(values, MONDAY, Settings(), Allowance(600, used)), Settings()).body)

    assert "En novembre, 8 h pour un forfait de 10 h : il en reste 2 h." in told(480)
    assert "ou que je le reporte sur le forfait de décembre ?" in told(630)
    assert "Le dépassement est reporté sur le forfait de décembre comme convenu." in told(630, Overrun.CARRIED)
