"""Who can reach what: all that depends on the map and the rules, not on the numbers of people and places."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.spatial import cKDTree

from .plan import REASONS, Nodes
from .problem import PARTS, WHOLE, Bools, Floats, Ints, Problem


@dataclass(frozen=True, eq=False)
class Pairs:
    """Each (point, service) within the longest reach of any need row; `distance` in metres, 0 when it comes home."""

    point: Ints
    supply: Ints
    distance: Floats


@dataclass(frozen=True, eq=False)
class ThemeNetwork:
    """The network of one theme.

    `rows` are its need rows; `label` (P, len(rows)) the class of each group of people, -1 where they can use no node.
    People with the same nodes are one class, also of different rows. Nodes that the same classes can use are one
    group (exact, because they are loaded evenly): `node` are nodes of the whole problem, `group` the group of each.
    Class `arc_class[i]` can use group `arc_group[i]`; arcs are sorted by class, then group.
    """

    rows: Ints
    label: Ints
    classes: int
    node: Ints
    group: Ints
    groups: int
    arc_class: Ints
    arc_group: Ints


@dataclass(frozen=True, eq=False)
class Stacked:
    """All themes as one network: classes and groups are numbered on from theme to theme.

    `first_class` and `first_group` (themes + 1) say where each theme begins; the rest as in `ThemeNetwork`.
    """

    first_class: Ints
    first_group: Ints
    arc_class: Ints
    arc_group: Ints
    node: Ints
    group: Ints

    @property
    def classes(self) -> int:
        return int(self.first_class[-1])

    @property
    def groups(self) -> int:
        return int(self.first_group[-1])


@dataclass(frozen=True, eq=False)
class Network:
    """All themes; can be kept while people and places are perturbed, as long as no service opens or closes."""

    nodes: Nodes
    themes: tuple[ThemeNetwork, ...]
    reason: Ints
    pairs: Pairs

    @cached_property
    def stacked(self) -> Stacked:
        """All themes as one network."""
        classes = np.cumsum([0, *(theme.classes for theme in self.themes)])
        groups = np.cumsum([0, *(theme.groups for theme in self.themes)])
        shifted = list(zip(self.themes, classes, groups, strict=False))
        return Stacked(
            classes,
            groups,
            _joined([theme.arc_class + first for theme, first, _ in shifted]),
            _joined([theme.arc_group + first for theme, _, first in shifted]),
            _joined([theme.node for theme in self.themes]),
            _joined([theme.group + first for theme, _, first in shifted]),
        )


def _joined(parts: Sequence[Ints]) -> Ints:
    return np.concatenate([np.empty(0, np.int64), *parts])


def network_of(problem: Problem, *, pairs: Pairs | None = None) -> Network:
    """Find who can reach what. `pairs` may be kept from the same map, when they go as far as the longest reach.

    >>> from wijkhart.analysis.coverage import NeedRow, Problem, Supply
    >>> row = NeedRow("meeting", "seniors", weekly_places=1, reach=800, parts=frozenset({"morning"}))
    >>> club = Supply("club", (5, 0, 0), frozenset({"meeting"}), frozenset({"everyone"}), x=0, y=0)
    >>> problem = Problem(x=[0, 900], y=[0, 0], area=[0, 0], areas=("WK1",), rows=(row,), people=[[9], [9]],
    ...     supply=(club,))
    >>> network_of(problem).themes[0].label.ravel()
    array([ 0, -1])
    """
    pairs, nodes = pairs or pairs_of(problem), nodes_of(problem)
    reason = np.zeros(problem.people.shape, dtype=np.int64)
    themes = tuple(_theme_network(problem, pairs, nodes, index, reason) for index in range(len(problem.themes)))
    return Network(nodes, themes, reason, pairs)


def nodes_of(problem: Problem) -> Nodes:
    """Every (service, part of day, theme) that has places and a need row."""
    themes = {theme: index for index, theme in enumerate(problem.themes)}
    found = [
        (index, part, themes[theme], places / len(supply.themes))
        for index, supply in enumerate(problem.supply)
        for theme in sorted(supply.themes & themes.keys(), key=themes.__getitem__)
        for part, places in enumerate(supply.places)
        if places > 0
    ]
    columns = np.array(found, dtype=float).reshape(-1, 4).T
    supply, part, theme = columns[:3].astype(np.int64)
    return Nodes(supply, part, theme, columns[3])


def pairs_of(problem: Problem) -> Pairs:
    """Neighbours within the longest reach, by k-d tree, and the services that come to people."""
    reach = max((row.reach for row in problem.rows), default=0.0)
    placed = np.array([i for i, s in enumerate(problem.supply) if s.area is None], dtype=np.int64)
    parts = [_at_home(problem)]
    if placed.size and problem.x.size:
        where = np.array([(problem.supply[i].x, problem.supply[i].y) for i in placed], dtype=float)
        tree = cKDTree(np.column_stack([problem.x, problem.y]))
        near = tree.sparse_distance_matrix(cKDTree(where), reach, output_type="ndarray")
        parts.append(Pairs(near["i"].astype(np.int64), placed[near["j"]], near["v"]))
    joined = [np.concatenate([getattr(part, name) for part in parts]) for name in ("point", "supply", "distance")]
    order = np.lexsort((joined[1], joined[0]))
    return Pairs(joined[0][order], joined[1][order], joined[2][order])


def _at_home(problem: Problem) -> Pairs:
    points, supplies = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for index, supply in enumerate(problem.supply):
        if supply.area is None:
            continue
        inside = np.flatnonzero((problem.area == supply.area) | (supply.area == WHOLE))
        points.append(inside)
        supplies.append(np.full(inside.size, index))
    point = np.concatenate(points)
    return Pairs(point, np.concatenate(supplies), np.zeros(point.size))


def _theme_network(problem: Problem, pairs: Pairs, nodes: Nodes, theme: int, reason: Ints) -> ThemeNetwork:
    """The classes of one theme; fills in why people who can use nothing cannot (`reason`)."""
    own = np.flatnonzero(nodes.theme == theme)
    rows = np.array([i for i, row in enumerate(problem.rows) if row.theme == problem.themes[theme]], dtype=np.int64)
    offered, column = np.unique(nodes.supply[own], return_inverse=True)
    place = np.full(len(problem.supply), -1, dtype=np.int64)
    place[offered] = np.arange(offered.size)
    themed = place[pairs.supply] >= 0
    point, offer, distance = pairs.point[themed], place[pairs.supply[themed]], pairs.distance[themed]
    usable = np.zeros((rows.size, problem.x.size, own.size), dtype=bool)
    for number, index in enumerate(rows):
        row = problem.rows[index]
        near = distance <= row.reach
        within = np.zeros((problem.x.size, offered.size), dtype=bool)
        within[point[near], offer[near]] = True
        allowed = within & problem.suits[offered, index]
        hours = np.isin(nodes.part[own], [PARTS.index(part) for part in row.parts])
        usable[number] = allowed[:, column] & hours
        reason[:, index] = np.where(within.any(1), np.where(allowed.any(1), 2, 1), 0)
        reason[usable[number].any(1), index] = REASONS.index("full")
    return _grouped(rows, usable.reshape(rows.size * problem.x.size, own.size), own)


def _grouped(rows: Ints, usable: Bools, own: Ints) -> ThemeNetwork:
    """Classes of people with the same nodes, and groups of nodes with the same classes."""
    label = np.full(len(usable), -1, dtype=np.int64)
    can = np.flatnonzero(usable.any(1))
    first, label[can] = distinct(usable[can])
    table = usable[can[first]]
    used = np.flatnonzero(table.any(0))
    lead, group = distinct(table[:, used].T)
    arc_class, arc_group = np.nonzero(table[:, used[lead]])
    by_row = label.reshape(rows.size, len(label) // max(1, rows.size)).T
    return ThemeNetwork(rows, by_row, len(table), own[used], group, lead.size, arc_class, arc_group)


def distinct(table: Bools) -> tuple[Ints, Ints]:
    """The first of each of the different rows of a table, and which of them each row is.

    >>> distinct(np.array([[True, False], [False, True], [True, False]]))
    (array([1, 0]), array([1, 0, 1]))
    """
    if not table.size:
        return np.zeros(0, np.int64), np.zeros(len(table), np.int64)
    packed = np.ascontiguousarray(np.packbits(table, axis=1))
    keys = packed.view(np.dtype((np.void, packed.shape[1]))).ravel()
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    return first, inverse.astype(np.int64)
