"""The answer: who has a place, by whom it is given, and why others have none."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from .problem import Bools, Floats, Ints, Problem

REASONS: Final = ("out_of_reach", "not_for_them", "wrong_hours", "full")
"""Why somebody in need has no place, in the order of every array with one; the first that holds is the reason."""


@dataclass(frozen=True, eq=False)
class Nodes:
    """The places a plan can give: one service in one part of day for one theme.

    All arrays have length K. `supply` is the index in `Problem.supply`, `part` in `PARTS`, `theme` in
    `Problem.themes`; `capacity` is in weekly places.
    """

    supply: Ints
    part: Ints
    theme: Ints
    capacity: Floats


@dataclass(frozen=True, eq=False)
class Plan:
    """Who can have a place at once.

    Symbols: P points, R need rows, A areas, K nodes, C classes of people, F flows. `share` (P, R) is the part of the
    people in need that has a place, 0-1; `reason` (P, R) is the index in `REASONS` for the others. `label` (P, R) is
    the class of each group of people (-1: no people, or nothing they can use). A flow gives `flow_places` weekly
    places of node `flow_node` to class `flow_class`. `used` (K) is the sum per node.
    """

    problem: Problem
    nodes: Nodes
    share: Floats
    reason: Ints
    label: Ints
    flow_class: Ints
    flow_node: Ints
    flow_places: Floats

    @property
    def used(self) -> Floats:
        """Weekly places in use per node (K)."""
        used = np.zeros(self.nodes.capacity.size)
        np.add.at(used, self.flow_node, self.flow_places)
        return used

    @property
    def full(self) -> Bools:
        """The bottleneck (K): nodes of which one more place would give somebody a place."""
        waiting = np.unique(self.label[(self.share < 1 - 1e-9) & (self.label >= 0)])
        return np.isin(np.arange(self.nodes.capacity.size), self.flow_node[np.isin(self.flow_class, waiting)])

    @property
    def served(self) -> Floats:
        """People with a place (A, R)."""
        return self.problem.by_area(self.problem.people * self.share)

    @property
    def unserved(self) -> Floats:
        """People in need without a place (A, R): the white spot."""
        return self.problem.by_area(self.problem.people * (1 - self.share))

    @property
    def reasons(self) -> Floats:
        """People in need without a place by reason (A, R, 4); sums to `unserved`."""
        without = self.problem.people * (1 - self.share)
        layers = [self.problem.by_area(np.where(self.reason == which, without, 0.0)) for which in range(len(REASONS))]
        return np.stack(layers, axis=-1)
