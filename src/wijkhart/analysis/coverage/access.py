"""The accessibility index: enhanced two-step floating catchment area (E2SFCA; Luo & Qi 2009)."""

from typing import Final

import numpy as np
from scipy.sparse import csr_array

from .network import Network, network_of
from .problem import PARTS, Floats, NeedRow, Problem

SIGMA_PER_REACH: Final = 0.5
"""Gaussian sigma as a part of the reach of a need row; the cut-off is the reach itself, where the weight is 0.135."""


def weight(distance: Floats, reach: float) -> Floats:
    """exp(-d² / (2 sigma²)) with sigma = reach / 2, and 0 beyond the reach.

    >>> weight(np.array([0.0, 400.0, 800.0, 801.0]), 800).round(3)
    array([1.   , 0.607, 0.135, 0.   ])
    """
    decay = np.exp(-0.5 * (distance / (SIGMA_PER_REACH * reach)) ** 2)
    return np.where(distance <= reach, decay, 0.0)


def accessibility(problem: Problem, *, network: Network | None = None) -> Floats:
    """Weekly places within reach per weekly place needed (A, R), weighted by people in need; nan where nobody is.

    Step 1, per node k: R_k = places_k / sum over people i who may use it of W(d_ik) people_i w_i. Step 2, per point:
    A_i = sum over nodes k it may use of W(d_ik) R_k. 1 is just enough for all who share it.

    >>> from wijkhart.analysis.coverage import NeedRow, Problem, Supply
    >>> row = NeedRow("meeting", "seniors", weekly_places=1, reach=800, parts=frozenset({"morning"}))
    >>> club = Supply("club", (5, 0, 0), frozenset({"meeting"}), frozenset({"everyone"}), x=0, y=0)
    >>> problem = Problem(x=[0], y=[0], area=[0], areas=("WK1",), rows=(row,), people=[[10]], supply=(club,))
    >>> accessibility(problem)
    array([[0.5]])
    """
    network = network or network_of(problem)
    weights = [_weights(problem, network, row) for row in problem.rows]
    wanted = np.zeros(network.nodes.capacity.size)
    for index, row in enumerate(problem.rows):
        wanted += weights[index].T @ (problem.people[:, index] * row.weekly_places)
    ratio = np.divide(network.nodes.capacity, wanted, out=np.zeros_like(wanted), where=wanted > 0)
    at_points = np.column_stack([matrix @ ratio for matrix in weights]) if weights else problem.people
    sums, need = problem.by_area(at_points * problem.people), problem.need
    return np.divide(sums, need, out=np.full_like(need, np.nan), where=need > 0)


def _weights(problem: Problem, network: Network, row: NeedRow) -> csr_array:
    """The weights of one need row, points by nodes."""
    nodes, pairs = network.nodes, network.pairs
    suits = np.array([supply.is_for(row.group) for supply in problem.supply], dtype=bool)
    by_supply = csr_array(
        (weight(pairs.distance, row.reach) * suits[pairs.supply], (pairs.point, pairs.supply)),
        shape=(problem.x.size, len(problem.supply)),
    )
    usable = np.flatnonzero(
        (nodes.theme == problem.themes.index(row.theme)) & np.isin(nodes.part, [PARTS.index(p) for p in row.parts])
    )
    spread = csr_array(
        (np.ones(usable.size), (nodes.supply[usable], usable)), shape=(len(problem.supply), nodes.capacity.size)
    )
    return csr_array(by_supply @ spread)
