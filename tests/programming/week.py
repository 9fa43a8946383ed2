"""A place with a board, rooms and three organisations, for the tests of a week programme."""

from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone
from tests import make
from tests.cast import Cast
from tests.places import building

from wijkhart.core.actors import System
from wijkhart.places.models import Booking, Place
from wijkhart.programming.actions import WeekFacts, start_week
from wijkhart.programming.facts import LineFacts
from wijkhart.programming.models import WeekProgramme

BY = System("test")


def next_monday() -> date:
    """The Monday after today: a whole week lies ahead."""
    today = timezone.localdate()
    return today + timedelta(days=7 - today.weekday())


def centre(people: Cast, **facts: Any) -> Place:
    """Het Middelpunt, owned by the board in which Joris sits."""
    return building.centre(owner=people.centre, district_code=make.LIENDERT, **facts)


def week(place: Place, **facts: Any) -> WeekProgramme:
    return start_week(by=BY, of=place, monday=next_monday(), facts=WeekFacts("Deze week"), **facts)


def line(programme: WeekProgramme, organisation: Any, hours: str = "14:00-16:00", **facts: Any) -> LineFacts:
    """Something on Tuesday afternoon."""
    starts, ends = (time.fromisoformat(at) for at in hours.split("-"))
    told = {"day": programme.monday + timedelta(days=1), "title": "Samen eten", "place": programme.place, **facts}
    return LineFacts(starts=starts, ends=ends, organisation=organisation, **told)


def booked(programme: WeekProgramme, room: Any, **facts: Any) -> Booking:
    """An accepted booking on Wednesday afternoon."""
    day = programme.monday + timedelta(days=2)
    begins, ends = building.at("14:00", day), building.at("16:00", day)
    told = {"municipality_code": make.AMERSFOORT, "title": "Breiclub", "actor_id": "t", "state": "accepted", **facts}
    return Booking.objects.create(room=room, starts_at=begins, ends_at=ends, **told)
