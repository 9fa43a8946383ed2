"""How rooms are used: the cells of places in a period, and whether people came. A few queries for a whole year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from wijkhart.places.models import Booking, BookingKind, BookingState, Occupancy, Place, Room, UseBase, UserKind
from wijkhart.places.queries.offered import OfferedSpaces
from wijkhart.places.queries.shares import AD_HOC, CLOSED, COMMERCIAL, NOBODY, REGULAR, SOME, Cell, Taking, cell_minutes
from wijkhart.places.queries.stretches import Minutes, common, minute, on_clock, part_stretches
from wijkhart.times.clock import day_bounds
from wijkhart.times.models import PartOfDay
from wijkhart.times.queries import calendars_of, open_day

Uses = dict[tuple[UUID, date], list[tuple[Taking, Minutes]]]


@dataclass(frozen=True, slots=True)
class Period:
    """From the first up to and including the last day."""

    first: date
    last: date

    @classmethod
    def of_weeks(cls, number: int, today: date) -> "Period":
        """So many whole weeks, Monday to Sunday, that are over: a week that is half over would look like a fall."""
        monday = today - timedelta(days=today.weekday())
        return cls(monday - timedelta(weeks=number), monday - timedelta(days=1))

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]


@dataclass(frozen=True, slots=True)
class Attendance:
    """Bookings that are over, of one place or of all."""

    over: int = 0
    told: int = 0
    """Of which somebody said how many came."""
    nobody: int = 0
    planned: int = 0
    """People expected at the bookings of which it is told."""
    came: int = 0

    @property
    def told_percent(self) -> float | None:
        return 100 * self.told / self.over if self.over else None

    @property
    def nobody_percent(self) -> float | None:
        return 100 * self.nobody / self.told if self.told else None


@dataclass(frozen=True, slots=True)
class UseRead:
    """All that the pages about use need."""

    period: Period
    base: str
    spaces: Sequence[Room]
    apart: Sequence[Room]
    """Smallest spaces that cannot be booked here, so nothing is known of their use."""
    unstaffed: Sequence[Place]
    """Places left out because their hours with staff are not known; only when those are the base."""
    cells: Sequence[Cell]
    attendance: dict[UUID, Attendance]

    @property
    def without_area(self) -> int:
        """Spaces whose m² are not known: they weigh nothing in hours of m²."""
        return sum(1 for one in self.spaces if not one.floor_area)


def read_use(places: QuerySet[Place], period: Period, base: str = UseBase.OPEN) -> UseRead:
    """The use of these places, which somebody may see; bookings that are agreed, not what still waits."""
    found = list(
        places.select_related("staffed_hours").prefetch_related("staffed_hours__slots", "staffed_hours__exceptions")
    )
    staffed = [one for one in found if one.staffed_hours is not None]
    counted = staffed if base == UseBase.STAFFED else found
    offered = OfferedSpaces(counted)
    uses = _uses(counted, period)
    staff = _Staff(staffed) if base == UseBase.STAFFED else None
    cells = [cell for space in offered.spaces for cell in _cells(space, offered, staff, period, uses)]
    unstaffed = [one for one in found if one.staffed_hours is None] if base == UseBase.STAFFED else []
    attendance = _attendance(counted, period)
    return UseRead(period, base, offered.spaces, offered.apart, unstaffed, cells, attendance)


class _Staff:
    """The hours with staff of places."""

    def __init__(self, places: Sequence[Place]) -> None:
        self.hours = {one.pk: one.staffed_hours for one in places if one.staffed_hours is not None}
        self.calendars = calendars_of(self.hours.values())
        self.known: dict[tuple[UUID, date], list[Minutes]] = {}

    def on(self, place: UUID, day: date) -> list[Minutes]:
        if (place, day) not in self.known:
            hours = self.hours[place]
            slots = open_day(hours, day, self.calendars[hours.pk]).slots
            self.known[place, day] = [on_clock(day, *slot) for slot in slots]
        return self.known[place, day]


def _cells(space: Room, offered: OfferedSpaces, staff: _Staff | None, period: Period, uses: Uses) -> Iterator[Cell]:
    for day in period.days:
        hours = offered.on(space, day)
        if staff is not None:
            hours = common(hours, staff.on(space.place_id, day))
        if not hours:
            continue
        taken = uses.get((space.pk, day), [])
        for part in PartOfDay.values:
            if minutes := cell_minutes(hours, part_stretches(day, part), taken):
                yield Cell(space.pk, space.place_id, day, part, space.floor_area, minutes)


def _uses(places: Sequence[Place], period: Period) -> Uses:
    """What is taken of each space on each date."""
    start, end = day_bounds(period.first, period.last)
    rows = Occupancy.objects.filter(space__place__in=places, starts_at__lt=end, ends_at__gt=start)
    rows = rows.filter(booking__state=BookingState.ACCEPTED)
    about = ("booking__kind", "booking__series_id", "booking__user_kind", "booking__attended")
    found: Uses = {}
    for space, starts, ends, *told in rows.values_list("space_id", "starts_at", "ends_at", *about):
        one = _taking(*told), (minute(starts), minute(ends))
        for day in _days_of(starts, ends, period):
            found.setdefault((space, day), []).append(one)
    return found


def _days_of(starts: datetime, ends: datetime, period: Period) -> Iterator[date]:
    first = max(timezone.localtime(starts).date(), period.first)
    last = min(timezone.localtime(ends - timedelta(minutes=1)).date(), period.last)
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _taking(kind: str, series: Any, user_kind: str, attended: int | None) -> Taking:
    """A closure; a company, also when it comes every week; a weekly booking; or another one."""
    if kind == BookingKind.BLOCK:
        return Taking(CLOSED)
    came = "" if attended is None else SOME if attended else NOBODY
    if user_kind == UserKind.COMMERCIAL:
        return Taking(COMMERCIAL, user_kind, came)
    return Taking(REGULAR if series else AD_HOC, user_kind, came)


def _attendance(places: Sequence[Place], period: Period) -> dict[UUID, Attendance]:
    """By place, of what is over."""
    start, end = day_bounds(period.first, period.last)
    rows = Booking.objects.filter(room__place__in=places, kind=BookingKind.USE, state=BookingState.ACCEPTED)
    rows = rows.filter(starts_at__gte=start, starts_at__lt=end, ends_at__lte=timezone.now()).order_by()
    found: dict[UUID, list[tuple[int, int | None]]] = {}
    for place, people, attended in rows.values_list("room__place_id", "people", "attended"):
        found.setdefault(place, []).append((people, attended))
    return {place: attendance_of(told) for place, told in found.items()}


def attendance_of(told: Sequence[tuple[int, int | None]]) -> Attendance:
    """From how many were expected and how many came.

    >>> attendance_of([(10, 8), (5, 0), (4, None)]).nobody_percent
    50.0
    """
    known = [(people, came) for people, came in told if came is not None]
    nobody = sum(1 for _people, came in known if not came)
    return Attendance(len(told), len(known), nobody, sum(one[0] for one in known), sum(one[1] for one in known))


def together(all_of: dict[UUID, Attendance]) -> Attendance:
    """The sum over places."""
    parts = all_of.values()
    names = ("over", "told", "nobody", "planned", "came")
    return Attendance(*(sum(getattr(one, name) for one in parts) for name in names))
