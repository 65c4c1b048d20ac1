"""The verbs of her replies, what a client asked outside the agreement, and work that comes back."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from pupitre import tasks
from pupitre.bringing import Bringing
from pupitre.chasing import texts
from pupitre.client import Client, Language, Register
from pupitre.clock import local_day
from pupitre.deadline import countdown
from pupitre.dossier import Dossier
from pupitre.entry import minutes_of, whole_minutes
from pupitre.errors import Invalid
from pupitre.ports import Change
from pupitre.reply import LONGEST, SHIPPED, TO_OTHERS, Reply, ReplyUse
from pupitre.settings import Settings
from pupitre.shelf import Month, days_of, month_of
from pupitre.task import WAITING_CLIENT, Priority, Status, Task
from pupitre.text import clean_line, clean_text
from pupitre.value import Struct, replace
from pupitre.verbs import Verb
from pupitre.views import live_entries

VOICES = ("", Register.TU.value, Register.VOUS.value, Language.ENGLISH.value)
"""What a reply of hers can be written in; "" goes to every client."""

LONGEST_NAME = 60


class Request(Struct, frozen=True):
    """One thing asked outside the agreement; a confidential title is "", minutes are those worked on it so far."""

    title: str
    asked_on: date
    why: str
    proposal: str
    minutes: int


def voice_id(client: Client) -> str:
    """Return what a client is written to in: `tu`, `vous` or `en`."""
    return Language.ENGLISH.value if client.language is Language.ENGLISH else client.register.value


def fitting(task: Task | None, now: datetime, settings: Settings) -> tuple[str, ...]:
    """Return the ids of the shipped replies, those that fit a task as it stands now first."""
    first: list[str] = []
    if task is not None:
        if task.out_of_scope:
            first.append("scope")
        if task.open and task.came_back_at is not None:
            first.append("mistake")
        if task.status is Status.WAITING and task.waiting_for in {"", WAITING_CLIENT}:
            first += texts(task)
        held = task.promise(settings.zone, settings.end_of_day)
        if task.open and held is not None and countdown(held, now, settings.zone).late:
            first.append("late")
        if task.open and task.priority is Priority.URGENT:
            first += ["urgent_yes", "urgent_no"]
        if task.open and held is not None and task.deadline is not None and held != task.deadline:
            first.append("late")
        if task.open and held is not None:
            first.append("reminder")
    return tuple(dict.fromkeys((*first, *SHIPPED)))


def requests_of(dossier: Dossier, month: Month, settings: Settings) -> tuple[Request, ...]:
    """Return what was asked outside the agreement in a month, oldest first."""
    found = []
    for task in sorted(dossier.tasks, key=lambda t: (t.created, t.id)):
        asked = local_day(task.created, settings.zone, settings.day_start)
        if task.out_of_scope and month_of(asked) == month:
            here = minutes_of([e for e in dossier.entries if e.task == task.id])
            found.append(Request(
                task.public_title, asked, task.reason or task.scope_note, task.next_text,
                here + whole_minutes(task.worked_before),
            ))
    return tuple(found)


class Replying(Bringing):
    """A desk on which she answers firmly, and counts it."""

    @property
    def replies(self) -> Mapping[str, Reply]:
        """Her own replies, by their ids."""
        return self.ledger.table(Reply)

    def keep_reply(self, reply: Reply) -> Reply:
        """Keep a reply of hers, a new one when its id is "". Raises `Invalid`."""
        kept = _checked(replace(reply, id=reply.id or self._new_id()))
        self._do(Verb.KEEP_REPLY, kept.name, Change((kept,)))
        return kept

    def remove_reply(self, key: str) -> None:
        """Take a reply of hers away; its uses stay counted. Raises `Unknown`."""
        gone = self.ledger.get(Reply, key)
        self._do(Verb.REMOVE_REPLY, gone.name, Change(drops=((Reply, key),)))

    def use_reply(self, client: str, reply: str) -> ReplyUse:
        """Count one use of a reply for a client, for nobody when it goes to others. Raises `Unknown`."""
        name = "" if reply in SHIPPED else self.ledger.get(Reply, reply).name
        who = self.client(client)
        to = None if reply in TO_OTHERS else who.id
        used = ReplyUse(id=self._new_id(), client=to, reply=reply, at=self.clock(), name=name)
        self._do(Verb.USE_REPLY, who.name if to else "", Change((used,)))
        return used

    def replies_used(self, client: str, month: Month) -> Mapping[tuple[str, str], int]:
        """Return how often each reply was used in a month: by its id and, for hers, its name of then.

        Raises `DamagedMonth`.
        """
        zone, starts = self.settings.zone, self.settings.day_start
        # A use lies in the month of its own day: no other month is read.
        closed = self.past.values(month) if month in self.past.months() else []
        values = [*self.ledger.table(ReplyUse).values(), *closed]
        return Counter(
            (v.reply, v.name) for v in values
            if isinstance(v, ReplyUse) and v.client == client and month_of(local_day(v.at, zone, starts)) == month
        )

    def out_of_scope_of(self, client: str, month: Month) -> tuple[Request, ...]:
        """Return what a client asked outside the agreement in a month. Raises `Unknown`, or `DamagedMonth`."""
        values: Iterable[object] = (
            *self.ledger.table(Task).values(), *live_entries(self.ledger, self.clock()),
            *(v for v in self.past.around(*days_of(month)) if isinstance(v, Task)),
        )
        return requests_of(Dossier.of(self.client(client), values), month, self.settings)

    def came_back(self, key: str, remark: str) -> Task:
        """Reopen a finished task that the client sent back with a remark; what was told of it before stays true.

        Raises `Invalid` when it is not finished.
        """
        task = tasks.came_back(self._bring(key), remark, self.clock())
        self._do(Verb.CAME_BACK, task.title, Change((task,)))
        return task


def _checked(reply: Reply) -> Reply:
    name, text = clean_line(reply.name), clean_text(reply.text)
    if not name:
        raise Invalid("reply_name", "empty")
    if len(name) > LONGEST_NAME:
        raise Invalid("reply_name", "too_long", str(LONGEST_NAME))
    if not text.strip():
        raise Invalid("reply_text", "empty")
    if len(text) > LONGEST:
        raise Invalid("reply_text", "too_long", str(LONGEST))
    if reply.voice not in VOICES:
        raise Invalid("voice", "unknown", reply.voice)
    return replace(reply, name=name, text=text)
