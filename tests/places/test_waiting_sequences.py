"""The waiting list under many hands: eight who race, and any sequence against an oracle."""

from collections.abc import Callable
from datetime import timedelta
from unittest import mock
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.places.building import BY, at, centre, double_bookings, hall, room, wish
from tests.places.test_no_double_booking import WRITERS, race
from tests.places.test_waiting import wait

from wijkhart.core.errors import Refused
from wijkhart.places.actions import (
    cancel_booking,
    decline_offer,
    expire_overdue,
    leave_waiting,
    offer_freed,
    request_booking,
    take_offer,
)
from wijkhart.places.actions.occupying import RoomTaken
from wijkhart.places.models import Booking, Occupancy, WaitingEntry

NOW = "django.utils.timezone.now"


@pytest.mark.usefixtures("real_database")
@pytest.mark.django_db(transaction=True)
def test_eight_who_offer_or_book_one_freed_time_leave_no_overlap() -> None:
    whole, *parts = hall(centre())
    rooms = [whole, *parts, whole, *parts]
    held = [request_booking(by=BY, room=one, facts=wish(), sender="t") for one in parts]
    entries = [wait(space, email=f"p{number}@example.org") for number, space in enumerate(rooms)]
    for one in held:
        cancel_booking(by=BY, booking=one, version=1, reason="x")

    def act(number: int) -> object:
        if number % 2:
            return request_booking(by=BY, room=rooms[number], facts=wish(), sender="t")
        return offer_freed(by=BY, entry=entries[number], version=1)

    assert race(act) in (1, 2, 3)
    assert double_bookings() == 0


@pytest.mark.usefixtures("real_database")
@pytest.mark.django_db(transaction=True)
def test_eight_who_take_decline_or_book_over_one_offer_leave_no_overlap() -> None:
    space = room(centre())
    taken = request_booking(by=BY, room=space, facts=wish(), sender="t")
    entry = wait(space)
    cancel_booking(by=BY, booking=taken, version=1, reason="x")
    offer = offer_freed(by=BY, entry=entry, version=1)
    late = timezone.now() - timedelta(minutes=1)
    deeds: list[Callable[[], object]] = [
        lambda: take_offer(by=BY, booking=offer, version=offer.version),
        lambda: request_booking(by=BY, room=space, facts=wish(), sender="t"),
        lambda: leave_waiting(by=BY, entry=entry),
        lambda: expire_overdue(by=BY),
    ]
    Booking.objects.filter(pk=offer.pk).update(answer_by=late)
    race(lambda number: deeds[number % len(deeds)]())
    assert 2 * len(deeds) == WRITERS
    assert double_bookings() == 0
    assert Occupancy.objects.count() == Booking.objects.live().count()
    assert Occupancy.objects.count() < 2


class Oracle:
    """One time that is held by a booking, by an offer, or by nobody; after two days an offer holds nothing."""

    def __init__(self) -> None:
        self.space = room(centre(f"Plek {uuid4()}"))
        self.moment = timezone.now()
        self.holder = ""
        self.entry: WaitingEntry | None = None
        self.held: Booking | None = None

    def later(self) -> None:
        if self.moment < at("09:00") - timedelta(days=10):
            self.moment += timedelta(hours=49)
            self.holder = "" if self.holder == "offer" else self.holder

    def book(self) -> None:
        facts = wish(email=f"{uuid4().hex}@example.org")
        if self.holder:
            with pytest.raises(RoomTaken):
                request_booking(by=BY, room=self.space, facts=facts, sender="t")
        else:
            self.held, self.holder = request_booking(by=BY, room=self.space, facts=facts, sender="t"), "booking"

    def wait(self) -> None:
        if self.entry is None and self.holder:
            self.entry = wait(self.space)
        elif self.entry is None:
            with pytest.raises(Refused):
                wait(self.space)

    def cancel(self) -> None:
        if self.holder == "booking" and self.held is not None:
            self.held.refresh_from_db()
            cancel_booking(by=BY, booking=self.held, version=self.held.version, reason="x")
            self.holder = ""

    def offer(self) -> None:
        if self.entry is None:
            return
        self.entry.refresh_from_db()
        about = {"by": BY, "entry": self.entry, "version": self.entry.version}
        if self.holder or self.entry.state != "waiting":
            with pytest.raises(Refused):
                offer_freed(**about)
        else:
            self.held, self.holder = offer_freed(**about), "offer"

    def take(self) -> None:
        self._answer(take_offer, "booking")

    def decline(self) -> None:
        self._answer(decline_offer, "")

    def _answer(self, act: Callable[..., Booking], then: str) -> None:
        if self.held is None:
            return
        self.held.refresh_from_db()
        about = {"by": BY, "booking": self.held, "version": self.held.version}
        if self.holder == "offer":
            act(**about)
            self.holder = then
        else:
            with pytest.raises(Refused):
                act(**about)

    def leave(self) -> None:
        if self.entry is None:
            return
        self.entry.refresh_from_db()
        if self.entry.state in ("waiting", "offered"):
            leave_waiting(by=BY, entry=self.entry)
            self.holder = "" if self.holder == "offer" else self.holder
        else:
            with pytest.raises(Refused):
                leave_waiting(by=BY, entry=self.entry)


DEEDS = st.lists(st.sampled_from(["book", "cancel", "wait", "offer", "take", "decline", "leave", "later"]), max_size=14)


@pytest.mark.django_db
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_any_sequence_holds_the_time_for_exactly_one(deeds: list[str]) -> None:
    oracle = Oracle()
    for deed in deeds:
        with mock.patch(NOW, return_value=oracle.moment):
            getattr(oracle, deed)()
        with mock.patch(NOW, return_value=oracle.moment):
            expire_overdue(by=BY)
            assert Occupancy.objects.filter(space=oracle.space).count() == (1 if oracle.holder else 0)
    assert double_bookings() == 0
