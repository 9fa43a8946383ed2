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
from .opening import OpenDay, OpenDays, describe_hours, is_open, open_day
from .parts import NIGHT, USUAL_PARTS, Borders, Session, borders_of, part_of_day, part_of_slot, weekly_sessions
from .words import describe, describe_series, hours_in_words, weekday_name

__all__ = [
    "NIGHT",
    "SCHOOL_KNOWN_UNTIL",
    "USUAL_PARTS",
    "Borders",
    "Calendar",
    "Moment",
    "OpenDay",
    "OpenDays",
    "Session",
    "borders_of",
    "calendar_of",
    "calendars_of",
    "describe",
    "describe_hours",
    "describe_series",
    "hours_in_words",
    "is_open",
    "moments",
    "occurrences_between",
    "open_day",
    "part_of_day",
    "part_of_slot",
    "public_holidays",
    "school_holidays",
    "school_warning",
    "weekday_name",
    "weekly_sessions",
]
