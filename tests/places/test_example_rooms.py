"""The example rooms of the demonstration, on any day of the year."""

from datetime import UTC, datetime
from unittest import mock

import pytest
from django.core.cache import cache
from tests import make
from tests.places.building import BY, double_bookings

from wijkhart.places.actions.examples import load_example_rooms
from wijkhart.places.models import Booking, Place

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("day", ["2026-12-22", "2027-03-25", "2026-10-22", "2027-04-26", "2027-05-03", "2028-02-28"])
def test_they_load_on_any_day_once_and_marked_as_made_up(day: str) -> None:
    cache.clear()
    make.area("GM0307", name="Amersfoort")
    for number, code in enumerate(("WK030710", "WK030711")):
        make.area(code, name=["Liendert", "Rustenburg"][number], x=155_000.0 + number * 2000, y=463_000.0, population=9)
    today = datetime.fromisoformat(f"{day}T21:30").replace(tzinfo=UTC)
    with mock.patch("django.utils.timezone.now", return_value=today):
        assert len(load_example_rooms(by=BY, municipality="GM0307")) == 7
        assert load_example_rooms(by=BY, municipality="GM0307") == []
    assert Place.objects.filter(example=True).count() == 2
    coming = Booking.objects.filter(example=True, ends_at__gt=today)
    assert coming.filter(series=None).count() == 6
    series = coming.exclude(series=None)[0].series
    assert series.bookings.count() + series.gaps.count() == 6
    assert series.gaps.exists(), "the date that is taken stays a gap"
    assert Booking.objects.filter(ends_at__lte=today).exclude(attended=None).count() > 40
    assert {one.state for one in Booking.objects.all()} == {"accepted", "requested", "refused"}
    assert double_bookings() == 0
