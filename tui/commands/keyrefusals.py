"""Why a key cannot be given, in one sentence that says what to do."""

from pupitre.errors import BadKeymap
from tui.commands import COMMANDS, HEADINGS
from tui.commands.keyfile import WrongLine
from tui.commands.keymap import identity
from tui.words import N_, _, ngettext, shown

_WHY = {
    "taken": N_("{key} is already the key of “{other}”: give that one another key first."),
    "everywhere": N_("{key} is the key of “{other}” on every screen: give that one another key first."),
    "same": N_("A terminal cannot tell {key} from {other}: choose another key."),
    "shell": N_("{key} copies, undoes or stops programs: it stays as it is. Choose another key."),
    "moving": N_("{key} moves, chooses or goes back everywhere: it stays as it is. Choose another key."),
    "unsent": N_("Terminals do not send {key}: choose a letter, an F key, or Ctrl with a letter."),
    "typed": N_("{key} would be typed in the fields: for “{command}”, choose an F key or Ctrl with a letter."),
    "editing": N_("{key} edits what is typed in the fields: for “{command}”, choose another key."),
    "needed": N_("“{command}” leads to everything else: it needs a key."),
    "unknown": N_("there is no command “{command}”"),
    "syntax": N_('this is not written like add = ["n"]'),
    "list": N_('the keys of “{command}” are written like ["n", "f5"]'),
    "no_key": N_("“{key}” is no key"),
}


def why(error: BadKeymap) -> str:
    """Return the sentence of a refusal."""
    return _(_WHY[error.why]).format(
        key=shown(error.key), command=shown(error.command), other=_named(error.other) if error.other else "",
    )


def _named(other: str) -> str:
    """Return what stands in the way: a command by its screen and name, or a key as it is called."""
    for command in COMMANDS:
        if identity(command) == other:
            return f"{_(HEADINGS[command.place])} · {command.title}"
    return other


def told(path: str, wrong: tuple[WrongLine, ...]) -> str:
    """Return one sentence on the lines of her file that give no key; the keys they meant are as they came."""
    first = wrong[0]
    reason = why(first.why).rstrip(".")
    told_of = _("{path}, line {line}: {why}. The usual keys hold there.").format(
        path=shown(path), line=first.line, why=reason[0].lower() + reason[1:] if first.why.why in _LOW else reason,
    )
    others = len(wrong) - 1
    return told_of + (" " + ngettext("{n} other line is wrong.", "{n} other lines are wrong.", others) if others
                      else "")


_LOW = frozenset({"unknown", "syntax", "list", "no_key"})
