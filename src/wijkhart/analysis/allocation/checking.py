"""Whether a plan keeps the rules, found from the question alone: without the solver, its tables or its curves."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .plan import Plan
from .problem import RESOURCES, Floats, Problem

_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Breach:
    """One rule broken: which, where (keys, and the index of the period), and by how much."""

    rule: str
    where: tuple[str, ...]
    amount: float


def check(problem: Problem, plan: Plan) -> list[Breach]:
    """Every rule the plan breaks.

    Budgets without their reserve, capacities, lower limits, promises, starts and whole blocks; reach and objective as
    the curves say; a bound that is not below the objective; and no hour of use left lying: when a block more (or an
    hour, when hours are free) would still reach somebody, some budget or capacity must be in its way.

    >>> from wijkhart.analysis.allocation import Curve, Kind, solve
    >>> problem = Problem(areas=("WK1",), themes=("meeting",), kinds=(Kind("community", 50, 0, (100,)),),
    ...     curves=(Curve("meeting", "community", ((80, 0.5),)),), weight=[[1]], need=[[30]],
    ...     hours=[90], euros=[9000], places=[9], inhabitants=[500])
    >>> check(problem, solve(problem))
    []
    """
    hours = plan.hours
    if hours.shape != (len(problem.areas), len(problem.kinds), problem.periods):
        return [Breach("shape", tuple(map(str, hours.shape)), 0.0)]
    if not np.isfinite(hours).all():
        return [Breach("not_a_number", ("hours",), float("nan"))]
    return [
        *_promises(problem, hours), *_blocks(problem, hours), *_most(problem, hours), *_least(problem, hours),
        *_reach(problem, plan), *_objective(problem, plan), *_left_lying(problem, plan),
    ]  # fmt: skip


def baseline_check(problem: Problem, plan: Plan) -> list[Breach]:
    """What also a division that nobody optimised must keep."""
    rules = {"hours_left_lying", "whole_blocks"}
    return [breach for breach in check(problem, plan) if breach.rule not in rules]


def _promises(problem: Problem, hours: Floats) -> Iterator[Breach]:
    promised = np.zeros(hours.shape)
    names = [kind.key for kind in problem.kinds]
    for one in problem.commitments:
        promised[problem.areas.index(one.area), names.index(one.kind), one.period] += one.hours
    for area, kind, period in np.argwhere(hours < promised - _TOLERANCE):
        where = (problem.areas[area], names[kind], str(period))
        yield Breach("promised", where, float((promised - hours)[area, kind, period]))


def _blocks(problem: Problem, hours: Floats) -> Iterator[Breach]:
    if not problem.block:
        return
    over = (hours - problem.promised) / problem.block
    for area, kind, period in np.argwhere(np.abs(over - np.round(over)) > _TOLERANCE):
        where = (problem.areas[area], problem.kinds[kind].key, str(period))
        yield Breach("whole_blocks", where, float(over[area, kind, period]))


def _most(problem: Problem, hours: Floats) -> Iterator[Breach]:
    for period in range(problem.periods):
        per_kind = hours[:, :, period].sum(0)
        costs = {
            "hours": sum(per_kind),
            "euros": sum(kind.euros * one for kind, one in zip(problem.kinds, per_kind, strict=True)),
            "places": sum(kind.places * one for kind, one in zip(problem.kinds, per_kind, strict=True)),
        }
        for name in RESOURCES:
            over = costs[name] - (1 - problem.reserve) * getattr(problem, name)[period]
            if over > _TOLERANCE * max(costs[name], 1.0):
                yield Breach(name, (str(period),), float(over))
        for kind, given in zip(problem.kinds, per_kind, strict=True):
            if given > kind.capacity[period] + _TOLERANCE * max(given, 1.0):
                yield Breach("capacity", (kind.key, str(period)), float(given - kind.capacity[period]))


def _least(problem: Problem, hours: Floats) -> Iterator[Breach]:
    given = hours.sum(1)
    for number, area in enumerate(problem.areas):
        for period in range(problem.periods):
            if period < problem.start[number] and given[number, period] > _TOLERANCE:
                yield Breach("start", (area, str(period)), float(given[number, period]))
            short = problem.floor[number] - given[number, period]
            if period >= problem.start[number] and short > _TOLERANCE * max(problem.floor[number], 1.0):
                yield Breach("floor", (area, str(period)), float(short))


def _people(problem: Problem, hours: Floats) -> Floats:
    """People per area, theme and period, curve by curve."""
    found = np.zeros((len(problem.areas), len(problem.themes), problem.periods))
    for (area, theme, kind), curve in problem.curve_of.items():
        found[area, theme] += [curve.people(float(one)) for one in hours[area, kind]]
    for area, theme in np.ndindex(problem.need.shape):
        most = problem.need[area, theme]
        found[area, theme] = [float("nan") if np.isnan(most) else min(one, most) for one in found[area, theme]]
    return found


def _reach(problem: Problem, plan: Plan) -> Iterator[Breach]:
    own, told = _people(problem, plan.hours), plan.reach
    wrong = ~np.isclose(own, told, rtol=_TOLERANCE, atol=_TOLERANCE, equal_nan=True)
    for area, theme, period in np.argwhere(wrong):
        where = (problem.areas[area], problem.themes[theme], str(period))
        yield Breach("reach", where, float(told[area, theme, period]))


def _worth(problem: Problem, hours: Floats) -> float:
    """What was made as large as can be, from the definition."""
    people, fair = np.nan_to_num(_people(problem, hours)), problem.fairness
    weight = np.where(np.isnan(problem.need), 0.0, problem.weight)
    effect, whole = (weight[:, :, None] * people).sum(1), (weight * np.nan_to_num(problem.need)).sum(1)
    total = 0.0
    for period in range(problem.periods):
        on = np.flatnonzero(problem.counted[:, period])
        plain = float(effect[:, period].sum())
        if 0 < fair < 1:
            lowest = float((effect[on, period] / whole[on]).min() * whole[on].sum()) if on.size else 0.0
            plain = (1 - fair) * plain + fair * lowest
        total += plain
    return total


def _objective(problem: Problem, plan: Plan) -> Iterator[Breach]:
    own = _worth(problem, plan.hours)
    scale = _TOLERANCE * max(abs(own), 1.0)
    if not abs(own - plan.objective) <= scale:
        yield Breach("objective", (), plan.objective - own)
    if not plan.bound >= plan.objective - scale:
        yield Breach("bound", (), plan.objective - plan.bound)


def _left_lying(problem: Problem, plan: Plan) -> Iterator[Breach]:
    step = problem.block or 1.0
    hours, budget = plan.hours, (1 - problem.reserve) * np.array([problem.hours, problem.euros, problem.places])
    used = np.stack([hours.sum((0, 1)), *(
        (np.array([getattr(kind, name) for kind in problem.kinds])[None, :, None] * hours).sum((0, 1))
        for name in ("euros", "places"))])  # fmt: skip
    people = np.nan_to_num(_people(problem, hours))
    weight = np.where(np.isnan(problem.need), 0.0, problem.weight)
    for number, kind in enumerate(problem.kinds):
        cost = np.array([1.0, kind.euros, kind.places]) * step
        spare = ((budget - used) >= cost[:, None] * (1 + _TOLERANCE)).all(0) | False
        spare &= np.array(kind.capacity) - hours[:, number].sum(0) >= step * (1 + _TOLERANCE)
        if not spare.any():
            continue
        more = hours.copy()
        more[:, number] += step * spare
        gained = (weight[:, :, None] * (np.nan_to_num(_people(problem, more)) - people)).sum(1)
        idle = gained > max(_TOLERANCE, 2 * (plan.bound - plan.objective)) + _TOLERANCE * max(plan.objective, 1.0)
        for area, period in np.argwhere(idle & (np.arange(problem.periods) >= problem.start[:, None])):
            if spare[period]:
                yield Breach(
                    "hours_left_lying", (problem.areas[area], kind.key, str(period)), float(gained[area, period])
                )
