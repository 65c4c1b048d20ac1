"""What belongs to one client, and what erasing it changes among any values: of the desk, a month or a backup."""

from collections.abc import Container, Iterable, Iterator
from typing import Any

from pupitre import steps
from pupitre.absence import Absence
from pupitre.appointment import Appointment, Calendar
from pupitre.client import Client
from pupitre.entry import Entry
from pupitre.focus import Focus
from pupitre.interruption import Interruption
from pupitre.names import Names, names_of
from pupitre.ports import Change, Value
from pupitre.quick import matching
from pupitre.recurrence import Recurrence
from pupitre.reply import Reply, ReplyUse
from pupitre.report import Report
from pupitre.ritual import Evening
from pupitre.settings import Settings
from pupitre.shelf import Recalled
from pupitre.task import Task
from pupitre.unfinished import Unfinished
from pupitre.value import Struct, replace
from pupitre.wording import Wording

_TEXTS: dict[type[Value], tuple[str, ...]] = {
    Task: ("title", "category", "channel", "reason", "next_text", "waiting_for", "scope_note", "quantity_unit",
           "result", "note", "report_label", "remark"),
    Entry: ("note",),
    Interruption: ("source", "channel", "summary"),
    Report: ("subject", "body", "drafted"),
    Client: ("trade", "salutation", "closing", "scope_note", "contact_rules"),
    Settings: ("signature",),
    Wording: ("text",),
    Reply: ("name", "text"),
    ReplyUse: ("name",),
    Recurrence: ("title", "category", "note"),
    Appointment: ("title", "place"),
    Calendar: ("name",),
}
"""The free texts of each kind; what a client or she herself is called is none of them."""


class Mention(Struct, frozen=True):
    """A text that has the last name of one of a client's people: hers to judge, never changed."""

    kind: type[Value]
    id: str
    text: str


class Leaver:
    """One client that goes, with its tasks; `before` are older sheets of it, `others` and `own` name who stays."""

    def __init__(
        self, who: Client, tasks: Iterable[str], others: Iterable[Client] = (), *,
        before: Iterable[Client] = (), own: Settings | None = None,
    ) -> None:
        self.who, self.tasks = who, frozenset(tasks)
        self.others = tuple(other for other in others if other.id != who.id)
        kept = [name for other in self.others for name in names_of(other)]
        if own is not None:
            kept += [own.name, own.trade_name, own.email]
        self.names = Names((who, *before), kept)

    @classmethod
    def of(cls, who: Client, tasks: Iterable[str], values: Iterable[Value]) -> "Leaver":
        """Return the one that goes from a desk whose other values are these."""
        values = tuple(values)
        own = next((v for v in values if isinstance(v, Settings)), None)
        return cls(who, tasks, [v for v in values if isinstance(v, Client)], own=own)

    def goes(self, value: Value) -> bool:
        """Return whether a value belongs to the client. Time of another client on its tasks stays that client's."""
        match value:
            case Client():
                return value.id == self.who.id
            case Task():
                return value.client == self.who.id or value.id in self.tasks
            case Entry():
                return value.client == self.who.id or (value.client is None and value.task in self.tasks)
            case Interruption():
                return value.source == self.who.id
            case Report() | ReplyUse() | Recurrence() | Appointment():
                return value.client == self.who.id
            case Focus() | Absence():
                return value.client == self.who.id or value.task in self.tasks
        return False

    def erasure(self, values: Iterable[Value]) -> Change:
        """Return what goes and what is changed among some values; a second time there is nothing."""
        values = tuple(values)
        going = [v for v in values if self.goes(v)]
        gone = {(type(v).__name__, v.id) for v in going}
        marks = [v for v in values if isinstance(v, Recalled) and (v.what in gone or v.what[1] in self.tasks)]
        tasks = self.tasks | {v.id for v in going if isinstance(v, Task)}
        gone |= {(Recalled.__name__, mark.id) for mark in marks}
        stay = (v for v in values if (type(v).__name__, v.id) not in gone)
        pairs = [(v, self._blanked(_parted(v, tasks))) for v in stay]
        named = {v.source for v, new in pairs if isinstance(v, Appointment) and v.source and new != v}
        puts = tuple(left for old, new in pairs if (left := _unfollowed(new, named)) != old)
        return Change(puts, tuple((type(v), v.id) for v in (*going, *marks)))

    def own(self, values: Iterable[Value]) -> tuple[Value, ...]:
        """Return what belongs to the client, without pointers to the tasks of others: complete in itself."""
        mine = [v for v in values if self.goes(v)]
        foreign = {v.task for v in mine if isinstance(v, Entry)}
        for value in mine:
            if isinstance(value, Task):
                foreign |= {value.parent, *value.after}
            if isinstance(value, Interruption):
                foreign |= {value.interrupted_task, value.created_task}
        alien = frozenset(key for key in foreign if key is not None) - self.tasks
        return tuple(_parted(v, alien) for v in mine)

    def mentions(self, values: Iterable[Value]) -> Iterator[Mention]:
        """Yield what still has a last name of the client's people."""
        for value in values:
            text = next((t for t in texts_of(value) if self.names.hinted(t)), None)
            if text is not None:
                yield Mention(type(value), value.id, text)

    # -- what is blanked -----------------------------------------------------------------------------

    def _blanked(self, value: Value) -> Value:
        if isinstance(value, Unfinished):
            return self._forms(value)
        changed: dict[str, Any] = {}
        for name in _TEXTS.get(type(value), ()):
            text = getattr(value, name)
            if text and self.names.named(text):
                changed[name] = self.names.blanked(text)
        if isinstance(value, Task) and any(self.names.named(item.text) for item in value.checklist):
            changed["checklist"] = tuple(replace(i, text=self.names.blanked(i.text)) for i in value.checklist)
        if isinstance(value, Client):
            changed |= self._agreement(value)
        if isinstance(value, Calendar) and self.names.named(value.path):
            # A file named after the client is followed no more: its path would keep the name.
            changed |= {"path": "", "watched": False, "stamp": ""}
        if isinstance(value, Appointment) and self.names.named(value.uid):
            changed["uid"] = self.names.blanked(value.uid)
        return replace(value, **changed) if changed else value

    def _agreement(self, client: Client) -> dict[str, Any]:
        """Return the changed report plan and billing of another client."""
        blanked, plan, bill = self.names.blanked, client.report, client.billing
        return {
            "report": replace(plan, subject=blanked(plan.subject), tone=blanked(plan.tone),
                              send_by=blanked(plan.send_by)),
            "billing": replace(bill, included=blanked(bill.included),
                               prices_eur=tuple((blanked(name), price) for name, price in bill.prices_eur)),
        }

    def _forms(self, unfinished: Unfinished) -> Unfinished:
        """Return the half typed forms without those on the client and on its tasks."""
        forms = []
        for key, fields in unfinished.forms:
            about = key.partition(":")[2]
            meant = any(name == "line" and self._meant(text) for name, text in fields)
            meant = meant or (key.startswith("appointment:") and ("client", self.who.id) in fields)
            if meant or about == self.who.id or about in self.tasks:
                continue
            # The titles a task comes after may be its own: what is kept of them stands in the task itself.
            kept = [(n, t) for n, t in fields if n != "after"]
            told = [(n, "" if (n, t) == ("client", self.who.id) else self.names.blanked(t)) for n, t in kept]
            forms.append((key, tuple(told)))
        return replace(unfinished, forms=tuple(forms))

    def _meant(self, line: str) -> bool:
        """Return whether a line that adds a task was for the client."""
        clients = (self.who, *self.others)
        return any(matching(word, clients) == (self.who,) for word in line.split() if word.startswith("@"))


def tasks_of(client: str, values: Iterable[Value]) -> frozenset[str]:
    """Return the ids of the tasks of a client."""
    return frozenset(v.id for v in values if isinstance(v, Task) and v.client == client)


def texts_of(value: Value) -> Iterator[str]:
    """Yield the free texts of a value."""
    if isinstance(value, Unfinished):
        for _, fields in value.forms:
            yield from (text for _, text in fields)
    if isinstance(value, Task):
        yield from (item.text for item in value.checklist)
    for name in _TEXTS.get(type(value), ()):
        yield getattr(value, name) or ""


def _unfollowed(value: Value, calendars: Container[str]) -> Value:
    """Return a value without following the file of one of these calendars: it would bring the name back."""
    followed = isinstance(value, Calendar) and value.watched and value.id in calendars
    return replace(value, watched=False) if isinstance(value, Calendar) and followed else value


def _parted(value: Value, tasks: frozenset[str]) -> Value:
    """Return a value that does not point to these tasks."""
    if isinstance(value, Entry) and value.task in tasks:
        return replace(value, task=None)
    if isinstance(value, Task):
        return steps.parted(value, tasks)
    if isinstance(value, Evening):
        three = None if value.three is None else tuple(key for key in value.three if key not in tasks)
        return replace(value, three=three, answered=tuple(key for key in value.answered if key not in tasks))
    if isinstance(value, Interruption):
        interrupted = None if value.interrupted_task in tasks else value.interrupted_task
        created = None if value.created_task in tasks else value.created_task
        if (interrupted, created) != (value.interrupted_task, value.created_task):
            return replace(value, interrupted_task=interrupted, created_task=created)
    return value
