"""A yes to a whole series: each date gets the price of the rules that count on its own day."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from tests import make
from tests.cast import Cast, cast
from tests.places.building import centre, room, some_tuesday, when, wish
from tests.places.ruling import RATES, published

from wijkhart.places.actions import add_date, request_series
from wijkhart.places.models import BookingSeries, RuleException
from wijkhart.places.rule_facts import RateFacts

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    cache.clear()
    make.area("GM0307", name="Amersfoort")
    return cast()


def asked(people: Cast, area: int | None) -> BookingSeries:
    """Two Tuesdays of two hours and a Wednesday of one; on the second Tuesday an hour costs twice as much."""
    published()
    published(valid_from=some_tuesday() + timedelta(weeks=1), rates=(*RATES[:1], RateFacts(None, 4000)))
    space = room(centre(owner=people.centre), booking_mode="request", floor_area=area)
    about = {"facts": wish(), "weeks": 1, "last_day": some_tuesday() + timedelta(weeks=1), "sender": "t"}
    series = request_series(by=people.lena.actor, room=space, **about)
    add_date(by=people.lena.actor, series=series, when=when("10:00", "11:00", some_tuesday() + timedelta(days=1)))
    return series


def test_each_date_keeps_its_own_price_by_rule_and_no_words_about_it_are_asked(people: Cast) -> None:
    series = asked(people, 70)
    browser, path = people.joris.client(), f"/boekingen/reeks/{series.pk}/goedkeuren/"
    assert 'name="price_note"' not in browser.get(path).content.decode()
    assert browser.post(path, {"entry_note": "Sleutel bij Joris", "price_note": "gratis"}).status_code == 302
    told = [(one.state, one.price_cents, one.rule_cents) for one in series.bookings.order_by("starts_at")]
    assert told == [("accepted", cents, cents) for cents in (2000, 1000, 4000)]  # 50% of 20 x 2, 20 x 1 and 40 x 2
    assert not any("gratis" in one.price_note for one in series.bookings.all())
    assert not RuleException.objects.exists()


def test_a_room_of_unknown_size_is_priced_in_words(people: Cast) -> None:
    series = asked(people, None)
    browser, path = people.joris.client(), f"/boekingen/reeks/{series.pk}/goedkeuren/"
    assert browser.post(path, {"price_note": "10 euro per keer"}).status_code == 302
    assert {(one.price_cents, one.price_note) for one in series.bookings.all()} == {(None, "10 euro per keer")}
