"""Dual values: how many people more have a place for one weekly place more, and where.

One more place at a node goes to those who could use it and have the smallest share; whom they then leave room for
goes on, along flows, to others with that same share. All whom it reaches rise together, so a place is worth the
people among them over the places they need. A node where nobody lacks a place is worth nothing.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order

from .network import Network, Stacked, network_of
from .plan import Plan
from .problem import Floats, Ints
from .solving import SAME, sums_of


@dataclass(frozen=True, eq=False)
class Worth:
    """Who rises with one more weekly place at each node, as sums over classes.

    `people` (K): people more with a place, per extra weekly place. `gain` holds for each node the rise of the share
    of each class that gains, as three arrays: `node`, `label` (classes of the plan) and `rise` (share per place).
    """

    people: Floats
    node: Ints
    label: Ints
    rise: Floats

    def here(self, plan: Plan, node: int) -> Floats:
        """People more with a place by area and row (A, R), per extra weekly place at one node."""
        rise = np.zeros(int(plan.label.max(initial=-1)) + 2)
        own = self.node == node
        rise[self.label[own]] = self.rise[own]
        return plan.problem.by_area(plan.problem.people * rise[plan.label])

    def table(self, plan: Plan) -> Floats:
        """People more with a place by area and row per extra weekly place at each node (K, A, R)."""
        problem, nodes = plan.problem, self.people.size
        point, row = np.nonzero((plan.label >= 0) & (problem.people > 0))
        classes = int(plan.label.max(initial=-1)) + 1
        spot = problem.area[point] * len(problem.rows) + row
        shape = (classes, len(problem.areas) * len(problem.rows))
        people = csr_array((problem.people[point, row], (plan.label[point, row], spot)), shape=shape)
        rise = csr_array((self.rise, (self.node, self.label)), shape=(nodes, classes))
        found = np.asarray((rise @ people).toarray())
        return found.reshape(nodes, len(problem.areas), len(problem.rows))


def worth(plan: Plan, *, network: Network | None = None) -> Worth:
    """The dual value of every node of a plan made by `solve`.

    >>> from wijkhart.analysis.coverage import NeedRow, Problem, Supply, solve
    >>> row = NeedRow("meeting", "seniors", weekly_places=0.5, reach=800, parts=frozenset({"morning"}))
    >>> club = Supply("club", (5, 0, 0), frozenset({"meeting"}), frozenset({"everyone"}), x=0, y=0)
    >>> problem = Problem(x=[0], y=[0], area=[0], areas=("WK1",), rows=(row,), people=[[30]], supply=(club,))
    >>> worth(solve(problem)).people
    array([2.])
    """
    network = network or network_of(plan.problem)
    levels = _Levels.of(plan, network)
    found = [_rise(levels, group) for group in range(levels.groups)]
    people = np.array([levels.people[label].sum() * rise for label, rise in found] or np.empty(0))
    node, group = levels.node, levels.group
    values = np.zeros(network.nodes.capacity.size)
    values[node] = people[group]
    sizes = [found[one][0].size for one in group]
    return Worth(
        values,
        np.repeat(node, sizes),
        np.concatenate([np.empty(0, np.int64), *(found[one][0] for one in group)]),
        np.repeat([found[one][1] for one in group], sizes).astype(float),
    )


@dataclass(frozen=True, eq=False)
class _Levels:
    """Classes and groups of all themes, with who can take from whom at the same share."""

    classes: int
    groups: int
    people: Floats
    need: Floats
    node: Ints
    group: Ints
    onward: csr_array

    @classmethod
    def of(cls, plan: Plan, network: Network) -> "_Levels":
        whole = network.stacked
        people, need, share = _by_class(plan, whole.classes)
        return cls(whole.classes, whole.groups, people, need, whole.node, whole.group, _onward(plan, whole, share))


def _by_class(plan: Plan, classes: int) -> tuple[Floats, Floats, Floats]:
    """People, places needed and share of each class; a class without people counts as served."""
    inside = plan.label >= 0
    label, people = plan.label[inside], plan.problem.people[inside]
    weekly = np.broadcast_to([row.weekly_places for row in plan.problem.rows], plan.label.shape)[inside]
    share = np.ones(classes)
    share[label] = plan.share[inside]
    return sums_of(label, people, classes), sums_of(label, people * weekly, classes), share


def _onward(plan: Plan, whole: Stacked, share: Floats) -> csr_array:
    """From a group to the classes with the smallest share there, from a class to the groups it takes from."""
    classes, groups, arc_class, arc_group = whole.classes, whole.groups, whole.arc_class, whole.arc_group
    least = np.ones(groups)
    np.minimum.at(least, arc_group, share[arc_class])
    lacks = (share[arc_class] <= least[arc_group] + SAME) & (share[arc_class] < 1 - SAME)
    group_of = np.full(plan.nodes.capacity.size, -1, dtype=np.int64)
    group_of[whole.node] = whole.group
    used = plan.flow_places > SAME
    start = np.concatenate([classes + arc_group[lacks], plan.flow_class[used]])
    end = np.concatenate([arc_class[lacks], classes + group_of[plan.flow_node[used]]])
    return csr_array((np.ones(start.size, np.int8), (start, end)), shape=(classes + groups, classes + groups))


def _rise(levels: _Levels, group: int) -> tuple[Ints, float]:
    """The classes that rise with one more place in a group, and by how much of a share."""
    reached = breadth_first_order(levels.onward, levels.classes + group, return_predecessors=False)
    label = np.sort(reached[reached < levels.classes]).astype(np.int64)
    needed = float(levels.need[label].sum())
    return (label, 1 / needed) if needed > 0 else (label[:0], 0.0)
