"""A bound on what any answer can cost, and the sites it settles: Lagrangian relaxation with a subgradient.

That each client has one site is not demanded but priced (`price`), and so are the rows (`due`). What is left asks for
the sites with the lowest reduced cost, which is a sort. The highest such bound is the linear bound.
"""

from dataclasses import dataclass
from time import perf_counter
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .interchange import exchanged, two_nearest
from .model import Bools, Floats, Ints, Model, slack

CLOSED: Final = -1
FREE: Final = 0
OPEN: Final = 1
SPARE, RENEW = 1.1, 5
"""Pairs up to so many times the price of the client are looked up, each so many steps; prices stay within that."""
DRIFT, SHORTEST = 0.4, 1e-3
"""How much of the direction of the step before is kept, and the length below which steps are not worth while."""
PATIENCE: Final = 15
"""After so many steps without a better bound the steps become half as long."""


@dataclass(eq=False)
class Search:
    """What is known so far: the best answer and its value, the best bound, its prices, and which sites are settled.

    `state` (J) is CLOSED, FREE or OPEN: settled sites are so in every answer better than `value`.
    """

    model: Model
    best: Bools
    value: float
    state: NDArray[np.int8]
    price: Floats
    due: Floats
    bound: float = -np.inf

    @property
    def proven(self) -> bool:
        """Whether nothing better than the best answer is left."""
        return self.bound > self.model.below(self.value)

    def offer(self, is_open: Bools) -> None:
        """Keep an allowed answer when it is better."""
        value = self.model.value(is_open)
        if value < self.value:
            self.best, self.value = is_open.copy(), value

    def polish(self) -> None:
        """Exchange sites from the best answer on."""
        self.offer(exchanged(self.model, self.best, self.state != CLOSED)[0])


def search_of(model: Model, start: Bools, price: Floats | None = None, due: Floats | None = None) -> Search:
    """Begin at an allowed answer; the prices of another search of the same clients may be a better beginning."""
    if price is None:
        _, first, second = two_nearest(model.cost, np.flatnonzero(start))
        price = np.where(np.isfinite(second), (first + second) / 2, first * 1.5)
    due = np.zeros(model.least.size) if due is None or due.size != model.least.size else due
    return Search(model, start, model.value(start), model.fixed.astype(np.int8), price, due)


@dataclass(frozen=True, eq=False)
class Pairs:
    """Every (site, client) that costs no more than `cap` of the client, of the sites that are not closed, by site.

    `kept` are the sites that have any, `starts` where each begins, `length` how many each has.
    """

    kept: Ints
    starts: Ints
    length: Ints
    client: Ints
    cost: Floats
    cap: Floats


def _pairs(search: Search, price: Floats) -> Pairs:
    cap = price * SPARE + price.mean() * (SPARE - 1) + 1e-12
    kept = np.flatnonzero(search.state != CLOSED)
    columns = search.model.by_site[kept]
    row, client = np.nonzero(columns <= cap)
    length = np.bincount(row, minlength=kept.size)
    some = length > 0
    starts = np.cumsum(length) - length
    return Pairs(kept[some], starts[some], length[some], client, columns[row, client], cap)


@dataclass(frozen=True, eq=False)
class Relaxed:
    """One relaxed problem solved: reduced costs (J), the sites chosen (J) and the bound."""

    reduced: Floats
    chosen: Bools
    bound: float


def tighten(search: Search, steps: int, until: float, length: float = 1.0) -> None:
    """Improve prices and bound by so many subgradient steps, and settle sites on the way."""
    model, scale = search.model, _row_scale(search.model)
    pairs = _pairs(search, search.price)
    price, due, unhappy = search.price.copy(), search.due.copy(), 0
    drift: tuple[Floats, Floats] | None = None
    for step in range(steps):
        if step % RENEW == RENEW - 1 and (step % 100 == 99 or (price >= pairs.cap).any()):
            pairs = _pairs(search, price)
        below = np.minimum(pairs.cost - price[pairs.client], 0)
        relaxed = _relaxed(search, price, due, _per_site(search, pairs, below))
        unhappy = 0 if relaxed.bound > search.bound + 1e-7 * abs(search.bound) else unhappy + 1
        if relaxed.bound > search.bound:
            _learn(search, relaxed, price, due)
        if search.proven or length < SHORTEST or perf_counter() > until:
            return
        if unhappy >= PATIENCE:
            length, unhappy, drift = length / 2, 0, None
            price, due = np.minimum(search.price, pairs.cap), search.due.copy()
            continue
        lack = _lack(relaxed, pairs, below)
        short = (model.least - model.rows @ relaxed.chosen) * scale
        if drift is not None:
            lack, short = lack + DRIFT * drift[0], short + DRIFT * drift[1]
        drift = lack, short
        size = float(lack @ lack + short @ short)
        if size == 0:
            return
        stride = length * (1.02 * search.value - relaxed.bound) / size
        price = np.clip(price + stride * lack, 0, pairs.cap)
        due = np.maximum(due + stride * short * scale, 0)


def _learn(search: Search, relaxed: Relaxed, price: Floats, due: Floats) -> None:
    """Keep a better bound with its prices, and what follows from it."""
    search.bound, search.price, search.due = relaxed.bound, price.copy(), due.copy()
    if search.model.allows(relaxed.chosen):
        search.offer(relaxed.chosen)
    settle(search, relaxed)


def _per_site(search: Search, pairs: Pairs, below: Floats) -> Floats:
    """What the clients of each site would pay above its costs, below 0 (J)."""
    rho = np.zeros(search.state.size)
    if pairs.client.size:
        rho[pairs.kept] = np.add.reduceat(below, pairs.starts)
    return rho


def _lack(relaxed: Relaxed, pairs: Pairs, below: Floats) -> Floats:
    """One less the number of chosen sites that serve each client."""
    used = np.flatnonzero(np.repeat(relaxed.chosen[pairs.kept], pairs.length))
    served = np.bincount(pairs.client[used[below[used] < 0]], minlength=pairs.cap.size)
    return np.asarray(1.0 - served, dtype=np.float64)


def _row_scale(model: Model) -> Floats:
    """Rows count about as much as the clients of one site: they are brought to that size."""
    largest = np.abs(model.rows).max(axis=1, initial=0)
    typical = np.sqrt(max(1.0, model.cost.shape[0] / max(1, model.building.size)))
    return np.asarray(np.divide(typical, largest, out=np.ones(largest.size), where=largest > 0))


def _relaxed(search: Search, price: Floats, due: Floats, rho: Floats) -> Relaxed:
    model, state = search.model, search.state
    reduced = rho - due @ model.rows
    chosen = state == OPEN
    found = np.flatnonzero((state == FREE) & (reduced < 0))
    found = found[np.argsort(reduced[found], kind="stable")]
    if not model.alone:
        taken = np.zeros(state.size, dtype=bool)
        taken[model.building[chosen]] = True
        found = found[~taken[model.building[found]]]
        found = found[np.sort(np.unique(model.building[found], return_index=True)[1])]
    if model.most is not None:
        found = found[: max(0, model.most - int(chosen.sum()))]
    chosen[found] = True
    return Relaxed(reduced, chosen, float(price.sum() + due @ model.least + reduced[chosen].sum()))


def relaxed_at(search: Search, price: Floats, due: Floats) -> Relaxed:
    """The relaxed problem at these prices."""
    kept = np.flatnonzero(search.state != CLOSED)
    rho = np.zeros(search.state.size)
    rho[kept] = np.minimum(search.model.cost[:, kept] - price[:, None], 0).sum(axis=0)
    return _relaxed(search, price, due, rho)


def settle(search: Search, relaxed: Relaxed) -> None:
    """Close and open the sites without which, or with which, nothing better than the best answer can be."""
    into, out = penalties(search, relaxed)
    free, limit = search.state == FREE, search.model.below(search.value)
    if relaxed.bound > limit:
        return
    shut, must = free & (relaxed.bound + into > limit), free & (relaxed.bound + out > limit)
    if shut.any() or must.any():
        search.state[shut] = CLOSED
        search.state[must] = OPEN
        follow(search)


def follow(search: Search) -> None:
    """Settle what the rows leave no choice in; the search is proven when they leave nothing."""
    model, state = search.model, search.state
    opened = state == OPEN
    if not model.alone:
        state[(state == FREE) & np.isin(model.building, model.building[opened])] = CLOSED
    many = model.most is not None and int(opened.sum()) > model.most
    twice = not model.alone and int(np.bincount(model.building[opened]).max(initial=0)) > 1
    if model.most is not None and int(opened.sum()) == model.most:
        state[state == FREE] = CLOSED
    free = state == FREE
    most = model.rows @ opened + np.maximum(model.rows[:, free], 0).sum(axis=1)
    room = most - model.least + slack(model.least)
    if many or twice or (room < 0).any() or not (opened.any() or free.any()):
        search.bound = max(search.bound, search.value)
        return
    shut = free & (model.rows < -room[:, None]).any(axis=0)
    must = free & (model.rows > room[:, None]).any(axis=0)
    if shut.any() or must.any():
        state[shut] = CLOSED
        state[must] = OPEN
        follow(search)


def penalties(search: Search, relaxed: Relaxed) -> tuple[Floats, Floats]:
    """What the bound rises at least when a site that is not chosen opens (J), and when a chosen one closes (J)."""
    model, reduced, chosen = search.model, relaxed.reduced, relaxed.chosen
    free = search.state == FREE
    full = model.most is not None and int(chosen.sum()) >= model.most
    settled_free = chosen & free
    worst = float(reduced[settled_free].max(initial=-np.inf)) if settled_free.any() else -np.inf
    leaves = np.full(reduced.size, worst if full else 0.0)
    if not model.alone:
        own = np.flatnonzero(chosen)
        of_building = np.full(reduced.size, -1)
        of_building[model.building[own]] = own
        same = of_building[model.building]
        leaves = np.where(same >= 0, reduced[same], leaves)
        leaves[(same >= 0) & (search.state[same] == OPEN)] = -np.inf
    into = np.where(free & ~chosen, reduced - leaves, 0.0)
    following = min(0.0, float(reduced[free & ~chosen].min(initial=0.0)))
    out = np.where(settled_free, following - reduced, 0.0)
    return into, out
