"""One client never meets another: thirty clients of similar names, and nothing of one in what is written for another.

Every text of a client carries a word that nobody else has: `xz`, a letter for what it is, two letters for whose.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pupitre.client import Client, Contact, Register
from pupitre.deadline import Deadline
from pupitre.desk import Desk
from pupitre.dossier import Dossier
from pupitre.entry import Entry, Origin
from pupitre.guard import hits
from pupitre.interruption import Interruption
from pupitre.ports import Value
from pupitre.report import Report, Span
from pupitre.settings import Settings
from pupitre.task import Status, Task
from storage import client_export
from storage.exchange import parse
from storage.places import Place
from tests.cli.conftest import SAMPLE
from tests.disk.test_erasing import run
from tests.memory import MONDAY_9_10, HandClock, MemoryArchive, counted_ids
from tests.screen.world import running
from tui import words
from tui.letters import write
from tui.reminder_words import wanted

NAMES = (
    "Lin", "Lins", "Atelier Lin", "Atelier Lin & Fils", "L’Atelier Lin", "Lin-Petit", "Petit", "Petits",
    "Petit & Lin", "Le Petit Jardin", "Jardin", "Jardins", "Cabinet Petit", "Cabinet Petit-Jardin", "Dr Petit",
    "Rosé", "Rose", "Roses & Cie", "La Rose", "L’Œillet", "L’Oeillet blanc", "Œillets", "Noël", "Noëlle",
    "Noël-Noëlle", "Saint-Jean", "St-Jean", "Saint Jean Formation", "Marchand", "Marchands",
)
MARK = re.compile(r"xz([a-z])([a-z]{2})", re.IGNORECASE)
LETTERS = "abcdefghijklmnopqrtu"
"""No letter that marks a plural."""

TOLD = set("plytw")
"""What a client may read of its own: people, neutral labels, typed notes, titles, reasons."""


def mark(kind: str, n: int) -> str:
    return f"xz{kind}{LETTERS[n // 20]}{LETTERS[n % 20]}"


def client_of(n: int, lot: Random) -> Client:
    contact = Contact(civility=lot.choice(["M.", "Mme", "Maître", ""]), first_name=mark("p", n).title(),
                      last_name=mark("p", n).title(), email=f"{mark('e', n)}@{mark('d', n)}.example")
    return Client(id=f"c{n}", name=NAMES[n], label=f"X{n:02}", contact=contact, scope_note=mark("r", n),
                  contact_rules=mark("r", n), register=lot.choice(list(Register)))


def tasks_of(n: int, lot: Random, now: datetime) -> Iterator[Task]:
    for i in range(4):
        secret, status = lot.random() < 0.4, lot.choice(list(Status))
        came = now - timedelta(hours=lot.randrange(1, 120))
        title = mark("s" if secret else "t", n)
        yield Task(
            id=f"t{n}-{i}", client=f"c{n}", title=f"{title} dossier {i}", confidential=secret,
            report_label=mark("l", n) if secret and lot.random() < 0.7 else "", note=mark("n", n), created=came,
            status=status, done_at=now - timedelta(hours=lot.randrange(30)) if status is Status.DONE else None,
            reason=lot.choice(["", mark("w", n)]), out_of_scope=lot.random() < 0.2,
            deadline=Deadline((now - timedelta(days=lot.randrange(3))).date()),
        )


def world(lot: Random, now: datetime) -> Iterator[Value]:
    """Yield thirty clients with tasks, time and calls of the last days, and drafts of hers."""
    yield Settings(name="Maëlle Quérigaut")
    for n in range(len(NAMES)):
        yield client_of(n, lot)
        yield from tasks_of(n, lot, now)
        for i in range(4):
            origin, begin = lot.choice(list(Origin)), now - timedelta(hours=lot.randrange(1, 100), minutes=n)
            kind = "y" if origin is Origin.TYPED else "m"
            yield Entry(id=f"e{n}-{i}", client=f"c{n}", task=f"t{n}-{lot.randrange(4)}", start=begin, origin=origin,
                        end=begin + timedelta(minutes=lot.randrange(5, 50)), note=mark(kind, n))
        for i in range(2):
            yield Interruption(
                id=f"i{n}-{i}", at=now - timedelta(hours=lot.randrange(1, 50)), source=f"c{n}", summary=mark("i", n),
                interrupted_task=f"t{lot.randrange(len(NAMES))}-1", created_task=f"t{lot.randrange(len(NAMES))}-2",
            )
        yield Report(id=Report.key(f"c{n}", now.date()), client=f"c{n}", day=now.date(), body=mark("t", n))


def foreign(text: str, n: int, told: set[str] | None) -> list[str]:
    """Return the words in a text that are not the client's, or, when `told` is given, not for its eyes."""
    return [m[0] for m in MARK.finditer(text)
            if m[2].lower() != mark("p", n)[3:] or (told is not None and m[1].lower() not in told)]


def names_in(text: str, n: int) -> list[str]:
    """Return the names of other clients that stand in a text as whole words, outside this client's own."""
    bare = re.sub(rf"(?<!\w){re.escape(NAMES[n])}(?!\w)", "", text)
    return [name for name in NAMES if name != NAMES[n] and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", bare)]


def check_drafts(desk: Desk, n: int, counts: Counter[str]) -> None:
    for span in Span:
        letter = write(desk.facts(f"c{n}", desk.today, span), desk.settings)
        text = f"{letter.subject}\n{letter.body}"
        assert foreign(text, n, TOLD) == []
        assert names_in(text, n) == []
        counts["drafts"] += 1
        counts["words of the client in the drafts"] += len(MARK.findall(text))


def check_export(desk: Desk, n: int, folder: Path, counts: Counter[str]) -> None:
    values = run(desk.gathering(f"c{n}"))
    assert {int(owner) for owner in re.findall(r"'[cet](\d+)", repr(values))} == {n}
    client, place = desk.client(f"c{n}"), Place(folder / "data")
    pack = client_export.export(client, values, desk.settings, desk.clock(), place, folder)
    with ZipFile(pack) as opened:
        for name in opened.namelist():
            text = opened.read(name).decode("utf-8-sig")
            assert foreign(text, n, None) == []
            assert names_in(text, n) == []
            assert not [m for m in re.findall(r"[ct](\d+)-\d", text) if int(m) != n]
            counts["files of exports"] += 1
            counts["words of the client in the exports"] += len(MARK.findall(text))


def check_notices(desk: Desk, clock: HandClock, lot: Random, counts: Counter[str]) -> None:
    open_tasks = [t for t in desk.ledger.table(Task).values() if t.open and t.status is not Status.WAITING]
    for task in lot.sample(open_tasks, 3):
        desk.start(task.id)
        for _ in range(8):
            clock.advance(minutes=lot.randrange(10, 40))
            for told in wanted(desk, clock.now, lambda _occasion: None):
                assert MARK.findall(told.sentence) == []
                assert [n for n in NAMES if re.search(rf"(?<!\w){re.escape(n)}(?!\w)", told.sentence)] == []
                counts["notices"] += 1


def check_a_desk(seed: int, counts: Counter[str]) -> None:
    words.use("fr")
    lot, clock = Random(seed), HandClock(MONDAY_9_10 + timedelta(hours=7))
    desk = Desk(MemoryArchive(world(lot, clock.now)), clock, counted_ids())
    with TemporaryDirectory() as folder:
        for n in range(len(NAMES)):
            check_drafts(desk, n, counts)
            check_export(desk, n, Path(folder), counts)
    check_notices(desk, clock, lot, counts)


def test_nothing_of_one_client_is_in_what_is_written_for_another() -> None:
    counts: Counter[str] = Counter()

    @settings(max_examples=3, deadline=None)
    @given(st.integers(0, 2**32))
    def law(seed: int) -> None:
        check_a_desk(seed, counts)

    law()
    for what, count in sorted(counts.items()):
        print(f"{what}: {count}")
    assert counts["drafts"] >= 3 * len(NAMES)
    assert counts["files of exports"] >= 6 * len(NAMES)
    assert counts["words of the client in the drafts"] > 300
    assert counts["notices"] > 10


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 2**32))
def test_what_is_hers_and_slips_into_anothers_text_is_found(seed: int) -> None:
    lot = Random(seed)
    clients = [client_of(n, lot) for n in range(len(NAMES))]
    for n, other in enumerate(clients):
        to = clients[(n + lot.randrange(1, len(clients))) % len(clients)]
        for slip in (other.contact.email, other.contact.last_name, other.label, f"compta@{mark('d', n)}.example"):
            text = f"Le dossier est prêt, voir {slip} demain."
            assert [text[h.start : h.end] for h in hits(text, to, clients)] == [slip], (slip, to.name)


def test_a_dossier_and_an_export_refuse_what_is_somebody_elses(tmp_path: Path) -> None:
    lot, now = Random(1), HandClock().now
    mine, other = client_of(1, lot), client_of(2, lot)
    task = next(tasks_of(2, lot, now))
    entry = Entry(id="e", client="c2", start=now, end=now)
    call = Interruption(id="i", at=now, source="c2")
    for refused in ({"tasks": (task,)}, {"entries": (entry,)}, {"interruptions": (call,)}):
        with pytest.raises(ValueError, match="one client"):
            Dossier(mine, **refused)
    report = Report(id="r", client="c2", day=now.date())
    for value in (task, entry, call, report, other):
        with pytest.raises(ValueError, match="one client"):
            client_export.export(mine, (mine, value), Settings(), now, Place(tmp_path / "data"), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_drafts_of_the_sample_week_raise_the_one_alarm_that_is_true() -> None:
    clock = HandClock()
    clock.set("2026-11-27T18:30")
    desk = Desk(MemoryArchive(parse(SAMPLE.read_bytes())), clock, counted_ids())
    found = set()
    for client in desk.clients():
        for back in range(5):
            facts = desk.facts(client.id, desk.today - timedelta(days=back))
            letter = write(facts, desk.settings)
            whole = f"{letter.subject}\n\n{letter.body}"
            found |= {(client.id, facts.last.day, hit.owner, whole[hit.start : hit.end])
                      for hit in desk.leaks(whole, facts)}
    assert found == {("oei", 27, "ver", "27 appels")}, "her reason tells of another client's calls"


async def test_the_title_of_the_window_names_nobody() -> None:
    async with running() as world:
        titles = {world.app.title}
        for key in ("enter", "f3", "f4", "f2", "i"):
            await world.press(key)
            app, screen = world.app, world.app.screen
            titles |= {app.title, app.sub_title, screen.title or "", screen.sub_title or ""}
        assert titles <= {"Pupitre", ""}
