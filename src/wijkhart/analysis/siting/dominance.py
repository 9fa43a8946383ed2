"""Ways to have a building that no plan needs, because another way of it does all that they do."""

from collections.abc import Iterator

import numpy as np

from .model import Bools
from .problem import Place, Problem, building_of, heart_of


def needless(problem: Problem) -> Bools:
    """Whether another way of the same building can stand in for each place in any plan (J).

    It takes no more of the budget, is no further for anybody, can be the heart of the same wijken and, when there are
    activities, has the room-hours and suits the same ones. Of ways that are equal in all of that the first stays. A
    way that must stay is never left out, and one that must close stands in for nothing.

    >>> from wijkhart.analysis.siting import Buildings
    >>> club = Place("club", 0, 0, 0, cost=90, building="A"), Place("shared", 0, 0, 0, cost=50, building="A")
    >>> problem = Problem(x=[0], y=[0], wijk=[0], wijken=("WK1",), groups=("all",), people=[[5]], places=club,
    ...     budget=Buildings(1))
    >>> needless(problem).tolist()
    [False, True]
    """
    found = np.zeros(len(problem.places), dtype=bool)
    for ways in _of_one_building(problem):
        for this in ways:
            found[this] = any(_replaces(problem, other, this) for other in ways if other != this)
    return found


def _of_one_building(problem: Problem) -> Iterator[list[int]]:
    ways: dict[str, list[int]] = {}
    for number, place in enumerate(problem.places):
        ways.setdefault(building_of(place), []).append(number)
    return (one for one in ways.values() if len(one) > 1)


def _replaces(problem: Problem, other: int, this: int) -> bool:
    """Whether the other way does all that this one does, and more or comes first."""
    one, two = problem.places[this], problem.places[other]
    if one.key in problem.keep or two.key in problem.close:
        return False
    return _does(problem, other, this) and (other < this or not _does(problem, this, other))


def _does(problem: Problem, other: int, this: int) -> bool:
    """Whether the other way does at least all that this one does, for no more of the budget."""
    one, two = problem.places[this], problem.places[other]
    budget = problem.price(two) <= problem.price(one)
    hearts = heart_of(two) >= heart_of(one)
    near = bool((problem.metres[:, other] <= problem.metres[:, this]).all())
    return budget and hearts and near and _hosts(problem, two, one)


def _hosts(problem: Problem, two: Place, one: Place) -> bool:
    """Whether every activity that fits into one fits into two."""
    if not problem.activities or one.hours is None:
        return True
    if two.hours is None or any(more < less for more, less in zip(two.hours, one.hours, strict=True)):
        return False
    return all(
        activity.places is None or one.key not in activity.places or two.key in activity.places
        for activity in problem.activities
    )
