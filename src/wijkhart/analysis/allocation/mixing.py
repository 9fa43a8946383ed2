"""Between total effect and worst-off first, in blocks: the best mixture, found over levels of the smallest share.

A mixture with the smallest share as a column that moves has a relaxed best far above the best. At a fixed level z the
question is one of total effect, which is solved fast; it tells two things: a plan, and that no plan with a smallest
share between z and y is worth more than `(1 - f) bound(z) + f y D`. Stretches of levels are halved, the most promising
first: by the relaxed best while they are wide, by whole plans when they are narrow, until none can hold anything more.
"""

from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from typing import Final

import numpy as np
from scipy.sparse import csr_array, hstack

from .problem import Floats
from .solver import Effort, Found, Table, relaxed
from .tightening import proven_best, tightened

SLACK: Final = 1e-9
STEP: Final = 2e-6
"""Shares that differ by less are the same: a solver knows no more."""
ROUNDING: Final = 1e-6
"""A bound that is closer, as a part of the worth, is met."""
NARROW: Final = 16
"""Stretches of a part of the levels are wide until they are one in so many."""
TURN: Final = 0.25
"""The part of the time left that one level may take."""


@dataclass(frozen=True, eq=False)
class Mixture:
    """`fairness` f; `share @ columns + start` (S) are the shares, `whole` D their weighted need."""

    fairness: float
    share: csr_array
    start: Floats
    whole: float

    def worth(self, effect: float, smallest: float) -> float:
        """What an effect with a smallest share is worth."""
        return (1 - self.fairness) * effect + self.fairness * smallest * self.whole

    def smallest(self, columns: Floats) -> float:
        """The smallest share."""
        return float((self.share @ columns + self.start).min())


@dataclass(slots=True)
class _Search:
    """The best so far, what is settled, and the open stretches of levels (bound, low, high, effect, narrow)."""

    mixture: Mixture
    columns: Floats | None = None
    value: float = -np.inf
    settled: float = -np.inf
    open: list[tuple[float, float, float, float, float]] = field(default_factory=list)

    @property
    def bound(self) -> float:
        """What no plan can exceed."""
        return max(self.settled, self.value, -self.open[0][0] if self.open else -np.inf)

    def push(self, low: float, high: float, effect: float, narrow: float) -> None:
        """A stretch in which no effect is above `effect`; it is narrow when it is not wider than that."""
        heappush(self.open, (-self.mixture.worth(effect, high), low, high, effect, narrow))

    def learn(self, found: Found, level: float, high: float, narrow: float) -> None:
        """A plan at a level: up to its own smallest share nothing is better, above it something may be."""
        if found.columns is None:
            return
        smallest = self.mixture.smallest(found.columns)
        value = self.mixture.worth(found.worth, smallest)
        if value > self.value:
            self.columns, self.value = found.columns, value
        reached = min(max(smallest, level), high)
        self.settled = max(self.settled, self.mixture.worth(found.bound, reached))
        if reached + STEP < high:
            self.push(reached + STEP, high, found.bound, narrow)


def best_mixture(asked: Table, mixture: Mixture, effort: Effort) -> Found:
    """The best columns for a mixture; worth and bound are those of the mixture."""
    top = _highest(asked, mixture)
    if top is None:
        return Found(None, -np.inf, np.inf, True)
    search, lowest = _Search(mixture), min(float(mixture.start.min()), top)
    narrow = (top - lowest) / NARROW
    first = _at(asked, mixture, lowest, effort)
    search.learn(first, lowest, top, narrow)
    if search.columns is None:
        return first
    near = max(effort.close, ROUNDING)
    while search.open and -search.open[0][0] > search.value * (1 + near) + SLACK:
        if effort.spent:
            effort.proven = False
            break
        _step(asked, search, effort)
    effort.proven = search.bound <= search.value * (1 + near) + SLACK
    return Found(search.columns, search.value, search.bound, False)


def _step(asked: Table, search: _Search, effort: Effort) -> None:
    """Take the most promising stretch: halve it while it is wide, else look for a plan at its low end."""
    _bound, low, high, effect, narrow = heappop(search.open)
    if high - low > narrow:
        middle = (low + high) / 2
        search.push(low, middle, effect, narrow)
        loose = tightened(_kept(asked, search.mixture, middle))
        if loose is not None:
            search.push(middle, high, min(effect, loose[1]), narrow)
        return
    found = _at(asked, search.mixture, low, effort.part(TURN))
    if found.columns is None and not found.impossible:
        search.settled = max(search.settled, search.mixture.worth(effect, high))
    search.learn(replace(found, bound=min(found.bound, effect)), low, high, narrow / 2)


def _at(asked: Table, mixture: Mixture, level: float, effort: Effort) -> Found:
    return proven_best(_kept(asked, mixture, level), effort)


def _kept(asked: Table, mixture: Mixture, level: float) -> Table:
    """With at least this share for all."""
    return asked.with_rows(csr_array(-mixture.share), mixture.start - level + SLACK)


def _highest(asked: Table, mixture: Mixture) -> float | None:
    """A level that no smallest share can pass, from free hours."""
    wide = asked.with_columns(np.zeros(1), np.ones(1), np.ones(1), whole=False)
    wide = replace(wide, worth=np.append(np.zeros(asked.worth.size), 1.0))
    ones = csr_array(np.ones((mixture.start.size, 1)))
    found = relaxed(wide.with_rows(csr_array(hstack([-mixture.share, ones])), mixture.start))
    return None if found is None else found.worth
