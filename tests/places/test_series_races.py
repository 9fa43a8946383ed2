"""A series that is changed and agreed at one moment: nobody waits in a circle, and nothing is booked twice."""

import time as clock
from datetime import time, timedelta
from threading import Event
from typing import Any
from unittest import mock

import pytest
from tests.places.building import BY, centre, double_bookings, room, some_tuesday, wish
from tests.places.test_no_double_booking import race

from wijkhart.places.actions import (
    SeriesChange,
    Terms,
    accept_series,
    change_series,
    move_booking,
    request_booking,
    request_series,
)
from wijkhart.places.models import Booking, BookingSeries, BookingState, Occupancy, Room

pytestmark = [pytest.mark.usefixtures("real_database"), pytest.mark.django_db(transaction=True)]
DATES, ROUNDS = 3, 8


def series_in(space: Room, starts: str, ends: str) -> BookingSeries:
    last = some_tuesday() + timedelta(weeks=DATES - 1)
    return request_series(by=BY, room=space, facts=wish(starts, ends), weeks=1, last_day=last, sender="t")


def test_changing_and_agreeing_all_dates_at_once() -> None:
    """Two series that both move to one hour: each date has one of them there, and all are agreed."""
    place = centre()
    first, second = room(place), room(place, "Kamer")
    both = series_in(first, "10:00", "11:00"), series_in(first, "12:00", "13:00")
    for number in range(ROUNDS):
        hour = 14 + number % 6
        change = SeriesChange(starts=time(hour), ends=time(hour + 1), room=(first, second)[number % 2])
        Booking.objects.update(state=BookingState.REQUESTED)
        deeds = [
            *(lambda one=one, change=change: change_series(by=BY, series=one, change=change) for one in both),
            *(lambda one=one: accept_series(by=BY, series=one, terms=Terms(entry_note="Bel aan")) for one in both),
        ]
        assert race(lambda number, deeds=deeds: deeds[number % 4]()) >= 4
        assert set(Booking.objects.values_list("state", flat=True)) == {"accepted"}
        assert double_bookings() == 0
        assert Occupancy.objects.count() == 2 * DATES


def test_changing_dates_in_two_rooms_while_others_book_both() -> None:
    """Every other date lies in another room; whoever books there has that room, and then writes in the log."""
    place = centre()
    rooms = room(place), room(place, "Kamer")
    series = series_in(rooms[0], "10:00", "11:00")
    for number, one in enumerate(series.bookings.order_by("pk")):
        if number % 2:
            one.room = rooms[1]
            one.save()
            one.occupancies.update(space=rooms[1])

    begun = Event()

    def slowly(**told: Any) -> Booking:
        done = move_booking(**told)
        begun.set()
        clock.sleep(0.2)
        return done

    for number in range(ROUNDS):
        change = SeriesChange(starts=time(10 + number % 3), ends=time(11 + number % 3))
        hours = f"{14 + number % 6}:00", f"{15 + number % 6}:00"
        day = some_tuesday() + timedelta(days=1 + number // 6)

        def act(who: int, change: SeriesChange = change, hours: tuple[str, str] = hours, day: object = day) -> object:
            if who == 0:
                return change_series(by=BY, series=series, change=change)
            begun.wait(10)
            return request_booking(by=BY, room=rooms[who % 2], facts=wish(*hours, day=day), sender="t")

        begun.clear()
        with mock.patch("wijkhart.places.actions.series.move_booking", slowly):
            assert race(act) >= 3
        assert double_bookings() == 0
    assert Booking.objects.filter(series=None).count() == 2 * ROUNDS
