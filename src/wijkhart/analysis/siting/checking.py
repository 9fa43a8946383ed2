"""Whether a plan keeps the rules and says what is so, found without looking at how it was made."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot, isclose

from .plan import Plan
from .problem import PARTS, Buildings, Problem

_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Breach:
    """One rule broken: which, where (indices), and by how much."""

    rule: str
    where: tuple[int, ...]
    amount: float


def check(problem: Problem, plan: Plan) -> list[Breach]:
    """Every rule the plan breaks. That nothing is better cannot be seen from a plan: that is the bound's word.

    >>> from wijkhart.analysis.siting import Place, solve
    >>> here = Place("club", 0, 0, wijk=0), Place("school", 1000, 0, wijk=0)
    >>> problem = Problem(x=[0, 1000], y=[0, 0], wijk=[0, 0], wijken=("WK1",), groups=("all",), people=[[5], [9]],
    ...     places=here, budget=Buildings(1))
    >>> check(problem, solve(problem))
    []
    """
    opened = [index for index, stays in enumerate(plan.is_open) if stays]
    if not opened:
        return [Breach("something_open", (), 0.0)]
    return [
        *_budget(problem, opened), *_fixed(problem, opened), *_hearts(problem, opened),
        *_people(problem, plan, opened), *_activities(problem, plan, opened),
    ]  # fmt: skip


def _budget(problem: Problem, opened: list[int]) -> Iterator[Breach]:
    chosen = [problem.places[index] for index in opened]
    if isinstance(problem.budget, Buildings):
        over = float(sum(place.counts for place in chosen) - problem.budget.number)
    else:
        over = sum(place.cost or 0.0 for place in chosen) - problem.budget.euros
    if over > _TOLERANCE * problem.purse:
        yield Breach("within_budget", (), over)
    for building, times in Counter(place.building or place.key for place in chosen).items():
        if times > 1:
            where = tuple(i for i in opened if building in (problem.places[i].building, problem.places[i].key))
            yield Breach("one_way_per_building", where, float(times))


def _fixed(problem: Problem, opened: list[int]) -> Iterator[Breach]:
    for index, place in enumerate(problem.places):
        if place.key in problem.keep and index not in opened:
            yield Breach("kept", (index,), 1.0)
        if place.key in problem.close and index in opened:
            yield Breach("closed", (index,), 1.0)


def _hearts(problem: Problem, opened: list[int]) -> Iterator[Breach]:
    beating: set[int] = set()
    for index in opened:
        place = problem.places[index]
        beating |= {place.wijk} if place.hearts is None else place.hearts
    lived = {int(wijk) for wijk, people in zip(problem.wijk, problem.people, strict=True) if people.sum() > 0}
    for wijk in sorted((lived if problem.hearts is None else set(problem.hearts)) - beating):
        yield Breach("beating_heart", (wijk,), 1.0)


def _people(problem: Problem, plan: Plan, opened: list[int]) -> Iterator[Breach]:
    """Everybody goes to the nearest open place, not beyond the limit, and the objective is what that counts."""
    aim, total, worst = problem.aim, 0.0, 0.0
    for point, people in enumerate(problem.people):
        metres = min(_metres(problem, point, index) for index in opened)
        if abs(metres - plan.metres[point]) > _TOLERANCE * max(1.0, metres):
            yield Breach("nearest_place", (point,), abs(metres - float(plan.metres[point])))
        if not people.sum() > 0:
            continue
        worst = max(worst, metres)
        if metres > aim.limit * (1 + _TOLERANCE):
            yield Breach("within_limit", (point,), metres - aim.limit)
        for number, weight, reach in zip(people, problem.weights, problem.reach, strict=True):
            total += number * weight * (aim.mean * metres + aim.beyond * (metres > reach))
    if not isclose(total, plan.objective, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE):
        yield Breach("objective_is_the_sum", (), plan.objective - total)
    if plan.bound > plan.objective * (1 + _TOLERANCE):
        yield Breach("bound_below_objective", (), plan.bound - plan.objective)
    if plan.worst_bound > worst * (1 + _TOLERANCE):
        yield Breach("bound_below_worst", (), plan.worst_bound - worst)


def _metres(problem: Problem, point: int, index: int) -> float:
    if problem.distance is not None:
        return float(problem.distance[point, index])
    place = problem.places[index]
    return problem.factor * hypot(problem.x[point] - place.x, problem.y[point] - place.y)


def _activities(problem: Problem, plan: Plan, opened: list[int]) -> Iterator[Breach]:
    if len(plan.hosts) != len(problem.activities):
        yield Breach("each_activity_has_a_place", (), float(len(problem.activities) - len(plan.hosts)))
        return
    used: dict[int, list[float]] = {}
    for number, (activity, host) in enumerate(zip(problem.activities, plan.hosts, strict=True)):
        if host not in opened:
            yield Breach("host_is_open", (number, host), 1.0)
        if activity.places is not None and problem.places[host].key not in activity.places:
            yield Breach("host_suits", (number, host), 1.0)
        used[host] = [sum(pair) for pair in zip(used.get(host, [0.0] * 3), activity.hours, strict=True)]
    for host, hours in used.items():
        for part, (needed, there) in enumerate(zip(hours, problem.places[host].hours or (0.0,) * 3, strict=True)):
            if needed > there + _TOLERANCE:
                yield Breach(f"room_in_the_{PARTS[part]}", (host,), needed - there)
