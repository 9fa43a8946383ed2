"""The one fair maximum flow between classes of people and places.

Among all ways to use the places fully there is exactly one vector of shares that is lexicographically fairest: the
smallest share is as large as it can be, then the next, and so on (Megiddo 1974; Fujishige 1980, the lexicographically
optimal base of a polymatroid). It is found by decomposition: ask a maximum flow whether everybody can have the same
share; if not, the minimum cut separates those who must have less, and both sides are solved apart.

All parts that are still open are asked in one maximum flow. So many problems that share nothing (the themes of a
municipality, two hundred drawn worlds of it) cost hardly more rounds than one: lay them side by side and call once.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, maximum_flow

from .problem import Bools, Floats, Ints

Units = NDArray[np.int32]
_UNITS = 2.0**30
"""Flows are whole numbers of 32 bits: the larger of need and capacity of a part is divided into this many units."""


@dataclass(frozen=True, eq=False)
class _Graph:
    """The open arcs, sorted by class, then node; classes and nodes are numbered anew, each with its part.

    A part is a set of classes and nodes that shares nothing with the others.
    """

    arcs: Ints
    classes: Ints
    nodes: Ints
    rows: Ints
    columns: Ints
    class_part: Ints
    node_part: Ints
    parts: int

    @property
    def arc_part(self) -> Ints:
        return np.asarray(self.class_part[self.rows])

    @property
    def simple(self) -> Bools:
        """Parts of one class or one node: no choice, so no flow to compute."""
        one_class = np.bincount(self.class_part, minlength=self.parts) == 1
        return np.asarray(one_class | (np.bincount(self.node_part, minlength=self.parts) == 1))


def fair_shares(need: Floats, capacity: Floats, arc_class: Ints, arc_node: Ints) -> Floats:
    """The fairest shares (C), without the flows.

    `need` (C) and `capacity` (K) in places a week, all above 0; arcs say which class can use which node. A class
    without an arc gets 0. Shares are exact up to rounding of 1e-9 of their part.

    >>> fair_shares(np.array([10.0, 10.0]), np.array([5.0, 10.0]), np.array([0, 1, 1]), np.array([0, 0, 1])).round(6)
    array([0.5, 1. ])
    """
    return _levels(need, capacity, arc_class, arc_node, np.zeros(arc_class.size), np.arange(arc_class.size))


def fair_flow(need: Floats, capacity: Floats, arc_class: Ints, arc_node: Ints) -> tuple[Floats, Floats]:
    """The fairest shares (C), and flows per arc that give them while loading the nodes as evenly as can be.

    Arguments as in `fair_shares`. Work: a maximum flow per level of share, twice at most.

    >>> shares, flows = fair_flow(np.array([10.0, 10.0]), np.array([5.0, 10.0]), np.array([0, 1, 1]),
    ...     np.array([0, 0, 1]))
    >>> shares.round(6), flows.round(6)
    (array([0.5, 1. ]), array([ 5.,  0., 10.]))
    """
    flow = np.zeros(arc_class.size)
    share = _levels(need, capacity, arc_class, arc_node, flow, np.arange(arc_class.size))
    # Where all have a place, load the nodes evenly: the same problem with the two sides changed about.
    served = np.flatnonzero((share[arc_class] >= 1) & ~_gives_to_less(share, arc_class, arc_node, capacity.size))
    flow[share[arc_class] >= 1] = 0
    _levels(capacity, need, arc_node, arc_class, flow, served)
    sums = np.bincount(arc_class, flow, need.size)
    factor = np.divide(need * share, sums, out=np.ones_like(share), where=sums > 0)
    return share, flow * factor[arc_class]


def who_lack(need: Floats, capacity: Floats, arc_class: Ints, arc_node: Ints) -> Bools:
    """The classes (C) with a share below 1, by one maximum flow: those on the source side of the minimum cut.

    Arguments as in `fair_shares`. A class without an arc lacks.

    >>> who_lack(np.array([10.0, 10.0]), np.array([5.0, 10.0]), np.array([0, 1, 1]), np.array([0, 0, 1]))
    array([ True, False])
    """
    lack = np.ones(need.size, dtype=bool)
    arcs = np.lexsort((arc_node, arc_class))
    graph = _graph(arcs, arc_class, arc_node, need.size, capacity.size)
    wants, offers = need[graph.classes], capacity[graph.nodes]
    wanted = np.bincount(graph.class_part, wants, graph.parts)
    offered = np.bincount(graph.node_part, offers, graph.parts)
    found, short = _route(graph, wants, offers, np.divide(wanted, offered))
    short |= (graph.simple & (wanted > offered * (1 + 1 / _UNITS)))[graph.class_part]
    lack[graph.classes] = _source_side(short, found > 0, graph.rows, graph.columns, graph.nodes.size)
    return lack


def _gives_to_less(share: Floats, arc_class: Ints, arc_node: Ints, nodes: int) -> Bools:
    """Arcs to a node that belongs to people who must have less: it has nothing over for those who have a place."""
    least = np.ones(nodes)
    np.minimum.at(least, arc_node, share[arc_class])
    return np.asarray(least[arc_node] < 1)


def _levels(need: Floats, capacity: Floats, arc_class: Ints, arc_node: Ints, flow: Floats, arcs: Ints) -> Floats:
    """Divide into parts of equal share, breadth first; returns the shares and fills in the flows of these arcs."""
    share = np.zeros(need.size)
    waiting = arcs[np.lexsort((arc_node[arcs], arc_class[arcs]))]
    while waiting.size:
        graph = _graph(waiting, arc_class, arc_node, need.size, capacity.size)
        wants, offers = need[graph.classes], capacity[graph.nodes]
        wanted = np.bincount(graph.class_part, wants, graph.parts)
        offered = np.bincount(graph.node_part, offers, graph.parts)
        level = np.minimum(1.0, offered / wanted)
        found, short = _route(graph, wants * level[graph.class_part], offers, wanted * level / offered)
        uneven = np.zeros(graph.parts, dtype=bool)
        uneven[graph.class_part[short]] = True
        done = ~uneven[graph.class_part]
        share[graph.classes[done]] = level[graph.class_part[done]]
        done = ~uneven[graph.arc_part]
        flow[graph.arcs[done]] = found[done]
        waiting = _split(graph, short, found, np.flatnonzero(~done))
    return share


def _graph(arcs: Ints, arc_class: Ints, arc_node: Ints, classes: int, nodes: int) -> _Graph:
    """Number what these arcs touch, and find the parts."""
    own_classes, rows = _renumbered(arc_class[arcs], classes)
    own_nodes, columns = _renumbered(arc_node[arcs], nodes)
    size = own_classes.size + own_nodes.size
    starts = np.full(size + 1, arcs.size, dtype=np.int32)
    starts[: own_classes.size + 1] = _starts(rows, own_classes.size)
    ends = (columns + own_classes.size).astype(np.int32)
    graph = csr_array((np.ones(arcs.size, np.int8), ends, starts), shape=(size, size))
    parts, label = connected_components(graph, directed=False)
    class_part, node_part = np.split(label.astype(np.int64), [own_classes.size])
    return _Graph(arcs, own_classes, own_nodes, rows, columns, class_part, node_part, int(parts))


def _renumbered(index: Ints, size: int) -> tuple[Ints, Ints]:
    """The distinct indices in order, and the place of each among them (as `np.unique`, without sorting)."""
    there = np.zeros(size, dtype=bool)
    there[index] = True
    return np.flatnonzero(there), (np.cumsum(there) - 1)[index]


def _starts(rows: Ints, count: int) -> Ints:
    """Where each row begins, as a compressed sparse matrix writes it; rows are sorted."""
    return np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=count))])


def _route(graph: _Graph, wants: Floats, offers: Floats, use: Floats) -> tuple[Floats, Bools]:
    """Flows per arc that give each class what it wants as far as can be, and the classes that cannot have it all.

    `use` is the part of the places of each part that is wanted. Wants are rounded down and places up, so that what
    fits is never said not to fit.
    """
    simple = graph.simple
    found = np.where(
        np.bincount(graph.node_part, minlength=graph.parts)[graph.arc_part] == 1,
        wants[graph.rows],
        offers[graph.columns] * use[graph.arc_part],
    )
    short = np.zeros(graph.classes.size, dtype=bool)
    chosen = np.flatnonzero(~simple[graph.arc_part])
    if not chosen.size:
        return found, short
    size = np.maximum(
        np.bincount(graph.class_part, wants, graph.parts), np.bincount(graph.node_part, offers, graph.parts)
    )
    scale = np.where(simple, 0.0, _UNITS / size)
    units = np.floor(wants * scale[graph.class_part]).astype(np.int32)
    room = np.ceil(offers * scale[graph.node_part]).astype(np.int32)
    flows = _maximum_flow(units, room, graph.rows[chosen], graph.columns[chosen])
    found[chosen] = flows / scale[graph.arc_part[chosen]]
    return found, np.bincount(graph.rows[chosen], flows, units.size) < units


def _split(graph: _Graph, short: Bools, found: Floats, arcs: Ints) -> Ints:
    """The arcs that stay open: those who must have less keep all nodes they can use, the rest keep the other nodes."""
    rows, columns = graph.rows[arcs], graph.columns[arcs]
    less = _source_side(short, found[arcs] > 0, rows, columns, graph.nodes.size)
    own = less[rows]
    cut = np.zeros(graph.nodes.size, dtype=bool)
    cut[columns[own]] = True
    return np.asarray(graph.arcs[arcs[own | ~cut[columns]]])


def _source_side(short: Bools, used: Bools, rows: Ints, columns: Ints, nodes: int) -> Bools:
    """The classes on the source side of the minimum cut, and all that can only use the nodes cut off with them."""
    side, cut = short, np.zeros(nodes, dtype=bool)
    here = np.zeros_like(side)
    here[rows] = True
    while True:
        cut[columns[side[rows]]] = True
        pushed = np.zeros_like(side)
        pushed[rows[used & cut[columns]]] = True
        outside = np.zeros_like(side)
        outside[rows[~cut[columns]]] = True
        grown = side | pushed | (here & ~outside)
        if (grown == side).all():
            return side
        side = grown


def _maximum_flow(units: Units, room: Units, rows: Ints, columns: Ints) -> Floats:
    """Whole-number flows per arc; arcs come sorted by class, then node."""
    classes, nodes = units.size, room.size
    size, last = classes + nodes + 2, classes + rows.size
    data = np.concatenate([units, units[rows], room])
    ends = np.concatenate([np.arange(1, classes + 1), columns + classes + 1, np.full(nodes, size - 1)])
    starts = np.concatenate([[0], classes + _starts(rows, classes), last + np.arange(1, nodes + 1), [last + nodes]])
    graph = csr_array((data, ends.astype(np.int32), starts.astype(np.int32)), shape=(size, size))
    found = maximum_flow(graph, 0, size - 1).flow.tocoo()
    forward = (found.row > 0) & (found.row <= classes) & (found.col > classes)
    keys = (found.row[forward] - 1).astype(np.int64) * nodes + (found.col[forward] - classes - 1)
    flows = np.zeros(rows.size)
    flows[np.searchsorted(rows * nodes + columns, keys)] = found.data[forward]
    return flows
