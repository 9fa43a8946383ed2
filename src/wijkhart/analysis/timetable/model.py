"""Some variables as one mixed-integer problem: set packing per smallest space and quarter-hour.

Each block has a switch and of one request at most one is on. Within a block the switch makes the rows tight: without
the room time the relaxation of a request is its convex hull. Rows of room time that lie inside another are left out.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from .blocks import Market
from .columns import Floats, Ints
from .problem import DAY, DAYS, PARTS
from .rows import Rows, beside_others, pieces

EXACT = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Maximise `points` x under lower <= matrix x <= upper, x between 0 and 1.

    `variable` are the market's variables that come first; switches and parties follow. `whole` says which are whole.
    `cells` (row, group of weeks, space, day, quarter) and `party_rows` (row, party) tell whose price a row's dual is.
    """

    variable: Ints
    points: Floats
    whole: Ints
    matrix: csr_array
    lower: Floats
    upper: Floats
    cells: Ints
    party_rows: Ints
    held_rows: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Around:
    """What stands already: which columns, room time taken, and the parties that have something."""

    stays: Ints
    taken: Floats
    parties: Ints


def model_of(market: Market, variables: Ints, around: Around | None = None, pins: tuple[Ints, ...] = ()) -> Model:
    """The problem on these variables (sorted), next to what stands. Each of `pins` holds the columns of one pin."""
    rows, blocks = Rows(), market.blocks
    used, place = np.unique(blocks.block[variables], return_inverse=True)
    several = blocks.times[used] > 1
    switch = np.where(several, variables.size + np.cumsum(several) - 1, -1)
    here = np.arange(variables.size)
    _ways(market, variables, used, place, switch, rows)
    width = variables.size + int(several.sum())
    points = [market.value[variables], -blocks.extra[used[several]].astype(float)]
    on = (
        np.concatenate([here[~several[place]], switch[several]]),
        np.concatenate([blocks.request[used[place[~several[place]]]], blocks.request[used[several]]]),
    )
    party_rows, width = _parties(market, on, around, rows, width)
    points.append(np.full(party_rows.shape[0], float(market.fair)))
    beside_others(market, variables, rows)
    cells = _capacity(market, variables, around, rows)
    held = _held(market, variables, around, rows)
    column = blocks.column[variables]
    for pin in pins:
        rows.put(rows.open(1.0, 1.0, 1), here[np.isin(column, pin)])
    whole = np.ones(width, dtype=np.int64)
    whole[width - party_rows.shape[0] :] = 0
    lost = pieces(market, variables, None if around is None else around.stays, rows, width)
    points.append(-lost)
    whole, width = np.append(whole, np.zeros(lost.size, dtype=np.int64)), width + lost.size
    lower = np.concatenate(rows.lower) if rows.lower else np.zeros(0)
    upper = np.concatenate(rows.upper) if rows.upper else np.zeros(0)
    return Model(variables, np.concatenate(points), whole, rows.matrix(width), lower, upper, cells, party_rows, held)


def _ways(market: Market, variables: Ints, used: Ints, place: Ints, switch: Ints, rows: Rows) -> None:
    """One way per request; in a block of several sessions one a day, and not too few or too many."""
    blocks, here = market.blocks, np.arange(variables.size)
    single = blocks.times[used] == 1
    request = blocks.request[used]
    asked, of = np.unique(request, return_inverse=True)
    first = rows.open(-np.inf, 1.0, asked.size)
    mine = single[place]
    rows.put(first + of[place[mine]], here[mine])
    rows.put(first + of[~single], switch[~single])
    inner = np.flatnonzero(~mine)
    groups, which = np.unique(blocks.group[variables[inner]], return_inverse=True)
    day = rows.open(-np.inf, 0.0, groups.size)
    rows.put(day + which, inner)
    owner = np.searchsorted(used, blocks.group_block[groups])
    rows.put(day + np.arange(groups.size), switch[owner], -1.0)
    many = np.flatnonzero(~single)
    number = np.full(used.size, -1)
    number[many] = np.arange(many.size)
    for limit, lower, upper in ((blocks.times, -np.inf, 0.0), (blocks.least, 0.0, np.inf)):
        start = rows.open(lower, upper, many.size)
        rows.put(start + number[place[inner]], inner)
        rows.put(start + np.arange(many.size), switch[many], -limit[used[many]].astype(float))


def _parties(market: Market, on: tuple[Ints, Ints], around: Around | None, rows: Rows, width: int) -> tuple[Ints, int]:
    """A party that has anything earns `fair`, once."""
    variable, request = on
    party = market.party[request]
    open_ones = np.unique(party) if market.fair else np.zeros(0, dtype=np.int64)
    if around is not None:
        open_ones = np.setdiff1d(open_ones, around.parties)
    first = rows.open(0.0, np.inf, open_ones.size)
    mine = np.isin(party, open_ones)
    rows.put(first + np.searchsorted(open_ones, party[mine]), variable[mine])
    rows.put(first + np.arange(open_ones.size), width + np.arange(open_ones.size), -1.0)
    return np.column_stack([first + np.arange(open_ones.size), open_ones]), width + open_ones.size


def _capacity(market: Market, variables: Ints, around: Around | None, rows: Rows) -> Ints:
    """Per group of weeks, space, day and quarter-hour: never more than whole."""
    space, facts = market.space, market.columns
    column = market.blocks.column[variables]
    day, begin, end = facts.day[column], facts.begin[column], facts.end[column]
    inside, use = space.inside[space.where[column]] > 0, space.use[column]
    runs = np.zeros((len(space.sets), space.number), dtype=np.bool_)
    for at, some in enumerate(space.sets):
        runs[at, sorted(some)] = True
    running = runs[space.set_of[facts.request[column]]]
    cells = []
    for where in range(inside.shape[1]):
        of_space = np.flatnonzero(inside[:, where])
        for weekday in range(DAYS):
            of_day = of_space[day[of_space] == weekday]
            for group in range(space.number):
                mine = of_day[running[of_day, group]]
                taken = np.zeros(DAY) if around is None else around.taken[group, where, weekday]
                for quarter in _quarters(begin[mine], end[mine], taken):
                    over = mine[(begin[mine] <= quarter) & (end[mine] > quarter)]
                    if use[over].sum() > 1 - taken[quarter] + EXACT:
                        row = rows.open(-np.inf, 1 - taken[quarter], 1)
                        rows.put(row, over, use[over])
                        cells.append((row, group, where, weekday, quarter))
    return np.array(cells, dtype=np.int64).reshape(-1, 5)


def _quarters(begin: Ints, end: Ints, taken: Floats) -> list[int]:
    """Where a row is needed: at the peaks, and wherever a part of the room is taken by who shares it."""
    partly = np.flatnonzero((taken > EXACT) & (taken < 1 - EXACT))
    return peaks(begin, end) + [int(one) for one in partly]


def peaks(begin: Ints, end: Ints) -> list[int]:
    """The quarter-hours whose set of intervals lies in no other's: after the last start before an end.

    >>> peaks(np.array([0, 2, 5]), np.array([4, 6, 9]))
    [2, 5]
    """
    starts, ends = np.unique(begin), np.unique(end)
    if not starts.size:
        return []
    following = np.append(starts[1:], np.iinfo(np.int64).max)
    ended = np.searchsorted(ends, following, side="right") > np.searchsorted(ends, starts, side="right")
    return [int(one) for one in starts[ended]]


def _held(market: Market, variables: Ints, around: Around | None, rows: Rows) -> Ints:
    """Of each part of day a share of the opening quarter-hours of a space is never given away."""
    space, facts = market.space, market.columns
    column = market.blocks.column[variables]
    held = []
    for where in space.left:
        inside = space.inside[space.where[column], where] > 0
        for part, (_name, first, last) in enumerate(PARTS):
            if not np.isfinite(space.limit[where, part]):
                continue
            inner = np.minimum(facts.end[column], last) - np.maximum(facts.begin[column], first)
            for group in range(space.number):
                runs = np.array([group in one for one in space.sets])[space.set_of[facts.request[column]]]
                mine = np.flatnonzero(inside & runs & (inner > 0))
                gone = 0.0 if around is None else float(around.taken[group, where, :, first:last].sum())
                row = rows.open(-np.inf, space.limit[where, part] - gone, 1)
                rows.put(row, mine, space.use[column[mine]] * inner[mine])
                held.append((row, group, where, part))
    return np.array(held, dtype=np.int64).reshape(-1, 4)
