"""When to ask again for what a task waits for, and by which text: after 2, 7 and 15 days; of money 7, 15 and 30."""

from datetime import date, datetime, timedelta

from pupitre.calendar import add_working_days, is_working_day
from pupitre.deadline import Deadline
from pupitre.settings import Settings
from pupitre.task import Status, Task
from pupitre.text import plain

USUAL = (2, 7, 15)
"""Days since it waits; the first are working days."""
INVOICES = (7, 15, 30)
"""Calendar days since it waits for money: beyond 30 days late little of it comes in."""

ASKING = frozenset({"chase", "chase_7", "chase_15", *(f"invoice_{days}" for days in INVOICES)})
"""The replies that ask again."""

_MONEY = ("factur", "impay", "reglement", "paiement", "invoice", "unpaid", "payment")


def about_money(task: Task) -> bool:
    """Return whether a task tells of an invoice or a payment."""
    told = plain(f"{task.title} {task.category}")
    return any(word in told for word in _MONEY)


def next_chase(task: Task, now: datetime, settings: Settings, *, asked: bool = False) -> Deadline:
    """Return the day proposed to ask again, always a working day after today; `asked` when she asks at this moment.

    The days are counted from when it began to wait, from today when it does not yet.
    """
    today = now.astimezone(settings.zone).date()
    waits = task.status is Status.WAITING and task.waiting_since is not None
    since = task.waiting_since.astimezone(settings.zone).date() if waits and task.waiting_since else today
    step, days = (len(task.chased) if waits else 0) + asked, INVOICES if about_money(task) else USUAL
    if step == 0 and days is USUAL:
        day = add_working_days(since, USUAL[0], settings.hours, settings.holiday_zone)
    else:
        beyond = max(step - len(days) + 1, 0) * days[-1]
        day = since + timedelta(days=days[min(step, len(days) - 1)] + beyond)
    day = max(day, today + timedelta(days=1))
    if not is_working_day(day, settings.hours, settings.holiday_zone):
        day = add_working_days(day, 1, settings.hours, settings.holiday_zone)
    return Deadline(day)


def to_chase(task: Task, today: date) -> bool:
    """Return whether the day to ask again has come."""
    return task.status is Status.WAITING and task.next_on is not None and task.next_on.day <= today


def texts(task: Task) -> tuple[str, ...]:
    """Return the ids of the replies that ask again, the one for as often as she asked first."""
    step = min(len(task.chased), 2)
    usual = ("chase", "chase_7", "chase_15")[step]
    return (usual, f"invoice_{INVOICES[step]}") if about_money(task) else (usual,)
