"""The names of what a person does, so that undo can say what it takes back."""

from dataclasses import dataclass
from enum import StrEnum

from pupitre.ports import Change


class Verb(StrEnum):
    """One thing a person did."""

    ADD_CLIENT = "add_client"
    EDIT_CLIENT = "edit_client"
    DELETE_CLIENT = "delete_client"
    ADD_TASK = "add_task"
    EDIT_TASK = "edit_task"
    COMPLETE = "complete"
    REOPEN = "reopen"
    WAIT_FOR = "wait_for"
    POSTPONE = "postpone"
    OUT_OF_SCOPE = "out_of_scope"
    DROP = "drop"
    DELETE_TASK = "delete_task"
    PIN = "pin"
    UNPIN = "unpin"
    NOTE_TIME = "note_time"
    CORRECT_TIME = "correct_time"
    DELETE_TIME = "delete_time"
    SPLIT_TIME = "split_time"
    MERGE_TIMES = "merge_times"
    MOVE_BOUNDARY = "move_boundary"
    BEGIN_AT = "begin_at"
    FILL_GAP = "fill_gap"
    CHANGE_TIME = "change_time"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    RECOVER = "recover"
    START_BREAK = "start_break"
    END_BREAK = "end_break"
    EXTEND = "extend"
    CHOOSE_MODE = "choose_mode"
    INTERRUPT = "interrupt"
    MARK_REPORT = "mark_report"
    WRITE_ANEW = "write_anew"
    KEEP_WORDING = "keep_wording"
    PUT_WORDING_AWAY = "put_wording_away"
    KEEP_REPLY = "keep_reply"
    REMOVE_REPLY = "remove_reply"
    USE_REPLY = "use_reply"
    CAME_BACK = "came_back"
    CHASE = "chase"
    ADD_SERIES = "add_series"
    EDIT_SERIES = "edit_series"
    PAUSE_SERIES = "pause_series"
    RESUME_SERIES = "resume_series"
    END_SERIES = "end_series"
    DELETE_SERIES = "delete_series"
    SKIP_DAY = "skip_day"
    SETTINGS = "settings"
    IMPORT = "import"
    RECEIVE = "receive"
    SKIP_STEP = "skip_step"
    LEAVE_AS_IS = "leave_as_is"
    CLOSE_DAY = "close_day"
    PLAN_DAY = "plan_day"
    TAKE_OUT = "take_out"
    ARRANGE_DAY = "arrange_day"
    CHECKLIST = "checklist"
    ACCEPT_URGENCY = "accept_urgency"
    OFFER_LATER = "offer_later"
    REFUSE_URGENCY = "refuse_urgency"
    ADD_APPOINTMENT = "add_appointment"
    EDIT_APPOINTMENT = "edit_appointment"
    DELETE_APPOINTMENT = "delete_appointment"
    SKIP_APPOINTMENT = "skip_appointment"
    TAKE_CALENDAR = "take_calendar"
    ANSWER_CALENDAR = "answer_calendar"
    FORGET_CALENDAR = "forget_calendar"


@dataclass(frozen=True, slots=True)
class Done:
    """A verb that was done: what it was, on what, and the change that takes it back."""

    verb: Verb
    subject: str
    inverse: Change
