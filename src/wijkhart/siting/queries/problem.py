"""The question behind a study, from what is known now: people, places with their costs, rooms, fixed choices."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from wijkhart.places.models import Place
from wijkhart.places.queries.use import Period
from wijkhart.siting.models import PlaceCost, SitingStudy, Way
from wijkhart.siting.queries.people import EVERYONE, People, people_of
from wijkhart.siting.queries.rooms import NOTHING, Held, Hours, held_in, offered_hours
from wijkhart.siting.recipe import METHOD, Recipe

BEYOND_METRES: Final = 1000.0
"""What being beyond reach counts, in metres, beside the distance itself."""
METRES_A_MINUTE: Final = 80.0
"""Walked: just under five kilometres an hour (an assumption)."""
OUT: Final = "out"
CLOSE: Final = "close"


@dataclass(frozen=True, slots=True)
class Question:
    """A recipe that can be solved, with what its keys are called."""

    recipe: Recipe
    names: dict[str, Any]


def taking_part(municipality: str) -> list[Place]:
    """The places of a municipality that can be kept or closed: those with a fixed spot in a known wijk."""
    rows = Place.objects.fixed().located().filter(municipality_code=municipality, published=True)
    return list(rows.exclude(district_code="").order_by("name", "pk"))


def question_of(study: SitingStudy) -> Question:
    """All that a study asks, as it stands now."""
    people = people_of(study.municipality_code)
    index = {one.code: number for number, one in enumerate(people.wijken)}
    fixed = study.fixed
    places = [one for one in taking_part(study.municipality_code) if one.district_code in index]
    places = [one for one in places if fixed.get(str(one.pk)) != OUT]
    period = Period(study.first_day, study.last_day)
    held = held_in(places, period)
    hours = _hours(places, period, held)
    costs = _costs(places)
    ways = [way for place in places for way in _ways(place, index, costs, hours)]
    recipe = {
        "method": METHOD,
        **_people(people, study),
        "places": ways,
        "buildings": study.buildings or max(1, len(places)),
        "euros": study.euros,
        "aim": {
            "mean": 1.0 if study.mean else 0.0,
            "beyond": BEYOND_METRES if study.beyond else 0.0,
            "worst_first": study.worst_first,
            "limit": study.limit,
        },
        "reach": study.reach,
        "factor": study.factor,
        "keep": _kept(ways, fixed),
        "close": [one["key"] for one in ways if fixed.get(one["building"]) == CLOSE],
        "activities": [{"key": one.key, "hours": list(one.hours), "building": str(one.place)} for one in _moving(held)],
        "travel": _travel(study, index, ways),
    }
    return Question(recipe, _names(people, places, held, costs))


def _people(people: People, study: SitingStudy) -> Recipe:
    """Who lives where and counts how much, and which wijken ask for a heart."""
    living = set(people.wijk)
    exempt = set(study.exempt)
    hearts = [n for n, one in enumerate(people.wijken) if n in living and one.code not in exempt]
    return {
        "x": people.x,
        "y": people.y,
        "wijk": people.wijk,
        "wijken": [one.code for one in people.wijken],
        "groups": list(people.groups),
        "people": people.people,
        "weights": [
            1.0 if group == EVERYONE else max(0.0, float(study.emphasis.get(group, 1)) - 1) for group in people.groups
        ],
        "hearts": hearts,
    }


def _hours(places: Sequence[Place], period: Period, held: Sequence[Held]) -> dict[Any, Hours]:
    """What each place has room for a week: what it offers, and never less than what is held there now."""
    offered = offered_hours(places, period)
    now: dict[Any, Hours] = {}
    for one in held:
        was = now.get(one.place, NOTHING)
        now[one.place] = (was[0] + one.hours[0], was[1] + one.hours[1], was[2] + one.hours[2])
    found = dict(offered)
    for place, used in now.items():
        has = offered.get(place, NOTHING)
        found[place] = (max(has[0], used[0]), max(has[1], used[1]), max(has[2], used[2]))
    return found


def _costs(places: Sequence[Place]) -> dict[Any, list[PlaceCost]]:
    found: dict[Any, list[PlaceCost]] = {}
    for one in PlaceCost.objects.filter(place__in=[place.pk for place in places]):
        found.setdefault(one.place_id, []).append(one)
    order = list(Way.values)
    return {place: sorted(rows, key=lambda one: order.index(one.way)) for place, rows in found.items()}


def _ways(place: Place, index: dict[str, int], costs: dict[Any, list[PlaceCost]], hours: Any) -> list[Recipe]:
    """Each way to have a place; one without any cost is kept as it is, at a cost that is not known."""
    known = costs.get(place.pk) or [PlaceCost(place=place, way=Way.KEEP, euros=0)]
    given = bool(costs.get(place.pk))
    has: Hours | None = hours.get(place.pk)
    return [
        {
            "key": f"{place.pk}:{one.way}",
            "x": round(place.x or 0.0, 1),
            "y": round(place.y or 0.0, 1),
            "wijk": index[place.district_code],
            "kind": str(one.way),
            "cost": one.euros if given else None,
            "building": str(place.pk),
            "counts": 0 if one.way == Way.HOST else 1,
            "hours": [round(part * one.hours_percent / 100, 3) for part in has] if has else None,
            "hearts": None if one.heart else [],
            "now": one.way == Way.KEEP,
        }
        for one in known
    ]


def _kept(ways: Sequence[Recipe], fixed: dict[str, str]) -> list[str]:
    """The ways that must be: the one that was chosen, else the first that the place has."""
    chosen: dict[str, str] = {}
    for one in ways:
        wish = fixed.get(one["building"], "")
        if wish and wish not in {OUT, CLOSE} and (one["building"] not in chosen or one["kind"] == wish):
            chosen[one["building"]] = one["key"]
    return list(chosen.values())


def _moving(held: Sequence[Held]) -> list[Held]:
    return [one for one in held if sum(one.hours) > 0]


def _travel(study: SitingStudy, index: dict[str, int], ways: Sequence[Recipe]) -> list[list[float]]:
    return [
        [index[wijk], number, round(float(row[one["building"]]) * METRES_A_MINUTE, 1)]
        for wijk, row in sorted(study.travel.items())
        if wijk in index
        for number, one in enumerate(ways)
        if one["building"] in row
    ]


def _names(
    people: People, places: Sequence[Place], held: Sequence[Held], costs: dict[Any, list[PlaceCost]]
) -> dict[str, Any]:
    return {
        "wijken": {one.code: one.name for one in people.wijken},
        "places": {str(one.pk): [one.name, one.district_code, one.x, one.y] for one in places},
        "activities": {one.key: one.called for one in held},
        "guessed": list(people.guessed),
        "costless": [str(one.pk) for one in places if one.pk not in costs],
        "example": any(one.example for rows in costs.values() for one in rows),
    }
