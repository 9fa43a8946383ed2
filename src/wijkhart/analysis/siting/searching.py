"""From the model to the best answer: prices and exchanges first, then what they leave open."""

from dataclasses import dataclass
from time import perf_counter

import numpy as np

from .branching import explore
from .interchange import exchanged
from .lagrange import CLOSED, FREE, OPEN, Search, follow, relaxed_at, search_of, tighten
from .model import Bools, Floats, Model
from .radius import finish, ladder_of

FIRST, LONG, AGAIN = 100, 500, 200
"""Subgradient steps before the first exchange, after it, and after a better answer."""
MANY, SMALL, TINY = 150, 300_000, 20_000
"""With so many free sites (or rows to keep) and no more entries in the steps of the ladder, HiGHS is faster than
dividing, when most clients must have a site nearby; with few entries always."""


@dataclass(frozen=True, eq=False)
class Warm:
    """What a search leaves for the next of the same clients: prices, and open sites that may be a good start."""

    price: Floats
    best: Bools


def searched(model: Model, start: Bools, until: float, warm: Warm | None = None) -> Search:
    """The best answer and its bound; `start` must be allowed."""
    search = search_of(model, start, None if warm is None else warm.price)
    if not model.cost.size:
        search.bound = search.value
        return search
    follow(search)
    if warm is not None and model.allows(warm.best):
        search.offer(warm.best)
    tighten(search, FIRST, until)
    search.polish()
    for steps in (LONG, AGAIN):
        if search.proven or perf_counter() > until:
            break
        tighten(search, steps, until)
        _another(search)
    if not search.proven and perf_counter() < until:
        _close(search, until)
    if search.proven:
        search.bound = search.value
    return search


def _another(search: Search) -> None:
    """Exchange from the sites that the prices choose, or the allowed ones nearest to that."""
    if search.proven:
        return
    relaxed = relaxed_at(search, search.price, search.due)
    chosen: Bools | None = relaxed.chosen
    if chosen is not None and not search.model.allows(chosen):
        chosen = search.model.cheapest(relaxed.reduced)
    if chosen is not None:
        search.offer(exchanged(search.model, chosen, search.state != CLOSED)[0])
        tighten(search, 1, np.inf)


def _close(search: Search, until: float) -> None:
    """Prove what is left, by HiGHS or by dividing."""
    free, opened = np.flatnonzero(search.state == FREE), np.flatnonzero(search.state == OPEN)
    if not free.size:
        explore(search, until)
        return
    ladder = ladder_of(search, free, opened)
    bound_by_rows = search.model.least.size > 0
    near = (free.size >= MANY or bound_by_rows) and ladder.near > 0.5 and ladder.member.nnz <= SMALL
    if near or ladder.member.nnz <= TINY:
        finish(search, ladder, free, opened, until)
    else:
        explore(search, until)
