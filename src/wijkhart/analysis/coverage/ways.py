"""The ways in which a white spot could be closed, each as a variant of its theme that grows by whole steps."""

from collections.abc import Callable, Container, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from .changes import of_themes
from .network import Network, ThemeNetwork, network_of, pairs_of
from .plan import Plan
from .problem import PARTS, Bools, Floats, Ints, Problem
from .solving import SAME, sums_of
from .variants import Variant, lacking_in, variant_of, with_need, with_node, with_places

CLOSED: Final = 0.5
"""A spot with fewer people than this rounds to nobody."""
NEED_STEP: Final = 0.01
REACHES: Final = tuple(1 + step / 8 for step in range(1, 17))
"""The reaches that are tried, as parts of the reach of the norm: in eighths, up to three times as far."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A white spot within one theme; `column` is its need row among those of the theme."""

    area: int
    row: int
    column: int


@dataclass(frozen=True, eq=False, slots=True)
class Way:
    """One way to close one spot: `variant(steps)` for 1 to `most` steps, looked for between `least` and `guess`.

    Ways with the same `key` have the same variants; `kind` is its first part. `people` (P): whether somebody of the
    spot is at a point.
    """

    key: tuple[Hashable, ...]
    spot: Spot
    people: Bools
    least: int
    guess: int
    most: int
    variant: Callable[[int], Variant]
    supply: int | None = None
    part: str | None = None

    @property
    def kind(self) -> str:
        return str(self.key[0])

    @property
    def first(self) -> set[int]:
        """What to try first: the guess, and whether one less does not do."""
        return {min(max(steps, 1), self.most) for steps in (self.guess - 1, self.guess)}

    def next(self, low: int, high: int) -> int:
        """What to try next, when `low` steps do not close it and `high` do (above `most`: nothing does yet)."""
        if high > self.most:
            return self.most
        return self.least if low < self.least < high else (low + high) // 2

    def closes(self, variant: Variant, lack: Bools) -> bool:
        """Whether everybody of the spot who can use something has a place, given who lack one."""
        label = variant.label[self.people, self.spot.column]
        return not lack[label[label >= 0]].any()


@dataclass(frozen=True, eq=False)
class Ways:
    """One theme as it was solved, with what finding ways needs."""

    problem: Problem
    network: Network
    theme: ThemeNetwork
    base: Variant
    shares: Floats
    used: Floats
    """Weekly places in use per node of the whole problem."""

    @classmethod
    def of(cls, problem: Problem, plan: Plan, network: Network, theme: ThemeNetwork) -> "Ways":
        """From a plan of the whole problem."""
        inside = (theme.label >= 0) & (problem.people[:, theme.rows] > 0)
        shares = np.ones(theme.classes)
        shares[theme.label[inside]] = plan.share[:, theme.rows][inside]
        return cls(problem, network, theme, variant_of(problem, network, theme), shares, plan.used)

    @cached_property
    def name(self) -> str:
        """The theme."""
        return str(self.problem.rows[self.base.rows[0]].theme)

    @cached_property
    def short(self) -> Floats:
        """Places short per class (C)."""
        return self.base.need * (1 - self.shares)

    @cached_property
    def lack(self) -> Floats:
        """Places that people of each row lack at each point (P, rows)."""
        weekly = np.array([self.problem.rows[row].weekly_places for row in self.base.rows])
        share = np.append(self.shares, 0.0)[self.base.label]
        return np.asarray(self.problem.people[:, self.base.rows] * weekly * (1 - share))

    @cached_property
    def short_together(self) -> Floats:
        """Places short of all who lack and hang together with a class by places that they could both use (C)."""
        base, classes = self.base, self.base.need.size
        open_ = self.short[base.arc_class] > 0
        size = classes + base.capacity.size
        ends = (base.arc_class[open_], classes + base.arc_group[open_])
        graph = csr_array((np.ones(open_.sum(), np.int8), ends), shape=(size, size))
        count, part = connected_components(graph, directed=False)
        label = part[:classes].astype(np.int64)
        return np.asarray(sums_of(label, self.short, int(count))[label])

    @cached_property
    def onward(self) -> csr_array:
        """From a class to the groups it could use, from a group to the classes that use it: classes, then groups."""
        base, classes = self.base, self.base.need.size
        least = np.ones(base.capacity.size)
        np.minimum.at(least, base.arc_group, self.shares[base.arc_class])
        uses = (self.shares[base.arc_class] <= least[base.arc_group] + SAME) & (base.need[base.arc_class] > 0)
        start = np.concatenate([base.arc_class, classes + base.arc_group[uses]])
        end = np.concatenate([classes + base.arc_group, base.arc_class[uses]])
        size = classes + base.capacity.size
        return csr_array((np.ones(start.size, np.int8), (start, end)), shape=(size, size))

    @cached_property
    def _reached(self) -> dict[int, tuple[Ints, Ints]]:
        return {}

    def tight(self, label: int) -> tuple[Ints, Ints]:
        """The classes that stand in the way of a class, with all groups that they can use: what they lack together
        must come before it can have all."""
        if label not in self._reached:
            found = breadth_first_order(self.onward, label, return_predecessors=False).astype(np.int64)
            classes = self.base.need.size
            self._reached[label] = (found[found < classes], found[found >= classes] - classes)
        return self._reached[label]

    def here(self, spot: Spot) -> Bools:
        """The points (P) where people of a spot are."""
        return np.asarray((self.problem.area == spot.area) & (self.problem.people[:, spot.row] > 0))

    def lacking(self, spot: Spot) -> Ints:
        """The classes of a spot that lack places."""
        label = self.base.label[self.here(spot), spot.column]
        label = np.unique(label[label >= 0])
        return np.asarray(label[self.shares[label] < 1])

    def all_short(self, near: Bools) -> float:
        """Places short of the people at `near` (P, rows) who can use nothing, and of all who hang together with the
        others there who lack."""
        labels = np.unique(self.base.label[near & (self.problem.people[:, self.base.rows] > 0)])
        labels = labels[labels >= 0]
        parts = np.unique(self.short_together[labels[self.shares[labels] < 1]])
        return float(parts.sum() + self.lack[near & (self.base.label < 0)].sum())

    def left_out(self, spot: Spot, near: Bools | None = None) -> float:
        """People of a spot who can use nothing, and would not be at `near` (P) either."""
        alone = self.here(spot) & (self.base.label[:, spot.column] < 0)
        return float(self.problem.people[alone if near is None else alone & ~near, spot.row].sum())


def spots_of(plan: Plan, theme: ThemeNetwork, chosen: Container[tuple[int, int]] | None) -> list[Spot]:
    """The white spots of a theme, half a person or more; only those chosen as (area, row), when given."""
    return [
        Spot(int(area), int(row), column)
        for column, row in enumerate(theme.rows)
        for area in np.flatnonzero(plan.unserved[:, row] >= CLOSED)
        if chosen is None or (int(area), int(row)) in chosen
    ]


def less_need(ways: Ways, spots: Sequence[Spot]) -> list[Way]:
    """Fewer people in need here, by hundredths; only where those who stand in the way are mostly people from here."""
    found = []
    for spot in spots:
        if ways.left_out(spot) >= CLOSED or not (labels := ways.lacking(spot)).size:
            continue
        own = _own_need(ways, spot)
        part = 0.0
        for label in labels:
            classes, _groups = ways.tight(int(label))
            part = max(part, float(ways.short[classes].sum() / own[classes].sum()))
        if part < 1:
            guess = int(np.ceil(part / NEED_STEP))
            found.append(Way(("need", spot), spot, ways.here(spot), 1, guess, 99, _shrunk(ways, spot)))
    return found


def _shrunk(ways: Ways, spot: Spot) -> Callable[[int], Variant]:
    return lambda steps: with_need(ways.problem, ways.base, spot.column, spot.area, 1 - steps * NEED_STEP)


def _own_need(ways: Ways, spot: Spot, *, reached: bool = True) -> Floats:
    """Places needed by the people of a spot, per class (C); one more at the end for those who can use nothing."""
    label = ways.base.label[ways.here(spot), spot.column]
    amounts = ways.problem.people[ways.here(spot), spot.row] * ways.problem.rows[spot.row].weekly_places
    needs = sums_of(np.where(label < 0, ways.base.need.size, label), amounts, ways.base.need.size + 1)
    return needs[:-1] if reached else needs


def own_offer(ways: Ways, spots: Sequence[Spot]) -> list[Way]:
    """Something new in the wijk, only for these people: what they need is shared with nobody."""
    found = []
    for spot in spots:
        near = np.zeros(ways.base.label.shape, dtype=bool)
        near[:, spot.column] = ways.here(spot)
        least = float(ways.lack[near].sum())
        most = float(_own_need(ways, spot, reached=False).sum())
        guess, end = int(np.ceil(most)), int(np.ceil(most)) + 1
        found.append(Way(("own", spot), spot, ways.here(spot), int(least), guess, end, _opened(ways, near)))
    return found


def more_places(ways: Ways, spots: Sequence[Spot]) -> list[Way]:
    """More places at one service that is there, at its hours: the one of use to most people here."""
    found = []
    most = int(np.ceil(ways.short.sum())) + 1
    for spot in spots:
        if ways.left_out(spot) >= CLOSED or not (labels := ways.lacking(spot)).size:
            continue
        group = _shared_group(ways, spot, labels)
        if group is not None:
            least = max(float(ways.short[ways.tight(int(label))[0]].sum()) for label in labels)
            node = ways.theme.node[ways.theme.group == group][0]
            supply, part = int(ways.network.nodes.supply[node]), PARTS[ways.network.nodes.part[node]]
            guess = int(np.ceil(ways.short_together[labels].max()))
            grown, here = _grown(ways, group), ways.here(spot)
            found.append(Way(("places", ways.name, group), spot, here, int(least), guess, most, grown, supply, part))
    return found


def _grown(ways: Ways, group: int) -> Callable[[int], Variant]:
    return lambda steps: with_places(ways.base, group, float(steps))


def _shared_group(ways: Ways, spot: Spot, labels: Ints) -> int | None:
    """The group that all who stand in the way can gain from and most people of the spot can use; None is none."""
    common = set(ways.tight(int(labels[0]))[1].tolist())
    for label in labels[1:]:
        common &= set(ways.tight(int(label))[1].tolist())
    if not common:
        return None
    own = _own_need(ways, spot)
    use = sums_of(ways.base.arc_group, own[ways.base.arc_class], ways.base.capacity.size)
    return int(max(sorted(common), key=lambda group: float(use[group])))


def more_hours(ways: Ways, spots: Sequence[Spot]) -> list[Way]:
    """A service that is there, open in a part of day in which it is not: the one within reach of most who lack."""
    found = []
    closed = [(one, ways.problem.by_area(ways.lack * one[2])) for one in _closed_hours(ways)]
    most = int(np.ceil(ways.lack.sum())) + 1
    for spot in spots:
        (supply, part, near), lack = max(
            closed, key=lambda one: float(one[1][spot.area, spot.column]), default=((0, "", ways.lack > 0), None)
        )
        if lack is None or not lack[spot.area, spot.column] or ways.left_out(spot, near[:, spot.column]) >= CLOSED:
            continue
        guess, least = int(np.ceil(ways.all_short(near))), int(lack[spot.area, spot.column])
        opened, here = _opened(ways, near), ways.here(spot)
        found.append(Way(("hours", ways.name, supply, part), spot, here, least, guess, most, opened, supply, part))
    return found


def _opened(ways: Ways, near: Bools) -> Callable[[int], Variant]:
    return lambda steps: with_node(ways.problem, ways.base, near, float(steps))


def _closed_hours(ways: Ways) -> Iterator[tuple[int, str, Bools]]:
    """Each service of the theme and part of day in which it has no places, with the people who could use it then."""
    problem, pairs = ways.problem, ways.network.pairs
    rows = [problem.rows[row] for row in ways.base.rows]
    order = np.argsort(pairs.supply, kind="stable")
    ends = np.searchsorted(pairs.supply[order], np.arange(len(problem.supply) + 1))
    for index, supply in enumerate(problem.supply):
        if ways.name not in supply.themes or not any(supply.places):
            continue
        own = order[ends[index] : ends[index + 1]]
        distance = np.full(problem.x.size, np.inf)
        distance[pairs.point[own]] = pairs.distance[own]
        within = distance[:, None] <= np.array([row.reach for row in rows])
        for number, part in enumerate(PARTS):
            near = within & problem.suits[index, ways.base.rows] & np.array([part in row.parts for row in rows])
            if not supply.places[number] and near.any():
                yield index, part, near


def further(ways: Ways, spots: Sequence[Spot]) -> dict[Spot, float]:
    """The shortest reach, of those tried, with which each spot closes; of one need row at a time, for all wijken.

    Tried only where the services for these people have so many places to spare; going further makes no places.
    """
    found: dict[Spot, float] = {}
    own = of_themes(ways.problem, [ways.name])
    for column, row in enumerate(own.rows):
        spare = _spare(ways, column)
        waiting = [spot for spot in spots if spot.column == column and _lacks(ways, spot) <= spare]
        if not waiting:
            continue
        longer = [_with_reach(own, column, row.reach * times) for times in REACHES]
        pairs = pairs_of(longer[-1])
        networks = [network_of(one, pairs=pairs) for one in longer]
        variants = [variant_of(one, network, network.themes[0]) for one, network in zip(longer, networks, strict=True)]
        answers = list(zip(variants, lacking_in(variants), strict=True))
        for spot in waiting:
            closed = [_is_closed(ways, spot, *answer) for answer in answers]
            if any(closed):
                found[spot] = row.reach * REACHES[closed.index(True)]
    return found


def _with_reach(problem: Problem, column: int, metres: float) -> Problem:
    """The problem with another reach for one row."""
    rows = list(problem.rows)
    rows[column] = replace(rows[column], reach=metres)
    return replace(problem, rows=tuple(rows))


def _lacks(ways: Ways, spot: Spot) -> float:
    """Places that the people of a spot lack, apart from half a person."""
    spare = CLOSED * ways.problem.rows[spot.row].weekly_places
    return float(ways.lack[ways.here(spot), spot.column].sum()) - spare


def _spare(ways: Ways, column: int) -> float:
    """Places a week to spare at all services that are for one row and open when it can come, wherever they are."""
    problem, nodes = ways.problem, ways.network.nodes
    row = problem.rows[ways.base.rows[column]]
    suits = problem.suits[:, ways.base.rows[column]]
    hours = np.isin(nodes.part, [PARTS.index(part) for part in row.parts])
    own = (nodes.theme == problem.themes.index(row.theme)) & suits[nodes.supply] & hours
    return float((nodes.capacity - ways.used)[own].sum())


def _is_closed(ways: Ways, spot: Spot, variant: Variant, lack: Bools) -> bool:
    """Whether everybody of a spot who can use something has a place, and fewer than half a person cannot."""
    label = variant.label[ways.here(spot), spot.column]
    people = ways.problem.people[ways.here(spot), spot.row]
    return bool(not lack[label[label >= 0]].any() and people[label < 0].sum() < CLOSED)
