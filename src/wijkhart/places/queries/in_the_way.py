"""What stands in the way of closing a room."""

from datetime import datetime

from wijkhart.core.actors import Actor
from wijkhart.places.models import Booking, BookingState, Room

ANSWERED = (BookingState.REQUESTED, BookingState.ACCEPTED)


def in_the_way(user: Actor, room: Room, start: datetime, end: datetime) -> list[Booking]:
    """Those that take something of this room from `start` until `end`, their set-up and clear-up included."""
    touched = {"occupancies__starts_at__lt": end, "occupancies__ends_at__gt": start}
    rows = Booking.objects.visible_to(user).live().to_come().filter(occupancies__space__in=room.spaces, **touched)
    found = rows.select_related("room__place__owner", "organisation").distinct().order_by("starts_at")
    return [one for one in found if not one.overdue]


def can_be_cancelled(booking: Booking) -> bool:
    """Whether closing may cancel it: not what another calendar brought in, and not an offer that waits for a yes."""
    return booking.state in ANSWERED and booking.outside_id is None
