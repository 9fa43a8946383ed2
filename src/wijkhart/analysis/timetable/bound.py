"""A proven bound: prices for room time, raised where it is asked twice and lowered where it is left (subgradient).

Any prices give a bound; good ones give that of the linear relaxation to a few hundredths of a percent, for problems
that no linear programme is quick on. They also say which columns can be in a good plan (`Market.regret`).
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from .blocks import Market, places_of, spread
from .columns import Floats, Ints
from .problem import DAYS, PARTS

PATIENCE = 12
SLOWER = 0.6
MEMORY = 0.7
SMALLEST = 1e-5
LATELY = 0.02


@dataclass(slots=True)
class Prices:
    """Per grid cell, per party (what its first session still earns), per held part of day."""

    cells: Floats
    credit: Floats
    held: Floats

    def moved(self, step: float, way: "Prices", market: Market) -> "Prices":
        """A step on, kept where prices may be."""
        return Prices(
            np.maximum(0, self.cells + step * way.cells),
            np.clip(self.credit + step * way.credit, 0, market.fair),
            np.maximum(0, self.held + step * _scale(market) * way.held),
        )

    def mixed(self, other: "Prices") -> "Prices":
        """A memory of directions."""
        parts = ((getattr(self, name), getattr(other, name)) for name in ("cells", "credit", "held"))
        return Prices(*(MEMORY * old + (1 - MEMORY) * new for old, new in parts))

    def size(self) -> float:
        """The square of its length."""
        return float(sum((one**2).sum() for one in (self.cells, self.credit, self.held)))


def direction(market: Market, now: Prices, columns: Ints, standing: Floats | float = 0.0) -> Prices:
    """Up where these columns and what stands ask more than there is, down where less."""
    taken = market.space.taken(columns) + standing
    cells = taken - 1
    cells[(now.cells <= 0) & (cells < 0)] = 0
    credit = (now.credit < market.fair).astype(float)
    requests = np.unique(market.columns.request[columns])
    credit -= np.bincount(market.party[requests], minlength=credit.size)
    limit = market.space.limit
    held = np.where(np.isfinite(limit), market.space.parts(taken) - np.where(np.isfinite(limit), limit, 0), 0)
    held[(now.held <= 0) & (held < 0)] = 0
    return Prices(cells, credit, held * _scale(market))


def _scale(market: Market) -> Floats:
    """A price of a part of day counts a hundred quarter-hours and more at once: with steps of its own it is as quick
    as the others. Directions are told in this scale."""
    limit = market.space.limit
    return 1 / np.sqrt(np.where(np.isfinite(limit), np.maximum(limit, 1), 1))


@dataclass(slots=True)
class Bound:
    """The best bound so far, with its prices; `improve` goes on where it stopped."""

    market: Market
    value: float = np.inf
    best: Prices = field(init=False)
    now: Prices = field(init=False)
    often: Floats = field(init=False)
    """How often each variable was in the best way of its request lately: near what the relaxation would take."""
    way: Prices | None = None
    pace: float = 1.0
    stalled: int = 0

    def __post_init__(self) -> None:
        market = self.market
        parties = int(market.party.max(initial=-1)) + 1
        held = np.zeros((market.space.number, market.space.shape[1], len(PARTS)))
        self.now = Prices(np.zeros(market.space.shape), np.full(parties, 0.9 * market.fair), held)
        self.best = self.now
        self.often = np.zeros(market.blocks.column.size)

    def improve(self, target: float, steps: int, may_go_on: Callable[[], bool]) -> None:
        """So many steps towards the worth of the best plan known."""
        for _step in range(steps):
            if self.pace < SMALLEST or self.value < target + 1 or not may_go_on():
                return
            self._step(target)

    def _step(self, target: float) -> None:
        market = self.market
        asked = market.ask(self.now.cells, self.now.credit, self.now.held)
        self.often *= 1 - LATELY
        self.often[asked.chosen] += LATELY
        self.stalled = 0 if asked.bound < self.value * (1 - 1e-6) else self.stalled + 1
        if asked.bound < self.value:
            self.value, self.best = asked.bound, self.now
        if self.stalled >= PATIENCE:
            self.pace, self.stalled, self.way, self.now = self.pace * SLOWER, 0, None, self.best
            asked = market.ask(self.now.cells, self.now.credit, self.now.held)
        way = direction(market, self.now, market.blocks.column[asked.chosen])
        self.way = way if self.way is None else self.way.mixed(way)
        length = self.pace * max(asked.bound - target, 1.0) / (self.way.size() + 1e-9)
        self.now = self.now.moved(length, self.way, market)

    def regret(self) -> Floats:
        """Of each variable, under the best prices."""
        return self.market.regret(self.best.cells, self.best.credit, self.best.held)

    def waste(self, columns: Ints) -> Floats:
        """Worth lost against the bound, per place and day: priced room time that is left, and what requests regret."""
        market, facts = self.market, self.market.columns
        place = places_of(market.problem)
        of_space = place[[at for at, room in enumerate(market.problem.rooms) if not room.joins]]
        lost = np.zeros((int(place.max(initial=-1)) + 1, DAYS))
        left = (self.best.cells * (1 - market.space.taken(columns))).sum((0, 3))[: of_space.size]
        np.add.at(lost, of_space, left)
        regret, blocks = self.regret(), market.blocks
        variables = np.flatnonzero(regret <= market.problem.weeks)
        chosen = np.isin(blocks.column, columns)
        least = np.full(len(market.problem.requests), np.inf)
        np.minimum.at(least, blocks.request[blocks.block[chosen]], regret[chosen])
        best = np.zeros(least.size)
        worth = market.ways(market.days(market.reduced(self.best.cells + spread(self.best.held, market.space.shape))))[
            0
        ]
        np.maximum.at(best, blocks.request, worth)
        regrets = np.where(np.isfinite(least), least, best)
        request = blocks.request[blocks.block[variables]]
        column = blocks.column[variables]
        share = regrets[request] / np.bincount(request, minlength=best.size)[request]
        np.add.at(lost, (place[facts.room[column]], facts.day[column]), share)
        return np.clip(lost, 0, None).ravel()
