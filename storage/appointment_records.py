"""The record of an appointment of hers in the exchange format; entries of other calendars are not hers to hand on."""

from datetime import tzinfo

from msgspec import Struct

from pupitre.appointment import Appointment, Sort
from pupitre.appointments import checked
from pupitre.errors import Invalid
from pupitre.settings import Settings
from storage.local_times import day_in, instant_in, local_text
from storage.rule_records import RuleRecord, from_rule, rule


class AppointmentRecord(Struct, omit_defaults=True):
    """An appointment: with hours in `start` and `end`, or whole days in `first` and `last`."""

    id: str
    title: str
    sort: Sort = Sort.MEETING
    client: str | None = None
    start: str | None = None
    end: str | None = None
    first: str | None = None
    last: str | None = None
    rule: RuleRecord | None = None
    except_on: list[str] = []
    place: str = ""
    blocks: bool = True
    silent: bool = False


def appointment(record: AppointmentRecord, zone: tzinfo) -> Appointment:
    """Return an appointment. Raises `Invalid`."""
    if (record.start is None) != (record.end is None) or (record.start is None) == (record.first is None):
        raise Invalid("start", "missing")
    new = Appointment(
        id=record.id, title=record.title, sort=record.sort, client=record.client,
        start=None if record.start is None else instant_in(record.start, "start", zone),
        end=None if record.end is None else instant_in(record.end, "end", zone),
        first=None if record.first is None else day_in(record.first, "first"),
        last=None if record.last is None else day_in(record.last, "last"),
        rule=None if record.rule is None else rule(record.rule),
        except_on=tuple(sorted({day_in(day, "except_on") for day in record.except_on})),
        place=record.place, blocks=record.blocks, silent=record.silent,
    )
    known = [] if record.client is None else [record.client]
    return checked(new, known, Settings(timezone=getattr(zone, "key", "Europe/Paris")))


def from_appointment(value: Appointment, zone: tzinfo) -> AppointmentRecord:
    """Return the record of an appointment."""
    return AppointmentRecord(
        id=value.id, title=value.title, sort=value.sort, client=value.client,
        start=None if value.start is None else local_text(value.start, zone),
        end=None if value.end is None else local_text(value.end, zone),
        first=None if value.first is None else value.first.isoformat(),
        last=None if value.last is None else value.last.isoformat(),
        rule=None if value.rule is None else from_rule(value.rule),
        except_on=[day.isoformat() for day in value.except_on], place=value.place, blocks=value.blocks,
        silent=value.silent,
    )
