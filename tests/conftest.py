import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from pupitre.desk import Desk
from pupitre.ports import Archive, Value
from storage.archive import TinyArchive, open_archive
from storage.exchange import parse
from storage.places import Place
from storage.reader import read_values
from tests import net_guard
from tests.memory import HandClock, MemoryArchive, counted_ids

net_guard.guard(net_guard.fail)

# A shared machine can be slow for a moment; a law is not broken by that.
# CI tries the same examples each time, so that a red run can be run again; everywhere else they are new ones.
# Forty of each law: a hundred of them together, at every run, keep a person waiting.
settings.register_profile(
    "pupitre", deadline=None, suppress_health_check=[HealthCheck.too_slow],
    derandomize=os.environ.get("CI") == "true", database=None, max_examples=40,
)
settings.load_profile("pupitre")

# What is imported stays: it need not be looked through for garbage again and again.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)

SAMPLE = Path(__file__).parent / "data" / "sample-week.json"


@pytest.fixture(autouse=True)
def away_from_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("PUPITRE_DATA", str(home / "desk"))
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    monkeypatch.setenv("COLORTERM", "truecolor")


@pytest.fixture(autouse=True)
def without_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Neither a test nor a Python that it starts leaves this machine."""
    monkeypatch.setenv("PYTHONPATH", str(net_guard.GUARDED), prepend=os.pathsep)
    yield
    tried, net_guard.tried[:] = list(net_guard.tried), []
    assert not tried, tried


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def new_id() -> Callable[[], str]:
    return counted_ids()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "desk")


@pytest.fixture(params=["memory", "disk"])
def archive(request: pytest.FixtureRequest, place: Place, clock: HandClock) -> Iterator[Archive]:
    if request.param == "memory":
        yield MemoryArchive()
        return
    opened = open_archive(place, clock())
    yield opened
    opened.close()


@pytest.fixture
def desk(archive: Archive, clock: HandClock, new_id: Callable[[], str]) -> Desk:
    return Desk(archive, clock, new_id)


@pytest.fixture
def fail_next(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return a switch that makes the next write of the archive fail, and only that one."""

    def memory() -> None:
        assert isinstance(archive, MemoryArchive)
        archive.fail_next = 1

    def disk() -> None:
        def refuse(place: object, content: bytes) -> None:
            monkeypatch.undo()
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("storage.atomic.write_whole", refuse)
        monkeypatch.setattr("storage.journal.Journal.append", refuse)

    return disk if isinstance(archive, TinyArchive) else memory


@pytest.fixture
def held(archive: Archive, place: Place) -> Callable[[], dict[tuple[type[Value], str], Value]]:
    """Return a look at what the archive holds, as another process would find it."""
    def look() -> dict[tuple[type[Value], str], Value]:
        values = archive.load() if isinstance(archive, MemoryArchive) else read_values(place)
        return {(type(v), v.id): v for v in values}

    return look


@pytest.fixture(scope="session")
def sample_values() -> tuple[Value, ...]:
    return parse(SAMPLE.read_bytes())


@pytest.fixture
def sample_desk(sample_values: tuple[Value, ...], clock: HandClock) -> Desk:
    clock.set("2026-11-27T17:45")
    return Desk(MemoryArchive(sample_values), clock, counted_ids())
