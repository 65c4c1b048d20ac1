"""The settings, as one form."""

import re
from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pupitre.calendar import Zone
from pupitre.errors import Invalid
from pupitre.modes import OWN, mode_named
from pupitre.settings import GLYPHS, Settings
from pupitre.text import plain
from pupitre.value import replace
from tui import speech, words
from tui.screens.discreet_fields import discreet_fields, with_discreet
from tui.screens.focus_modes import choices
from tui.screens.form import Field, Form, Kind
from tui.screens.inputs import hour_in, hours_in, hours_text, minutes_in
from tui.screens.theme_choices import themes
from tui.session import Session
from tui.themes import LIGHT
from tui.words import _


def settings_form(session: Session, applied: Callable[[Settings], None], tried: Callable[[str], None]) -> Form:
    """Return the form; `applied` is told of the settings once they are kept, `tried` of a theme as it is chosen."""
    own = session.desk.settings

    def save(values: dict[str, str]) -> None:
        changed = with_discreet(_changed(session.desk.settings, values), values)
        session.desk.change_settings(changed)
        applied(changed)

    names = speech.weekday_names(words.language())
    fields = (
        Field("name", _("Your name"), own.name),
        Field("trade_name", _("Trade name"), own.trade_name),
        Field("email", _("E-mail"), own.email),
        Field("signature", _("Signature"), own.signature, Kind.TEXT),
        Field("language", _("Language"), own.language, Kind.CHOICE,
              (("", _("that of the system")), ("fr", "français"), ("en", "English")) ),
        *_look_fields(own, tried),
        Field("days", _("Working days"), ", ".join(names[d] for d in own.working_days)),
        Field("hours", _("Working hours"), hours_text(own.working_hours), hint="08:30-12:00, 13:15-18:00"),
        Field("end_of_day", _("End of day"), f"{own.end_of_day:%H:%M}"),
        Field("day_start", _("A day begins at"), f"{own.day_start:%H:%M}",
              hint=_("work before this hour belongs to the day before")),
        Field("focus", _("Session (min)"), str(own.focus_min), hint=_("0 counts up")),
        Field("focus_mode", _("Rhythm"), session.desk.mode.key, Kind.CHOICE, choices()),
        Field("break_every", _("Break after (min)"), str(own.break_every_min)),
        Field("break_min", _("Break of (min)"), str(own.break_min)),
        *_reminder_fields(own), *_reading_fields(own),
        Field("notifications", _("Notifications"), "1" if own.notifications else "", Kind.YES_NO,
              hint=_("on the desktop")),
        Field("bell", _("Sound"), "1" if own.bell else "", Kind.YES_NO, hint=_("a short bell with each of them")),
        Field("holiday_zone", _("Holidays"), own.holiday_zone, Kind.CHOICE,
              ((Zone.METROPOLE, _("France")), (Zone.ALSACE_MOSELLE, "Alsace-Moselle"))),
        Field("timezone", _("Time zone"), own.timezone, hint="Europe/Paris"),
        Field("backup", _("Room for backups (MB)"), str(own.backup_mb), hint="1500"),
        Field("idle_probe", _("Absence"), "1" if own.idle_probe else "", Kind.YES_NO,
              hint=_("asks when nothing was touched for 5 min")),
    )
    return Form("settings", _("Settings"), fields + discreet_fields(own), save)


def _look_fields(own: Settings, tried: Callable[[str], None]) -> tuple[Field, ...]:
    named = (_("those the terminal has"), _("all of them"), _("plain ones: no frames, no arrows"))
    return (
        Field("theme", _("Theme"), own.theme or LIGHT, Kind.CHOICE, themes(own.theme), tried=tried),
        Field("glyphs", _("Characters"), own.glyphs, Kind.CHOICE, tuple(zip(GLYPHS, named, strict=True))),
    )


def _reminder_fields(own: Settings) -> tuple[Field, ...]:
    def yes_no(name: str, label: str, value: bool, hint: str) -> Field:  # noqa: FBT001 - of a field
        return Field(name, label, "1" if value else "", Kind.YES_NO, hint=hint)

    return (
        yes_no("remind_breaks", _("Remind of breaks"), own.remind_breaks, _("a word here, then a notice")),
        yes_no("remind_deadlines", _("Remind of deadlines"), own.remind_deadlines,
               _("2 days, 1 day, 2 h and 30 min before")),
        yes_no("remind_day_end", _("Remind of the evening"), own.remind_day_end, _("once, at the end of your day")),
        yes_no("stand_up", _("Stand up"), own.stand_up, _("each half hour, only here")),
        yes_no("eyes", _("Eyes"), own.eyes, _("look away each 20 min, only here")),
        Field("contact_days", _("Stay in touch (days)"), str(own.contact_days), hint=_("0 is never")),
        Field("contact_words", _("In your words"), own.contact_words, hint=_("Hear from a colleague today?")),
    )


def _reading_fields(own: Settings) -> tuple[Field, ...]:
    return (
        Field("reading", _("Reading view"), "1" if own.reading else "", Kind.YES_NO,
              hint=_("the day as plain lines, for a screen reader")),
        Field("reduced_motion", _("Reduced motion"), "1" if own.reduced_motion else "", Kind.YES_NO,
              hint=_("nothing blinks, moves or counts seconds")),
    )


def _changed(own: Settings, values: dict[str, str]) -> Settings:
    zone = values["timezone"].strip()
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Invalid("timezone", "unknown", zone) from error
    return replace(
        own, name=values["name"].strip(), trade_name=values["trade_name"].strip(), email=values["email"].strip(),
        signature=values["signature"].strip(), language=values["language"], theme=values["theme"],
        glyphs=values["glyphs"],
        working_days=_days(values["days"]), working_hours=hours_in(values["hours"], "hours") or own.working_hours,
        end_of_day=hour_in(values["end_of_day"], "end_of_day"), day_start=hour_in(values["day_start"], "day_start"),
        focus_min=_within(values["focus"], "focus", 0, 180),
        focus_mode=_mode(own, values),
        break_every_min=_within(values["break_every"], "break_every", 30, 120),
        break_min=_within(values["break_min"], "break_min", 1, 30),
        remind_deadlines=bool(values["remind_deadlines"]),
        remind_breaks=bool(values["remind_breaks"]), remind_day_end=bool(values["remind_day_end"]),
        stand_up=bool(values["stand_up"]), eyes=bool(values["eyes"]),
        contact_days=_within(values["contact_days"], "contact_days", 0, 365), contact_words=values["contact_words"],
        notifications=bool(values["notifications"]), bell=bool(values["bell"]),
        holiday_zone=Zone(values["holiday_zone"]), timezone=zone, backup_mb=_megabytes(values["backup"]),
        idle_probe=bool(values["idle_probe"]),
        reading=bool(values["reading"]), reduced_motion=bool(values["reduced_motion"]),
    )


def _within(raw: str, field: str, least: int, most: int) -> int:
    minutes = minutes_in(raw, field) or 0
    if not least <= minutes <= most:
        raise Invalid(field, "range", raw)
    return minutes


def _mode(own: Settings, values: dict[str, str]) -> str:
    """Return the rhythm: her own minutes, once she has typed other ones and left the rhythm as it was."""
    chosen, before = values["focus_mode"], mode_named(own.focus_mode, own).key
    typed = minutes_in(values["focus"], "focus") or 0
    if chosen != before:
        return chosen
    return own.focus_mode if typed == own.focus_min else OWN


def _megabytes(raw: str) -> int:
    """Return a whole number of megabytes, however its thousands are set apart. Raises `Invalid`."""
    digits = "".join(raw.split())
    if not re.fullmatch(r"[0-9]{1,9}", digits) or not int(digits):
        raise Invalid("backup", "range", raw)
    return int(digits)


def _days(raw: str) -> tuple[int, ...]:
    """Return the days of « lundi, mardi »; the first three letters are enough, in either language."""
    found: set[int] = set()
    for word in filter(None, (w.strip() for w in raw.replace(" ", ",").split(","))):
        days = [
            n for lang in words.LANGUAGES for n, name in enumerate(speech.weekday_names(lang))
            if plain(name).startswith(plain(word).rstrip(".")) and len(word) >= 3
        ]
        if not days:
            raise Invalid("days", "unknown", word)
        found.add(days[0])
    return tuple(sorted(found))
