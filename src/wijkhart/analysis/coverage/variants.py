"""Variants of the network of one theme: other needs, other places, one place more. Solved many at a time."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from .fair import fair_shares, who_lack
from .network import Network, ThemeNetwork
from .problem import Bools, Floats, Ints, Problem
from .solving import ARCS_AT_ONCE, class_need, group_capacity, sums_of

Number = TypeVar("Number", np.float64, np.bool_)


@dataclass(frozen=True, eq=False)
class Variant:
    """One theme with numbers of its own.

    `rows` are need rows of the problem; `label` (P, rows) the class of each group of people, -1 where they can use
    nothing; `need` (C) and `capacity` (G) in places a week; class `arc_class[i]` can use group `arc_group[i]`.
    """

    rows: Ints
    label: Ints
    need: Floats
    capacity: Floats
    arc_class: Ints
    arc_group: Ints


def variant_of(problem: Problem, network: Network, theme: ThemeNetwork) -> Variant:
    """The theme as it is."""
    need, capacity = class_need(problem, theme), group_capacity(network, theme)
    return Variant(theme.rows, theme.label, need, capacity, theme.arc_class, theme.arc_group)


def with_places(variant: Variant, group: int, places: float) -> Variant:
    """With so many more places a week in one group of nodes."""
    capacity = variant.capacity.copy()
    capacity[group] += places
    return replace(variant, capacity=capacity)


def with_need(problem: Problem, variant: Variant, column: int, area: int, factor: float) -> Variant:
    """With the people in need of one row in one area multiplied."""
    label = variant.label[:, column]
    here = (problem.area == area) & (label >= 0)
    row = problem.rows[variant.rows[column]]
    amounts = problem.people[here, variant.rows[column]] * row.weekly_places
    own = sums_of(label[here], amounts, variant.need.size)
    return replace(variant, need=np.maximum(variant.need + (factor - 1) * own, 0))


def with_node(problem: Problem, variant: Variant, near: Bools, places: float) -> Variant:
    """With one more node of so many places a week, which the people at `near` (P, rows) can use.

    Classes that lie partly within reach are split in two.
    """
    label = variant.label.copy()
    old, place = np.unique(label[near], return_inverse=True)
    label[near] = variant.need.size + place
    weekly = np.array([problem.rows[row].weekly_places for row in variant.rows])
    moved = (problem.people[:, variant.rows] * weekly)[near]
    need = np.concatenate([variant.need, sums_of(place, moved, old.size)])
    known = old >= 0
    need[old[known]] = np.maximum(need[old[known]] - need[variant.need.size :][known], 0)
    arc_class, arc_group = _with_group(variant, old, variant.need.size)
    return Variant(
        variant.rows,
        label,
        need,
        np.append(variant.capacity, places),
        np.concatenate([variant.arc_class, arc_class]),
        np.concatenate([variant.arc_group, arc_group]),
    )


def _with_group(variant: Variant, old: Ints, first: int) -> tuple[Ints, Ints]:
    """The arcs of these classes once more, and one to the new group, for the classes split off; -1 had none."""
    begin = np.searchsorted(variant.arc_class, old, "left")
    end = np.where(old >= 0, np.searchsorted(variant.arc_class, old, "right"), begin)
    times = end - begin
    places = np.cumsum(times + 1) - 1
    groups = np.full(int(times.sum()) + old.size, variant.capacity.size)
    copied = np.ones(groups.size, dtype=bool)
    copied[places] = False
    groups[copied] = variant.arc_group[np.repeat(begin - np.cumsum(times) + times, times) + np.arange(times.sum())]
    return first + np.repeat(np.arange(old.size), times + 1), groups


def shares_of(variants: Sequence[Variant]) -> list[Floats]:
    """The fairest shares of each variant (C of that variant), many solved at a time."""
    return [shares for chosen in _goes(variants) for shares in _together(chosen, fair_shares)]


def lacking_in(variants: Sequence[Variant]) -> list[Bools]:
    """The classes of each variant (C of that variant) that do not all have a place, many solved at a time."""
    return [lack for chosen in _goes(variants) for lack in _together(chosen, who_lack)]


def _together(
    variants: Sequence[Variant], solver: Callable[[Floats, Floats, Ints, Ints], NDArray[Number]]
) -> list[NDArray[Number]]:
    """Lay variants side by side, solve once, and take the answers apart."""
    classes = np.cumsum([0, *(one.need.size for one in variants)])
    groups = np.cumsum([0, *(one.capacity.size for one in variants)])
    need = np.concatenate([one.need for one in variants])
    capacity = np.concatenate([one.capacity for one in variants])
    arc_class = np.concatenate([one.arc_class + first for one, first in zip(variants, classes, strict=False)])
    arc_group = np.concatenate([one.arc_group + first for one, first in zip(variants, groups, strict=False)])
    alive = (need[arc_class] > 0) & (capacity[arc_group] > 0)
    return np.split(solver(need, capacity, arc_class[alive], arc_group[alive]), classes[1:-1])


def _goes(variants: Sequence[Variant]) -> Iterator[Sequence[Variant]]:
    """The variants in goes that fit in memory."""
    start, size = 0, 0
    for number, one in enumerate(variants):
        if number > start and size + one.arc_class.size > ARCS_AT_ONCE:
            yield variants[start:number]
            start, size = number, 0
        size += one.arc_class.size
    if start < len(variants):
        yield variants[start:]


def served_of(problem: Problem, variant: Variant, shares: Floats) -> Floats:
    """People with a place (A, rows of the variant)."""
    share = np.append(shares, 0.0)[variant.label]
    return problem.by_area(problem.people[:, variant.rows] * share)
