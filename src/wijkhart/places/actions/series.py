"""The same hours on many dates, as one thing."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import ANONYMOUS, Actor
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.places.actions.booking import cancel_booking, check_request, make_booking
from wijkhart.places.actions.occupying import RoomTaken, hold_room
from wijkhart.places.booking_facts import BookingFacts, wrong_in_booking
from wijkhart.places.models import Booking, BookingSeries, Room, SeriesGap
from wijkhart.places.perms import holds_booking, may_decide
from wijkhart.places.queries.free import AHEAD
from wijkhart.places.queries.holding import Holding

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
    """Take back every date of a series that is still to come; gives how many."""
    with transaction.atomic():
        rows = series.bookings.live().to_come().select_related("room__place__owner", "organisation")
        coming = list(rows)
        if any(not (holds_booking(by, one) or may_decide(by, one.room.place)) for one in coming):
            raise NotAllowed(_("You may not change this booking."))
        for one in coming:
            cancel_booking(by=by, booking=one, version=one.version, reason=reason)
    return len(coming)


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
    SeriesGap.objects.create(series=series, on=facts.when.day, reason=reason[:300])
    return None
