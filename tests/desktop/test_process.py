import sys
import threading
import time

import pytest

from tui.desktop.process import QuietProcess, Ran

PYTHON = sys.executable


def test_its_output_is_kept_only_when_asked_for(capfd: pytest.CaptureFixture[str]) -> None:
    noisy = (PYTHON, "-c", "import sys; print('out'); print('err', file=sys.stderr)")
    assert QuietProcess().run(noisy, limit=10, capture=True).output.strip() == b"out"
    assert QuietProcess().run(noisy, limit=10) == Ran(ok=True, detail="done")
    assert capfd.readouterr() == ("", "")


def test_what_it_is_fed_arrives_whole() -> None:
    text = "é€".encode() * 100_000
    echo = (PYTHON, "-c", "import sys; sys.stdout.buffer.write(sys.stdin.buffer.read())")
    assert QuietProcess().run(echo, limit=10, feed=text, capture=True).output == text


def test_a_program_that_does_not_read_is_no_error() -> None:
    assert QuietProcess().run((PYTHON, "-c", ""), limit=10, feed=b"x" * 1_000_000).ok


@pytest.mark.parametrize(
    ("argv", "detail"),
    [
        (("pupitre-no-such-program",), "missing"),
        ((PYTHON, "-c", "raise SystemExit(3)"), "exit 3"),
        ((PYTHON, "a\0b"), "ValueError"),
        (("/",), "PermissionError"),
    ],
)
def test_each_failure_has_its_code(argv: tuple[str, ...], detail: str) -> None:
    assert QuietProcess().run(argv, limit=10) == Ran(ok=False, detail=detail)


def test_it_is_killed_at_its_limit() -> None:
    start = time.monotonic()
    slow = (PYTHON, "-c", "import time; time.sleep(60)")
    assert QuietProcess().run(slow, limit=0.1, capture=True, feed=b"x").detail == "timeout"
    assert time.monotonic() - start < 2


def test_it_can_be_stopped_from_another_thread() -> None:
    process = QuietProcess()
    threading.Timer(0.1, process.stop).start()
    start = time.monotonic()
    assert not process.run((PYTHON, "-c", "import time; time.sleep(60)"), limit=30).ok
    assert time.monotonic() - start < 5
    process.stop()
