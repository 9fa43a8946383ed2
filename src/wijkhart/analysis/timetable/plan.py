"""The answer: which sessions stand, what they are worth, and how good that is at least."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np

from .blocks import groups_of, segments_of
from .columns import Columns, Ints, weeks_of
from .problem import Problem, Session


@dataclass(frozen=True, slots=True)
class Plan:
    """Sessions, their worth in points, and the proven bound: no plan of this problem is worth more.

    `proven` says that none is worth more than this one. `rounds` is how many rounds of search were made.

    >>> Plan((), points=90, bound=100).gap
    0.1
    """

    sessions: tuple[Session, ...]
    points: int
    bound: float = float("inf")
    rounds: int = 0

    @property
    def proven(self) -> bool:
        """Whether no plan can be worth more (points are whole numbers)."""
        return self.bound < self.points + 1

    @property
    def gap(self) -> float:
        """How much of the bound is not reached, at most."""
        return round(max(0.0, 1 - self.points / self.bound), 12) if self.bound > 0 else 0.0


def points_of(problem: Problem, columns: Columns, sessions: tuple[Session, ...]) -> int:
    """What these sessions are worth together."""
    chosen = columns.find(problem, sessions)
    goals, rooms = problem.goals, defaultdict[str, list[str]](list)
    for one in sessions:
        rooms[one.request].append(one.room)
    total = int(np.sum(columns.points[chosen]))
    for key, used in rooms.items():
        if len(set(used)) == 1:
            total += goals.same_room * (len(used) - 1) * len(weeks_of(problem, problem.request_of[key]))
    total -= goals.gap * left_over(problem, columns, chosen)
    parties = {problem.request_of[key].party for key in rooms}
    return total + goals.fair * problem.weeks * len(parties)


def left_over(problem: Problem, columns: Columns, chosen: Ints) -> int:
    """Pieces too short to use between two sessions in one space, each as often as there are weeks."""
    if not problem.goals.gap:
        return 0
    weeks, segments = Counter(groups_of(problem)), segments_of(problem)
    spaces = [problem.room_of[room.key].spaces for room in problem.rooms]
    spans = defaultdict[tuple[int, str, int], list[tuple[int, int]]](list)
    for one in chosen:
        request = int(columns.request[one])
        if not problem.requests[request].shares:
            for group, space in product(segments[request], spaces[columns.room[one]]):
                spans[group, space, int(columns.day[one])].append((int(columns.begin[one]), int(columns.end[one])))
    found = 0
    for (group, _space, _day), mine in spans.items():
        pieces = (begin - end for (_begin, end), (begin, _end) in pairwise(sorted(mine)))
        found += weeks[group] * sum(0 < piece < problem.goals.useful for piece in pieces)
    return found
