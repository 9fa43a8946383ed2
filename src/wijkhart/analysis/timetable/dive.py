"""Diving: requests are settled a few at a time, those first that prices agree on, and prices move on for the rest.

What stands takes its room time; for the rest prices go on where they were, a fixed length each step, so that they never
come to rest and requests that tie at one price part ways (U. Brännlund; D. Wedelin's algorithm works so too).
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from .blocks import Market, spread
from .bound import Bound, Prices, direction
from .columns import Floats, Ints
from .greedy import Free, beside_given, best_of

PART, FEWEST = 0.01, 3
"""Requests settled at a time: this part of what is left, and not fewer."""
STEPS = 10
"""Steps of the prices between."""
LENGTH = 0.006
"""Of a step, in parts of the bound."""
LATELY = 0.05
OFTEN = 500.0
"""Points a week of a column that prices always choose."""
CHANCE = 0.1


def dive(
    market: Market,
    bound: Bound,
    rng: np.random.Generator,
    stays: Ints | None = None,
    requests: Ints | None = None,
    may_go_on: Callable[[], bool] = lambda: True,
) -> Ints:
    """Columns for these requests (none: all) next to those that stay, sorted.

    Prices start where `bound` has its best. When it may not go on, the rest is settled at the prices as they are.
    """
    work = _Dive(market, bound, rng)
    work.begin(
        market.columns.pinned(market.problem) if stays is None else stays,
        np.arange(len(market.problem.requests)) if requests is None else requests,
    )
    while work.open.any():
        hurried = not may_go_on()
        work.settle(1.0 if hurried else PART)
        work.leave_out()
        for _step in range(STEPS if work.open.any() and not hurried else 0):
            work.move()
    return np.array(sorted(work.chosen), dtype=np.int64)


class _Dive:
    """What is settled, and the market of the rest."""

    def __init__(self, market: Market, bound: Bound, rng: np.random.Generator) -> None:
        self.market, self.now, self.often, self.rng = market, bound.best, bound.often, rng
        self.length, self.certain = LENGTH * bound.value, OFTEN * market.problem.weeks
        self.way: Prices | None = None
        self.room = Free(market.space)
        self.chosen: list[int] = []
        self.stands: dict[int, list[int]] = {}
        self.open = np.zeros(len(market.problem.requests), dtype=np.bool_)
        self.other = {pair.request: pair for pair in market.pairs}

    def begin(self, stays: Ints, requests: Ints) -> None:
        """What stands, and who is to be settled."""
        self.open[requests] = True
        self.chosen = stays.tolist()
        self.room = Free(self.market.space, self.market.space.taken(stays))
        for one in self.chosen:
            self.stands.setdefault(int(self.market.columns.request[one]), []).append(one)
        self.leave_out()
        for request in [one for one in self.stands if self.open[one]]:
            self._settle(request, self._worth())
        self.leave_out()

    def leave_out(self) -> None:
        """Keep the variables of who is open that have room, beside what they must be beside."""
        blocks = self.market.blocks
        owner = blocks.request[blocks.block]
        kept = np.flatnonzero(self.open[owner])
        kept = kept[self.room.free(blocks.column[kept])]
        for request, pair in self.other.items():
            if self.open[request] and not self.open[pair.other]:
                mine = kept[owner[kept] == request]
                kept = np.setdiff1d(kept, np.setdiff1d(mine, beside_given(self.market, pair, mine, self.chosen)))
        if kept.size < owner.size:
            self.market, self.often = self.market.some(kept), self.often[kept]
        owner = self.market.blocks.request[self.market.blocks.block]
        self.span = np.searchsorted(owner, np.arange(self.open.size + 1))
        self.open &= np.diff(self.span) > 0
        done = np.unique(self.market.party[self.market.columns.request[np.array(self.chosen, dtype=np.int64)]])
        credit = self.now.credit.copy()
        credit[done] = 0
        self.now = replace(self.now, credit=credit)

    def _worth(self) -> Floats:
        full = self.now.cells + spread(self.now.held, self.market.space.shape)
        return self.market.reduced(full) + self.certain * self._of_column()

    def _of_column(self) -> Floats:
        """How often each variable's column was chosen, with or without regard to the room."""
        column = self.market.blocks.column
        return np.bincount(column, self.often, len(self.market.columns))[column]

    def settle(self, part: float) -> None:
        """Those that prices agree on most, each in its best way."""
        sure = np.zeros(self.open.size)
        owner = self.market.blocks.request[self.market.blocks.block]
        np.maximum.at(sure, owner, self._of_column())
        sure *= self.rng.uniform(1 - CHANCE, 1 + CHANCE, sure.size)
        sure[~self.open] = -1
        number = max(FEWEST, int(part * self.open.sum()))
        worth = self._worth()
        for request in np.argsort(-sure, kind="stable")[:number].tolist():
            leader = self.other[request].other if request in self.other else request
            for one in (leader, request):
                if self.open[one]:
                    self._settle(one, worth)

    def _settle(self, request: int, worth: Floats) -> None:
        self.open[request] = False
        mine = np.arange(self.span[request], self.span[request + 1])
        if request in self.other:
            mine = beside_given(self.market, self.other[request], mine, self.chosen)
        stands = np.array(self.stands.get(request, []), dtype=np.int64)
        for one in best_of(self.market, self.room, mine, stands, worth):
            self.room.take(one)
            self.chosen.append(one)

    def move(self) -> None:
        """One step of the prices, for who is open."""
        market = self.market
        asked = market.ask(self.now.cells, self.now.credit, self.now.held)
        self.often *= 1 - LATELY
        self.often[asked.chosen] += LATELY
        way = direction(market, self.now, market.blocks.column[asked.chosen], self.room.taken)
        self.way = way if self.way is None else self.way.mixed(way)
        self.now = self.now.moved(
            self.length * self.open.mean() / (self.way.size() + 1e-9), self.way, float(market.fair)
        )
