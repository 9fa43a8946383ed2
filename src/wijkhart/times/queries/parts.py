"""Parts of the day, and what a schedule gives in an average week."""

from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from typing import Final

from wijkhart.times.models import DayParts, PartOfDay, Schedule
from wijkhart.times.recurrence import parse

MINUTES_A_DAY: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class Borders:
    """When each part of the day begins."""

    morning: time
    afternoon: time
    evening: time


USUAL_PARTS: Final = Borders(time(6), time(12), time(18))
NIGHT: Final = PartOfDay.EVENING
"""The hours before the morning count as the evening: it is that evening that goes on."""


@dataclass(frozen=True, slots=True)
class Session:
    """One slot of a weekday, and how often it happens in an average week (fortnightly: 0.5)."""

    weekday: int
    """0 is Monday."""
    part_of_day: PartOfDay
    starts_at: time
    ends_at: time
    per_week: float


def borders_of(parts: DayParts | None) -> Borders:
    """The parts of the day of a place, or the usual ones."""
    if parts is None:
        return USUAL_PARTS
    return Borders(parts.morning_from, parts.afternoon_from, parts.evening_from)


def part_of_day(at: time, borders: Borders = USUAL_PARTS) -> PartOfDay:
    """The part of the day in which a moment lies; a border belongs to the part that begins there."""
    if at < borders.morning:
        return NIGHT
    if at < borders.afternoon:
        return PartOfDay.MORNING
    return PartOfDay.AFTERNOON if at < borders.evening else PartOfDay.EVENING


def part_of_slot(starts_at: time, ends_at: time, borders: Borders = USUAL_PARTS) -> PartOfDay:
    """The part of the day in which most of a slot lies; at an equal share, the earlier one.

    17.00-20.00 is evening (one hour before six, two after), 11.00-13.00 is morning.
    """
    cuts = [0, *(_minutes(at) for at in (borders.morning, borders.afternoon, borders.evening)), MINUTES_A_DAY]
    kinds = (NIGHT, PartOfDay.MORNING, PartOfDay.AFTERNOON, PartOfDay.EVENING)
    start, end = _minutes(starts_at), _minutes(ends_at)
    shares = [min(end, after) - max(start, before) for before, after in pairwise(cuts)]
    return kinds[shares.index(max(shares))]


def _minutes(at: time) -> float:
    return at.hour * 60 + at.minute + at.second / 60


def weekly_sessions(schedule: Schedule, *, borders: Borders = USUAL_PARTS, on: date | None = None) -> list[Session]:
    """What a schedule gives in an average week, without exceptions and holidays.

    With `on`: nothing when the schedule has not begun by then or is over. Prefetch `rules` for many schedules.
    """
    if on is not None and not _runs(schedule, on):
        return []
    found = [
        Session(day, part_of_slot(rule.starts_at, rule.ends_at, borders), rule.starts_at, rule.ends_at, times)
        for rule in schedule.rules.all()
        for day, times in parse(rule.recurrence).per_week(schedule.starts_on).items()
    ]
    return sorted(found, key=lambda session: (session.weekday, session.starts_at, session.ends_at))


def _runs(schedule: Schedule, on: date) -> bool:
    return schedule.starts_on <= on and (schedule.ends_on is None or on <= schedule.ends_on)
