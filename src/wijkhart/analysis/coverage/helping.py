"""Where one more group would help most: for each white spot the best venue, found by solving again with it."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

from .network import Network, network_of
from .plan import Plan
from .problem import Bools, Floats, Ints, Problem, Venue
from .variants import Variant, served_of, shares_of, variant_of, with_node
from .ways import CLOSED

GROUP: Final = 20.0
"""Places a week of the group that is tried: twenty people once a week."""


@dataclass(frozen=True, slots=True)
class Help:
    """One group more, for the people of need row `row`, at venue `venue` (an index), and what it does in `area`.

    `metres`: from the nearest people here who lack a place. `here`: people of this area and row more with a place;
    `everywhere`: people of the whole theme. Both by solving again.
    """

    area: int
    row: int
    venue: int
    metres: float
    places: float
    here: float
    everywhere: float


def helps(
    problem: Problem,
    plan: Plan,
    venues: Sequence[Venue],
    *,
    network: Network | None = None,
    places: float = GROUP,
    count: int = 1,
    chosen: Container[tuple[int, int]] | None = None,
) -> list[Help]:
    """For each area and row with half a person or more unserved: the best venues, most people here first.

    Only those chosen as (area, row), when given.

    The venues tried are the `count` with the most places short within reach here (all areas at a tie); at most
    `places` of them count, since the group holds no more.

    >>> from wijkhart.analysis.coverage import NeedRow, Venue, solve
    >>> row = NeedRow("meeting", "seniors", weekly_places=1, reach=800, parts=frozenset({"morning"}))
    >>> problem = Problem(x=[0, 900], y=[0, 0], area=[0, 1], areas=("WK1", "WK2"), rows=(row,), people=[[30], [5]],
    ...     supply=())
    >>> [(one.area, one.venue, round(one.here, 2), one.everywhere) for one in
    ...     helps(problem, solve(problem), (Venue("church", 0, 300), Venue("school", 700, 0)))]
    [(0, 0, 20.0, 20.0), (1, 1, 2.86, 20.0)]
    """
    network = network or network_of(problem)
    found: list[Help] = []
    for theme in network.themes:
        base = variant_of(problem, network, theme)
        tries = [
            one
            for column, row in enumerate(theme.rows)
            for one in _tries(plan, venues, column, row, places, count, chosen)
        ]
        variants = [
            with_node(problem, base, _near(problem, base, venues[venue], column), places)
            for _area, column, row, venue, _metres in tries
        ]
        before = served_of(problem, base, shares_of([base])[0])
        for (area, column, row, venue, metres), gain in zip(tries, _gains(problem, variants, before), strict=True):
            found.append(Help(area, row, venue, metres, places, float(gain[area, column]), float(gain.sum())))
    return sorted(
        found, key=lambda one: (one.area, one.row, -round(one.here, 3), -round(one.everywhere, 3), one.metres)
    )


def _gains(problem: Problem, variants: Sequence[Variant], before: Floats) -> list[Floats]:
    return [
        served_of(problem, variant, shares) - before
        for variant, shares in zip(variants, shares_of(variants), strict=True)
    ]


def _near(problem: Problem, base: Variant, venue: Venue, column: int) -> Bools:
    """The people of one row within reach of a venue (P, rows)."""
    near = np.zeros(base.label.shape, dtype=bool)
    reach = problem.rows[base.rows[column]].reach
    near[:, column] = np.hypot(problem.x - venue.x, problem.y - venue.y) <= reach
    return near


def _tries(
    plan: Plan,
    venues: Sequence[Venue],
    column: int,
    row: int,
    places: float,
    count: int,
    chosen: Container[tuple[int, int]] | None,
) -> list[tuple[int, int, int, int, float]]:
    """Area, column, row, venue and metres of what is worth trying for one need row."""
    problem = plan.problem
    short = problem.people[:, row] * (1 - plan.share[:, row])
    weekly = problem.rows[row].weekly_places
    spots = [
        area
        for area in np.flatnonzero(plan.unserved[:, row] >= CLOSED).tolist()
        if chosen is None or (area, int(row)) in chosen
    ]
    if not venues or not spots:
        return []
    here, metres = _short_within(problem, venues, short * weekly, problem.rows[row].reach)
    everywhere = np.minimum(here.sum(1), places)
    found = []
    for area in spots:
        best = np.lexsort((metres[:, area], -everywhere, -np.minimum(here[:, area], places)))[:count]
        found += [
            (area, column, int(row), int(venue), float(metres[venue, area])) for venue in best if here[venue, area] > 0
        ]
    return found


def _short_within(problem: Problem, venues: Sequence[Venue], short: Floats, reach: float) -> tuple[Floats, Floats]:
    """Places short within reach of each venue per area (V, A), and the metres to the nearest of them."""
    lacks = np.flatnonzero(short > 0)
    tree = cKDTree(np.column_stack([problem.x[lacks], problem.y[lacks]]))
    where = cKDTree(np.array([(venue.x, venue.y) for venue in venues]))
    near = where.sparse_distance_matrix(tree, reach, output_type="ndarray")
    venue, point = near["i"].astype(np.int64), lacks[near["j"]]
    area: Ints = problem.area[point]
    shape = (len(venues), len(problem.areas))
    sums = csr_array((short[point], (venue, area)), shape=shape).toarray()
    metres = np.full(shape, np.inf)
    np.minimum.at(metres, (venue, area), near["v"])
    return sums, metres
