import base64

from tui.desktop.notice import Notice
from tui.desktop.surroundings import Surroundings
from tui.desktop.terminal import (
    clipboard_sequence,
    notice_sequence,
    terminal_clipboard,
    terminal_notice,
    through_tmux,
)

NOTICE = Notice("Pause ; 5 min", "Mme Petit ; 14 h\nà rappeler")


def test_osc_777_separates_title_and_body() -> None:
    assert notice_sequence("777", NOTICE) == "\x1b]777;notify;Pause , 5 min;Mme Petit , 14 h à rappeler\x1b\\"


def test_osc_99_sends_title_then_body_under_one_name() -> None:
    assert notice_sequence("99", NOTICE) == (
        "\x1b]99;i=pupitre:d=0:u=1;Pause ; 5 min\x1b\\"
        "\x1b]99;i=pupitre:d=1:p=body;Mme Petit ; 14 h à rappeler\x1b\\"
    )


def test_osc_9_can_never_become_a_command() -> None:
    assert notice_sequence("9", Notice("4;3;100")) == "\x1b]9;4,3,100\x1b\\"
    assert notice_sequence("9", Notice("Pause", "5 min")) == "\x1b]9;Pause – 5 min\x1b\\"


def test_tmux_gets_every_escape_doubled() -> None:
    assert through_tmux("\x1b]9;x\x1b\\") == "\x1bPtmux;\x1b\x1b]9;x\x1b\x1b\\\x1b\\"


def test_a_notice_is_wrapped_inside_tmux_only() -> None:
    bare = terminal_notice(Surroundings(kitty=True), NOTICE)
    wrapped = terminal_notice(Surroundings(kitty=True, tmux=True), NOTICE)
    assert bare is not None
    assert wrapped == through_tmux(bare)
    assert terminal_notice(Surroundings(), NOTICE) is None


def test_a_text_travels_as_base64() -> None:
    sequence = clipboard_sequence("12 € à 17\u202fh\n")
    assert sequence is not None
    assert (
        base64.b64decode(sequence.removeprefix("\x1b]52;c;").removesuffix("\x1b\\")).decode()
        == "12 € à 17\u202fh\n"
    )


def test_inside_tmux_a_text_goes_wrapped_and_bare() -> None:
    bare = clipboard_sequence("x")
    assert bare is not None
    assert terminal_clipboard(Surroundings(term="tmux", tmux=True), "x") == through_tmux(bare) + bare


def test_a_text_too_long_for_a_multiplexer_is_not_sent() -> None:
    assert terminal_clipboard(Surroundings(term="xterm"), "x" * 150_000) is None
