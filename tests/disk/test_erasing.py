"""A client that left: nothing of it in any byte below the data folder, and the export brings it back."""

import csv
import io
import json
import os
import shutil
import unicodedata
from collections.abc import Generator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from zipfile import ZipFile

import pytest

from pupitre.appointment import Appointment, Calendar
from pupitre.client import Client, Contact
from pupitre.desk import Desk
from pupitre.entry import Entry, Origin
from pupitre.errors import Invalid, PupitreError, StorageFailed
from pupitre.farewell import Swept
from pupitre.interruption import Interruption
from pupitre.leaving import tasks_of
from pupitre.ports import Change, Value
from pupitre.recurrence import Recurrence
from pupitre.reply import Reply, ReplyUse
from pupitre.report import Report, Sent
from pupitre.rules import Every, Rule
from pupitre.settings import Settings
from pupitre.task import Status, Task
from pupitre.value import replace
from storage import backups, inbox, lock
from storage.atomic import write_whole
from storage.backup_file import opened
from storage.exchange import parse
from storage.places import Place, make_folder
from storage.store import Store
from tests.disk.desks import cut, faults_of
from tests.memory import HandClock, counted_ids

T = TypeVar("T")

WHO = Client(
    id="oei", name="L’Atelier d’Œillets", label="OEI", trade="Fleuriste",
    contact=Contact(civility="Mme", first_name="Zoé", last_name="Béranger", email="zoe@oeillets.example"),
)
LIN = Client(id="lin", name="Atelier Lin", label="LIN", scope_note="comme Fleurs d’Œillets")
TITLES = ("Bouquets de la mairie", "Facture n° 12 « cœur »", "Livraison des pivoines")
SECRETS = (WHO.name, "Fleurs d’Œillets", "Zoé Béranger", "Béranger", WHO.contact.email, *TITLES, "oei")
START = datetime(2026, 8, 27, 9, tzinfo=UTC)
END = START + timedelta(days=70)


def run(work: Generator[object, None, T]) -> T:
    """Do all of it, and return what comes of it."""
    def told() -> Iterator[T]:
        yield (yield from work)  # type: ignore[misc]

    *_, found = told()
    return found


def world() -> Iterator[Value]:
    """Yield ten weeks: each week three tasks of the client and one of another, with time, and a draft."""
    yield from (replace(WHO, name="Fleurs d’Œillets"), LIN, Settings(name="Maëlle Quérigaut"))
    yield Calendar(id="cal", name="L’Atelier d’Œillets", path="/home/maelle/L’Atelier d’Œillets.ics", watched=True)
    yield Reply(id="r1", name="Pour Zoé Béranger", text="Vu avec Zoé Béranger : {{ tache }}")
    for client, note in (("oei", TITLES[0]), ("lin", "Devis pour Mme Béranger")):
        yield Recurrence(id=f"s-{client}", title="Appeler Zoé Béranger", client=client, note=note,
                         rule=Rule(every=Every.YEAR, first=START.date()), made_until=END.date())
    for week in range(10):
        came = START + timedelta(days=7 * week)
        for n, (client, title) in enumerate([*(("oei", t) for t in TITLES), ("lin", "Devis pour Mme Béranger")]):
            key, done = f"t{week}-{n}", came + timedelta(hours=n + 2) if n or week % 2 else None
            yield Task(id=key, title=title, client=client, created=came, done_at=done,
                       status=Status.DONE if done else Status.TODO)
            begin = came + timedelta(minutes=20 * n)
            yield Entry(id=f"e{week}-{n}", task=key, client=client, start=begin, end=begin + timedelta(minutes=18),
                        origin=Origin.TYPED, note=title)
        yield ReplyUse(id=f"u{week}", client="oei", reply="r1", at=came, name="Pour Zoé Béranger")
        yield Appointment(id=f"a{week}", title=TITLES[2], client="oei", start=came, end=came + timedelta(hours=1))
        yield Appointment(id=f"o{week}", title="Vu avec Zoé Béranger", client="lin", first=came.date())
        yield Appointment(id=f"w{week}", title="Point", start=came, end=came + timedelta(hours=1), source="cal",
                          uid=f"{week}:zoe@oeillets.example")
        yield Interruption(id=f"i{week}", at=came, source="oei", summary="Zoé Béranger demande où en est la facture")
        yield Report(id=Report.key("oei", came.date()), client="oei", day=came.date(), subject="Fait", body=TITLES[0],
                     history=((came, Sent.COPIED),))


class World:
    """A desk that was worked with for ten weeks, in all the ways that leave traces."""

    def __init__(self, place: Place) -> None:
        self.place, self.store, self.clock = place, Store(place), HandClock(END)
        self.desk = self._open()
        self.desk.take_in(world())
        self.desk.close()
        self._older_layout()
        self._back_up("day")  # with the name of then
        self.desk = self._open()
        self.desk.edit_client(WHO)
        self.desk.edit_client(replace(LIN, scope_note=""))
        list(self.desk.closing_days())
        self.desk.keep_typed({"task:t0-0": {"title": "Bouquets de la mairie !"}, "client:oei": {"name": WHO.name},
                              "answer_scope:oei": {"text": TITLES[1]}, "answer_late:t0-0": {"text": TITLES[0]},
                              "task:t0-3": {"client": "oei", "note": "voir Mme Béranger"}})
        for day in range(3):
            self.clock.advance(hours=24)
            self._back_up("hand" if day else "day")
        self._files()

    def _open(self) -> Desk:
        return Desk(self.store.open(self.clock()), self.clock, counted_ids(f"d{self.clock.now:%H%M%S}"))

    def _back_up(self, why: str) -> None:
        backups.make(self.place, self.clock(), backups.Why(why))

    def _older_layout(self) -> None:
        """Give the open file the layout of the first version."""
        tables = json.loads(self.place.desk.read_bytes())
        tables["pupitre"]["file"]["schema"] = 1
        self.place.desk.write_text(json.dumps(tables), encoding="utf-8")  # accents as \\uXXXX

    def _files(self) -> None:
        """Leave what a long life leaves beside a desk."""
        place, desk = self.place, self.place.desk.read_bytes()
        half, spread = desk[: len(desk) * 2 // 3], unicodedata.normalize("NFD", desk.decode()).encode()
        make_folder(place.reports)
        left = {
            place.reports / "2026-09-03 OEI.txt": "Bonjour Zoé,\n\nBouquets de la mairie : fait.".encode(),
            place.reports / "2026-09-03 OEI - scope.txt": TITLES[1].encode(),
            place.reports / "2026-09-04 OEI - semaine.eml": b"To: zoe@oeillets.example.org\n\nQm9ucXVldHM=",
            place.reports / "2026-09 OEI - heures.pdf": TITLES[1].encode(),
            place.reports / "2026-09-04 LIN - scope.txt": b"Bonjour,",
            place.reports / "2026-09-04 LIN.txt": "Bonjour,\n\nVu avec Mme Béranger.".encode(),
            place.folder / "desk-damaged-2026-09-01T08-00-00.json": half,
            place.folder / "desk-changed-2026-09-02T08-00-00.json": desk,
            place.folder / "desk (copie en conflit 2026-09-02).json": spread,
            place.months / "2026-09-damaged-2026-10-01T08-00-00.json": json.dumps({"x": "Zoé Béranger"}).encode(),
            place.months / ".2026-09.json.1.new": (place.months / "2026-09.json").read_bytes()[:4000],
            place.folder / ".desk.json.1.new": half,
            place.inbox / ("f" * 32 + ".unreadable"): '{"puts": [{"title": "chez L’Atelier d’Œillets'.encode(),
            place.backups / ".pupitre-2026-09-01T0800-day.zip.1.new": half,
        }
        for path, content in left.items():
            write_whole(path, content)
        inbox.leave(place, Change((Task(id="in1", title=TITLES[2], client="oei", created=END),
                                   Task(id="in2", title="Vu avec Zoé Béranger", client="lin", created=END))))

    def farewell(self, target: Path) -> Swept:
        """Export the client, then erase it from everywhere."""
        own = run(self.desk.gathering("oei"))
        self.store.export_client(self.desk.client("oei"), own, self.desk.settings, self.clock(), target)
        self.store.begin_leaving(self.desk.client("oei"), tasks_of("oei", own), self.clock())
        run(self.desk.erasing("oei", own))
        swept = self.store.finish_leaving()
        assert swept is not None
        return swept


@pytest.fixture
def life(place: Place) -> Iterator[World]:
    found = World(place)
    yield found
    found.desk.close()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    folder = tmp_path / "Documents"
    folder.mkdir()
    return folder


def forms(secret: str) -> set[bytes]:
    """Return every way in which a text may stand in a file."""
    told = {secret, secret.lower(), secret.upper(), secret.replace("’", "'")}
    told |= {unicodedata.normalize(form, text) for form in ("NFC", "NFD") for text in tuple(told)}
    escaped = {json.dumps(text)[1:-1] for text in told}
    wide = {text.encode("utf-16-le") for text in told}
    return {text.encode() for text in told | escaped | {e.replace("\\u00e9", "\\u00E9") for e in escaped}} | wide


def everything(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file below a folder, and every member of every zip, unpacked."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path), path.read_bytes()
            if path.suffix == ".zip":
                with ZipFile(path) as pack:
                    yield from ((f"{path}!{name}", pack.read(name)) for name in pack.namelist())


def found(folder: Path, secrets: tuple[str, ...] = SECRETS) -> list[tuple[str, str]]:
    """Return the secrets that stand anywhere below a folder; an id only counts as a whole."""
    wanted = {s: forms(s) if s != "oei" else {b'"oei"', b'"oei:', b'"client:oei"'} for s in secrets}
    return [
        (secret, name) for name, content in everything(folder) for secret, ways in wanted.items()
        if any(way in content or way in name.encode() for way in ways)
    ]


OTHERS = tuple(s for s in SECRETS if s != "Béranger")
"""« Mme Béranger » goes, too; a last name alone would stay."""


def test_nothing_of_it_is_in_any_byte_of_the_folder(life: World, elsewhere: Path) -> None:
    seen = {secret for secret, _ in found(life.place.folder)}
    assert seen == set(SECRETS), "the traces that are looked for are there before"
    swept = life.farewell(elsewhere)
    assert found(life.place.folder) == []
    assert swept.backups == 5, "the one before the new layout as well"
    assert swept.remains == ()
    life.desk.close()
    life.desk = life._open()
    life.desk.receive()
    assert found(life.place.folder) == []


def test_everything_of_the_others_is_still_there(life: World, elsewhere: Path) -> None:
    days = [(START + timedelta(days=7 * week)).date() for week in range(10)]
    before = [life.desk.facts("lin", day) for day in days]
    blank = [replace(t.task, title="") for f in before for t in f.done]
    life.farewell(elsewhere)
    after = [life.desk.facts("lin", day) for day in days]
    assert [f.minutes for f in after] == [f.minutes for f in before]
    assert [replace(t.task, title="") for f in after for t in f.done] == blank
    assert {t.task.title for f in after for t in f.done} == {"Devis pour [effacé]"}
    assert [(b.clients, b.tasks, b.entries, b.damaged) for b in backups.found(life.place)] == [(1, 10, 10, ())] * 5
    assert (life.place.reports / "2026-09-04 LIN.txt").read_text(encoding="utf-8") == "Bonjour,\n\nVu avec [effacé]."
    assert life.desk.receive() == ("Vu avec [effacé]",)


def test_a_backup_can_still_be_put_back_and_the_client_is_not_in_it(life: World, elsewhere: Path) -> None:
    life.farewell(elsewhere)
    life.desk.close()
    for backup in backups.found(life.place):
        backups.restore(life.place, backup.path, END)
        again = life._open()
        assert [c.id for c in again.clients()] == ["lin"]
        assert len([v for v in again.everything() if isinstance(v, Task)]) == 10
        again.close()
    life.desk = life._open()


def test_the_export_brings_it_back_on_an_empty_desk(life: World, elsewhere: Path, tmp_path: Path) -> None:
    own = run(life.desk.gathering("oei"))
    life.farewell(elsewhere)
    [path] = elsewhere.iterdir()
    with ZipFile(path) as pack:
        values = parse(pack.read("client.json"))
    told = {(type(v), v.id): v for v in values}
    assert not [v for v in values if isinstance(v, Settings)]
    assert {k for k, _ in told} == {Client, Task, Entry, Interruption, ReplyUse, Recurrence, Appointment}
    for value in own:
        if isinstance(value, Task):  # the format has the times themselves
            assert told.pop((Task, value.id)) == replace(value, worked_before=timedelta())
        elif not isinstance(value, Report):
            assert told.pop((type(value), value.id)) == value
    assert told == {}
    archive = Store(Place(tmp_path / "new")).open(END)
    counts = Desk(archive, life.clock, counted_ids()).take_in(values)
    assert counts == {Client: 1, Task: 30, Entry: 30, Interruption: 10, ReplyUse: 10, Recurrence: 1, Appointment: 10}
    archive.close()


def test_the_tables_are_what_a_french_spreadsheet_reads(life: World, elsewhere: Path) -> None:
    task = Task(id="x", title='=cmd|"/c calc"!A1;\n« œ »', client="oei", created=END, note="+33 6", reason="-")
    begin = END - timedelta(days=1)
    extra = [Entry(id=f"x{n}", task="x", client="oei", start=begin + timedelta(minutes=10 * n),
                   end=begin + timedelta(minutes=10 * n + 7, seconds=30)) for n in range(3)]
    life.desk.take_in([task, *extra])
    path = life.store.export_client(life.desk.client("oei"), run(life.desk.gathering("oei")), life.desk.settings,
                                    life.clock(), elsewhere)
    with ZipFile(path) as pack:
        raw = {name: pack.read(name) for name in pack.namelist()}
    assert set(raw) == {
        "lisez-moi.txt", "client.json", "taches.csv", "temps.csv", "interruptions.csv", "comptes-rendus.csv",
    }
    rows = {}
    for name, content in raw.items():
        if name.endswith(".csv"):
            assert content.startswith(b"\xef\xbb\xbf")
            assert content.endswith(b"\r\n")
            rows[name] = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
            assert not [c for row in rows[name] for c in row.values() if c.startswith(("=", "+", "-", "@"))]
    [told] = [row for row in rows["taches.csv"] if "œ" in row["Tâche"] and "calc" in row["Tâche"]]
    assert told["Tâche"] == "'" + task.title
    assert (told["Note privée"], told["Motif"], told["Temps passé (min)"]) == ("'+33 6", "'-", "22")
    times = [row for row in rows["temps.csv"] if row["Tâche"] == told["Tâche"]]
    assert [row["Minutes exactes"] for row in times] == ["7", "7", "7"]
    assert [row["Minutes facturées (arrondies comme convenu)"] for row in times] == ["", "", "30"]
    assert times[0]["Début"] == "2026-11-04 10:00", "in her time zone"
    assert len(rows["comptes-rendus.csv"]) == len(rows["interruptions.csv"]) == 10
    if os.name != "nt":
        assert path.stat().st_mode & 0o777 == 0o600


def test_an_export_writes_over_nothing_and_never_into_the_data(life: World, elsewhere: Path) -> None:
    def export(target: Path) -> Path:
        return life.store.export_client(WHO, (WHO,), Settings(), END, target)

    first, second = export(elsewhere), export(elsewhere)
    assert first != second
    assert export(elsewhere / "x.zip") == elsewhere / "x.zip"
    with pytest.raises(StorageFailed):
        export(elsewhere / "x.zip")
    (elsewhere / "link").symlink_to(life.place.reports)
    for inside in (life.place.folder, life.place.months, life.place.folder / "x.zip", elsewhere / "link"):
        with pytest.raises(Invalid) as refused:
            export(inside)
        assert (refused.value.field, refused.value.why) == ("folder", "inside")
    for missing in (elsewhere / "no" / "x.zip", elsewhere / "no"):
        with pytest.raises(Invalid) as refused:
            export(missing)
        assert refused.value.why == "missing"
    assert not [f for f in elsewhere.iterdir() if f.name.startswith(".")]


# -- cut off, and done again ------------------------------------------------------------------------


def test_cut_off_anywhere_it_is_either_still_whole_or_finished_by_the_next_run(
    place: Place, elsewhere: Path, tmp_path: Path
) -> None:
    life = World(place)
    own = run(life.desk.gathering("oei"))
    life.desk.close()
    names = tmp_path / "kept"
    _copy(place.folder, names)

    def work() -> None:
        life.desk = life._open()
        try:
            life.store.begin_leaving(life.desk.client("oei"), tasks_of("oei", own), life.clock())
            run(life.desk.erasing("oei", own))
            life.store.finish_leaving()
        finally:
            lock.let_go(place, life.desk._archive._held)  # type: ignore[attr-defined]

    faults = faults_of(work)
    assert {"leaving-begun", "leaving-copied", "leaving-file", "leaving-swept", "backup-in-place"} <= set(faults)
    assert found(place.folder) == []
    still, finished = 0, 0
    always = ("leaving", "backup-in-place")
    for number in sorted({*range(0, len(faults), 9), *(n for n, f in enumerate(faults) if f.startswith(always))}):
        _copy(names, place.folder)
        cut(number, work)
        desk = life._open()
        again = "oei" in {c.id for c in desk.clients()}
        life.store.finish_leaving()
        if again:
            still += 1
            assert run(desk.gathering("oei")) == own, faults[number]
        else:
            finished += 1
            desk.close()
            desk = life._open()
            assert found(place.folder) == [], (number, faults[number])
        assert not place.leaving.exists()
        desk.close()
    assert still
    assert finished


def _copy(source: Path, target: Path) -> None:
    """Make `target` the same as `source`."""
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(source, target)


def test_the_backup_of_the_day_waits_until_it_is_finished(life: World, elsewhere: Path) -> None:
    own = run(life.desk.gathering("oei"))
    life.store.begin_leaving(WHO, tasks_of("oei", own), life.clock())
    run(life.desk.erasing("oei"))
    life.store.back_up_day(life.clock.advance(hours=24), Settings().zone, 10**9)
    assert found(life.place.folder) == []


def test_one_that_was_begun_and_not_done_is_forgotten(life: World) -> None:
    life.store.begin_leaving(WHO, (), life.clock())
    assert life.store.finish_leaving() is None
    assert life.place.leaving.exists(), "the desk may be letting it go just now"
    life.store.forget_stale_leaving()
    assert not life.place.leaving.exists()
    assert "oei" in {c.id for c in life.desk.clients()}
    assert {b.clients for b in backups.found(life.place)} == {2}


def test_a_new_client_with_the_id_of_one_that_left_keeps_its_own_backups(life: World) -> None:
    life.desk.receive()
    own = run(life.desk.gathering("oei"))
    life.store.begin_leaving(WHO, tasks_of("oei", own), life.clock())
    run(life.desk.erasing("oei"))
    new = life.desk.add_client("Oeil pour œil")
    assert new.id == "oei"
    life.clock.advance(hours=1)
    made = backups.make(life.place, life.clock(), backups.Why.HAND)
    life.store.finish_leaving()
    with opened(made.path) as pack:
        assert "Oeil pour œil".encode() in pack.content("desk.json")
    assert found(life.place.folder, OTHERS[:-1]) == []


# -- what is out of reach ---------------------------------------------------------------------------


def test_what_it_cannot_or_must_not_change_is_told(life: World, elsewhere: Path) -> None:
    place = life.place
    whole = next(place.backups.glob("*.zip")).read_bytes()
    hers = place.folder / "Contrat L'Atelier d'Oeillets.odt"
    letter = place.folder / "notes.txt"
    broken = place.backups / "vieux.zip"
    other = place.folder / "courses.txt"
    letter.write_bytes("Mme Béranger".encode("utf-16"))
    broken.write_bytes(whole[:-100])
    for path in (hers, other):
        path.write_bytes(b"x")
    swept = life.farewell(elsewhere)
    assert set(swept.remains) == {hers, letter, broken}
    assert all(path.exists() for path in (hers, letter, broken, other))


def test_a_mark_that_cannot_be_read_is_said(life: World) -> None:
    life.place.leaving.write_bytes(b"{")
    with pytest.raises(PupitreError):
        life.store.finish_leaving()


def test_another_client_whose_name_holds_this_one_is_left_alone(place: Place, elsewhere: Path) -> None:
    store, clock = Store(place), HandClock(END)
    desk = Desk(store.open(clock()), clock, counted_ids())
    for name in ("Atelier Lin", "Atelier Lin & Fils"):
        desk.add_client(name)
    desk.add_task(desk.understand("Appeler Atelier Lin & Fils puis Atelier Lin"))
    backups.make(place, END, backups.Why.HAND)
    key = next(c.id for c in desk.clients() if c.name == "Atelier Lin")
    store.begin_leaving(desk.client(key), (), clock())
    run(desk.erasing(key))
    store.finish_leaving()
    with opened(backups.found(place)[0].path) as pack:
        texts = [pack.content("desk.json").decode(), place.desk.read_text(encoding="utf-8")]
    for text in texts:
        assert "Atelier Lin & Fils" in text
        assert "Appeler Atelier Lin & Fils puis [effacé]" in text
        assert '"Atelier Lin"' not in text
    desk.close()


