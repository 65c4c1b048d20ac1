"""What each client is owed: the reports that are due today, and news where there were none for long."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from pupitre.answering import Answering
from pupitre.calendar import is_working_day
from pupitre.client import Client, ClientState
from pupitre.clock import Clock, day_bounds, local_day
from pupitre.due import ReportDue, Signs, due_on
from pupitre.entry import Entry
from pupitre.errors import DamagedMonth
from pupitre.news import News, without_news
from pupitre.ports import Archive
from pupitre.report import Report, Sent
from pupitre.shelf import month_of
from pupitre.task import Task
from pupitre.views import entries_of_day, live_entries

DAY = timedelta(days=1)


class Owing(Answering):
    """A desk that knows which reports are due; no month is read for it while she works."""

    def __init__(self, archive: Archive, clock: Clock, new_id: Callable[[], str]) -> None:
        super().__init__(archive, clock, new_id)
        self._news: tuple[date, News] | None = None

    @property
    def _entries(self) -> list[Entry]:
        return entries_of_day(self.ledger, self.today, self.clock())

    def _is_today(self) -> Callable[[datetime | None], bool]:
        """Return what tells whether an instant is of today."""
        own = self.settings
        begin, end = day_bounds(self.today, own.zone, own.day_start)
        return lambda at: at is not None and begin <= at < end

    def reports_due(self) -> tuple[ReportDue, ...]:
        """Return the reports that are due today and were neither copied nor sent, the first one first."""
        own, today = self.settings, self.today
        if not is_working_day(today, own.hours, own.holiday_zone):
            return ()
        gone = {
            r.client for r in self.ledger.table(Report).values()
            if r.day == today and r.span is None and any(how is not Sent.TERMINAL for _, how in r.history)
        }
        clients, found = self.ledger.table(Client), []
        for key, signs in self._signs().items():
            client = clients.get(key)
            if client is None or key in gone or client.state is not ClientState.ACTIVE:
                continue
            due = due_on(client.report, today, own, signs)
            if due is not None:
                found.append(ReportDue(client, due))
        return tuple(sorted(found, key=lambda r: r.due.moment(own.zone, own.end_of_day)))

    def _signs(self) -> dict[str, Signs]:
        """Return what today holds for each client that anything happened for, from the open desk alone."""
        today, own = self.today, self.settings
        begin, _ = day_bounds(today, own.zone, own.day_start)
        worked = {e.client for e in self._entries}
        delivered, promised, week = set(), set(), set()
        for task in self.ledger.table(Task).values():
            opened = task.open
            if opened:
                week.add(task.client)
            elif task.done_at is not None and task.done_at >= begin:
                delivered.add(task.client)
            if task.client not in promised and (task.created >= begin or _pressed(task, begin, today)):
                promised.add(task.client)
        monday = today - today.weekday() * DAY
        week |= {key for key, days in self._known_news().worked.items() if max(days) >= monday}
        every = (worked | delivered | promised | week) - {None}
        return {
            key: Signs(key in worked, key in delivered, key in promised, key in week)
            for key in every if key is not None
        }

    def gathering_news(self) -> Iterator[None]:
        """Look who heard of her work in this month and the last one, one month a step; damaged ones are left out."""
        news, today = News(), self.today
        for month in dict.fromkeys((month_of(today), month_of(self._earliest(today)))):
            if month in self.past.months():
                try:
                    news.gather(self.past.values(month), self.settings)
                except DamagedMonth:
                    continue  # it is told of where the month itself is asked for
            yield
        self._news = today, news

    @staticmethod
    def _earliest(today: date) -> date:
        """Return the first day that is looked at for news."""
        return (today.replace(day=1) - DAY).replace(day=1)

    def _known_news(self) -> News:
        return self._news[1] if self._news is not None and self._news[0] == self.today else News()

    def _news_of(self, client: str) -> News:
        """Return what is known of one client, of the months and of the desk."""
        news = self._known_news().of(client)
        reports, times = self.ledger.table(Report).values(), live_entries(self.ledger, self.clock())
        here: tuple[Report | Entry, ...] = (*reports, *times)
        news.gather((v for v in here if v.client == client), self.settings)
        return news

    def last_heard(self, client: str) -> datetime | None:
        """Return when a client last heard of her work, as far as this month and the last one are known."""
        return self._news_of(client).heard.get(client)

    def without_news(self, client: Client) -> int | None:
        """Return since how many days a client has heard nothing, None while that is usual, or is not known yet."""
        if self._news is None or self._news[0] != self.today:
            return None
        own, tasks = self.settings, self.ledger.table(Task).values()
        created = [t.created for t in tasks if t.client == client.id and t.open and not t.out_of_scope]
        promised = local_day(min(created), own.zone, own.day_start) if created else None
        return without_news(client, self._news_of(client.id), promised, self._earliest(self.today), self.today, own)


def _pressed(task: Task, begin: datetime, today: date) -> bool:
    """Whether today is about a task made before: it is due by today, or was explained or dropped since it began."""
    if task.dropped_at is not None and task.dropped_at >= begin:
        return True
    if task.explained_at is not None and task.explained_at >= begin:
        return True
    due = task.due if task.open else None
    return due is not None and due.day <= today
