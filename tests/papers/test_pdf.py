"""The statement on paper: readable text, numbered pages, the same bytes from any process."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pupitre.statement import Line, Statement
from pupitre.value import replace
from tests.papers.statements import FRENCH_TU, FRENCH_VOUS, IN_ENGLISH, SETTINGS, WHOLE, november
from tests.screen.world import HOSTILE
from tui.papers.pdf import pdf, printable, wrapped

ROOT = Path(__file__).parents[2]
MADE = """
import hashlib
from tests.papers.statements import SETTINGS, WHOLE
from tui.papers.pdf import pdf
from tui.papers.text import text
from tui.papers.csv import csv
from tui.papers.xlsx import xlsx
for made in (pdf, xlsx, csv):
    print(hashlib.sha256(made(WHOLE, SETTINGS)).hexdigest())
print(hashlib.sha256(text(WHOLE, SETTINGS).encode()).hexdigest())
"""


def texts(content: bytes) -> list[str]:
    """Return the texts of an uncompressed PDF file, in the order they are drawn."""
    found = re.findall(rb" Td \(((?:\\.|[^\\)])*)\) Tj", content, re.DOTALL)
    return [re.sub(rb"\\(.)", rb"\1", each).decode("cp1252").replace("\u00a0", " ") for each in found]


def test_the_text_of_a_page_can_be_read() -> None:
    content = pdf(WHOLE, SETTINGS)
    assert content.startswith(b"%PDF-")
    found = texts(content)
    assert "Relevé d’heures – novembre 2026" in found
    assert "Client : Tuyaudec Chauffage & Plomberie" in found
    assert "MQ Secrétariat – la plume d’à côté" in found
    line = found.index("Devis cumulus ; Agenda")
    assert found[line - 1 : line + 5] == [
        "mar. 3 nov.", "Devis cumulus ; Agenda", "20 min", "30 min", "mesuré", "soir 50 %",
    ]
    assert found[-1] == "page 1/1"
    assert "urgence" not in found


def test_a_long_month_has_numbered_pages_and_repeats_its_names() -> None:
    lines = tuple(Line(november(1 + n // 20), (f"Tâche n° {n} " + "longue " * (n % 25),), 15, 15) for n in range(500))
    content = pdf(Statement(FRENCH_VOUS, "2026-11", lines), SETTINGS)
    found = texts(content)
    pages = content.count(b"/Type /Page\n")
    assert pages > 10
    assert [t for t in found if t.startswith("page ")] == [f"page {n}/{pages}" for n in range(1, pages + 1)]
    assert pages - 1 <= found.count("Temps exact") - 1 <= pages, "once more in the summary"
    assert all(any(f"Tâche n° {n} " in t or t == f"Tâche n° {n}" for t in found) for n in range(0, 500, 50))


@pytest.mark.parametrize("title", [*HOSTILE, "{nb}", "(a\\) Tj", "\\", "日本 ā Ÿ œ ’ – \u202f « »", "x" * 3000])
def test_any_title_can_be_printed(title: str) -> None:
    statement = replace(
        WHOLE, client=replace(FRENCH_TU, name=title), lines=(Line(november(2), (title, "fin"), 15, 15),),
        out_of_scope=(title,),
    )
    found = texts(pdf(statement, replace(SETTINGS, name=title)))
    assert re.fullmatch(r"page (\d)/\1", found[-1])
    assert not [t for t in found if re.search(r"[\x00-\x1f]", t)]


def test_a_mark_of_the_library_in_a_title_stays_as_it_was_typed() -> None:
    line = Line(november(2), ("{nb} pages",), 15, 15)
    assert "{nb} pages" in texts(pdf(replace(WHOLE, lines=(line,)), SETTINGS))


def test_letters_beyond_the_font_lose_their_accent_or_are_a_question_mark() -> None:
    assert printable("œ’–€ Ÿ é") == "œ’–€ Ÿ é"
    assert printable("ā ǎ ﬁ 日本 1\u202f2 e\u0301 a\u00adb") == "a a fi ?? 1\u00a02 e ab"


def test_lines_are_cut_between_words_and_nothing_is_lost() -> None:
    lines = wrapped("un deux trois " + "x" * 25, 10, len)
    assert lines == ["un deux", "trois", "x" * 10, "x" * 10, "x" * 5]
    assert wrapped("", 10, len) == [""]
    assert wrapped("ab", 0, len) == ["a", "b"]


def test_the_same_month_is_the_same_bytes_in_any_process() -> None:
    made = set()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", MADE], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo" if seed == "2" else "UTC"},
        )
        made.add(done.stdout)
    assert len(made) == 1
    assert len(made.pop().split()) == 4


def test_an_english_paper() -> None:
    assert "page 1/1" in texts(pdf(replace(WHOLE, client=IN_ENGLISH), SETTINGS))
    assert b"/Lang (en)" in pdf(replace(WHOLE, client=IN_ENGLISH), SETTINGS)
