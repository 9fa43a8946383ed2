"""The capacity-and-reach transport model."""

import numpy as np

from .fair import fair_flow
from .network import Network, ThemeNetwork, network_of
from .plan import Nodes, Plan
from .problem import Floats, Ints, Problem


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
    share, label = np.zeros(problem.people.shape), np.full(problem.people.shape, -1, dtype=np.int64)
    flows, first = [], 0
    for theme in network.themes:
        flows.append(_solve_theme(problem, network.nodes, theme, share, label, first))
        first += theme.classes
    joined = [np.concatenate(column) if column else np.empty(0) for column in zip(*flows, strict=True)] or [
        np.empty(0)
    ] * 3
    return Plan(
        problem, network.nodes, share, network.reason, label,
        joined[0].astype(np.int64), joined[1].astype(np.int64), joined[2],
    )  # fmt: skip


def _solve_theme(
    problem: Problem, nodes: Nodes, theme: ThemeNetwork, share: Floats, label: Ints, first: int
) -> tuple[Ints, Ints, Floats]:
    """Solve one theme: fill in shares and labels, and return its flows."""
    weekly = np.array([problem.rows[row].weekly_places for row in theme.rows])
    people = problem.people[:, theme.rows]
    inside = (theme.label >= 0) & (people > 0)
    need = np.zeros(theme.classes)
    np.add.at(need, theme.label[inside], (people * weekly)[inside])
    alive = need[theme.arc_class] > 0
    arc_class, arc_node = theme.arc_class[alive], theme.arc_node[alive]
    shares, flow = _on_merged_nodes(need, nodes.capacity, arc_class, arc_node)
    rows = np.ix_(np.arange(len(people)), theme.rows)
    share[rows] = np.where(inside, np.concatenate([shares, [0.0]])[theme.label], 0.0)
    label[rows] = np.where(inside, theme.label + first, -1)
    used = flow > 0
    return arc_class[used] + first, arc_node[used], flow[used]


def _on_merged_nodes(need: Floats, capacity: Floats, arc_class: Ints, arc_node: Ints) -> tuple[Floats, Floats]:
    """Nodes that the same classes can use are one node (exact: they are loaded evenly)."""
    if not arc_class.size:
        return np.zeros(need.size), np.zeros(0)
    nodes, column = np.unique(arc_node, return_inverse=True)
    table = np.zeros((nodes.size, need.size), dtype=bool)
    table[column, arc_class] = True
    packed = np.ascontiguousarray(np.packbits(table, axis=1))
    keys = packed.view(np.dtype((np.void, packed.shape[1]))).ravel()
    _, first, merged = np.unique(keys, return_index=True, return_inverse=True)
    joint = np.zeros(first.size)
    np.add.at(joint, merged, capacity[nodes])
    lead = np.isin(column, first)
    classes, groups = arc_class[lead], merged[column[lead]]
    order = np.lexsort((groups, classes))
    shares, flows = fair_flow(need, joint, classes[order], groups[order])
    table_of_flows = np.zeros((need.size, joint.size))
    table_of_flows[classes[order], groups[order]] = flows
    part = capacity[nodes][column] / joint[merged[column]]
    return shares, table_of_flows[arc_class, merged[column]] * part
