"""Writing time: schedules, their exceptions and occurrences, opening hours, local days off."""

from .expand import Expansion, expand_all, expand_occurrences
from .schedules import Change, Slot, Timetable, change_schedule, make_schedule, set_exception, timetable_of

__all__ = [
    "Change",
    "Expansion",
    "Slot",
    "Timetable",
    "change_schedule",
    "expand_all",
    "expand_occurrences",
    "make_schedule",
    "set_exception",
    "timetable_of",
]
