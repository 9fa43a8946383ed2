"""The accessibility index: enhanced two-step floating catchment area (E2SFCA; Luo & Qi 2009)."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from .network import Network, network_of
from .problem import PARTS, Floats, Ints, Problem
from .solving import sums_of

SIGMA_PER_REACH: Final = 0.5
"""Gaussian sigma as a part of the reach of a need row; the cut-off is the reach itself, where the weight is 0.135."""


def weight(distance: Floats, reach: float) -> Floats:
    """exp(-d² / (2 sigma²)) with sigma = reach / 2, and 0 beyond the reach.

    >>> weight(np.array([0.0, 400.0, 800.0, 801.0]), 800).round(3)
    array([1.   , 0.607, 0.135, 0.   ])
    """
    return np.where(distance <= reach, _decay(distance, reach), 0.0)


def _decay(distance: Floats, reach: float) -> Floats:
    """The weight of distances that are all within the reach."""
    decay = np.square(distance)
    decay *= -0.5 / (SIGMA_PER_REACH * reach) ** 2
    return np.exp(decay, out=decay)


def accessibility(problem: Problem, *, network: Network | None = None) -> Floats:
    """Weekly places within reach per weekly place needed (A, R), weighted by people in need; nan where nobody is.

    1 is just enough for all who share it.

    >>> from wijkhart.analysis.coverage import NeedRow, Problem, Supply
    >>> row = NeedRow("meeting", "seniors", weekly_places=1, reach=800, parts=frozenset({"morning"}))
    >>> club = Supply("club", (5, 0, 0), frozenset({"meeting"}), frozenset({"everyone"}), x=0, y=0)
    >>> problem = Problem(x=[0], y=[0], area=[0], areas=("WK1",), rows=(row,), people=[[10]], supply=(club,))
    >>> accessibility(problem)
    array([[0.5]])
    """
    at_points = accessibility_at_points(problem, network or network_of(problem))
    sums, need = problem.by_area(at_points * problem.people), problem.need
    return np.divide(sums, need, out=np.full_like(need, np.nan), where=need > 0)


def accessibility_at_points(problem: Problem, network: Network) -> Floats:
    """Weekly places within reach per weekly place needed at each point (P, R), also where nobody is in need.

    Step 1, per node k: R_k = places_k / sum over people i who may use it of W(d_ik) people_i w_i. Step 2, per point:
    A_i = sum over nodes k it may use of W(d_ik) R_k.
    """
    nodes = network.nodes
    usable = [_usable(problem, network, index) for index in range(len(problem.rows))]
    chosen = [_Weighed.of(problem, network, index) for index in range(len(problem.rows))]
    wanted = np.zeros(nodes.capacity.size)
    for index, (own, row) in enumerate(zip(chosen, problem.rows, strict=True)):
        wanted[usable[index]] += own.at_supply(problem.people[:, index] * row.weekly_places)[
            nodes.supply[usable[index]]
        ]
    ratio = np.divide(nodes.capacity, wanted, out=np.zeros_like(wanted), where=wanted > 0)
    at_points = np.zeros(problem.people.shape)
    for index, own in enumerate(chosen):
        offered = sums_of(nodes.supply[usable[index]], ratio[usable[index]], len(problem.supply))
        at_points[:, index] = own.at_point(offered)
    return at_points


@dataclass(frozen=True, eq=False, slots=True)
class _Weighed:
    """The pairs that one need row can use, each with its weight: a sparse matrix of points by services."""

    point: Ints
    supply: Ints
    weight: Floats
    shape: tuple[int, int]

    @classmethod
    def of(cls, problem: Problem, network: Network, index: int) -> "_Weighed":
        row, pairs = problem.rows[index], network.pairs
        suits, shape = problem.suits[:, index], (problem.x.size, len(problem.supply))
        near = pairs.distance <= row.reach
        if not suits.all():
            near &= suits[pairs.supply]
        if near.all():
            return cls(pairs.point, pairs.supply, _decay(pairs.distance, row.reach), shape)
        own = np.flatnonzero(near)
        return cls(pairs.point[own], pairs.supply[own], _decay(pairs.distance[own], row.reach), shape)

    def at_supply(self, amounts: Floats) -> Floats:
        """Amounts of the points, weighed and added up at each service."""
        weighed = amounts[self.point]
        weighed *= self.weight
        return sums_of(self.supply, weighed, self.shape[1])

    def at_point(self, amounts: Floats) -> Floats:
        """Amounts of the services, weighed and added up at each point."""
        weighed = amounts[self.supply]
        weighed *= self.weight
        return sums_of(self.point, weighed, self.shape[0])


def _usable(problem: Problem, network: Network, index: int) -> Ints:
    """The nodes of the theme of one need row, in the parts of day when it can come."""
    row, nodes = problem.rows[index], network.nodes
    parts = [PARTS.index(part) for part in row.parts]
    return np.flatnonzero((nodes.theme == problem.themes.index(row.theme)) & np.isin(nodes.part, parts))
