"""The capacity-and-reach transport model."""

from typing import Final

import numpy as np

from .fair import fair_flow, fair_shares
from .network import Network, ThemeNetwork, network_of
from .plan import Plan
from .problem import Bools, Floats, Ints, Problem

ARCS_AT_ONCE: Final = 3_000_000
"""How many arcs of variants are laid side by side: bounds the memory (about 150 bytes each)."""
SAME: Final = 1e-7
"""Shares that differ by less are the same."""


def solve(problem: Problem, *, network: Network | None = None) -> Plan:
    """The plan that uses the most places, and of those the fairest by share unserved.

    Exact and without chance, so it takes no seed and no time limit. `network` may be kept from an equal map (see
    `Network`) when only people or places are perturbed.

    >>> from wijkhart.analysis.coverage import NeedRow, Supply
    >>> row = NeedRow("meeting", "seniors", weekly_places=1, reach=800, parts=frozenset({"morning"}))
    >>> club = Supply("club", (5, 0, 0), frozenset({"meeting"}), frozenset({"everyone"}), x=0, y=0)
    >>> problem = Problem(x=[0, 900], y=[0, 0], area=[0, 1], areas=("WK1", "WK2"), rows=(row,), people=[[8], [2]],
    ...     supply=(club,))
    >>> solve(problem).unserved.ravel()
    array([3., 2.])
    >>> solve(problem).reasons[:, 0]
    array([[0., 0., 0., 3.],
           [2., 0., 0., 0.]])
    """
    network = network or network_of(problem)
    whole = network.stacked
    need = np.concatenate([np.empty(0), *(class_need(problem, theme) for theme in network.themes)])
    room = sums_of(whole.group, network.nodes.capacity[whole.node], whole.groups)
    alive = need[whole.arc_class] > 0
    arc_class, arc_group = whole.arc_class[alive], whole.arc_group[alive]
    shares, flow = fair_flow(need, room, arc_class, arc_group)
    share, label = np.zeros(problem.people.shape), np.full(problem.people.shape, -1, dtype=np.int64)
    for theme, first in zip(network.themes, whole.first_class, strict=False):
        inside = (theme.label >= 0) & (problem.people[:, theme.rows] > 0)
        label[:, theme.rows] = np.where(inside, theme.label + first, -1)
    given = label >= 0
    share[given] = shares[label[given]]
    flows = _by_node(network, arc_class, arc_group, flow)
    return Plan(problem, network.nodes, share, network.reason, label, *flows)


def class_need(problem: Problem, theme: ThemeNetwork) -> Floats:
    """Places a week needed by each class of a theme (C)."""
    weekly = np.array([problem.rows[row].weekly_places for row in theme.rows])
    inside = theme.label >= 0
    return sums_of(theme.label[inside], (problem.people[:, theme.rows] * weekly)[inside], theme.classes)


def group_capacity(network: Network, theme: ThemeNetwork) -> Floats:
    """Places a week of each group of nodes of a theme (G)."""
    return sums_of(theme.group, network.nodes.capacity[theme.node], theme.groups)


def sums_of(index: Ints, amounts: Floats, size: int) -> Floats:
    """Amounts added up per index, as numbers with a fraction also when there are none.

    >>> sums_of(np.array([1, 1]), np.array([2.0, 3.0]), 3)
    array([0., 5., 0.])
    """
    return np.bincount(index, amounts, size).astype(float, copy=False)


def shares_in(
    needs: Floats, capacities: Floats, arc_class: Ints, arc_group: Ints, *, like: Floats | None = None
) -> Floats:
    """The fairest shares (D, C) in D variants of one network: other needs (D, C), other capacities (D, G) or (G).

    The variants are laid side by side and solved together, in as many goes as memory asks for. `like` (C) are shares
    of a variant that the others resemble: they say which arcs are likely to be used, and only those are solved with.
    Arcs that turn out to matter are taken in and the variant is solved again, so the answer is exact, whatever `like`.

    >>> shares_in(np.array([[10.0], [20.0]]), np.array([5.0]), np.array([0]), np.array([0])).ravel()
    array([0.5 , 0.25])
    """
    capacities = np.broadcast_to(capacities, (len(needs), capacities.shape[-1]))
    likely = np.ones(arc_class.size, dtype=bool)
    if like is not None:
        likely = like[arc_class] <= _least(like[None, arc_class], arc_group, capacities.shape[1])[0, arc_group] + SAME
    size = max(1, ARCS_AT_ONCE // max(1, arc_class.size))
    found = np.zeros(needs.shape)
    for start in range(0, len(needs), size):
        go = slice(start, start + size)
        found[go] = _until_right(needs[go], capacities[go], arc_class, arc_group, likely)
    return found


def _until_right(needs: Floats, capacities: Floats, arc_class: Ints, arc_group: Ints, likely: Bools) -> Floats:
    """Solve with the likely arcs; where an arc left out turns out to matter, take it in and solve once more."""
    there = (needs[:, arc_class] > 0) & (capacities[:, arc_group] > 0)
    active = there & likely
    found, waiting = np.zeros(needs.shape), np.arange(len(needs))
    while waiting.size:
        found[waiting] = _side_by_side(needs[waiting], capacities[waiting], arc_class, arc_group, active[waiting])
        share, used = found[waiting][:, arc_class], active[waiting]
        least = _least(np.where(used, share, 1.0), arc_group, capacities.shape[1])
        wrong = there[waiting] & ~used & (share < least[:, arc_group] - SAME)
        active[waiting] |= wrong
        waiting = waiting[wrong.any(1)]
    return found


def _least(shares: Floats, arc_group: Ints, groups: int) -> Floats:
    """The smallest share (D, G) over the arcs (D, arcs) of each group; 1 for a group without arcs."""
    least = np.ones((len(shares), groups))
    if arc_group.size:
        order = np.argsort(arc_group, kind="stable")
        there, starts = np.unique(arc_group[order], return_index=True)
        least[:, there] = np.minimum.reduceat(shares[:, order], starts, axis=1)
    return least


def _side_by_side(needs: Floats, capacities: Floats, arc_class: Ints, arc_group: Ints, active: Bools) -> Floats:
    """Variants with the arcs that are active (D, arcs) in each, as one problem."""
    variant, arc = np.nonzero(active)
    classes, groups = arc_class[arc] + variant * needs.shape[1], arc_group[arc] + variant * capacities.shape[1]
    return fair_shares(needs.ravel(), capacities.ravel(), classes, groups).reshape(needs.shape)


def _by_node(network: Network, arc_class: Ints, arc_group: Ints, flow: Floats) -> tuple[Ints, Ints, Floats]:
    """What each class gets from each node: a group is loaded evenly over its nodes."""
    node, group, groups = network.stacked.node, network.stacked.group, network.stacked.groups
    order = np.argsort(group, kind="stable")
    sizes = np.bincount(group, minlength=groups)
    joint = sums_of(group, network.nodes.capacity[node], groups)
    used = np.flatnonzero(flow > 0)
    times = sizes[arc_group[used]]
    arc = np.repeat(used, times)
    within = np.arange(arc.size) - np.repeat(np.cumsum(times) - times, times)
    chosen = node[order][(np.cumsum(sizes) - sizes)[arc_group[arc]] + within]
    places = flow[arc] * network.nodes.capacity[chosen] / joint[arc_group[arc]]
    return arc_class[arc], chosen, places
