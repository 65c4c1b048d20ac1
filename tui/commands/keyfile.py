"""The file of her own keys, in TOML: read line by line, so that a wrong one is named and stops nothing."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence

from pupitre.errors import BadKeymap
from pupitre.value import Struct
from tui.commands.command import Command
from tui.commands.keymap import Keymap, changeable, identity, needed, refuse_key, refuse_taken
from tui.commands.keynames import character_of, read_key
from tui.words import _, shown

_SYNTAX = re.compile(r"\(at line (\d+)")
_LONGEST = 100_000
"""Characters of a file that is still read."""


class WrongLine(Struct, frozen=True):
    """A line that gives no key: its number (0 for the whole file), what is written there, and why."""

    line: int
    written: str
    why: BadKeymap


class KeysRead(Struct, frozen=True):
    """What a file gives, and the lines that give nothing."""

    keymap: Keymap
    wrong: tuple[WrongLine, ...] = ()


def read(text: str, among: Sequence[Command]) -> KeysRead:
    """Return the keys of a file; what is wrong in it changes nothing."""
    lines = text[:_LONGEST].splitlines()
    try:
        tables = tomllib.loads(text[:_LONGEST])
    except tomllib.TOMLDecodeError as error:
        found = _SYNTAX.search(str(error))
        number = int(found[1]) if found else len(lines)
        written = lines[number - 1] if 0 < number <= len(lines) else ""
        return KeysRead(Keymap(), (WrongLine(number, written, BadKeymap("", "", "syntax")),))
    return _gather(_pairs(tables), lines, {identity(c): c for c in among if changeable(c)}, among)


def _pairs(tables: Mapping[str, object]) -> list[tuple[str, object]]:
    pairs: list[tuple[str, object]] = []
    for place, content in tables.items():
        if isinstance(content, dict):
            pairs += [(f"{place}.{name}", keys) for name, keys in content.items()]
        else:
            pairs.append((place, content))
    return pairs


def _gather(
    pairs: Iterable[tuple[str, object]], lines: Sequence[str], known: Mapping[str, Command], among: Sequence[Command]
) -> KeysRead:
    """Give what each line says, then take back from the last one up what two commands cannot both have."""
    keymap, wrong, given = Keymap(), [], []
    for name, keys in pairs:
        command = known.get(name)
        if command is None:
            wrong.append(_wrong(name, lines, BadKeymap("", name, "unknown")))
            continue
        try:
            keymap = keymap.given(command, _keys(command, keys))
            given.append(command)
        except BadKeymap as error:
            wrong.append(_wrong(name, lines, error))
    while (found := _first_clash(keymap, given, among)) is not None:
        taker, refused = found
        keymap = keymap.without(taker)
        given.remove(taker)
        wrong.append(_wrong(identity(taker), lines, refused))
    return KeysRead(keymap, tuple(wrong))


def _first_clash(
    keymap: Keymap, given: Sequence[Command], among: Sequence[Command]
) -> tuple[Command, BadKeymap] | None:
    for command in reversed(given):
        try:
            refuse_taken(keymap, command, among)
        except BadKeymap as error:
            return command, error
    return None


def _wrong(name: str, lines: Sequence[str], error: BadKeymap) -> WrongLine:
    line = _line_of(name, lines)
    return WrongLine(line, lines[line - 1] if line else name, error)


def _keys(command: Command, written: object) -> tuple[str, ...]:
    """Return the keys of a value. Raises `BadKeymap`."""
    listed = [written] if isinstance(written, str) else written
    if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
        raise BadKeymap("", command.title, "list")
    keys = []
    for one in listed:
        key = read_key(one)
        if key is None:
            raise BadKeymap(one, command.title, "no_key")
        refuse_key(command, key)
        keys.append(key)
    if not keys and needed(command):
        raise BadKeymap("", command.title, "needed")
    return tuple(dict.fromkeys(keys))


def _line_of(name: str, lines: Sequence[str]) -> int:
    """Return the line, from 1, on which a command is named; 0 when it is not found."""
    section = ""
    for number, line in enumerate(lines, 1):
        header = re.match(r"\s*\[\s*([^\]]+?)\s*\]", line)
        if header:
            section = header[1].strip("\"'")
        entry = re.match(r"\s*([\"']?)([^\"'=#\[]+?)\1\s*=", line)
        if entry and f"{section}.{entry[2]}".lstrip(".") == name:
            return number
    return 0


# -- writing ---------------------------------------------------------------------------------------------


def written(keymap: Keymap, among: Sequence[Command], headings: Mapping[str, str], lost: Iterable[str] = ()) -> str:
    """Return the file of a map: her keys plainly, every other command as a comment with its default.

    `lost` are lines that could not be read before: they are kept as comments.
    """
    out = [f"# {line}" for line in _(
        "Your own keys. Pupitre reads this file when it starts and writes it when you change a key.\n"
        'To change a key here, take the # away in front of its line: add = ["n"]\n'
        "An empty list, [], leaves a command to the command list (Ctrl+P)."
    ).splitlines()]
    for place, heading in headings.items():
        commands = [c for c in among if c.place == place and changeable(c)]
        if commands:
            out += ["", f"[{place}]  # {heading}", *(_line(keymap, c) for c in commands)]
    kept = [f"#   {shown(line)}" for line in lost if line.strip()]
    if kept:
        out += ["", f"# {_('These lines were not understood:')}", *kept]
    return "\n".join((*out, ""))


def _line(keymap: Keymap, command: Command) -> str:
    name = identity(command).partition(".")[2]
    chosen = keymap.chosen.get(identity(command))
    keys = [k for k in command.keys if k] if chosen is None else chosen
    listed = ", ".join(f'"{_spelt(k)}"' for k in keys)
    return f"{'# ' if chosen is None else ''}{name} = [{listed}]  # {command.title}"


def _spelt(key: str) -> str:
    """Return a key as `read_key` reads it: a sign as itself, what has a name by its name."""
    sign = character_of(key).strip() or key
    return sign.replace("\\", "\\\\").replace('"', '\\"')
