"""Finding a room: by hand, with reasons, what comes near, and against a plain reading of every half hour."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests import make
from tests.places.building import BY, at, centre, double_bookings, hall, room, some_tuesday, wish
from tests.places.test_concept import rule

from wijkhart.areas.geocoder import Exactness, Located
from wijkhart.core.actors import ANONYMOUS
from wijkhart.places.actions import block_room, request_booking
from wijkhart.places.models import Booking, Room
from wijkhart.places.queries.calendar import place_day, room_week
from wijkhart.places.queries.free import Doors, Uses, crowd, first_free
from wijkhart.places.queries.search import RoomWish, find_rooms
from wijkhart.times.clock import instant

pytestmark = pytest.mark.django_db
LIENDERT = Located(155_000.0, 463_000.0, Exactness.DISTRICT, "Liendert")


def found(**asked: Any) -> list[str]:
    return [hit.room.name for hit in find_rooms(ANONYMOUS, RoomWish(**{"on": some_tuesday(), **asked})).hits]


def test_twenty_with_a_kitchen_on_tuesday_afternoon_step_free_near_liendert() -> None:
    near, far = (
        centre("Dichtbij", x=155_400.0, y=463_000.0),
        centre("Ver", x=158_000.0, y=463_000.0, step_free="unknown"),
    )
    room(near, "Keukenzaal", seats=24, equipment=["kitchen", "coffee"])
    room(near, "Klein", seats=8, equipment=["kitchen"])
    room(far, "Verre keuken", seats=40, equipment=["kitchen"])
    room(near, "Niet te boeken", seats=40, equipment=["kitchen"], booking_mode="none")
    asked = RoomWish(
        people=20, weekday=1, part="afternoon", equipment=("kitchen",), step_free=True, near=LIENDERT, minutes=120
    )
    answer = find_rooms(ANONYMOUS, asked)
    assert [hit.room.name for hit in answer.hits] == ["Keukenzaal"]
    hit = answer.hits[0]
    assert hit.on is not None
    assert hit.on.weekday() == 1
    assert hit.slot == (time(12), time(14)) or hit.on == timezone.localdate()
    told = " ".join(hit.reasons)
    for part in ("24 mensen", "keuken", "rolstoel", "400", "Liendert", "direct"):
        assert part in told
    near_ones = {one.room.name: one.lacks for one in answer.near}
    assert "hoogstens 8" in near_ones["Klein"][0]
    assert "niet bekend" in near_ones["Verre keuken"][0]


def test_a_room_that_is_taken_gives_the_hours_after_and_another_day() -> None:
    space = room(centre())
    request_booking(by=BY, room=space, facts=wish("12:00", "15:30"), sender="t")
    answer = find_rooms(ANONYMOUS, RoomWish(on=some_tuesday(), part="afternoon"))
    assert answer.hits[0].slot == (time(15, 30), time(17, 30))
    request_booking(by=BY, room=space, facts=wish("16:00", "18:00"), sender="t")
    later = find_rooms(ANONYMOUS, RoomWish(on=some_tuesday(), part="afternoon"))
    assert not later.hits
    assert later.near[0].lacks == ("niet vrij op de tijd die u vroeg",)
    assert later.near[0].slot is not None


def test_a_part_that_is_taken_takes_the_hall_and_the_first_day_goes_before_the_nearest() -> None:
    whole, one, _two, _three = hall(centre("Ver", x=157_000.0, y=463_000.0))
    request_booking(by=BY, room=one, facts=wish("09:00", "22:00"), sender="t")
    assert found() == ["Zaal 2", "Zaal 3"]
    near = room(centre("Dichtbij", x=155_000.0, y=463_000.0), "Vlakbij")
    block_room(by=BY, room=near, starts_at=at("09:00"), ends_at=at("22:00"), title="x")
    hits = find_rooms(ANONYMOUS, RoomWish(weekday=1, near=LIENDERT)).hits
    assert {hit.room for hit in hits} >= {whole, near}


def test_a_draft_is_found_by_nobody_and_nonsense_is_said() -> None:
    room(centre("Geheim", published=False), "Geheime zaal")
    assert found() == []
    make.area("GM0307", name="Amersfoort")
    told = Client().get("/plekken/ruimtes/?mensen=0&bij=Nergenshuizen").content.decode()
    assert "minstens 1" in told
    assert "Nergenshuizen" in told
    assert "Hier kunnen nog geen ruimtes" in Client().get("/plekken/ruimtes/?mensen=5").content.decode()
    past = Client().get("/plekken/ruimtes/?mensen=5&datum=2020-01-01")
    assert past.status_code == 200


def test_the_crowd_is_counted_by_quarters() -> None:
    space = room(centre(), shared=True, seats=20)
    for starts, ends, people in (("10:00", "12:00", 12), ("11:30", "13:00", 8), ("12:00", "13:00", 5)):
        request_booking(by=BY, room=space, facts=wish(starts, ends, people=people), sender="t")
    uses = Uses([space], some_tuesday(), some_tuesday()).of(space)
    assert crowd(uses, at("10:00"), at("11:30")) == 12
    assert crowd(uses, at("11:00"), at("11:45")) == 20
    assert crowd(uses, at("12:00"), at("13:00")) == 13
    assert crowd(uses, at("13:00"), at("14:00")) == 0


TAKEN = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)), max_size=6)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(taken=TAKEN, minutes=st.sampled_from([60, 90, 120, 240]), setup=st.sampled_from([0, 15, 45]))
def test_the_first_free_hours_are_those_of_a_plain_reading(
    taken: list[tuple[int, int]], minutes: int, setup: int
) -> None:
    """Every half hour is tried minute by minute, with set-up time counted by hand."""
    Booking.objects.all().delete()
    Room.objects.all().delete()
    space = room(centre(), setup_minutes=setup)
    busy: set[int] = set()
    for begin, length in taken:
        first, last = 540 + begin * 15, min(1320, 540 + (begin + length) * 15)
        if busy.isdisjoint(range(first - setup, last)):
            hours = f"{first // 60:02}:{first % 60:02}", f"{last // 60:02}:{last % 60:02}"
            request_booking(by=BY, room=space, facts=wish(*hours), sender="t")
            busy |= set(range(first - setup, last))
    free = (at for at in range(540, 1320 - minutes + 1, 30) if busy.isdisjoint(range(at - setup, at + minutes)))
    expected = next(free, None)
    day = some_tuesday()
    told = first_free(
        space,
        Doors([space]).on(space, day),
        Uses([space], day, day),
        within=(time(0), time(23, 59)),
        minutes=minutes,
        people=5,
        now=instant(day - timedelta(days=1), time(9)),
    )
    assert (told[0].hour * 60 + told[0].minute if told else None) == expected
    assert double_bookings() == 0


def test_a_week_says_free_taken_partly_and_closed_and_names_nobody() -> None:
    space = room(centre())
    request_booking(by=BY, room=space, facts=wish("14:30", "16:00", title="Geheime club"), sender="t")
    monday = some_tuesday() - timedelta(days=1)
    grid = room_week(ANONYMOUS, space, monday)
    tuesday = {row.hour: cells[1] for row, cells in grid.rows}
    assert [tuesday[hour].state for hour in (13, 14, 15, 16)] == ["free", "partly", "taken", "free"]
    assert "14.30" in tuesday[14].words
    assert not tuesday[15].bookings
    assert room_week(BY, space, monday).rows[6][1][1].bookings[0].title == "Geheime club"
    path = f"/plekken/ruimtes/{space.pk}/agenda/?dag={monday}"
    assert "Geheime club" not in Client().get(path).content.decode()
    assert Client().get(f"/plekken/ruimtes/{space.pk}/agenda/?dag=gisteren").status_code == 200
    file = Client().get(f"/plekken/ruimtes/{space.pk}/agenda.ics").content.decode()
    assert "SUMMARY:Zaal: bezet" in file
    assert "Geheime club" not in file


def test_a_day_of_a_place_shows_a_hall_taken_by_its_part() -> None:
    place = centre()
    whole, one, two, _three = hall(place)
    request_booking(by=BY, room=one, facts=wish("10:00", "11:00"), sender="t")
    grid = place_day(BY, [whole, one, two], some_tuesday())
    ten = next(cells for row, cells in grid.rows if row.hour == 10)
    assert [cell.state for cell in ten] == ["taken", "taken", "free"]
    assert [len(cell.bookings) for cell in ten] == [1, 1, 0]
    assert place_day(BY, [], some_tuesday()).rows == ()


def test_a_room_that_is_not_meant_for_who_asks_is_said_to_be_so() -> None:
    space = room(centre(), "Jeugdzaal")
    rule(space.place, effect="never", user_kinds=("commercial",), part_of_day="afternoon")
    rule(space.place, user_kinds=(), traits=("vulnerable_youth",), part_of_day="evening")
    assert found(part="afternoon") == found(part="afternoon", user_kind="residents") == ["Jeugdzaal"]
    assert found(part="evening", user_kind="commercial") == ["Jeugdzaal"]  # who comes may be vulnerable young people
    asked = RoomWish(on=some_tuesday(), part="afternoon", user_kind="commercial")
    told = find_rooms(ANONYMOUS, asked)
    assert told.hits == ()
    assert "concept" in told.near[0].lacks[0]
    whole_day = find_rooms(ANONYMOUS, RoomWish(on=some_tuesday(), minutes=240, user_kind="commercial")).hits
    assert [hit.slot for hit in whole_day] == [(time(18), time(22))]  # nine to twelve is too short
    page = Client().get("/plekken/ruimtes/", {"datum": f"{some_tuesday()}", "wie": "commercial"})
    assert "wie=commercial" in page.content.decode()
    assert Client().get("/plekken/ruimtes/", {"wie": "koning"}).status_code == 200
