"""The signed links of a booking and of a place on the waiting list: who holds one may look, change and take back."""

from typing import Final

from django.core import signing

from wijkhart.places.models import Booking, WaitingEntry

SALT: Final = "wijkhart.places.booking"
WAITING_SALT: Final = "wijkhart.places.waiting"


def link_token(booking: Booking) -> str:
    """The secret of the link. It stands in mails only, is worked out anew each time and is kept nowhere."""
    return signing.Signer(salt=SALT).sign(booking.pk.hex)


def booking_of_link(token: str) -> Booking | None:
    """The booking of a link; None when the link is not ours, or who booked is erased."""
    rows = Booking.objects.select_related("room__place__owner", "organisation", "series", "rules")
    key = _key(token, SALT)
    return rows.filter(pk=key, organisation=None).exclude(email="").first() if key else None


def waiting_token(entry: WaitingEntry) -> str:
    """The same for somebody on the waiting list."""
    return signing.Signer(salt=WAITING_SALT).sign(entry.pk.hex)


def entry_of_link(token: str) -> WaitingEntry | None:
    """Who waits; None when the link is not ours, or the name is erased."""
    rows = WaitingEntry.objects.select_related("room__place__owner", "organisation", "offer")
    key = _key(token, WAITING_SALT)
    return rows.filter(pk=key, organisation=None).exclude(email="").first() if key else None


def _key(token: str, salt: str) -> str | None:
    try:
        return signing.Signer(salt=salt).unsign(token)
    except signing.BadSignature:
        return None
