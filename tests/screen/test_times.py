"""Correcting a time: what is stored is shown, what is refused is said, what was changed can be taken back."""

from datetime import datetime, timedelta

from textual.widgets import Checkbox, Input, Static

from pupitre import demo
from pupitre.entry import Entry, Origin
from pupitre.ports import Value
from pupitre.task import Status, Task
from pupitre.value import replace
from tests.memory import PARIS
from tests.screen.world import HOSTILE, SMALL, World, running
from tui.screens.choice import ChoiceScreen
from tui.screens.day import DayScreen
from tui.screens.search import SearchScreen
from tui.screens.time_form import TimeFormScreen
from tui.widgets.rows import Rows

NINE = datetime(2024, 3, 12, 9, 0, 7, tzinfo=PARIS)
TASK = Task(id="old", title="Devis imprimé", client="tuy", created=NINE, status=Status.DONE,
            done_at=NINE + timedelta(hours=4))
ENTRY = Entry(id="work", task="old", client="tuy", start=NINE, end=NINE + timedelta(minutes=20, seconds=30))
NEXT = replace(ENTRY, id="next", start=NINE + timedelta(hours=1), end=NINE + timedelta(hours=1, minutes=30))


async def correcting(world: World, *values: Value, key: str = "work") -> None:
    """Put values in March 2024, find a time among them, and open it."""
    for value in values or (TASK, ENTRY, NEXT):
        world.archive.closed_months.setdefault("2024-03", {})[type(value), value.id] = value
    world.desk.past.forget()
    await world.press("ctrl+f")
    world.find("#words", Input).value = "2024"
    await world.pilot.pause()
    for _ in range(500):
        if world.find("#found", Rows).choose(f"Entry:{key}"):
            break
        await world.pilot.pause(0.01)
    await world.press("enter")
    assert isinstance(world.app.screen, TimeFormScreen)


def entry(world: World, key: str = "work") -> Entry:
    return world.desk.ledger.get(Entry, key)


def told(world: World) -> str:
    return world.said(".detail")


def fields(world: World) -> tuple[str, str, str]:
    start, end, day = (world.find(f"#{name}", Input).value for name in ("start", "end", "day"))
    return start, end, day


async def test_a_time_of_a_closed_month_is_corrected_traced_and_taken_back() -> None:
    async with running(language="en") as world:
        await correcting(world)
        assert fields(world) == ("09:00", "09:20", "12/03/2024")
        assert told(world).splitlines() == [
            "Devis imprimé", "Tuyauterie Lacaze", "Tuesday 12 March 2024", "09:00 – 09:20 · 20 min · measured",
        ]
        await world.fill("start", "9h10")
        await world.fill("end", "9:35")
        await world.press("ctrl+s")
        assert isinstance(world.app.screen, SearchScreen)
        assert entry(world).start == NINE.replace(minute=10, second=0)
        assert entry(world).end == NINE.replace(minute=35, second=0)
        assert (entry(world).origin, entry(world).original_start) == (Origin.CORRECTED, NINE)
        assert world.shows("09:10 – 09:35  Devis imprimé")
        await world.press("enter")
        assert "09:10 – 09:35 · 25 min · corrected" in told(world)
        assert "corrected on 23 November 2026: it was 09:00 – 09:20" in told(world)
        await world.press("escape", "ctrl+z")
        assert entry(world) == ENTRY
        assert world.shows("09:00 – 09:20  Devis imprimé")


async def test_a_time_can_be_offered_to_its_client() -> None:
    async with running() as world:
        await correcting(world)
        world.find("#offered", Checkbox).value = True
        await world.press("ctrl+s")
        assert entry(world).offered
        assert (entry(world).billable, entry(world).origin) == (True, Origin.MEASURED)
        assert world.desk.statement("tuy", "2024-03").offered == 20


async def test_a_time_is_deleted_and_comes_back() -> None:
    async with running(language="en") as world:
        await correcting(world)
        await world.press("f8")
        assert isinstance(world.app.screen, SearchScreen)
        assert "work" not in world.desk.ledger.table(Entry)
        assert not world.desk.past.find(Entry, "work")
        assert "Deleted" in str(world.find("#whole Static", Static).content)
        await world.press("ctrl+z")
        assert entry(world) == ENTRY
        assert "Deleted" not in str(world.find("#whole Static", Static).content)


REFUSED = (
    ("end", "8:50", "The end must come after the start."), ("end", "10h10", "This overlaps another time"),
    ("end", "13/03/2024 9:30", "24 hours at most"), ("day", "24/11/2026", "The end cannot lie ahead."),
    ("end", "9:99", "9:99"), ("start", "", "“"), ("start", "midi", "midi"), ("day", "31/02/2024", "31/02/2024"),
    ("day", "12 mars", "12 mars"), ("day", "", "“"), ("start", "x" * 10_000, "xxx"), ("day", "31/12/9999", "9999"),
    ("end", "[/] {0} %s", "[/] {0} %s"),
)


async def test_what_is_refused_is_said_in_place_and_nothing_typed_is_lost() -> None:
    async with running(language="en") as world:
        await correcting(world)
        for field, text, sentence in REFUSED:
            before = world.find(f"#{field}", Input).value
            await world.fill(field, text)
            await world.press("ctrl+s")
            assert isinstance(world.app.screen, TimeFormScreen)
            assert sentence in world.wrong, text
            assert world.clean()
            assert world.find(f"#{field}", Input).value == text
            assert world.desk.ledger.table(Entry).get("work", ENTRY) == ENTRY
            await world.fill(field, before)
        await world.fill("start", "9:05")
        await world.press("ctrl+s")
        assert isinstance(world.app.screen, SearchScreen)
        assert entry(world).start == NINE.replace(minute=5, second=0)


async def test_what_is_left_as_it_was_keeps_its_seconds() -> None:
    async with running() as world:
        await correcting(world)
        await world.fill("end", "9:40")
        await world.press("ctrl+s")
        assert entry(world).start == NINE
        assert entry(world).end == NINE.replace(minute=40, second=0)


async def test_another_day_moves_both_hours() -> None:
    async with running() as world:
        await correcting(world)
        await world.fill("day", "1/4/2024")
        await world.press("ctrl+s")
        moved = timedelta(days=20) - timedelta(hours=1)  # summer time began in between
        assert (entry(world).start, entry(world).end) == (
            NINE.astimezone(demo.START.tzinfo) + moved, ENTRY.end.astimezone(demo.START.tzinfo) + moved,
        )


async def test_work_after_midnight_belongs_to_the_evening_before() -> None:
    async with running() as world:
        late = replace(ENTRY, start=NINE.replace(hour=23), end=NINE.replace(hour=23, minute=30))
        await correcting(world, TASK, late)
        await world.fill("end", "0:20")
        await world.press("ctrl+s")
        assert entry(world).end == datetime(2024, 3, 13, 0, 20, tzinfo=PARIS)
        await world.press("enter")
        assert fields(world) == ("23:00", "00:20", "12/03/2024")


async def test_an_end_on_another_day_shows_its_date_and_can_be_mended() -> None:
    async with running() as world:
        endless = replace(ENTRY, end=NINE + timedelta(days=2, hours=1))
        await correcting(world, TASK, endless)
        assert fields(world) == ("09:00", "14/03/2024 10:00", "12/03/2024")
        await world.press("ctrl+s")
        assert world.form_open
        await world.fill("end", "12/03/2024 9h30")
        await world.press("ctrl+s")
        assert entry(world).end == datetime(2024, 3, 12, 9, 30, tzinfo=PARIS)


async def test_what_was_typed_and_not_saved_is_there_again() -> None:
    async with running() as world:
        await correcting(world)
        await world.fill("end", "9:4")
        await world.press("escape", "enter")
        assert fields(world)[1] == "9:4"


async def test_a_disk_that_refuses_leaves_the_form_open() -> None:
    async with running() as world:
        for key in ("ctrl+s", "f8"):
            if not world.form_open:
                await correcting(world)
            await world.fill("end", "9:40")
            world.archive.fail_next = 1
            await world.press(key)
            assert "No space left" in world.wrong or "disque" in world.wrong
            assert world.find("#end", Input).value == "9:40"


# -- times that cannot be right ------------------------------------------------------------------

def doubtful(*changes: dict[str, object]) -> list[Value]:
    """Return the demonstration with more times on Monday morning, each e03 with a change."""
    values: list[Value] = list(demo.world("en"))
    plan = next(v for v in values if isinstance(v, Entry) and v.id == "e03")
    return [*values, *(replace(plan, id=f"d{n}", **change) for n, change in enumerate(changes))]  # type: ignore[arg-type]


E03 = next(v for v in demo.world("en") if isinstance(v, Entry) and v.id == "e03")
BACKWARDS: dict[str, object] = {"start": E03.start - timedelta(minutes=20), "end": E03.start - timedelta(minutes=30)}
LAPPING: dict[str, object] = {"start": E03.start + timedelta(minutes=5), "task": "t32", "client": "tuy"}


async def test_a_day_without_doubts_says_nothing_of_them() -> None:
    async with running(language="en") as world:
        assert not world.shows("to check")
        assert not world.shows("check")
        await world.press("v")
        assert isinstance(world.app.screen, DayScreen)


async def test_a_doubt_is_shown_opened_and_mended() -> None:
    async with running(language="en", values=doubtful(BACKWARDS), size=SMALL) as world:
        assert world.shows("1 time to check: v opens it.")
        await world.press("v")
        assert "To be checked: it ends before it starts." in told(world)
        await world.fill("start", "8:05")
        await world.fill("end", "8:15")
        await world.press("ctrl+s")
        assert isinstance(world.app.screen, DayScreen)
        assert world.desk.doubts() == ()
        assert not world.shows("to check")
        assert "check" not in world.picture()[-1]
        await world.press("ctrl+z")
        assert world.shows("1 time to check")


async def test_of_several_doubts_one_is_chosen() -> None:
    async with running(language="en", values=doubtful(BACKWARDS, LAPPING)) as world:
        assert world.shows("2 times to check: v opens them.")
        await world.press("v")
        assert isinstance(world.app.screen, ChoiceScreen)
        assert world.shows("23/11/2026  08:40 – 08:55  Call Mrs Pérennelle back")
        await world.press("down", "enter")
        assert "it overlaps “Plan the week”, 08:35 – 08:55" in told(world)
        await world.press("f8")
        assert world.shows("1 time to check")
        await world.press("v", "escape", "v", "escape")
        assert isinstance(world.app.screen, DayScreen)


async def test_a_time_whose_client_or_task_is_gone_can_be_read_and_deleted() -> None:
    lost: dict[str, object] = {
        "start": E03.start - timedelta(hours=2), "end": E03.start - timedelta(hours=1), "client": "who",
        "task": "what",
    }
    async with running(language="en", values=doubtful(lost)) as world:
        await world.press("v")
        assert "A task that is gone\na client that is gone" in told(world)
        assert "its client is not known" in told(world)
        await world.press("f8")
        assert world.desk.doubts() == ()


async def test_odd_titles_are_only_text() -> None:
    titled = [replace(v, title=text, id=f"h{n}") for n, text in enumerate(HOSTILE)
              for v in demo.world("en") if isinstance(v, Task) and v.id == "t31"]
    changes: list[dict[str, object]] = [BACKWARDS | {"task": t.id, "note": t.title} for t in titled]
    async with running(values=[*doubtful(*changes), *titled], size=SMALL) as world:
        await world.press("v")
        assert world.clean()
        for number in range(len(HOSTILE)):
            world.find("#answers", Rows).choose(f"d{number}")
            await world.press("enter")
            assert isinstance(world.app.screen, TimeFormScreen)
            assert world.clean()
            await world.press("escape", "v")
