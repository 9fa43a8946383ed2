"""The question as arrays, with nothing of the town left in it: costs per client and site, and rows that must hold."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from .errors import OutOfTime

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

EPSILON = 1e-9
"""Values that differ by less, relative to their size, are the same."""
INFEASIBLE = 2
"""What HiGHS says when nothing is allowed."""


@dataclass(frozen=True, eq=False)
class Model:
    """Open sites so that clients, each at its cheapest open site, cost the least together.

    Symbols: I clients, J sites, M rows. `cost` (I, J) is 0 or more. `rows @ open >= least` must hold (M, J) and (M).
    At most `most` sites are open (None: no such limit), and at most one of those with the same number in `building`.
    The sites `fixed` (J) are open when 1 and closed when -1.
    """

    cost: Floats
    rows: Floats
    least: Floats
    most: int | None
    building: Ints
    fixed: Ints

    @cached_property
    def by_site(self) -> Floats:
        """The costs with a row per site (J, I)."""
        return np.ascontiguousarray(self.cost.T)

    @cached_property
    def alone(self) -> bool:
        """Whether every site is a building of its own."""
        return np.unique(self.building).size == self.building.size

    @cached_property
    def whole(self) -> bool:
        """Whether every cost is a whole number, so that every value is."""
        return bool((self.cost == np.rint(self.cost)).all()) and self.cost.sum() < 2**52

    def below(self, value: float) -> float:
        """The largest bound that leaves no better solution than `value`."""
        return value - 1 + 1e-6 if self.whole else value - EPSILON * max(1.0, abs(value))

    def value(self, is_open: Bools) -> float:
        """What these open sites cost; infinite when none is open."""
        if not self.cost.size:
            return 0.0
        return float(self.cost[:, is_open].min(axis=1, initial=np.inf).sum())

    def allows(self, is_open: Bools) -> bool:
        """Whether every rule but the costs holds."""
        within = is_open.any() and (self.most is None or int(is_open.sum()) <= self.most)
        once = self.alone or int(np.bincount(self.building[is_open]).max(initial=0)) <= 1
        kept = is_open[self.fixed > 0].all() and not is_open[self.fixed < 0].any()
        return bool(kept and within and once and (self.rows @ is_open >= self.least - slack(self.least)).all())

    @cached_property
    def limits(self) -> list[LinearConstraint]:
        """All rules but the costs, for HiGHS."""
        count = np.inf if self.most is None else self.most
        found = [LinearConstraint(np.ones((1, self.building.size)), 1, count)]
        if self.least.size:
            found.append(LinearConstraint(csr_array(self.rows), self.least - slack(self.least) / 2, np.inf))
        if not self.alone:
            sites = np.arange(self.building.size)
            table = csr_array((np.ones(sites.size), (self.building, sites)))
            found.append(LinearConstraint(table, -np.inf, 1))
        return found

    def cheapest(self, price: Floats, *, seconds: float = 60.0) -> Bools | None:
        """The allowed sites with the lowest sum of prices; None when nothing is allowed."""
        found = milp(price, constraints=self.limits, integrality=np.ones(price.size, np.int64),
                     bounds=Bounds(self.fixed > 0, self.fixed >= 0),
                     options={"time_limit": seconds, "mip_rel_gap": 1e-2})  # fmt: skip
        if found.x is None and found.status != INFEASIBLE:
            raise OutOfTime(seconds)
        return None if found.x is None else np.asarray(found.x > 0.5)

    def with_rows(self, rows: Floats, least: Floats) -> "Model":
        """The same with more rows."""
        return replace(self, rows=np.vstack([self.rows, rows]), least=np.append(self.least, least))


def slack(least: Floats) -> Floats:
    """How far a row may stay behind by rounding.

    >>> slack(np.array([-200000.0, 1.0])).tolist()
    [0.0002, 1e-09]
    """
    return EPSILON * np.maximum(1.0, np.abs(least))
