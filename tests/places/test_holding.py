"""The share that weekly bookings leave free: by hand, against brute force, and in the action."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.cast import cast
from tests.places.building import BY, at, centre, room, some_tuesday, wish

from wijkhart.core.errors import Refused
from wijkhart.places.actions import block_room, cancel_series, request_booking, request_series
from wijkhart.places.models import Booking, UseNorm
from wijkhart.places.queries.holding import Holding, Kept, Norms, Share, share_of

A, B = UUID(int=1), UUID(int=2)


def test_by_hand() -> None:
    offered = {A: [(0, 360)], B: [(0, 360)]}
    regular = {A: [(0, 300), (240, 400)], B: [(60, 180)]}
    share = share_of(offered, regular, [(0, 360)])
    assert share == Share(720, 480)
    assert (share.keeps(15), share.keeps(33), share.keeps(34)) == (True, True, False)
    assert Share(0, 0).left == 100


spans = st.lists(
    st.tuples(st.integers(0, 96), st.integers(1, 30)).map(lambda one: (one[0], one[0] + one[1])), max_size=5
)


@given(spans, spans, spans, st.integers(0, 100))
def test_against_every_quarter(first: list[tuple[int, int]], second: list[tuple[int, int]],
                               open_then: list[tuple[int, int]], percent: int) -> None:  # fmt: skip
    hours = sorted(open_then)[:1]
    share = share_of({A: hours, B: hours}, {A: first, B: second}, [(24, 72)])
    inside = [q for q in range(130) if 24 <= q < 72 and any(b <= q < e for b, e in hours)]
    taken = sum(any(b <= q < e for b, e in spans) for spans in (first, second) for q in inside)
    assert share == Share(2 * len(inside), taken)
    assert share.keeps(percent) == (taken * 100 <= (100 - percent) * 2 * len(inside))


@pytest.mark.django_db
def test_a_weekly_booking_leaves_the_share_free_until_two_weeks_before() -> None:
    people = cast()
    space = room(centre(owner=people.centre))
    room(space.place, "Zaal 2")
    last = some_tuesday() + timedelta(weeks=3)
    about = {"weeks": 1, "last_day": last, "sender": "t"}
    request_series(by=BY, room=space, facts=wish("12:00", "18:00"), **about)
    other = space.place.rooms.get(name="Zaal 2")
    with pytest.raises(Refused, match="15"):
        request_series(by=BY, room=other, facts=wish("12:00", "16:15"), **about)
    made = request_series(by=BY, room=other, facts=wish("12:00", "16:00"), **about)
    assert (made.bookings.count(), made.gaps.count()) == (4, 0)
    assert request_booking(by=BY, room=other, facts=wish("16:00", "18:00"), sender="t").pk


@pytest.mark.django_db
def test_near_dates_are_open_and_far_ones_are_kept_with_their_reason() -> None:
    space = room(centre())
    first = timezone.localdate() + timedelta(days=8)
    made = request_series(
        by=BY,
        room=space,
        facts=wish("12:00", "18:00", day=first),
        weeks=1,
        last_day=first + timedelta(weeks=2),
        sender="t",
    )
    assert [one.on for one in made.gaps.all()] == [first + timedelta(weeks=1), first + timedelta(weeks=2)]
    assert "15" in made.gaps.all()[0].reason
    assert Booking.objects.get().starts_at.date() == first


@pytest.mark.django_db
def test_the_norm_that_says_most_about_just_that_counts() -> None:
    place = centre()
    rows = [(None, "", 20), (None, "evening", 25), (place, "", 30), (place, "morning", 35)]
    for of, part, percent in rows:
        UseNorm.objects.create(municipality_code="GM0307", place=of, part_of_day=part, free_percent=percent)
    norms = Norms("GM0307")
    assert norms.of(place.pk, "morning").percent == 35
    assert norms.of(place.pk, "evening").percent == 30
    assert norms.of(uuid4(), "evening").percent == 25
    assert norms.of(None, "morning").percent == 20
    assert Norms("GM0150").of(place.pk, "") == Kept(15, 14)


@pytest.mark.django_db
def test_time_in_which_a_room_is_closed_is_no_part_of_the_share() -> None:
    space = room(centre())
    day = some_tuesday()
    block_room(by=BY, room=space, starts_at=at("12:00"), ends_at=at("15:00"), title="Vloer")
    assert Holding(space.place, day, day).share(day, "afternoon") == Share(180, 0)
    about = {"weeks": 1, "last_day": day + timedelta(weeks=1), "sender": "t"}
    tight = request_series(by=BY, room=space, facts=wish("15:00", "17:45"), **about)
    assert [one.on for one in tight.gaps.all()] == [day]  # 165 of 180 minutes; a week later 165 of 360
    cancel_series(by=BY, series=tight, reason="x")
    assert request_series(by=BY, room=space, facts=wish("15:00", "17:30"), **about).gaps.count() == 0  # 150 of 180
