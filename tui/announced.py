"""What was announced in this run, kept to be read again: a message on the screen goes after some seconds."""

from dataclasses import dataclass
from datetime import datetime

KEPT = 100
"""Announcements that can be read again."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """A sentence that was told, and when."""

    at: datetime
    sentence: str
