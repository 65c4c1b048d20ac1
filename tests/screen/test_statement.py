"""Relevé: the month of one client on the screen, settled line by line, copied and saved."""

from collections.abc import Iterable
from datetime import time

import pytest

from pupitre import demo
from pupitre.client import Client, DurationStyle, Mode
from pupitre.ports import Value
from pupitre.report import Allowance
from pupitre.shelf import Month
from pupitre.statement import Alert, Kind, Statement
from pupitre.task import Task
from pupitre.value import replace
from tests.memory import HandClock
from tests.papers.statements import LINES, WHOLE
from tests.screen.world import HOSTILE, SMALL, World, running
from tui.desktop.clipboard import How
from tui.screens.choice import ChoiceScreen
from tui.screens.clients import ClientsScreen
from tui.screens.statement import StatementScreen
from tui.widgets.panels import LinePanel
from tui.widgets.rows import Rows


def friday() -> HandClock:
    clock = HandClock()
    clock.set("2026-11-27T17:45")
    return clock


async def opened(world: World, client: str = "tuy") -> StatementScreen:
    await world.press("f4")
    assert world.find("#clients", Rows).choose(client)
    await world.press("r")
    screen = world.app.screen
    assert isinstance(screen, StatementScreen)
    return screen


async def wait(world: World) -> None:
    """Let what goes on in a thread end."""
    await world.app.workers.wait_for_complete()
    await world.pilot.pause()


def row(world: World, word: str) -> str:
    return " ".join(next((line for line in world.picture() if word in line), "").split())


async def with_all(world: World, **other: object) -> StatementScreen:
    """Show a month that has everything, of the client of the demonstration."""
    client = world.desk.client("tuy")
    bill = replace(client.billing, evening_surcharge_pct=50, urgent_surcharge_pct=25)
    lines = tuple(replace(line, entries=(f"e{n}",)) for n, line in enumerate(LINES))
    shown = replace(WHOLE, client=replace(client, billing=bill), lines=lines)
    shown = replace(shown, **other)  # type: ignore[arg-type]

    def statement(_client: str, month: Month) -> Statement:
        return replace(shown, month=month)

    setattr(world.desk, "statement", statement)  # noqa: B010 - mypy forbids to replace a method by assignment
    screen = StatementScreen(world.app.session, client)
    world.app.push_screen(screen)
    await world.pilot.pause()
    return screen


async def test_a_month_is_one_key_away_with_its_sums(sample_values: Iterable[Value]) -> None:
    async with running(values=sample_values, clock=friday()) as world:
        await opened(world)
        assert row(world, "Relevé").startswith("Relevé · novembre 2026 · Tuyaudec Chauffage & Plomberie")
        assert "exact 3 h 42 · décompté 4 h" in row(world, "exact 3 h")
        assert "9 h 30 sur 10 h · reste 30 min" in row(world, "Carnet")
        assert world.shows("90 % du carnet est utilisé.")
        assert world.shows("Temps arrondi au quart d’heure supérieur, par tâche et par jour.")
        assert world.shows("hors mission")
        assert world.shows("mesuré")
        assert world.clean()
        await world.press("escape")
        assert isinstance(world.app.screen, ClientsScreen)


async def test_the_arrows_show_other_months_and_none_that_did_not_begin(sample_values: Iterable[Value]) -> None:
    async with running(values=sample_values, clock=friday()) as world:
        screen = await opened(world, "oei")
        await world.press("right")
        assert screen.month == "2026-11"
        await world.press("left")
        assert world.shows("Aucun temps noté en octobre 2026 pour L’Atelier d’Œillets & Cie.")
        screen.action_month(-10)
        assert screen.month == "2025-12"
        await world.press("t")
        assert screen.month == "2026-11"
        screen.month = "0001-01"
        screen.action_month(-1)
        assert screen.month == "0001-01"


@pytest.mark.parametrize(("client", "names"), [
    ("cap", "date exact compté travail"), ("ysa", "date exact décompté travail"),
    ("oei", "date exact facturé travail"),
])
async def test_the_columns_say_what_becomes_of_the_time(
    client: str, names: str, sample_values: Iterable[Value]
) -> None:
    async with running(values=sample_values, clock=friday()) as world:
        await opened(world, client)
        assert row(world, "exact") == names


async def test_hundredths_and_monthly_hours_for_who_wants_them(sample_values: Iterable[Value]) -> None:
    async with running(values=sample_values, clock=friday()) as world:
        await opened(world, "ysa")
        assert "décompté 5,75 h" in row(world, "décompté 5")
        assert "20,25 h sur 20,00 h · dépassé de 0,25 h" in row(world, "Forfait")
        assert world.shows("Le forfait du mois est entièrement utilisé.")


@pytest.mark.parametrize("size", [(120, 40), SMALL])
async def test_everything_that_a_month_holds_is_in_sight(size: tuple[int, int]) -> None:
    async with running(size=size) as world:
        await with_all(world)
        found = [" ".join(line.split()) for line in world.picture()]
        assert any(line.startswith("►lun. 2 nov. 1 h 12 1 h 15 Relances impayés") for line in found)
        assert any(line.startswith("mar. 3 nov. 20 min 30 min soir 50 % · Devis cumulus") for line in found)
        assert any("10 min offert Mise en route" in line for line in found)
        assert any("25 min non décompté majoration ? Erreur de ma part" in line for line in found)
        assert any("40 minutes audio Entretien (40 sur 48)" in line for line in found)
        assert any(line.startswith("hors mission Thermostats") for line in found)
        assert "90 % du carnet est utilisé. Le carnet expire le 28 décembre." in "\n".join(found)
        assert "9 h 30 sur 10 h · reste 30 min · jusqu’au lun. 28 déc." in "\n".join(found)


async def test_in_english() -> None:
    async with running(language="en", size=SMALL) as world:
        await with_all(world, alerts=(Alert.EXPIRED, Alert.LOW))
        assert world.shows("deducted 2 h")
        assert world.shows("The prepaid hours ended on 28 December.")
        assert row(world, "until Mon 28 Dec")
        assert row(world, "Entretien").startswith("Fri 6 Nov 40 audio minutes Entretien (40 of 48)")


@pytest.fixture
def evening() -> list[Value]:
    """Return the demonstration, its evenings agreed to be dearer from eight in the morning on."""
    agreed = {"evening_from": time(8), "evening_surcharge_pct": 50, "urgent_surcharge_pct": 25}
    return [
        replace(v, billing=replace(v.billing, **agreed)) if isinstance(v, Client) else v  # type: ignore[arg-type]
        for v in demo.world("fr")
    ]


async def test_a_surcharge_waits_for_her_answer(evening: list[Value]) -> None:
    async with running(values=evening) as world:
        screen = await opened(world)
        assert world.shows("Majoration proposée : soir. Sans votre réponse, aucune n’est appliquée.")
        proposed = row(world, "majoration ?")
        assert not any(line.surcharge_pct for line in world.desk.statement("tuy", "2026-11").lines)
        await world.press("m")
        assert isinstance(world.app.screen, ChoiceScreen)
        assert [line for line in ("urgence 25 %", "soir 50 %", "Pas de majoration") if not world.shows(line)] == []
        await world.press("enter")
        assert row(world, "soir 50 %") == proposed.replace("majoration ?", "soir 50 % ·")
        assert screen.chosen is not None
        await world.press("m", "end", "enter")
        assert "Relancer" in row(world, "Relancer")
        assert not world.shows("soir 50 %")
        assert screen.chosen.line is not None
        assert screen.chosen.line.proposed == (), "declined, it is not proposed again"
        await world.press("ctrl+z")
        assert world.shows("soir 50 %")


async def test_an_unanswered_question_changes_nothing(evening: list[Value]) -> None:
    async with running(values=evening) as world:
        await opened(world)
        before = dict(world.archive.kept)
        await world.press("m", "escape")
        assert world.archive.kept == before


async def test_time_is_offered_and_billed_again() -> None:
    async with running() as world:
        screen = await opened(world)
        await world.press("o")
        assert world.shows("offert")
        assert world.desk.statement("tuy", "2026-11").offered > 0
        assert screen.chosen is not None
        assert screen.chosen.line is not None
        assert screen.chosen.line.kind is Kind.OFFERED, "the line stays chosen where it went"
        await world.press("o")
        assert world.desk.statement("tuy", "2026-11").offered == 0


async def test_a_surcharge_that_nothing_suggests_is_never_the_first_answer(evening: list[Value]) -> None:
    async with running(values=evening) as world:
        await opened(world)
        await world.press("m")
        assert world.shows("soir 50 % · proposée par l’horloge")
        await world.press("end", "enter", "m", "enter")
        assert not any(line.surcharge_pct for line in world.desk.statement("tuy", "2026-11").lines)


async def test_what_names_another_client_is_shown_before_a_statement_leaves() -> None:
    async with running() as world:
        worked = next(t for t in world.desk.ledger.table(Task).values() if t.title.startswith("Relancer les impayés"))
        world.desk.edit_task(replace(worked, title="Voir le Cabinet Brumeval"))
        await opened(world)
        await world.press("c")
        await world.app.workers.wait_for_complete()
        assert world.clipboard.held == []
        assert "Rien n’est encore parti" in world.heard()
        assert "Brumeval" in world.heard()
        await world.press("c")
        await world.app.workers.wait_for_complete()
        assert len(world.clipboard.held) == 1


async def test_only_what_can_be_settled_has_its_key() -> None:
    async with running() as world:
        screen = await with_all(world)
        keys = []
        for _line in (*LINES, *WHOLE.pieces):
            keys.append({"surcharge", "offer"} & {c.action for c in screen.possible()})
            await world.press("down")
        both, none = {"surcharge", "offer"}, set[str]()
        assert keys == [both, both, both, {"offer"}, none, none, none]
        await world.press("m", "o")
        assert world.app.screen is screen


async def test_the_chosen_line_is_told_in_full() -> None:
    async with running(size=SMALL) as world:
        await with_all(world, lines=(replace(LINES[1], what=("Devis " * 14,)),))
        assert row(world, "Devis Devis").count("Devis") < 14
        assert " ".join(world.picture()).count("Devis") > 14
        assert world.shows("Majoration proposée : urgence. Sans votre réponse, aucune n’est appliquée.")


async def test_the_statement_is_copied_as_text_in_the_language_of_the_client() -> None:
    async with running() as world:
        await opened(world)
        await world.press("c")
        await wait(world)
        assert world.clipboard.held[0].startswith("Relevé d’heures – novembre 2026, arrêté au 23\u00a0novembre\n")
        assert "Tuyauterie Lacaze" in world.clipboard.held[0]
        assert "Copié" in world.heard()


async def test_a_clipboard_that_cannot_be_reached_leaves_a_file() -> None:
    async with running(how=How.FAILED) as world:
        await opened(world)
        await world.press("f5")
        await wait(world)
        path = world.folder / "2026-11 TUY - heures.txt"
        assert path.read_text(encoding="utf-8").startswith("Relevé")
        assert str(path) in world.told[-1]


async def test_the_terminal_is_said_to_have_it_and_no_more() -> None:
    async with running(how=How.SENT_TO_TERMINAL) as world:
        await opened(world)
        await world.press("c")
        await wait(world)
        assert "vérifiez" in world.heard()


async def test_the_statement_is_saved_for_her_alone_and_the_same_each_time() -> None:
    async with running() as world:
        await opened(world)
        for steps, ending in enumerate(("pdf", "xlsx", "csv", "txt")):
            path, held = world.folder / f"2026-11 TUY - heures.{ending}", set()
            for _again in range(2):
                await world.press("f6")
                world.find("#answers", Rows).action_move(steps)
                await world.press("enter")
                await wait(world)
                held.add(path.read_bytes())
            assert len(held) == 1
            assert path.stat().st_mode & 0o777 == 0o600
            assert str(path) in world.told[-1]
        await world.press("f6", "escape")
        await wait(world)
        assert len(world.told) == 8


async def test_a_file_that_cannot_be_written_is_told() -> None:
    async with running() as world:
        world.folder.write_text("a file where the folder should be", encoding="utf-8")
        await opened(world)
        await world.press("s", "enter")
        await wait(world)
        assert "n’a pas pu être écrit" in world.heard()


async def test_a_month_that_cannot_be_read_says_so_and_hands_nothing_over(sample_values: Iterable[Value]) -> None:
    async with running(values=sample_values, clock=friday()) as world:
        world.archive.closed_months["2026-10"] = {}
        world.archive.damaged.add("2026-10")
        world.desk.past.forget()
        screen = await opened(world, "oei")
        await world.press("left")
        assert world.shows("octobre 2026")
        assert not world.shows("Aucun temps noté")
        assert {"copy", "save_as"} & {c.action for c in screen.possible()} == set()
        await world.press("c", "f6")
        assert world.app.screen is screen
        assert world.clipboard.held == []


async def test_many_months_are_read_one_at_a_time_and_said_to_be(sample_values: Iterable[Value]) -> None:
    async with running(values=sample_values, clock=friday()) as world:
        for month in range(1, 11):
            world.archive.closed_months[f"2026-{month:02}"] = {}
        world.desk.past.forget()
        screen = await opened(world, "oei")
        screen.month = "2026-02"
        screen.action_month(-1)
        assert world.shows("Lecture : janvier 2026…")
        assert {"copy", "save_as"} & {c.action for c in screen.possible()} == set()
        for _turn in range(200):
            await world.pilot.pause(0.01)
            if world.app.chores.idle:
                break
        assert world.shows("Aucun temps noté en janvier 2026")
        assert not world.shows("Lecture")


async def test_a_month_left_while_it_is_read_is_not_shown_later(sample_values: Iterable[Value]) -> None:
    async with running(values=sample_values, clock=friday()) as world:
        for month in range(1, 11):
            world.archive.closed_months[f"2026-{month:02}"] = {}
        world.desk.past.forget()
        screen = await opened(world, "oei")
        screen.month = "2026-02"
        screen.action_month(-1)
        await world.press("t")
        for _turn in range(200):
            await world.pilot.pause(0.01)
            if world.app.chores.idle:
                break
        assert screen.month == "2026-11"
        assert world.shows("facturé 3 h 30")


async def test_a_client_that_went_meanwhile_closes_its_statement() -> None:
    async with running() as world:
        new = world.desk.add_client("Passage")
        await opened(world, new.id)
        world.desk.delete_client(new.id)
        world.app.show_desk()
        await world.pilot.pause()
        assert isinstance(world.app.screen, ClientsScreen)


async def test_hostile_titles_are_shown_clean_and_break_nothing() -> None:
    values: list[Value] = []
    for number, value in enumerate(demo.world("fr")):
        title = HOSTILE[number % len(HOSTILE)]
        if isinstance(value, Client):
            values.append(replace(
                value, name=f"{title}{value.id}", duration_style=DurationStyle.HUNDREDTHS,
                billing=replace(value.billing, mode=Mode.PIECE, prices_eur=((title, 1),)),  # type: ignore[arg-type]
            ))
        else:
            values.append(replace(value, title=title) if isinstance(value, Task) else value)
    async with running(values=values, size=SMALL) as world:
        for client in world.desk.clients():
            world.app.push_screen(StatementScreen(world.app.session, client))
            await world.pilot.pause()
            assert world.clean()
        await world.press("down", "down", "c")
        await wait(world)
        assert world.clean()
        assert len(world.clipboard.held) == 1


async def test_a_session_that_runs_counts_minute_by_minute() -> None:
    async with running() as world:
        world.choose("t01")
        await world.press("enter")
        await opened(world)
        before = row(world, "· décompté")
        await world.beat(minutes=20)
        assert row(world, "· décompté") != before
        await world.press("left")
        before = row(world, "Relevé")
        await world.beat(minutes=1)
        assert row(world, "Relevé") == before


async def test_hours_overrun_are_told_and_the_bar_is_full() -> None:
    async with running() as world:
        await with_all(world, allowance=Allowance(600, 660), alerts=(Alert.FULL,))
        assert "11 h sur 10 h · dépassé de 1 h" in row(world, "Carnet")
        assert "░" not in row(world, "Carnet")
        assert world.find("#totals", LinePanel).display


