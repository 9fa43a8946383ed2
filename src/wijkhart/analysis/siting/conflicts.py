"""Which wishes are in each other's way: the smallest set that cannot hold together.

A set in conflict must take something from each set of wishes whose leaving out makes the rest possible. So the
smallest set that hits all those found so far is tried; when it can hold, more wishes are added until nothing more can
be, and what is left out is a new set to hit (Ignatiev and others, Smallest MUS extraction, 2015).
"""

from collections.abc import Iterable
from time import perf_counter
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from .asking import Rule, buildings, rules_of
from .errors import Conflict, Wish
from .fitting import possible, room_rows
from .model import Floats, slack
from .problem import Problem

SECONDS = 10.0
"""The time to look for the smallest set; after that one that cannot be made smaller by leaving one wish out."""


def clash(problem: Problem) -> Conflict:
    """What to raise when the wishes cannot all hold."""
    feasibility = Feasibility(problem)
    wishes, smallest = conflict(problem, feasibility=feasibility)
    return Conflict(wishes, smallest, feasibility.needs() if Wish("budget") in wishes else None)


def conflict(
    problem: Problem, *, seconds: float = SECONDS, feasibility: "Feasibility | None" = None
) -> tuple[tuple[Wish, ...], bool]:
    """The wishes that cannot all hold, and whether that set is proven smallest; empty when all can hold."""
    feasibility = feasibility or Feasibility(problem)
    wishes = feasibility.wishes
    if feasibility.holds(wishes):
        return (), True
    until = perf_counter() + seconds
    to_hit: list[frozenset[Wish]] = []
    while perf_counter() < until:
        tried = _hitting(wishes, to_hit)
        if not feasibility.holds(tried):
            return tuple(one for one in wishes if one in tried), True
        kept = _grown(feasibility, tried)
        to_hit.append(frozenset(wishes) - kept)
    return _narrowed(feasibility), False


class Feasibility:
    """Whether some of the wishes can hold together."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.rules: dict[Wish, list[Rule]] = {}
        for rule in rules_of(problem):
            self.rules.setdefault(rule.wish, []).append(rule)
        self.wishes = tuple(self.rules)
        self.pairs = possible(problem, np.ones(len(problem.places), dtype=bool))

    def holds(self, wishes: Iterable[Wish]) -> bool:
        """Whether there are places, and for the activities hosts, that meet all of these."""
        found = self._meeting(set(wishes), np.zeros(len(self.problem.places)))
        return found is not None and found.x is not None

    def needs(self) -> float | None:
        """What meeting all wishes but the budget takes at least; None when they cannot all be met."""
        price = np.array([self.problem.price(place) for place in self.problem.places])
        found = self._meeting({one for one in self.wishes if one.kind != "budget"}, price)
        return None if found is None or found.mip_dual_bound is None else float(found.mip_dual_bound)

    def _meeting(self, chosen: set[Wish], price: Floats) -> Any:
        """What HiGHS says about the cheapest places that meet these wishes; None when an activity suits no place."""
        places = len(self.problem.places)
        hosted = any(one.kind == "activities" for one in chosen)
        if hosted and np.unique(self.pairs[:, 0]).size < len(self.problem.activities):
            return None
        rules = [rule for one in chosen for rule in self.rules[one]]
        size = places + (len(self.pairs) if hosted else 0)
        rows = np.zeros((len(rules), size))
        rows[:, :places] = np.array([rule.row for rule in rules]).reshape(-1, places)
        least = np.array([rule.least for rule in rules])
        something = LinearConstraint((np.arange(size) < places)[None, :] * 1.0, 1, np.inf)
        limits = [
            something,
            LinearConstraint(rows, least - slack(least), np.inf),
            self._once(size),
            *self._hosting(hosted),
        ]
        whole, aim = np.ones(size, np.int64), np.append(price, np.zeros(size - places))
        return milp(aim, constraints=limits, integrality=whole, bounds=Bounds(0, 1),
                    options={"time_limit": SECONDS if price.any() else np.inf})  # fmt: skip

    def _once(self, size: int) -> LinearConstraint:
        number = buildings(self.problem)
        table = csr_array((np.ones(number.size), (number, np.arange(number.size))), shape=(number.max() + 1, size))
        return LinearConstraint(table, -np.inf, 1)

    def _hosting(self, hosted: bool) -> list[LinearConstraint]:
        """Each activity in an open place with room."""
        if not hosted:
            return []
        places, columns = len(self.problem.places), np.arange(len(self.pairs))
        once = np.zeros((len(self.problem.activities), places + columns.size))
        once[self.pairs[:, 0], places + columns] = 1
        used, room = room_rows(self.problem, self.pairs)
        table = np.zeros((room.size, places + columns.size))
        table[:, places:] = used.toarray()
        table[np.arange(room.size), np.tile(np.arange(places), room.size // places)] = -room
        linked = np.zeros((columns.size, places + columns.size))
        linked[columns, places + columns] = 1
        linked[columns, self.pairs[:, 1]] = -1
        return [LinearConstraint(once, 1, 1), LinearConstraint(np.vstack([table, linked]), -np.inf, 1e-9)]


def _hitting(wishes: tuple[Wish, ...], to_hit: list[frozenset[Wish]]) -> set[Wish]:
    """The fewest wishes with one of each set."""
    if not to_hit:
        return set()
    rows: Floats = np.array([[wish in one for wish in wishes] for one in to_hit], dtype=float)
    found = milp(np.ones(len(wishes)), constraints=[LinearConstraint(rows, 1, np.inf)],
                 integrality=np.ones(len(wishes), np.int64), bounds=Bounds(0, 1))  # fmt: skip
    return {wish for wish, one in zip(wishes, np.asarray(found.x), strict=True) if one > 0.5}


def _grown(feasibility: Feasibility, kept: set[Wish]) -> set[Wish]:
    """As many wishes as one by one can be added."""
    kept = set(kept)
    for wish in feasibility.wishes:
        if wish not in kept and feasibility.holds(kept | {wish}):
            kept.add(wish)
    return kept


def _narrowed(feasibility: Feasibility) -> tuple[Wish, ...]:
    """A set in conflict of which each wish is needed."""
    kept = list(feasibility.wishes)
    for wish in feasibility.wishes:
        less = [one for one in kept if one != wish]
        if not feasibility.holds(less):
            kept = less
    return tuple(kept)
