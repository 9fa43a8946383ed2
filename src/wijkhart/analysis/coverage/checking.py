"""Whether a plan keeps the rules, found without looking at how it was made.

Fairness and maximality need no second solver, because they can be read from the flows. A plan is the fairest maximum
if and only if at every node (1) nobody who could use it has a smaller share than somebody who does use it, and (2)
when it has room, everybody who could use it is served.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.spatial.distance import cdist

from .plan import REASONS, Plan
from .problem import PARTS, WHOLE, Bools, Floats, Problem

_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Breach:
    """One rule broken: which, where (indices), and by how much."""

    rule: str
    where: tuple[int, ...]
    amount: float


def check(problem: Problem, plan: Plan, *, fair: bool = True) -> list[Breach]:
    """Every rule the plan breaks; an empty list is a proof.

    With `fair=False` only what any plan must keep is looked at: reach, group, hours, capacity, sums and reasons.

    >>> from wijkhart.analysis.coverage import NeedRow, Supply, solve
    >>> row = NeedRow("meeting", "seniors", weekly_places=1, reach=800, parts=frozenset({"morning"}))
    >>> club = Supply("club", (5, 0, 0), frozenset({"meeting"}), frozenset({"everyone"}), x=0, y=0)
    >>> problem = Problem(x=[0], y=[0], area=[0], areas=("WK1",), rows=(row,), people=[[8]], supply=(club,))
    >>> check(problem, solve(problem))
    []
    """
    near = _near(problem)
    breaches = [*_shares(problem, plan), *_reasons(problem, plan, near), *_sums(problem, plan)]
    for node in range(plan.nodes.capacity.size):
        breaches += _node(problem, plan, node, near, fair)
    return breaches


def _scale(problem: Problem) -> float:
    weekly = np.array([row.weekly_places for row in problem.rows])
    return _TOLERANCE * max(1.0, float((problem.people * weekly).sum()))


def _near(problem: Problem) -> Floats:
    """Distance of every point to every service (P, S); 0 where it comes home, infinite where it never comes."""
    where = np.array([(s.x or 0.0, s.y or 0.0) for s in problem.supply], dtype=float).reshape(-1, 2)
    distance = cdist(np.column_stack([problem.x, problem.y]), where)
    for index, supply in enumerate(problem.supply):
        if supply.area is not None:
            inside = (problem.area == supply.area) | (supply.area == WHOLE)
            distance[:, index] = np.where(inside, 0.0, np.inf)
    return distance


def _shares(problem: Problem, plan: Plan) -> Iterator[Breach]:
    for point, row in np.argwhere(~((plan.share >= 0) & (plan.share <= 1 + _TOLERANCE))):
        yield Breach("share_between_0_and_1", (int(point), int(row)), float(plan.share[point, row]))
    gap = np.abs(plan.served + plan.unserved - problem.need)
    for area, row in np.argwhere(gap > _scale(problem)):
        yield Breach("served_and_unserved_make_need", (int(area), int(row)), float(gap[area, row]))
    gap = np.abs(plan.reasons.sum(-1) - plan.unserved)
    for area, row in np.argwhere(gap > _scale(problem)):
        yield Breach("reasons_make_unserved", (int(area), int(row)), float(gap[area, row]))


def _reasons(problem: Problem, plan: Plan, near: Floats) -> Iterator[Breach]:
    """The reason of each group of people is the first of `REASONS` that holds."""
    for index, row in enumerate(problem.rows):
        offers = np.array([row.theme in s.themes and sum(s.places) > 0 for s in problem.supply], dtype=bool)
        suits = np.array([s.is_for(row.group) for s in problem.supply], dtype=bool)
        hours = np.array([any(s.places[PARTS.index(p)] for p in row.parts) for s in problem.supply], dtype=bool)
        within = (near <= row.reach) & offers
        stages = [within.any(1), (within & suits).any(1), (within & suits & hours).any(1)]
        right = np.sum(stages, axis=0)
        for point in np.flatnonzero((right != plan.reason[:, index]) & (problem.people[:, index] > 0)):
            yield Breach(f"reason_is_{REASONS[right[point]]}", (int(point), index), float(plan.reason[point, index]))


def _sums(problem: Problem, plan: Plan) -> Iterator[Breach]:
    """What a class gets is what its people have, and people of one class have equal shares."""
    weekly = np.array([row.weekly_places for row in problem.rows])
    inside = (plan.label >= 0) & (problem.people > 0)
    labels = plan.label[inside]
    size = int(max(labels.max(initial=-1), plan.flow_class.max(initial=-1))) + 1
    has = np.bincount(labels, (problem.people * weekly * plan.share)[inside], size)
    gets = np.bincount(plan.flow_class, plan.flow_places, size)
    for label in np.flatnonzero(np.abs(has - gets) > _scale(problem)):
        yield Breach("class_gets_what_it_has", (int(label),), float(gets[label] - has[label]))
    for point, row in np.argwhere((plan.label < 0) & (plan.share > 0) & (problem.people > 0)):
        yield Breach("served_without_a_place", (int(point), int(row)), float(plan.share[point, row]))
    highest, lowest = np.zeros(size), np.ones(size)
    np.maximum.at(highest, labels, plan.share[inside])
    np.minimum.at(lowest, labels, plan.share[inside])
    for label in np.flatnonzero(highest - lowest > _TOLERANCE):
        yield Breach("equal_share_in_a_class", (int(label),), float(highest[label] - lowest[label]))


def _node(problem: Problem, plan: Plan, node: int, near: Floats, fair: bool) -> Iterator[Breach]:
    supply = problem.supply[plan.nodes.supply[node]]
    part, theme = PARTS[plan.nodes.part[node]], problem.themes[plan.nodes.theme[node]]
    capacity = supply.places[plan.nodes.part[node]] / len(supply.themes) if theme in supply.themes else 0.0
    own = plan.flow_node == node
    used = float(plan.flow_places[own].sum())
    if used > capacity + _scale(problem):
        yield Breach("capacity", (node,), used - capacity)
    if (plan.flow_places[own] < 0).any():
        yield Breach("flow_not_negative", (node,), float(plan.flow_places[own].min()))
    could = _could_use(problem, theme, part, near[:, plan.nodes.supply[node]], plan.nodes.supply[node])
    receives = np.isin(plan.label, plan.flow_class[own & (plan.flow_places > _scale(problem))])
    receives &= problem.people > 0
    for point, row in np.argwhere(receives & ~could):
        yield Breach("within_reach_for_them_and_open", (node, int(point), int(row)), 0.0)
    if fair and could.any():
        yield from _fairness(plan, node, could, receives, capacity - used > _scale(problem))


def _could_use(problem: Problem, theme: str, part: str, distance: Floats, supply: int) -> Bools:
    """People (P, R) for whom this node is within reach, meant and open."""
    rows = [
        row.theme == theme and part in row.parts and problem.supply[supply].is_for(row.group) for row in problem.rows
    ]
    reach = np.array([row.reach for row in problem.rows])
    return np.asarray((distance[:, None] <= reach + 1e-6) & np.array(rows) & (problem.people > 0))


def _fairness(plan: Plan, node: int, could: Bools, receives: Bools, room: bool) -> Iterator[Breach]:
    least = float(plan.share[could].min())
    if room and least < 1 - _TOLERANCE:
        yield Breach("maximum", (node,), 1 - least)
    most = float(plan.share[receives].max(initial=0.0))
    if most > least + _TOLERANCE:
        yield Breach("fairness", (node,), most - least)
