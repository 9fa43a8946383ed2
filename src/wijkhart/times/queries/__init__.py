"""Reading time: parts of the day, weekly sessions, plain words, holidays, occurrences, opening hours."""

from .calendar import (
    SCHOOL_KNOWN_UNTIL,
    Calendar,
    calendar_of,
    calendars_of,
    public_holidays,
    school_holidays,
    school_warning,
)
from .occurrences import Moment, moments, occurrences_between
from .parts import NIGHT, USUAL_PARTS, Borders, Session, borders_of, part_of_day, part_of_slot, weekly_sessions
from .words import describe, weekday_name

__all__ = [
    "NIGHT",
    "SCHOOL_KNOWN_UNTIL",
    "USUAL_PARTS",
    "Borders",
    "Calendar",
    "Moment",
    "Session",
    "borders_of",
    "calendar_of",
    "calendars_of",
    "describe",
    "moments",
    "occurrences_between",
    "part_of_day",
    "part_of_slot",
    "public_holidays",
    "school_holidays",
    "school_warning",
    "weekday_name",
    "weekly_sessions",
]
