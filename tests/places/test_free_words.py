"""What a calendar says in words: the hours of each day in which nothing is taken."""

from datetime import time, timedelta

import pytest
from tests import make
from tests.places.building import BY, centre, room, some_tuesday, wish

from wijkhart.core.actors import ANONYMOUS
from wijkhart.places.actions import close_room, request_booking
from wijkhart.places.queries.calendar import place_day, room_week
from wijkhart.times.clock import instant

pytestmark = pytest.mark.django_db


def test_free_hours_in_words_by_day_and_by_room() -> None:
    """Open from 9.00 to 21.30: a booking takes a part out, a closed day is left out, a part of an hour counts."""
    make.area("GM0307", name="Amersfoort")
    place = centre(closes=time(21, 30))
    space, other = room(place), room(place, "Zaal 2")
    tuesday = some_tuesday()
    request_booking(by=BY, room=space, facts=wish("14:00", "16:00"), sender="a")
    request_booking(by=BY, room=space, facts=wish("18:30", "19:00"), sender="a")
    shut = tuesday + timedelta(days=1), tuesday + timedelta(days=2)
    close_room(
        by=BY, room=space, starts_at=instant(shut[0], time.min), ends_at=instant(shut[1], time.min), title="Vloer"
    )
    week = room_week(ANONYMOUS, space, tuesday - timedelta(days=1)).free
    said = {column.on: words for column, words in week}
    assert said[tuesday] == "9.00-14.00, 16.00-18.00 en 19.00-21.30 uur"
    assert said[tuesday - timedelta(days=1)] == "9.00-21.30 uur"
    assert shut[0] not in said
    assert len(said) == 6
    day = place_day(ANONYMOUS, [space, other], shut[0]).free
    assert [(column.room, words) for column, words in day] == [(other, "9.00-21.30 uur")]
