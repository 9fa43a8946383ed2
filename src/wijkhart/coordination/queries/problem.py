"""The inputs of the computation for one municipality."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

import numpy as np

from wijkhart.analysis.coverage import Ingredients, NeedRow, Problem, Rules, Venue
from wijkhart.analysis.coverage.access import SIGMA_PER_REACH
from wijkhart.areas.models import Area, Missing
from wijkhart.areas.queries import DemandPoints, demand_points, districts_of
from wijkhart.coordination.models import CertaintyRule, CoverageNorm
from wijkhart.coordination.queries.certainty import certainty_rules_in_force, rule_recipe_of
from wijkhart.coordination.queries.demand import Need, cells_for, need_of
from wijkhart.coordination.queries.norms import norms_in_force, recipe_of
from wijkhart.coordination.queries.supply import Note, Offered, supplies_of
from wijkhart.coordination.queries.uncertain import ingredients_of, rules_of
from wijkhart.core.actors import ANONYMOUS
from wijkhart.places.models import Place

METHOD = "3"
"""Goes up when the same inputs would give other numbers."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """A problem with the objects behind its indices."""

    municipality: str
    problem: Problem
    areas: tuple[Area, ...]
    norms: tuple[CoverageNorm, ...]
    needs: tuple[tuple[Need, ...], ...]
    """Per area, per norm."""
    offered: tuple[Offered, ...]
    notes: tuple[Note, ...]
    rules: tuple[CertaintyRule, ...]
    ingredients: Ingredients
    venues: tuple[tuple[Venue, str], ...]
    """The places where something more could be offered, with their names."""

    @property
    def uncertainty(self) -> Rules:
        """How far the inputs may lie from what was published."""
        return rules_of(self.rules)

    @property
    def example_supply(self) -> bool:
        return any(one.service.example for one in self.offered)

    @property
    def parameters(self) -> dict[str, Any]:
        """The recipe, apart from the data."""
        return {
            "method": METHOD,
            "sigma_per_reach": SIGMA_PER_REACH,
            "points": int(self.problem.x.size),
            "services": len(self.offered),
            "without_distance": sum(one.supply.area is not None for one in self.offered),
            "areas": [{"code": area.code, "border": _border_digest(area)} for area in self.areas],
            "norms": [recipe_of(norm) for norm in self.norms],
            "certainty": [rule_recipe_of(rule) for rule in self.rules],
        }

    @property
    def digest(self) -> str:
        """SHA-256 over all that the results follow from."""
        seen = hashlib.sha256()
        problem = self.problem
        for array in (problem.x, problem.y, problem.area, problem.people):
            seen.update(np.ascontiguousarray(array.round(6)).tobytes())
        facts = [
            self.parameters,
            problem.areas,
            [[[need.group_size, need.people, str(need.missing)] for need in row] for row in self.needs],
            [_facts(one) for one in self.offered],
            [[venue.key, name, round(venue.x, 3), round(venue.y, 3)] for venue, name in self.venues],
            [dict(note) for note in self.notes],
        ]
        seen.update(json.dumps(facts, sort_keys=True).encode())
        return seen.hexdigest()


def coverage_problem(municipality: str) -> Inputs:
    """Need and supply of one municipality, as they stand now.

    Where a figure is missing the need is unknown: it counts as no demand and is named in the notes, never as 0 people
    on a page. Services that lack a place, a timetable or a number of people count as no supply, and are named too.
    """
    areas = tuple(districts_of(municipality))
    norms = tuple(norm for norm in norms_in_force(municipality) if norm.active)
    cells = cells_for(areas, norms)
    points = [demand_points(area) for area in areas]
    needs = tuple(
        tuple(_placed(need_of(area, norm, cells), spots) for norm in norms)
        for area, spots in zip(areas, points, strict=True)
    )
    supplies = supplies_of(municipality, areas)
    problem = _problem(areas, norms, points, needs, supplies.offered)
    notes = [*_unknown(areas, norms, needs), *supplies.notes]
    rules = tuple(certainty_rules_in_force(municipality).values())
    return Inputs(
        municipality,
        problem,
        areas,
        norms,
        needs,
        tuple(supplies.offered),
        tuple(notes),
        rules,
        ingredients_of(areas, norms, cells),
        _venues(municipality),
    )


def _venues(municipality: str) -> tuple[tuple[Venue, str], ...]:
    """Every known place of the municipality that stays where it is, in a fixed order."""
    places = Place.objects.visible_to(ANONYMOUS).fixed().located().filter(municipality_code=municipality)
    rows = places.order_by("source", "source_id", "pk").values_list("pk", "name", "x", "y")
    return tuple((Venue(str(pk), x or 0.0, y or 0.0), name) for pk, name, x, y in rows)


def _border_digest(area: Area) -> str:
    """The beginning of a SHA-256 of the border, to tell later whether it is still the same; empty without one."""
    return hashlib.sha256(bytes(area.border)).hexdigest()[:12] if area.border else ""


def _placed(need: Need, spots: DemandPoints) -> Need:
    """People who cannot be put on the map (no border is known) cannot be counted."""
    if need.people and not spots.x.size:
        return Need(need.group_size, None, Missing.UNKNOWN)
    return need


def _problem(
    areas: tuple[Area, ...],
    norms: tuple[CoverageNorm, ...],
    points: list[DemandPoints],
    needs: tuple[tuple[Need, ...], ...],
    offered: list[Offered],
) -> Problem:
    sizes = [spots.x.size for spots in points]
    area = np.repeat(np.arange(len(areas)), sizes)
    per_area = np.array([[need.people or 0.0 for need in row] for row in needs]).reshape(len(areas), len(norms))
    weight = np.concatenate([np.empty(0), *(spots.people / max(spots.people.sum(), 1e-9) for spots in points)])
    return Problem(
        x=np.concatenate([np.empty(0), *(spots.x for spots in points)]),
        y=np.concatenate([np.empty(0), *(spots.y for spots in points)]),
        area=area,
        areas=tuple(one.code for one in areas),
        rows=tuple(_row(norm) for norm in norms),
        people=per_area[area] * weight[:, None],
        supply=tuple(one.supply for one in offered),
    )


def _row(norm: CoverageNorm) -> NeedRow:
    parts = frozenset(norm.parts_of_day)
    return NeedRow(norm.theme_id, norm.target_group_id, norm.weekly_places, float(norm.reach), parts)


def _unknown(
    areas: tuple[Area, ...], norms: tuple[CoverageNorm, ...], needs: tuple[tuple[Need, ...], ...]
) -> list[Note]:
    """A note per wijk and reason, with the norms that it leaves open."""
    found: dict[tuple[str, str], Note] = {}
    for area, row in zip(areas, needs, strict=True):
        for norm, need in zip(norms, row, strict=True):
            if not need.missing:
                continue
            start: Note = {"kind": "need", "area": area.code, "name": area.name, "missing": str(need.missing)}
            note = found.setdefault((area.code, str(need.missing)), {**start, "norms": []})
            note["norms"].append([norm.theme_id, norm.target_group_id])
    return list(found.values())


def _facts(one: Offered) -> list[Any]:
    supply = one.supply
    return [
        supply.key,
        supply.places,
        sorted(supply.themes),
        sorted(supply.groups),
        [supply.x, supply.y, supply.area],
        one.moments,
        one.service.name,
        one.service.example,
    ]
