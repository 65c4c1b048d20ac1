"""Files of other programs for the tests, and what would come of them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from pupitre.client import Client
from pupitre.foreign import Beside, Choices, Plan, Proposal, planned
from pupitre.task import Task
from storage.foreign import read
from tests.memory import PARIS, counted_ids

DATA = Path(__file__).parents[1] / "data" / "foreign"
TRELLO, ASANA, EXCEL = (DATA / name for name in (
    "trello-boulangerie.json", "asana-tilleuls.csv", "excel-demandes.csv"))
WEDNESDAY = datetime(2026, 11, 25, 13, tzinfo=UTC)


def plan_of(content: bytes | Path, mapping: Choices = Choices(), clients: tuple[Client, ...] = ()) -> Plan:  # noqa: B008
    """Return a file as it is read on the Wednesday of the sample week."""
    source = read(content.read_bytes() if isinstance(content, Path) else content, PARIS)
    assert source is not None
    return planned(source, mapping, Beside(clients, WEDNESDAY, PARIS, counted_ids("c")))


def proposed(
    content: bytes | Path, mapping: Choices = Choices(), clients: tuple[Client, ...] = (),  # noqa: B008
    here: Mapping[str, Task] = MappingProxyType({}),
) -> Proposal:
    """Return what would come of a file."""
    return plan_of(content, mapping, clients).proposal(here)


def by_title(found: Proposal) -> dict[str, Task]:
    """Return the tasks by their titles, which are all different."""
    told = {task.title: task for task in found.tasks}
    assert len(told) == len(found.tasks)
    return told
