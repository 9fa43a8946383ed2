"""The answer: which sessions stand, what they are worth, and how good that is at least."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from .columns import Columns, weeks_of
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
    parties = {problem.request_of[key].party for key in rooms}
    return total + goals.fair * problem.weeks * len(parties)
