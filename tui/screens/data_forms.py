"""The two forms of the data screen: where a backup goes, and from where one comes."""

from collections.abc import Callable
from pathlib import Path

from pupitre.errors import Invalid
from tui.papers.folder import checked
from tui.screens.form import Field, Form
from tui.words import _

Values = dict[str, str]
OUT, IN, TABLES = "backup", "other-backup", "tables"
"""The names of the drafts."""


def backup_form(begin: Callable[[Path | None, Values], None]) -> Form:
    """Return the form that asks where a backup goes; nothing typed means among the others."""
    def save(values: Values) -> None:
        raw = values["file"].strip()
        target = Path(raw).expanduser() if raw else None
        if target is not None and target.exists() and not target.is_dir():
            raise Invalid("file", "exists", raw)
        if target is not None and not target.exists() and not target.parent.is_dir():
            raise Invalid("file", "unwritable", raw)
        begin(target, values)

    hint = _("empty: here, among the others")
    return Form(OUT, _("Back up"), (Field("file", _("File or folder"), hint=hint),), save)


def tables_form(begin: Callable[[Path], None], data: Path) -> Form:
    """Return the form that asks for the folder of the tables."""
    def save(values: Values) -> None:
        raw = values["file"].strip()
        if not raw or "\0" in raw:
            raise Invalid("file", "unwritable", raw)
        target = checked(Path(raw), data)
        if not target.is_dir() and (target.exists() or not target.parent.is_dir()):
            raise Invalid("file", "unwritable", raw)
        begin(target)

    field = Field("file", _("Folder"), hint=_("such as ~/Documents/pupitre"))
    return Form(TABLES, _("Everything as tables"), (field,), save)


def other_form(begin: Callable[[Path, Values], None]) -> Form:
    """Return the form that asks for a backup from elsewhere."""
    def save(values: Values) -> None:
        raw = values["file"].strip()
        path = Path(raw).expanduser()
        if not raw or not path.is_file():
            raise Invalid("file", "no_backup", raw)
        begin(path, values)

    field = Field("file", _("File"), hint=_("such as a file on a USB stick"))
    return Form(IN, _("A backup from elsewhere"), (field,), save)
