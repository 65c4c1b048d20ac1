"""A world in which each text of hers is a secret that cannot stand on any screen by accident."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any

from pupitre import demo
from pupitre.appointment import Appointment, Calendar
from pupitre.interruption import Interruption
from pupitre.ports import Value
from pupitre.recurrence import Recurrence
from pupitre.reply import Reply
from pupitre.report import Report
from pupitre.rules import Every, Rule
from pupitre.task import ListItem, Status, Task
from pupitre.value import Struct, names_of, replace

LETTERS = "qxzwkjv"
"""No six of these letters follow each other in any word of the screen."""
LEAK = re.compile(rf"[{LETTERS}]{{6}}", re.IGNORECASE)
AMOUNT = Decimal("7391.37")
"""Any amount of money."""
MONEY = re.compile(r"7\s?391|\b91,37")

KEPT = {
    "id", "client", "label", "task", "parent", "series", "after", "channel", "surcharge", "colour", "holiday_zone",
    "timezone", "theme", "language", "focus_mode", "kit", "stamp", "uid", "source", "glyphs", "send_by", "tone",
    "quantity_unit", "interrupted_task", "created_task", "included", "voice", "screen_phrase", "mail_host",
    "legal_status",
}
"""Fields that hold no text of hers."""


class Secrets:
    """Makes secrets, and remembers which field each stands for."""

    def __init__(self) -> None:
        self.made: dict[str, str] = {}

    def new(self, what: str) -> str:
        """Return another secret of three words."""
        number, word = len(self.made), ""
        for _ in range(4):
            number, letter = divmod(number, len(LETTERS))
            word += LETTERS[letter]
        secret = f"Qzxwkj{word} xkwvzq{word} jvzkqx{word}"
        self.made[secret] = what
        return secret

    def told(self, piece: str) -> str:
        """Return which fields a piece may come from, for the message of a test."""
        plain = piece.casefold()
        return ", ".join(sorted({what for secret, what in self.made.items() if plain in secret.casefold()}))[:60]

    def hide(self, value: Any) -> Any:  # noqa: ANN401 - any value of the trade
        """Return a value of which every text is a secret, and every amount the same odd one."""
        changes: dict[str, object] = {}
        for name in names_of(value):
            now = getattr(value, name)
            if name in KEPT or isinstance(now, Enum):
                continue
            if isinstance(now, str):
                changes[name] = self._text(type(value).__name__, name)
            elif isinstance(now, Decimal) and name.endswith("_eur"):
                changes[name] = AMOUNT
            elif isinstance(now, Struct) and type(now).__module__.startswith("pupitre.client"):
                changes[name] = self.hide(now)
        return replace(value, **changes)

    def _text(self, kind: str, name: str) -> str:
        secret = self.new(f"{kind}.{name}")
        if name == "email":
            return f"{secret.split()[0]}@{secret.split()[1]}.org"
        return secret.split()[0] if name == "category" else secret


def hidden(secrets: Secrets) -> list[Value]:
    """Return the world of the demonstration and more, every text of it a secret."""
    return [secrets.hide(value) for value in (*demo.world("fr"), *_more())]


def _more() -> Iterable[Value]:
    at = demo.START.astimezone(UTC)
    yield Interruption(id="i1", at=at - timedelta(minutes=20), source="oei", minutes=4, summary="x")
    for number, hour in enumerate((10, 14)):
        start = datetime.combine(demo.MONDAY, time(hour), demo.ZONE)
        yield Appointment(id=f"a{number}", title="x", place="x", client="tuy" if number else None, start=start,
                          end=start + timedelta(hours=1))
    yield Calendar(id="cal", name="x", path="x")
    yield Appointment(id="a9", title="x", place="x", source="cal", uid="u", start=at + timedelta(hours=1),
                      end=at + timedelta(hours=2))
    yield Recurrence(id="r1", title="x", client="tuy", category="x", note="x",
                     rule=Rule(every=Every.WEEK, first=demo.MONDAY, weekdays=(0,)), made_until=demo.MONDAY)
    yield Reply(id="p1", name="x", text="x")
    yield Report(id="tuy:2026-11-23", client="tuy", day=date(2026, 11, 23), subject="x", body="x")
    yield Task(id="w1", title="x", client="tuy", status=Status.WAITING, waiting_for="x", reason="x", created=at,
               waiting_since=at - timedelta(days=3), category="x")
    yield Task(id="s1", title="x", client="tuy", created=at, estimate_min=60, category="x",
               checklist=(ListItem("Qzxwkjvv"),))
    yield Task(id="s2", title="x", client="tuy", created=at, parent="s1")
