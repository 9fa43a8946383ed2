"""HiGHS behind one door: a table of numbers in, columns out, with what is proven of them."""

from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, hstack, vstack

from .problem import Bools, Floats

CLOSE: Final = 1e-4
"""A plan within this part of its bound is called proven; the bound itself is always told."""

ROUNDING: Final = 1e-9
NODES: Final = 2**31 - 1
"""As many nodes as can be counted: no limit."""


@dataclass(frozen=True, eq=False)
class Table:
    """Make `worth @ columns` as large as can be, with `table @ columns <= most`, `low <= columns <= high`."""

    worth: Floats
    table: csr_array
    most: Floats
    low: Floats
    high: Floats
    whole: Bools

    def with_rows(self, table: csr_array, most: Floats) -> "Table":
        """The same with more rows."""
        rows = csr_array(vstack([self.table, table]))
        return replace(self, table=rows, most=np.concatenate([self.most, most]))

    def with_columns(self, low: Floats, high: Floats, worth: Floats, whole: bool) -> "Table":
        """The same with more columns, which are in no row yet."""
        wide = csr_array(hstack([self.table, csr_array((self.table.shape[0], low.size))]))
        return replace(
            self,
            table=wide,
            low=np.concatenate([self.low, low]),
            high=np.concatenate([self.high, high]),
            worth=np.concatenate([self.worth, worth]),
            whole=np.concatenate([self.whole, np.full(low.size, whole)]),
        )


@dataclass(frozen=True, eq=False)
class Found:
    """Columns (None: not found), their worth, what no columns can exceed, and whether it is known that there are
    none."""

    columns: Floats | None
    worth: float
    bound: float
    impossible: bool


@dataclass(slots=True)
class Effort:
    """How long may be sought: seconds on the clock for all that follows, nodes for each search, and the seed."""

    seconds: float
    work: int | None = None
    seed: int = 0
    close: float = CLOSE
    began: float = field(default_factory=perf_counter)
    proven: bool = True

    @property
    def left(self) -> float:
        """Seconds left; never quite none, so that a first answer can be found."""
        return max(self.seconds - (perf_counter() - self.began), 0.05)

    @property
    def spent(self) -> bool:
        """Whether the seconds are gone."""
        return perf_counter() - self.began >= self.seconds

    def part(self, share: float) -> "Effort":
        """An effort with a share of the seconds that are left."""
        return Effort(self.left * share, self.work, self.seed, self.close)


def best(asked: Table, effort: Effort, *, close: float | None = None) -> Found:
    """The best columns. `effort.proven` falls when the clock or the work limit stopped the search."""
    if not asked.worth.size:
        return _nothing_to_choose(asked)
    order = _order(asked.worth.size, effort.seed)
    aim = effort.close if close is None else close
    found = milp(
        -asked.worth[order],
        integrality=asked.whole[order].astype(np.int64),
        bounds=Bounds(asked.low[order], asked.high[order]),
        constraints=LinearConstraint(asked.table[:, order], -np.inf, asked.most) if asked.most.size else (),
        options={"mip_rel_gap": aim, "time_limit": effort.left, "node_limit": effort.work or NODES},
    )
    if found.status == 1:
        effort.proven = False
    if found.x is None:
        return Found(None, -np.inf, np.inf, found.status == 2)
    columns = np.empty_like(found.x)
    columns[order] = found.x
    columns[asked.whole] = np.round(columns[asked.whole])
    bound = found.mip_dual_bound if asked.whole.any() else found.fun
    return Found(columns, -float(found.fun), -float(bound if bound is not None else found.fun), False)


def _nothing_to_choose(asked: Table) -> Found:
    possible = bool((asked.most >= -ROUNDING).all())
    return Found(np.zeros(0), 0.0, 0.0, False) if possible else Found(None, -np.inf, np.inf, True)


@dataclass(frozen=True, eq=False)
class Relaxed:
    """The best columns when none need be whole: their worth, and the dual value and slack of each row.

    `price` is the reduced cost of each column: what one more would add (below 0: it is at its low end).
    """

    columns: Floats
    worth: float
    dual: Floats
    slack: Floats
    price: Floats


def relaxed(asked: Table) -> Relaxed | None:
    """The best of a table without whole numbers; None when there is none."""
    rows = asked.most.size
    if not asked.worth.size:
        nothing = np.zeros(0)
        possible = not _nothing_to_choose(asked).impossible
        return Relaxed(nothing, 0.0, np.zeros(rows), asked.most, nothing) if possible else None
    found = linprog(  # type: ignore[call-overload]
        -asked.worth,
        A_ub=asked.table if rows else None,
        b_ub=asked.most if rows else None,
        bounds=np.column_stack([asked.low, asked.high]),
        method="highs",
    )
    if found.status != 0:
        return None
    price = -np.asarray(found.lower.marginals + found.upper.marginals)
    dual = np.asarray(-found.ineqlin.marginals) if rows else np.zeros(0)
    return Relaxed(np.asarray(found.x), -float(found.fun), dual, np.asarray(found.slack), price)


def _order(size: int, seed: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The order in which columns are shown: it decides only which of equally good plans is found."""
    return np.random.default_rng(seed).permutation(size) if seed else np.arange(size)
