"""One request after the other, in the public order, each in its best way that is still free: what a person would do.

The measure to beat, the plan that stands within a second, and the start of the search.
"""

from copy import copy

import numpy as np

from .blocks import Market, Space
from .columns import Bools, Floats, Ints, columns_of
from .companions import Pair, beside, leaders_first
from .plan import Plan, points_of
from .problem import DAY, DAYS, KINDS, PARTS, Problem

EXACT = 1e-9


def baseline(problem: Problem) -> Plan:
    """The plan of taking requests in order: kind, bonus, then as they stand. Pins come first.

    >>> from wijkhart.analysis.timetable import Request, Room, Window
    >>> hall = Room("hall", "centre", 40, opening=((36, 92),) * 7)
    >>> asked = Request("a", "club", "commercial", 1, 8, 20, (Window(1, 76, 78),), ("centre",))
    >>> [(one.room, one.day, one.start) for one in baseline(Problem((hall,), (asked,))).sessions]
    [('hall', 1, 76)]
    """
    columns = columns_of(problem)
    market = Market(problem, columns)
    sessions = columns.sessions(problem, greedy(market))
    return Plan(sessions, points_of(problem, columns, sessions))


def public_order(problem: Problem) -> list[int]:
    """Requests by kind, then bonus, then as they stand."""
    place = {kind: at for at, kind in enumerate(KINDS)}
    asked = problem.requests
    return sorted(range(len(asked)), key=lambda at: (place[asked[at].kind], -asked[at].bonus))


def greedy(
    market: Market, order: list[int] | None = None, value: Floats | None = None, only: Ints | None = None
) -> Ints:
    """The columns of the greedy plan, in this order, by this value (else the public ones), of `only` some variables."""
    room = Free(market.space)
    pinned = market.columns.pinned(market.problem)
    for one in pinned:
        room.take(int(one))
    chosen = pinned.tolist()
    some = np.arange(market.blocks.column.size) if only is None else only
    spans = np.searchsorted(
        market.blocks.request[market.blocks.block[some]], np.arange(len(market.problem.requests) + 1)
    )
    other = {pair.request: pair for pair in market.pairs}
    for request in leaders_first(market.pairs, public_order(market.problem) if order is None else order):
        mine = some[spans[request] : spans[request + 1]]
        if request in other:
            mine = beside_given(market, other[request], mine, chosen)
        stands = pinned[market.columns.request[pinned] == request]
        for one in best_of(market, room, mine, stands, market.value if value is None else value):
            room.take(one)
            chosen.append(one)
    return np.array(sorted(chosen), dtype=np.int64)


def beside_given(market: Market, pair: Pair, variables: Ints, chosen: list[int]) -> Ints:
    """Those where the request may be, beside what its companion has; its pins may be anywhere."""
    columns, column = market.columns, market.blocks.column[variables]
    given = np.array(chosen, dtype=np.int64)
    others = columns.take(given[columns.request[given] == pair.other])
    return variables[beside(pair.how, columns.take(column), others)]


def best_of(market: Market, room: "Free", variables: Ints, stands: Ints, value: Floats) -> list[int]:
    """The columns of the best way of one request in what is free, beside those that stand."""
    blocks, columns = market.blocks, market.columns
    free = variables[
        room.fits(blocks.column[variables]) & ~np.isin(columns.day[blocks.column[variables]], columns.day[stands])
    ]
    best: tuple[float, list[int]] = (0.0, [])
    for block in np.unique(blocks.block[free]):
        here = blocks.column[blocks.block == block] if stands.size else stands
        if not np.isin(stands, here).all():
            continue
        mine = free[blocks.block[free] == block]
        days = columns.day[blocks.column[mine]]
        tops = [mine[days == day][np.argmax(value[mine[days == day]])] for day in np.unique(days)]
        tops.sort(key=lambda one: -value[one])
        way = room.within_limits([int(blocks.column[one]) for one in tops], int(blocks.times[block]) - stands.size)
        if way and len(way) + stands.size >= blocks.least[block]:
            kept = set(way)
            worth = sum(value[one] for one in tops if int(blocks.column[one]) in kept) - blocks.extra[block]
            if worth > best[0]:
                best = (float(worth), way)
    return best[1]


class Free:
    """What is still free, kept so that all columns can be asked at once."""

    def __init__(self, space: Space, taken: Floats | None = None) -> None:
        self.space, self.columns = space, space.columns
        self.taken = np.zeros(space.shape) if taken is None else taken.copy()
        self.given = space.parts(self.taken)
        rooms = space.inside.shape[0]
        self.busy = np.zeros((len(space.sets), rooms, DAYS, DAY + 1), dtype=np.int64)
        if taken is not None:
            for day in range(DAYS):
                self._count(np.arange(rooms), day)

    def of(self, space: Space) -> "Free":
        """The same room for other columns."""
        other = copy(self)
        other.space, other.columns = space, space.columns
        return other

    def _count(self, rooms: Ints, day: int) -> None:
        for at, some in enumerate(self.space.sets):
            full = (self.taken[sorted(some), :, day] > EXACT).any(0).astype(float)
            self.busy[at, rooms, day, 1:] = ((self.space.inside[rooms] @ full) > 0).cumsum(1)

    def free(self, columns: Ints) -> Bools:
        """Which of these columns have room (what is held back apart)."""
        space, flat = self.space, self.busy.ravel()
        free = flat[space.end[columns]] == flat[space.begin[columns]]
        for at in np.flatnonzero(~free & (space.use[columns] < 1)):
            free[at] = self._shares(int(columns[at]))
        return np.asarray(free, dtype=np.bool_)

    def fits(self, columns: Ints) -> Bools:
        """Which of these columns have room and leave what is held back."""
        return self.free(columns) & self._leaves(columns)

    def _leaves(self, columns: Ints) -> Bools:
        space, facts = self.space, self.columns
        if not space.left:
            return np.ones(columns.size, dtype=np.bool_)
        inside = space.inside[:, :, None] > 0
        left = [space.limit - self.given[sorted(some)].max(0) for some in space.sets]
        least = np.stack([np.where(inside, one, np.inf).min(1) for one in left])
        which, where = space.set_of[facts.request[columns]], space.where[columns]
        fits = np.ones(columns.size, dtype=np.bool_)
        for part, (_name, first, last) in enumerate(PARTS):
            inner = np.minimum(facts.end[columns], last) - np.maximum(facts.begin[columns], first)
            fits &= (inner <= 0) | (space.use[columns] * inner <= least[which, where, part] + EXACT)
        return fits

    def _cells(self, column: int) -> tuple[Ints, Ints]:
        facts, space = self.columns, self.space
        groups = np.array(sorted(space.segments[facts.request[column]]), dtype=np.int64)
        return groups, np.flatnonzero(space.inside[space.where[column]])

    def _shares(self, column: int) -> bool:
        facts = self.columns
        groups, spaces = self._cells(column)
        cells = self.taken[np.ix_(groups, spaces, facts.day[column : column + 1])]
        most = cells[..., facts.begin[column] : facts.end[column]].max()
        return bool(most + self.space.use[column] <= 1 + EXACT)

    def within_limits(self, columns: list[int], most: int) -> list[int]:
        """The first of these that together leave what is held back."""
        if not self.space.left:
            return columns[:most]
        kept: list[int] = []
        given = self.given.copy()
        for column in columns:
            groups, spaces = self._cells(column)
            inner = self.space.use[column] * self._inner(column)
            after = given[np.ix_(groups, spaces)] + inner
            if len(kept) < most and (after <= self.space.limit[spaces] + EXACT).all():
                given[np.ix_(groups, spaces)] = after
                kept.append(column)
        return kept

    def _inner(self, column: int) -> Ints:
        begin, end = self.columns.begin[column], self.columns.end[column]
        return np.array([max(0, min(end, last) - max(begin, first)) for _name, first, last in PARTS], dtype=np.int64)

    def take(self, column: int) -> None:
        """Give this away."""
        facts, space = self.columns, self.space
        groups, spaces = self._cells(column)
        day = int(facts.day[column])
        for space_at in spaces:
            self.taken[groups, space_at, day, facts.begin[column] : facts.end[column]] += space.use[column]
        self.given[np.ix_(groups, spaces)] += space.use[column] * self._inner(column)
        self._count(np.flatnonzero(space.inside[:, spaces].any(1)), day)
