"""What the rooms of places offer a week, and what is held in them: room-hours per part of day."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from wijkhart.analysis.siting import PARTS
from wijkhart.places.models import BookingKind, BookingState, Occupancy, Place
from wijkhart.places.queries.shares import CLOSED
from wijkhart.places.queries.stretches import BORDERS, common, length
from wijkhart.places.queries.use import Period, read_use
from wijkhart.times.clock import day_bounds

Hours = tuple[float, float, float]
WEEK: Final = 7
NOTHING: Final = (0.0, 0.0, 0.0)
CLOCK: Final = [[(begin * 60, end * 60) for begin, end in BORDERS[part]] for part in PARTS]
"""The minutes of a day in each part of it."""


@dataclass(frozen=True, slots=True)
class Held:
    """Something that is held every week: where, how much of the rooms, and what it is called without its users."""

    key: str
    place: UUID
    hours: Hours
    called: dict[str, Any]


def offered_hours(places: Sequence[Place], period: Period) -> dict[UUID, Hours]:
    """Room-hours a week that can be booked, per part of day; a place of which no hours are known is not in it."""
    read = read_use(Place.objects.filter(pk__in=[one.pk for one in places]), period)
    found: dict[UUID, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    weeks = len(period.days) / WEEK
    for cell in read.cells:
        minutes = sum(value for taking, value in cell.minutes.items() if taking.share != CLOSED)
        found[cell.place][PARTS.index(cell.part)] += minutes / 60 / weeks
    return {place: _rounded(hours) for place, hours in found.items()}


def held_in(places: Sequence[Place], period: Period) -> list[Held]:
    """The weekly bookings of the period, each as one activity. Single bookings find another day."""
    start, end = day_bounds(period.first, period.last)
    rows = Occupancy.objects.filter(
        space__place__in=[one.pk for one in places],
        starts_at__lt=end,
        ends_at__gt=start,
        booking__state=BookingState.ACCEPTED,
        booking__kind=BookingKind.USE,
        booking__series__isnull=False,
    ).select_related("booking__room", "booking__target_group", "space")
    taken: dict[UUID, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    first: dict[UUID, Occupancy] = {}
    for row in rows.order_by("starts_at", "space__name"):
        series = row.booking.series_id
        if series is None:
            continue
        first.setdefault(series, row)
        for part, minutes in enumerate(_by_part(row)):
            taken[series][part] += minutes / 60
    weeks = len(period.days) / WEEK
    return [
        Held(str(series), row.space.place_id, _rounded([one / weeks for one in taken[series]]), _called(row))
        for series, row in first.items()
    ]


def _by_part(row: Occupancy) -> list[int]:
    """Minutes in each part of day; what goes on past midnight is counted as evening."""
    starts, ends = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    begin = starts.hour * 60 + starts.minute
    whole = round((ends - starts).total_seconds() / 60)
    inside = [length(common(stretches, [(begin, min(begin + whole, 1440))])) for stretches in CLOCK]
    inside[-1] += max(0, begin + whole - 1440)
    return inside


def _called(row: Occupancy) -> dict[str, Any]:
    """Room, day and time: what is booked there stays between its users and the manager."""
    starts = timezone.localtime(row.booking.starts_at)
    group = row.booking.target_group
    return {
        "room": row.booking.room.name,
        "weekday": starts.weekday(),
        "time": f"{starts:%H.%M}",
        "group": group.key if group else "",
    }


def _rounded(hours: Sequence[float]) -> Hours:
    return round(hours[0], 3), round(hours[1], 3), round(hours[2], 3)
