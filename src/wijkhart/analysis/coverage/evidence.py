"""What lies within reach of the people of an area: the data behind "the three places within reach are full"."""

from dataclasses import dataclass

import numpy as np

from .network import Network, network_of
from .problem import Bools, Floats, Ints, Problem


@dataclass(frozen=True, eq=False)
class Evidence:
    """One entry for each (area, need row, service of its theme) of which some people in need are within reach.

    All arrays have length E. `area`, `row` and `supply` are indices; `nearest` is the distance in metres from the
    nearest people in need (0 when it comes to them); `people` how many people in need are within its reach; `suits`
    whether it is for them. Places and use per part of day stand in the plan's nodes.
    """

    area: Ints
    row: Ints
    supply: Ints
    nearest: Floats
    people: Floats
    suits: Bools


def evidence(problem: Problem, *, network: Network | None = None) -> Evidence:
    """Gather the services within reach per area and need row, nearest first.

    >>> from wijkhart.analysis.coverage import NeedRow, Problem, Supply
    >>> row = NeedRow("meeting", "seniors", weekly_places=1, reach=800, parts=frozenset({"morning"}))
    >>> club = Supply("club", (5, 0, 0), frozenset({"meeting"}), frozenset({"youth"}), x=0, y=300)
    >>> problem = Problem(x=[0], y=[0], area=[0], areas=("WK1",), rows=(row,), people=[[10]], supply=(club,))
    >>> found = evidence(problem)
    >>> found.nearest, found.people, found.suits
    (array([300.]), array([10.]), array([False]))
    """
    network = network or network_of(problem)
    found = [_of_row(problem, network, row) for row in range(len(problem.rows))]
    names = ("area", "row", "supply", "nearest", "people", "suits")
    if not found:
        empty = np.empty(0, np.int64)
        return Evidence(empty, empty, empty, empty.astype(float), empty.astype(float), empty.astype(bool))
    return Evidence(*(np.concatenate([getattr(part, name) for part in found]) for name in names))


def _of_row(problem: Problem, network: Network, index: int) -> Evidence:
    row, pairs, people = problem.rows[index], network.pairs, problem.people[:, index]
    offers = np.array([row.theme in s.themes and sum(s.places) > 0 for s in problem.supply], dtype=bool)
    suits = problem.suits[:, index]
    kept = (pairs.distance <= row.reach) & offers[pairs.supply] & (people[pairs.point] > 0)
    point, supply, distance = pairs.point[kept], pairs.supply[kept], pairs.distance[kept]
    keys, place = np.unique(problem.area[point] * len(problem.supply) + supply, return_inverse=True)
    nearest = np.full(keys.size, np.inf)
    np.minimum.at(nearest, place, distance)
    within = np.zeros(keys.size)
    np.add.at(within, place, people[point])
    area, service = np.divmod(keys, max(len(problem.supply), 1))
    order = np.lexsort((service, nearest, area))
    return Evidence(
        area[order],
        np.full(keys.size, index),
        service[order],
        nearest[order],
        within[order],
        suits[service][order],
    )
