"""Eight writers at one moment: rules that are published, the last kept share, and a calendar next to bookings."""

import time as clock
from datetime import timedelta
from unittest import mock
from uuid import UUID

import pytest
from django.utils import timezone
from tests.places.building import BY, centre, double_bookings, room, some_tuesday, wish
from tests.places.ruling import draft, facts
from tests.places.test_no_double_booking import WRITERS, race
from tests.places.test_outside_calendar import file_of, lesson

from wijkhart.audit.models import Entry
from wijkhart.places.actions import (
    bring_in_calendar,
    cancel_booking,
    cancel_series,
    discard_rules,
    edit_rules,
    expire_overdue,
    publish_rules,
    request_booking,
    request_series,
)
from wijkhart.places.models import Booking, BookingKind, BookingSeries, Room, UseRules, WaitingEntry
from wijkhart.places.queries.holding import Holding

pytestmark = [pytest.mark.usefixtures("real_database"), pytest.mark.django_db(transaction=True)]


def test_one_of_eight_publishes_a_draft() -> None:
    made = draft()
    assert race(lambda _number: publish_rules(by=BY, rules=made, version=made.version)) == 1
    made.refresh_from_db()
    assert made.published_at is not None
    assert Entry.objects.filter(verb="use_rules.published").count() == 1


def test_a_draft_that_is_published_saved_and_thrown_away_at_once_ends_whole() -> None:
    for _round in range(3):
        UseRules.objects.all().delete()
        made = draft()
        deeds = [
            lambda made=made: publish_rules(by=BY, rules=made, version=made.version),
            lambda made=made: edit_rules(by=BY, rules=made, version=made.version, facts=facts()),
            lambda made=made: discard_rules(by=BY, rules=made),
            lambda made=made: edit_rules(by=BY, rules=made, version=made.version, facts=facts(lines=facts().lines[3:])),
        ]
        assert race(lambda number, deeds=deeds: deeds[number % len(deeds)]()) in (1, 2)
        left = UseRules.objects.first()
        assert left is None or (left.published_at is not None and left.lines.count() == 4)


def test_eight_weekly_bookings_do_not_take_the_last_share_together() -> None:
    place = centre()
    rooms = [room(place, f"Zaal {number}") for number in range(WRITERS)]
    day, last = some_tuesday(), some_tuesday() + timedelta(weeks=1)
    about = {"by": BY, "facts": wish("12:00", "18:00"), "weeks": 1, "last_day": last, "sender": "t"}
    done = race(lambda number: request_series(room=rooms[number], **about))
    assert done == 6  # 6 of 8 leaves 25%; 7 of 8 would leave 12.5%
    for on in (day, last):
        share = Holding(place, on, on).share(on, "afternoon")
        assert share.keeps(15)
        assert share.regular == 6 * 360


def test_a_calendar_that_is_brought_in_while_others_book_leaves_no_overlap() -> None:
    space = room(centre())
    content = file_of(
        *(lesson(some_tuesday(), f"{hour}:00", f"{hour + 1}:00", uid=f"{hour}") for hour in range(10, 16))
    )

    def act(number: int) -> object:
        if number % 2:
            return bring_in_calendar(by=BY, room=space, name=f"School {number % 4}", content=content)
        hour = 10 + number // 2
        return request_booking(by=BY, room=space, facts=wish(f"{hour}:00", f"{hour + 1}:00"), sender="t")

    race(act)
    assert double_bookings() == 0
    closed = Booking.objects.filter(kind=BookingKind.BLOCK).count()
    assert closed + Booking.objects.filter(kind=BookingKind.USE).count() == 6


def test_a_series_that_is_taken_back_and_the_clock_do_not_wait_in_a_circle() -> None:
    """The clock wants a late offer and then a late date; who takes back the series has the date and wants the offer."""

    def slowly(**told: object) -> Booking:
        clock.sleep(0.3)
        return cancel_booking(**told)

    space = room(centre())
    for _round in range(2):
        series, entry = late_series(space)
        with mock.patch("wijkhart.places.actions.series.cancel_booking", slowly):
            deeds = [
                lambda series=series: cancel_series(by=BY, series=series, reason="x"),
                lambda: expire_overdue(by=BY),
            ]
            assert race(lambda number, deeds=deeds: deeds[number % 2]()) >= 4
        entry.refresh_from_db()
        assert entry.state == "withdrawn"
        assert set(Booking.objects.values_list("state", flat=True)) <= {"cancelled", "expired"}
        Booking.objects.all().delete()


def late_series(space: Room) -> tuple[BookingSeries, WaitingEntry]:
    """A series with a date that is agreed, one that nobody answered and one that was offered in vain."""
    day, late = some_tuesday(), timezone.now() - timedelta(hours=1)
    about = {"first_day": day, "last_day": day, "weeks": 1}
    series = BookingSeries.objects.create(room=space, **about)
    starts = timezone.now() + timedelta(days=9)
    told = {"room": space, "municipality_code": "GM0307", "starts_at": starts, "ends_at": starts + timedelta(hours=1)}
    booked = {**told, "title": "x", "actor_id": "t"}
    offer = Booking.objects.create(pk=UUID(int=1), state="offered", answer_by=late, **booked)
    Booking.objects.create(pk=UUID(int=2), state="requested", answer_by=late, series=series, **booked)
    Booking.objects.create(pk=UUID(int=3), state="accepted", series=series, **booked)
    waits = {**told, "title": "x", "people": 1, "actor_id": "t", "series": series}
    return series, WaitingEntry.objects.create(state="offered", offer=offer, **waits)
