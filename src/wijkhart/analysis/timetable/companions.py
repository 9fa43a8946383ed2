"""Requests that must be beside another of their party: on the same evening, after it, or at the same hours."""

from dataclasses import dataclass

import numpy as np

from .columns import Bools, Columns, Ints
from .problem import DAY, HOUR, Problem


@dataclass(frozen=True, slots=True)
class Pair:
    """Indices of a request and of the one it must be beside, and how."""

    request: int
    other: int
    how: str


def pairs_of(problem: Problem) -> tuple[Pair, ...]:
    """All of them."""
    index = {one.key: at for at, one in enumerate(problem.requests)}
    return tuple(
        Pair(at, index[one.companion.request], one.companion.how)
        for at, one in enumerate(problem.requests)
        if one.companion is not None
    )


def beside(how: str, columns: Columns, others: Columns) -> Bools:
    """Which columns stand where they must, beside any of the others."""
    right = columns.day[:, None] == others.day[None, :]
    late = columns.start[:, None] - (others.start + others.length)[None, :]
    if how == "after":
        right &= (late >= 0) & (late <= HOUR)
    if how == "same":
        right &= columns.start[:, None] == others.start[None, :]
    found: Bools = right.any(1)
    return found


def slots(how: str, columns: Columns) -> Ints:
    """What the other must match, as one number per column: the day, or the day and the start."""
    return columns.day if how == "day" else columns.day * DAY + columns.start


def matches(how: str, slot: int, others: Columns) -> Bools:
    """Which columns of the other make a slot right."""
    if how == "day":
        return np.asarray(others.day == slot, dtype=np.bool_)
    day, start = divmod(slot, DAY)
    late = start - others.start - others.length
    here = (late >= 0) & (late <= HOUR) if how == "after" else others.start == start
    return np.asarray(here & (others.day == day), dtype=np.bool_)


def leaders_first(pairs: tuple[Pair, ...], order: list[int]) -> list[int]:
    """The order with each request behind the one it must be beside.

    >>> leaders_first((Pair(0, 2, "day"),), [0, 1, 2])
    [1, 2, 0]
    """
    place = {request: at for at, request in enumerate(order)}
    other = {pair.request: pair.other for pair in pairs}

    def key(request: int) -> tuple[int, int, int]:
        leader = place.get(other.get(request, request), -1)
        return (max(place[request], leader), int(leader > place[request]), place[request])

    return sorted(order, key=key)


def families(pairs: tuple[Pair, ...], requests: Ints) -> Ints:
    """These requests with all that are beside each other."""
    inside = set(requests.tolist())
    for pair in pairs:
        if {pair.request, pair.other} & inside:
            inside |= {pair.request, pair.other}
    for pair in pairs:
        if pair.other in inside:
            inside.add(pair.request)
    return np.array(sorted(inside), dtype=np.int64)
