"""The rows of a computation, made from its plan."""

from collections import defaultdict
from typing import Any, Final

import numpy as np

from wijkhart.analysis.coverage import PARTS, REASONS, Evidence, Network, Plan, accessibility
from wijkhart.coordination.models import CoverageResult, CoverageRun
from wijkhart.coordination.queries.advice import Advice
from wijkhart.coordination.queries.problem import Inputs

NAMED: Final = 8
"""How many services within reach are kept by name, nearest first; all of them are counted."""
WORKDAYS: Final = range(5)


def results_of(inputs: Inputs, run: CoverageRun, plan: Plan, network: Network, advice: Advice) -> list[CoverageResult]:
    """A row per wijk and norm, not yet stored."""
    tables = {
        "served": plan.served,
        "unserved": plan.unserved,
        "accessibility": accessibility(inputs.problem, network=network),
        "reasons": plan.reasons,
    }
    within = _within_reach(inputs, plan, advice.evidence)
    return [
        _result(inputs, run, tables, within.get((area, row), []), advice, area, row)
        for area in range(len(inputs.areas))
        for row in range(len(inputs.norms))
    ]


def _result(
    inputs: Inputs,
    run: CoverageRun,
    tables: dict[str, Any],
    services: list[dict[str, Any]],
    advice: Advice,
    area: int,
    row: int,
) -> CoverageResult:
    norm, need = inputs.norms[row], inputs.needs[area][row]
    known = need.people is not None
    index = tables["accessibility"][area, row]
    reasons = dict(zip(REASONS, tables["reasons"][area, row].tolist(), strict=True)) if known else {}
    return CoverageResult(
        run=run,
        area=inputs.areas[area],
        theme=norm.theme,
        target_group=norm.target_group,
        group_size=need.group_size,
        need=need.people,
        served=float(tables["served"][area, row]) if known else None,
        unserved=float(tables["unserved"][area, row]) if known else None,
        accessibility=None if np.isnan(index) or not known else float(index),
        reasons=reasons,
        evidence={**_summary(services), "estimate": need.estimate, "period": need.period, "source": need.source},
        missing=str(need.missing),
        **(advice.facts(area, row) if known else {}),
    )


def _within_reach(inputs: Inputs, plan: Plan, found: Evidence) -> dict[tuple[int, int], list[dict[str, Any]]]:
    """The services within reach of each wijk and norm, nearest first, with their places and use."""
    used: dict[tuple[int, int, int], tuple[float, float]] = {}
    nodes = plan.nodes
    for place in zip(nodes.supply, nodes.theme, nodes.part, nodes.capacity, plan.used, strict=True):
        used[int(place[0]), int(place[1]), int(place[2])] = (float(place[3]), float(place[4]))
    themes = {theme: index for index, theme in enumerate(inputs.problem.themes)}
    gathered: dict[tuple[int, int], list[dict[str, Any]]] = defaultdict(list)
    columns = (found.area, found.row, found.supply, found.nearest, found.people, found.suits)
    for area, row, supply, nearest, people, suits in zip(*(column.tolist() for column in columns), strict=True):
        norm = inputs.norms[row]
        parts = [PARTS.index(part) for part in norm.parts_of_day]
        places = [used.get((supply, themes[norm.theme_id], part), (0.0, 0.0)) for part in parts]
        entry = _service(inputs, supply, set(norm.parts_of_day))
        weekly, taken = sum(one[0] for one in places), sum(one[1] for one in places)
        entry |= {"nearest": round(nearest), "people": round(people, 2), "suits": suits}
        entry |= {"weekly": round(weekly, 3), "used": round(min(taken, weekly), 3)}
        gathered[area, row].append(entry)
    return gathered


def _service(inputs: Inputs, supply: int, parts: set[str]) -> dict[str, Any]:
    one = inputs.offered[supply]
    return {
        "id": str(one.service.service_id),
        "name": one.service.name,
        "place": one.service.place_name,
        "example": one.service.example,
        "days": sorted({day for day, part in one.moments if part in parts}),
    }


def _summary(services: list[dict[str, Any]]) -> dict[str, Any]:
    """Counts over all services within reach, and the nearest by name."""
    suits = [one for one in services if one["suits"]]
    opened = [one for one in suits if one["weekly"] > 0]
    full = [one for one in opened if one["used"] >= one["weekly"] * 0.999]
    days = {day for one in opened for day in one["days"]}
    return {
        "within": len(services),
        "suits": len(suits),
        "open": len(opened),
        "full": len(full),
        "weekly": round(sum(one["weekly"] for one in opened), 3),
        "closed_days": [day for day in WORKDAYS if day not in days] if opened else [],
        "services": sorted(services, key=lambda one: (not one["suits"], one["weekly"] <= 0, one["nearest"]))[:NAMED],
    }
