"""Minutes of sound become an estimate by her own ratio, once three finished tasks tell it."""

import pytest

from pupitre.audio import DEFAULT_RATIO, Ratio, ratio
from pupitre.client import Client
from pupitre.desk import Desk
from pupitre.task import Status, Task
from tests.domain.test_closing import close_days
from tests.memory import MONDAY_9_10, HandClock, MemoryArchive, counted_ids


def sound(key: str, minutes: int, *, done: bool = True) -> Task:
    status = Status.DONE if done else Status.TODO
    at = MONDAY_9_10 if done else None
    return Task(id=key, title=key, created=MONDAY_9_10, audio_min=minutes, status=status, done_at=at)


def test_the_ratio_is_the_median_of_what_is_finished() -> None:
    tasks = [sound("a", 10), sound("b", 20), sound("c", 30), sound("open", 10, done=False), sound("untimed", 10)]
    worked = {"a": 40, "b": 100, "c": 300, "open": 1000, "untimed": 0}
    assert ratio(tasks, worked) == Ratio(5.0, 3)
    assert ratio([*tasks, sound("d", 10)], worked | {"d": 60}) == Ratio(5.5, 4)


def test_two_tasks_teach_nothing() -> None:
    assert ratio([sound("a", 10), sound("b", 10)], {"a": 10, "b": 10}) == Ratio(DEFAULT_RATIO, 0)


@pytest.mark.parametrize(("line", "sound_min", "minutes"), [
    ("Dictée ~48 min audio", 48, 240), ("Dictée ~1h05 d'audio", 65, 325), ("Dictée ~48 min d’audio ~2h", 48, 120),
    ("Dictée ~48min audio !", 48, 240), ("Dictée ~90h audio", 5400, 6000), ("Dictée ~48 min audiences", None, 48),
    ("Dictée 48 min audio", None, None), ("Dictée ~0 audio", None, None),
])  # fmt: skip
def test_minutes_of_sound_are_written_like_an_estimate(line: str, sound_min: int | None, minutes: int | None) -> None:
    desk = Desk(MemoryArchive(), HandClock(), counted_ids())
    found = desk.understand(line)
    assert (found.audio_min, found.estimate_min) == (sound_min, minutes)


def test_her_own_ratio_is_learnt_across_the_days_that_are_closed() -> None:
    clock = HandClock()
    desk = Desk(MemoryArchive([Client(id="tuy", name="Tuyaudec", label="TUY")]), clock, counted_ids())
    for minutes in (30, 40, 50):
        task = desk.add_task(desk.understand("Dictée @tuy ~10 min audio"))
        assert (task.audio_min, task.estimate_min) == (10, 50)
        desk.note_time(task.id, minutes)
        desk.complete(task.id)
    assert desk.audio_ratio() == Ratio(4.0, 3)
    clock.advance(hours=24)
    close_days(desk)
    assert not [t for t in desk.ledger.table(Task).values() if t.audio_min], "they lie in the month that is closed"
    assert desk.audio_ratio() == Ratio(4.0, 3)
    assert desk.understand("Dictée ~30 min audio").estimate_min == 120
