"""Booking a room: asking, deciding, moving, cancelling, and closing a room for a while."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.areas.models import Area
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.core.limits import takes_turn
from wijkhart.core.plain_text import wrong_in_text
from wijkhart.places.actions.expiring import answer_by
from wijkhart.places.actions.lending import lend, lent_with
from wijkhart.places.actions.occupying import RoomTaken, hold_room, refuse_crowd, refuse_kept, taken_words
from wijkhart.places.actions.pricing import (
    ask_price,
    ground_words,
    minutes_of,
    note_standing,
    priced_anew,
    terms_by_rule,
)
from wijkhart.places.booking_facts import BookingFacts, standing_in_way, wrong_in_booking, wrong_in_move
from wijkhart.places.models import (
    Booking,
    BookingKind,
    BookingMode,
    BookingSeries,
    BookingState,
    Occupancy,
    RefusalGround,
    Room,
)
from wijkhart.places.models.booking import TOGETHER
from wijkhart.places.perms import holds_booking, may_book_for, may_decide
from wijkhart.places.queries.exceptions import keys_set_aside
from wijkhart.places.queries.free import with_setup
from wijkhart.places.when import When

TURNS: Final = 10
"""Requests of one sender in an hour."""
WAITING: Final = 5
"""Requests of one mail address that may wait for an answer at one place."""
LONGEST_REASON: Final = 1000
CONSTRAINT: Final = "places_occupancy_once"
"""What the database says when two would have one space at one moment."""


def request_booking(*, by: Actor, room: Room, facts: BookingFacts, sender: str) -> Booking:
    """Take a room: at once where its manager says so, else until the manager answers. Both hold the time.

    `sender` is who sends, as `core.limits.sender_of` says it: too many in an hour are refused.
    """
    check_request(by, room, facts, sender)
    with transaction.atomic():
        return make_booking(by, hold_room(room), facts)


def check_request(by: Actor, room: Room, facts: BookingFacts, sender: str) -> None:
    """Refuse what is not allowed or cannot be, before anything is written."""
    if facts.organisation is not None:
        _demand_books_for(by, facts.organisation, room.place.municipality_code)
    if facts.anyway.strip() and not may_decide(by, room.place):
        raise NotAllowed(_("Only who decides on this room may book against the rules."))
    if problems := wrong_in_booking(facts, room):
        raise BadInput(problems)
    if not may_decide(by, room.place) and not takes_turn("booking", sender, TURNS):
        raise Refused(_("Too many bookings come in from here. Try again in an hour; what you typed is still here."))


def _demand_books_for(by: Actor, organisation: Organisation, municipality: str) -> None:
    if organisation.pk in by.organisation_ids and f",{municipality}," not in organisation.municipality_codes:
        area = Area.objects.current().filter(code=municipality).first()
        message = _("This organisation does not work in %(name)s. Ask the municipality to add it.")
        raise Refused(message % {"name": area.name if area else municipality}, field="organisation")
    if not may_book_for(by, organisation, municipality):
        raise NotAllowed(_("You may not book for this organisation."))


def make_booking(by: Actor, room: Room, facts: BookingFacts, series: BookingSeries | None = None) -> Booking:
    """Write a booking of a room that is held; raises `RoomTaken` when somebody else has it then."""
    at_once = room.booking_mode == BookingMode.INSTANT or may_decide(by, room.place)
    if not at_once and series is None:
        _refuse_hoarding(room, facts)
    begins, ends = facts.when.instants()
    private = facts.organisation is None
    booking = Booking.objects.create(
        room=room,
        municipality_code=room.place.municipality_code,
        state=BookingState.ACCEPTED if at_once else BookingState.REQUESTED,
        organisation=facts.organisation,
        name=facts.name.strip() if private else "",
        email=facts.email.strip() if private else "",
        title=facts.title.strip(),
        people=facts.people,
        note=facts.note.strip(),
        **facts.activity,
        starts_at=begins,
        ends_at=ends,
        **terms_by_rule(room, facts.when.day, int((ends - begins).total_seconds() // 60), facts),
        entry_note=room.entry_note,
        series=series,
        actor_id=by.actor_id,
        answered_at=timezone.now() if at_once else None,
        answer_by=None if at_once else answer_by(begins),
        example=room.place.example,
    )
    occupy(booking, room, facts.items)
    if facts.anyway.strip():
        note_standing(by, booking, standing_in_way(facts, facts.when, room), facts.anyway)
    record(by, "booking.made" if at_once else "booking.requested", booking, municipality=booking.municipality_code)
    return booking


def _refuse_hoarding(room: Room, facts: BookingFacts) -> None:
    """A request holds the time, so nobody may lay many of them at one place."""
    waiting = Booking.objects.filter(state=BookingState.REQUESTED, room__place=room.place).to_come()
    own = waiting.filter(organisation=facts.organisation)
    if facts.organisation is None:
        own = own.filter(email__iexact=facts.email.strip())
    if own.count() >= WAITING:
        message = _("%(most)s requests of yours wait for an answer here. Wait for it, or take one back first.")
        raise Refused(message % {"most": WAITING})


@dataclass(frozen=True, slots=True)
class Terms:
    """What the manager says along with a yes."""

    price_note: str = ""
    entry_note: str = ""
    cents: int | None = None
    """The price asked; None: by rule."""
    why: str = ""
    """Why another price than by rule; public."""


def accept_booking(*, by: Actor, booking: Booking, version: int, terms: Terms) -> Booking:
    """Say yes to a request; how to get in is seen by who booked from now on."""

    def fill(held: Booking) -> None:
        _demand_decider(by, held)
        _demand_state(held, BookingState.REQUESTED)
        held.state, held.answered_at, held.answer_by = BookingState.ACCEPTED, timezone.now(), None
        held.entry_note = _plain(terms.entry_note, "entry_note")
        if not ask_price(by, held, terms.cents, _plain(terms.why, "why")):
            held.price_note = _plain(terms.price_note, "price_note")

    return changed(by, booking, version, fill, "booking.accepted")


def refuse_booking(
    *, by: Actor, booking: Booking, version: int, reason: str = "", ground: RefusalGround | None = None
) -> Booking:
    """Say no to a request, with a reason that who asked can read; the time is free again.

    Where rules of use are in force the reason is one of their grounds; another one is published as an exception.
    """

    def fill(held: Booking) -> None:
        _demand_decider(by, held)
        _demand_state(held, BookingState.REQUESTED)
        why = _reason(ground_words(by, held, ground, _plain(reason, "reason")))
        held.state, held.reason, held.answered_at = BookingState.REFUSED, why, timezone.now()
        held.release()

    return changed(by, booking, version, fill, "booking.refused")


def cancel_booking(*, by: Actor, booking: Booking, version: int, reason: str = "") -> Booking:
    """Take a booking back: who booked need not say why, a manager must. A closed time is opened the same way."""

    def fill(held: Booking) -> None:
        own = holds_booking(by, held)
        if not own:
            _demand_decider(by, held)
        _demand_state(held, BookingState.REQUESTED, BookingState.ACCEPTED)
        if held.over:
            raise Refused(_("This booking is over, so it cannot be cancelled."))
        must = not own and held.kind == BookingKind.USE
        held.state, held.reason = BookingState.CANCELLED, _reason(reason) if must or reason.strip() else ""
        held.release()

    return changed(by, booking, version, fill, "booking.cancelled")


def move_booking(
    *, by: Actor, booking: Booking, version: int, when: When, people: int, to: Room | None = None
) -> Booking:
    """Give a booking other hours, another number of people or another room; on request the manager decides anew.

    A rule that was set aside for it stays so when whoever decides on the room moves it. Any other rule counts.
    """

    def fill(held: Booking) -> None:
        decides = may_decide(by, held.room.place)
        if not decides and not holds_booking(by, held):
            raise NotAllowed(_("You may not change this booking."))
        _demand_state(held, BookingState.REQUESTED, BookingState.ACCEPTED)
        if held.over or held.kind == BookingKind.BLOCK:
            raise Refused(_("This cannot be moved any more."))
        room = hold_room(_of_place(to, held.room) if to else held.room, place_too=held.series_id is not None)
        if problems := wrong_in_move(when, people, room, held, keys_set_aside(held) if decides else ()):
            raise BadInput(problems)
        if held.series_id is not None:
            refuse_kept(room, when.day, when.instants(), leaving=held)
        minutes = minutes_of(held)
        held.starts_at, held.ends_at = when.instants()
        held.people, held.room = people, room
        priced_anew(held, minutes)
        if room.booking_mode == BookingMode.REQUEST and not decides:
            held.state, held.answered_at = BookingState.REQUESTED, None
        held.answer_by = answer_by(held.starts_at) if held.state == BookingState.REQUESTED else None
        occupy(held, room)

    return changed(by, booking, version, fill, "booking.moved")


def block_room(*, by: Actor, room: Room, starts_at: datetime, ends_at: datetime, title: str) -> Booking:
    """Close a room for a while, such as for maintenance; refused while somebody has it then."""
    if not may_decide(by, room.place):
        raise NotAllowed(_("You may not decide on this room."))
    if ends_at <= starts_at:
        raise Refused(_("The end comes before the start."), field="last_day")
    with transaction.atomic():
        held = hold_room(room)
        made = Booking.objects.create(
            room=held,
            municipality_code=held.place.municipality_code,
            kind=BookingKind.BLOCK,
            state=BookingState.ACCEPTED,
            title=_plain(title, "title")[:160] or _("Closed"),
            starts_at=starts_at,
            ends_at=ends_at,
            actor_id=by.actor_id,
            example=held.place.example,
        )
        occupy(made, held)
        record(by, "room.blocked", made, municipality=made.municipality_code)
    return made


def occupy(booking: Booking, room: Room, items: Mapping[UUID, int] | None = None) -> None:
    """Take the time of a booking, in place of what it took before, and borrow `items` (None: what it had) for it.

    Raises `RoomTaken` or `ItemLent`; needs a transaction.
    """
    borrowed = lent_with(booking) if items is None else items
    start, end = with_setup(room, booking.starts_at, booking.ends_at)
    if booking.kind == BookingKind.BLOCK:
        start, end = booking.starts_at, booking.ends_at
    together = room.shared and booking.kind == BookingKind.USE
    booking.release()
    if together:
        refuse_crowd(booking, room, start, end)
    try:
        Occupancy.objects.take(booking, room, TOGETHER if together else booking.pk, start, end)
    except IntegrityError as clash:
        if CONSTRAINT not in str(clash):
            raise
        raise RoomTaken(taken_words(booking, room, start, end), field="starts") from None
    lend(booking, borrowed, start, end)


def changed(by: Actor, booking: Booking, version: int, fill: Callable[[Booking], None], verb: str) -> Booking:
    """Change a booking that nobody else changed since it was read."""
    with transaction.atomic():
        Booking.objects.select_for_update().get(pk=booking.pk)  # alone: a join drops it when its room changes meanwhile
        held = Booking.objects.select_related("room__place__owner", "organisation").get(pk=booking.pk)
        if held.version != version:
            raise Refused(_("Somebody else changed this booking meanwhile. Look at what it says now."))
        fill(held)
        held.version += 1
        held.save()
        record(by, verb, held, municipality=held.municipality_code)
    return held


def _of_place(room: Room, other: Room) -> Room:
    if room.place_id != other.place_id:
        raise Refused(_("Choose a room of the same place."), field="room")
    return room


def _demand_decider(by: Actor, booking: Booking) -> None:
    if not may_decide(by, booking.room.place):
        raise NotAllowed(_("You may not decide on this room."))


def _demand_state(booking: Booking, *states: BookingState) -> None:
    if booking.overdue:
        raise Refused(_("Nobody answered in time, so the time is free again. Book it anew, if it is still free."))
    if booking.state not in states:
        facts = {"state": booking.get_state_display()}
        raise Refused(_("That cannot be done any more; the booking is now: %(state)s.") % facts)


def _reason(text: str) -> str:
    if not text.strip():
        raise Refused(_("Say why. Who booked reads it."), field="reason")
    return _plain(text, "reason")


def _plain(text: str, field: str) -> str:
    plain = text.strip()
    if len(plain) > LONGEST_REASON:
        message = _("This text is too long. At most %(most)s signs fit.")
        raise Refused(message % {"most": LONGEST_REASON}, field=field)
    if wrong := wrong_in_text(plain):
        raise Refused(" ".join(wrong), field=field)
    return plain
