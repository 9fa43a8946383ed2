"""What the bound leaves open, divided: a site opens or closes, and each half is bounded anew from the prices it had.

Good where a few sites serve many clients each: the bound is then loose, but a handful of choices closes it.
"""

from dataclasses import replace
from time import perf_counter

import numpy as np

from .lagrange import CLOSED, FREE, OPEN, Search, follow, relaxed_at, tighten

STEPS, LENGTH = 60, 0.1
"""Subgradient steps in each half, and how long the first is: short, as the prices are good already."""


def explore(search: Search, until: float) -> None:
    """Divide until everything is proven or time runs out; the bound is then the lowest of what is left."""
    site = _dividing(search)
    if site is None:
        _end(search)
        return
    bounds = []
    for state in (OPEN, CLOSED):
        half = replace(search, state=search.state.copy(), bound=-np.inf)
        half.state[site] = state
        follow(half)
        if perf_counter() < until:
            if not half.proven:
                tighten(half, STEPS, until, LENGTH)
                half.bound = max(half.bound, search.bound)
            if not half.proven:
                explore(half, until)
        search.best, search.value = half.best, half.value
        bounds.append(max(half.bound, search.bound))
    search.bound = max(search.bound, min(*bounds, search.value))


def _end(search: Search) -> None:
    """Nothing is left to choose."""
    answer = search.state == OPEN
    if search.model.allows(answer):
        search.offer(answer)
    search.bound = max(search.bound, search.value)


def _dividing(search: Search) -> int | None:
    """Of the free sites that the prices choose (or when they choose none, of all) the one most clients would pay for.

    Closing that one costs most, and once it is open few others are worth while.
    """
    free = np.flatnonzero(search.state == FREE)
    if not free.size:
        return None
    chosen = relaxed_at(search, search.price, search.due).chosen[free]
    free = free[chosen] if chosen.any() else free
    uses = (search.model.by_site[free] < search.price).sum(axis=1)
    return int(free[uses.argmax()])
