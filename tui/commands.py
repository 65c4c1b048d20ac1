"""Every verb, declared once: the footer, the palette, the help and the README's key table all read it here."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from tui.words import N_, _


class Place(StrEnum):
    """Where a command can be given."""

    EVERYWHERE = "everywhere"
    DAY = "day"
    REPORTS = "reports"
    CLIENTS = "clients"
    SEARCH = "search"
    FORM = "form"
    TIME = "time"
    TIMES = "times"
    FOCUS = "focus"
    DATA = "data"
    PAUSE = "pause"
    REVIEW = "review"
    WORDINGS = "wordings"
    REPLIES = "replies"
    REQUESTS = "requests"
    RESCUE = "rescue"


@dataclass(frozen=True, slots=True)
class Command:
    """One verb: its action, its keys (the first one is shown), its name, and a sentence of help."""

    action: str
    keys: tuple[str, ...]
    name: str
    help: str
    place: Place
    footer: bool = True
    priority: bool = False

    @property
    def title(self) -> str:
        """The name in the language of the screen."""
        return _(self.name)

    @property
    def explanation(self) -> str:
        """The sentence of help in the language of the screen."""
        return _(self.help)


def _day(action: str, keys: str, name: str, help_: str, *, footer: bool = False) -> Command:
    return Command(action, tuple(keys.split(",")), name, help_, Place.DAY, footer)


def _all(action: str, keys: str, name: str, help_: str, *, footer: bool = False) -> Command:
    return Command(action, tuple(keys.split(",")), name, help_, Place.EVERYWHERE, footer, priority=True)


COMMANDS: tuple[Command, ...] = (
    _all("help", "f1", N_("Help"), N_("Shows every key and what it does."), footer=True),
    _all("show('day')", "f2", N_("Day"), N_("Shows the board of all clients, the deadlines and the timer.")),
    _all("show('reports')", "f3", N_("Reports"), N_("Shows the report drafts of the day, one for each client.")),
    _all("show('clients')", "f4", N_("Clients"), N_("Shows the clients and their sheets.")),
    _all("search", "ctrl+f", N_("Search"),
         N_("Finds anything by a few words: tasks, times, notes, clients and reports, closed years too.")),
    _all("show('times')", "ctrl+g", N_("Times"), N_("Shows the day as a strip: its times, its pauses and its gaps.")),
    _all("show('data')", "", N_("Data"), N_("Shows where your data are, what is damaged, and the backups.")),
    _all("show('review')", "", N_("Review"),
         N_("Shows what the day or the week was: work, pauses, interruptions. For you alone.")),
    _all("settings", "f9", N_("Settings"), N_("Name, hours, pauses, notifications, language and theme.")),
    _all("command_palette", "ctrl+p", N_("Commands"), N_("Finds any command by a few letters of its name.")),
    _all("undo", "ctrl+z", N_("Undo"), N_("Takes back the last thing you did, up to fifty times.")),
    _all("test_notifications", "", N_("Test notifications"),
         N_("Tries every way to reach you and says which ones worked.")),
    _all("take_break", "ctrl+b", N_("Break"), N_("Starts a real pause now, or ends the one under way.")),
    _all("interrupt", "ctrl+o", N_("Interruption"),
         N_("Someone breaks in: the timer waits at once, who it was and what came of it is said after.")),
    _all("complete_interruption", "", N_("Last interruption"),
         N_("Says more of the last interruption of the day: who, what came of it.")),
    _all("quit", "ctrl+q", N_("Quit"), N_("Leaves at once: everything is already saved.")),
    _day("add", "a,insert", N_("Add"), N_("Adds a task in one line: client, date and estimate anywhere in it."),
         footer=True),
    _day("start", "enter", N_("Start"), N_("Starts the timer on the chosen task; on the running one, pauses it."),
         footer=True),
    _day("complete", "space", N_("Done"), N_("Marks the chosen task as done; again on a done task, reopens it."),
         footer=True),
    _day("pause", "p", N_("Pause"), N_("Pauses the timer for a real break; again to go on."), footer=True),
    _day("interrupt", "i", N_("Interruption"),
         N_("Someone breaks in: the timer waits at once, the details come after."), footer=True),
    _day("more", "m", N_("5 min more"), N_("At the end of a session: five minutes more, kept apart as overtime."),
         footer=True),
    _day("choose_mode", "y", N_("Rhythm"), N_("Chooses how long sessions and rests are: 25/5, 50/10, 45/5, free.")),
    _day("focus_view", "z", N_("Full screen"), N_("Shows the session alone, its time to be read from afar.")),
    _day("later", "l", N_("Later"), N_("When a break is due: in 5, 10 or 15 minutes, or not this time."),
         footer=True),
    _day("rest", "g", N_("Breathe"), N_("In a break: a calm screen to breathe, to stretch, or to look elsewhere."),
         footer=True),
    _day("check_times", "v", N_("Check"), N_("Opens the times that cannot be right, to be corrected."), footer=True),
    _day("wait", "w", N_("Waiting"), N_("Says on whom the task waits, what is missing and when to ask again."),
         footer=True),
    _day("postpone", "d", N_("Postpone"), N_("Gives a new date, and the reason the client will read."),
         footer=True),
    _day("show('reports')", "r", N_("Reports"), N_("Shows the report drafts of the day."), footer=True),
    _day("show('times')", "j", N_("Times"), N_("Shows the day as a strip, to put its times right."), footer=True),
    _day("stop", "s", N_("Stop"), N_("Ends the session and keeps its time; the task stays open.")),
    _day("edit", "e", N_("Edit"), N_("Opens the whole task: title, dates, estimate, notes, what the client reads."),
         footer=True),
    _day("note_time", "t", N_("Note time"), N_("Notes time that was worked without the timer.")),
    _day("out_of_scope", "h", N_("Out of scope"), N_("Marks a request as outside the mission, with its reason.")),
    _day("drop", "x", N_("Give up"), N_("Takes a task off the board with its reason; the report will say it.")),
    _day("delete", "delete", N_("Delete"), N_("Deletes a task added by mistake; undo brings it back.")),
    _day("reopen", "o", N_("Reopen"), N_("Puts a waiting or finished task back in To do.")),
    _day("only_client", "c", N_("One client"), N_("Shows only the client of the chosen task; again, all of them."),
         footer=True),
    _day("silence", "n", N_("Silence"),
         N_("Announces nothing for a while: on the phone, headset, do not disturb; again ends it."), footer=True),
    _day("show_done", "f", N_("Done today"), N_("Opens or folds the tasks done today.")),
    _day("show('data')", "b", N_("Data"), N_("Shows where your data are, what is damaged, and the backups.")),
    _day("show('review')", "k", N_("Review"),
         N_("Shows what the day or the week was: work, pauses, interruptions. For you alone.")),
    _day("undo", "u", N_("Undo"), N_("Takes back the last thing you did.")),
    _day("replies", "f5", N_("Answers"),
         N_("Polite firm texts for the client of the chosen task; Enter copies one.")),
    Command("pause", ("p",), N_("Pause"), N_("Pauses the timer for a real break; again to go on."), Place.FOCUS),
    Command("more", ("m",), N_("5 min more"),
            N_("At the end of a session: five minutes more, kept apart as overtime."), Place.FOCUS),
    Command("complete", ("space",), N_("Done"), N_("Marks the task of the session as done."), Place.FOCUS),
    Command("interrupt", ("i",), N_("Interruption"),
            N_("Someone breaks in: the timer waits at once, the details come after."), Place.FOCUS),
    Command("stop", ("s",), N_("Stop"), N_("Ends the session and keeps its time; the task stays open."), Place.FOCUS),
    Command("back", ("escape", "z"), N_("Back"), N_("Goes back to the day."), Place.FOCUS),
    Command("copy", ("f5",), N_("Copy"), N_("Copies the draft, and says “copied” only when it was checked."),
            Place.REPORTS, priority=True),
    Command("save_file", ("f6",), N_("File"), N_("Saves the draft as a dated text file and shows where."),
            Place.REPORTS, priority=True),
    Command("mail", ("f7",), N_("Mail"), N_("Opens your mail program with the draft; nothing is sent by itself."),
            Place.REPORTS, priority=True),
    Command("mark_sent", ("f8",), N_("Sent"), N_("Notes that the client has it, with the hour."),
            Place.REPORTS, priority=True),
    Command("fill_in", ("f10", "ctrl+t"), N_("Complete"),
            N_("Asks for what is missing: a reason, a new date, a time."), Place.REPORTS, priority=True),
    Command("fresh", ("ctrl+r",), N_("Draft anew"), N_("Forgets your edits of this draft and writes it again."),
            Place.REPORTS, footer=False, priority=True),
    Command("day(-1)", ("left",), N_("Day before"), N_("Shows the reports of the day before."), Place.REPORTS,
            footer=False),
    Command("day(1)", ("right",), N_("Day after"), N_("Shows the reports of the day after."), Place.REPORTS,
            footer=False),
    Command("back", ("escape",), N_("Back"), N_("Goes one step back; nothing typed is lost."), Place.REPORTS),
    Command("wordings", ("m",), N_("Templates"), N_("Shows the texts that drafts are made from, to write your own."),
            Place.REPORTS),
    Command("edit", ("enter", "e"), N_("Edit"), N_("Goes to the chosen text; what it gives is shown beside it."),
            Place.WORDINGS),
    Command("save", ("ctrl+s", "f12"), N_("Save"), N_("Keeps the text, once nothing is wrong with it."),
            Place.WORDINGS, priority=True),
    Command("other_facts", ("f5",), N_("Preview"), N_("Shows the text with another client’s day, or made-up facts."),
            Place.WORDINGS, priority=True),
    Command("ours", ("f8",), N_("Ours"), N_("Goes back to the text that came with Pupitre; undo brings yours back."),
            Place.WORDINGS, priority=True),
    Command("back", ("escape",), N_("Back"), N_("Goes one step back; nothing typed is lost."), Place.WORDINGS),
    Command("copy", ("enter",), N_("Copy"), N_("Copies the text, and counts its use for the client."),
            Place.REPLIES),
    Command("copy_here", ("f5",), N_("Copy"), N_("Copies the text from where it is written."), Place.REPLIES,
            priority=True),
    Command("next_gap", ("tab",), N_("Complete"),
            N_("Goes to the text, from one place to complete to the next; then back to the list."), Place.REPLIES,
            priority=True),
    Command("new_reply", ("a", "insert"), N_("Add"), N_("Adds a text of your own."), Place.REPLIES),
    Command("edit_reply", ("e",), N_("Edit"), N_("Changes a text of yours for good."), Place.REPLIES),
    Command("delete_reply", ("delete",), N_("Delete"), N_("Deletes a text of yours; undo brings it back."),
            Place.REPLIES),
    Command("fresh", ("ctrl+r",), N_("Fill anew"), N_("Forgets what you changed in this text."), Place.REPLIES,
            footer=False, priority=True),
    Command("back", ("escape",), N_("Back"), N_("Goes one step back; nothing typed is lost."), Place.REPLIES),
    Command("copy", ("enter", "f5"), N_("Copy"), N_("Copies the text."), Place.REQUESTS, priority=True),
    Command("month(-1)", ("left",), N_("Month before"), N_("Shows the month before."), Place.REQUESTS, priority=True),
    Command("month(1)", ("right",), N_("Month after"), N_("Shows the next month."), Place.REQUESTS, priority=True),
    Command("back", ("escape",), N_("Back"), N_("Goes one step back; nothing typed is lost."), Place.REQUESTS),
    Command("new_client", ("a", "insert"), N_("Add"), N_("Adds a client: only the name is needed."), Place.CLIENTS),
    Command("edit_client", ("enter", "e"), N_("Edit"), N_("Opens the sheet of the chosen client."), Place.CLIENTS),
    Command("delete_client", ("delete",), N_("Delete"), N_("Deletes a client that has neither task nor time."),
            Place.CLIENTS, footer=False),
    Command("replies", ("f5",), N_("Answers"), N_("Polite firm texts for the chosen client; Enter copies one."),
            Place.CLIENTS),
    Command("requests", ("h",), N_("Out of scope"),
            N_("What the chosen client asked outside the mission this month, ready for a quote."), Place.CLIENTS),
    Command("close_client", ("x",), N_("Close for good"),
            N_("Exports all of a client to one file, then erases it everywhere, backups included."), Place.CLIENTS),
    Command("back", ("escape",), N_("Back"), N_("Goes back to the day."), Place.CLIENTS),
    Command("open_found", ("enter",), N_("Open"),
            N_("Opens what is chosen: the task, the time, the client or the report."), Place.SEARCH),
    Command("pick_client", ("f5",), N_("Client"), N_("Searches one client only, or all of them."), Place.SEARCH),
    Command("next_state", ("f6",), N_("State"), N_("Searches tasks of one state; after the last one, everything."),
            Place.SEARCH),
    Command("next_period", ("f7",), N_("Period"), N_("Searches this month, last month, this year, then all years."),
            Place.SEARCH),
    Command("back", ("escape",), N_("Back"), N_("Ends a search under way; again, goes back to the day."),
            Place.SEARCH),
    Command("save", ("ctrl+s", "f12"), N_("Save"), N_("Saves the form."), Place.FORM, priority=True),
    Command("cancel", ("escape",), N_("Back"), N_("Closes the form; what was typed is there next time."),
            Place.FORM),
    Command("delete_time", ("f8",), N_("Delete"), N_("Takes this time away; undo brings it back."), Place.TIME,
            priority=True),
    Command("open_time", ("enter", "e"), N_("Open"),
            N_("Opens the chosen time: hours, task or client, note; a gap to be filled; the start of the session."),
            Place.TIMES),
    Command("note_time", ("t", "a", "insert"), N_("Note time"), N_("Notes time on any task, or in the chosen gap."),
            Place.TIMES),
    Command("boundary", ("b",), N_("Boundary"),
            N_("Moves the end of the chosen time, again its start: arrows by 1 or 5 minutes, then Enter."),
            Place.TIMES),
    Command("split", ("s",), N_("Split"), N_("Cuts the chosen time in two at an hour."), Place.TIMES),
    Command("merge", ("f",), N_("Merge"), N_("Makes one time of the chosen one and the next of the same task."),
            Place.TIMES),
    Command("delete_time", ("delete", "x"), N_("Delete"), N_("Takes this time away; undo brings it back."),
            Place.TIMES),
    Command("trace", ("o",), N_("Original"),
            N_("Shows what the chosen time was before it was corrected, and when; again, hides it."), Place.TIMES),
    Command("undo", ("u",), N_("Undo"), N_("Takes back the last thing you did."), Place.TIMES, footer=False),
    Command("day(-1)", ("left",), N_("Day before"), N_("Shows the times of the day before."), Place.TIMES,
            footer=False),
    Command("day(1)", ("right",), N_("Day after"), N_("Shows the times of the day after."), Place.TIMES,
            footer=False),
    Command("back", ("escape",), N_("Back"), N_("Goes back to the day."), Place.TIMES),
    Command("restore", ("enter",), N_("Restore"),
            N_("Puts back the chosen backup, or mends the chosen month; asks once more."), Place.DATA),
    Command("back_up", ("s",), N_("Back up"), N_("Makes a backup now: here, or on a USB stick."), Place.DATA),
    Command("other_file", ("o",), N_("File"), N_("Shows a backup from elsewhere, such as a USB stick."),
            Place.DATA),
    Command("verify", ("v",), N_("Verify"), N_("Reads every month and every backup, and says what is damaged."),
            Place.DATA),
    Command("app.focus_next", ("tab",), N_("Preview"), N_("Goes to the preview, to read all of it, and back."),
            Place.DATA, footer=False),
    Command("back", ("escape",), N_("Back"), N_("Goes back to the day."), Place.DATA),
    Command("offer('breathe')", ("r",), N_("Breathe"), N_("Five seconds in, five seconds out; again hides it."),
            Place.PAUSE),
    Command("offer('stretch')", ("e",), N_("Stretch"), N_("Suggests a small movement; again hides it."), Place.PAUSE),
    Command("offer('away')", ("l",), N_("Away from the screen"), N_("Shows nothing but the end of the break."),
            Place.PAUSE),
    Command("go_on", ("p",), N_("Go on"), N_("Ends the break, and goes on with the session it held."), Place.PAUSE),
    Command("back", ("escape",), N_("Back"), N_("Goes back; the break goes on."), Place.PAUSE),
    Command("day_or_week", ("space",), N_("Day or week"), N_("Shows the whole week, or the day alone."),
            Place.REVIEW),
    Command("day(-1)", ("left",), N_("Previous"), N_("Shows the day before, or the week before."), Place.REVIEW,
            priority=True),
    Command("day(1)", ("right",), N_("Following"), N_("Shows the day after, or the week after."), Place.REVIEW,
            priority=True),
    Command("today", ("t",), N_("Today"), N_("Goes back to today."), Place.REVIEW),
    Command("back", ("escape",), N_("Back"), N_("Goes back to the day."), Place.REVIEW),
    Command("choose", ("enter",), N_("Choose"), N_("Does what is chosen; asks once more."), Place.RESCUE),
    Command("app.focus_next", ("tab",), N_("Preview"), N_("Goes to the preview, to read all of it, and back."),
            Place.RESCUE),
    Command("leave", ("escape",), N_("Leave"), N_("Leaves everything as it is."), Place.RESCUE),
)

_KEY_NAMES = {
    "enter": N_("Enter"), "space": N_("Space"), "escape": N_("Esc"), "delete": N_("Del"), "insert": N_("Ins"),
    "left": "←", "right": "→", "tab": "Tab",
}


def key_name(key: str) -> str:
    """Return how a key is called on her keyboard: « Entrée », « Ctrl+Z », « F1 »."""
    if key in _KEY_NAMES:
        return _(_KEY_NAMES[key])
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    return key.upper() if len(key) > 1 else key


def commands_of(*places: Place) -> Iterable[Command]:
    """Return the commands of some places, in their order."""
    return (c for c in COMMANDS if c.place in places)


HEADINGS: dict[Place, str] = {
    Place.EVERYWHERE: N_("Everywhere"), Place.DAY: N_("Day"), Place.REPORTS: N_("Reports"),
    Place.WORDINGS: N_("Templates"), Place.REPLIES: N_("Answers"), Place.REQUESTS: N_("Outside the mission"),
    Place.CLIENTS: N_("Clients"), Place.SEARCH: N_("Search"), Place.FORM: N_("Forms"), Place.TIMES: N_("Times"),
    Place.TIME: N_("Correcting a time"), Place.FOCUS: N_("Full screen"), Place.PAUSE: N_("During a break"),
    Place.REVIEW: N_("Review"), Place.DATA: N_("Data"), Place.RESCUE: N_("When the data cannot be read"),
}
"""How help and the README call each place, in their order."""


def key_table() -> str:
    """Return the key table of the README, in the language in use."""
    lines = [f"| {_('Where')} | {_('Key')} | {_('Command')} | {_('What it does')} |", "|---|---|---|---|"]
    for place, name in HEADINGS.items():
        heading = _(name)
        for command in commands_of(place):
            keys = ", ".join(key_name(k) for k in command.keys if k) or _key_less()
            lines.append(f"| {heading} | {keys} | {command.title} | {command.explanation} |")
    return "\n".join(lines)


def _key_less() -> str:
    return _("in the command list")
