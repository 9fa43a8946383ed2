"""How the offered time is divided over kinds of use: by hand, and against every quarter of an hour."""

from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.places.building import BY, at, centre, hall, some_tuesday, wish

from wijkhart.places.actions import block_room, request_booking, request_series
from wijkhart.places.models import Booking, BookingKind, Occupancy, Place, Room
from wijkhart.places.queries.free import Doors
from wijkhart.places.queries.shares import (
    AD_HOC,
    CLOSED,
    COMMERCIAL,
    EMPTY,
    FREE,
    ORDER,
    REGULAR,
    SHARES,
    Cell,
    Taking,
    Tally,
    divide,
    spread,
    tallies,
    whole,
)
from wijkhart.places.queries.use import Period, UseRead, attendance_of, read_use
from wijkhart.times.clock import instant

SPACE = UUID(int=1)


def cell(minutes: dict[Taking, float], area: int | None = 50) -> Cell:
    return Cell(SPACE, SPACE, date(2026, 11, 3), "morning", area, minutes)


def test_by_hand_in_three_units_and_by_parts_of_the_day() -> None:
    cells = [cell({Taking(REGULAR): 120, Taking(AD_HOC): 60, FREE: 180}), cell({FREE: 360}, None)]
    by_hours = whole(cells, "open")
    assert by_hours.share("hours", REGULAR) == pytest.approx(100 * 120 / 720)
    assert by_hours.share("area", REGULAR) == pytest.approx(100 * 120 / 360)
    assert by_hours.share("rooms", REGULAR) == pytest.approx(100 * (2 / 3) / 2)
    by_parts = whole(cells, "parts")
    assert by_parts.share("hours", REGULAR) == pytest.approx(100 * 240 / 720)
    assert by_parts.share("hours", EMPTY) == pytest.approx(50)


def test_attendance_by_hand() -> None:
    found = attendance_of([(10, 8), (5, 0), (20, None), (4, 6)])
    assert (found.over, found.told, found.nobody, found.planned, found.came) == (4, 3, 1, 19, 14)
    assert found.told_percent == 75
    assert attendance_of([]).told_percent is None


takings = st.sampled_from([Taking(one) for one in ORDER])
span = st.tuples(st.integers(0, 40), st.integers(1, 20)).map(lambda one: (one[0] * 15, (one[0] + one[1]) * 15))


@given(st.lists(st.tuples(takings, span), max_size=6), span)
def test_against_every_quarter(uses: list[tuple[Taking, tuple[int, int]]], hours: tuple[int, int]) -> None:
    found = divide([hours], uses)
    counted = dict.fromkeys(SHARES, 0)
    for quarter in range(hours[0], hours[1], 15):
        there = [taking.share for taking, (begin, end) in uses if begin <= quarter < end]
        counted[next((one for one in ORDER if one in there), EMPTY)] += 15
    got = {share: sum(m for taking, m in found.items() if taking.share == share) for share in SHARES}
    assert got == counted
    assert sum(spread(found).values()) == pytest.approx(hours[1] - hours[0])


@pytest.mark.django_db
def test_from_bookings_of_a_hall_and_its_parts() -> None:
    place = centre()
    whole_hall, one, two, _three = hall(place, floor_area=40)
    day = some_tuesday()
    request_series(
        by=BY, room=one, facts=wish("12:00", "14:00"), weeks=1, last_day=day + timedelta(weeks=1), sender="t"
    )
    request_booking(by=BY, room=two, facts=wish("13:00", "15:00", user_kind="commercial"), sender="t")
    request_booking(by=BY, room=whole_hall, facts=wish("18:00", "20:00"), sender="t")
    block_room(by=BY, room=two, starts_at=at("09:00"), ends_at=at("12:00"), title="vloer")
    read = read_use(Place.objects.all(), Period(day, day))
    assert len(read.spaces) == 3
    sums = whole(read.cells, "open")
    hours = {share: sums.amount("hours", lambda taking, share=share: taking.share == share) for share in SHARES}
    assert hours == pytest.approx({REGULAR: 2, COMMERCIAL: 2, AD_HOC: 6, CLOSED: 3, EMPTY: 3 * 13 - 13})


def test_weeks_are_whole_and_over() -> None:
    """On a Wednesday the last week ends on the Sunday before it; on a Sunday, a week before."""
    assert Period.of_weeks(2, date(2026, 11, 25)) == Period(date(2026, 11, 9), date(2026, 11, 22))
    assert Period.of_weeks(1, date(2026, 11, 29)) == Period(date(2026, 11, 16), date(2026, 11, 22))


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3), st.sampled_from([None, 0, 30])), max_size=30))
def test_counted_once_is_the_same_as_each_by_itself(picked: list[tuple[int, int, int | None]]) -> None:
    """Cells share the minutes of equal ones or have their own: the sums by weekday are those of a plain loop."""
    shared: list[dict[Taking, float]] = [{FREE: 60}, {Taking(REGULAR): 45, FREE: 15}, {Taking(CLOSED): 60}]
    days = [date(2026, 11, 2) + timedelta(days=turn) for _which, turn, _area in picked]
    cells = [
        Cell(SPACE, SPACE, day, "morning", area, shared[which] if turn % 2 else dict(shared[which]))
        for day, (which, turn, area) in zip(days, picked, strict=True)
    ]
    for base in ("open", "parts"):
        plain: dict[int, Tally] = {}
        for one in cells:
            plain.setdefault(one.day.weekday(), Tally()).add(one.minutes, one.area, base)
        found = tallies(cells, base, lambda cell: cell.day.weekday())
        assert list(found) == list(plain)
        for weekday, tally in found.items():
            for unit, sums in plain[weekday].sums.items():
                assert tally.sums[unit] == pytest.approx(sums)


def by_quarters(read: UseRead) -> dict[tuple[UUID, date, str], dict[str, int]]:
    """Space, date and part of the day -> minutes of each share, one quarter of an hour after the other."""
    doors, counted = Doors(read.spaces), dict[tuple[UUID, date, str], dict[str, int]]()
    for space in read.spaces:
        taken = list(Occupancy.objects.filter(space=space).select_related("booking"))
        for day in read.period.days:
            for begin, end in doors.on(space, day).slots:
                for quarter in range(begin.hour * 4, end.hour * 4):
                    at = instant(day, time(quarter // 4, quarter % 4 * 15))
                    there = {share_of(one.booking) for one in taken if one.starts_at <= at < one.ends_at}
                    share = next((one for one in ORDER if one in there), EMPTY)
                    part = "morning" if quarter < 48 else "afternoon" if quarter < 72 else "evening"
                    sums = counted.setdefault((space.pk, day, part), {})
                    sums[share] = sums.get(share, 0) + 15
    return counted


def share_of(booking: Booking) -> str:
    if booking.kind == BookingKind.BLOCK:
        return CLOSED
    return COMMERCIAL if booking.user_kind == "commercial" else AD_HOC


@pytest.mark.django_db
def test_two_weeks_against_every_quarter() -> None:
    """Days with the same hours and without use are computed once; a day closed by an exception is not among them."""
    place, chance = centre(), Random(7)
    rooms = hall(place)
    monday = some_tuesday() - timedelta(days=1)
    hours = place.opening_hours
    assert hours is not None
    hours.exceptions.create(on=monday + timedelta(days=3), reason="dicht")
    hours.exceptions.create(on=monday + timedelta(days=4), opens_at=time(11), closes_at=time(13), reason="kort")
    for _turn in range(25):
        day, begin = monday + timedelta(days=chance.randrange(14)), chance.randrange(8, 20)
        kind = chance.choice(["commercial", "residents"])
        starts, ends = (instant(day, time(hour)) for hour in (begin, begin + chance.randrange(1, 4)))
        put(chance.choice(rooms[1:]), starts, ends, kind, block=chance.random() < 0.3)
    read = read_use(Place.objects.all(), Period(monday, monday + timedelta(days=13)))
    got = dict[tuple[UUID, date, str], dict[str, int]]()
    for one in read.cells:
        for taking, minutes in one.minutes.items():
            if minutes:
                sums = got.setdefault((one.space, one.day, one.part), {})
                sums[taking.share] = sums.get(taking.share, 0) + int(minutes)
    assert got == by_quarters(read)
    assert {share for sums in got.values() for share in sums} == {CLOSED, COMMERCIAL, AD_HOC, EMPTY}


def put(room: Room, starts: datetime, ends: datetime, user_kind: str, *, block: bool) -> None:
    """A booking straight in the database, also outside the hours; nothing when the room is taken then."""
    if Occupancy.objects.filter(space=room, starts_at__lt=ends, ends_at__gt=starts).exists():
        return
    about = {"municipality_code": room.place.municipality_code, "starts_at": starts, "ends_at": ends, "actor_id": "t"}
    kind = BookingKind.BLOCK if block else BookingKind.USE
    made = Booking.objects.create(room=room, kind=kind, state="accepted", title="x", user_kind=user_kind, **about)
    Occupancy.objects.create(booking=made, space=room, key=made.pk, starts_at=starts, ends_at=ends)
