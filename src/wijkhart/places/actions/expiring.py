"""Requests and offers that nobody answered in time: they give their time back, and who asked is told."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import NATIONAL, Actor, System
from wijkhart.core.errors import NotAllowed
from wijkhart.places.models import Booking, BookingState, Room, WaitingEntry, WaitingState

ANSWERED_WITHIN: Final = timedelta(days=7)
"""How long a request holds its time, unless it begins before that."""
CLOCK: Final = System("clock")
"""Time itself: it ends what nobody answered while somebody else wants the room."""


def answer_by(starts_at: datetime) -> datetime:
    """Until when a request that is made now holds its time."""
    return min(timezone.now() + ANSWERED_WITHIN, starts_at)


def expire_in(spaces: Iterable[Room]) -> int:
    """End what waited too long in these spaces, before somebody else looks; needs a transaction that holds them.

    What somebody is changing at this moment is left alone: it is theirs for now, and waiting for it could block both.
    """
    late = Booking.objects.overdue().filter(occupancies__space__in=list(spaces))
    return _expire(CLOCK, late, skip=True)


def expire_overdue(*, by: Actor) -> int:
    """End every request and offer that nobody answered in time, and every wait for a date that is over."""
    if not by.may("booking.decide", NATIONAL):
        raise NotAllowed(_("You may not do this for every municipality."))
    with transaction.atomic():
        done = _expire(by, Booking.objects.overdue())
        over = WaitingEntry.objects.waiting().filter(starts_at__lte=timezone.now()).order_by("pk")
        for entry in over.select_for_update(of=("self",)):
            entry.state = WaitingState.OVER
            entry.version += 1
            entry.save()
            record(by, "waiting.over", entry, municipality=entry.municipality_code)
    return done


def _expire(by: Actor, late: QuerySet[Booking], *, skip: bool = False) -> int:
    keys = list(late.order_by("pk").values_list("pk", flat=True).distinct())
    if not keys:
        return 0
    rows = Booking.objects.overdue().filter(pk__in=keys).order_by("pk")
    held = list(rows.select_for_update(of=("self",), skip_locked=skip))
    for booking in held:
        wait_again(booking)
        booking.state = BookingState.EXPIRED
        booking.version += 1
        booking.save()
        booking.release()
        record(by, "booking.expired", booking, municipality=booking.municipality_code)
    return len(held)


def wait_again(booking: Booking, state: WaitingState = WaitingState.WAITING) -> None:
    """Whoever had this offer waits on, or stops and is erased."""
    entry = WaitingEntry.objects.select_for_update(of=("self",)).filter(offer=booking).first()
    if entry is not None:
        entry.end_offer(state)


def untold() -> QuerySet[Booking]:
    """What ended without an answer and of which nobody has been told yet; once told it has an `answered_at`."""
    return Booking.objects.filter(Q(state=BookingState.EXPIRED), answered_at=None)
