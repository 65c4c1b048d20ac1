"""The two forms of what comes from elsewhere: where a file is, and the name of a new client."""

from collections.abc import Callable
from pathlib import Path

from pupitre.errors import Invalid
from pupitre.text import clean_line
from tui.screens.form import Field, Form
from tui.words import _

FILE, CLIENT = "incoming-file", "incoming-client"
"""The names of the drafts."""


def file_form(begin: Callable[[Path], None]) -> Form:
    """Return the form that asks for a file."""
    def save(values: dict[str, str]) -> None:
        raw = values["file"].strip()
        path = Path(raw).expanduser()
        if not raw or "\0" in raw or not path.is_file():
            raise Invalid("file", "unreadable", raw)
        begin(path)

    field = Field("file", _("File"), hint=_("such as ~/Documents/tasks.csv"))
    return Form(FILE, _("Bring in a file"), (field,), save)


def client_form(name: str, chosen: Callable[[str], None]) -> Form:
    """Return the form that asks for the name of a new client."""
    def save(values: dict[str, str]) -> None:
        told = clean_line(values["name"])
        if not told:
            raise Invalid("name", "empty")
        chosen(told)

    return Form(CLIENT, _("New client"), (Field("name", _("Name"), name),), save)
