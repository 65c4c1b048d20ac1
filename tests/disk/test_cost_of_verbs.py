"""What a verb costs the disk, counted and not timed: one line, one flush, and no file written anew."""

import os
from collections import defaultdict
from pathlib import Path
from random import Random

import pytest

from pupitre.desk import Desk
from pupitre.ports import Change
from pupitre.verbs import Verb
from storage.archive import TinyArchive, open_archive
from storage.open_file import LINES
from storage.places import Place
from tests.disk.random_acts import Hand, act_today
from tests.memory import HandClock, counted_ids

DAYS, ACTS = 8, 150
LARGEST = 24
"""Documents that one of these verbs may write: a plan of the day moves what it moves."""


def test_each_verb_is_one_line_and_one_flush(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spent: dict[Verb, set[tuple[int, int]]] = defaultdict(set)
    documents: dict[Verb, int] = defaultdict(int)
    flushed: list[int] = []
    kept: list[Change] = []
    flush, keep = os.fsync, TinyArchive.keep

    def seen(handle: int) -> None:
        flushed.append(handle)
        flush(handle)

    def counted(self: TinyArchive, change: Change) -> None:
        kept.append(change)
        keep(self, change)

    for seed in range(DAYS):
        clock, lot, place = HandClock(), Random(seed), Place(tmp_path / str(seed))
        desk = Desk(open_archive(place, clock()), clock, counted_ids())
        for line in ("Relances", "Devis"):  # the open file begins with the first, its journal with the second
            desk.add_task(desk.understand(line))
        hand = Hand(desk, clock, lot, counted_ids("x"), lambda _: None)
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", seen)
            patch.setattr(TinyArchive, "keep", counted)
            for _ in range(ACTS):
                before, whole = desk.last_done, place.desk.stat().st_mtime_ns
                flushed.clear()
                kept.clear()
                act_today(hand)
                done = desk.last_done
                if done is None or done is before or len(kept) != 1:
                    continue
                spent[done.verb].add((len(flushed), int(place.desk.stat().st_mtime_ns != whole)))
                documents[done.verb] = max(documents[done.verb], len(kept[0].puts) + len(kept[0].drops))
        desk.close()
    assert ACTS < LINES
    print({verb.name: told for verb, told in sorted(documents.items())})
    assert {verb: told for verb, told in spent.items() if told != {(1, 0)}} == {}
    assert len(spent) > 25, sorted(verb.name for verb in spent)
    assert max(documents.values()) <= LARGEST


def test_to_open_a_desk_waits_for_no_flush(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, place = HandClock(), Place(tmp_path)
    desk = Desk(open_archive(place, clock()), clock, counted_ids())
    for line in ("Relances", "Devis"):
        desk.add_task(desk.understand(line))
    desk.close()
    flushed: list[int] = []
    monkeypatch.setattr(os, "fsync", flushed.append)
    desk = Desk(open_archive(place, clock()), clock, counted_ids())
    assert len(flushed) == 0, "a start and a command wait for each"
    desk.add_task(desk.understand("Agenda"))
    assert flushed, "what is done is on the disk"
    desk.close()
