"""The best plan, with its proof or its gap."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from time import perf_counter

import numpy as np

from .asking import model_of, within
from .conflicts import clash
from .fitting import hosts_of, one_more_of
from .model import Bools, Floats, Model
from .plan import Plan
from .problem import Buildings, Problem
from .searching import Warm, searched


def solve(problem: Problem, *, seed: int = 0, seconds: float = 60.0) -> Plan:
    """The plan that serves the aim best and keeps every rule, or the best found in `seconds` with its gap.

    A plan that is `proven` does not depend on the clock; one that is not may differ from run to run. `seed` sets where
    the search begins, so that plans that are equally good may differ by it. Errors: a `SitingError`; `Conflict` when
    the wishes cannot all hold.

    >>> from wijkhart.analysis.siting import Place
    >>> here = Place("club", 0, 0, wijk=0), Place("school", 1000, 0, wijk=0)
    >>> problem = Problem(x=[0, 1000], y=[0, 0], wijk=[0, 0], wijken=("WK1",), groups=("all",), people=[[5], [9]],
    ...     places=here, budget=Buildings(1))
    >>> plan = solve(problem)
    >>> plan.kept, plan.objective, plan.gap
    (('school',), 6500.0, 0.0)
    """
    return _solved(problem, perf_counter() + seconds, seed, None)[0]


def frontier(problem: Problem, *, seed: int = 0, seconds: float = 60.0) -> Iterator[Plan]:
    """The best plan for every number of buildings, from the fewest that keep every rule to all that may stay open.

    The budget of the problem is replaced by `Buildings(k)`; each plan has `seconds` and begins where the one before
    ended. With `worst_first` the costs may rise with k, as the largest distance falls; else they never do.
    """
    least, most = _numbers(problem)
    warm: Warm | None = None
    for number in range(least, most + 1):
        asked = replace(problem, budget=Buildings(number))
        plan, warm = _solved(asked, perf_counter() + seconds, seed, warm)
        yield plan


@dataclass(eq=False)
class Asked:
    """A problem with its model, to which rows are added when open places have no room for the activities."""

    problem: Problem
    model: Model

    def some(self, price: Floats) -> Bools | None:
        """Allowed places with a low sum of prices, in which the activities fit; None when there are none."""
        while True:
            found = self.model.cheapest(price)
            if found is None or hosts_of(self.problem, found) is not None:
                return found
            self.forbid(found)

    def forbid(self, is_open: Bools) -> None:
        """The activities do not fit into these: one more must open."""
        self.model = self.model.with_rows(one_more_of(self.problem, is_open)[None, :], np.ones(1))


def _solved(problem: Problem, until: float, seed: int, warm: Warm | None) -> tuple[Plan, Warm]:
    asked = Asked(problem, model_of(problem))
    start = asked.some(_first_prices(asked.model, seed))
    if start is None:
        raise clash(problem)
    worst = 0.0
    if problem.aim.worst_first:
        worst, start = _nearest_worst(asked, start, until)
    while True:
        search = searched(asked.model, start, until, warm)
        hosts = hosts_of(problem, search.best)
        warm = Warm(search.price, search.best)
        if hosts is not None:
            return Plan(
                problem, search.best, hosts, search.value, max(0.0, min(search.bound, search.value)), worst
            ), warm
        asked.forbid(search.best)
        again = start if asked.model.allows(start) else asked.some(_first_prices(asked.model, seed))
        if again is None:
            raise clash(problem)
        start = again


def _first_prices(model: Model, seed: int) -> Floats:
    """What each site would earn from the clients nearest to it, slightly shaken."""
    clients, sites = model.cost.shape
    shaken = np.random.default_rng(seed).uniform(1, 1.01, sites)
    if not clients:
        return np.asarray(shaken)
    share = min(sites - 1, max(1, sites // (model.most or 8)))
    pays = np.partition(model.cost, share, axis=1)[:, share]
    return np.asarray(-np.maximum(pays[:, None] - model.cost, 0).sum(axis=0) * shaken)


def _nearest_worst(asked: Asked, start: Bools, until: float) -> tuple[float, Bools]:
    """The smallest largest distance, by halving; its rows are added, and places that reach it returned.

    When time runs out the bound is lower than what the places reach.
    """
    problem, model = asked.problem, asked.model
    metres = problem.metres[problem.lived_in]
    lowest = float(metres[:, model.fixed >= 0].min(axis=1).max())
    reached = float(metres[:, start].min(axis=1).max())
    steps = np.unique(metres[(metres >= lowest) & (metres <= reached)])
    low, high = 0, int(steps.size) - 1
    rest = np.zeros(model.building.size)
    while low < high and perf_counter() < until:
        middle = (low + high) // 2
        tried = Asked(problem, model.with_rows(rows := within(problem, steps[middle]), np.ones(len(rows))))
        found = tried.some(rest)
        if found is None:
            low = middle + 1
        else:
            start = found
            high = int(np.searchsorted(steps, metres[:, found].min(axis=1).max() * (1 - 1e-12)))
    rows = within(problem, steps[high])
    asked.model = asked.model.with_rows(rows, np.ones(len(rows)))
    return float(steps[low]), start


def _numbers(problem: Problem) -> tuple[int, int]:
    """The fewest buildings that keep every rule, and the most that can be open."""
    most = sum(place.counts for place in problem.places)
    asked = Asked(problem, model_of(replace(problem, budget=Buildings(most))))
    counts = np.array([place.counts for place in problem.places], dtype=float)
    least = asked.some(counts)
    if least is None:
        raise clash(replace(problem, budget=Buildings(most)))
    largest = asked.model.cheapest(-counts)
    return max(1, int(counts[least].sum())), int(counts[largest].sum()) if largest is not None else most
