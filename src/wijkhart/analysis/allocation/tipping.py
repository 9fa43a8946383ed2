"""What would change it: the smallest change of one weight at which the division is no longer the best."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from .plan import Plan, share_of, worth_of
from .problem import Floats, Problem
from .solver import CLOSE
from .solving import solve

STEPS: Final = 30
NEAR: Final = 1e-4
SURE: Final = 1e-7


@dataclass(frozen=True, eq=False)
class Tipping:
    """At `factor` times the weight of `theme` (in `area`, or everywhere) another division is as good; past it, better.

    `hours` (W, K, P): what that other division has more. `exact`: up to there no change is enough (the worth of a plan
    is a straight line in a weight); otherwise found by halving, to a ten-thousandth, and an earlier change is not
    ruled out. `beyond` is the other division, by the weights just past the factor.
    """

    theme: str
    area: str | None
    factor: float
    hours: Floats
    exact: bool
    beyond: Plan


def tipping(
    plan: Plan, theme: str, area: str | None = None, *, until: float = 4.0, seed: int = 0, seconds: float = 60.0
) -> Tipping | None:
    """The smallest change of a weight, on the way to `until` times itself (above 1: heavier; below: lighter, down to
    0).

    None: the plan stays the best all the way. Differences within the gap to which the plan was proven do not count, so
    `exact` needs a plan that was solved with `close=0`. `seconds` is for each time it is solved again. Errors:
    ValueError for an unknown theme or area, or `until` 1 or below 0.

    >>> from wijkhart.analysis.allocation import Curve, Kind
    >>> problem = Problem(areas=("WK1", "WK2"), themes=("meeting", "youth"), kinds=(Kind("community", 50, 0, (40,)),),
    ...     curves=(Curve("meeting", "community", ((40, 0.5),), area="WK1"),
    ...             Curve("youth", "community", ((40, 0.4),), area="WK2")),
    ...     weight=[[1, 1], [1, 1]], need=[[30, 30], [30, 30]],
    ...     hours=[90], euros=[9000], places=[9], inhabitants=[500, 500])
    >>> found = tipping(solve(problem), "youth")
    >>> round(found.factor, 6), found.hours[:, 0, 0].tolist(), found.exact
    (1.25, [-40.0, 40.0], True)
    """
    problem = plan.problem
    if until < 0 or until == 1:
        raise ValueError(f"until must be 0 or more, and not 1: {until}")
    reweighed(problem, theme, area, 1.0)

    close = 0.0 if plan.gap <= SURE else CLOSE

    def again(factor: float) -> Plan:
        changed = reweighed(problem, theme, area, factor)
        return solve(changed, seed=seed, seconds=seconds, close=close, levelled=False)

    if not reweighed_counts(problem, theme, area, until):
        until = 1e-6
    found = _along_lines(plan, again, until) if problem.fairness == 0 else _by_halving(plan, again, until)
    if found is None:
        return None
    factor, other = found
    other = solve(other.problem, seed=seed, seconds=seconds, close=close)
    exact = problem.fairness == 0 and plan.proven and plan.gap <= SURE and other.proven
    return Tipping(theme, area, factor, other.hours - plan.hours, exact, other)


def reweighed(problem: Problem, theme: str, area: str | None, factor: float) -> Problem:
    """The problem with the weight of a theme times `factor`, in one area or everywhere."""
    weight, column = problem.weight.copy(), problem.themes.index(theme)
    rows = slice(None) if area is None else slice(problem.areas.index(area), problem.areas.index(area) + 1)
    weight[rows, column] *= factor
    return replace(problem, weight=weight)


def reweighed_counts(problem: Problem, theme: str, area: str | None, factor: float) -> bool:
    """Whether something is left to weigh: a problem in which nothing counts is none."""
    if factor > 0:
        return True
    value = problem.value * np.nan_to_num(problem.need)
    rest = value.copy()
    rest[slice(None) if area is None else problem.areas.index(area), problem.themes.index(theme)] = 0.0
    return bool(rest.any())


def _along_lines(plan: Plan, again: Callable[[float], Plan], until: float) -> tuple[float, Plan] | None:
    """From the far end back: where the line of the best plan there crosses ours, until ours is the best.

    The best worth is the highest of many straight lines, so it bends upward: at the last crossing nothing lies before.
    """
    factor, other = until, None
    for _ in range(STEPS):
        found = again(factor)
        if not _better(found, plan):
            break
        at_one, at_factor = _worth(plan.problem, found), _worth(found.problem, found)
        own_one, own_factor = plan.objective, _worth(found.problem, plan)
        ahead, behind = at_factor - own_factor, own_one - at_one
        other = found
        if behind <= 0:
            factor = 1.0
            break
        factor = 1 + (factor - 1) * behind / (ahead + behind)
    return None if other is None else (factor, other)


def _by_halving(plan: Plan, again: Callable[[float], Plan], until: float) -> tuple[float, Plan] | None:
    other = again(until)
    if not _better(other, plan):
        return None
    near, far = 1.0, until
    while abs(far - near) > NEAR:
        middle = (near + far) / 2
        found = again(middle)
        if _better(found, plan):
            far, other = middle, found
        else:
            near = middle
    return far, other


def _worth(problem: Problem, plan: Plan) -> float:
    return float(worth_of(problem, plan.hours).sum())


def _better(found: Plan, plan: Plan) -> bool:
    """Whether `found` is better than `plan` by the weights of `found`, by more than the gap that was left open."""
    problem = found.problem
    if problem.fairness == 1:
        return _fairer(problem, found.hours, plan.hours)
    own, best = _worth(problem, plan), found.objective
    return best - own > (plan.gap + SURE) * max(best, 1.0)


def _fairer(problem: Problem, hours: Floats, than: Floats) -> bool:
    for period in range(problem.periods):
        mine, other = (np.sort(share_of(problem, one)[:, period]) for one in (hours, than))
        mine, other = mine[~np.isnan(mine)], other[~np.isnan(other)]
        if problem.block:
            mine, other = np.floor(100 * mine + SURE), np.floor(100 * other + SURE)
        apart = np.flatnonzero(np.abs(mine - other) > 1e-6)
        if apart.size:
            return bool(mine[apart[0]] > other[apart[0]])
    gain = _worth_of_all(problem, hours) - _worth_of_all(problem, than)
    return gain > NEAR * max(_worth_of_all(problem, than), 1.0)


def _worth_of_all(problem: Problem, hours: Floats) -> float:
    return float(worth_of(problem, hours).sum())
