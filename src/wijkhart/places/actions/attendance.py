"""After a booking: how many came. 0 is nobody."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed, Refused
from wijkhart.places.models import Booking, BookingKind, BookingState
from wijkhart.places.perms import holds_booking, may_decide

MOST: Final = 5000


def tell_attendance(*, by: Actor, booking: Booking, came: int) -> Booking:
    """Say how many came; who decides on the room and who booked may, and may say it better later."""
    with transaction.atomic():
        return _tell(by, booking.pk, came)


def tell_attendances(*, by: Actor, told: Mapping[UUID, int]) -> list[Booking]:
    """Say it of many bookings at once: all or none."""
    with transaction.atomic():
        return [_tell(by, booking, came) for booking, came in sorted(told.items())]


def _tell(by: Actor, key: UUID, came: int) -> Booking:
    rows = Booking.objects.select_for_update(of=("self",)).select_related("room__place__owner", "organisation")
    held = rows.get(pk=key)
    field = f"came_{key.hex}"
    if not may_decide(by, held.room.place) and not holds_booking(by, held):
        raise NotAllowed(_("You may not change this booking."))
    if held.kind != BookingKind.USE or held.state != BookingState.ACCEPTED:
        raise Refused(_("Attendance is told of bookings that took place only."), field=field)
    if not held.over:
        raise Refused(_("This booking is not over yet. Fill in afterwards how many came."), field=field)
    if not 0 <= came <= MOST:
        message = _("Fill in how many came, from 0 (nobody) up to %(most)s.")
        raise Refused(message % {"most": MOST}, field=field)
    if held.attended != came:
        held.attended = came
        held.version += 1
        held.save()
        record(by, "booking.attendance_told", held, municipality=held.municipality_code)
    return held
