"""What was announced in this run, kept to be read again: a message on the screen goes after some seconds."""

from datetime import datetime

from pupitre.value import Struct

KEPT = 100
"""Announcements that can be read again."""


class Announcement(Struct, frozen=True):
    """A sentence that was told, and when."""

    at: datetime
    sentence: str
