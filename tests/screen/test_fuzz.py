"""Random keys, mouse, sizes, pastes, clocks and faults, for thousands of steps: nothing breaks, nothing is lost."""

import asyncio
import os
from collections import Counter
from itertools import count
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.screen.fuzz import KEYS, LETTERS, MOVING, NIGHTS, TEXTS, TYPED, Play, slices, threads_watched
from tests.screen.still_loop import StillLoop
from tui.screens.modes import MODES

RUNS, STEPS = 6, 60
"""Runs of one machine, and what is done in each of them: a burst of keys is as many steps as it has keys."""
ROUND = 4
"""Every so many runs of a machine one begins with a visit of all screens."""
LEAST = int(os.environ.get("PUPITRE_FUZZ_STEPS", "20000"))
"""Steps of all slices together; `make fuzz` takes as many."""
LAST = 30
"""Steps that are told of a run that failed; elsewhere than in CI it is made as short as it can be."""
DIALOGS = 3
"""Kinds of what opens above the screens that each slice comes to see, at least."""
SECONDS = st.sampled_from((1, 20, 61, 300, 1500, 3600))
SIZES = st.tuples(st.integers(40, 200), st.integers(10, 60)) | st.sampled_from(((40, 10), (80, 24), (200, 60)))
MOUSE = ("click", "double", "right", "drag", "up", "down", "move")
PART = st.floats(0, 1, width=16)
ANY = st.lists(st.sampled_from(KEYS), min_size=3, max_size=8)
MOVES = st.lists(st.sampled_from(MOVING), min_size=20, max_size=50)
WORDS = st.sampled_from(TYPED) | st.text(st.sampled_from(LETTERS), min_size=15, max_size=40)


class Hands(RuleBasedStateMachine):
    """Whatever hands may do to a terminal."""

    place: Path
    seen: Counter[str]
    turns = 0

    def __init__(self) -> None:
        super().__init__()
        type(self).turns += 1
        folder = self.place / f"run{self.turns}"
        folder.mkdir()
        self.runner = asyncio.Runner(loop_factory=StillLoop)
        self.play = Play(folder, self.seen)
        self.watch = threads_watched(self.play.errors)
        self.watch.__enter__()
        self.failed = False
        self.runner.run(self.play.open())

    def do(self, *step: object) -> None:
        if steps_of(self.seen) * len(slices()) >= LEAST:
            return
        try:
            self.runner.run(self.play.do(step))
        except BaseException:
            self.failed = True
            print("\n".join(["The last steps:", *map(repr, self.play.steps[-LAST:])]))
            raise

    @initialize()
    def goes_round(self) -> None:
        for mode in (*MODES, "day") if self.turns % ROUND == 1 else ("day",):
            self.do("mode", mode)

    @rule(keys=ANY)
    def presses(self, keys: list[str]) -> None:
        self.do("burst", *keys)

    @rule(keys=MOVES)
    def moves(self, keys: list[str]) -> None:
        self.do("burst", *keys)

    @rule(keys=MOVES, key=st.sampled_from(KEYS))
    def opens_and_moves(self, keys: list[str], key: str) -> None:
        self.do("burst", key, *keys)

    @rule(words=WORDS)
    def types(self, words: str) -> None:
        self.do("type", words)

    @rule(words=WORDS, key=st.sampled_from(("enter", "tab", "ctrl+s", "escape")))
    def types_and_goes_on(self, words: str, key: str) -> None:
        self.do("type", words)
        self.do("key", key)

    @rule(key=st.sampled_from(("escape", "escape", "enter", "ctrl+s")))
    def leaves(self, key: str) -> None:
        self.do("key", key)

    @rule(place=st.integers(0, 20))
    def follows_the_footer(self, place: int) -> None:
        self.do("shown", place)

    @rule(text=st.sampled_from(TEXTS))
    def pastes(self, text: str) -> None:
        self.do("text", text)

    @rule(presses=st.sampled_from(MOUSE), at=st.tuples(PART, PART, PART, PART))
    def points(self, presses: str, at: tuple[float, ...]) -> None:
        self.do("mouse", presses, *at)

    @rule(how=st.sampled_from(("pass", "pass", "sleep", "jump")), seconds=SECONDS, back=st.booleans())
    def lets_time_pass(self, how: str, seconds: int, back: bool) -> None:
        self.do(how, -seconds if how == "jump" and back else seconds)

    @rule(odd=st.sampled_from(("resize", "resize", "night", "inbox", "fault", "reopen", "mode", "mode")),
          size=SIZES, data=st.data())
    def meets_something_odd(self, odd: str, size: tuple[int, int], data: st.DataObject) -> None:
        drawn = {"night": NIGHTS, "inbox": TEXTS, "fault": KEYS, "mode": ("day", *MODES)}.get(odd)
        more = size if odd == "resize" else (data.draw(st.sampled_from(drawn)),) if drawn is not None else ()
        self.do(odd, *more)

    def teardown(self) -> None:
        try:
            if not self.failed:
                self.runner.run(self.play.close())
        finally:
            self.watch.__exit__(None, None, None)
            self.runner.close()


@pytest.mark.parametrize("turn", slices())
def test_nothing_that_hands_do_breaks_it(turn: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    seen: Counter[str] = Counter()
    ci = os.environ.get("CI") == "true"
    # To make what breaks small takes minutes; CI has none, and the same steps are found again where there are.
    phases = (Phase.generate,) if ci and "PUPITRE_FUZZ_SHRINK" not in os.environ else tuple(Phase)
    for number in count():
        if steps_of(seen) * len(slices()) >= LEAST:
            break
        # The name of a machine is what its random numbers begin with.
        place = tmp_path / f"machine{number}"
        place.mkdir()
        machine = type(f"Hands{turn}x{number}", (Hands,), {"place": place, "seen": seen})
        run_state_machine_as_test(machine, settings=settings(
            max_examples=RUNS, stateful_step_count=STEPS, derandomize=ci, phases=phases,
        ), _min_steps=STEPS - 20)
    print(*(f"{what}: {times}" for what, times in sorted(seen.items())), f"all steps: {steps_of(seen)}", sep="\n")
    visited = {what.removeprefix("screen ") for what in seen if what.startswith("screen ")}
    desks = {kind for kind in visited if kind.removesuffix("Screen").lower() in MODES}
    assert len(desks) >= len(MODES) - 1, desks
    assert len(visited - desks) >= DIALOGS, visited


def steps_of(seen: Counter[str]) -> int:
    return sum(times for what, times in seen.items() if what.startswith("step "))
