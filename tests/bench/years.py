"""Believable years of work to measure with: every person, company and file in them is invented."""

import argparse
import itertools
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from random import Random

import msgspec

from pupitre.breaks import Break
from pupitre.calendar import ONE_DAY, is_working_day
from pupitre.client import Billing, Client, Contact, Mode, Register
from pupitre.clock import instant, local_day, system_clock
from pupitre.deadline import Deadline
from pupitre.entry import Entry, Origin
from pupitre.interruption import Interruption, Outcome
from pupitre.ports import Value
from pupitre.settings import Settings
from pupitre.task import WAITING_CLIENT, WAITING_THIRD, Priority, Status, Task
from pupitre.value import replace
from storage.exchange import dump_part
from tests.bench import stems

TASKS_A_DAY, ENTRIES_A_DAY, LEFT_OPEN = 40, 50, 60
"""What comes in and what is worked in a working day, and what is still open at the end of each."""

SETTINGS = Settings(name="Maëlle Quérigaut", email="maelle@secretariat.example.org")
ZONE = SETTINGS.zone
LUNCH_SPLITS = (21, ENTRIES_A_DAY - 21)
"""The entries of the morning and of the afternoon."""

RENEWED = timedelta(days=90)
"""The age of a pack of hours."""

_CHUNK = 5_000

Slot = tuple[datetime, datetime]


def years(count: int, until: date, seed: int = 1) -> Iterator[Value]:
    """Yield the settings, the clients, and the work of `count` years up to `until`; what is open comes last."""
    return Years(seed).work(count, until)


def clients(bought_on: date) -> tuple[Client, ...]:
    """Return twelve clients, two for each way to pay; the packs of hours were bought on that day."""
    found = (_client(*row, mode) for row, mode in zip(stems.CLIENTS, [*Mode, *Mode], strict=True))
    return tuple(
        replace(c, billing=replace(c.billing, bought_on=bought_on)) if c.billing.mode is Mode.PACK else c
        for c in found
    )


def _client(key: str, name: str, trade: str, person: str, confidential: bool, mode: Mode) -> Client:
    hours, price = Decimal(20), Decimal(580)
    billing = {
        Mode.HOURLY: Billing(hourly_rate_eur=Decimal(28)),
        Mode.PACK: Billing(mode=mode, pack_hours=hours, price_eur=price, alert_below_min=60),
        Mode.MONTHLY_HOURS: Billing(mode=mode, monthly_hours=hours, price_eur=price),
        Mode.SUBSCRIPTION: Billing(mode=mode, monthly_fee_eur=Decimal(690), included="3 permanences par semaine"),
        Mode.AUDIO_MINUTE: Billing(mode=mode, rate_per_audio_minute_eur=Decimal("1.6"), hourly_rate_eur=Decimal(32)),
        Mode.PIECE: Billing(mode=mode, prices_eur=(("convocations", Decimal(60)), ("attestations", Decimal(45)))),
    }[mode]
    first, last = person.split(" ", 1)
    return Client(
        id=key, name=name, label=key.upper(), trade=trade, billing=billing, confidential=confidential,
        contact=Contact(first_name=first, last_name=last, email=f"contact@{key}.example.org"),
        register=Register.VOUS if confidential else Register.TU, closing="Bien cordialement,",
    )


class Years:
    """One seed's years, a day at a time; `open` are the tasks that are not finished yet."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.clients: tuple[Client, ...] = ()
        self.open: list[Task] = []
        self._numbers = {letter: itertools.count(1) for letter in "teib"}

    def work(self, count: int, until: date) -> Iterator[Value]:
        """Yield every value; a task comes when it is finished, so that it comes once."""
        self.clients = clients(until - RENEWED)
        yield SETTINGS
        yield from self.clients
        day = until - timedelta(days=round(count * 365.25) - 1)
        while day <= until:
            if is_working_day(day, SETTINGS.hours, SETTINGS.holiday_zone):
                yield from self._day(day)
            day += ONE_DAY
        yield from (self._left(n, task, until) for n, task in enumerate(self.open))

    def _id(self, letter: str) -> str:
        return f"{letter}{next(self._numbers[letter])}"

    def _day(self, day: date) -> Iterator[Value]:
        """Yield one working day: each task that ends was worked on, and some that go on."""
        slots, pauses = self._slots(day)
        come = [self._task(day) for _ in range(TASKS_A_DAY)]
        ending = max(0, len(self.open) + len(come) - LEFT_OPEN)
        old = self.random.sample(self.open, min(len(self.open) // 5, ending))
        ended = [*old, *come[: ending - len(old)]]
        keys = {task.id for task in ended}
        going_on = [task for task in (*self.open, *come) if task.id not in keys]
        more = self.random.choices([*ended[:4], *going_on], k=ENTRIES_A_DAY - len(ended))
        worked = self.random.sample([*ended, *more], ENTRIES_A_DAY)
        last: dict[str, datetime] = {}
        for (start, end), task in zip(slots, worked, strict=True):
            entry = self._entry(task, start, end)
            last[task.id] = entry.end
            yield entry
        yield from (self._ended(task, last[task.id]) for task in ended)
        yield from pauses
        yield from self._interruptions(slots, worked)
        self.open = [replace(t, status=Status.DOING) if t.id in last else t for t in going_on]

    def _slots(self, day: date) -> tuple[list[Slot], list[Break]]:
        """Return the stretches of work of a day, in order, and the pause in each half of it."""
        slots: list[Slot] = []
        pauses: list[Break] = []
        for (opening, closing), number in zip(SETTINGS.working_hours, LUNCH_SPLITS, strict=True):
            now, close = instant(day, opening, ZONE), instant(day, closing, ZONE)
            gaps = [timedelta(seconds=self.random.randint(5, 40)) for _ in range(number)]
            gaps[number // 2] = timedelta(minutes=10)
            shares = [0.3 + self.random.random() for _ in range(number)]
            unit = (close - now - sum(gaps, timedelta())) / sum(shares)
            for gap, share in zip(gaps, shares, strict=True):
                start = now + gap
                now = start + timedelta(seconds=int(unit.total_seconds() * share))
                slots.append((start, now))
            middle = slots[-number:][number // 2][0]
            pauses.append(Break(id=self._id("b"), start=middle - gaps[number // 2], end=middle, planned_min=10))
        return slots, pauses

    def _task(self, day: date) -> Task:
        """Return a task that comes in the morning of a day, before work begins."""
        chance = self.random.random
        category, stem = self.random.choice(stems.TITLES)
        client = None if chance() < 0.08 else self.random.choices(self.clients, range(12, 0, -1))[0]
        secret = client is not None and client.confidential
        label = f"{category.replace('_', ' ').capitalize()} n° {self.random.randrange(1, 400)}"
        hour = self.random.choice(stems.HOURS) if chance() < 0.6 else None
        due = day + timedelta(days=self.random.choice((0, 0, 0, 1, 1, 2, 3, 7)))
        return Task(
            id=self._id("t"), title=self._filled(stem, day), client=client.id if client else None,
            category=category, estimate_min=self.random.choice((5, 10, 15, 20, 30, 45)),
            deadline=Deadline.on(due, hour, ZONE) if chance() < 0.75 else None,
            priority=self.random.choices(tuple(Priority), (1, 12, 3, 1))[0],
            created=instant(day, time(7, 45), ZONE) + timedelta(seconds=self.random.randrange(2_700)),
            channel=self.random.choice(stems.CHANNELS), confidential=secret, report_label=label if secret else "",
            note=self._filled(self.random.choice(stems.NOTES), day) if chance() < 0.06 else "",
        )

    def _filled(self, stem: str, day: date) -> str:
        pick = self.random.randrange
        return stem.format(
            n=pick(2, 40), name=self.random.choice(stems.NAMES), ref=f"{day:%y}/{pick(1, 400)}",
            invoice=f"F{day.year}-{pick(1, 999):03}", month=self.random.choice(stems.MONTHS),
            day=f"{day - timedelta(days=pick(9)):%d/%m}", euros=f"{pick(20, 900)},{pick(10)}0 €",
        )

    def _entry(self, task: Task, start: datetime, end: datetime) -> Entry:
        """Return the work of a slot; what was typed afterwards has whole minutes and a note."""
        chance = self.random.random()
        origin = Origin.TYPED if chance < 0.08 else Origin.CORRECTED if chance < 0.1 else Origin.MEASURED
        if origin is Origin.TYPED:
            start, end = (start + timedelta(minutes=1)).replace(second=0), end.replace(second=0)
        note = self.random.choice(stems.NOTES) if origin is Origin.TYPED or chance > 0.97 else ""
        return Entry(
            id=self._id("e"), task=task.id, client=task.client, start=start, end=end, origin=origin,
            billable=task.client is not None, note=self._filled(note, end),
            original_end=end + timedelta(hours=2) if origin is Origin.CORRECTED else None,
        )

    def _ended(self, task: Task, at: datetime) -> Task:
        chance = self.random.random()
        if chance < 0.01:
            reason = self.random.choice(stems.REASONS)
            return replace(task, status=Status.TODO, dropped_at=at, explained_at=at, reason=reason)
        result = self._filled(self.random.choice(stems.RESULTS), at) if chance < 0.2 else ""
        return replace(task, status=Status.DONE, done_at=at, result=result)

    def _interruptions(self, slots: list[Slot], worked: list[Task]) -> Iterator[Interruption]:
        for place in sorted(self.random.sample(range(ENTRIES_A_DAY), 3)):
            start, _ = slots[place]
            source = self.random.choice((*(client.id for client in self.clients), "perso", "inconnu"))
            yield Interruption(
                id=self._id("i"), at=start + timedelta(minutes=1), source=source, minutes=self.random.randint(1, 2),
                channel=self.random.choice(stems.CHANNELS), interrupted_task=worked[place].id,
                outcome=self.random.choice(tuple(Outcome)),
                summary=self._filled(self.random.choice(stems.SUMMARIES), start),
            )

    def _left(self, number: int, task: Task, until: date) -> Task:
        """Return a task as it stands on the last day: one in four has a deadline, one in ten waits."""
        deadline = Deadline.on(until + timedelta(days=number % 12), time(17), ZONE) if number % 4 == 0 else None
        task = replace(task, deadline=deadline)
        if number % 10 != 5:
            return task
        whom = (WAITING_CLIENT, WAITING_THIRD, self.random.choice(stems.NAMES))[number // 10 % 3]
        return replace(
            task, status=Status.WAITING, waiting_for=whom, waiting_since=instant(until, time(11), ZONE),
            reason=self.random.choice(stems.REASONS),
        )


def write_exchange(path: Path, count: int, until: date, seed: int = 1) -> None:
    """Write the same years as a file of the exchange format; no more than `_CHUNK` values are held at once."""
    values, now = years(count, until, seed), instant(until, time(18), ZONE)
    parts = {name: [bytes(part)] for name, part in _parts(islice(values, 1 + len(stems.CLIENTS)), now).items()}
    lists: dict[str, list[bytes]] = {"tasks": [], "time_entries": [], "interruptions": []}
    while chunk := tuple(islice(values, _CHUNK)):
        found = _parts(chunk, now)
        for name, items in lists.items():
            if name in found:
                items.append(bytes(found[name]).strip(b"[] \n"))
    with path.open("wb") as file:
        file.write(b"{\n")
        for name, items in parts.items():
            file.write(b' "%s": %s,\n' % (name.encode(), items[0]))
        for number, (name, items) in enumerate(lists.items()):
            file.write(b'%s "%s": [\n  ' % (b",\n" if number else b"", name.encode()))
            file.write(b",\n  ".join(items))
            file.write(b"\n ]")
        file.write(b"\n}\n")


def _parts(values: Iterable[Value], now: datetime) -> dict[str, msgspec.Raw]:
    """Return the parts of the file that holds these values, as they are written."""
    return msgspec.json.decode(dump_part(tuple(values), now), type=dict[str, msgspec.Raw])


def main() -> None:
    """Write years to a file: `python -m tests.bench.years 10 FILE`."""
    parser = argparse.ArgumentParser(description="Write believable years of work as a file of the exchange format.")
    parser.add_argument("years", type=int)
    parser.add_argument("file", type=Path)
    parser.add_argument("--until", type=date.fromisoformat, default=local_day(system_clock(), ZONE))
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    write_exchange(args.file, args.years, args.until, args.seed)


if __name__ == "__main__":
    main()
