"""Two never have one space at one moment: the database, eight who race, and long sequences against brute force."""

import time as clock
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from importlib import import_module
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.places.building import BY, at, bare, centre, double_bookings, hall, room, when, wish

from wijkhart.core.errors import Refused
from wijkhart.places.actions import block_room, cancel_booking, move_booking, request_booking
from wijkhart.places.actions.occupying import RoomTaken
from wijkhart.places.models import Booking, Occupancy, Room
from wijkhart.places.models.booking import TOGETHER

migration = import_module("wijkhart.places.migrations.0002_no_double_booking")
WRITERS = 8
ROUNDS = 3


def take(space: Room, starts: str, ends: str, **facts: object) -> Occupancy:
    booking = bare(space, starts, ends)
    told = {"key": booking.pk, "starts_at": at(starts), "ends_at": at(ends), **facts}
    return Occupancy.objects.create(booking=booking, space=space, **told)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("starts", "ends"),
    [("14:00", "16:00"), ("13:00", "14:15"), ("15:45", "17:00"), ("14:30", "15:00"), ("9:00", "20:00")],
)
def test_the_database_refuses_an_overlap(starts: str, ends: str) -> None:
    space = room(centre())
    take(space, "14:00", "16:00")
    with pytest.raises(IntegrityError, match="places_occupancy_once"), transaction.atomic():
        take(space, starts.zfill(5), ends)
    row = take(room(space.place, "Andere zaal"), "14:00", "16:00")
    with pytest.raises(IntegrityError, match="places_occupancy_once"), transaction.atomic():
        Occupancy.objects.filter(pk=row.pk).update(space=space)


@pytest.mark.django_db
def test_one_may_begin_when_another_ends_and_shared_uses_lie_together_but_not_with_others() -> None:
    space = room(centre())
    take(space, "14:00", "16:00")
    take(space, "16:00", "18:00")
    take(space, "12:00", "14:00", key=TOGETHER)
    take(space, "13:00", "14:00", key=TOGETHER)
    with pytest.raises(IntegrityError), transaction.atomic():
        take(space, "13:30", "14:00")
    with pytest.raises(IntegrityError), transaction.atomic():
        take(space, "15:00", "15:30", key=TOGETHER)
    assert double_bookings() == 0


@pytest.mark.django_db
def test_a_hall_is_its_parts_and_set_up_time_counts() -> None:
    whole, one, two, _three = hall(centre(), setup_minutes=30, cleanup_minutes=15)
    request_booking(by=BY, room=one, facts=wish("14:00", "16:00"), sender="t")
    with pytest.raises(RoomTaken, match="Zaal 1"):
        request_booking(by=BY, room=whole, facts=wish("15:00", "17:00"), sender="t")
    with pytest.raises(RoomTaken):
        request_booking(by=BY, room=one, facts=wish("16:15", "17:00"), sender="t")
    request_booking(by=BY, room=one, facts=wish("16:45", "17:00"), sender="t")
    request_booking(by=BY, room=whole, facts=wish("18:00", "19:00"), sender="t")
    with pytest.raises(RoomTaken):
        request_booking(by=BY, room=two, facts=wish("18:30", "19:30"), sender="t")
    assert Occupancy.objects.count() == 5
    assert double_bookings() == 0


@pytest.mark.django_db
def test_a_shared_room_holds_no_more_people_than_fit_at_any_quarter() -> None:
    space = room(centre(), shared=True, seats=20)
    request_booking(by=BY, room=space, facts=wish("10:00", "12:00", people=12), sender="t")
    request_booking(by=BY, room=space, facts=wish("11:30", "13:00", people=8), sender="t")
    with pytest.raises(RoomTaken, match="0"):
        request_booking(by=BY, room=space, facts=wish("11:45", "12:15", people=1), sender="t")
    request_booking(by=BY, room=space, facts=wish("12:00", "13:00", people=12), sender="t")
    with pytest.raises(RoomTaken):
        block_room(by=BY, room=space, starts_at=at("12:30"), ends_at=at("14:00"), title="Vloer")


def race(act: Callable[[int], object]) -> int:
    """Eight threads that act at one moment; gives how many got through."""
    start = Barrier(WRITERS)

    def run(number: int) -> int:
        start.wait()
        try:
            act(number)
        except (Refused, IntegrityError):
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(WRITERS) as threads:
        return sum(threads.map(run, range(WRITERS)))


@pytest.mark.usefixtures("real_database")
@pytest.mark.django_db(transaction=True)
def test_eight_who_race_for_a_hall_and_its_parts_leave_no_overlap() -> None:
    whole, *parts = hall(centre())
    for hour in range(9, 9 + ROUNDS):
        rooms = [whole, *parts] * 2
        facts = wish(f"{hour:02}:00", f"{hour + 1:02}:00")
        done = race(
            lambda number, rooms=rooms, facts=facts: request_booking(by=BY, room=rooms[number], facts=facts, sender="t")
        )
        assert done in (1, 3)
    assert double_bookings() == 0


@pytest.mark.usefixtures("real_database")
@pytest.mark.django_db(transaction=True)
def test_eight_who_write_past_every_action_leave_no_overlap() -> None:
    space = room(centre())
    bookings = [bare(space, "14:00", "16:00") for _number in range(WRITERS)]

    def write(number: int) -> None:
        begins = at("14:00") + timedelta(minutes=15 * number)
        if not Occupancy.objects.filter(space=space, starts_at__lt=at("16:00"), ends_at__gt=begins).exists():
            clock.sleep(0.05)
            insert(space, bookings[number], begins)

    assert race(write) == 1 or double_bookings() == 0
    assert double_bookings() == 0


@pytest.mark.usefixtures("real_database")
@pytest.mark.django_db(transaction=True)
def test_without_the_constraint_the_same_eight_leave_overlaps() -> None:
    """That the test above can fail: looking first and writing then is not enough."""
    space = room(centre())
    bookings = [bare(space, "14:00", "16:00") for _number in range(WRITERS)]
    looked = Barrier(WRITERS)

    def write(number: int) -> None:
        free = not Occupancy.objects.filter(space=space).exists()
        looked.wait()
        if free:
            insert(space, bookings[number], at("14:00"))

    with unguarded():
        assert race(write) == WRITERS
        assert double_bookings() == WRITERS * (WRITERS - 1) // 2
        Occupancy.objects.all().delete()


def insert(space: Room, booking: Booking, begins: object) -> None:
    Occupancy.objects.create(booking=booking, space=space, key=booking.pk, starts_at=begins, ends_at=at("16:00"))


@contextmanager
def unguarded() -> Iterator[None]:
    """A database without its constraint, as it was before this was built."""
    with connection.cursor() as cursor:
        for statement in migration.UNDO[connection.vendor]:
            cursor.execute(statement)
        yield
        for statement in migration.GUARD[connection.vendor]:
            cursor.execute(statement)


@pytest.mark.usefixtures("real_database")
@pytest.mark.django_db(transaction=True)
def test_eight_groups_of_five_who_race_for_a_shared_room_of_twenty() -> None:
    space = room(centre(), shared=True, seats=20)
    done = race(lambda number: request_booking(by=BY, room=space, facts=wish(people=5), sender="t"))
    assert done == 4
    assert sum(row.people for row in Occupancy.objects.all()) == 20


QUARTERS = st.tuples(st.integers(0, 11), st.integers(1, 6))
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("book"), st.integers(0, 3), QUARTERS),
        st.tuples(st.just("cancel"), st.integers(0, 9), QUARTERS),
        st.tuples(st.just("move"), st.integers(0, 9), QUARTERS),
    ),
    max_size=14,
)
SPACES = {0: {1, 2, 3}, 1: {1}, 2: {2}, 3: {3}}


def clocks(quarter: tuple[int, int]) -> tuple[str, str]:
    begin, length = quarter[0], quarter[0] + quarter[1]
    return tuple(f"{10 + n // 4:02}:{n % 4 * 15:02}" for n in (begin, length))  # type: ignore[return-value]


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, setup=st.sampled_from([0, 15, 30]))
def test_any_sequence_does_what_brute_force_says(steps: list[tuple[str, int, tuple[int, int]]], setup: int) -> None:
    """The oracle keeps, for each booking, the set of (space, quarter) that it takes."""
    rooms = list(hall(centre(f"Plek {uuid4()}"), setup_minutes=setup))
    taken: dict[Booking, set[tuple[int, int]]] = {}

    def cells(number: int, quarter: tuple[int, int]) -> set[tuple[int, int]]:
        first = quarter[0] - setup // 15
        return {(space, one) for space in SPACES[number] for one in range(first, quarter[0] + quarter[1])}

    def free(wanted: set[tuple[int, int]], without: Booking | None = None) -> bool:
        return not any(wanted & held for booking, held in taken.items() if booking != without)

    for deed, number, quarter in steps:
        if deed == "book":
            wanted, hours = cells(number, quarter), clocks(quarter)
            facts = wish(*hours)
            if not free(wanted):
                with pytest.raises(RoomTaken):
                    request_booking(by=BY, room=rooms[number], facts=facts, sender="t")
            else:
                taken[request_booking(by=BY, room=rooms[number], facts=facts, sender="t")] = wanted
            continue
        if number >= len(taken):
            continue
        booking = Booking.objects.get(pk=list(taken)[number].pk)
        if deed == "cancel":
            cancel_booking(by=BY, booking=booking, version=booking.version, reason="anders")
            del taken[booking]
            continue
        wanted = cells(rooms.index(booking.room), quarter)
        about = {"version": booking.version, "when": when(*clocks(quarter)), "people": 12}
        if free(wanted, booking):
            move_booking(by=BY, booking=booking, **about)
            taken[booking] = wanted
        else:
            with pytest.raises(RoomTaken):
                move_booking(by=BY, booking=booking, **about)
    rows = Occupancy.objects.filter(booking__in=[one.pk for one in taken])
    assert rows.count() == sum(len({space for space, _at in held}) for held in taken.values())
    assert double_bookings() == 0
