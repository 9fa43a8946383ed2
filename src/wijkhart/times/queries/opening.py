"""When a door is open: on a date, at a moment, and in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import gettext as _

from wijkhart.times.clock import AMSTERDAM
from wijkhart.times.models import OpeningHours
from wijkhart.times.queries.calendar import Calendar, calendar_of
from wijkhart.times.queries.words import hours_in_words, weekday_name


@dataclass(frozen=True, slots=True)
class OpenDay:
    """One date at one door: its hours, or why it is closed although the week says open, or open at other hours."""

    on: date
    slots: tuple[tuple[time, time], ...]
    reason: str = ""


class OpenDays:
    """The hours of one door, read once, to ask about many dates."""

    def __init__(self, hours: OpeningHours, calendar: Calendar | None = None) -> None:
        self.hours = hours
        self.calendar = calendar
        self.exceptions = {one.on: one for one in hours.exceptions.all()}
        by_day: dict[int, list[tuple[time, time]]] = {}
        for slot in hours.slots.all():
            by_day.setdefault(slot.weekday, []).append((slot.opens_at, slot.closes_at))
        self.week = {day: tuple(sorted(slots)) for day, slots in by_day.items()}

    def on(self, day: date) -> OpenDay:
        """The hours of one date. An exception outweighs a holiday, a holiday outweighs the week."""
        if exception := self.exceptions.get(day):
            open_at = exception.opens_at and exception.closes_at and ((exception.opens_at, exception.closes_at),)
            return OpenDay(day, open_at or (), exception.reason)
        reason = (self.calendar or calendar_of(self.hours)).reason(day)
        return OpenDay(day, () if reason else self.week.get(day.weekday(), ()), reason)


def open_day(hours: OpeningHours, on: date, calendar: Calendar | None = None) -> OpenDay:
    """The hours of one date; `OpenDays` asks about many."""
    return OpenDays(hours, calendar).on(on)


def is_open(hours: OpeningHours, at: datetime) -> bool:
    """Whether the door is open at an instant; at closing time it is closed."""
    local = at.astimezone(AMSTERDAM)
    return any(opens <= local.time() < closes for opens, closes in open_day(hours, local.date()).slots)


def describe_hours(hours: OpeningHours) -> list[tuple[str, str]]:
    """The week in words: day, and "9.00-12.00 en 13.00-17.00 uur" or "gesloten"."""
    by_day: dict[int, list[tuple[time, time]]] = {}
    for slot in hours.slots.all():
        by_day.setdefault(slot.weekday, []).append((slot.opens_at, slot.closes_at))
    return [(weekday_name(day), _in_words(sorted(by_day.get(day, [])))) for day in range(7)]


def _in_words(slots: Sequence[tuple[time, time]]) -> str:
    return hours_in_words(slots) if slots else _("closed")
