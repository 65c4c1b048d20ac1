"""What is typed after `pupitre`, read; wrong use is one sentence and exit code 2."""

import argparse
import re
import sys
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, tzinfo
from typing import Any, NoReturn

from pupitre.clock import Clock, clock_from, system_clock
from pupitre.errors import Invalid, PupitreError
from tui import words
from tui.words import N_, _, harmless

WRONG_USE = 2
FAILURE = 1
_WITH_VALUE = ("--data", "--lang", "--at")
"""What is understood before a command, with the word that follows it."""
YEARS = range(1970, 3000)
"""The years a clock can be set to: time can still be counted before and after."""


_ERRORS = (
    # What Python says, and how we say it: its own sentences are English.
    (r"the following arguments are required: (.+)", N_("{0} is missing")),
    (r"unrecognized arguments: (.+)", N_("{0} is not known")),
    (r"argument (.+): invalid choice: '?(.*?)'? \(choose from (.+)\)", N_("{1} is not one of {2}")),
    (r"argument (.+): not allowed with argument (.+)", N_("{0} and {1} cannot be used together")),
    (r"argument (.+): expected one argument", N_("{0} needs a value")),
    (r"argument (.+): ignored explicit argument (.+)", N_("{0} takes no value")),
)


class _Formatter(argparse.HelpFormatter):
    """Says its headings in the language in use."""

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:  # noqa: ANN401
        super().add_usage(usage, actions, groups, _("Use: ") if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        names = {"options": _("Options"), "positional arguments": _("Commands and values")}
        # Python puts the colon, and none of the space before it that French wants.
        super().start_section(_("{name}:").format(name=names.get(heading or "", heading))[:-1])


Fill = Callable[[argparse.ArgumentParser], None]
"""Adds what a command understands."""


class _Parser(argparse.ArgumentParser):
    """Refuses in one sentence. One with a `fill` learns what it understands when it is asked to read something."""

    _complete = False

    def __init__(self, *, fill: Fill | None = None, **told: Any) -> None:  # noqa: ANN401 - Python's own
        super().__init__(**told)
        self._fill = fill

    def _get_formatter(self) -> argparse.HelpFormatter:
        """Return what lays out the help; Python asks it about each thing that is added as well.

        No width counts for that, and what tells the one of the terminal (`shutil`) loads all that packs files.
        """
        return super()._get_formatter() if self._complete else _Formatter(self.prog, width=80)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:  # noqa: ANN401 - Python's own
        """Read what was typed."""
        fill, self._fill = self._fill, None
        if fill is not None:
            _shared(self)
            fill(self)
        self._complete = True
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        told = _("This was not understood ({message}): “pupitre --help” shows what can be typed.")
        sys.stderr.write(told.replace("{message}", _translated(message)) + "\n")
        raise SystemExit(WRONG_USE)


def _translated(message: str) -> str:
    for pattern, ours in _ERRORS:
        said = re.fullmatch(pattern, message, re.DOTALL)
        if said:
            # On one line, and with nothing that a terminal would obey.
            return harmless(_(ours).format(*(part.replace("'", "") for part in said.groups())))
    return harmless(message)


def language_in(argv: Sequence[str]) -> str:
    """Return the language asked for, before anything is said; else the system's."""
    for n, word in enumerate(argv):
        named = argv[n + 1] if word == "--lang" and n + 1 < len(argv) else word.removeprefix("--lang=")
        if word.startswith("--lang") and named in words.LANGUAGES:
            return named
    return words.system_language()


def parse(argv: Sequence[str], version: str) -> argparse.Namespace:
    """Return the options and the command. Ends the process on wrong use, `--help` and `--version`."""
    unsaid = argparse.Namespace(command=None, data=None, lang=None, at=None, demo=False)
    return _parser(version, _asked(argv)).parse_args(argv, unsaid)


def _asked(argv: Sequence[str]) -> Collection[str]:
    """Return the commands that have to be known to read what was typed: often one or none, else all of them.

    Each costs half a millisecond, and there are many.
    """
    words_left = iter(argv)
    for word in words_left:
        if word in _WITH_VALUE:
            next(words_left, None)
        elif not word.startswith("-"):
            return (word,) if word in _COMMANDS else _COMMANDS
        elif word != "--demo" and word.partition("=")[0] not in _WITH_VALUE:
            return _COMMANDS  # help, or a mistake that is answered with them
    return ()


def _parser(version: str, asked: Collection[str]) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="pupitre", add_help=False, formatter_class=_Formatter, allow_abbrev=False,
        description=_("The desk of an independent secretary. Without a command, it opens full screen."),
    )
    _shared(parser)
    parser.add_argument("--demo", action="store_true", help=_("a made-up week in a temporary folder"))
    parser.add_argument("--version", action="version", version=f"Pupitre {version}", help=_("show the version"))
    if not asked:
        return parser
    # Named here: Python would lay out its help to find the name.
    commands = parser.add_subparsers(dest="command", metavar=_("COMMAND"), parser_class=_Parser, prog="pupitre")
    for name in asked:
        told, fill = _COMMANDS[name]
        commands.add_parser(
            name, help=_(told), description=_(told), add_help=False, formatter_class=_Formatter, allow_abbrev=False,
            fill=fill,
        )
    return parser


def _shared(parser: argparse.ArgumentParser) -> None:
    """Add what is understood before a command and after it; what is not said there takes nothing back."""
    unsaid = argparse.SUPPRESS
    parser.add_argument("--data", metavar=_("FOLDER"), default=unsaid, help=_("keep the data in this folder"))
    parser.add_argument("--lang", choices=words.LANGUAGES, default=unsaid, help=_("the language: fr or en"))
    parser.add_argument(
        "--at", metavar=_("INSTANT"), default=unsaid, help=_("start the clock there, such as 2026-11-23T09:10"))
    parser.add_argument("-h", "--help", action="help", help=_("show this help"))


def _import(bring: argparse.ArgumentParser) -> None:
    """Add a file, and what can be said of one of another program; a file of Pupitre needs none of it."""
    bring.add_argument("file", metavar=_("FILE"), help=_("a JSON or CSV file, - for standard input"))
    bring.add_argument("--yes", action="store_true", help=_("import what the preview shows, without asking"))
    bring.add_argument("--dry-run", action="store_true", help=_("only show the preview"))
    bring.add_argument("--skip-bad", action="store_true",
                       help=_("leave out the rows that cannot be read; without it, --yes refuses such a file"))
    bring.add_argument("--client", metavar=_("CLIENT"), help=_("the client of all that names none"))
    bring.add_argument("--new-client", metavar=_("NAME"), help=_("the same, for a client to be added"))
    bring.add_argument("--map", metavar=_("NAME=MEANING"), action="append", default=[],
                       help=_("how a list, a label, a client or a column is read, such as “Doing=in progress”"))
    bring.add_argument("--archived", action="store_true", help=_("take what was archived as well"))
    bring.add_argument("--finished", action="store_true",
                       help=_("take what is finished without a date, on the day of its last change"))


def _export(out: argparse.ArgumentParser) -> None:
    out.add_argument("file", metavar=_("FILE"), nargs="?", default="-", help=_("a JSON file, - for standard output"))
    out.add_argument("--csv", metavar=_("FOLDER"), help=_("write every table as CSV into this folder instead"))


def _add(add: argparse.ArgumentParser) -> None:
    add.add_argument("line", metavar=_("LINE"), help=_("such as “Invoices @abc friday 17h ~30min”"))


def _nothing(_parser: argparse.ArgumentParser) -> None:
    pass


def _report(report: argparse.ArgumentParser) -> None:
    report.add_argument("--client", required=True, metavar=_("CLIENT"), help=_("its label or identifier"))
    report.add_argument("--day", required=True, metavar=_("DAY"), help=_("such as 2026-11-27"))
    spans = report.add_mutually_exclusive_group()
    spans.add_argument("--week", action="store_true", help=_("the week up to that day"))
    spans.add_argument("--delivery", action="store_true", help=_("what was delivered on that day"))
    report.add_argument("--json", action="store_true", help=_("as JSON"))


def _statement(hours: argparse.ArgumentParser) -> None:
    hours.add_argument("--client", required=True, metavar=_("CLIENT"), help=_("its label or identifier"))
    hours.add_argument("--month", required=True, metavar=_("MONTH"), help=_("such as 2026-11"))
    how = hours.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help=_("as JSON"))
    how.add_argument("--text", action="store_true", help=_("as text"))
    how.add_argument("--csv", action="store_true", help=_("as lines for a spreadsheet"))
    how.add_argument("--xlsx", metavar=_("FILE"), help=_("as a spreadsheet, - for standard output"))
    how.add_argument("--pdf", metavar=_("FILE"), help=_("as a page to print, - for standard output"))


def _when(when: argparse.ArgumentParser) -> None:
    when.add_argument("phrase", metavar=_("PHRASE"), help=_("such as “friday 17h”"))
    when.add_argument("--now", metavar=_("INSTANT"), help=_("read it as if it were then"))
    when.add_argument("--json", action="store_true", help=_("as JSON"))


def _calendar(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("import", "export"), metavar="import|export",
                        help=_("import reads a file (.ics), export writes one"))
    parser.add_argument("file", metavar=_("FILE"), nargs="?", default="-", help=_("an .ics file"))
    parser.add_argument("--client", metavar=_("CLIENT"), help=_("its label or identifier"), default=None)
    parser.add_argument("--follow", action="store_true", help=_("read the file again each time it changes"))


def _backup(keep: argparse.ArgumentParser) -> None:
    keep.add_argument("file", metavar=_("FILE"), nargs="?", default="", help=_("a file or a folder, your own choice"))


def _restore(back: argparse.ArgumentParser) -> None:
    back.add_argument("file", metavar=_("FILE"), nargs="?", default="", help=_("a backup"))
    back.add_argument("--preview", action="store_true", help=_("only say what would change"))


def _doctor(doctor: argparse.ArgumentParser) -> None:
    doctor.add_argument("--json", action="store_true", help=_("as JSON"))


_COMMANDS: dict[str, tuple[str, Fill]] = {
    "import": (N_("bring in a file of Pupitre, a Trello board, an Asana project or a table"), _import),
    "export": (N_("write everything in the exchange format"), _export),
    "add": (N_("add a task in one line"), _add),
    "today": (N_("say the day in plain lines, as a screen reader reads them"), _nothing),
    "report": (N_("write the report draft of one client for one day"), _report),
    "statement": (N_("write the statement of hours of one client for one month"), _statement),
    "when": (N_("say what a date phrase means"), _when),
    "calendar": (N_("bring in a calendar of others, or write the deadlines as one"), _calendar),
    "backup": (N_("back everything up into one file, such as one on a USB stick"), _backup),
    "restore": (N_("put a backup back; without a file, list the backups"), _restore),
    "doctor": (N_("check the data, the notifications and the clipboard"), _doctor),
}
"""What each command is for, and what can be said after it."""


def refuse(error: PupitreError) -> int:
    """Say an error on standard error, in one sentence, and return the exit code."""
    from tui import refusals  # noqa: PLC0415 - where something is refused only

    sys.stderr.write(refusals.say(error) + "\n")
    return WRONG_USE if isinstance(error, Invalid) and error.why in {"instant", "day", "month"} else FAILURE


def clock_at(raw: str | None, zone: tzinfo, field: str = "--at") -> Clock:
    """Return the machine's clock, or one that starts at an ISO instant. Raises `Invalid`."""
    return system_clock if raw is None else clock_from(instant(raw, zone, field))


def instant(raw: str, zone: tzinfo, field: str) -> datetime:
    """Return an ISO instant, local unless it has an offset. Raises `Invalid`."""
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError as error:
        raise Invalid(field, "instant", raw) from error
    if moment.year not in YEARS:
        raise Invalid(field, "instant", raw)
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def day(raw: str) -> date:
    """Return an ISO day. Raises `Invalid`."""
    try:
        read = date.fromisoformat(raw)
    except ValueError as error:
        raise Invalid("--day", "day", raw) from error
    if read.year not in YEARS:
        raise Invalid("--day", "day", raw)
    return read


def month(raw: str) -> str:
    """Return a month such as 2026-11. Raises `Invalid`."""
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", raw) or int(raw[:4]) not in YEARS:
        raise Invalid("--month", "month", raw)
    return raw
