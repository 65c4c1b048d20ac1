"""Hours and durations as they are said aloud, for the lines that a screen reader reads: no « h », no « min »."""

from datetime import datetime, time, tzinfo

from tui import speech, words
from tui.words import _, ngettext


def hour(at: time) -> str:
    """Return « 14 heures 30 », « 9 heures », or 14:30 in English."""
    if words.language() == speech.ENGLISH:
        return f"{at:%H:%M}"
    hours = ngettext("{n} hour", "{n} hours", at.hour)
    return f"{hours} {at.minute}" if at.minute else hours


def hour_of(moment: datetime, zone: tzinfo) -> str:
    """Return the local hour of an instant."""
    return hour(moment.astimezone(zone).time())


def duration(minutes: int) -> str:
    """Return « 1 heure 15 », « 45 minutes », without a sign: the sentence around it says which way."""
    hours, rest = divmod(abs(minutes), 60)
    told = ngettext("{n} hour", "{n} hours", hours)
    if not hours:
        return ngettext("{n} minute", "{n} minutes", rest)
    if not rest:
        return told
    return _("{hours} {minutes} minutes").format(hours=told, minutes=rest)
