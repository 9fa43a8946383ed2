"""Instances of the p-median in the format of the OR-Library, and a town made with a seed."""

from pathlib import Path

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import shortest_path

from wijkhart.analysis.siting import Buildings, Place, Problem


def instance(file: Path) -> Problem:
    """Every node is a client of weight 1 and a possible site; distances are shortest paths."""
    numbers = np.array(file.read_text().split(), dtype=np.int64)
    nodes, count, chosen = (int(one) for one in numbers[:3])
    table = np.zeros((nodes, nodes))
    for one, other, cost in numbers[3 : 3 + 3 * count].reshape(-1, 3):
        table[one - 1, other - 1] = table[other - 1, one - 1] = cost
    distance = shortest_path(csr_array(table), method="D", directed=False)
    none = np.zeros(nodes)
    places = tuple(Place(str(node), 0, 0, wijk=0) for node in range(nodes))
    return Problem(
        none, none, none, ("all",), ("all",), np.ones((nodes, 1)), places, Buildings(chosen),
        hearts=(), distance=distance,
    )  # fmt: skip


def town(points: int = 4000, places: int = 60, wijken: int = 12, *, seed: int = 1, hearts: bool = True) -> Problem:
    """People spread unevenly over 8 by 6 km, with places anywhere; every wijk with a place keeps a beating heart."""
    chance = np.random.default_rng(seed)
    where, middle, sites = (chance.uniform(0, (8000, 6000), (size, 2)) for size in (points, wijken, places))
    own, wijk_of = (((one[:, None] - middle) ** 2).sum(axis=2).argmin(axis=1) for one in (sites, where))
    cost = chance.integers(30, 200, places) * 1000.0
    return Problem(
        where[:, 0], where[:, 1], wijk_of, tuple(f"WK{one:02}" for one in range(wijken)), ("young", "adult", "old"),
        chance.gamma(2, 5, (points, 3)),
        tuple(
            Place(f"P{one:02}", float(x), float(y), int(own[one]), cost=float(cost[one]))
            for one, (x, y) in enumerate(sites)
        ),
        Buildings(places // 3),
        reach=np.array([1500.0, 1000.0, 800.0]),
        hearts=tuple(sorted(set(own.tolist()))) if hearts else (),
    )  # fmt: skip
