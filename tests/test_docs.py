"""The pages for her: two languages side by side, every way leads somewhere, and what they name is there."""

import re
from pathlib import Path

import pytest

from tui import arguments

ROOT = Path(__file__).parents[1]
FRENCH, ENGLISH = ROOT / "docs" / "fr", ROOT / "docs" / "en"
PAGES = [ROOT / "README.md", ROOT / "README.fr.md", *sorted((ROOT / "docs").rglob("*.md"))]
_WAY = re.compile(r"!?\[[^\]]*\]\(([^)#]*)(#[^)]*)?\)")
_COMMAND = re.compile(r"`pupitre ([a-z]+)")


def numbers(folder: Path) -> list[str]:
    return [page.name[:2] for page in sorted(folder.glob("[0-9]*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_way_on_a_page_leads_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = [target for target, _ in _WAY.findall(text) if target and "://" not in target]
    assert [t for t in targets if not (page.parent / t).exists()] == []


def test_each_page_is_there_in_both_languages_and_in_both_lists() -> None:
    assert numbers(FRENCH) == numbers(ENGLISH) == [f"{n:02}" for n in range(1, len(numbers(FRENCH)) + 1)]
    for folder in (FRENCH, ENGLISH):
        listed = re.findall(r"\(([0-9]\S*\.md)\)", (folder / "README.md").read_text(encoding="utf-8"))
        assert listed == sorted(p.name for p in folder.glob("[0-9]*.md"))


@pytest.mark.parametrize("folder", [FRENCH, ENGLISH], ids=["fr", "en"])
def test_pages_show_pictures_of_their_own_language(folder: Path) -> None:
    pages = [page.read_text(encoding="utf-8") for page in folder.glob("*.md")]
    shown = [name for page in pages for name in re.findall(r"screenshots/(\S+)\.svg", page)]
    assert len(shown) > 15
    assert [name for name in shown if not name.endswith(f"-{folder.name}")] == []


def test_every_command_that_a_page_names_exists(capsys: pytest.CaptureFixture[str]) -> None:
    named = {name for page in PAGES for name in _COMMAND.findall(page.read_text(encoding="utf-8"))}
    assert {"today", "doctor", "backup"} <= named
    for name in sorted(named):
        with pytest.raises(SystemExit) as ended:
            arguments.parse([name, "--help"], "1")
        assert ended.value.code == 0, f"pupitre {name}"
    capsys.readouterr()


@pytest.mark.parametrize("name", ["README.md", "README.fr.md"])
def test_the_two_lines_come_first(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    run, test = text.split("```sh\n", 1)[1].split("\n```", 1)[0].split("\n")
    assert run.endswith("pupitre --demo")
    assert test.endswith("-m pytest")
    assert text.index("```sh") < text.index("![")
