"""Closing a room for a while, with what stands in the way."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.core.actors import Actor
from wijkhart.core.errors import Refused
from wijkhart.places.actions.booking import block_room, cancel_booking
from wijkhart.places.models import Booking, Room


def close_room(
    *, by: Actor, room: Room, starts_at: datetime, ends_at: datetime, title: str, instead_of: Sequence[Booking] = ()
) -> tuple[Booking, list[Booking]]:
    """Cancel these bookings and close the room, all or nothing; gives the block, and the bookings as cancelled.

    Why it is closed is the reason that they read. Any other booking in the way refuses it.
    """
    if ends_at <= starts_at:
        raise Refused(_("The end comes before the start."), field="last_day")
    reason = _("The room is closed then: %(why)s") % {"why": title.strip()}
    with transaction.atomic():
        gone = [cancel_booking(by=by, booking=one, version=one.version, reason=reason) for one in instead_of]
        made = block_room(by=by, room=room, starts_at=starts_at, ends_at=ends_at, title=title)
    return made, gone
