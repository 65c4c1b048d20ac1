import pytest

from tui.desktop.surroundings import Surroundings, read_surroundings


@pytest.mark.parametrize(
    ("surroundings", "code"),
    [
        (Surroundings(term="xterm-kitty"), "99"),
        (Surroundings(kitty=True, tmux=True, term="tmux-256color"), "99"),
        (Surroundings(term="foot"), "99"),
        (Surroundings(term="foot-extra"), "99"),
        (Surroundings(term_program="ghostty"), "777"),
        (Surroundings(term="xterm-ghostty", ssh=True), "777"),
        (Surroundings(term_program="WezTerm"), "777"),
        (Surroundings(konsole=True), "777"),
        (Surroundings(vte=True), "777"),
        (Surroundings(windows_terminal=True, wsl=True), "777"),
        (Surroundings(term_program="iTerm.app", platform="darwin"), "9"),
        (Surroundings(term_program="iTerm2", ssh=True), "9"),
        (Surroundings(term_program="Apple_Terminal", platform="darwin"), None),
        (Surroundings(term_program="vscode", term="xterm-256color"), None),
        (Surroundings(term="alacritty"), None),
        (Surroundings(term="xterm-256color"), None),
        (Surroundings(term="dumb"), None),
        (Surroundings(), None),
        (Surroundings(kitty=True, screen=True), None),
    ],
)
def test_each_terminal_gets_the_sequence_it_understands(surroundings: Surroundings, code: str | None) -> None:
    assert surroundings.notice_code == code


@pytest.mark.parametrize(
    ("surroundings", "able"),
    [
        (Surroundings(term="xterm-256color"), True),
        (Surroundings(term="xterm-256color", term_program="Apple_Terminal"), False),
        (Surroundings(term="dumb"), False),
        (Surroundings(term="linux"), False),
        (Surroundings(), False),
        (Surroundings(term="screen-256color", screen=True), False),
        (Surroundings(platform="win32"), False),
        (Surroundings(platform="win32", windows_terminal=True), True),
    ],
)
def test_only_some_terminals_may_take_a_text(surroundings: Surroundings, able: bool) -> None:
    assert surroundings.clipboard_code is able


def test_ssh_tmux_and_the_terminal_are_read_from_the_environment() -> None:
    read = read_surroundings(
        {
            "SSH_CONNECTION": "1.2.3.4 5 6.7.8.9 22",
            "TMUX": "/tmp/tmux-0/default,1,0",
            "TERM": "screen-256color",
            "TERM_PROGRAM": "tmux",
            "LC_TERMINAL": "iTerm2",
            "DISPLAY": "localhost:10.0",
        },
        release="6.1.0-generic",
    )
    assert (read.ssh, read.tmux, read.screen, read.wsl) == (True, True, False, False)
    assert read.tmux_here
    assert read.term_program == "iTerm2"
    assert not read.desktop_reachable
    assert read.remote_display


@pytest.mark.parametrize("release", ["5.15.153.1-microsoft-standard-WSL2", "4.4.0-19041-Microsoft"])
def test_wsl_is_known_by_its_kernel(release: str) -> None:
    read = read_surroundings({"WT_SESSION": "x"}, release=release)
    assert read.wsl
    assert read.windows_terminal
    assert not read.desktop_reachable


def test_screen_is_not_taken_for_tmux() -> None:
    read = read_surroundings({"TERM": "screen.xterm-256color", "STY": "1.pts"}, release="")
    assert read.screen
    assert not read.tmux


def test_a_tmux_at_the_other_end_of_ssh_cannot_be_spoken_to() -> None:
    read = read_surroundings({"TERM": "tmux-256color", "SSH_TTY": "/dev/pts/1"}, release="")
    assert read.tmux
    assert not read.tmux_here


def test_an_empty_environment_has_nothing() -> None:
    read = read_surroundings({}, release="")
    assert (read.ssh, read.wsl, read.display, read.wayland, read.session_bus) == (False, False, "", "", False)


@pytest.mark.parametrize("display", [":0", ":1.0", "unix:0", ""])
def test_a_local_display_is_not_a_forwarded_one(display: str) -> None:
    assert not Surroundings(ssh=True, display=display).remote_display
