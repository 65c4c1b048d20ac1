"""How French and English write days, hours and durations; no system locale is asked.

French follows the « Lexique des règles typographiques »: 24 hours, « 14 h 30 », « 1er », lower-case days.
"""

from datetime import date, time

NBSP = "\u00a0"
NNBSP = "\u202f"

FRENCH, ENGLISH = "fr", "en"

_DAYS = {
    FRENCH: ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    ENGLISH: ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_SHORT_DAYS = {
    FRENCH: ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
    ENGLISH: ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS = {
    FRENCH: ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
             "novembre", "décembre"),
    ENGLISH: ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
              "November", "December"),
}
_SHORT_MONTHS = {
    FRENCH: ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
    ENGLISH: ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


def weekday(day: date, lang: str) -> str:
    """Return the name of the weekday: « vendredi »."""
    return _DAYS[lang][day.weekday()]


def short_weekday(day: date, lang: str) -> str:
    """Return the weekday shortened: « ven. »."""
    return _SHORT_DAYS[lang][day.weekday()]


def weekday_names(lang: str) -> tuple[str, ...]:
    """Return the seven names, Monday first (ISO 8601)."""
    return _DAYS[lang]


def month(day: date, lang: str) -> str:
    """Return the name of the month."""
    return _MONTHS[lang][day.month - 1]


def month_names(lang: str) -> tuple[str, ...]:
    """Return the twelve names, January first."""
    return _MONTHS[lang]


def _number(day: date, lang: str) -> str:
    return "1er" if lang == FRENCH and day.day == 1 else str(day.day)


def day_and_month(day: date, lang: str) -> str:
    """Return « 27 novembre », « 1er décembre »."""
    return f"{_number(day, lang)}{NBSP}{month(day, lang)}"


def long_day(day: date, lang: str, *, year: bool = False) -> str:
    """Return « vendredi 27 novembre », with the year when asked."""
    text = f"{weekday(day, lang)} {day_and_month(day, lang)}"
    return f"{text} {day.year}" if year else text


def short_day(day: date, lang: str) -> str:
    """Return « ven. 27 nov. »."""
    return f"{short_weekday(day, lang)} {_number(day, lang)}{NBSP}{_SHORT_MONTHS[lang][day.month - 1]}"


def numeric_day(day: date) -> str:
    """Return 27/11/2026: day before month in both languages."""
    return f"{day:%d/%m/%Y}"


def hour(at: time, lang: str) -> str:
    """Return « 14 h 30 », « 9 h », or 14:30 in English."""
    if lang == ENGLISH:
        return f"{at:%H:%M}"
    return f"{at.hour}{NBSP}h{NBSP}{at.minute:02d}" if at.minute else f"{at.hour}{NBSP}h"


def clock_hour(at: time, lang: str) -> str:
    """Return the hour of a clock, always with its minutes: « 9 h 10 », or 09:10 in English."""
    return f"{at:%H:%M}" if lang == ENGLISH else f"{at.hour}{NBSP}h{NBSP}{at.minute:02d}"


def duration(minutes: int, lang: str) -> str:
    """Return « 1 h 15 », « 2 h », « 45 min ». Minutes are never decimals of an hour here."""
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else ""
    if not hours:
        return f"{sign}{rest}{NBSP}min"
    if not rest:
        return f"{sign}{hours}{NBSP}h"
    unit = f"{NBSP}min" if lang == ENGLISH else ""
    return f"{sign}{hours}{NBSP}h{NBSP}{rest:02d}{unit}"


def hundredths(minutes: int, lang: str) -> str:
    """Return hours in hundredths, as invoices want them: 75 minutes are « 1,25 h »."""
    text = f"{minutes / 60:.2f}"
    return f"{text.replace('.', ',') if lang == FRENCH else text}{NBSP}h"


HALF_MINUTE = 30


def half_minutes(seconds: int, *, left: bool) -> int:
    """Return seconds by half minutes: what is `left` rounded up, what is spent or over (negative) down.

    The minute around zero keeps its seconds.
    """
    if -2 * HALF_MINUTE < seconds <= 2 * HALF_MINUTE:
        return seconds
    whole, rest = divmod(abs(seconds), HALF_MINUTE)
    whole += bool(rest and left and seconds > 0)
    return whole * HALF_MINUTE if seconds > 0 else -whole * HALF_MINUTE


def whole_minutes(seconds: int, *, left: bool) -> int:
    """Return seconds by minutes, for a screen on which nothing moves: what is `left` rounded up, all else down."""
    whole, rest = divmod(abs(seconds), 60)
    whole += bool(rest and left and seconds > 0)
    return whole * 60 if seconds > 0 else -whole * 60


def timer(seconds: int) -> str:
    """Return 18:42, or 1:05:07 beyond the hour, with a plus sign in overtime (negative seconds)."""
    sign = "+" if seconds < 0 else ""
    minutes, rest = divmod(abs(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{hours}:{minutes:02d}:{rest:02d}" if hours else f"{sign}{minutes:02d}:{rest:02d}"
