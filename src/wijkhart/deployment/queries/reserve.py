"""What is left of the reserve of a division, and what a grant from it would use."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np

from wijkhart.analysis.allocation import RESOURCES, Problem
from wijkhart.deployment.models import Division, ReserveGrant
from wijkhart.deployment.recipe import problem_of

ROUNDING: Final = 0.01


@dataclass(frozen=True, slots=True)
class Left:
    """What may still be granted in one year; None: there is no limit on it."""

    year: int
    held_back: dict[str, float | None]
    left: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Short:
    """What a grant asks more of than there is left: a resource of the reserve, or the hours of a provider."""

    what: str
    left: float
    asked: float


def standing(division: Division) -> list[ReserveGrant]:
    """The grants that were not withdrawn."""
    return list(division.grants.filter(withdrawn_on=None))


def left_of(division: Division) -> list[Left]:
    """What is left of the reserve in each year."""
    problem, grants = problem_of(division.inputs), standing(division)
    return [_left(problem, grants, period, division.budget.first_year + period) for period in range(problem.periods)]


def short_for(division: Division, kind: str, year: int, hours: float) -> list[Short]:
    """What stands in the way of a grant; empty when it can be granted.

    Errors: ValueError for a kind or year that is not in the division.
    """
    problem, grants = problem_of(division.inputs), standing(division)
    keys = [one.key for one in problem.kinds]
    period = year - division.budget.first_year
    if kind not in keys or not 0 <= period < problem.periods:
        raise ValueError(f"{kind} {year}")
    column = keys.index(kind)
    left = _left(problem, grants, period, year).left
    asked = {name: float(hours * problem.costs[row, column]) for row, name in enumerate(RESOURCES)}
    found = [
        Short(name, round(room, 2), round(asked[name], 2))
        for name in RESOURCES
        if (room := left[name]) is not None and asked[name] > room + ROUNDING
    ]
    room = _provider(division, problem, grants, column, period)
    if hours > room + ROUNDING:
        found.append(Short(kind, round(room, 2), hours))
    return found


def _left(problem: Problem, grants: Iterable[ReserveGrant], period: int, year: int) -> Left:
    whole = {name: float(getattr(problem, name)[period]) for name in RESOURCES}
    kinds = {one.key: number for number, one in enumerate(problem.kinds)}
    hours = np.zeros(len(problem.kinds))
    for grant in grants:
        if grant.year == year:
            hours[kinds[grant.kind]] += grant.hours
    used = problem.costs @ hours
    held = {name: None if np.isinf(one) else round(problem.reserve * one, 2) for name, one in whole.items()}
    left = {
        name: None if (amount := held[name]) is None else round(amount - float(used[row]), 2)
        for row, name in enumerate(RESOURCES)
    }
    return Left(year, held, left)


def _provider(division: Division, problem: Problem, grants: Iterable[ReserveGrant], column: int, period: int) -> float:
    """Hours that the provider of a kind has left in a year, after the division and the grants."""
    key, year = problem.kinds[column].key, division.budget.first_year + period
    given = sum(division.shares.filter(kind=key, year=year).values_list("hours", flat=True))
    granted = sum(one.hours for one in grants if one.kind == key and one.year == year)
    return float(problem.capacity[column, period]) - given - granted
