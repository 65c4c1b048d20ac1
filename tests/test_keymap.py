"""Her own keys, and the keys that come with the program: what can be given, what is refused, what a file says."""

from collections import Counter
from pathlib import Path

import pytest
from textual.keys import _character_to_key
from textual.widgets import Input, TextArea

from pupitre.errors import BadKeymap, StorageFailed
from storage.keymap_file import KeymapFile
from tests.keyboards import LAYOUTS, needs_a_trick
from tui import commands, words
from tui.commands import COMMANDS, HEADINGS, Keymap, Place, keyfile
from tui.commands.keymap import EDITING, changeable, give, give_back, identity, refuse_taken
from tui.commands.keynames import character_key, character_of, key_name, read_key
from tui.commands.keyrefusals import why
from tui.own_keys import OwnKeys


@pytest.fixture(autouse=True)
def _french() -> None:
    words.use("fr")


BY_NAME = {identity(c): c for c in COMMANDS}


def refused(name: str, key: str, keymap: Keymap | None = None) -> str:
    """Return the sentence with which a key is refused."""
    with pytest.raises(BadKeymap) as caught:
        give(keymap or Keymap(), BY_NAME[name], (key,), COMMANDS)
    return why(caught.value)


def written(keymap: Keymap) -> str:
    return keyfile.written(keymap, COMMANDS, {str(p): h for p, h in HEADINGS.items()})


def test_every_command_has_a_name_of_its_own_in_the_file() -> None:
    assert [name for name, count in Counter(identity(c) for c in COMMANDS).items() if count > 1] == []


def test_no_two_commands_of_one_screen_have_the_same_key_by_default() -> None:
    for command in COMMANDS:
        refuse_taken(Keymap(), command, COMMANDS)


def test_no_default_is_a_key_that_a_terminal_sends_as_another_one() -> None:
    keys = {key for c in COMMANDS for key in c.keys}
    assert not keys & {"ctrl+i", "ctrl+j", "ctrl+m", "ctrl+h", "ctrl+c", "ctrl+left_square_bracket"}


def test_no_default_needs_a_digit_a_bracket_or_altgr_on_azerty() -> None:
    assert [k for c in COMMANDS for k in c.keys if needs_a_trick(character_of(k), "AZERTY")] == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_on_each_layout_every_command_has_a_way_without_digit_bracket_or_altgr(layout: str) -> None:
    palette = {c.name for c in COMMANDS if c.place is not Place.FORM}
    for command in COMMANDS:
        easy = any(k and not needs_a_trick(character_of(k), layout) for k in command.keys)
        assert easy or command.name in palette, identity(command)


def test_what_edits_a_field_in_textual_is_known_or_ours() -> None:
    theirs = {key for kind in (Input, TextArea) for b in kind.BINDINGS for key in b.key.split(",")}  # type: ignore[union-attr]
    ctrl = {key for key in theirs if key.startswith("ctrl+") and len(key) == 6}
    assert ctrl - EDITING <= {"ctrl+c", "ctrl+z"}


@pytest.mark.parametrize("character", "aZé,;:!*?./§ù%µ^$&\"'(-_)=<>@#~|\\`{}[]°+£²«»’çà1")
def test_a_character_has_the_name_that_textual_gives_it_and_back(character: str) -> None:
    assert character_key(character) == _character_to_key(character)
    assert character_of(character_key(character)) == character
    assert read_key(character) == character_key(character)


@pytest.mark.parametrize(("text", "key"), [
    ("Ctrl+E", "ctrl+e"), ("f5", "f5"), ("F5", "f5"), ("shift+a", "A"), ("Shift+F2", "shift+f2"), ("alt+x", "alt+x"),
    ("comma", "comma"), ("space", "space"), ("e\u0301", "é"), ("ctrl+alt+x", "alt+ctrl+x"), ("+", "plus"),
])
def test_keys_are_read_as_a_person_writes_them(text: str, key: str) -> None:
    assert read_key(text) == key


@pytest.mark.parametrize("text", ["", "ab", "ctrl+", "hyper+a", "ctrl+ctrl+a", "x" * 10_000, "\x00", "[/]", "f99"])
def test_what_is_no_key_is_none(text: str) -> None:
    assert read_key(text) is None


# -- what is refused -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "key", "says"), [
    ("day.add", "n", "Journée · Silence"),
    ("day.add", "f9", "Partout · Réglages"),
    ("everywhere.settings", "a", "s’écrirait dans les champs"),
    ("everywhere.settings", "ctrl+u", "sert à écrire dans les champs"),
    ("everywhere.settings", "f5", "déjà la touche de"),
    ("form.save", "é", "s’écrirait dans les champs"),
    ("day.add", "ctrl+i", "confond Ctrl+I et Tab"),
    ("day.add", "ctrl+j", "confond Ctrl+J et Entrée"),
    ("day.add", "ctrl+m", "confond Ctrl+M et Entrée"),
    ("day.add", "ctrl+h", "confond Ctrl+H et Retour arrière"),
    ("day.add", "ctrl+z", "copie, annule ou arrête"),
    ("day.add", "ctrl+c", "copie, annule ou arrête"),
    ("day.add", "tab", "déplace, valide ou ramène"),
    ("day.add", "up", "déplace, valide ou ramène"),
    ("day.complete", "escape", "déplace, valide ou ramène"),
    ("day.add", "ctrl+comma", "n’envoie pas"),
    ("reports.copy", "j", "s’écrirait dans les champs"),
    ("time.delete_time", "f12", "Formulaires · Enregistrer"),
])
def test_a_key_is_refused_with_the_reason(name: str, key: str, says: str) -> None:
    assert says in refused(name, key).replace("\u00a0", " ")


def test_the_list_of_commands_never_loses_its_last_key() -> None:
    for name in ("everywhere.help", "everywhere.command_palette", "everywhere.quit"):
        with pytest.raises(BadKeymap, match="needed"):
            give(Keymap(), BY_NAME[name], (), COMMANDS)


@pytest.mark.parametrize("key", ["1", "left_square_bracket", "é", "at", "A", "f11", "ctrl+e", "shift+f3", "plus"])
def test_for_her_own_choice_any_key_is_good_that_is_free(key: str) -> None:
    keymap = give(Keymap(), BY_NAME["day.add"], (key,), COMMANDS)
    assert keymap.on(BY_NAME["day.add"]).keys == (key,)


def test_enter_and_escape_stay_with_what_they_do() -> None:
    keymap = give(Keymap(), BY_NAME["day.start"], ("f11",), COMMANDS)
    assert keymap.on(BY_NAME["day.start"]).keys == ("f11", "enter")
    assert Keymap({"plan.back": ()}).on(BY_NAME["plan.back"]).keys == ("escape",)


def test_a_key_that_was_given_away_is_free_and_its_first_command_is_told_when_it_wants_it_back() -> None:
    add, silence = BY_NAME["day.add"], BY_NAME["day.silence"]
    keymap = give(Keymap(), silence, ("f11",), COMMANDS)
    keymap = give(keymap, add, ("n",), COMMANDS)
    with pytest.raises(BadKeymap, match=r"day\.add"):
        give_back(keymap, silence, COMMANDS)
    assert give_back(give_back(keymap, add, COMMANDS), silence, COMMANDS) == Keymap()


# -- the file --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_is_written_is_read_again_for_every_command(language: str) -> None:
    words.use(language)
    assert keyfile.read(written(Keymap()), COMMANDS) == keyfile.KeysRead(Keymap())
    free = Keymap()
    for command in COMMANDS:
        if changeable(command):
            free = free.given(command, command.keys if any(command.keys) else ())
    again = keyfile.read(written(free), COMMANDS)
    assert again.wrong == ()
    assert {identity(c): again.keymap.on(c).keys for c in COMMANDS} == {
        identity(c): free.on(c).keys for c in COMMANDS}
    words.use("fr")


def test_every_line_that_is_uncommented_is_understood() -> None:
    plain = "\n".join(line.removeprefix("# ") if " = [" in line else line for line in written(Keymap()).splitlines()
                      if 'add = ["n"]' not in line)
    assert keyfile.read(plain, COMMANDS).wrong == ()


def test_two_commands_exchange_their_keys_in_the_file() -> None:
    found = keyfile.read('[day]\nadd = ["n"]\nsilence = ["a", "insert"]\n', COMMANDS)
    assert found.wrong == ()
    assert found.keymap.on(BY_NAME["day.add"]).keys == ("n",)


@pytest.mark.parametrize(("text", "line", "reason"), [
    ('[day]\nadd = ["n"\n', 2, "syntax"),
    ('[day]\nedit = ["f11"]\nadd = ["n"]\n', 3, "taken"),
    ('[day]\n\nflie = ["n"]\n', 3, "unknown"),
    ('add = ["n"]\n', 1, "unknown"),
    ("[day]\nadd = 5\n", 2, "list"),
    ('[day]\nadd = ["ab"]\n', 2, "no_key"),
    ('[day]\nadd = "ctrl+i"\n', 2, "same"),
    ('[everywhere]\n"settings" = ["x"]\n', 2, "typed"),
    ("[everywhere]\nhelp = []\n", 2, "needed"),
    ('[rescue]\nleave = ["x"]\n', 2, "unknown"),
    ("\x00\x01", 1, "syntax"),
])
def test_a_wrong_line_is_named_and_gives_nothing(text: str, line: int, reason: str) -> None:
    found = keyfile.read(text, COMMANDS)
    assert [(w.line, w.why.why) for w in found.wrong] == [(line, reason)]
    assert found.keymap.on(BY_NAME["day.add"]).keys == ("a", "insert")


def test_a_wrong_line_is_told_in_one_sentence_and_kept_as_a_comment(tmp_path: Path) -> None:
    file = KeymapFile(tmp_path)
    file.write('[day]\nadd = ["n"]\nedit = ["f11"]\nwhy = [7]\n')
    keys = OwnKeys(file)
    [(sentence, bad)] = keys.load()
    told = sentence.replace("\u00a0", " ")
    assert bad
    assert "ligne 4" in told or "ligne 2" in told
    assert "1 autre ligne est à corriger" in told
    assert commands.key_to(Place.DAY, "edit") == "F11"
    keys.keep(commands.keys_in_use())
    assert '#   add = ["n"]' in file.read()
    assert OwnKeys(file).load() == ()
    commands.use_keys(Keymap())


def test_the_file_is_hers_alone_and_a_folder_that_refuses_is_told(tmp_path: Path) -> None:
    file = KeymapFile(tmp_path)
    assert file.read() == ""
    file.write("# é\n")
    assert file.read() == "# é\n"
    assert file.path.stat().st_mode & 0o077 == 0
    file.path.unlink()
    file.path.mkdir()
    with pytest.raises(StorageFailed):
        file.read()
    [(sentence, bad)] = OwnKeys(file).load()
    assert bad
    assert "keys.toml" in sentence


@pytest.mark.parametrize(("key", "name"), [
    ("ctrl+g", "Ctrl+G"), ("enter", "Entrée"), ("comma", ","), ("é", "é"), ("A", "Maj+A"), ("shift+f2", "Maj+F2"),
    ("alt+left", "Alt+←"), ("left_square_bracket", "["), ("ctrl+delete", "Ctrl+SUPPR"),
])
def test_a_key_is_called_as_on_her_keyboard(key: str, name: str) -> None:
    assert key_name(key) == name


def test_a_key_of_the_board_that_the_reading_view_has_too_is_refused_there() -> None:
    reading = next(c for c in COMMANDS if c.place is Place.READING and c.action == "start")
    with pytest.raises(BadKeymap) as refused:
        give(Keymap(), reading, ("e",), COMMANDS)
    assert refused.value.other == "day.edit"
