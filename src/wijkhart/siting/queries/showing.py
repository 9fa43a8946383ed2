"""A plan as tables and a map: who loses how much, which place stays in which way, where each activity goes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Any, Final

from django.utils.translation import gettext as _

from wijkhart.areas.maps import Band, Board, Mark, Picture, band_of, choropleth
from wijkhart.areas.queries import districts_of
from wijkhart.core.formats import number
from wijkhart.siting.models import SitingPlan, SitingStudy, Way
from wijkhart.siting.queries.naming import Names
from wijkhart.siting.queries.people import EVERYONE

CLOSES = "close"
BOUNDS: Final = (5.0, 25.0, 75.0, 150.0, inf)
"""Metres more, up to which a wijk has the same colour: the same on every map, so that maps can be compared."""


@dataclass(frozen=True, slots=True)
class Change:
    """What changes for some people. Metres; `more` and `worst` beside today (below 0: nearer), None without today."""

    key: str
    name: str
    people: float
    metres: float
    more: float | None
    worst: float | None
    beyond_now: float | None
    beyond: float | None

    @property
    def beyond_more(self) -> float | None:
        """People who come to live beyond reach."""
        return None if self.beyond is None or self.beyond_now is None else self.beyond - self.beyond_now


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place in a plan: `way` is empty when it closes."""

    key: str
    name: str
    wijk: str
    wijk_code: str
    way: str
    people: float | None
    activities: int

    @property
    def says(self) -> str:
        """What happens with it."""
        return way_words(self.way or CLOSES)


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One weekly activity: where it is now, and where in the plan."""

    key: str
    name: str
    now: str
    then: str
    moves: bool
    place: str


def wijk_changes(plan: SitingPlan, names: Names) -> list[Change]:
    """Per wijk, who loses most first."""
    rows = [_change(code, names.wijk(code), groups[EVERYONE]) for code, groups in plan.losses.items()]
    return sorted(rows, key=lambda row: (-(row.more or 0.0), row.name))


def group_changes(plan: SitingPlan, names: Names, wijk: str = "") -> list[Change]:
    """Per target group, in a wijk or everywhere."""
    tables = [plan.losses[wijk]] if wijk else list(plan.losses.values())
    keys = dict.fromkeys(key for table in tables for key in table)
    return [_together(key, names.group(key), [table[key] for table in tables if key in table]) for key in keys]


def place_rows(study: SitingStudy, plan: SitingPlan, names: Names) -> list[PlaceRow]:
    """Every place that took part: those that close first."""
    held: dict[str, int] = {}
    for place in plan.hosts.values():
        held[place] = held.get(place, 0) + 1
    rows = [
        PlaceRow(
            key, told[0], names.wijk(told[1]), told[1], plan.kept.get(key, ""), plan.served.get(key), held.get(key, 0)
        )
        for key, told in study.names["places"].items()
    ]
    return sorted(rows, key=lambda row: (row.way != "", row.wijk, row.name))


def activity_rows(study: SitingStudy, plan: SitingPlan, names: Names) -> list[ActivityRow]:
    """Every weekly activity, those that move first."""
    now = {one["key"]: one["building"] for one in study.inputs["activities"]}
    rows = [
        ActivityRow(key, names.activity(key), names.place(now[key]), names.place(to), to != now[key], now[key])
        for key, to in plan.hosts.items()
    ]
    return sorted(rows, key=lambda row: (not row.moves, row.now, row.name))


def plan_map(study: SitingStudy, plan: SitingPlan, url: str) -> Picture:
    """The wijken by metres more, with the places that stay and those that close."""
    areas = list(districts_of(study.municipality_code))
    values = {code: one[1] for code, one in plan.people.items()}
    texts = {code: metres_words(value) for code, value in values.items()}
    picture = choropleth(areas, values, texts, {code: f"{url}wijken/{code}/?v={plan.number}" for code in values})
    board = Board.around(ring for area in areas for ring in area.outline or [])
    marks = (
        Mark(0, *board.at(x, y), name, "kept" if key in plan.kept else CLOSES)
        for key, (name, _wijk, x, y) in study.names["places"].items()
    )
    known = [value for value in values.values() if value is not None]
    shapes = tuple(replace(one, band=band_of(values.get(one.code), BOUNDS)) for one in picture.shapes)
    bands = tuple(
        Band(number, low, high, sum(shape.band == number for shape in shapes))
        for number, (low, high) in enumerate(zip([0.0, *BOUNDS], [*BOUNDS[:-1], max(known, default=0.0)], strict=False))
        if any(shape.band == number for shape in shapes)
    )
    return replace(
        picture, shapes=shapes, bands=bands, marks=tuple(sorted(marks, key=lambda mark: mark.kind != CLOSES))
    )


def way_words(way: str) -> str:
    """What happens with a building, in words."""
    return _("close") if way == CLOSES else str(Way(way).label)


def way_counts(study: SitingStudy, plan: SitingPlan) -> list[tuple[str, int]]:
    """How many buildings are kept, bundled, shared and so on, and how many close."""
    ways = [plan.kept.get(key, CLOSES) for key in study.names["places"]]
    return [(way_words(way), ways.count(way)) for way in (*Way.values, CLOSES)]


def metres_words(value: float | None) -> str:
    """Metres more or less on the map."""
    if value is None:
        return _("not known")
    return _("%(metres)s metres more on average") % {"metres": number(value)}


def _change(key: str, name: str, told: Sequence[float | None]) -> Change:
    people, mean, worst, before, after, metres = told
    return Change(key, name, people or 0.0, metres or 0.0, mean, worst, before, after)


def _together(key: str, name: str, rows: Sequence[Sequence[float | None]]) -> Change:
    """The sums of people, the means weighed by people, the worst of all."""
    people = sum(row[0] or 0.0 for row in rows) or 1.0
    weighed = [sum((row[0] or 0.0) * (row[column] or 0.0) for row in rows) / people for column in (1, 5)]
    sums = [sum(row[column] or 0.0 for row in rows) for column in (3, 4)]
    worst = max((row[2] or 0.0 for row in rows), default=0.0)
    return Change(key, name, people, weighed[1], weighed[0], worst, sums[0], sums[1])


def people_in(study: SitingStudy) -> float:
    """Everybody of the municipality, as the study counts them."""
    return float(sum(row[0] for row in study.inputs.get("people", [])))


def totals(study: SitingStudy, plan: SitingPlan) -> dict[str, Any]:
    """How many people there are, and the percent of them within reach."""
    people = people_in(study) or 1.0
    return {"people": people, "within": 100 * (1 - plan.beyond / people)}
