"""How each thing she did is called, where it can be taken back."""

from pupitre.verbs import Done, Verb
from tui.words import N_, _, shown

_VERBS = {
    Verb.ADD_CLIENT: N_("client added"), Verb.EDIT_CLIENT: N_("client changed"),
    Verb.DELETE_CLIENT: N_("client deleted"), Verb.ADD_TASK: N_("task added"), Verb.EDIT_TASK: N_("task changed"),
    Verb.COMPLETE: N_("task done"), Verb.REOPEN: N_("task reopened"), Verb.WAIT_FOR: N_("put in waiting"),
    Verb.POSTPONE: N_("postponed"), Verb.OUT_OF_SCOPE: N_("out of scope"), Verb.DROP: N_("task given up"),
    Verb.DELETE_TASK: N_("task deleted"), Verb.NOTE_TIME: N_("time noted"), Verb.START: N_("session started"),
    Verb.CORRECT_TIME: N_("time corrected"), Verb.DELETE_TIME: N_("time deleted"),
    Verb.SPLIT_TIME: N_("time split"), Verb.MERGE_TIMES: N_("times merged"),
    Verb.MOVE_BOUNDARY: N_("boundary moved"), Verb.BEGIN_AT: N_("start put right"),
    Verb.FILL_GAP: N_("gap filled"), Verb.CHANGE_TIME: N_("time changed"),
    Verb.PAUSE: N_("session paused"), Verb.RESUME: N_("session resumed"), Verb.STOP: N_("session ended"),
    Verb.RECOVER: N_("session taken up"), Verb.START_BREAK: N_("break started"), Verb.END_BREAK: N_("break ended"),
    Verb.EXTEND: N_("session extended"), Verb.CHOOSE_MODE: N_("rhythm chosen"),
    Verb.INTERRUPT: N_("interruption"), Verb.SKIP_STEP: N_("step skipped"), Verb.CLOSE_DAY: N_("day closed"),
    Verb.MARK_REPORT: N_("report noted as sent"), Verb.WRITE_ANEW: N_("draft written anew"),
    Verb.SETTINGS: N_("settings changed"), Verb.IMPORT: N_("import"),
    Verb.RECEIVE: N_("task received"), Verb.LEAVE_AS_IS: N_("left as it is"), Verb.CAME_BACK: N_("task came back"),
    Verb.PIN: N_("pinned"), Verb.UNPIN: N_("pin taken away"),
    Verb.KEEP_WORDING: N_("text kept"), Verb.PUT_WORDING_AWAY: N_("text put away"),
    Verb.CHASE: N_("asked again"), Verb.ADD_SERIES: N_("recurrence added"),
    Verb.EDIT_SERIES: N_("recurrence changed"), Verb.PAUSE_SERIES: N_("recurrence paused"),
    Verb.RESUME_SERIES: N_("recurrence taken up"), Verb.END_SERIES: N_("end of a recurrence"),
    Verb.DELETE_SERIES: N_("recurrence deleted"), Verb.SKIP_DAY: N_("day skipped"),
    Verb.ACCEPT_URGENCY: N_("urgency accepted"), Verb.OFFER_LATER: N_("urgency offered for later"),
    Verb.REFUSE_URGENCY: N_("urgency refused"),
    Verb.ADD_APPOINTMENT: N_("appointment added"), Verb.EDIT_APPOINTMENT: N_("appointment changed"),
    Verb.DELETE_APPOINTMENT: N_("appointment deleted"), Verb.SKIP_APPOINTMENT: N_("one day left out"),
    Verb.TAKE_CALENDAR: N_("calendar brought in"), Verb.ANSWER_CALENDAR: N_("calendar changed"),
    Verb.FORGET_CALENDAR: N_("calendar taken away"),
    Verb.KEEP_REPLY: N_("answer kept"), Verb.REMOVE_REPLY: N_("answer deleted"), Verb.USE_REPLY: N_("answer used"),
    Verb.PLAN_DAY: N_("put into the day"), Verb.TAKE_OUT: N_("taken out of the day"),
    Verb.ARRANGE_DAY: N_("order of the day changed"), Verb.CHECKLIST: N_("checklist changed"),
    Verb.SILENCE: N_("silence begun"), Verb.END_SILENCE: N_("silence ended"),
    Verb.BREAK_LATER: N_("break put off"), Verb.NO_BREAK: N_("break left out"),
    Verb.CHOOSE_THREE: N_("tasks of tomorrow chosen"),
}

_FIELDS = {
    "name": N_("Your name"), "trade_name": N_("Trade name"), "email": N_("E-mail"), "signature": N_("Signature"),
    "language": N_("Language"), "theme": N_("Theme"), "working_days": N_("Working days"),
    "working_hours": N_("Working hours"), "end_of_day": N_("End of day"), "day_start": N_("A day begins at"),
    "focus_min": N_("Session (min)"), "focus_mode": N_("Rhythm"), "break_every_min": N_("Break after (min)"),
    "break_min": N_("Break of (min)"), "remind_breaks": N_("Remind of breaks"),
    "remind_deadlines": N_("Remind of deadlines"), "remind_day_end": N_("Remind of the evening"),
    "stand_up": N_("Stand up"), "eyes": N_("Eyes"), "contact_days": N_("Stay in touch (days)"),
    "contact_words": N_("In your words"), "notifications": N_("Notifications"), "bell": N_("Sound"),
    "holiday_zone": N_("Holidays"), "timezone": N_("Time zone"), "backup_mb": N_("Room for backups (MB)"),
    "idle_probe": N_("Absence"), "glyphs": N_("Characters"), "reading": N_("Reading view"),
    "reduced_motion": N_("Reduced motion"), "discreet_after_min": N_("Discreet after (min)"),
    "discreet_hours": N_("Discreet hours"),
    "discreet_asks": N_("Passphrase"), "lock_after_min": N_("Lock after (min)"),
    "mail_host": N_("My mailbox"), "mail_port": N_("My mailbox"), "mail_security": N_("My mailbox"),
    "mail_user": N_("My mailbox"), "mail_folder": N_("My mailbox"),
}
"""How the settings are called in their forms."""


def verb(value: Verb, subject: str) -> str:
    """Return what was done, and on what: « tâche terminée « Relances » »."""
    name = _(_VERBS[value])
    if value is Verb.SETTINGS:
        subject = ", ".join(_(_FIELDS[field]) for field in subject.split(",") if field in _FIELDS)
    return _("{what} “{subject}”").format(what=name, subject=subject) if subject else name


def undone(done: Done) -> str:
    """Return what is said once something was taken back."""
    return _("Undone: {what}").format(what=verb(done.verb, shown(done.subject)))


def undoes(done: Done) -> str:
    """Return what undo is called while it would take that back, in few words."""
    return _("Undo: {what}").format(what=_(_VERBS[done.verb]))


def undo_explained(done: Done) -> str:
    """Return the sentence of what undo would take back."""
    return _("Takes back: {what}.").format(what=verb(done.verb, shown(done.subject)))
