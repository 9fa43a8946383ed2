"""The same hours on many dates, as one thing."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import ANONYMOUS, Actor
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.core.plain_text import wrong_in_text
from wijkhart.places.actions.booking import (
    Terms,
    accept_booking,
    cancel_booking,
    check_request,
    make_booking,
    move_booking,
    refuse_booking,
)
from wijkhart.places.actions.occupying import RoomTaken, hold_room, hold_rooms
from wijkhart.places.actions.waiting import leave_waiting, wait_for
from wijkhart.places.booking_facts import BookingFacts, wrong_in_booking
from wijkhart.places.models import (
    Booking,
    BookingKind,
    BookingSeries,
    BookingState,
    RefusalGround,
    Room,
    SeriesGap,
    WaitingEntry,
    WaitingState,
)
from wijkhart.places.perms import holds_booking, may_decide
from wijkhart.places.queries.free import AHEAD
from wijkhart.places.queries.holding import Holding
from wijkhart.places.waiting_facts import facts_of
from wijkhart.places.when import When, when_of

MOST: Final = 60
"""Dates of one series."""


def request_series(
    *, by: Actor, room: Room, facts: BookingFacts, weeks: int, last_day: date, sender: str
) -> BookingSeries:
    """Book the same hours every so many weeks. A date that cannot be made is kept with its reason; the rest goes on."""
    if by.actor_id == ANONYMOUS.actor_id:
        raise NotAllowed(_("For the same hours on many dates you need an account: log in, or call the manager."))
    check_request(by, room, facts, sender)
    days = _days(facts.when.day, last_day, weeks)
    with transaction.atomic():
        held = hold_room(room, place_too=True)
        holding = Holding(held.place, days[0], days[-1])
        facts_of = {"first_day": facts.when.day, "last_day": last_day, "weeks": weeks}
        series = BookingSeries.objects.create(room=held, **facts_of)
        made = [_on_day(by, held, replace(facts, when=replace(facts.when, day=day)), series, holding) for day in days]
        if not any(made):
            gaps = "; ".join(series.gaps.values_list("reason", flat=True)[:2])
            raise Refused(_("None of these dates can be booked: %(why)s") % {"why": gaps}, field="starts")
        record(by, "series.made", series, municipality=held.place.municipality_code)
    return series


def cancel_series(*, by: Actor, series: BookingSeries, reason: str = "") -> int:
    """Take back every date of a series that is still to come; gives how many. Nobody waits for its other dates then."""
    with transaction.atomic():
        waiting = _hold_all(series)
        coming = _coming(series)
        _demand_party(by, coming)
        for one in coming:
            cancel_booking(by=by, booking=one, version=one.version, reason=reason)
        for entry in waiting:
            leave_waiting(by=by, entry=entry)
        record(by, "series.cancelled", series, municipality=series.room.place.municipality_code)
    return len(coming)


@dataclass(frozen=True, slots=True)
class SeriesChange:
    """What all dates to come get; empty is as it was."""

    starts: time | None = None
    ends: time | None = None
    people: int | None = None
    room: Room | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A date that could not change, and why."""

    on: date
    reason: str


def change_series(*, by: Actor, series: BookingSeries, change: SeriesChange) -> tuple[int, list[Kept]]:
    """Give all dates to come other hours, another room or more people; a date that cannot keeps what it had.

    Gives how many changed, and the others with their reasons.
    """
    if change.room is not None and change.room.place_id != series.room.place_id:
        raise Refused(_("Choose a room of the same place."), field="room")
    kept: list[Kept] = []
    with transaction.atomic():
        coming = _coming(series)
        _demand_party(by, coming)
        if not coming:
            raise Refused(_("No date of this series is still to come."))
        hold_rooms([one.room for one in coming] + ([change.room] if change.room else []))  # before the log is held
        for one in coming:
            try:
                _change_one(by, one, change)
            except BadInput as wrong:
                kept.append(Kept(when_of(one).day, wrong.problems[0].message))
            except Refused as refused:
                kept.append(Kept(when_of(one).day, refused.message))
        done = len(coming) - len(kept)
        if done and change.room is not None:
            series.room = change.room
            series.save()
        record(by, "series.changed", series, municipality=series.room.place.municipality_code)
    return done, kept


def _change_one(by: Actor, booking: Booking, change: SeriesChange) -> None:
    now = when_of(booking)
    when = When(day=now.day, starts=change.starts or now.starts, ends=change.ends or now.ends)
    people = change.people or booking.people
    move_booking(by=by, booking=booking, version=booking.version, when=when, people=people, to=change.room)


def add_date(*, by: Actor, series: BookingSeries, when: When) -> Booking:
    """One more date, on any day; it is no longer among those that could not be."""
    with transaction.atomic():
        rows = series.bookings.filter(kind=BookingKind.USE).select_related("room__place__owner", "organisation")
        last = rows.order_by("-starts_at").first()
        if last is None or not (holds_booking(by, last) or may_decide(by, last.room.place)):
            raise NotAllowed(_("You may not change this booking."))
        if series.bookings.live().count() >= MOST:
            raise Refused(_("A series has at most %(most)s dates. Make another series.") % {"most": MOST})
        room, facts = hold_room(series.room), facts_of(last, when)
        if problems := wrong_in_booking(facts, room):
            raise BadInput(problems)
        made = make_booking(by, room, facts, series)
        made.actor_id = last.actor_id
        made.entry_note = series.entry_note or made.entry_note
        made.save()
        series.gaps.filter(on=when.day).delete()
        record(by, "series.changed", series, municipality=made.municipality_code)
    return made


def accept_series(*, by: Actor, series: BookingSeries, terms: Terms) -> int:
    """Say yes to every date that waits for an answer; gives how many."""
    with transaction.atomic():
        asked = _asked(by, series)
        for one in asked:
            accept_booking(by=by, booking=one, version=one.version, terms=terms)
        if asked and terms.entry_note.strip():
            series.entry_note = terms.entry_note.strip()
            series.save()
        record(by, "series.accepted", series, municipality=series.room.place.municipality_code)
    return len(asked)


def refuse_series(*, by: Actor, series: BookingSeries, reason: str = "", ground: RefusalGround | None = None) -> int:
    """Say no to every date that waits for an answer, on one ground; gives how many."""
    with transaction.atomic():
        asked = _asked(by, series)
        for one in asked:
            refuse_booking(by=by, booking=one, version=one.version, reason=reason, ground=ground)
        record(by, "series.refused", series, municipality=series.room.place.municipality_code)
    return len(asked)


def set_series_note(*, by: Actor, series: BookingSeries, note: str) -> BookingSeries:
    """One way to get in for all dates to come; seen by who has them."""
    if not may_decide(by, series.room.place):
        raise NotAllowed(_("You may not decide on this room."))
    if wrong := wrong_in_text(note):
        raise Refused(" ".join(wrong), field="entry_note")
    with transaction.atomic():
        coming = _coming(series)
        series.entry_note = note.strip()
        series.save()
        for one in coming:
            one.entry_note = series.entry_note or one.room.entry_note
            one.save()
        record(by, "series.changed", series, municipality=series.room.place.municipality_code)
    return series


def _hold_all(series: BookingSeries) -> list[WaitingEntry]:
    """Hold the dates, the offers and then the waits of a series, as the clock does, so that neither waits in a circle.

    Gives the waits that have not ended.
    """
    waits = series.waiting_entries.filter(state__in=(WaitingState.WAITING, WaitingState.OFFERED))
    offers = [pk for pk in waits.values_list("offer_id", flat=True) if pk]
    rows = Booking.objects.filter(Q(pk__in=offers) | Q(pk__in=series.bookings.live().to_come().values("pk")))
    list(rows.order_by("pk").select_for_update(of=("self",)))
    held = list(waits.order_by("pk").select_for_update(of=("self",)))
    if any(one.offer_id not in (None, *offers) for one in held):
        raise Refused(_("Somebody else changed this meanwhile. Look at what it says now."))
    return held


def _coming(series: BookingSeries) -> list[Booking]:
    """The dates to come, each held until the transaction ends; before any room, so that nobody waits in a circle."""
    coming = series.bookings.live().to_come().order_by("pk")
    list(coming.select_for_update())  # alone: PostgreSQL drops a row from a join when its room changed meanwhile
    rows = coming.select_related("room__place__owner", "organisation")
    return sorted((one for one in rows if not one.overdue), key=lambda one: one.starts_at)


def _asked(by: Actor, series: BookingSeries) -> list[Booking]:
    if not may_decide(by, series.room.place):
        raise NotAllowed(_("You may not decide on this room."))
    asked = [one for one in _coming(series) if one.state == BookingState.REQUESTED]
    if not asked:
        raise Refused(_("No date of this series waits for an answer."))
    return asked


def _demand_party(by: Actor, bookings: list[Booking]) -> None:
    if any(not (holds_booking(by, one) or may_decide(by, one.room.place)) for one in bookings):
        raise NotAllowed(_("You may not change this booking."))


def _days(first: date, last: date, weeks: int) -> list[date]:
    if weeks not in (1, 2, 4):
        raise Refused(_("Choose every week, every other week or every four weeks."), field="weeks")
    if last <= first:
        raise Refused(_("The last day comes before the second date."), field="last_day")
    days = [first + timedelta(weeks=weeks * n) for n in range((last - first).days // (7 * weeks) + 1)]
    if len(days) > MOST or last - first > AHEAD:
        raise Refused(_("This is more than a year of dates. Choose an earlier last day."), field="last_day")
    return days


def _on_day(by: Actor, room: Room, facts: BookingFacts, series: BookingSeries, holding: Holding) -> Booking | None:
    """One date of a series; None, with the reason kept, when it cannot be."""
    try:
        if problems := wrong_in_booking(facts, room):
            raise BadInput(problems)
        if why := holding.wrong(room, facts.when.day, facts.when.instants()):
            raise RoomTaken(why)
        with transaction.atomic():
            return make_booking(by, room, facts, series)
    except BadInput as wrong:
        reason = wrong.problems[0].message
    except RoomTaken as taken:
        reason = taken.message
        wait_for(by, room, facts, series)
    SeriesGap.objects.create(series=series, on=facts.when.day, reason=reason[:300])
    return None
