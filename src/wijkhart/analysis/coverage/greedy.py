"""What a simple rule would do: everybody to the nearest place that still has room."""

import numpy as np

from .network import Network, ThemeNetwork, network_of
from .plan import REASONS, Plan
from .problem import Ints, Problem


def baseline(problem: Problem) -> Plan:
    """Greedy: the closest (people, place) pair first, until the place is full or the people are served.

    >>> from wijkhart.analysis.coverage import NeedRow, Supply
    >>> row = NeedRow("meeting", "seniors", weekly_places=1, reach=800, parts=frozenset({"morning"}))
    >>> club = Supply("club", (5, 0, 0), frozenset({"meeting"}), frozenset({"everyone"}), x=0, y=0)
    >>> problem = Problem(x=[0, 10], y=[0, 0], area=[0, 0], areas=("WK1",), rows=(row,), people=[[4], [4]],
    ...     supply=(club,))
    >>> baseline(problem).share.ravel()
    array([1.  , 0.25])
    """
    network = network_of(problem)
    weekly = np.array([row.weekly_places for row in problem.rows])
    wanted = problem.people * weekly
    left, room = wanted.copy(), network.nodes.capacity.copy()
    flows: list[tuple[int, int, float]] = []
    for point, row, node in _nearest_first(problem, network):
        given = min(left[point, row], room[node])
        if given > 0:
            left[point, row] -= given
            room[node] -= given
            flows.append((point * len(problem.rows) + row, node, given))
    share = np.divide(wanted - left, wanted, out=np.zeros_like(wanted), where=wanted > 0)
    table = np.array(flows, dtype=float).reshape(-1, 3).T
    classes, used = table[:2].astype(np.int64)
    own = np.arange(wanted.size).reshape(wanted.shape)
    label = np.where((network.reason == REASONS.index("full")) & (wanted > 0), own, -1)
    return Plan(problem, network.nodes, share, network.reason, label, classes, used, table[2])


def _nearest_first(problem: Problem, network: Network) -> list[tuple[int, int, int]]:
    """Every (point, need row, node) that can be used, by distance."""
    distance = np.full((problem.x.size, len(problem.supply)), np.inf)
    distance[network.pairs.point, network.pairs.supply] = network.pairs.distance
    found = [_usable(theme, column) for theme in network.themes for column in range(theme.rows.size)]
    points, rows, nodes = np.concatenate([np.empty((3, 0), np.int64), *found], axis=1)
    order = np.lexsort((nodes, rows, points, distance[points, network.nodes.supply[nodes]]))
    return list(zip(points[order].tolist(), rows[order].tolist(), nodes[order].tolist(), strict=True))


def _usable(theme: ThemeNetwork, column: int) -> Ints:
    """Point, need row and node (3, n) of one need row."""
    table = np.zeros((theme.classes + 1, theme.groups), dtype=bool)
    table[theme.arc_class, theme.arc_group] = True
    points, places = np.nonzero(table[:, theme.group][theme.label[:, column]])
    return np.stack([points, np.full(points.size, theme.rows[column]), theme.node[places]])
