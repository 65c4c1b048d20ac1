"""A client that leaves takes all that is its own, and nothing of anybody else."""

import unicodedata
from collections.abc import Generator, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre.appointment import Appointment, Calendar
from pupitre.client import Client, Contact
from pupitre.desk import Desk
from pupitre.entry import Entry, Origin
from pupitre.errors import DamagedMonth, Invalid, NothingToUndo, StorageFailed
from pupitre.farewell import Erased
from pupitre.interruption import Interruption
from pupitre.leaving import Leaver
from pupitre.names import BLANK, Names
from pupitre.ports import Change, Value
from pupitre.report import Facts, Report, Sent
from pupitre.rules import Every, Rule
from pupitre.settings import Settings
from pupitre.shelf import Recalled
from pupitre.task import Status, Task
from pupitre.unfinished import Unfinished
from pupitre.value import replace
from tests.memory import HandClock, MemoryArchive, counted_ids

T = TypeVar("T")

WHO = Client(
    id="oei", name="L’Atelier d’Œillets", label="OEI",
    contact=Contact(civility="Mme", first_name="Zoé", last_name="Béranger", email="zoe@oeillets.example"),
)
FIRST = datetime(2026, 9, 28, 9, tzinfo=UTC)


def names(*others: str) -> Names:
    return Names([WHO], others)


@pytest.mark.parametrize(
    "text",
    ["Voir avec L’Atelier d’Œillets.", "VOIR AVEC L'ATELIER D'OEILLETS.", "Voir avec L’Atelier\u00a0d’Œillets.",
     "Voir avec l‘atelier\n d’œillets.", unicodedata.normalize("NFD", "Voir avec Zoé Béranger."),
     unicodedata.normalize("NFD", "Voir avec BÉRANGER Zoé."),
     "Voir avec Mme Béranger.", "Voir avec madame\u202fBeranger.",
     "Voir avec Zoé@Oeillets.example."],
)
def test_a_name_is_blanked_however_it_is_written(text: str) -> None:
    told = names().blanked(text)
    assert told.lower() == f"voir avec {BLANK}."
    assert names().blanked(told) == told


@pytest.mark.parametrize(
    "text",
    ["L’Atelier d’Œillets-Roses… non : L’Atelier d’Œillet", "l’atelier d’œilletsx", "M. Béranger", "Béranger",
     "azoe@oeillets.example", "zoe@oeillets.example.org", "Zoé", "Zoé  Bérangers", "", "½ œ ﬁ e\u0301"],
)
def test_what_is_no_name_of_it_stays_as_it_was_typed(text: str) -> None:
    kept = text.replace("L’Atelier d’Œillets-Roses", "X")
    assert names().blanked(kept) == kept


def test_a_longer_name_of_another_client_is_never_touched() -> None:
    both = "Atelier Lin & Fils, puis Atelier Lin, puis ATELIER LIN & FILS"
    short = Client(id="lin", name="Atelier Lin", label="LIN")
    long = Client(id="fil", name="Atelier Lin & Fils", label="FIL")
    assert Names([short], [long.name]).blanked(both) == f"Atelier Lin & Fils, puis {BLANK}, puis ATELIER LIN & FILS"
    assert Names([long], [short.name]).blanked(both) == f"{BLANK}, puis Atelier Lin, puis {BLANK}"


def test_a_person_whom_two_clients_share_stays_named_for_the_other() -> None:
    other = Client(id="ver", name="Verger", label="VER", contact=replace(WHO.contact, email="zoe@verger.example"))
    task = Task(id="t", title="Rappeler Zoé Béranger pour L’Atelier d’Œillets", client="ver", created=FIRST)
    change = Leaver(WHO, (), [other]).erasure([WHO, other, task])
    assert change == Change((replace(task, title=f"Rappeler Zoé Béranger pour {BLANK}"),), ((Client, "oei"),))


def test_a_name_of_two_letters_takes_no_word_out_of_the_texts_of_others() -> None:
    le = Client(id="le", name="Le", label="LE")
    assert Names([le], ()).blanked("Rappeler le menuisier") == "Rappeler le menuisier"


_WORDS = st.sampled_from(
    ["L’Atelier d’Œillets", "L'ATELIER D'OEILLETS", "zoe beranger", "zoé@oeillets.example", "mme BÉRANGER", "œuf",
     " ", "\u00a0", "e\u0301", "\u0301", "½", "ﬁ", "İ", "ß", "한", "l’", "&", ".", "\n", "x"]
)


@given(st.lists(st.one_of(_WORDS, st.text(max_size=4)), max_size=12).map("".join))
def test_no_name_is_left_in_a_text_and_the_rest_of_it_is_as_it_was(text: str) -> None:
    told = names().blanked(text)
    assert not names().named(told.replace(BLANK, "\x00"))
    rest = iter(text)
    assert all(c in rest for part in told.split(BLANK) for c in part), "what is left stands there in the same order"
    if not names().named(text):
        assert told == text


# -- the desk --------------------------------------------------------------------------------------

CLIENTS = (
    WHO, Client(id="tuy", name="Tuyauterie Lacaze", label="TUY"), Client(id="bru", name="Brumeval", label="BRU"),
)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Value, ...]:
    """Draw ten weeks of work: tasks of three clients and her own, time on them, interruptions and drafts."""
    values: list[Value] = [*CLIENTS, Settings(working_days=(0, 1, 2, 3, 4, 5, 6))]
    owner = st.sampled_from([None, *(c.id for c in CLIENTS)])
    day = st.integers(0, 56).map(lambda n: FIRST + timedelta(days=n))
    for n in range(draw(st.integers(0, 6))):
        whose, came, done = draw(owner), draw(day), draw(st.booleans())
        title = f"Secret {n}" if whose == WHO.id else f"Travail {n}"
        values.append(Task(
            id=f"t{n}", title=title, client=whose, created=came, status=Status.DONE if done else Status.TODO,
            done_at=came + timedelta(days=draw(st.integers(0, 20)), hours=3) if done else None,
        ))
    tasks = [v for v in values if isinstance(v, Task)]
    for n in range(draw(st.integers(0, 8))):
        task = draw(st.sampled_from([None, *tasks]))
        whose = draw(owner) if task is None else draw(st.sampled_from([task.client, task.client, None]))
        start = draw(day) + timedelta(minutes=30 * n)
        hidden = WHO.id in (whose, task.client if task else None)
        values.append(Entry(
            id=f"e{n}", task=task.id if task else None, client=whose, start=start, billable=whose is not None,
            end=start + timedelta(minutes=draw(st.integers(1, 29))), origin=Origin.TYPED,
            note="Secret" if hidden else "Note",
        ))
    values += [
        Interruption(
            id=f"i{n}", at=draw(day), source=draw(st.sampled_from([*(c.id for c in CLIENTS), "perso"])),
            interrupted_task=draw(st.sampled_from([None, *(t.id for t in tasks)])),
        )
        for n in range(draw(st.integers(0, 3)))
    ]
    for n in range(draw(st.integers(0, 3))):
        whose, begin = draw(owner), draw(day) + timedelta(days=draw(st.integers(0, 40)))
        title = "Secret" if whose == WHO.id else "Point"
        values.append(Appointment(
            id=f"a{n}", title=title, client=whose, start=begin, end=begin + timedelta(hours=1),
            rule=Rule(every=Every.WEEK, first=begin.date()) if draw(st.booleans()) else None,
        ))
    for n, client in enumerate(CLIENTS):
        at = draw(day)
        body = f"Secret {n}" if client is WHO else f"Bonjour {n}"
        values.append(Report(id=Report.key(client.id, at.date()), client=client.id, day=at.date(), body=body))
    return tuple(values)


def desk_of(values: Iterable[Value]) -> tuple[Desk, MemoryArchive]:
    """Return a desk on the last day of these weeks, its days closed."""
    archive = MemoryArchive(values)
    clock = HandClock(FIRST + timedelta(days=60))
    desk = Desk(archive, clock, counted_ids())
    for _ in desk.closing_days():
        pass
    return desk, archive


def run(work: Generator[object, None, T]) -> T:
    """Do all of it, and return what comes of it."""
    def told() -> Iterator[T]:
        yield (yield from work)  # type: ignore[misc]

    *_, found = told()
    return found


def leave(desk: Desk, client: str = WHO.id) -> Erased:
    return run(desk.erasing(client))


def gathered(desk: Desk, client: str = WHO.id) -> tuple[Value, ...]:
    return run(desk.gathering(client))


def kept(archive: MemoryArchive) -> list[Value]:
    return [*archive.kept.values(), *(v for month in archive.closed_months.values() for v in month.values())]


def told_to_others(desk: Desk) -> list[Facts]:
    days = [(FIRST + timedelta(days=n)).date() for n in range(-1, 62)]
    return [desk.facts(c.id, day) for c in CLIENTS if c is not WHO for day in days]


@given(worlds())
def test_nothing_of_the_client_is_left_and_the_others_are_told_the_same(values: tuple[Value, ...]) -> None:
    desk, archive = desk_of(values)
    before = told_to_others(desk)
    erased = leave(desk)
    rest = kept(archive)
    for trace in ("Secret", "'oei'", "oei:", "Œillets", "Béranger"):
        assert trace not in repr(rest)
    assert told_to_others(desk) == before
    assert list(desk.everything()) == list(Desk(archive, desk.clock, counted_ids()).everything())
    assert len(values) == len([v for v in rest if type(v).__name__ != "Shelf"]) + sum(erased.counts.values())


@given(worlds())
def test_what_is_exported_is_what_goes(values: tuple[Value, ...]) -> None:
    desk, _ = desk_of(values)
    mine = gathered(desk)
    own = {v.id for v in mine if isinstance(v, Task)}
    for value in mine:
        if isinstance(value, Entry):
            assert value.task is None or value.task in own
        if isinstance(value, Interruption):
            assert value.interrupted_task is None or value.interrupted_task in own
    assert sum(leave(desk).counts.values()) == len(mine)


def full() -> tuple[Value, ...]:
    """Return a world with something of every kind, closed and open."""
    old = Task(id="t1", title="Secret", client="oei", created=FIRST, status=Status.DONE,
               done_at=FIRST + timedelta(hours=4))
    other = Task(id="t2", title="Comparer avec L’Atelier d’Œillets", client="tuy", created=FIRST)
    hers = Task(id="t3", title="Relire", note="pour M. Béranger", created=FIRST)
    new = Task(id="t4", title="Secret encore", client="oei", created=FIRST)
    start = FIRST + timedelta(hours=1)
    return (
        *CLIENTS, old, other, hers, new,
        Entry(id="e1", task="t1", client="oei", start=start, end=start + timedelta(minutes=40)),
        Entry(id="e2", task="t1", client="tuy", start=start + timedelta(hours=1), end=start + timedelta(hours=2)),
        Interruption(id="i1", at=start, source="tuy", interrupted_task="t4", created_task="t2",
                     summary="Zoé Béranger"),
        Appointment(id="a1", title="Secret", client="oei", first=FIRST.date()),
        Appointment(id="a2", title="Point sur L’Atelier d’Œillets", place="chez Zoé Béranger", client="tuy",
                    first=FIRST.date() + timedelta(days=90)),
        Calendar(id="c1", name="Agenda L’Atelier d’Œillets"),
        Unfinished.of({
            "appointment:a1": {"appointment_title": "Secret", "client": "oei"},
            "task:t4": {"title": "Secret"}, "client:oei": {"name": "Secret"}, "add": {"line": "Secret @oei demain"},
            "task:t2": {"title": "x", "client": "oei", "note": "voir zoe@oeillets.example"},
            "client:new": {"name": "Œuf"},
        }),
    )


def test_a_calendar_that_would_bring_the_name_back_is_followed_no_more() -> None:
    naming = Appointment(id="c1:e", title="RDV Zoé Béranger", first=FIRST.date(), source="c1", uid="e")
    other = Appointment(id="c2:e", title="Comité", first=FIRST.date(), source="c2", uid="e")
    calendars = (Calendar(id="c1", name="Tournées", watched=True), Calendar(id="c2", name="Autre", watched=True))
    desk, _ = desk_of((*full()[:-2], naming, other, *calendars))
    erased = leave(desk)
    assert {c.id: c.watched for c in desk.calendars.values()} == {"c1": False, "c2": True}
    assert desk.appointment("c1:e").title == f"RDV {BLANK}"
    assert erased.unfollowed == ("Tournées",)


def test_what_points_to_it_loses_the_pointer_and_its_name() -> None:
    desk, _ = desk_of(full())
    erased = leave(desk)
    assert desk.task("t2").title == f"Comparer avec {BLANK}"
    [told] = [v for v in desk.everything() if isinstance(v, Interruption)]
    assert (told.interrupted_task, told.created_task, told.summary) == (None, "t2", BLANK)
    [entry] = [v for v in desk.everything() if isinstance(v, Entry)]
    assert (entry.id, entry.client, entry.task) == ("e2", "tuy", None)
    assert desk.typed == {
        "task:t2": {"title": "x", "client": "", "note": f"voir {BLANK}"}, "client:new": {"name": "Œuf"},
    }
    [point] = [v for v in desk.everything() if isinstance(v, Appointment)]
    assert (point.title, point.place) == (f"Point sur {BLANK}", f"chez {BLANK}")
    assert [c.name for c in desk.calendars.values()] == [f"Agenda {BLANK}"]
    assert erased.counts == {Client: 1, Task: 2, Entry: 1, Appointment: 1}


def test_a_last_name_alone_is_shown_and_not_changed() -> None:
    desk, _ = desk_of(full())
    assert [(m.kind, m.id, m.text) for m in leave(desk).mentions] == [(Task, "t3", "pour M. Béranger")]
    assert desk.task("t3").note == "pour M. Béranger"


def test_what_was_called_back_from_a_month_goes_with_its_old_copy() -> None:
    desk, archive = desk_of(full())
    desk.reopen("t1")
    desk.edit_task(replace(desk.task("t1"), title="Autre"))
    assert "Recalled" in repr(kept(archive))
    leave(desk)
    assert not [v for v in kept(archive) if isinstance(v, Recalled)]
    assert "t1" not in repr(kept(archive))
    for _ in desk.closing_days():
        pass
    assert "t1" not in repr(kept(archive))


def test_what_was_called_back_and_deleted_leaves_no_mark() -> None:
    desk, archive = desk_of(full())
    desk.delete_time("e1")
    desk.delete_task("t1")
    leave(desk)
    assert not [v for v in kept(archive) if isinstance(v, Recalled)]


def test_what_is_cut_off_changed_nothing() -> None:
    desk, archive = desk_of([*full(), Entry(id="e9", client="oei", start=FIRST + timedelta(days=40),
                                            end=FIRST + timedelta(days=40, minutes=5))])
    before = kept(archive)
    erasing = desk.erasing("oei")
    while not archive.prepared:
        next(erasing)
    erasing.close()
    assert archive.prepared == {}
    assert kept(archive) == before
    leave(desk)


def test_a_task_that_was_given_to_another_client_stays_with_it() -> None:
    desk, archive = desk_of(full())
    desk.edit_task(replace(desk.task("t1"), client="tuy", title="Devis"))
    leave(desk)
    assert desk.task("t1").client == "tuy"
    assert {v.client for v in desk.everything() if isinstance(v, Entry)} == {"tuy"}
    assert "Secret" not in repr(kept(archive))


def test_nothing_before_it_can_be_taken_back() -> None:
    desk, _ = desk_of(full())
    desk.complete("t2")
    leave(desk)
    with pytest.raises(NothingToUndo):
        desk.undo()


@pytest.mark.parametrize("gone", [False, True])
def test_a_month_that_cannot_be_read_keeps_everything(gone: bool) -> None:
    desk, archive = desk_of(full())
    if gone:
        archive.closed_months.pop("2026-09")
    else:
        archive.damaged.add("2026-09")
    before = dict(archive.kept)
    with pytest.raises(DamagedMonth):
        leave(desk)
    assert archive.kept == before
    assert archive.prepared == {}
    assert desk.client("oei") == WHO


def test_a_disk_that_refuses_keeps_everything() -> None:
    desk, archive = desk_of(full())
    before = kept(archive)
    archive.fail_next = 1
    with pytest.raises(StorageFailed):
        leave(desk)
    assert kept(archive) == before
    assert desk.client("oei") == WHO


def test_a_session_of_the_client_is_ended_by_her_first() -> None:
    desk, _ = desk_of(full())
    desk.start("t4")
    desk.pause()
    with pytest.raises(Invalid) as refused:
        leave(desk)
    assert refused.value.why == "in_session"
    desk.stop()
    leave(desk)


def test_what_came_after_the_export_is_not_erased_unseen() -> None:
    desk, _ = desk_of(full())
    exported = gathered(desk)
    desk.mark_report("oei", desk.today, Sent.SENT)
    with pytest.raises(Invalid) as refused:
        list(desk.erasing("oei", exported))
    assert refused.value.why == "changed"
    list(desk.erasing("oei", gathered(desk)))
