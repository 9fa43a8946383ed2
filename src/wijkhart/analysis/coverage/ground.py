"""The themes of a solved problem, each laid out so that a change of one service costs only what it touches."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import coo_array, csc_array
from scipy.sparse.csgraph import connected_components

from .network import Network, Pairs
from .plan import Plan
from .problem import PARTS, WHOLE, Bools, Floats, Ints, Problem, Supply


@dataclass(frozen=True, eq=False)
class Ground:
    """The need and supply of one theme, with the plan in force.

    Symbols: P points, R need rows of this theme, S services with places for it, in the order of their keys; a group
    of people is point x R + row, a node is service x 3 + part of day. `rows` and `supply` are indices in the whole
    problem. `people`, `share` (P, R); `capacity`, `used` (S, 3) in weekly places of this theme; `suits` (S, R) for
    whom; `hours` (R, 3) when these people can come. `reached` has for each part a matrix (P x R, S) with 1 where a
    group of people can use a service. `component` (groups, then nodes) says what can have to do with what.
    """

    whole: Problem
    rows: Ints
    supply: Ints
    people: Floats
    share: Floats
    capacity: Floats
    used: Floats
    suits: Bools
    hours: Bools
    reached: tuple[csc_array, ...]
    component: Ints

    @property
    def weekly(self) -> Floats:
        """Weekly places that one person of each row uses (R)."""
        return np.array([self.whole.rows[row].weekly_places for row in self.rows], dtype=float)

    @property
    def reach(self) -> Floats:
        """Metres that people of each row go (R)."""
        return np.array([self.whole.rows[row].reach for row in self.rows], dtype=float)

    @cached_property
    def need(self) -> Floats:
        """Weekly places needed by each group of people (P x R)."""
        return np.asarray((self.people * self.weekly).ravel())

    @property
    def theme(self) -> frozenset[str]:
        """This theme alone, as a supply names its themes."""
        return frozenset({self.whole.rows[self.rows[0]].theme})

    def offer(self, service: int) -> Supply:
        """A service as the whole problem has it."""
        return self.whole.supply[int(self.supply[service])]


def grounds_of(problem: Problem, plan: Plan, network: Network) -> list[Ground]:
    """The ground of each theme, in the order of `Problem.themes`."""
    shape = (len(problem.themes), len(problem.supply), len(PARTS))
    capacity, used, nodes = np.zeros(shape), np.zeros(shape), plan.nodes
    capacity[nodes.theme, nodes.supply, nodes.part] = nodes.capacity
    used[nodes.theme, nodes.supply, nodes.part] = np.minimum(plan.used, nodes.capacity)
    keys = np.argsort([one.key for one in problem.supply], kind="stable") if problem.supply else np.empty(0, np.int64)
    return [
        _ground(problem, plan, network.pairs, theme, keys[capacity[index, keys].any(1)], capacity[index], used[index])
        for index, theme in enumerate(problem.themes)
    ]


def _ground(
    problem: Problem, plan: Plan, pairs: Pairs, theme: str, supply: Ints, capacity: Floats, used: Floats
) -> Ground:
    rows = np.array([index for index, row in enumerate(problem.rows) if row.theme == theme], dtype=np.int64)
    groups = [problem.rows[row].group for row in rows]
    suits = np.array([[problem.supply[index].is_for(group) for group in groups] for index in supply], dtype=bool)
    suits = suits.reshape(supply.size, rows.size)
    hours = np.array([[part in problem.rows[row].parts for part in PARTS] for row in rows], dtype=bool)
    people = problem.people[:, rows]
    who, where = _within_reach(problem, pairs, rows, supply, suits, people)
    reached = []
    for part in range(len(PARTS)):
        kept = hours[who % rows.size, part] & (capacity[supply][where, part] > 0)
        ones = np.ones(int(kept.sum()))
        reached.append(coo_array((ones, (who[kept], where[kept])), shape=(people.size, supply.size)).tocsc())
    return Ground(
        problem, rows, supply, people, plan.share[:, rows], capacity[supply], used[supply], suits, hours,
        tuple(reached), _components(reached, people.size, supply.size),
    )  # fmt: skip


def _within_reach(
    problem: Problem, pairs: Pairs, rows: Ints, supply: Ints, suits: Bools, people: Floats
) -> tuple[Ints, Ints]:
    """Each (group of people in need, service for them) near enough."""
    place = np.full(len(problem.supply), -1, dtype=np.int64)
    place[supply] = np.arange(supply.size)
    mine = place[pairs.supply] >= 0
    point, service, distance = pairs.point[mine], place[pairs.supply[mine]], pairs.distance[mine]
    found = [np.zeros((2, 0), dtype=np.int64)]
    for column, row in enumerate(rows):
        near = (distance <= problem.rows[row].reach) & suits[service, column] & (people[point, column] > 0)
        found.append(np.stack([point[near] * rows.size + column, service[near]]))
    who, where = np.concatenate(found, axis=1)
    return who, where


def _components(reached: list[csc_array], groups: int, services: int) -> Ints:
    size = groups + services * len(PARTS)
    found = [matrix.tocoo() for matrix in reached]
    rows = np.concatenate([one.row for one in found])
    columns = np.concatenate([groups + one.col * len(PARTS) + part for part, one in enumerate(found)])
    graph = coo_array((np.ones(rows.size, np.int8), (rows, columns)), shape=(size, size))
    return np.asarray(connected_components(graph.tocsr(), directed=False)[1], dtype=np.int64)


def points_near(problem: Problem, supply: Supply, reach: float) -> Bools:
    """The demand points (P) from which people can go to a service, or to which it comes."""
    if supply.x is None or supply.y is None:
        return np.asarray((problem.area == supply.area) | (supply.area == WHOLE))
    return np.asarray(np.hypot(problem.x - supply.x, problem.y - supply.y) <= reach)
