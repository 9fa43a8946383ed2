"""A small town for the tests of studies: two wijken of a square kilometre side by side, and one without people."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import shapely
from django.utils import timezone
from tests import make
from tests.places.building import BY, centre, room, some_tuesday, wish

from wijkhart.areas.models import Area
from wijkhart.places.actions.series import request_series
from wijkhart.places.models import Place
from wijkhart.siting.actions.computing import compute_study
from wijkhart.siting.actions.costs import CostFacts, set_cost
from wijkhart.siting.actions.studies import Choices, add_study
from wijkhart.siting.models import SitingStudy

CODE = make.AMERSFOORT
WEST, EAST, EMPTY = "WK030701", "WK030702", "WK030703"
LEFT, BOTTOM = 155_000.0, 463_000.0
TODAY = timezone.localdate()
SPOTS = {"Club": (0.2, 0.5, WEST), "School": (0.8, 0.5, WEST), "Hal": (1.2, 0.5, EAST), "Kerk": (1.9, 0.1, EAST)}
"""Kilometres from the corner of the west, and the wijk."""


def square(number: int) -> dict[str, Any]:
    """A border and outline of a square kilometre, the first at the left."""
    west, east, south, north = LEFT + 1000 * number, LEFT + 1000 * (number + 1), BOTTOM, BOTTOM + 1000
    ring = [[west, south], [east, south], [east, north], [west, north]]
    return {"border": shapely.to_wkb(shapely.box(west, south, east, north)), "outline": [ring]}


def ground(west: int = 700, east: int = 400) -> dict[str, Place]:
    """The wijken with these inhabitants, and four places, each a building of its own."""
    make.area(CODE, name="Amersfoort")
    for number, (code, name, people) in enumerate(((WEST, "West", west), (EAST, "Oost", east), (EMPTY, "Leeg", 0))):
        make.area(code, name=name, population=people, **square(number))
    make.target_group("everyone")
    return {name: spot(name, x, y, wijk) for name, (x, y, wijk) in SPOTS.items()}


def spot(name: str, x: float, y: float, wijk: str = WEST, **facts: Any) -> Place:
    """A place so many kilometres from the corner of the west."""
    return make.place(name, district_code=wijk, x=LEFT + 1000 * x, y=BOTTOM + 1000 * y, **facts)


def with_ages(codes: tuple[str, ...] = (WEST, EAST)) -> None:
    """A quarter of the people is 65 or older."""
    make.target_group("seniors", age_from=65)
    ages = {"age_0_15": 20, "age_15_25": 10, "age_25_45": 25, "age_45_65": 20, "age_65plus": 25}
    for key, percent in ages.items():
        for area in Area.objects.filter(code__in=codes):
            make.figure(area, percent, key)


def choices(**facts: Any) -> Choices:
    """For every number of buildings, the distance of everybody."""
    told: dict[str, Any] = {"name": "Proef", "first_day": TODAY, "last_day": TODAY + timedelta(days=55)}
    return Choices(**told | facts)


def study(**facts: Any) -> SitingStudy:
    """One that was not computed yet."""
    return add_study(by=BY, municipality=CODE, choices=choices(**facts))


def computed(**facts: Any) -> SitingStudy:
    """One with what came of it."""
    return compute_study(by=BY, study=study(**facts))


def cost(place: Place, euros: float = 1000, way: str = "keep", **facts: Any) -> None:
    """What a place costs a year."""
    set_cost(by=BY, place=place, facts=CostFacts(way, euros, 2026, "Jaarrekening", **facts))


def weekly(place_at: tuple[float, float, str], name: str, starts: str = "14:00", ends: str = "16:00") -> Place:
    """A place with a room, open from nine to ten in the evening, in which something is held every Tuesday."""
    x, y, wijk = place_at
    place = centre(name, district_code=wijk, x=LEFT + 1000 * x, y=BOTTOM + 1000 * y)
    space = room(place)
    facts = replace(wish(starts, ends), organisation=None)
    last: date = some_tuesday() + timedelta(weeks=2)
    request_series(by=BY, room=space, facts=facts, weeks=1, last_day=last, sender="test")
    return place
