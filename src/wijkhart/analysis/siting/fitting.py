"""Where each activity goes: into the kept places, within their room-hours, moving as few room-hours as can be."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, vstack

from .model import Bools, Floats, Ints
from .problem import Activity, Place, Problem, building_of

MOVED = 1e6
"""Moving a room-hour weighs as much as so many metres."""


def hosts_of(problem: Problem, is_open: Bools) -> tuple[int, ...] | None:
    """The place of each activity, with the fewest room-hours moved and then the least distance; None: they do not fit.

    Exact to a thousandth; an activity is not divided over places.
    """
    if not problem.activities:
        return ()
    pairs, price = _pairs(problem, is_open)
    rules = limits(problem, pairs)
    if rules is None:
        return None
    found = milp(price, constraints=rules, integrality=np.ones(len(price), np.int64), bounds=Bounds(0, 1),
                 options={"mip_rel_gap": 1e-3})  # fmt: skip
    if found.x is None:
        return None
    chosen = found.x > 0.5
    return tuple(int(place) for _, place in pairs[chosen])


def could_host(activity: Activity, place: Place) -> bool:
    """Whether the activity suits the place at all."""
    allowed = activity.places is None or place.key in activity.places
    return allowed and place.hours is not None and all(n <= h for n, h in zip(activity.hours, place.hours, strict=True))


def possible(problem: Problem, is_open: Bools) -> Ints:
    """Every (activity, open place) that suit each other, by activity."""
    opened = [(index, problem.places[index]) for index in np.flatnonzero(is_open)]
    found = [(a, j) for a, one in enumerate(problem.activities) for j, place in opened if could_host(one, place)]
    return np.array(found, dtype=np.int64).reshape(-1, 2)


def limits(problem: Problem, pairs: Ints) -> list[LinearConstraint] | None:
    """Each activity has one place and each place room enough; None when an activity suits no place."""
    activities, columns = len(problem.activities), np.arange(len(pairs))
    if np.unique(pairs[:, 0]).size < activities:
        return None
    once = csr_array((np.ones(columns.size), (pairs[:, 0], columns)), shape=(activities, columns.size))
    used, room = room_rows(problem, pairs)
    return [LinearConstraint(once, 1, 1), LinearConstraint(used, -np.inf, room)]


def room_rows(problem: Problem, pairs: Ints) -> tuple[csr_array, Floats]:
    """Room-hours used per part of day and place, and room-hours there are."""
    columns, shape = np.arange(len(pairs)), (len(problem.places), len(pairs))
    hours = np.array([one.hours for one in problem.activities]).reshape(-1, 3)[pairs[:, 0]]
    parts = [csr_array((hours[:, part], (pairs[:, 1], columns)), shape=shape) for part in range(3)]
    there = np.array([place.hours or (0.0, 0.0, 0.0) for place in problem.places])
    return vstack(parts).tocsr(), there.T.ravel()


def _pairs(problem: Problem, is_open: Bools) -> tuple[Ints, Floats]:
    pairs = possible(problem, is_open)
    home = {building_of(place): (place.x, place.y) for place in problem.places}
    price = np.zeros(len(pairs))
    for column, (a, j) in enumerate(pairs):
        one, place = problem.activities[a], problem.places[j]
        if building_of(place) != one.building:
            x, y = home.get(one.building, (place.x, place.y))
            price[column] = MOVED * sum(one.hours) + np.hypot(place.x - x, place.y - y)
    return pairs, price / MOVED


def one_more_of(problem: Problem, is_open: Bools) -> Floats:
    """The row that says that one of the places must open, without which the activities do not fit."""
    full = is_open.copy()
    for index in np.flatnonzero(~is_open):
        full[index] = True
        if hosts_of(problem, full) is not None:
            full[index] = False
    return (~full).astype(float)
