"""Giving back the time of a booking and what was borrowed with it."""

from wijkhart.places.models import Booking


def release(booking: Booking) -> None:
    """Give the time back, and what was borrowed; the booking stays readable."""
    booking.occupancies.all().delete()
    booking.item_uses.all().delete()
