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
    """One thing to do with the least used service of an overlap, and what it does to its theme.

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
    waiting = _waiting(ground, spots)
    bench = _Bench(ground, tuple(venues), spots, areas_at(ground.whole, spots), waiting)
    return [bench.proposals(part, services) for part, services in clusters]


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
    """A theme, the places to move to, and who waits there."""

    ground: Ground
    venues: tuple[Venue, ...]
    spots: Floats
    areas: Ints
    waiting: Floats

    def proposals(self, part: int, services: Ints) -> tuple[Proposal, ...]:
        """All that apply, in the order of `PROPOSALS`."""
        ground = self.ground
        facts = [(round(ground.used[one, part], 3), ground.capacity[one, part], one) for one in services.tolist()]
        mover = min(facts)[2]
        found = [
            self._share(part, mover, services),
            self._other_part(part, mover),
            self._other_wijk(part, mover),
            self._tried("stop", part, mover, None, "", ""),
        ]
        return tuple(one for one in found if one is not None)

    def _share(self, part: int, mover: int, services: Ints) -> Proposal | None:
        """Into the nearest other place of the overlap."""
        own = self.ground.offer(mover)
        if own.x is None or own.y is None:
            return None
        near = []
        for one in services.tolist():
            other = self.ground.offer(one)
            if other.x is not None and other.y is not None and (other.x, other.y) != (own.x, own.y):
                near.append((float(np.hypot(other.x - own.x, other.y - own.y)), other.key, other))
        if not near:
            return None
        other = min(near, key=lambda one: one[:2])[2]
        moved = self._moved(mover, part, part, x=other.x, y=other.y)
        return self._tried("share", part, mover, moved, PARTS[part], other.key)

    def _other_part(self, part: int, mover: int) -> Proposal | None:
        """The part of day of the two others in which the most people are served."""
        others = [other for other in range(len(PARTS)) if other != part]
        tried = [
            self._tried("other_part", part, mover, self._moved(mover, part, other), PARTS[other], "")
            for other in others
        ]
        return max(tried, key=lambda one: round(one.after, 6))

    def _other_wijk(self, part: int, mover: int) -> Proposal | None:
        """To the place in another area with the most people without a place for whom it is, if there are any."""
        ground, own = self.ground, self.ground.offer(mover)
        usable = ground.suits[mover] & ground.hours[:, part]
        if own.x is None or own.y is None or not self.venues:
            return None
        here = areas_at(ground.whole, np.array([[own.x, own.y]]))[0]
        people = np.where(self.areas != here, self.waiting[:, usable].sum(1), 0.0)
        best = int(people.argmax())
        if people[best] <= _ROUNDING:
            return None
        venue = self.venues[best]
        moved = self._moved(mover, part, part, x=venue.x, y=venue.y)
        return self._tried("other_wijk", part, mover, moved, PARTS[part], venue.key)

    def _moved(self, mover: int, part: int, to: int, **where: float | None) -> Supply:
        """The places of one service in one part of day as a service of their own, elsewhere or at another time."""
        own, places = self.ground.offer(mover), [0.0, 0.0, 0.0]
        places[to] = float(self.ground.capacity[mover, part])
        theme = self.ground.whole.rows[self.ground.rows[0]].theme
        where = where or {"x": own.x, "y": own.y}
        return Supply(
            f"{own.key} moved", (places[0], places[1], places[2]), frozenset({theme}), own.groups,
            area=own.area, **where,
        )  # fmt: skip

    def _tried(self, kind: str, part: int, mover: int, moved: Supply | None, then: str, venue: str) -> Proposal:
        ground = self.ground
        share = _share_after(ground, mover, part, moved)
        people, gained = ground.people, (share - ground.share) * ground.people
        places = gained @ ground.weekly
        before = float((people * ground.share).sum())
        used = float((people * ground.share).sum(0) @ ground.weekly)
        return Proposal(
            kind, ground.offer(mover).key, then, venue,
            moved.x if moved and venue else None, moved.y if moved and venue else None,
            before, before + float(gained.sum()), used, used + float(places.sum()), _changes(ground, share),
        )  # fmt: skip


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


def _share_after(ground: Ground, mover: int, part: int, moved: Supply | None) -> Floats:
    """The shares (P, R) when one service loses its places in a part of day and gets those of `moved`.

    Exact: only what the old and the new places can have to do with is solved again; the rest cannot change.
    """
    newly = _newly_reached(ground, moved) if moved else np.zeros(ground.people.size, dtype=bool)
    groups, node = ground.people.size, mover * len(PARTS) + part
    touched = set(ground.component[:groups][newly].tolist())
    if ground.used[mover, part] > _ROUNDING:
        touched.add(int(ground.component[groups + node]))
    elif not (newly & (ground.share.ravel() < 1 - _ROUNDING)).any():
        return ground.share
    inside = np.isin(ground.component, list(touched))
    return _solved(ground, inside, mover, part, moved)


def _newly_reached(ground: Ground, moved: Supply) -> Bools:
    """The groups of people in need (P x R) that can use a service."""
    hours = [part for part, places in enumerate(moved.places) if places > 0]
    found = np.zeros(ground.people.shape, dtype=bool)
    for column, row in enumerate(ground.rows):
        need = ground.whole.rows[row]
        if moved.is_for(need.group) and ground.hours[column, hours].any():
            found[:, column] = points_near(ground.whole, moved, need.reach)
    return np.asarray((found & (ground.people > 0)).ravel())


def _solved(ground: Ground, inside: Bools, mover: int, part: int, moved: Supply | None) -> Floats:
    """Solve anew the groups and nodes that are `inside`, with the change."""
    whole, size = ground.whole, ground.people.size
    open_ = inside[size:].reshape(-1, len(PARTS)) & (ground.capacity > 0)
    open_[mover, part] = False
    theme = frozenset({whole.rows[ground.rows[0]].theme})
    supply = [] if moved is None else [moved]
    for one in np.flatnonzero(open_.any(1)).tolist():
        places = np.where(open_[one], ground.capacity[one], 0.0).tolist()
        supply.append(replace(ground.offer(one), places=(places[0], places[1], places[2]), themes=theme))
    mine = inside[:size].reshape(ground.people.shape) & (ground.people > 0)
    points = np.flatnonzero(mine.any(1))
    small = Problem(
        whole.x[points], whole.y[points], whole.area[points], whole.areas,
        tuple(whole.rows[row] for row in ground.rows), np.where(mine, ground.people, 0.0)[points], tuple(supply),
    )  # fmt: skip
    share = np.array(ground.share)
    share[points] = np.where(mine[points], solve(small).share, share[points])
    return share
