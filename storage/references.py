"""What the lists of an exchange file refer to: every id stands once, and what is named is there."""

from collections.abc import Mapping, Sequence
from typing import Any

from pupitre.errors import ImportRefused
from storage import task_records

LISTS = (
    "clients", "tasks", "time_entries", "interruptions", "wordings", "replies", "reply_uses", "recurrences",
    "appointments", "breaks", "break_answers", "absences", "reports", "evenings",
)
"""Every list of records that have an id."""

_CLIENTS = ("tasks", "time_entries", "reply_uses", "recurrences", "appointments", "absences", "reports")
"""The lists whose records name a client."""

_TASKS = (("time_entries", "task"), ("interruptions", "interrupted_task"), ("interruptions", "created_task"))
"""The lists whose records name a task, and in which field."""


def check(parts: Mapping[str, Sequence[Any]], known_clients: frozenset[str]) -> None:
    """Refuse ids that stand twice, and references to what is not in the file. Raises `ImportRefused`."""
    ids = {name: _own_ids(name, found) for name, found in parts.items()}
    clients, tasks = ids["clients"] | known_clients, ids["tasks"]
    for name in _CLIENTS:
        for n, record in enumerate(parts[name]):
            _known(record.client, clients, f"{name}[{n}].client")
    for n, task in enumerate(parts["tasks"]):
        for field, keys in task_records.linked(task):
            for key in keys:
                _known(key, tasks, f"tasks[{n}].{field}")
    for name, field in _TASKS:
        for n, record in enumerate(parts[name]):
            _known(getattr(record, field), tasks, f"{name}[{n}].{field}")


def _own_ids(name: str, found: Sequence[Any]) -> frozenset[str]:
    ids: set[str] = set()
    for n, record in enumerate(found):
        if not record.id or record.id in ids:
            raise ImportRefused(f"{name}[{n}].id", "twice" if record.id else "empty", record.id)
        ids.add(record.id)
    return frozenset(ids)


def _known(reference: str | None, ids: frozenset[str], path: str) -> None:
    if reference is not None and reference not in ids:
        raise ImportRefused(path, "reference", reference)
