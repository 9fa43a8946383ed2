"""What could be done about an overlap, each with the people served before and after, computed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from scipy.spatial import cKDTree

from .ground import Ground, points_near
from .problem import PARTS, Bools, Floats, Ints, Problem, Supply, Venue
from .solving import solve

PROPOSALS: Final = ("share", "other_part", "other_wijk", "stop")
"""Share a place, other part of day, other wijk, stop: in the order in which they are proposed."""
_ROUNDING = 1e-6
_SEEN = 0.01
"""People: a smaller change is rounding of the solver."""


@dataclass(frozen=True, slots=True)
class Shift:
    """People of one area and need row (indices in the problem) with a place, before and after."""

    area: int
    row: int
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing to do with the service with the most empty places of an overlap, and what it does to its theme.

    `service` is its key; only its places for the theme in the part of day of the overlap move or end. `part` is the
    part of day afterwards ("" when it stops); `venue` the key of the place, or of the service beside which it comes
    ("" when it stays where it is), with `x`, `y`. `before` and `after` are people with a place in the whole problem,
    `places_before` and `places_after` the weekly places in use. `changes` has the areas and rows that gain or lose.
    """

    kind: str
    service: str
    part: str
    venue: str
    x: float | None
    y: float | None
    before: float
    after: float
    places_before: float
    places_after: float
    changes: tuple[Shift, ...]


def areas_at(problem: Problem, spots: Floats) -> Ints:
    """The area of each spot (n, 2), that of the nearest demand point; -2 when there are no points."""
    if not problem.x.size or not len(spots):
        return np.full(len(spots), -2, dtype=np.int64)
    tree = cKDTree(np.column_stack([problem.x, problem.y]))
    return np.asarray(problem.area[tree.query(spots)[1]], dtype=np.int64)


def proposals_of(
    ground: Ground, clusters: Sequence[tuple[int, Ints]], venues: Sequence[Venue]
) -> list[tuple[Proposal, ...]]:
    """The proposals for each overlap, given as its part of day and its services."""
    spots = np.array([(venue.x, venue.y) for venue in venues], dtype=float).reshape(-1, 2)
    bench = _Bench(ground, tuple(venues), areas_at(ground.whole, spots), _waiting(ground, spots))
    return [_case(bench, part, services).proposals(services) for part, services in clusters]


def _waiting(ground: Ground, spots: Floats) -> Floats:
    """People without a place who could go to each spot, per row (V, R)."""
    whole = ground.whole
    found, without = np.zeros((len(spots), ground.rows.size)), ground.people * (1 - ground.share)
    if not len(spots) or not whole.x.size:
        return found
    tree = cKDTree(np.column_stack([whole.x, whole.y]))
    near = tree.sparse_distance_matrix(cKDTree(spots), float(ground.reach.max()), output_type="ndarray")
    for row, reach in enumerate(ground.reach):
        kept = near[near["v"] <= reach]
        found[:, row] = np.bincount(kept["j"], without[kept["i"], row], len(spots))
    return found


@dataclass(frozen=True, eq=False)
class _Bench:
    """A theme, the places to move to with their area, and who waits there (V, R)."""

    ground: Ground
    venues: tuple[Venue, ...]
    areas: Ints
    waiting: Floats


@dataclass(frozen=True, eq=False)
class _Case:
    """One overlap: its part of day, the service that would move or stop, and the shares (P, R) without its places."""

    bench: _Bench
    part: int
    mover: int
    without: Floats

    @property
    def ground(self) -> Ground:
        return self.bench.ground

    @property
    def own(self) -> Supply:
        """The service as the whole problem has it."""
        return self.ground.offer(self.mover)

    def proposals(self, services: Ints) -> tuple[Proposal, ...]:
        """All that apply, in the order of `PROPOSALS`."""
        found = [self._share(services), self._other_part(), self._other_wijk(), self._tried("stop")]
        return tuple(one for one in found if one is not None)

    def _share(self, services: Ints) -> Proposal | None:
        """Into the nearest other place of the overlap."""
        own, near = self.own, []
        if own.x is None or own.y is None:
            return None
        for one in services.tolist():
            other = self.ground.offer(one)
            if other.x is not None and other.y is not None and (other.x, other.y) != (own.x, own.y):
                near.append((float(np.hypot(other.x - own.x, other.y - own.y)), other.key, other.x, other.y))
        if not near:
            return None
        _metres, key, x, y = min(near)
        return self._tried("share", self._moved(self.part, x=x, y=y), key)

    def _other_part(self) -> Proposal:
        """The part of day of the two others in which the most people are served."""
        tried = [self._tried("other_part", self._moved(part)) for part in range(len(PARTS)) if part != self.part]
        return max(tried, key=lambda one: round(one.after, 6))

    def _other_wijk(self) -> Proposal | None:
        """To the place in another area with the most people without a place for whom it is, if there are any."""
        bench, own = self.bench, self.own
        if own.x is None or own.y is None or not bench.venues:
            return None
        usable = self.ground.suits[self.mover] & self.ground.hours[:, self.part]
        here = areas_at(self.ground.whole, np.array([[own.x, own.y]]))[0]
        people = np.where(bench.areas != here, bench.waiting[:, usable].sum(1), 0.0)
        best = int(people.argmax())
        if people[best] <= _ROUNDING:
            return None
        venue = bench.venues[best]
        return self._tried("other_wijk", self._moved(self.part, x=venue.x, y=venue.y), venue.key)

    def _moved(self, to: int, **where: float | None) -> Supply:
        """The places that move as a service of their own, elsewhere or in another part of day."""
        own, places = self.own, [0.0, 0.0, 0.0]
        places[to] = float(self.ground.capacity[self.mover, self.part])
        weekly = (places[0], places[1], places[2])
        where = where or {"x": own.x, "y": own.y}
        return Supply(f"{own.key} moved", weekly, self.ground.theme, own.groups, area=own.area, **where)

    def _tried(self, kind: str, moved: Supply | None = None, venue: str = "") -> Proposal:
        """What the theme becomes with the places as `moved`, or without them."""
        ground = self.ground
        share = self.without if moved is None else _share_after(self, moved)
        before = (ground.people * ground.share).sum(0)
        after = before + ((share - ground.share) * ground.people).sum(0)
        return Proposal(
            kind=kind,
            service=self.own.key,
            part=next((part for part, places in zip(PARTS, moved.places, strict=True) if places), "") if moved else "",
            venue=venue,
            x=moved.x if moved and venue else None,
            y=moved.y if moved and venue else None,
            before=float(before.sum()),
            after=float(after.sum()),
            places_before=float(before @ ground.weekly),
            places_after=float(after @ ground.weekly),
            changes=_changes(ground, share),
        )


def _case(bench: _Bench, part: int, services: Ints) -> _Case:
    """An overlap with the service that has the most empty places: then the fewest in use, then by key."""
    ground = bench.ground
    used, capacity = ground.used[services, part], ground.capacity[services, part]
    facts = zip(np.round(used - capacity, 3), np.round(used, 3), services.tolist(), strict=True)
    mover = min(facts)[2]
    without = ground.share
    if ground.used[mover, part] > _ROUNDING:
        node = ground.component[ground.people.size + mover * len(PARTS) + part]
        without = _solved(_Case(bench, part, mover, without), ground.component == node, None)
    return _Case(bench, part, mover, without)


def _changes(ground: Ground, share: Floats) -> tuple[Shift, ...]:
    areas = len(ground.whole.areas)
    touched = np.flatnonzero((np.abs(share - ground.share) * ground.people).any(1))
    tables = np.zeros((2, areas, ground.rows.size))
    lines = np.unique(ground.whole.area[touched])
    inside = np.isin(ground.whole.area, lines)
    for table, part in zip(tables, (ground.share, share), strict=True):
        np.add.at(table, ground.whole.area[inside], (ground.people * part)[inside])
    found = np.argwhere(np.abs(tables[1] - tables[0]) > _SEEN)
    return tuple(
        Shift(int(area), int(ground.rows[row]), float(tables[0, area, row]), float(tables[1, area, row]))
        for area, row in found
    )


def _share_after(case: _Case, moved: Supply) -> Floats:
    """The shares (P, R) when the places are elsewhere or at another time, as `moved`.

    Exact: only the components that the new places touch are solved again, and only when somebody there waits; the
    rest is as it is without them.
    """
    component, newly = case.ground.component, _newly_reached(case.ground, moved)
    if not (newly & (case.without.ravel() < 1 - _ROUNDING)).any():
        return case.without
    return _solved(case, np.isin(component, np.unique(component[: newly.size][newly])), moved)


def _newly_reached(ground: Ground, moved: Supply) -> Bools:
    """The groups of people in need (P x R) that can use a service."""
    hours = [part for part, places in enumerate(moved.places) if places > 0]
    found = np.zeros(ground.people.shape, dtype=bool)
    for column, row in enumerate(ground.rows):
        need = ground.whole.rows[row]
        if moved.is_for(need.group) and ground.hours[column, hours].any():
            found[:, column] = points_near(ground.whole, moved, need.reach)
    return np.asarray((found & (ground.people > 0)).ravel())


def _solved(case: _Case, inside: Bools, moved: Supply | None) -> Floats:
    """The shares without the old places, with the groups and nodes that are `inside` solved anew with `moved`."""
    ground, whole, size = case.ground, case.ground.whole, case.ground.people.size
    kept = inside[size:].reshape(-1, len(PARTS)) & (ground.capacity > 0)
    kept[case.mover, case.part] = False
    supply = [] if moved is None else [moved]
    for one in np.flatnonzero(kept.any(1)).tolist():
        places = np.where(kept[one], ground.capacity[one], 0.0).tolist()
        supply.append(replace(ground.offer(one), places=(places[0], places[1], places[2]), themes=ground.theme))
    mine = inside[:size].reshape(ground.people.shape) & (ground.people > 0)
    points = np.flatnonzero(mine.any(1))
    rows, people = tuple(whole.rows[row] for row in ground.rows), np.where(mine, ground.people, 0.0)[points]
    small = Problem(whole.x[points], whole.y[points], whole.area[points], whole.areas, rows, people, tuple(supply))
    share = np.array(case.without)
    share[points] = np.where(mine[points], solve(small).share, share[points])
    return share
