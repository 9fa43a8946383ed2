"""Bookings as an iCalendar file."""

from collections.abc import Callable, Iterable
from datetime import UTC

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from wijkhart.places.models import Booking, BookingState
from wijkhart.times.clock import AMSTERDAM

STATUS = {BookingState.ACCEPTED: "CONFIRMED", BookingState.REQUESTED: "TENTATIVE"}


def ical_of(name: str, bookings: Iterable[Booking], url: Callable[[Booking], str]) -> bytes:
    """An event for each booking, whose name stays the same; a change raises its number. Never who booked."""
    calendar = Calendar()
    for key, value in (("prodid", "-//Wijkhart//NL"), ("version", "2.0"), ("x-wr-calname", name)):
        calendar.add(key, value)
    made_at = timezone.now().astimezone(UTC)
    for booking in bookings:
        event = Event()
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
        for key, fact in facts.items():
            event.add(key, fact)
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())
