"""Bringing a value of a closed month back to the desk, where any verb can change it."""

from datetime import timedelta

from pupitre.entry import Entry
from pupitre.ledger import Ledger
from pupitre.past import Past
from pupitre.ports import Value
from pupitre.shelf import Recalled
from pupitre.task import Task
from pupitre.value import replace


def recalled_task(ledger: Ledger, past: Past, key: str | None) -> tuple[Value, ...]:
    """Return what puts a task on the desk; nothing when it is there, or nowhere. Raises `DamagedMonth`."""
    found = None if key is None or key in ledger.table(Task) else past.find(Task, key)
    return () if found is None else (found[1], Recalled.of(Task, found[1].id, found[0]))


def recalled_entry(ledger: Ledger, past: Past, key: str) -> tuple[Value, ...]:
    """Return what puts an entry on the desk, with its task; nothing when it is there, or nowhere.

    An entry on the desk never refers to a task in a month, and its time is no longer part of the task's
    `worked_before`. Raises `DamagedMonth`.
    """
    found = None if key in ledger.table(Entry) else past.find(Entry, key)
    if found is None:
        return ()
    month, entry = found
    came: list[Value] = [entry, Recalled.of(Entry, entry.id, month)]
    tasks = recalled_task(ledger, past, entry.task)
    task = next((v for v in tasks if isinstance(v, Task)), None) or ledger.table(Task).get(entry.task or "")
    if task is not None:
        came.append(replace(task, worked_before=task.worked_before - entry.length))
    return (*came, *(v for v in tasks if isinstance(v, Recalled)))


def recalled_times(ledger: Ledger, past: Past, key: str) -> tuple[Value, ...]:
    """Return what puts every entry of a task, which is on the desk, beside it. Raises `DamagedMonth`."""
    task, found = ledger.get(Task, key), past.entries_of(key)
    if not found:
        return ()
    worked = sum((entry.length for _, entry in found), timedelta())
    came = [value for month, entry in found for value in (entry, Recalled.of(Entry, entry.id, month))]
    return (*came, replace(task, worked_before=task.worked_before - worked))
