"""What the focus view says: pure functions from the session of the application and an instant."""

from collections.abc import Callable
from datetime import datetime

from pupitre.focus import State
from pupitre.task import Task
from tui import words
from tui.commands import Place, keys_to
from tui.screens.day_text import client_of, next_pause
from tui.session import Session
from tui.speech import half_minutes, timer, whole_minutes
from tui.widgets.cards import colour_of, label_of
from tui.widgets.lines import Line, cut
from tui.widgets.panels import progress_line
from tui.words import _, shown


def digits(session: Session, now: datetime) -> str:
    """Return the time in big digits: what is left, what is over, or how long the pause lasts; "" without any.

    By half minutes, so that nothing moves beside her work; the last minute counts its seconds.
    """
    desk = session.desk
    rest, focus = desk.pause_under_way, desk.focus
    if rest is not None:
        return timer(_by(session)(int(max((now - rest.start).total_seconds(), 0)), left=False))
    if focus is None:
        return ""
    left = focus.remaining(now)
    seconds = int((focus.worked(now) if left is None else left).total_seconds())
    return timer(_by(session)(seconds, left=left is not None))


def _by(session: Session) -> Callable[..., int]:
    return whole_minutes if session.still else half_minutes


def heading(session: Session, width: int) -> list[Line]:
    """Return the client's label and the task; of a confidential one, the label alone."""
    desk = session.desk
    if desk.pause_under_way is not None:
        return [_centred(((_("Break"), "strong"),), width)]
    if desk.focus is None or desk.focus.task is None:
        return [_centred(((_("No session is running."), "strong"),), width)]
    return [_centred(_named(session, desk.task(desk.focus.task), width), width)]


def footing(session: Session, now: datetime, width: int) -> list[Line]:
    """Return the bar, the state with the time of the next pause, and what is next on the board."""
    focus, lines = session.desk.focus, []
    if focus is not None and session.desk.pause_under_way is None:
        lines.append(progress_line(session.seen(focus.worked(now)), focus.planned_min, width))
    lines.append(_centred(((_state(session, now), "strong"),), width))
    following = _next(session)
    if following is not None:
        before = f"{_('After this')}  "
        lines.append(_centred(((before, "faint"), *_named(session, following, width - len(before))), width))
    return lines


def _state(session: Session, now: datetime) -> str:
    desk = session.desk
    rest, focus = desk.pause_under_way, desk.focus
    if rest is not None:
        return _("Break of {time} proposed.").format(time=words.duration(rest.planned_min))
    if focus is None:
        return _("Esc goes back to the day.")
    if focus.state is State.PAUSED:
        return _("paused: {pause} to go on").format(**keys_to(Place.FOCUS, "pause"))
    if desk.session_over:
        return over(session)
    return next_pause_at(session, now)


def over(session: Session) -> str:
    """Return what can be done at the end of a session."""
    rest = words.duration(session.desk.rest_min)
    told = _("overtime: {pause} break of {time}, {more} 5 min more, {stop} end")
    return told.format(time=rest, **keys_to(Place.FOCUS, "pause", "more", "stop"))


def next_pause_at(session: Session, now: datetime) -> str:
    """Return when the next pause will be proposed, in how long and at which hour."""
    at = session.desk.next_asking()
    told = next_pause(session, now)
    if at is None or at <= now:
        return told
    return _("{told}, at {hour}").format(told=told, hour=words.hour_of(at, session.desk.settings.zone))


def _next(session: Session) -> Task | None:
    """Return what is next on the board."""
    board, focus = session.desk.board(), session.desk.focus
    mine = focus.task if focus else None
    return next((t for t in (*board.todo, *board.doing) if t.id != mine and not t.out_of_scope), None)


def _named(session: Session, task: Task, width: int) -> Line:
    client = client_of(session.desk, task)
    secret = task.confidential or (client is not None and client.confidential)
    label = label_of(client).strip()
    title = "" if secret else f"  {cut(shown(task.title), max(width - len(label) - 4, 0))}"
    return ((label, colour_of(client)), (title, "strong"))


def _centred(line: Line, width: int) -> Line:
    room = max(width - sum(len(text) for text, _style in line), 0)
    return ((" " * (room // 2), ""), *line)
