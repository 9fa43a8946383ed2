"""What the bound leaves open, solved exactly: the radius formulation with equal radius variables merged (HiGHS).

A client pays step by step: from its cheapest site to the next it pays the difference unless one of the sites up to
there is open (Cornuejols, Nemhauser and Wolsey 1980; Elloumi 2010). Steps over the same set of sites are one variable.
Steps no better answer takes are left out: one of the sites up to there must be open (`deepest`).
"""

from dataclasses import dataclass
from time import perf_counter

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, hstack, issparse

from .lagrange import OPEN, Search, relaxed_at
from .model import INFEASIBLE, Bools, Floats, Ints


@dataclass(frozen=True, eq=False)
class Ladder:
    """The steps of all clients over the free sites, merged.

    `member` (Z, F) says which free sites each step rests on, `pays` (Z) what it costs when none of them is open; the
    steps with `must` (Z) have to have one open. `base` is paid in any case; `near` is the part of the
    clients that must have a free site nearby.
    """

    member: csr_array
    pays: Floats
    must: Bools
    base: float
    near: float


def finish(search: Search, ladder: Ladder, free: Ints, opened: Ints, until: float) -> None:
    """Solve what is left; the search is proven afterwards unless time ran out."""
    size = max(1.0, ladder.base, float(search.value)) / 1e4
    steps = ladder.pays.size
    soft = np.flatnonzero(~ladder.must)
    rest = csr_array((np.ones(soft.size), (soft, np.arange(soft.size))), shape=(steps, soft.size))
    rules = [LinearConstraint(hstack([ladder.member, rest]).tocsr(), 1, np.inf)] if steps else []
    for rule in search.model.limits:
        table: csr_array = csr_array(np.asarray(rule.A.todense() if issparse(rule.A) else rule.A))
        fixed: Floats = np.asarray(table[:, opened].sum(axis=1), dtype=np.float64).ravel()
        own = hstack([table[:, free], csr_array((table.shape[0], soft.size))]).tocsr()
        rules.append(LinearConstraint(own, rule.lb - fixed, rule.ub - fixed))
    price = np.concatenate([np.zeros(free.size), ladder.pays[soft] / size])
    whole = np.concatenate([np.ones(free.size, np.int64), np.zeros(soft.size, np.int64)])
    found = milp(price, constraints=rules, integrality=whole, bounds=Bounds(0, 1),
                 options={"time_limit": max(0.05, until - perf_counter()), "mip_rel_gap": 1e-9})  # fmt: skip
    if found.x is not None:
        answer = search.state == OPEN
        answer[free] = found.x[: free.size] > 0.5
        if search.model.allows(answer):
            search.offer(answer)
    if found.status == INFEASIBLE:
        search.bound = search.value
    elif found.mip_dual_bound is not None:
        reached = min(search.value, (found.mip_dual_bound * size + ladder.base))
        search.bound = max(search.bound, search.value if found.status == 0 else reached)


def ladder_of(search: Search, free: Ints, opened: Ints) -> Ladder:
    """The steps that a better answer may take."""
    cost = search.model.cost
    ceiling = cost[:, opened].min(axis=1, initial=np.inf)
    table = cost[:, free]
    order = np.argsort(table, axis=1, kind="stable")
    sorted_cost = np.take_along_axis(table, order, axis=1)
    deep, must = deepest(search, free, order, sorted_cost, ceiling)
    return merged(order, sorted_cost, ceiling, deep, must)


def deepest(search: Search, free: Ints, order: Ints, cost: Floats, ceiling: Floats) -> tuple[Ints, Bools]:
    """How many of its cheapest free sites each client may have to look at, and whether one of them must be open.

    When all of so many sites are closed, the chosen ones among them are replaced at best by the next best: when even
    that bound passes the best answer, a better answer opens one of them.
    """
    relaxed = relaxed_at(search, search.price, search.due)
    loss = np.where(relaxed.chosen, -relaxed.reduced, 0.0)[free]
    counted = np.cumsum(relaxed.chosen[free][order], axis=1)
    spare = np.sort(np.minimum(0.0, relaxed.reduced[free][~relaxed.chosen[free]]))
    gain = np.concatenate([[0.0], np.cumsum(spare)])
    gain = np.append(gain, np.full(max(0, free.size + 1 - gain.size), gain[-1]))
    without = relaxed.bound + np.cumsum(loss[order], axis=1) + gain[counted]
    beyond = without > search.model.below(search.value)
    useful = (cost < ceiling[:, None]).sum(axis=1)
    never = np.where(np.isinf(ceiling), useful, free.size + 1)
    first = np.where(beyond.any(axis=1), beyond.argmax(axis=1) + 1, never)
    return np.minimum(first, useful), first <= useful


def merged(order: Ints, cost: Floats, ceiling: Floats, deep: Ints, must: Bools) -> Ladder:
    """Equal steps of different clients as one."""
    clients, sites = cost.shape
    following = np.concatenate([cost[:, 1:], np.full((clients, 1), np.inf)], axis=1)
    depth = np.arange(1, sites + 1)[None, :]
    last = depth == deep[:, None]
    pays = np.where(last, np.where(must, 0.0, ceiling)[:, None] - np.where(must, 0.0, 1.0)[:, None] * cost, 0.0)
    pays = np.where(depth < deep[:, None], following - cost, pays)
    forced = last & must[:, None]
    client, column = np.nonzero((pays > 0) | forced)
    marks = np.asarray(np.random.default_rng(1).integers(0, 2**63, sites), dtype=np.uint64)
    sums: NDArray[np.uint64] = np.cumsum(marks[order], axis=1, dtype=np.uint64)
    label = sums[client, column]
    _, first, which = np.unique(label, return_index=True, return_inverse=True)
    total = np.bincount(which, np.where(forced, 0.0, pays)[client, column], first.size)
    needed = np.bincount(which, forced[client, column], first.size) > 0
    lengths = column[first] + 1
    starts = np.concatenate([[0], np.cumsum(lengths)])
    within = np.arange(starts[-1]) - np.repeat(starts[:-1], lengths)
    indices = order[np.repeat(client[first], lengths), within]
    member = csr_array((np.ones(indices.size), indices, starts), shape=(first.size, sites))
    base = float(np.where(deep > 0, cost[:, 0] if sites else 0.0, ceiling).sum())
    return Ladder(member, np.asarray(total, dtype=np.float64), needed, base, float(must.mean()))
