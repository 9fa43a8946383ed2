"""A community centre with a hall that splits in three, for the tests of rooms and bookings."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from tests import make

from wijkhart.core.actors import System
from wijkhart.places.actions import HoursFacts, set_place_hours
from wijkhart.places.booking_facts import BookingFacts
from wijkhart.places.models import Booking, Occupancy, Place, Room
from wijkhart.places.when import When
from wijkhart.times.actions import OpenSlot
from wijkhart.times.clock import instant
from wijkhart.times.queries import public_holidays

BY = System("test")


def centre(name: str = "Het Middelpunt", opens: int = 9, closes: time = time(22), **facts: Any) -> Place:
    """A place that is open every day, on holidays too."""
    place = make.place(name, **{"step_free": "yes", **facts})
    slots = tuple(OpenSlot(day, time(opens), closes) for day in range(7))
    return set_place_hours(by=BY, place=place, facts=HoursFacts(slots=slots, skips_public_holidays=False))


def room(place: Place, name: str = "Zaal", **facts: Any) -> Room:
    """A room that is booked at once, for twenty."""
    return Room.objects.create(place=place, name=name, **{"seats": 20, "booking_mode": "instant", **facts})


def hall(place: Place, **facts: Any) -> tuple[Room, Room, Room, Room]:
    """A hall, and the three rooms that it is made of."""
    parts = [room(place, f"Zaal {number}", **facts) for number in (1, 2, 3)]
    whole = room(place, "Grote zaal", seats=60, **facts)
    whole.parts.set(parts)
    return whole, parts[0], parts[1], parts[2]


def some_tuesday() -> date:
    """A Tuesday some weeks ahead in a week without a holiday."""
    day = timezone.localdate() + timedelta(days=21)
    day += timedelta(days=(1 - day.weekday()) % 7)
    while any(day + timedelta(days=n) in public_holidays((day + timedelta(days=n)).year) for n in range(7)):
        day += timedelta(weeks=1)
    return day


def when(starts: str = "14:00", ends: str = "16:00", day: date | None = None) -> When:
    return When(day=day or some_tuesday(), starts=time.fromisoformat(starts), ends=time.fromisoformat(ends))


def wish(starts: str = "14:00", ends: str = "16:00", day: date | None = None, **facts: Any) -> BookingFacts:
    """Twelve people who knit."""
    told = {"title": "Breiclub", "people": 12, "name": "Ria", "email": "ria@example.org"}
    return BookingFacts(when=when(starts, ends, day), **{**told, **facts})


def at(clock: str, day: date | None = None) -> datetime:
    return instant(day or some_tuesday(), time.fromisoformat(clock))


def double_bookings() -> int:
    """By brute force: pairs of rows that take one space at one moment and do not share it."""
    rows = list(Occupancy.objects.all())
    return sum(
        one.space_id == other.space_id
        and one.key != other.key
        and one.starts_at < other.ends_at
        and other.starts_at < one.ends_at
        for number, one in enumerate(rows)
        for other in rows[:number]
    )


def bare(space: Room, starts: str, ends: str) -> Booking:
    """A booking that takes no time yet."""
    return Booking.objects.create(
        room=space, municipality_code="GM0307", title="x", actor_id="t", starts_at=at(starts), ends_at=at(ends)
    )
