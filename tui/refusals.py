"""What cannot be done, in one clear sentence that says what to do."""

import re
from datetime import datetime

from pupitre.errors import (
    AlreadyOpen,
    BadBackup,
    BadCalendar,
    BadKeymap,
    BadWording,
    Damaged,
    DamagedMonth,
    ImportRefused,
    Invalid,
    KeyLost,
    Locked,
    NoKeyring,
    NothingToUndo,
    NotNow,
    PupitreError,
    Replaced,
    StorageFailed,
    TooNew,
    Unknown,
    UnknownClient,
    WrongPhrase,
)
from pupitre.settings import Settings
from tui.refusal_words import BACKUP, CALENDAR, IMPORT, INVALID
from tui.words import N_, _, harmless, hour_of, month_named, shown

_SHAPES = (
    # What the JSON reader says, and how we say it: its own sentences are English.
    (r"Expected `(.+)`, got `(.+)`", N_("{1} stands where {0} is expected")),
    (r"Object missing required field `(.+)`", N_("{0} is missing")),
    (r"Input data was truncated|JSON is malformed|Invalid UTF-8", N_("it is not JSON, or not all of it")),
)

_WORDINGS = (
    # What the filler says of a text with places, and how we say it: its own sentences are English.
    (r"'(\w+)' is undefined, there are (.+)", N_("“{{{{ {0} }}}}” does not exist; the possible names: {1}")),
    (r"'(\w+)' is undefined", N_("“{{{{ {0} }}}}” does not exist")),
    (r".*has no attribute '?(\w+)", N_("“{0}” does not exist here: a name stands alone, without a dot")),
    (r".*block that needs to be closed is '(for|if)'", N_("“{{% {0} … %}}” has no “{{% end{0} %}}” after it")),
    (r".*Encountered unknown tag '(end\w+|else|elif)'", N_("“{{% {0} %}}” ends nothing: its beginning is missing")),
    (r"Encountered unknown tag '(\w+)'", N_("“{{% {0} %}}” is not known: only if and for are")),
    (r"No filter named '(\w+)'", N_("“|{0}” is not known")),
    (r"No test named '(\w+)'", N_("“is {0}” is not known")),
    (r"Expected an expression", N_("between the braces a name is missing")),
    (r"unexpected end of template|.*got 'end of template'|Missing end", N_("a brace was opened and not closed")),
    (r".*'end of print statement'", N_("“{{{{ … }}}}” holds one name alone, and is closed with two braces")),
    (r"expected token", N_("a “{{% … %}}” is not written like “{{% if fait %}}” or “{{% for ligne in fait %}}”")),
    (r"unexpected (?:char )?'(.+?)'", N_("“{0}” has no place there")),
    (r"empty\Z", N_("nothing comes of this text: it needs at least one sentence")),
    (r"too long\Z", N_("the text becomes too long")),
)

# What systems say most often when they refuse; the rest is shown as the system says it.
_SYSTEM = (
    N_("No such file or directory"), N_("Permission denied"), N_("Read-only file system"), N_("Is a directory"),
    N_("Not a directory"), N_("Device or resource busy"), N_("No space left on device"), N_("Disk quota exceeded"),
    N_("File name too long"), N_("Input/output error"), N_("File too large"), N_("Stale file handle"),
    N_("Operation not permitted"), N_("Bad file descriptor"), N_("No such device or address"),
    N_("a later version of Pupitre wrote it"),
)

_PLAIN: dict[type[PupitreError], str] = {
    Unknown: N_("This is no longer on your desk: it was deleted meanwhile."),
    NotNow: N_("The timer is not running: press Enter on a task to start it."),
    NothingToUndo: N_("There is nothing left to undo."),
    StorageFailed: N_("It could not be saved to {place} ({why}). Nothing is lost: free the disk, then try again."),
    AlreadyOpen: N_("Pupitre is already open on {place} (process {pid}, since {since}): use that window."),
    Damaged: N_("{place} cannot be read ({why}). It was not touched: start Pupitre to choose a good copy."),
    BadWording: N_("Line {line}: {why}."),
    BadCalendar: N_("{path} cannot be read as a calendar: {why}."),
    BadBackup: N_("{path} cannot be used as a backup: {why}."),
    DamagedMonth: N_(
        "{month} cannot be read ({why}). Today’s work does not need it: key b on the day screen can restore it."
    ),
    Replaced: N_("Another program changed {place}. Its version was kept as {aside}. Yours is whole: try again."),
    TooNew: N_("{place} was written by a later version of Pupitre: install the new version. Nothing was touched."),
    BadKeymap: N_("{key} cannot be given to “{command}”: choose another key."),
    Locked: N_(
        "{place} is protected by a passphrase: type it on a terminal, or have the keyring keep it (Data, key p)."
    ),
    WrongPhrase: N_("This is not the passphrase. Try again: capitals and spaces count."),
    KeyLost: N_(
        "The key of your data, {place}, is missing or damaged, and no copy of it was found: put it back from another "
        "copy of this folder. Nothing was touched."
    ),
    NoKeyring: N_("This computer offers no safe place for the key ({why}): you will type the passphrase each time."),
    UnknownClient: N_("No client answers to @{reference}. Known labels: {known}."),
}


def say(error: PupitreError) -> str:
    """Return the sentence of an error."""
    if isinstance(error, Invalid):
        return _invalid(error)
    if isinstance(error, ImportRefused):
        value = shown(error.value)
        what = _(IMPORT[error.why]).replace("{value}", value) if error.why in IMPORT else in_words(value)
        if not error.path:
            return _("Nothing was imported. This file cannot be used: {what}.").replace("{what}", what)
        return _("Nothing was imported. Mend {path} in the file: {what}.").format(path=error.path, what=what)
    if isinstance(error, BadWording):
        return _bad_wording(error)
    data = {name: _shown(content) for name, content in vars(error).items()}
    if isinstance(error, AlreadyOpen) and error.since:
        data["since"] = _hour(error.since)
    if isinstance(error, StorageFailed | Damaged | DamagedMonth):
        data["why"] = in_words(error.why)
    if isinstance(error, BadCalendar):
        why = _(CALENDAR[error.why]) if error.why in CALENDAR else in_words(harmless(error.why))
        return _(_PLAIN[BadCalendar]).format(path=shown(str(error.path)), why=why)
    if isinstance(error, BadBackup):
        data["why"] = _(BACKUP[error.why]) if error.why in BACKUP else in_words(error.why)
    if isinstance(error, DamagedMonth):
        data["month"] = month_named(error.month)
    return _(_PLAIN[type(error)]).format(**data)


def in_words(told: str) -> str:
    """Return what a system or the JSON reader said, in the language of the screen where we know it."""
    for pattern, ours in _SHAPES:
        found = re.match(pattern, told)
        if found:
            return _(ours).format(*found.groups())
    return _(told) if told else ""


def _bad_wording(error: BadWording) -> str:
    why = _("this cannot be read: a text has names in double braces, “if” and “for”, and nothing else")
    for pattern, ours in _WORDINGS:
        found = re.match(pattern, error.why, re.DOTALL)
        if found:
            why = _(ours).format(*(shown(part) for part in found.groups()))
            break
    sentence = _(_PLAIN[BadWording]).format(line=error.line, why=why) if error.line else f"{why}."
    return sentence[0].upper() + sentence[1:]


def _shown(content: object) -> str:
    if isinstance(content, tuple):
        return ", ".join(content) or _("none yet")
    return "?" if content in {None, ""} else shown(str(content))


def _hour(raw: str) -> str:
    """Return the local hour of an instant as it was written."""
    try:
        return hour_of(datetime.fromisoformat(raw), Settings().zone)
    except ValueError:
        return harmless(raw)


def _invalid(error: Invalid) -> str:
    sentence = INVALID.get((error.field, error.why))
    if sentence is None:
        return _("“{value}” cannot be kept in the field {field}.").format(value=shown(error.value), field=error.field)
    return _(sentence).replace("{value}", shown(error.value))
