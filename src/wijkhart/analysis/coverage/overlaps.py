"""Services that do the same for the same people at the same time, nearby, with more places than need."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.cluster.hierarchy import linkage
from scipy.sparse import csc_array
from scipy.spatial.distance import cdist, squareform

from .ground import Ground, grounds_of, points_near
from .moves import Proposal, areas_at, proposals_of
from .network import Network, network_of
from .plan import Plan
from .problem import PARTS, WHOLE, Floats, Ints, Problem, Venue

_SLACK = 1e-9
"""More places than need by less than this part is rounding."""


@dataclass(frozen=True, slots=True)
class OverlapService:
    """One of the services of an overlap: its weekly places for the theme in the part of day, and how many are used."""

    key: str
    capacity: float
    used: float


@dataclass(frozen=True, slots=True)
class FoundOverlap:
    """Services of one theme in one part of day that have more places together than all who can reach them need.

    `group` is the target group with the most need here of those that all the services are for; `groups` are all of
    those. `capacity` and `need` in places a week, `diameter` the greatest distance in metres between two of them,
    `areas` the indices of the areas from which one of them can be reached, whether or not anybody there is in need.
    """

    theme: str
    group: str
    groups: tuple[str, ...]
    part: str
    services: tuple[OverlapService, ...]
    capacity: float
    need: float
    diameter: float
    areas: tuple[int, ...]
    proposals: tuple[Proposal, ...]


def overlaps(
    problem: Problem, plan: Plan, *, network: Network | None = None, venues: Sequence[Venue] = ()
) -> tuple[FoundOverlap, ...]:
    """Find the overlaps of a plan, and what could be done about each.

    `plan` is `solve(problem)`; `network` may be kept from it. `venues` are the places to which a service could move;
    when none are given, all places where something is offered. In the order of themes and parts of day, the most
    places too many first. No errors of its own; without need or without supply there are none. The model, with a case
    worked by hand, stands in `docs/algorithms/overlaps.md`.

    >>> from wijkhart.analysis.coverage import NeedRow, Supply, solve
    >>> row = NeedRow("meeting", "seniors", weekly_places=1, reach=800, parts=frozenset({"morning"}))
    >>> clubs = [Supply(key, (9, 0, 0), frozenset({"meeting"}), frozenset({"everyone"}), x=0, y=0) for key in "ab"]
    >>> problem = Problem(x=[0], y=[0], area=[0], areas=("WK1",), rows=(row,), people=[[10]], supply=tuple(clubs))
    >>> found = overlaps(problem, solve(problem))[0]
    >>> found.capacity, found.need, [service.key for service in found.services]
    (18.0, 10.0, ['a', 'b'])
    >>> [(one.kind, round(one.before, 6), round(one.after, 6)) for one in found.proposals]
    [('other_part', 10.0, 9.0), ('stop', 10.0, 9.0)]
    """
    offered = [Venue(one.key, one.x, one.y) for one in problem.supply if one.x is not None and one.y is not None]
    chosen = tuple(venues) or tuple(offered)
    found: list[FoundOverlap] = []
    for ground in grounds_of(problem, plan, network or network_of(problem)):
        between = _between(ground)
        clusters = [one for part in range(len(PARTS)) for one in _clusters(ground, part, between)]
        if clusters:
            proposed = proposals_of(ground, [(one.part, one.services) for one in clusters], chosen)
            found += [_described(one, between, ideas) for one, ideas in zip(clusters, proposed, strict=True)]
    return tuple(found)


@dataclass(frozen=True, eq=False)
class _Cluster:
    """Services (in the order of the ground) in one part of day that may overlap, with who can use them."""

    ground: Ground
    part: int
    services: Ints

    @property
    def who(self) -> Ints:
        """The groups of people that can use one of them."""
        matrix = self.ground.reached[self.part]
        spans = [matrix.indices[matrix.indptr[one] : matrix.indptr[one + 1]] for one in self.services]
        return np.unique(np.concatenate(spans)).astype(np.int64)

    @property
    def capacity(self) -> float:
        return float(self.ground.capacity[self.services, self.part].sum())

    @property
    def need(self) -> float:
        return float(self.ground.need[self.who].sum())

    @property
    def excess(self) -> float:
        return self.capacity - self.need

    @property
    def overlaps(self) -> bool:
        need = self.need
        return self.services.size > 1 and 0 < need < self.capacity * (1 - _SLACK)


def _between(ground: Ground) -> Floats:
    """Metres between services (S, S); what comes to people is at 0 from all in its area, and else out of reach."""
    offers = [ground.offer(service) for service in range(ground.supply.size)]
    where = np.array([(one.x or 0.0, one.y or 0.0) for one in offers], dtype=float).reshape(-1, 2)
    home = np.array([one.area is not None for one in offers], dtype=bool)
    area = areas_at(ground.whole, where)
    area[home] = [one.area for one in offers if one.area is not None]
    shared = (area[:, None] == area) | (area[:, None] == WHOLE) | (area == WHOLE)
    metres = cdist(where, where) if where.size else np.zeros((0, 0))
    return np.where(home[:, None] | home, np.where(shared, 0.0, np.inf), metres)


def _clusters(ground: Ground, part: int, between: Floats) -> list[_Cluster]:
    """The overlaps of one part of day; of those found for different rows, none lies within another."""
    found: dict[tuple[int, ...], _Cluster] = {}
    tried: set[tuple[bytes, float]] = set()
    for row in np.flatnonzero(ground.hours[:, part]):
        services = np.flatnonzero(ground.suits[:, row] & (ground.capacity[:, part] > 0))
        question = (services.tobytes(), float(ground.reach[row]))
        if services.size > 1 and question not in tried:
            tried.add(question)
            for one in _grouped(_Cluster(ground, part, services), between, question[1]):
                found[tuple(one.services.tolist())] = one
    sets = [(set(chosen), one) for chosen, one in found.items()]
    whole = [one for mine, one in sets if not any(mine < other for other, _one in sets)]
    return sorted(whole, key=lambda one: (-one.excess, one.services.tolist()))


def _grouped(among: _Cluster, between: Floats, reach: float) -> Iterator[_Cluster]:
    """Divide services into overlaps no wider than the reach, until no two that are left overlap with each other."""
    left = among
    while left.services.size > 1:
        metres = between[np.ix_(left.services, left.services)]
        found = list(_of_tree(left, metres, reach)) or list(_of_pairs(left, metres, reach))
        if not found:
            return
        yield from found
        gone = np.concatenate([one.services for one in found])
        left = _Cluster(among.ground, among.part, np.setdiff1d(left.services, gone))


def _of_tree(among: _Cluster, metres: Floats, reach: float) -> Iterator[_Cluster]:
    """The largest branches of the tree of complete linkage that overlap and are no wider than the reach."""
    size = among.services.size
    tree = linkage(squareform(np.minimum(metres, 2 * reach), checks=False), method="complete")
    branches: list[Ints] = [np.array([index]) for index in range(size)]
    branches += [np.empty(0, np.int64)] * len(tree)
    for index, (one, other, _height, _count) in enumerate(tree):
        branches[size + index] = np.concatenate([branches[int(one)], branches[int(other)]])
    waiting = [size + len(tree) - 1]
    while waiting:
        top = waiting.pop()
        if top < size:
            continue
        branch = _Cluster(among.ground, among.part, np.sort(among.services[branches[top]]))
        if tree[top - size, 2] <= reach and branch.overlaps:
            yield branch
        else:
            waiting += [int(tree[top - size, 1]), int(tree[top - size, 0])]


def _of_pairs(among: _Cluster, metres: Floats, reach: float) -> Iterator[_Cluster]:
    """Two by two, the nearest first, each service once."""
    one, other = np.nonzero(np.triu(metres <= reach, 1))
    need, capacity = among.ground.need, among.ground.capacity[among.services, among.part]
    reached = csc_array(among.ground.reached[among.part][:, among.services])
    both = (reached.multiply(need[:, None]).T @ reached).toarray()
    own = both.diagonal()
    joint = own[one] + own[other] - both[one, other]
    holds = (joint > 0) & (joint < (capacity[one] + capacity[other]) * (1 - _SLACK))
    taken: set[int] = set()
    order = np.argsort(metres[one, other][holds], kind="stable")
    for first, second in zip(one[holds][order].tolist(), other[holds][order].tolist(), strict=True):
        if not taken & {first, second}:
            taken |= {first, second}
            yield _Cluster(among.ground, among.part, among.services[[first, second]])


def _described(one: _Cluster, between: Floats, proposals: tuple[Proposal, ...]) -> FoundOverlap:
    ground, who = one.ground, one.who
    rows = ground.whole.rows
    diameter = float(between[np.ix_(one.services, one.services)].max())
    by_row = np.bincount(who % ground.rows.size, ground.need[who], ground.rows.size)
    shared = np.flatnonzero(ground.suits[one.services].all(0) & ground.hours[:, one.part] & (ground.reach >= diameter))
    groups = [rows[ground.rows[row]].group for row in sorted(shared, key=lambda row: (-by_row[row], row))]
    return FoundOverlap(
        theme=rows[ground.rows[0]].theme,
        group=groups[0],
        groups=tuple(groups),
        part=PARTS[one.part],
        services=tuple(
            OverlapService(
                ground.offer(service).key,
                float(ground.capacity[service, one.part]),
                float(ground.used[service, one.part]),
            )
            for service in one.services.tolist()
        ),
        capacity=one.capacity,
        need=one.need,
        diameter=diameter,
        areas=_areas_of(one),
        proposals=proposals,
    )


def _areas_of(one: _Cluster) -> tuple[int, ...]:
    """The areas with a demand point within the longest reach of one of the services."""
    ground = one.ground
    reach = float(ground.reach[ground.hours[:, one.part]].max())
    near = [points_near(ground.whole, ground.offer(service), reach) for service in one.services.tolist()]
    return tuple(np.unique(ground.whole.area[np.any(near, axis=0)]).tolist())
