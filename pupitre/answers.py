"""How often she put a pause off, or did without, on one day: counted for her alone, never sent anywhere."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Her answers to the reminders of one working day; the pauses she took are counted from themselves."""

    id: str
    day: date
    postponed: int = 0
    refused: int = 0
