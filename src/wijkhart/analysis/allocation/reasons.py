"""Why each area got this much, as data that a page can say."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from .baseline import baseline
from .faults import Limit
from .plan import Plan
from .problem import RESOURCES, Floats
from .worth import Worth, duals, marginal

HEAVIEST: Final = 5
"""Of how many of the heaviest issues of the city is told where they lie."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Why an area does not get one block (or hour) more of a kind that would still reach people.

    `people` and `effect` per hour of it; `limits` are those without room for it. None: `fairness` or the gap is the
    reason.
    """

    kind: str
    period: int
    people: float
    effect: float
    limits: tuple[Limit, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Because:
    """One area: what it got, beside what, and why.

    `hours` over all periods; `last_year` hours a year (None: not known); `by_inhabitants` hours over all periods in the
    baseline. `heaviest`: the (place, theme) of its issues among the five heaviest (weight x need) of all. `first`:
    people that its first hour of each kind reaches (K). `next_hour` (K, P): people that the next hour reaches.
    `stops`: what is in the way of more, the most effective first. `floors`: periods in which it would get less
    without its lower limit, with what that costs. `unknown`: themes without a figure, which played no part.
    """

    area: str
    hours: float
    last_year: float | None
    by_inhabitants: float
    heaviest: tuple[tuple[int, str], ...]
    first: Floats
    next_hour: Floats
    stops: tuple[Stop, ...]
    floors: tuple[Worth, ...]
    unknown: tuple[str, ...]


def because(plan: Plan) -> list[Because]:
    """The reasons of every area.

    >>> from wijkhart.analysis.allocation import Curve, Kind, Problem, solve
    >>> problem = Problem(areas=("WK1",), themes=("meeting",), kinds=(Kind("youth", 50, 0, (40,)),),
    ...     curves=(Curve("meeting", "youth", ((80, 0.5),)),), weight=[[1]], need=[[30]],
    ...     hours=[90], euros=[9000], places=[9], inhabitants=[500])
    >>> stop = because(solve(problem))[0].stops[0]
    >>> stop.kind, stop.people, stop.limits
    ('youth', 0.5, (Limit(name='capacity', key='youth', period=0),))
    """
    problem = plan.problem
    people, effect = marginal(plan)
    nothing = Plan(problem, np.zeros_like(plan.hours), 0.0, np.inf, proven=False)
    first = marginal(nothing)[0]
    by_inhabitants = baseline(problem).hours.sum((1, 2))
    heavy = problem.value * np.nan_to_num(problem.need)
    order = [divmod(int(cell), heavy.shape[1]) for cell in np.argsort(-heavy, axis=None, kind="stable")[:HEAVIEST]]
    floors = [worth for worth in duals(problem) if worth.limit.name == "floor"]
    full = _full(plan)
    return [
        Because(
            area=area,
            hours=float(plan.hours[number].sum()),
            last_year=_last_year(plan, number),
            by_inhabitants=float(by_inhabitants[number]),
            heaviest=tuple(
                (place, problem.themes[theme])
                for place, (where, theme) in enumerate(order, start=1)
                if where == number and heavy[where, theme] > 0
            ),
            first=first[number].max(-1),
            next_hour=people[number],
            stops=_stops(plan, people[number], effect[number], full),
            floors=tuple(worth for worth in floors if worth.limit.key == area),
            unknown=tuple(theme for where, theme in problem.unknown if where == area),
        )
        for number, area in enumerate(problem.areas)
    ]


def _last_year(plan: Plan, area: int) -> float | None:
    last = plan.problem.last_year
    return None if last is None or bool(np.isnan(last[area]).any()) else float(last[area].sum())


def _full(plan: Plan) -> dict[tuple[int, int], tuple[Limit, ...]]:
    """The limits without room for a block more (or for anything, when hours are free) of each kind and period."""
    problem = plan.problem
    room = problem.budget - plan.used
    left = problem.capacity - plan.hours.sum(0)
    found = {}
    for kind, period in np.ndindex(len(problem.kinds), problem.periods):
        need = problem.costs[:, kind] * problem.block
        limits = [
            Limit(name, "", period)
            for number, name in enumerate(RESOURCES)
            if problem.costs[number, kind] > 0
            and _short(float(room[number, period]), float(need[number]), float(problem.budget[number, period]))
        ]
        if _short(float(left[kind, period]), problem.block, float(problem.capacity[kind, period])):
            limits.append(Limit("capacity", problem.kinds[kind].key, period))
        found[kind, period] = tuple(limits)
    return found


def _short(room: float, need: float, whole: float) -> bool:
    """Whether the room is too small, but for rounding."""
    if np.isinf(whole):
        return False
    return bool(room < need - 1e-6 if need else room <= 1e-6 * max(whole, 1.0))


def _stops(
    plan: Plan, people: Floats, effect: Floats, full: dict[tuple[int, int], tuple[Limit, ...]]
) -> tuple[Stop, ...]:
    found = [
        Stop(
            plan.problem.kinds[kind].key, int(period), float(people[kind, period]), float(effect[kind, period]),
            full[int(kind), int(period)],
        )
        for kind, period in np.argwhere(effect > 1e-9)
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda stop: (-stop.effect, stop.kind, stop.period)))
