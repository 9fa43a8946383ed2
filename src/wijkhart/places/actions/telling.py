"""The mails to a resident who booked: with the link, and never more than is needed."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wijkhart.audit.actions import record
from wijkhart.core.actors import NATIONAL, Actor
from wijkhart.core.errors import NotAllowed
from wijkhart.core.mails import send
from wijkhart.places.models import Booking, BookingState
from wijkhart.places.queries.links import link_token

KEPT: Final = timedelta(days=30)
"""How long after a booking the name and address of a resident are kept."""
SUBJECTS: Final = {
    BookingState.REQUESTED: gettext_noop("your request for a room"),
    BookingState.ACCEPTED: gettext_noop("your room is booked"),
    BookingState.REFUSED: gettext_noop("your request for a room was refused"),
    BookingState.CANCELLED: gettext_noop("your booking is cancelled"),
}


def tell_booker(*, by: Actor, booking: Booking, site: str) -> bool:
    """Mail a resident how the booking stands, with the link; says whether a mail left. Outside a transaction."""
    if booking.organisation is not None or not booking.email:
        return False
    link = site.rstrip("/") + reverse("booking_link", args=[link_token(booking)])
    subject = SUBJECTS[BookingState(booking.state)]
    left = send("places/booking_mail.txt", booking.email, subject, {"booking": booking, "link": link})
    if left:
        record(by, "booking.told", booking, municipality=booking.municipality_code)
    return left


def forget_bookers(*, by: Actor) -> int:
    """Erase the names and addresses of residents a month after their booking; gives how many. Part of every night."""
    if not by.may("booking.decide", NATIONAL):
        raise NotAllowed(_("You may not do this for every municipality."))
    over = Booking.objects.filter(organisation=None, ends_at__lt=timezone.now() - KEPT).exclude(
        name="", email="", note=""
    )
    with transaction.atomic():
        wiped = over.update(name="", email="", note="", entry_note="")
        if wiped:
            record(by, "booking.forgotten")
    return wiped


def erase_booker(*, by: Actor, booking: Booking) -> Booking:
    """Erase name and address at once, when somebody asks for it; the link stops working."""
    with transaction.atomic():
        held = Booking.objects.select_for_update().get(pk=booking.pk)
        if by.actor_id != f"link:{held.pk}" and not by.may("booking.decide", held.municipality_code):
            raise NotAllowed(_("You may not change this booking."))
        held.name = held.email = held.note = ""
        held.version += 1
        held.save()
        record(by, "booking.forgotten", held, municipality=held.municipality_code)
    return held
