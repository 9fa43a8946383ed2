"""Bookings as an iCalendar file."""

from collections.abc import Callable, Iterable
from datetime import UTC
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from wijkhart.places.models import Booking, BookingState, Room
from wijkhart.places.queries.free import Use
from wijkhart.times.clock import AMSTERDAM

STATUS = {BookingState.ACCEPTED: "CONFIRMED", BookingState.REQUESTED: "TENTATIVE"}


def taken_ical(room: Room, uses: Iterable[Use]) -> bytes:
    """When a room is taken, for a calendar of one's own: never by whom or for what."""
    calendar = _calendar(f"{room.name}, {room.place.name}")
    made_at = timezone.now().astimezone(UTC)
    for use in uses:
        starts, ends = use.starts_at.astimezone(AMSTERDAM), use.ends_at.astimezone(AMSTERDAM)
        facts = {"uid": f"{room.pk}-{starts:%Y%m%d%H%M}-{ends:%H%M}@wijkhart", "dtstamp": made_at}
        _add(
            calendar, {**facts, "dtstart": starts, "dtend": ends, "summary": _("%(room)s: taken") % {"room": room.name}}
        )
    return bytes(calendar.to_ical())


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    for key, value in (("prodid", "-//Wijkhart//NL"), ("version", "2.0"), ("x-wr-calname", name)):
        calendar.add(key, value)
    return calendar


def _add(calendar: Calendar, facts: dict[str, Any]) -> None:
    event = Event()
    for key, fact in facts.items():
        event.add(key, fact)
    calendar.add_component(event)


def ical_of(name: str, bookings: Iterable[Booking], url: Callable[[Booking], str]) -> bytes:
    """An event for each booking, whose name stays the same; a change raises its number. Never who booked."""
    calendar = _calendar(name)
    made_at = timezone.now().astimezone(UTC)
    for booking in bookings:
        facts = {
            "uid": f"{booking.pk}@wijkhart",
            "dtstamp": made_at,
            "dtstart": booking.starts_at.astimezone(AMSTERDAM),
            "dtend": booking.ends_at.astimezone(AMSTERDAM),
            "sequence": booking.version,
            "status": STATUS.get(BookingState(booking.state), "CANCELLED"),
            "summary": _("%(what)s (example)") % {"what": booking.title} if booking.example else booking.title,
            "location": f"{booking.room.name}, {booking.room.place.name}, {booking.room.place.address}",
            "url": url(booking),
        }
        _add(calendar, facts)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
