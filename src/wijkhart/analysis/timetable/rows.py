"""Rows of the mixed-integer problem that few rounds have: companions, and pieces of room time too short to use."""

from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import coo_array, csr_array

from .blocks import Market, groups_of
from .columns import Floats, Ints
from .companions import Pair, matches, slots
from .problem import DAY, DAYS


@dataclass(slots=True)
class Rows:
    """Rows of a sparse matrix while they are written down."""

    row: list[Ints] = field(default_factory=list)
    variable: list[Ints] = field(default_factory=list)
    value: list[Floats] = field(default_factory=list)
    lower: list[Floats] = field(default_factory=list)
    upper: list[Floats] = field(default_factory=list)
    count: int = 0

    def open(self, lower: Floats | float, upper: Floats | float, number: int) -> int:
        """Make this many rows; the index of the first."""
        self.lower.append(np.broadcast_to(np.asarray(lower, dtype=float), (number,)))
        self.upper.append(np.broadcast_to(np.asarray(upper, dtype=float), (number,)))
        self.count += number
        return self.count - number

    def put(self, row: Ints | int, variable: Ints, value: Floats | float = 1.0) -> None:
        """Write numbers in rows."""
        self.row.append(np.broadcast_to(np.asarray(row), variable.shape))
        self.variable.append(variable)
        self.value.append(np.broadcast_to(np.asarray(value, dtype=float), variable.shape))

    def matrix(self, width: int) -> csr_array:
        """All rows."""
        if not self.row:
            return csr_array((self.count, width))
        entries = (np.concatenate(self.value), (np.concatenate(self.row), np.concatenate(self.variable)))
        return coo_array(entries, shape=(self.count, width)).tocsr()


def beside_others(market: Market, variables: Ints, rows: Rows) -> None:
    """A session is only where its companion has one; what is pinned may be anywhere."""
    for pair in market.pairs:
        _beside(market, pair, variables, rows)


def _beside(market: Market, pair: Pair, variables: Ints, rows: Rows) -> None:
    facts, column = market.columns, market.blocks.column[variables]
    request = facts.request[column]
    mine = np.flatnonzero((request == pair.request) & ~np.isin(column, facts.pinned(market.problem)))
    others = np.flatnonzero(request == pair.other)
    slot, theirs = slots(pair.how, facts.take(column[mine])), facts.take(column[others])
    for one in np.unique(slot):
        row = rows.open(-np.inf, 0.0, 1)
        rows.put(row, mine[slot == one])
        rows.put(row, others[matches(pair.how, int(one), theirs)], -1.0)


def pieces(market: Market, variables: Ints, stays: Ints | None, rows: Rows, width: int) -> Floats:
    """A variable more (from `width`) for each piece that may be left, with what it costs.

    A piece is left where a session ends, nothing goes on, and something stands before `useful` quarter-hours are over.
    """
    gap, costs = market.problem.goals.gap, list[float]()
    if not gap:
        return np.zeros(0)
    space, facts = market.space, market.columns
    alone = np.array([not one.shares for one in market.problem.requests], dtype=np.bool_)
    runs = np.array([[group in one for group in range(space.number)] for one in space.segments], dtype=np.bool_)
    column = np.append(market.blocks.column[variables], np.zeros(0, dtype=np.int64) if stays is None else stays)
    weeks = np.bincount(groups_of(market.problem), minlength=space.number)
    inside, request = space.inside[space.where[column]] > 0, facts.request[column]
    for where in range(len(market.problem.spaces)):
        for day in range(DAYS):
            here = inside[:, where] & (facts.day[column] == day) & alone[request]
            for group in range(space.number):
                mine = np.flatnonzero(here & runs[request, group])
                lost = _pieces(market, column, mine, variables.size, rows, width + len(costs))
                costs += [float(gap * weeks[group])] * lost
    return np.array(costs)


def _pieces(market: Market, column: Ints, mine: Ints, free: int, rows: Rows, width: int) -> int:
    """The rows of one space and day, with the number of variables that they take; from `free` on columns stand."""
    begin, end = market.columns.begin[column[mine]], market.columns.end[column[mine]]
    useful, stands = market.problem.goals.useful, mine >= free
    size = (end - begin).min(initial=DAY)
    made = 0
    for last in np.unique(end):
        at, over = end == last, (begin <= last) & (end > last)
        if not ((begin > last) & (begin < last + useful)).any() or (over & stands).any():
            continue
        for later in range(1, useful) if size < useful - 1 else (useful - 1,):
            follows = (begin <= last + later) & (end > last + later)
            sign = at.astype(float) + follows - over
            if not (sign[~stands] > 0).any():
                continue
            row = rows.open(-np.inf, 1.0 - sign[stands].sum(), 1)
            rows.put(row, mine[~stands & (sign != 0)], sign[~stands & (sign != 0)])
            rows.put(row, np.array([width + made]), -1.0)
        made += 1
    return made
