"""What cannot be done, in one clear sentence that says what to do."""

import re
from datetime import datetime

from pupitre.errors import (
    AlreadyOpen,
    BadBackup,
    BadCalendar,
    BadWording,
    Damaged,
    DamagedMonth,
    ImportRefused,
    Invalid,
    NothingToUndo,
    NotNow,
    PupitreError,
    Replaced,
    StorageFailed,
    TooNew,
    Unknown,
    UnknownClient,
)
from pupitre.settings import Settings
from tui.words import N_, _, hour_of, month_named, shown

_INVALID = {
    ("title", "empty"): N_("The task needs a title: type what is to be done."),
    ("name", "empty"): N_("The client needs a name."),
    ("name", "taken"): N_("There is already a client called “{value}”: choose another name."),
    ("label", "range"): N_("The label is one to three letters, such as TUY."),
    ("label", "taken"): N_("The label {value} already belongs to another client: choose another one."),
    ("email", "shape"): N_("“{value}” is not an e-mail address: it needs an @ and no space."),
    ("increment", "range"): N_("The rounding is 1 to 60 minutes, such as 15."),
    **dict.fromkeys(
        ((f, "range") for f in ("urgent", "evening", "weekend", "holiday")),
        N_("A surcharge is between 0 and 300 %, such as 25."),
    ),
    **dict.fromkeys(
        ((f, "number") for f in ("hourly_rate_eur", "overage_hourly_rate_eur", "price_eur", "monthly_fee_eur",
                                 "rate_per_audio_minute_eur")),
        N_("“{value}” is not an amount in euros: write 28 or 27,50."),
    ),
    ("delivery", "nothing"): N_("Nothing was delivered on that day."),
    ("alert_below", "range"): N_("“{value}” is not a time: write 45 or 1h30."),
    ("evening_from", "hour"): N_("“{value}” is not an hour: write 20:00."),
    ("surcharge", "not_agreed"): N_("No such surcharge was agreed with this client: its sheet has the percentages."),
    ("client", "unknown"): N_("This client does not exist any more: choose another one."),
    ("client", "in_use"): N_("“{value}” is named in what is kept: set it to closed, or close it for good (x)."),
    ("estimate", "range"): N_("The estimate is between 1 minute and 100 hours, such as 30 or 1h30."),
    ("progress", "range"): N_("The progress is between 0 and 100 %."),
    ("deadline", "range"): N_("This date is too far away: check the year."),
    ("deadline", "date"): N_("The date “{value}” was not understood: try “friday 17h” or “5/12”."),
    ("next", "range"): N_("This date is too far away: check the year."),
    ("not_before", "date"): N_("The date “{value}” was not understood: try “friday 17h” or “5/12”."),
    ("not_before", "range"): N_("This date is too far away: check the year."),
    ("rule", "empty"): N_("Say when it comes again: “every monday”, “end of month”…"),
    ("next", "date"): N_("The date “{value}” was not understood: try “friday 17h” or “5/12”."),
    ("day", "past"): N_("This day is over: choose today or a later day."),
    ("planned", "due"): N_("“{value}” is due on this day: it can be postponed, with a reason."),
    ("after", "unknown"): N_("No open task is called “{value}”: type the beginning of its title."),
    ("after", "several"): N_("Several tasks begin with “{value}”: type more of the title."),
    ("after", "circle"): N_("“{value}” would have to wait for itself: choose other tasks."),
    ("parent", "part"): N_("“{value}” cannot be divided so: a sub-task has no sub-tasks."),
    ("next", "empty"): N_("Give the new date, such as “tomorrow 14h”."),
    ("call_back", "empty"): N_("Say when you call back, such as “14h30” or “tomorrow 9h”."),
    ("call_back", "date"): N_("The hour “{value}” was not understood: try “14h30” or “tomorrow 9h”."),
    ("account", "empty"): N_("Choose whose time it was."),
    ("summary", "empty"): N_("Say in a few words what the task is."),
    ("reason", "empty"): N_("Give the reason: one neutral sentence that the client can read."),
    ("scope_note", "empty"): N_("Say why it is outside the mission: one neutral sentence that the client can read."),
    ("waiting_for", "empty"): N_("Say on whom it waits: the client, or a name."),
    ("minutes", "no_room"): N_("This day has no room for so much time: look at its other times."),
    ("times", "order"): N_("The end must come after the start."),
    ("times", "too_long"): N_("A stretch of work lasts 24 hours at most."),
    ("times", "future"): N_("The end cannot lie ahead."),
    ("times", "overlap"): N_("This overlaps another time: change that one first, or choose other hours."),
    ("times", "eaten"): N_("The neighbour would vanish: delete it first, or leave it a minute."),
    ("times", "other_work"): N_("Only two times of the same task can be merged."),
    ("times", "gap"): N_("There is a gap between the two: say whether it was work."),
    ("times", "none_after"): N_("No time follows on this day that could be merged with this one."),
    ("at", "outside"): N_("Choose an hour between the start and the end."),
    ("at", "hour"): N_("“{value}” is not an hour: write 9:10 or 9h10."),
    ("start", "hour"): N_("“{value}” is not an hour: write 9:10 or 9h10."),
    ("end", "hour"): N_("“{value}” is not an hour: write 9:10 or 9h10."),
    ("start", "date"): N_("“{value}” is not a day: write 28/12/2026."),
    ("end", "date"): N_("“{value}” is not a day: write 28/12/2026."),
    ("day", "date"): N_("“{value}” is not a day: write 28/12/2026."),
    ("backup", "range"): N_("The room for backups is at least 1 MB, such as 500."),
    ("minutes", "range"): N_("The time is between 1 minute and 24 hours, such as 20 or 1h15."),
    ("status", "done"): N_("This task is done: reopen it first."),
    ("status", "open"): N_("This task is already open."),
    ("hours", "hour"): N_("“{value}” is not a pair of hours: write 08:30-12:00, 13:15-18:00."),
    ("hours", "range"): N_("The working hours must follow each other: write 08:30-12:00, 13:15-18:00."),
    ("hours", "number"): N_("“{value}” is not a number of hours: write 10 or 7,5."),
    ("expires", "date"): N_("“{value}” is not a day: write 28/12/2026."),
    ("end_of_day", "hour"): N_("“{value}” is not an hour: write 18:00."),
    ("day_start", "hour"): N_("“{value}” is not an hour: write 4:00."),
    ("break_every", "range"): N_("A break is proposed after 30 to 120 minutes of work."),
    ("break_min", "range"): N_("A break lasts 1 to 30 minutes."),
    ("contact_days", "range"): N_("The days are a number from 0 to 365, 0 for never."),
    ("focus", "range"): N_("A session lasts 1 to 180 minutes, 0 to count up."),
    ("days", "unknown"): N_("“{value}” is not a day of the week."),
    ("--at", "instant"): N_("“{value}” is not an instant: write 2026-11-23T09:10."),
    ("--now", "instant"): N_("“{value}” is not an instant: write 2026-11-23T09:10."),
    ("--month", "month"): N_("“{value}” is not a month: write 2026-11."),
    ("--map", "shape"): N_("“{value}” is no choice: write --map “Doing=in progress”, the name in the file first."),
    ("--map", "unknown"): N_("“{value}” is neither a list, a label, a client nor a column of this file."),
    ("--map", "value"): N_("“{value}” is not known here: write to do, in progress, waiting, done, ignore, a client."),
    ("--map", "ours"): N_("This file is one of Pupitre’s own: there is nothing to choose in it."),
    ("file", "inside"): N_("{value} is Pupitre’s own folder: choose another place."),
    ("rows", "bad"): N_("Nothing was imported: some rows cannot be read. Mend the file, or add --skip-bad."),
    ("rows", "untitled"): N_("Nothing was imported: say which column holds the titles with --map “Column=title”."),
    ("agreement", "missing"): N_(
        "Nothing was imported: there is nobody to ask. Read the preview, then add --yes to import it."),
    ("terminal", "binary"): N_("This is no text for a terminal: name a file, or send it to another program."),
    ("--day", "day"): N_("“{value}” is not a day: write 2026-11-27."),
    ("file", "exists"): N_("There is already a file {value}: choose another name."),
    ("desk", "empty"): N_("There is nothing to back up yet."),
    ("file", "unwritable"): N_("The file cannot be written: {value}. Choose another place."),
    ("file", "unreadable"): N_("“{value}” cannot be read: check its name and its folder. Nothing was imported."),
    ("file", "no_backup"): N_("“{value}” is not a file that can be read: check its name and its folder."),
    ("send_by", "hour"): N_("“{value}” is not an hour: write 18:00, 18h or “friday 17h30”, or nothing."),
    ("hour", "hour"): N_("“{value}” is not an hour: write 9:10 or 9h10."),
    ("hour", "range"): N_("The work ends while the session ran: choose an hour in that time."),
    ("wording", "empty"): N_("This text is empty: write it, or go back to the one that came with Pupitre."),
    ("wording", "too_long"): N_("This text is too long: {value} characters at most."),
    ("mail_host", "shape"): N_("“{value}” is not the name of a server: write imap.example.com."),
    ("mail_host", "empty"): N_("Give the name of the server, such as imap.example.com: your mail service tells it."),
    ("mail_port", "range"): N_("The port is a number from 1 to 65535; empty is the usual one."),
    ("mail_user", "empty"): N_("Give your name for this mailbox: most often your e-mail address."),
    ("secret", "empty"): N_("Type the password of the mailbox."),
    ("reply_name", "empty"): N_("The answer needs a name, for the list."),
    ("reply_name", "too_long"): N_("This name is too long: {value} characters at most."),
    ("reply_text", "empty"): N_("This text is empty: write what the client reads."),
    ("reply_text", "too_long"): N_("This text is too long: {value} characters at most."),
    ("status", "not_waiting"): N_("This task waits for nobody: key w says on whom it waits."),
    ("series", "begun"): N_("“{value}” was begun: finish it, or delete it on the board."),
    ("lead", "range"): N_("It is shown 0 to 60 days ahead."),
    ("month_day", "range"): N_("“{value}” is not a day of the month: write 1 to 31, or last."),
    ("weekdays", "unknown"): N_("“{value}” is not a day of the week: write monday, thursday…"),
    ("weekdays", "one"): N_("Of a month it is one weekday: write monday."),
    **dict.fromkeys(((f, "date") for f in ("first", "until")), N_("“{value}” is not a day: try “friday” or “5/12”.")),
    **dict.fromkeys(((f, "range") for f in ("first", "until")), N_("This date is too far away: check the year.")),
    ("until", "order"): N_("The end must not come before the beginning."),
    ("reason", "leaks"): N_("“{value}” must not be read by another client: change the reason."),
    ("estimate", "empty"): N_("How long does it take? Write ~45 min, or 1h30 in its field."),
    ("deadline", "empty"): N_("Until when? Write the hour, such as 17h or “tomorrow 10h”."),
    ("deadline", "past"): N_("This hour is over: give one that lies ahead."),
    ("appointment_title", "empty"): N_("Say what it is: type a few words."),
    ("appointment", "no_date"): N_("Say when, such as “tuesday 14h-15h30” or “from 21/12 to 1/1”."),
    ("appointment", "read_only"): N_("“{value}” comes from a calendar of others: it is changed there."),
    ("to", "order"): N_("The end must come after the beginning, within a year."),
    ("from", "hour"): N_("“{value}” is not an hour: write 9:10 or 9h10."),
    ("to", "hour"): N_("“{value}” is not an hour: write 9:10 or 9h10."),
    ("last", "date"): N_("“{value}” is not a day: write 28/12/2026."),
    ("until", "date"): N_("“{value}” is not a day: write 28/12/2026."),
    ("path", "empty"): N_("Name the file, such as /home/me/agenda.ics."),
    ("timezone", "unknown"): N_("The time zone “{value}” is not known: write Europe/Paris."),
}
_IMPORT = {
    "unknown": N_("“{value}” is not one of the known words"),
    "empty": N_("it is empty"),
    "missing": N_("it is missing"),
    "twice": N_("“{value}” stands twice"),
    "reference": N_("“{value}” is not in the file"),
    "range": N_("“{value}” is out of range"),
    "order": N_("“{value}” is not after its start, or too long after it"),
    "sum": N_("{value} is not the time between start and end"),
    "date": N_("“{value}” is not a date such as 2026-11-27 or 2026-11-27T17:00"),
    "hour": N_("“{value}” is not an hour such as 17:00"),
    "circle": N_("“{value}” would have to wait for itself"),
    "part": N_("a part of “{value}” has parts, or is one of its own"),
    "client": N_("“{value}” is of another client than its part"),
    "too_large": N_("it has more than {value} MB"),
    "too_many": N_("it has more than {value} rows"),
    "binary": N_("it is no text: save the spreadsheet as CSV, or export the board as JSON or CSV"),
    "no_table": N_("neither a header with the names of columns nor rows below it were found"),
    "trello": N_("it looks like a Trello board, but its cards and lists cannot be read"),
    "ours": N_("it is a file of Pupitre itself, or no board: bring it in with “pupitre import”"),
    "quote": N_("the quote that opens on line {value} never ends, or a cell is too long"),
}
_BACKUP = {
    "damaged": N_("it is damaged, or not all of it is there"),
    "foreign": N_("it is not a backup of Pupitre"),
    "altered": N_("what is in it was changed"),
    "too_new": N_("a later version of Pupitre wrote it"),
    "too_large": N_("it is too large"),
    "encrypted": N_("it is behind a password"),
    "no_month": N_("it does not have this month"),
}
_CALENDAR = {
    "empty": N_("it is empty"),
    "no_calendar": N_("it is not a calendar (.ics)"),
    "no_file": N_("it is not a file"),
    "too_large": N_("it is too large"),
    "too_many": N_("it has too many entries"),
}
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
    UnknownClient: N_("No client answers to @{reference}. Known labels: {known}."),
}


def say(error: PupitreError) -> str:
    """Return the sentence of an error."""
    if isinstance(error, Invalid):
        return _invalid(error)
    if isinstance(error, ImportRefused):
        value = shown(error.value)
        what = _(_IMPORT[error.why]).replace("{value}", value) if error.why in _IMPORT else in_words(value)
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
        why = _(_CALENDAR[error.why]) if error.why in _CALENDAR else in_words(shown(error.why))
        return _(_PLAIN[BadCalendar]).format(path=shown(str(error.path)), why=why)
    if isinstance(error, BadBackup):
        data["why"] = _(_BACKUP[error.why]) if error.why in _BACKUP else in_words(error.why)
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
        return shown(raw)


def _invalid(error: Invalid) -> str:
    sentence = _INVALID.get((error.field, error.why))
    if sentence is None:
        return _("“{value}” cannot be kept in the field {field}.").format(value=shown(error.value), field=error.field)
    return _(sentence).replace("{value}", shown(error.value))
