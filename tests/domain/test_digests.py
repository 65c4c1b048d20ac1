"""The digests of the disk: those of the standard, whoever computes them, and without OpenSSL."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pupitre import digests

ROOT = Path(__file__).parents[2]
BACKED_UP = """
import sys
from datetime import UTC, datetime
from pathlib import Path

from pupitre.clock import clock_from
from pupitre.demo import world
from pupitre.desk import Desk
from pupitre.ids import new_id
from storage.places import Place
from storage.store import Store

now, place = datetime(2026, 11, 23, 9, tzinfo=UTC), Place(Path(sys.argv[1]))
store = Store(place)
desk = Desk(store.open(now), clock_from(now), new_id)
desk.take_in(tuple(world("fr")))
print(store.back_up_day(now, UTC, 10**9), *(name for name in ("_hashlib", "_ssl") if name in sys.modules))
"""


@given(st.binary(max_size=300))
def test_a_digest_is_that_of_the_standard(content: bytes) -> None:
    assert digests.sha256_of(content) == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("length", [0, 1, (1 << 18) - 1, 1 << 18, (1 << 18) + 1, 3_000_000])
def test_slices_change_nothing(length: int) -> None:
    content = bytes(range(251)) * (length // 251 + 1)
    assert digests.sha256_of(content[:length]) == hashlib.sha256(content[:length]).hexdigest()


def test_the_backup_of_the_day_loads_no_openssl(tmp_path: Path) -> None:
    told = [sys.executable, "-c", BACKED_UP, str(tmp_path / "desk")]
    done = subprocess.run(told, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["True"]
