"""Her text stays hers when facts change: what is new is proposed beside it, and every way out is remembered."""

from textual.widgets import Input

from pupitre.client import Frequency
from pupitre.deadline import Deadline
from pupitre.report import Sent, Span, Step
from pupitre.value import replace
from tests.screen.test_reports import body, choose, copied, step
from tests.screen.world import HOSTILE, SMALL, World, running
from tui.screens.reports import ReportsScreen
from tui.widgets.cards import report_row
from tui.widgets.panels import LinePanel
from tui.widgets.rows import Rows

TVA = "Envoyer au comptable les pièces de TVA."


async def changed(world: World, text: str = "À moi. ") -> None:
    """Edit a draft, then let its facts change."""
    await world.press("f3", "tab", "tab")
    await world.write(text)
    world.desk.complete("t01")
    await world.press("f2", "f3")


def plain(world: World) -> str:
    return body(world).text.replace("\u00a0", " ")


async def test_what_is_new_is_proposed_and_taken_in_line_by_line() -> None:
    async with running() as world:
        await changed(world)
        assert world.shows("Non terminé » : Envoyer au comptable")
        await world.press("f12")
        assert "Non terminé" not in plain(world)
        assert world.shows("Nouveau dans « Fait »")
        await world.press("f12")
        assert f"Pérennelle.\n– {TVA}\n\n" in plain(world)
        assert plain(world).startswith("À moi. Salut")
        assert not world.shows("F12")
        kept = world.desk.report("tuy", world.desk.today)
        assert (kept.body or "").replace("\u00a0", " ") == plain(world)
        assert TVA in kept.drafted.replace("\u00a0", " ").partition("Temps")[0].partition("Fait")[2]


async def test_what_she_leaves_is_not_proposed_again() -> None:
    async with running() as world:
        await changed(world)
        before = body(world).text
        await world.press("ctrl+n")
        assert world.shows("Nouveau dans « Fait »")
        await world.press("f2", "f3")
        assert not world.shows("N’est plus dans")
        await world.press("ctrl+n")
        assert body(world).text == before
        assert not world.shows("F12")
        await world.press("f2", "f3")
        assert not world.shows("F12")


async def test_a_line_goes_where_its_section_would_be_when_she_removed_it() -> None:
    async with running() as world:
        await world.press("f3", "tab", "tab")
        body(world).text = "Rien de tout cela.\n\nBonne soirée !\nMaëlle\n"
        await world.pilot.pause()
        world.desk.complete("t01")
        await world.press("f2", "f3", "f12")
        assert plain(world) == f"Rien de tout cela.\n\nFait\n– {TVA}\n\nBonne soirée !\nMaëlle\n"


async def test_ctrl_r_a_second_time_brings_her_text_back() -> None:
    async with running() as world:
        await world.press("f3", "tab", "tab")
        await world.write("À moi. ")
        before = body(world).text
        await world.press("ctrl+e")
        assert body(world).text.startswith("Salut")
        await world.press("ctrl+e")
        assert body(world).text == before
        assert world.desk.report("tuy", world.desk.today).body == before


async def test_ctrl_z_right_after_brings_her_text_back_and_never_what_left() -> None:
    async with running() as world:
        await world.press("f3", "f6", "tab", "tab")
        await world.write("À moi. ")
        before = body(world).text
        await world.press("ctrl+e")
        assert body(world).text.startswith("Salut")
        await world.press("ctrl+z")
        assert body(world).text == before
        assert world.heard().startswith("Annulé")
        report = world.desk.report("tuy", world.desk.today)
        assert (report.body, [how for _, how in report.history]) == (before, [Sent.FILE])
        await world.press("ctrl+e", "escape", "ctrl+z")
        assert body(world).text == before, "from the list as well"


async def test_what_she_types_after_writing_anew_is_taken_back_first() -> None:
    async with running() as world:
        await world.press("f3", "tab", "tab")
        await world.write("À moi. ")
        before = body(world).text
        await world.press("ctrl+e", "z", "ctrl+z")
        assert body(world).text.startswith("Salut")
        await world.press("ctrl+z")
        assert body(world).text == before


async def test_another_draft_begins_with_the_cursor_at_the_end_of_its_subject_and_the_start_of_its_text() -> None:
    async with running() as world:
        await world.press("f3", "tab", "tab", "ctrl+end")
        assert body(world).cursor_location == body(world).document.end
        await world.press("ctrl+home", "down", "right", "escape", "down", "tab")
        subject = world.find("#subject", Input)
        assert subject.cursor_position == len(subject.value)
        await world.press("tab")
        assert body(world).cursor_location == (0, 0)


async def test_a_draft_that_changed_since_shows_its_whole_state_on_a_narrow_screen() -> None:
    async with running(size=SMALL) as world:
        await world.press("f3")
        await choose(world, "oei")
        await world.press("f6", "tab", "tab")
        await world.write("Encore. ")
        await world.press("escape", "f2", "f3")
        row = world.find("#whom", Rows).chosen
        assert row is not None
        whole = report_row(replace(row, step=Step.TO_COMPLETE, minutes=15, changed=True), 25)[1]
        assert "".join(text for text, _ in whole).split("    ")[-1].rstrip() == "à compléter, modifié"
        assert "\nmodifié depuis l’envoi" in world.find("#missing", LinePanel).render().plain


async def test_the_cursor_stays_where_it_is_when_the_draft_is_written_again() -> None:
    async with running(size=SMALL) as world:
        await world.press("f3", "tab", "tab")
        body(world).move_cursor((2, 3))
        await world.pilot.pause()
        at, seen = body(world).cursor_location, body(world).scroll_offset
        world.desk.complete("t01")
        world.app.screen.refresh_desk()  # type: ignore[attr-defined]
        await world.pilot.pause()
        assert "Non terminé" not in plain(world)
        assert (body(world).cursor_location, body(world).scroll_offset) == (at, seen)


async def test_a_second_copy_says_when_it_was_sent_before() -> None:
    async with running() as world:
        await world.press("f3", "f8")
        world.clock.set("2026-11-23T17:42")
        await world.press("f5")
        await copied(world)
        assert any("Déjà envoyé à 9 h 10" in told.replace("\u00a0", " ") for told in world.told)


async def test_a_text_that_changed_since_it_left_says_so_in_the_list_and_below() -> None:
    async with running() as world:
        await world.press("f3", "f6")
        assert not world.shows(", modifié")
        await world.press("tab", "tab")
        await world.write("Encore. ")
        await world.press("escape", "f2", "f3")
        assert world.shows("copié, modifié")
        assert "modifié depuis l’envoi" in world.find("#missing", LinePanel).render().plain
        await world.press("f8", "f2", "f3")
        assert not world.shows(", modifié")


async def test_the_history_names_every_way_out() -> None:
    async with running() as world:
        await world.press("f3", "h")
        assert world.shows("pas encore parti")
        await world.press("escape", "f6", "f8", "h")
        assert world.shows("lundi 23 novembre 2026 · envoyé à 9 h 10")
        assert world.shows("lundi 23 novembre 2026 · enregistré")
        await world.press("escape")
        assert isinstance(world.app.screen, ReportsScreen)


async def test_the_week_of_a_client_is_a_report_of_its_own() -> None:
    async with running() as world:
        await world.press("f3")
        await choose(world, "tuy")
        assert world.shows("Brouillon du jour")
        await world.press("s", "down", "enter")
        assert world.shows("Brouillon de la semaine")
        assert "ta semaine" in plain(world)
        await world.press("tab", "tab")
        await world.write("La semaine. ")
        today = world.desk.today
        assert (world.desk.report("tuy", today, Span.WEEK).body or "").startswith("La semaine.")
        assert world.desk.report("tuy", today).body is None
        await world.press("escape", "f8")
        assert [how for _, how in world.desk.report("tuy", today, Span.WEEK).history] == [Sent.SENT]
        assert step(world).value == "sent"
        await world.press("s", "up", "enter")
        assert world.shows("Brouillon du jour")
        assert world.desk.report("tuy", today).history == ()


async def test_it_opens_on_today_unless_she_is_in_the_midst_of_another_days_draft() -> None:
    async with running() as world:
        await world.press("f3", "left", "left", "left")
        assert world.shows("vendredi 20 novembre")
        await world.press("f2", "f3")
        assert world.shows("lundi 23 novembre 2026")
        await world.press("left", "left", "left")
        assert world.find("#whom", Rows).items
        await world.press("tab", "tab", "f2", "f3")
        assert world.shows("vendredi 20 novembre")


async def test_a_draft_that_lacks_nothing_says_so() -> None:
    async with running() as world:
        world.desk.note_time("t32", 9)
        world.desk.postpone("t01", Deadline(world.desk.today), "Une pièce manque.")
        await world.press("f3")
        await choose(world, "tuy")
        assert "Rien ne manque." in world.find("#missing", LinePanel).render().plain


async def test_hostile_text_is_read_and_proposed_without_harm() -> None:
    async with running(size=SMALL) as world:
        await world.press("f3")
        for n, text in enumerate((HOSTILE[0], HOSTILE[5], HOSTILE[7], HOSTILE[9])):
            world.desk.edit_task(replace(world.task("t01"), title=f"{text} {n}", note=text))
            body(world).focus()
            await world.pilot.pause()
            await world.write(text)
            world.app.screen.refresh_desk()  # type: ignore[attr-defined]
            await world.press("f6", "f12", "escape")
            assert world.clean()


async def test_a_client_that_hears_at_delivery_can_have_the_draft_of_a_day() -> None:
    async with running() as world:
        tuy = world.desk.client("tuy")
        world.desk.edit_client(replace(tuy, report=replace(tuy.report, frequency=Frequency.ON_DELIVERY)))
        world.desk.complete("t01")
        await world.press("f3")
        assert world.desk.facts("tuy", world.desk.today).span is Span.DELIVERY
        assert world.shows("Brouillon à la livraison")
        await world.press("s", "home", "enter")
        assert world.shows("Brouillon du jour")
        await world.press("f8", "s", "home", "down", "down", "enter")
        assert world.shows("Brouillon à la livraison")
        assert world.desk.report("tuy", world.desk.today).history == (), "it is another report than that of the day"
