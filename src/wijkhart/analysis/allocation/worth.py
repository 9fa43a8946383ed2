"""What one more hour is worth: of a limit (a dual value, or by solving again), and in an area (along its curves)."""

from dataclasses import dataclass, replace

import numpy as np

from .clashes import repaired
from .faults import Limit, Repair
from .model import models_of
from .plan import Plan, effect_of
from .problem import Commitment, Floats, Kind, Problem
from .reach import people_of
from .solver import relaxed
from .solving import asked_of, solve


@dataclass(frozen=True, slots=True)
class Worth:
    """What one unit more of a limit (an hour, a euro, a place) adds to the objective; for a floor, one hour less.

    `how`: "dual" when hours are free (exact, for a small change), "relaxed" when they come in blocks: then it is the
    dual value with free hours, and `one_more` tells what a block does.
    """

    limit: Limit
    amount: float
    how: str


def duals(problem: Problem) -> list[Worth]:
    """The worth of every limit that is worth something.

    Budgets count without their reserve: what a unit more does that may be used now.

    >>> from wijkhart.analysis.allocation import Curve
    >>> problem = Problem(areas=("WK1",), themes=("meeting",), kinds=(Kind("community", 50, 0, (100,)),),
    ...     curves=(Curve("meeting", "community", ((80, 0.5),)),), weight=[[2]], need=[[50]],
    ...     hours=[40], euros=[9000], places=[9], inhabitants=[500])
    >>> [(one.limit.name, one.amount, one.how) for one in duals(problem)]
    [('hours', 1.0, 'dual')]
    """
    how, free = ("relaxed" if problem.block else "dual"), replace(problem, block=0.0)
    found = []
    for model in models_of(free, bounded=False):
        loose = relaxed(asked_of(free, model))
        if loose is None:
            continue
        for limit, amount in zip(model.limits, loose.dual, strict=False):
            if amount > 1e-9:
                found.append(Worth(limit, float(amount), how))
    return found


def one_more(plan: Plan, limit: Limit, amount: float | None = None, *, seed: int = 0, seconds: float = 60.0) -> float:
    """What `amount` more of a limit (a block when not said, or one) adds to the objective, by solving again.

    The amount is usable: with a reserve the budget grows by more. A floor goes down. With worst-off first it is the
    effect that is told, and that can fall when the worst-off gain.
    """
    problem = plan.problem
    amount = amount if amount is not None else (problem.block or 1.0)
    whole = amount / (1 - problem.reserve) if limit.name in ("hours", "euros", "places") else amount
    return solve(repaired(problem, Repair(limit, whole)), seed=seed, seconds=seconds).objective - plan.objective


def marginal(plan: Plan) -> tuple[Floats, Floats]:
    """Of the next block (or hour) of each kind in each area and period: people per hour, and effect per hour (W, K, P).

    Along the curves, as if every limit had room; 0 where the area does not take part yet.
    """
    problem, step = plan.problem, plan.problem.block or 1.0
    people, effect = np.zeros(plan.hours.shape), np.zeros(plan.hours.shape)
    reached, weighed = np.nan_to_num(plan.reach), plan.effect
    for kind in range(len(problem.kinds)):
        more = plan.hours.copy()
        more[:, kind] += step * problem.opened
        people[:, kind] = (np.nan_to_num(people_of(problem, more)) - reached).sum(1) / step
        effect[:, kind] = (effect_of(problem, more) - weighed) / step
    return people, effect


def extra(
    plan: Plan, area: str, hours: float, period: int, *, seed: int = 0, seconds: float = 60.0
) -> tuple[float, float]:
    """People and effect that so many hours more would add in one area, on top of what it has.

    The best use of them there: euros and places come along, each provider gives what it has left, and nobody else
    loses.
    """
    problem, here = plan.problem, plan.problem.areas.index(area)
    given = plan.hours[:, :, period]
    left = np.maximum(problem.capacity[:, period] - given.sum(0), 0.0)
    alone = Problem(
        areas=(area,), themes=problem.themes, weight=problem.weight[[here]], need=problem.need[[here]],
        kinds=tuple(
            Kind(kind.key, kind.euros, kind.places, (float(given[here, number] + left[number]),))
            for number, kind in enumerate(problem.kinds)
        ),
        curves=tuple(curve for curve in problem.curves if curve.area in (None, area)),
        hours=np.array([given[here].sum() + hours]), euros=np.array([np.inf]), places=np.array([np.inf]),
        inhabitants=problem.inhabitants[[here]], block=problem.block,
        commitments=tuple(
            Commitment(area, kind.key, 0, float(given[here, number])) for number, kind in enumerate(problem.kinds)
        ),
    ) if problem.whole[here] > 0 else None  # fmt: skip
    if alone is None or not problem.opened[here, period]:
        return 0.0, 0.0
    found = solve(alone, seed=seed, seconds=seconds, levelled=False)
    people = np.nan_to_num(found.reach).sum() - np.nan_to_num(plan.reach[here, :, period]).sum()
    return float(people), float(found.objective - plan.effect[here, period])
