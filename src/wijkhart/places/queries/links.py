"""The signed link of a booking: who holds it may look at the booking, change it and cancel it."""

from typing import Final

from django.core import signing

from wijkhart.places.models import Booking

SALT: Final = "wijkhart.places.booking"


def link_token(booking: Booking) -> str:
    """The secret of the link. It stands in mails only, is worked out anew each time and is kept nowhere."""
    return signing.Signer(salt=SALT).sign(booking.pk.hex)


def booking_of_link(token: str) -> Booking | None:
    """The booking of a link; None when the link is not ours, or who booked is erased."""
    try:
        key = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None
    rows = Booking.objects.select_related("room__place__owner", "organisation", "series", "rules")
    return rows.filter(pk=key, organisation=None).exclude(email="").first()
