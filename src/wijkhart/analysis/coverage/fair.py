"""The one fair maximum flow between classes of people and places.

Among all ways to use the places fully there is exactly one vector of shares that is lexicographically fairest: the
smallest share is as large as it can be, then the next, and so on (Megiddo 1974; Fujishige 1980, the lexicographically
optimal base of a polymatroid). It is found by decomposition: ask a maximum flow whether everybody can have the same
share; if not, the minimum cut separates those who must have less, and both sides are solved apart.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components, maximum_flow

from .problem import Bools, Floats, Ints

Units = NDArray[np.int32]
_UNITS = 2.0**30
"""Flows are whole numbers of 32 bits: the larger of need and capacity of a part is divided into this many units."""


@dataclass(frozen=True, eq=False)
class _Part:
    """Classes, nodes and the arcs between them, each as indices in the whole."""

    classes: Ints
    nodes: Ints
    arcs: Ints


def fair_flow(need: Floats, capacity: Floats, arc_class: Ints, arc_node: Ints) -> tuple[Floats, Floats]:
    """The fairest shares (C), and flows per arc that give them while loading the nodes as evenly as can be.

    `need` (C) and `capacity` (K) in places a week, all above 0; arcs say which class can use which node. A class
    without an arc gets 0. Shares are exact up to rounding of 1e-9 of the whole; work: a maximum flow per level of
    share, twice at most.

    >>> shares, flows = fair_flow(np.array([10.0, 10.0]), np.array([5.0, 10.0]), np.array([0, 1, 1]),
    ...     np.array([0, 0, 1]))
    >>> shares.round(6), flows.round(6)
    (array([0.5, 1. ]), array([ 5.,  0., 10.]))
    """
    share, flow = np.zeros(need.size), np.zeros(arc_class.size)
    for part, level in _levels(need, capacity, arc_class, arc_node, flow):
        share[part.classes] = level
        if level >= 1:
            _spread(part, need, capacity, arc_class, arc_node, flow)
    _settle(flow, arc_class, need * share)
    return share, flow


def _spread(part: _Part, need: Floats, capacity: Floats, arc_class: Ints, arc_node: Ints, flow: Floats) -> None:
    """Where all have a place, load the nodes evenly: the same problem with the two sides changed about."""
    flow[part.arcs] = 0
    _levels(capacity, need, arc_node, arc_class, flow, part.arcs)


def _settle(flow: Floats, arc_class: Ints, served: Floats) -> None:
    """Take the rounding out: what a class gets is exactly its share."""
    sums = np.bincount(arc_class, flow, served.size)
    factor = np.divide(served, sums, out=np.ones_like(served), where=sums > 0)
    flow *= factor[arc_class]


def _levels(
    need: Floats, capacity: Floats, arc_class: Ints, arc_node: Ints, flow: Floats, arcs: Ints | None = None
) -> list[tuple[_Part, float]]:
    """Divide into parts of equal share; fills in the flows."""
    done: list[tuple[_Part, float]] = []
    chosen = np.arange(arc_class.size) if arcs is None else arcs
    waiting = _components(arc_class, arc_node, chosen[np.lexsort((arc_node[chosen], arc_class[chosen]))])
    while waiting:
        part = waiting.pop()
        wanted, offered = need[part.classes].sum(), capacity[part.nodes].sum()
        level = min(1.0, offered / wanted)
        less, flows = _cut(part, need * level, capacity, arc_class, arc_node)
        if less.any():
            in_less, in_cut = np.zeros(need.size, dtype=bool), np.zeros(capacity.size, dtype=bool)
            in_less[part.classes[less]] = True
            own = in_less[arc_class[part.arcs]]
            in_cut[arc_node[part.arcs[own]]] = True
            rest = ~own & ~in_cut[arc_node[part.arcs]]
            waiting += _components(arc_class, arc_node, part.arcs[own])
            waiting += _components(arc_class, arc_node, part.arcs[rest])
        else:
            flow[part.arcs] = flows
            done.append((part, level))
    return done


def _components(arc_class: Ints, arc_node: Ints, arcs: Ints) -> list[_Part]:
    """The parts of a graph that share nothing with each other."""
    if not arcs.size:
        return []
    classes, rows = np.unique(arc_class[arcs], return_inverse=True)
    nodes, columns = np.unique(arc_node[arcs], return_inverse=True)
    size = classes.size + nodes.size
    graph = coo_array((np.ones(arcs.size, np.int8), (rows, columns + classes.size)), shape=(size, size))
    count, label = connected_components(graph.tocsr(), directed=False)
    if count == 1:
        return [_Part(classes, nodes, arcs)]
    mark, node_mark, arc_mark = label[: classes.size], label[classes.size :], label[rows]
    return [_Part(classes[mark == i], nodes[node_mark == i], arcs[arc_mark == i]) for i in range(count)]


def _cut(part: _Part, wanted: Floats, capacity: Floats, arc_class: Ints, arc_node: Ints) -> tuple[Bools, Floats]:
    """The classes that cannot all have what is wanted (none: all can), and the flows.

    Wants are rounded down and places up, so that what fits is never said not to fit.
    """
    wants, offers = wanted[part.classes], capacity[part.nodes]
    scale = _UNITS / max(wants.sum(), offers.sum())
    rows = np.searchsorted(part.classes, arc_class[part.arcs])
    columns = np.searchsorted(part.nodes, arc_node[part.arcs])
    units = np.floor(wants * scale).astype(np.int32)
    room = np.ceil(offers * scale).astype(np.int32)
    if part.nodes.size == 1 or part.classes.size == 1:
        return np.zeros(part.classes.size, dtype=bool), _only(wants, offers, rows, columns)
    flows = _maximum_flow(units, room, rows, columns)
    short = np.bincount(rows, flows, wants.size) < units
    if not short.any():
        return short, flows / scale
    return _source_side(short, flows > 0, rows, columns, offers.size), flows / scale


def _only(wants: Floats, offers: Floats, rows: Ints, columns: Ints) -> Floats:
    """One class, or one node: no choice, so no flow to compute."""
    return np.asarray(wants[rows] if offers.size == 1 else offers[columns] * (wants[0] / offers.sum()))


def _source_side(short: Bools, used: Bools, rows: Ints, columns: Ints, nodes: int) -> Bools:
    """The classes on the source side of the minimum cut, and all that can only use the nodes cut off with them."""
    side, cut = short, np.zeros(nodes, dtype=bool)
    while True:
        cut[columns[side[rows]]] = True
        pushed = np.zeros_like(side)
        pushed[rows[used & cut[columns]]] = True
        outside = np.zeros_like(side)
        outside[rows[~cut[columns]]] = True
        grown = side | pushed | ~outside
        if (grown == side).all():
            return side
        side = grown


def _maximum_flow(units: Units, room: Units, rows: Ints, columns: Ints) -> Floats:
    """Whole-number flows per arc; arcs come sorted by class, then node."""
    classes, nodes = units.size, room.size
    size = classes + nodes + 2
    data = np.concatenate([units, units[rows], room])
    ends = np.concatenate([np.arange(1, classes + 1), columns + classes + 1, np.full(nodes, size - 1)])
    starts = [[0, classes], classes + np.cumsum(np.bincount(rows, minlength=classes))]
    last = classes + rows.size
    pointers = np.concatenate([*starts, last + np.arange(1, nodes + 1), [last + nodes]])
    graph = csr_array((data, ends.astype(np.int32), pointers.astype(np.int32)), shape=(size, size))
    found = maximum_flow(graph, 0, size - 1).flow.tocoo()
    forward = (found.row > 0) & (found.row <= classes) & (found.col > classes)
    keys = (found.row[forward] - 1).astype(np.int64) * nodes + (found.col[forward] - classes - 1)
    flows = np.zeros(rows.size)
    flows[np.searchsorted(rows * nodes + columns, keys)] = found.data[forward]
    return flows
