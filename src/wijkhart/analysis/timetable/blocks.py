"""The ways in which one request can be met, laid out so that prices of room time say at once which is best.

A block is a request with one room (all its sessions there, which earns `same_room`) or without regard to the room. A
variable is a column in a block. What is left is then to choose days: the best start of each day, and the best days.
"""

from collections import Counter
from copy import copy
from dataclasses import dataclass

import numpy as np

from .columns import Bools, Columns, Floats, Grid, Ints, weeks_of
from .companions import pairs_of
from .problem import DAY, DAYS, PARTS, Problem


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """Blocks (B) with their request, sessions and bonus; variables (V) by block and day; groups (G) of those."""

    request: Ints
    times: Ints
    least: Ints
    extra: Ints
    column: Ints
    block: Ints
    group_first: Ints
    group_block: Ints
    group_day: Ints
    group: Ints

    def some(self, variables: Ints, day: Ints) -> "Blocks":
        """Those of these variables (sorted); `day` is that of each."""
        used, block = np.unique(self.block[variables], return_inverse=True)
        key = block * DAYS + day
        starts = np.flatnonzero(np.diff(key, prepend=-1))
        return Blocks(
            self.request[used],
            self.times[used],
            self.least[used],
            self.extra[used],
            self.column[variables],
            block,
            starts,
            block[starts],
            day[starts],
            np.cumsum(np.diff(key, prepend=-1) > 0) - 1,
        )


def blocks_of(problem: Problem, columns: Columns) -> Blocks:
    """All blocks of these columns."""
    requests = problem.requests
    first = np.searchsorted(columns.request, np.arange(len(requests) + 1))
    pinned = Counter(pin.request for pin in problem.pins)
    facts: list[tuple[int, int, int, int]] = []
    parts: list[Ints] = []
    for index, request in enumerate(requests):
        mine = np.arange(first[index], first[index + 1])
        one_room = problem.goals.same_room * len(weeks_of(problem, request))
        for block, extra in _split(columns, mine, request.times, request.together, one_room):
            fewest = min(request.at_least, pinned.get(request.key, request.at_least))
            if fewest == 1 or np.unique(columns.day[block]).size >= fewest:
                facts.append((index, request.times, fewest, extra))
                parts.append(block[np.argsort(columns.day[block], kind="stable")])
    table = np.array(facts, dtype=np.int64).reshape(-1, 4)
    column = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
    block = np.repeat(np.arange(len(parts)), [part.size for part in parts])
    key = block * DAYS + columns.day[column]
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    group = np.cumsum(np.diff(key, prepend=-1) > 0) - 1
    owner, times, least, bonus = table.T
    return Blocks(owner, times, least, bonus, column, block, starts, block[starts], columns.day[column[starts]], group)


def _split(columns: Columns, mine: Ints, times: int, together: bool, bonus: int) -> list[tuple[Ints, int]]:
    if not mine.size:
        return []
    if times == 1:
        return [(mine, 0)]
    room = columns.room[mine]
    rooms = np.unique(room)
    blocks = [(mine[room == one], bonus) for one in rooms]
    return blocks if together or rooms.size == 1 else [*blocks, (mine, 0)]


@dataclass(frozen=True, slots=True, eq=False)
class Priced:
    """What prices say: the bound, the best block of each request, and the columns of the best way."""

    bound: float
    chosen: Ints
    """Variables in the best way of each request that pays."""


class Space:
    """Room time as a grid of (group of weeks, smallest space, day, quarter-hour): who takes what of it.

    Behind the smallest spaces stand pairs of neighbours, when there are quiet and loud requests: a quiet session in the
    first and a loud one in the second both take the pair, so that they cannot be at the same time. `inside` has a row
    per room, and another for quiet and for loud sessions in it; `where` is the row of each column.
    """

    def __init__(self, problem: Problem, columns: Columns) -> None:
        self.problem = problem
        self.segments = segments_of(problem)
        self.number = max((max(one) for one in self.segments), default=-1) + 1
        self.voice = voices(problem)
        self.inside = _inside(problem, self.voice)
        self.shape = (self.number, self.inside.shape[1], DAYS, DAY)
        self.sets = list(dict.fromkeys(self.segments))
        number = {one: at for at, one in enumerate(self.sets)}
        self.set_of = np.array([number[one] for one in self.segments], dtype=np.int64)
        self.limit, self.left = self._held()
        self._hold(columns, use_of(problem, columns))

    def _hold(self, columns: Columns, use: Floats) -> None:
        self.columns, self.use = columns, use
        rooms = self.inside.shape[0]
        self.where = columns.room + self.voice[columns.request] * len(self.problem.rooms) * (
            rooms > len(self.problem.rooms)
        )
        line = (self.set_of[columns.request] * rooms + self.where) * DAYS + columns.day
        self.begin, self.end = line * (DAY + 1) + columns.begin, line * (DAY + 1) + columns.end

    def of(self, columns: Columns) -> "Space":
        """The same room time with other columns, of requests that ask other hours, days, rooms or lengths."""
        other = copy(self)
        other._hold(columns, use_of(self.problem, columns))
        return other

    def _held(self) -> tuple[Floats, list[int]]:
        """Quarter-hours of each part of day that may be given away (space, part); infinite where nothing is held."""
        grid, problem = Grid(self.problem), self.problem
        index = {room.key: at for at, room in enumerate(problem.rooms)}
        limit = np.full((self.inside.shape[1], len(PARTS)), np.inf)
        for at, space in enumerate(problem.spaces):
            for part, (_name, first, last) in enumerate(PARTS):
                share = problem.room_of[space].held[part]
                opens, closes = grid.opens[index[space]], grid.closes[index[space]]
                inner = np.clip(np.minimum(closes, last) - np.maximum(opens, first), 0, None).sum()
                if share:
                    limit[at, part] = inner * (1 - share)
        return limit, [int(one) for one in np.flatnonzero(np.isfinite(limit).any(1))]

    def price(self, prices: Floats) -> Floats:
        """What each column pays under prices per grid cell."""
        lines = []
        for some in self.sets:
            room = np.tensordot(self.inside, prices[sorted(some)].sum(0), axes=(1, 0))
            lines.append(np.concatenate([np.zeros((*room.shape[:2], 1)), room.cumsum(2)], axis=2))
        flat = np.concatenate([one.ravel() for one in lines]) if lines else np.zeros(1)
        paid: Floats = self.use * (flat[self.end] - flat[self.begin])
        return paid

    def taken(self, columns: Ints) -> Floats:
        """What these columns take of each grid cell."""
        rooms = self.inside.shape[0]
        size = len(self.sets) * rooms * DAYS * (DAY + 1)
        use = self.use[columns]
        change = np.bincount(self.begin[columns], use, size) - np.bincount(self.end[columns], use, size)
        by_room = change.reshape(len(self.sets), rooms, DAYS, DAY + 1).cumsum(3)[..., :DAY]
        taken = np.zeros(self.shape)
        for at, some in enumerate(self.sets):
            taken[sorted(some)] += np.tensordot(self.inside.T, by_room[at], axes=(1, 0))
        return np.where(np.abs(taken) < 1e-9, 0.0, taken)

    def holds(self, columns: Ints) -> bool:
        """Whether these columns fit together: nothing is taken twice, and what is held back is left."""
        taken = self.taken(columns)
        return bool((taken <= 1 + EXACT).all() and (self.parts(taken) <= self.limit + EXACT).all())

    def parts(self, taken: Floats) -> Floats:
        """What is taken of each part of day (group of weeks, space, part)."""
        return np.stack([taken[..., first:last].sum((2, 3)) for _name, first, last in PARTS], axis=-1)


EXACT = 1e-6
PLAIN, QUIET, LOUD = range(3)


def voices(problem: Problem) -> Ints:
    """Whether each request is quiet, loud or neither."""
    return np.array([QUIET if one.quiet else LOUD if one.loud else PLAIN for one in problem.requests], dtype=np.int64)


def _inside(problem: Problem, voice: Ints) -> Floats:
    """What is taken by whom: of spaces, and of pairs of neighbours."""
    spaces = problem.spaces
    own = np.array([[space in room.spaces for space in spaces] for room in problem.rooms], dtype=float)
    own = own.reshape(len(problem.rooms), len(spaces))
    pairs = [(a, b) for a, one in enumerate(spaces) for b, other in enumerate(spaces) if problem.hears(one, other)]
    if not pairs or not (voice == QUIET).any() or not (voice == LOUD).any():
        return own
    first, second = np.array(pairs).T
    takes = (np.zeros((own.shape[0], first.size)), own[:, first], own[:, second])
    return np.concatenate([np.concatenate([own, one], axis=1) for one in takes])


def groups_of(problem: Problem) -> list[int]:
    """The group of each week: within a group the same requests run."""
    partial = [index for index, one in enumerate(problem.requests) if one.weeks]
    alike: dict[tuple[int, ...], int] = {}
    group = []
    for week in range(problem.weeks):
        running = tuple(index for index in partial if week in problem.requests[index].weeks)
        group.append(alike.setdefault(running, len(alike)))
    return group


def segments_of(problem: Problem) -> list[frozenset[int]]:
    """Per request the groups of weeks it takes; within a group the same requests run."""
    group = groups_of(problem)
    return [frozenset(group[week] for week in weeks_of(problem, one)) for one in problem.requests]


def use_of(problem: Problem, columns: Columns) -> Floats:
    """The share of the room each column takes: 1, or what a group that may share needs of the seats."""
    size = np.array([one.size for one in problem.requests], dtype=float)
    shares = np.array([one.shares for one in problem.requests], dtype=np.bool_)
    seats = np.array([one.seats for one in problem.rooms], dtype=float)
    part = size[columns.request] / seats[columns.room]
    return np.where(shares[columns.request], part, 1.0) if len(columns) else np.zeros(0)


class Market:
    """Lagrangian relaxation of room time: requests choose freely and pay for what they take."""

    def __init__(self, problem: Problem, columns: Columns) -> None:
        self.problem, self.columns = problem, columns
        self.blocks, self.space = blocks_of(problem, columns), Space(problem, columns)
        names = {name: at for at, name in enumerate(dict.fromkeys(one.party for one in problem.requests))}
        self.party = np.array([names[one.party] for one in problem.requests], dtype=np.int64)
        self.fair = problem.goals.fair * problem.weeks
        self.pairs = pairs_of(problem)
        self.value = (columns.points[self.blocks.column] + self.blocks.extra[self.blocks.block]).astype(float)
        self._lay_out()

    def _lay_out(self) -> None:
        blocks = self.blocks
        self.slot = blocks.group_block * DAYS + blocks.group_day
        self.request_first = np.flatnonzero(np.diff(blocks.request, prepend=-1))

    def some(self, variables: Ints) -> "Market":
        """The same with these variables (sorted) alone."""
        other = copy(self)
        other.blocks = self.blocks.some(variables, self.columns.day[self.blocks.column[variables]])
        other.value = self.value[variables]
        other._lay_out()
        return other

    def favouring(self, columns: Ints, points: float) -> "Market":
        """The same with so many points more for these columns."""
        other = copy(self)
        other.value = self.value + points * np.isin(self.blocks.column, columns)
        return other

    def reduced(self, prices: Floats) -> Floats:
        """What each variable is worth after paying."""
        return self.value - self.space.price(prices)[self.blocks.column]

    def days(self, reduced: Floats) -> Floats:
        """The best of each block on each day (B, 7)."""
        best = np.full(self.blocks.request.size * DAYS, -np.inf)
        if reduced.size:
            best[self.slot] = np.maximum.reduceat(reduced, self.blocks.group_first)
        return best.reshape(-1, DAYS)

    def ways(self, days: Floats) -> tuple[Floats, Ints, Bools]:
        """The worth of each block, its days from best to worst, and how many of those it takes."""
        blocks = self.blocks
        order = np.argsort(-days, axis=1, kind="stable")
        ranked = np.take_along_axis(days, order, axis=1)
        place = np.arange(DAYS)
        takes = (place < blocks.times[:, None]) & ((ranked > 0) | (place < blocks.least[:, None]))
        return np.where(takes, ranked, 0).sum(1) - blocks.extra, order, takes

    def ask(self, prices: Floats, credit: Floats, held: Floats | None = None) -> Priced:
        """Every request takes its best way. `credit` is what its party adds (per party)."""
        full = prices if held is None else prices + spread(held, self.space.shape)
        reduced = self.reduced(full)
        days = self.days(reduced)
        worth, order, takes = self.ways(days)
        blocks = self.blocks
        worth = worth + credit[self.party[blocks.request]]
        best = np.maximum.reduceat(worth, self.request_first) if worth.size else worth
        bound = np.maximum(best, 0).sum() + np.maximum(self.fair - credit, 0).sum() + prices.sum()
        if held is not None:
            bound += (np.where(np.isfinite(self.space.limit), self.space.limit, 0) * held).sum()
        win = np.zeros(worth.size, dtype=np.bool_)
        owner = np.repeat(np.arange(best.size), np.diff(np.append(self.request_first, worth.size)))
        win[:] = (worth >= best[owner]) & (worth > 0)
        winner = np.flatnonzero(win)
        winner = winner[np.unique(owner[winner], return_index=True)[1]]
        taken = np.zeros(days.shape, dtype=np.bool_)
        taken[np.repeat(winner, DAYS), order[winner].ravel()] = takes[winner].ravel()
        groups = taken.ravel()[self.slot]
        top = groups[blocks.group] & (reduced >= days.ravel()[self.slot][blocks.group])
        variables = np.flatnonzero(top)
        variables = variables[np.unique(blocks.group[variables], return_index=True)[1]]
        return Priced(float(bound), variables)

    def regret(self, prices: Floats, credit: Floats, held: Floats) -> Floats:
        """How much less a request has, at least, with this variable: no plan with it passes bound - regret."""
        blocks, reduced = self.blocks, self.reduced(prices + spread(held, self.space.shape))
        days = self.days(reduced)
        worth = self.ways(days)[0] + credit[self.party[blocks.request]]
        best = np.zeros(len(self.problem.requests))
        np.maximum.at(best, blocks.request, worth)
        forced = np.full(days.shape, -np.inf)
        for day in range(DAYS):
            others = days.copy()
            others[:, day] = -np.inf
            ranked = -np.sort(-others, axis=1)
            place = np.arange(DAYS)
            takes = (place < blocks.times[:, None] - 1) & ((ranked > 0) | (place < blocks.least[:, None] - 1))
            forced[:, day] = days[:, day] + np.where(takes, ranked, 0).sum(1)
        forced = forced + (credit[self.party[blocks.request]] - blocks.extra)[:, None]
        way = forced.ravel()[self.slot][blocks.group] + reduced - days.ravel()[self.slot][blocks.group]
        lost: Floats = best[blocks.request[blocks.block]] - way
        return lost


def spread(held: Floats, shape: tuple[int, ...]) -> Floats:
    """A price per part of day, on every quarter-hour of it."""
    grid = np.zeros(shape)
    for part, (_name, first, last) in enumerate(PARTS):
        grid[..., first:last] += held[..., part, None, None]
    return grid


def places_of(problem: Problem) -> Ints:
    """The number of the place of each room."""
    return np.unique([room.place for room in problem.rooms], return_inverse=True)[1].astype(np.int64)
