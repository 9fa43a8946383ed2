"""The waiting list: waiting for a room that is taken, and an offer that holds a freed time for a while."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.core.formats import moment
from wijkhart.places.actions.booking import changed, check_request, make_booking
from wijkhart.places.actions.expiring import wait_again
from wijkhart.places.actions.occupying import hold_room, refuse_kept
from wijkhart.places.booking_facts import BookingFacts, wrong_in_booking
from wijkhart.places.models import Booking, BookingSeries, BookingState, Room, SeriesGap, WaitingEntry, WaitingState
from wijkhart.places.perms import holds_booking, holds_entry, may_decide
from wijkhart.places.queries.free import Uses
from wijkhart.places.waiting_facts import facts_of

HELD_HOURS: Final = 48
"""How long an offer holds the time, unless the manager says otherwise."""
MOST_HOURS: Final = 168
BEFORE: Final = timedelta(hours=2)
"""An offer ends at least this long before the start, so that the room can still be used."""
MOST: Final = 10
"""Dates for which one may wait at one place."""


def join_waiting(*, by: Actor, room: Room, facts: BookingFacts, sender: str) -> WaitingEntry:
    """Wait for a room that is taken then. All that a booking needs is checked; a free room is to be booked."""
    facts = replace(facts, anyway="")
    check_request(by, room, facts, sender)
    begins, ends = facts.when.instants()
    with transaction.atomic():
        held = hold_room(room)
        if not Uses([held], facts.when.day, facts.when.day).in_the_way(held, begins, ends, facts.people):
            raise Refused(_("The room is free then: book it. You need not wait."), field="starts")
        _refuse_twice(by, held, facts)
        return wait_for(by, held, facts)


def wait_for(by: Actor, room: Room, facts: BookingFacts, series: BookingSeries | None = None) -> WaitingEntry:
    """Write down who waits; needs a transaction."""
    begins, ends = facts.when.instants()
    private = facts.organisation is None
    entry = WaitingEntry.objects.create(
        room=room,
        municipality_code=room.place.municipality_code,
        series=series,
        organisation=facts.organisation,
        name=facts.name.strip() if private else "",
        email=facts.email.strip() if private else "",
        title=facts.title.strip(),
        people=facts.people,
        note=facts.note.strip(),
        **facts.activity,
        starts_at=begins,
        ends_at=ends,
        actor_id=by.actor_id,
        example=room.place.example,
    )
    record(by, "waiting.added", entry, municipality=entry.municipality_code)
    return entry


def _refuse_twice(by: Actor, room: Room, facts: BookingFacts) -> None:
    """Nobody stands on the list twice for one time, nor for very many."""
    states = (WaitingState.WAITING, WaitingState.OFFERED)
    mine = Q(organisation=facts.organisation) if facts.organisation else Q(email__iexact=facts.email.strip())
    own = WaitingEntry.objects.filter(mine, state__in=states, room__place=room.place, series=None)
    own = own.filter(ends_at__gt=timezone.now())
    begins, ends = facts.when.instants()
    if own.filter(room=room, starts_at__lt=ends, ends_at__gt=begins).exists():
        raise Refused(_("You wait for this room at this time already. You hear it when it comes free."))
    if own.count() >= MOST:
        message = _("You wait for %(most)s dates here already. Stop waiting for one of them first.")
        raise Refused(message % {"most": MOST})


def leave_waiting(*, by: Actor, entry: WaitingEntry) -> WaitingEntry:
    """Stop waiting: an offer gives its time back, and name and address of a resident are erased at once."""
    with transaction.atomic():
        offered = WaitingEntry.objects.filter(pk=entry.pk).values_list("offer_id", flat=True).get()
        list(Booking.objects.select_for_update(of=("self",)).filter(pk=offered))
        held = _held(entry)
        if held.offer_id not in (None, offered):
            raise Refused(_("Somebody else changed this meanwhile. Look at what it says now."))
        if not holds_entry(by, held) and not may_decide(by, held.room.place):
            raise NotAllowed(_("You may not change what others wait for."))
        if held.state not in (WaitingState.WAITING, WaitingState.OFFERED):
            raise Refused(_("This wait has ended already: %(state)s.") % {"state": held.get_state_display()})
        if held.offer is not None:
            _decline(held.offer)
            held.offer.version += 1
            held.offer.save()
        held.state, held.offer = WaitingState.WITHDRAWN, None
        held.name = held.email = held.note = ""
        return _saved(by, held, "waiting.left")


def offer_freed(*, by: Actor, entry: WaitingEntry, version: int, hours: int = HELD_HOURS) -> Booking:
    """Offer the time to who waits for it: it is held until they answer, but not longer than `hours`."""
    if not may_decide(by, entry.room.place):
        raise NotAllowed(_("You may not decide on this room."))
    until = _until(entry.starts_at, hours)
    with transaction.atomic():
        room = hold_room(entry.room, place_too=entry.series_id is not None)
        held = _held(entry)
        if held.state != WaitingState.WAITING:
            facts = {"state": held.get_state_display()}
            raise Refused(_("This cannot be offered; how it stands: %(state)s.") % facts)
        if held.version != version:
            raise Refused(_("Somebody else changed this meanwhile. Look at what it says now."))
        told = facts_of(held)
        if problems := wrong_in_booking(told, room):
            raise BadInput(problems)
        if held.series_id is not None:
            refuse_kept(room, told.when.day, told.when.instants())
        offer = make_booking(by, room, told)
        offer.state, offer.answer_by, offer.answered_at = BookingState.OFFERED, until, None
        offer.actor_id = held.actor_id
        offer.save()
        held.state, held.offer = WaitingState.OFFERED, offer
        _saved(by, held, "waiting.offered")
    return offer


def _until(starts_at: datetime, hours: int) -> datetime:
    """Until when an offer holds."""
    now = timezone.now()
    if not 1 <= hours <= MOST_HOURS:
        message = _("An offer holds for 1 to %(most)s hours.") % {"most": MOST_HOURS}
        raise Refused(message, field="hours")
    if starts_at <= now:
        raise Refused(_("This time is over, so it cannot be offered any more."))
    until = min(now + timedelta(hours=hours), starts_at - BEFORE)
    if until <= now:
        raise Refused(_("It begins within two hours: too late for an offer. Call them, and book the room yourself."))
    return until


def take_offer(*, by: Actor, booking: Booking, version: int) -> Booking:
    """Say yes to an offer. A date of a series comes into the series, and is no longer among those that could not be."""

    def fill(held: Booking) -> None:
        _demand_open_offer(by, held)
        held.state, held.answered_at, held.answer_by = BookingState.ACCEPTED, timezone.now(), None
        entry = WaitingEntry.objects.select_for_update(of=("self",)).filter(offer=held).first()
        if entry is None:
            return
        if entry.series is not None:
            held.series = entry.series
            held.entry_note = entry.series.entry_note or held.entry_note
            SeriesGap.objects.filter(series=entry.series, on=timezone.localtime(held.starts_at).date()).delete()
        entry.state = WaitingState.TAKEN
        _saved(by, entry, "waiting.taken")

    return changed(by, booking, version, fill, "booking.accepted")


def decline_offer(*, by: Actor, booking: Booking, version: int, wait_on: bool = True) -> Booking:
    """Say no to an offer, or take it back as a manager: the time is free again, and who waits waits on or stops."""

    def fill(held: Booking) -> None:
        _demand_open_offer(by, held)
        wait_again(held, WaitingState.WAITING if wait_on else WaitingState.WITHDRAWN)
        _decline(held)

    return changed(by, booking, version, fill, "booking.declined")


def _demand_open_offer(by: Actor, booking: Booking) -> None:
    if not holds_booking(by, booking) and not may_decide(by, booking.room.place):
        raise NotAllowed(_("You may not answer for others."))
    if booking.state == BookingState.EXPIRED or booking.overdue:
        facts = {"until": moment(timezone.localtime(booking.answer_by)) if booking.answer_by else ""}
        raise Refused(_("This offer was held until %(until)s. You are on the waiting list again.") % facts)
    if booking.state != BookingState.OFFERED:
        facts = {"state": booking.get_state_display()}
        raise Refused(_("That cannot be done any more; the booking is now: %(state)s.") % facts)


def _decline(offer: Booking) -> None:
    offer.state, offer.answered_at = BookingState.CANCELLED, timezone.now()
    offer.reason = _("The offer was not taken.")
    offer.release()


def _held(entry: WaitingEntry) -> WaitingEntry:
    rows = WaitingEntry.objects.select_for_update(of=("self",))
    return rows.select_related("room__place__owner", "organisation", "series", "offer").get(pk=entry.pk)


def _saved(by: Actor, entry: WaitingEntry, verb: str) -> WaitingEntry:
    entry.version += 1
    entry.save()
    record(by, verb, entry, municipality=entry.municipality_code)
    return entry
