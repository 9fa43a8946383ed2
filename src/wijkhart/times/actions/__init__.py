"""Writing time: schedules, their exceptions and occurrences, opening hours, local days off."""

from .expand import Expansion, expand_all, expand_occurrences
from .holidays import remove_local_holiday, set_local_holiday
from .opening import OpenOn, OpenSlot, make_opening_hours
from .schedules import Change, Slot, Timetable, change_schedule, make_schedule, set_exception, timetable_of

__all__ = [
    "Change",
    "Expansion",
    "OpenOn",
    "OpenSlot",
    "Slot",
    "Timetable",
    "change_schedule",
    "expand_all",
    "expand_occurrences",
    "make_opening_hours",
    "make_schedule",
    "remove_local_holiday",
    "set_exception",
    "set_local_holiday",
    "timetable_of",
]
