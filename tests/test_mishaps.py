"""A mistake of the program says nothing of what she wrote: neither on the terminal nor in its log."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.screen.world import running
from tui import mishaps
from tui.widgets.top import TopLines

SECRET = "Zwqkvxj"  # noqa: S105 - no password
SENTENCE = "erreur de sa part"

_PROGRAM = """
import sys, threading
from tui import __main__, arguments, cli, mishaps, words
secret, where = "Zwqkvxj", sys.argv.pop(1)
def fail(*_args):
    title = secret
    try:
        raise KeyError(title)
    except KeyError:
        raise ValueError(f"{title} {secret}")
if where == "thread":
    def run(*_args):
        thread = threading.Thread(target=fail, name=secret)
        thread.start()
        thread.join()
        return 0
elif where == "unraisable":
    class Odd:
        __del__ = fail
    def run(*_args):
        Odd()
        return 0
else:
    run = fail
cli.run = run
sys.exit(__main__.main())
"""


def clean(text: str) -> bool:
    return SECRET.lower() not in text.lower()


def run(folder: Path, where: str) -> tuple[str, str]:
    """Run a command that fails, and return what it says and its log."""
    folder.mkdir(exist_ok=True)
    told = subprocess.run(
        [sys.executable, "-c", _PROGRAM, where, "--data", str(folder), "doctor"], capture_output=True, text=True,
        check=False, timeout=60, cwd=Path(__file__).parents[1], env={**os.environ, "PYTHONPATH": "."},
    )
    return told.stdout + told.stderr, (folder / mishaps.NAME).read_text(encoding="utf-8")


@pytest.mark.parametrize("where", ["command", "thread", "unraisable"])
def test_a_command_that_fails_notes_where_and_never_what(where: str, tmp_path: Path) -> None:
    said, log = run(tmp_path / "desk", where)
    assert clean(said)
    assert clean(log)
    assert "builtins.ValueError" in log
    assert "builtins.KeyError" in log
    assert "<string>:10 fail" in log
    assert (SENTENCE in said) is (where == "command")
    assert "Traceback" not in said
    assert stat.S_IMODE((tmp_path / "desk" / mishaps.NAME).stat().st_mode) == 0o600


def _begun(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    monkeypatch.setattr(mishaps._Log, "path", folder / mishaps.NAME)
    return folder / mishaps.NAME


async def failing(act: Callable[..., object], capfd: pytest.CaptureFixture[str]) -> str:
    """Run the application until it fails, and return what it leaves on the terminal."""
    with pytest.raises(BaseException, match=SECRET):  # noqa: PT012 - it comes when the application ends
        async with running() as world:
            act(world)
            await world.pilot.pause(0.1)
            await world.pilot.pause(0.1)
    world.app._print_error_renderables()
    caught = capfd.readouterr()
    return caught.out + caught.err


@pytest.mark.parametrize("where", ["render", "worker", "timer"])
async def test_a_screen_that_fails_leaves_one_sentence_on_the_terminal(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
) -> None:
    log = _begun(monkeypatch, tmp_path)

    def fail(*_args: object) -> None:
        title = SECRET
        raise KeyError(title)

    def act(world: "object") -> None:
        app = world.app  # type: ignore[attr-defined]
        if where == "render":
            monkeypatch.setattr(TopLines, "render_line", fail)
            app.query_one(TopLines).refresh()
        elif where == "worker":
            app.run_worker(fail, thread=True)
        else:
            app.call_later(fail)

    said = await failing(act, capfd)
    noted = log.read_text(encoding="utf-8")
    assert clean(said)
    assert clean(noted)
    assert " ".join(said.split()).count(SENTENCE) == 1, said
    assert "builtins.KeyError" in noted
    assert "test_mishaps.py" in noted


def test_the_log_is_two_small_files_for_her_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = _begun(monkeypatch, tmp_path)
    monkeypatch.setattr(mishaps, "LARGEST", 2_000)
    for _ in range(60):
        mishaps.noted(ValueError(SECRET))
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == [log.name, f"{log.name}.1"]
    for file in files:
        assert file.stat().st_size <= 2_000
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("where", ["verb", "thread"])
def test_a_log_that_cannot_be_written_brings_nothing_back(where: str, tmp_path: Path) -> None:
    (tmp_path / mishaps.NAME).mkdir()
    told = subprocess.run(
        [sys.executable, "-c", _PROGRAM, where, "--data", str(tmp_path), "doctor"], capture_output=True, text=True,
        check=False, timeout=60, cwd=Path(__file__).parents[1], env={**os.environ, "PYTHONPATH": "."},
    )
    assert clean(told.stdout + told.stderr)


def test_no_image_of_the_memory_is_left_by_a_command(tmp_path: Path) -> None:
    asked = "import resource, sys; from tui import mishaps; from pathlib import Path;"
    asked += "mishaps.begin(Path(sys.argv[1]));"
    asked += "print(resource.getrlimit(resource.RLIMIT_CORE)[0], 'logging' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", asked, str(tmp_path)], capture_output=True, text=True, check=True,
        cwd=Path(__file__).parents[1],
    )
    assert told.stdout.split() == ["0", "False"], told.stdout


def test_a_folder_that_is_not_there_is_not_made_for_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    _begun(monkeypatch, tmp_path / "nowhere")
    assert "pupitre.log" not in mishaps.noted(ValueError(SECRET))
    assert not (tmp_path / "nowhere").exists()
