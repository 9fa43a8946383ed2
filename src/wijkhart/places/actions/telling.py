"""The mails about bookings: with the link, and never more than is needed."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wijkhart.accounts.models import User
from wijkhart.audit.actions import record
from wijkhart.core.actors import NATIONAL, Actor
from wijkhart.core.errors import NotAllowed
from wijkhart.core.mails import send
from wijkhart.places.actions.expiring import untold
from wijkhart.places.models import Booking, BookingKind, BookingState, Place, WaitingEntry
from wijkhart.places.perms import may_decide
from wijkhart.places.queries.links import link_token, waiting_token

KEPT: Final = timedelta(days=30)
"""How long after a booking the name and address of a resident are kept."""
SUBJECTS: Final = {
    BookingState.REQUESTED: gettext_noop("your request for a room"),
    BookingState.ACCEPTED: gettext_noop("your room is booked"),
    BookingState.REFUSED: gettext_noop("your request for a room was refused"),
    BookingState.CANCELLED: gettext_noop("your booking is cancelled"),
    BookingState.OFFERED: gettext_noop("the room is free: do you want it?"),
    BookingState.EXPIRED: gettext_noop("nobody answered in time"),
}
ANSWERS: Final = (BookingState.OFFERED, BookingState.EXPIRED, BookingState.CANCELLED)
"""What an organisation hears by mail too: nobody there is looking at the page."""
DEEDS: Final = {
    "new": gettext_noop("a new booking"),
    "changed": gettext_noop("a booking has changed"),
    "cancelled": gettext_noop("a booking is cancelled"),
    "taken": gettext_noop("an offer is taken"),
    "declined": gettext_noop("an offer is not taken"),
}


def tell_booker(*, by: Actor, booking: Booking, site: str) -> bool:
    """Mail who booked how it stands, with the link; says whether a mail left. Outside a transaction."""
    private = booking.organisation is None
    to = booking.email if private else _organisation_address(booking)
    if not to:
        return False
    path = reverse("booking_link", args=[link_token(booking)]) if private else _page(booking)
    facts = {"booking": booking, "link": site.rstrip("/") + path, "private": private}
    left = send("places/booking_mail.txt", to, SUBJECTS[BookingState(booking.state)], facts)
    if left:
        record(by, "booking.told", booking, municipality=booking.municipality_code)
    return left


def _organisation_address(booking: Booking) -> str:
    """Of whoever asked for an organisation; else of the organisation. Only where nobody looks for it."""
    if booking.organisation is None or booking.state not in ANSWERS:
        return ""
    kind, _colon, key = booking.actor_id.partition(":")
    person = User.objects.filter(pk=key, is_active=True).first() if kind == "user" else None
    return person.email if person else booking.organisation.email


def tell_waiting(*, by: Actor, entry: WaitingEntry, site: str) -> bool:
    """Mail a resident that they wait, with the link to stop. Outside a transaction."""
    if entry.organisation is not None or not entry.email:
        return False
    link = site.rstrip("/") + reverse("waiting_link", args=[waiting_token(entry)])
    subject = gettext_noop("you are on the waiting list")
    left = send("places/waiting_mail.txt", entry.email, subject, {"entry": entry, "link": link})
    if left:
        record(by, "waiting.told", entry, municipality=entry.municipality_code)
    return left


def tell_place(*, by: Actor, booking: Booking, deed: str, site: str) -> bool:
    """Mail the manager what who booked did: without a name, with the page. Not when the manager did it."""
    place = booking.room.place
    to = manager_address(place)
    if not to or booking.kind == BookingKind.BLOCK or may_decide(by, place):
        return False
    facts = {"booking": booking, "deed": deed, "link": site.rstrip("/") + _page(booking)}
    left = send("places/manager_mail.txt", to, DEEDS[deed], facts)
    if left:
        record(by, "booking.manager_told", booking, municipality=booking.municipality_code)
    return left


def manager_address(place: Place) -> str:
    """Where the manager reads mail: of the place, else of the organisation that runs or owns it."""
    found = (place.email, place.manager.email if place.manager else "", place.owner.email if place.owner else "")
    return next((one for one in found if one), "")


def _page(booking: Booking) -> str:
    return reverse("booking_detail", args=[booking.pk])


def tell_expired(*, by: Actor, site: str) -> int:
    """Mail who asked that nobody answered in time, each once; gives how many mails left. Part of every night."""
    if not by.may("booking.decide", NATIONAL):
        raise NotAllowed(_("You may not do this for every municipality."))
    left = 0
    for booking in untold().select_related("room__place", "organisation"):
        left += tell_booker(by=by, booking=booking, site=site)
        with transaction.atomic():
            untold().filter(pk=booking.pk).update(answered_at=timezone.now())
    return left


def forget_bookers(*, by: Actor) -> int:
    """Erase the names and addresses of residents a month after their booking; gives how many. Part of every night."""
    if not by.may("booking.decide", NATIONAL):
        raise NotAllowed(_("You may not do this for every municipality."))
    past = {"organisation": None, "ends_at__lt": timezone.now() - KEPT}
    over = Booking.objects.filter(**past).exclude(name="", email="", note="")
    waited = WaitingEntry.objects.filter(**past).exclude(name="", email="", note="")
    with transaction.atomic():
        wiped = over.update(name="", email="", note="", entry_note="")
        wiped += waited.update(name="", email="", note="")
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
