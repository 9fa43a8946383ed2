"""How the offered time is divided over kinds of use: by hand, and against every quarter of an hour."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.places.building import BY, at, centre, hall, some_tuesday, wish

from wijkhart.places.actions import block_room, request_booking, request_series
from wijkhart.places.models import Place
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
    divide,
    spread,
    whole,
)
from wijkhart.places.queries.use import Period, attendance_of, read_use

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
