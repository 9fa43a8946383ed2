"""Large neighbourhood search: part of the requests are taken out and put back as well as can be, the rest stands."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from .blocks import Market, places_of
from .columns import Floats, Ints
from .companions import families
from .greedy import Free
from .model import Around, Model, model_of
from .plan import left_over
from .problem import DAYS

WIDTHS = (20.0, 60.0, 200.0)
"""Points of regret a week up to which a column takes part in a round."""
NODES = 25
"""Branching nodes of one round; a limit that does not depend on the clock."""
ABREAST, THREADS = 6, 2
"""Rounds on the same plan, each with other requests, and how many of them run at the same time."""


@dataclass(frozen=True, slots=True)
class Solved:
    """The variables chosen (none when nothing was found), their points and the bound of this model."""

    variables: Ints
    points: float
    bound: float
    found: bool
    proved: bool


def solve_model(model: Model, *, seconds: float | None = None, nodes: int | None = None) -> Solved:
    """One mixed-integer problem by HiGHS."""
    options: dict[str, Any] = {"mip_rel_gap": 0.0}
    if seconds is not None:
        options["time_limit"] = max(seconds, 0.01)
    if nodes is not None:
        options["node_limit"] = nodes
    if not model.points.size:
        return Solved(np.zeros(0, dtype=np.int64), 0.0, 0.0, True, True)
    rows = LinearConstraint(model.matrix, model.lower, model.upper)
    done = milp(
        -model.points, constraints=rows, bounds=Bounds(0, 1), integrality=model.whole, options=cast(Any, options)
    )
    bound = np.inf if done.mip_dual_bound is None else -float(done.mip_dual_bound)
    if done.x is None:
        return Solved(np.zeros(0, dtype=np.int64), -np.inf, bound, False, False)
    picked = model.variable[np.flatnonzero(done.x[: model.variable.size] > 0.5)]
    return Solved(picked, -float(done.fun), bound, True, done.status == 0)


@dataclass(slots=True)
class Search:
    """A plan (columns) that only gets better."""

    market: Market
    columns: Ints
    rng: np.random.Generator
    regret: Floats
    waste: Floats
    """Worth of what is not sold, per place and day (under the prices)."""
    rounds: int = 0
    size: list[float] = field(default_factory=lambda: [70.0, 55.0, 30.0])
    variables_of: Ints = field(init=False)
    pins: Ints = field(init=False)
    line: Ints = field(init=False)
    """Place and day of each variable, as one number."""

    def __post_init__(self) -> None:
        blocks, facts = self.market.blocks, self.market.columns
        self.variables_of = blocks.request[blocks.block]
        self.pins = facts.pinned(self.market.problem)
        self.line = places_of(self.market.problem)[facts.room[blocks.column]] * DAYS + facts.day[blocks.column]

    def round(self, *, seconds: float | None, most: int = ABREAST, workers: int = THREADS) -> None:
        """Take some requests out and put them back: many with their best columns, or fewer with more columns.

        Up to `most` such rounds run abreast, each with other requests; HiGHS leaves the interpreter free meanwhile.
        What they find is taken in order, so that the plan does not depend on which is ready first.
        """
        jobs, every = list[tuple[int, Ints]](), np.zeros(0, dtype=np.int64)
        for _number in range(most):
            width = int(self.rng.integers(len(WIDTHS)))
            requests = np.setdiff1d(self.some(int(self.size[width])), every)
            if requests.size:
                jobs.append((width, requests))
                every = np.union1d(every, requests)
        with ThreadPoolExecutor(max_workers=workers) as threads:
            answers = list(threads.map(lambda job: self._best_of(job[1], WIDTHS[job[0]], seconds), jobs))
        for (width, requests), (found, proved) in zip(jobs, answers, strict=True):
            if found is not None:
                self.take(requests, found)
            size = self.size[width] * (1.06 if proved else 0.8)
            self.size[width] = min(max(8.0, size), len(self.market.problem.requests))
            self.rounds += 1

    def take(self, requests: Ints, found: Ints) -> None:
        """Let these columns stand for these requests, unless that is worse or another round took their room time."""
        market = self.market
        stays = self.columns[~np.isin(market.columns.request[self.columns], requests)]
        columns = np.sort(np.concatenate([stays, found]))
        if worth(market, columns) > worth(market, self.columns) - 0.5 and market.space.holds(columns):
            self.columns = columns

    def _best_of(self, requests: Ints, width: float, seconds: float | None) -> tuple[Ints | None, bool]:
        """The best columns for these requests, with the others where they are; and whether that was proved."""
        market = self.market
        out = np.isin(market.columns.request[self.columns], requests)
        stays, leaves = self.columns[~out], self.columns[out]
        taken = market.space.taken(stays)
        mine = np.flatnonzero(np.isin(self.variables_of, requests) & (self.regret <= width * market.problem.weeks))
        mine = np.union1d(mine, np.flatnonzero(np.isin(market.blocks.column, leaves)))
        mine = mine[Free(market.space, taken).free(market.blocks.column[mine])]
        parties = np.unique(market.party[market.columns.request[stays]])
        pins = tuple(np.array([one]) for one in self.pins if market.columns.request[one] in requests)
        model = model_of(market, mine, Around(stays, taken, parties), pins)
        solved = solve_model(model, seconds=seconds, nodes=NODES)
        return market.blocks.column[solved.variables] if solved.found else None, solved.proved

    def some(self, size: int) -> Ints:
        """Requests that want the same, with their companions: those with good columns on places and days where worth
        is lost."""
        good = np.flatnonzero(self.regret <= WIDTHS[0] * self.market.problem.weeks)
        if not good.size:
            return np.unique(self.variables_of)
        line, request = self.line[good], self.variables_of[good]
        lost = self.waste + 1e-6
        inside = np.zeros(len(self.market.problem.requests), dtype=np.bool_)
        weight, visited = lost.copy(), np.zeros(lost.size, dtype=np.bool_)
        while weight.sum() > 0 and inside.sum() < size:
            here = int(self.rng.choice(lost.size, p=weight / weight.sum()))
            visited[here] = True
            fresh = np.unique(request[line == here])
            fresh = fresh[~inside[fresh]]
            room = size - int(inside.sum())
            inside[fresh if fresh.size <= room else self.rng.choice(fresh, size=room, replace=False)] = True
            near = np.bincount(line[inside[request]], minlength=lost.size).astype(float)
            weight = np.where(visited, 0, near if near[~visited].any() else lost)
        return families(self.market.pairs, np.flatnonzero(inside))


def worth(market: Market, columns: Ints) -> float:
    """What these columns are worth together."""
    facts, goals = market.columns, market.problem.goals
    total = float(facts.points[columns].sum())
    requests, count = np.unique(facts.request[columns], return_counts=True)
    for request, number in zip(requests[count > 1], count[count > 1], strict=True):
        rooms = np.unique(facts.room[columns[facts.request[columns] == request]])
        weeks = len(market.problem.requests[request].weeks) or market.problem.weeks
        total += goals.same_room * weeks * (number - 1) * (rooms.size == 1)
    total -= goals.gap * left_over(market.problem, facts, columns)
    return total + market.fair * np.unique(market.party[requests]).size
