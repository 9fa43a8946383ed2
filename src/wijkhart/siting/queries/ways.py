"""For the places of one wijk: what keeping, bundling, sharing, another function, being a guest or closing would do."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from wijkhart.analysis.siting import Problem
from wijkhart.siting.models import SitingPlan, SitingStudy
from wijkhart.siting.queries.naming import Names
from wijkhart.siting.queries.showing import CLOSES, way_words
from wijkhart.siting.recipe import problem_of


@dataclass(frozen=True, slots=True)
class WayRow:
    """One place in one way, all else as in the plan."""

    place: str
    way: str
    chosen: bool
    euros: float | None
    metres: float | None
    """To the nearest place, averaged over the people of the wijk; None when no place is left at all."""
    heart: bool


def ways_in(study: SitingStudy, plan: SitingPlan, code: str, names: Names) -> list[WayRow]:
    """Each place of this wijk in each way that is known, and closed."""
    problem = problem_of(study.inputs | {"euros": None, "buildings": len(study.inputs["places"])})
    wijk = problem.wijken.index(code)
    there = dict.fromkeys(place.building for place in problem.places if place.wijk == wijk)
    return [row for building in there for row in _rows(problem, plan, wijk, building, names)]


def _rows(problem: Problem, plan: SitingPlan, wijk: int, building: str, names: Names) -> list[WayRow]:
    rest = {key: way for key, way in plan.kept.items() if key != building}
    ways = [(place.kind, place.cost) for place in problem.places if place.building == building]
    chosen = plan.kept.get(building, CLOSES)
    return [
        WayRow(
            names.place(building),
            way_words(way),
            way == chosen,
            cost,
            *_meaning(problem, rest if way == CLOSES else {**rest, building: way}, wijk),
        )
        for way, cost in [*ways, (CLOSES, 0.0)]
    ]


def _meaning(problem: Problem, kept: dict[str, Any], wijk: int) -> tuple[float | None, bool]:
    """Metres for the people of the wijk, and whether it keeps a heart."""
    opened = np.array([kept.get(one.building) == one.kind for one in problem.places])
    hearts = [one.wijk == wijk if one.hearts is None else wijk in one.hearts for one in problem.places]
    heart = bool((opened & np.array(hearts)).any())
    people = problem.people[:, 0] * (problem.wijk == wijk)
    if not opened.any() or not people.sum():
        return None, heart
    metres = problem.metres[:, opened].min(axis=1)
    return round(float(people @ metres / people.sum()), 1), heart
