"""When a room is offered, when it is taken, and what is left."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils.translation import gettext as _

from wijkhart.places.models import Booking, Occupancy, Room
from wijkhart.times.clock import day_bounds, instant
from wijkhart.times.models import OpeningHours
from wijkhart.times.queries import OpenDay, OpenDays, calendars_of

Slot = tuple[time, time]
Stretch = tuple[datetime, datetime]
AHEAD: Final = timedelta(days=365)
"""How far ahead a room can be booked."""
NEEDED = ("place__opening_hours", "opening_hours")
BESIDE = (
    "parts",
    "place__opening_hours__slots",
    "place__opening_hours__exceptions",
    "opening_hours__slots",
    "opening_hours__exceptions",
)
"""What to read along with rooms before asking when they are offered."""


class Doors:
    """When rooms are offered: their own hours within those of their place. What days off change is read once."""

    def __init__(self, rooms: Iterable[Room]) -> None:
        found = {hours.pk: hours for room in rooms for hours in _hours_of(room)}
        calendars = calendars_of(found.values())
        self.known = {key: OpenDays(hours, calendars[key]) for key, hours in found.items()}

    def on(self, room: Room, day: date) -> OpenDay:
        """The hours of one date, or why there are none."""
        days = [self.known[hours.pk].on(day) for hours in _hours_of(room)]
        if not days:
            return OpenDay(day, (), _("the opening hours are not known"))
        slots = days[0].slots
        for other in days[1:]:
            slots = tuple(_common(slots, other.slots))
        return OpenDay(day, slots, next((one.reason for one in days if one.reason), ""))


def _hours_of(room: Room) -> list[OpeningHours]:
    return [hours for hours in (room.place.opening_hours, room.opening_hours) if hours is not None]


def _common(some: Sequence[Slot], others: Sequence[Slot]) -> Iterator[Slot]:
    """What lies in both.

    >>> list(_common([(time(9), time(17))], [(time(8), time(10)), (time(16), time(22))]))
    [(datetime.time(9, 0), datetime.time(10, 0)), (datetime.time(16, 0), datetime.time(17, 0))]
    """
    for begin, end in some:
        for other_begin, other_end in others:
            first, last = max(begin, other_begin), min(end, other_end)
            if first < last:
                yield first, last


@dataclass(frozen=True, slots=True)
class Use:
    """Time that is taken of one space."""

    starts_at: datetime
    ends_at: datetime
    people: int
    shared: bool


class Uses:
    """What is taken of the spaces of these rooms between two days; one query."""

    def __init__(self, rooms: Iterable[Room], first: date, last: date, *, without: Booking | None = None) -> None:
        spaces = {space.pk for room in rooms for space in room.spaces}
        start, end = day_bounds(first - timedelta(days=1), last + timedelta(days=1))
        rows = Occupancy.objects.filter(space__in=spaces, starts_at__lt=end, ends_at__gt=start)
        if without is not None:
            rows = rows.exclude(booking=without)
        rows = rows.exclude(booking__in=Booking.objects.overdue())
        self.by_space: dict[object, list[Use]] = {}
        for row in rows.order_by("starts_at"):
            use = Use(row.starts_at, row.ends_at, row.people, not row.key.int)
            self.by_space.setdefault(row.space_id, []).append(use)

    def of(self, room: Room) -> list[Use]:
        """Every use that takes something of this room."""
        return [use for space in room.spaces for use in self.by_space.get(space.pk, [])]

    def in_the_way(self, room: Room, start: datetime, end: datetime, people: int) -> list[Use]:
        """The uses that leave no room for these people from `start` until `end`, set-up and clear-up included."""
        start, end = with_setup(room, start, end)
        met = [use for use in self.of(room) if use.starts_at < end and start < use.ends_at]
        alone = [use for use in met if not use.shared]
        if alone or not room.shared:
            return alone or met
        return met if crowd(met, start, end) + people > (room.seats or 0) else []


def crowd(uses: Sequence[Use], start: datetime, end: datetime) -> int:
    """The most people together at any quarter of an hour from `start` until `end`."""
    quarter = timedelta(minutes=15)
    moments = [start + step * quarter for step in range(int((end - start) / quarter))]
    return max((sum(use.people for use in uses if use.starts_at <= at < use.ends_at) for at in moments), default=0)


def with_setup(room: Room, start: datetime, end: datetime) -> Stretch:
    """The time that a use takes of the room, with setting up before and clearing up after."""
    return start - timedelta(minutes=room.setup_minutes), end + timedelta(minutes=room.cleanup_minutes)


def first_free(
    room: Room, opened: OpenDay, uses: Uses, *, within: Slot, minutes: int, people: int, now: datetime
) -> tuple[time, time] | None:
    """The first hours of a day, on a half hour, in which these people can have the room for so long."""
    for begin, end in _common(opened.slots, [within]):
        start, last = _minutes(begin), _minutes(end) - minutes
        for at in range(-(-start // 30) * 30, last + 1, 30):
            slot = _clock(at), _clock(at + minutes)
            begins, ends = instant(opened.on, slot[0]), instant(opened.on, slot[1])
            if begins > now and not uses.in_the_way(room, begins, ends, people):
                return slot
    return None


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)
