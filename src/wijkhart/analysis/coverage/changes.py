"""What if: changes of a problem, and what they do for whom."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from .plan import Plan
from .problem import WHOLE, Floats, Problem, Supply

SAME: Final = 1e-6
"""People: a smaller difference between two plans is rounding, not a change."""


@dataclass(frozen=True, slots=True)
class AddSupply:
    """A service that is not there yet; its key must be new."""

    supply: Supply


@dataclass(frozen=True, slots=True)
class MoveSupply:
    """The service `key` at another point (RD metres). One that came to people at home now has a place."""

    key: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class SetPlaces:
    """Other weekly places per part of day for the service `key`: other hours, or another capacity."""

    key: str
    places: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class CloseSupply:
    """The service `key` stops."""

    key: str


@dataclass(frozen=True, slots=True)
class ScaleNeed:
    """People in need in an area (its index, or `WHOLE`: all), for one need row (its index), times `factor` (>= 0)."""

    area: int
    row: int
    factor: float


@dataclass(frozen=True, slots=True)
class SetReach:
    """How far the people of one need row (its index) go: `metres` in a straight line."""

    row: int
    metres: float


Change = AddSupply | MoveSupply | SetPlaces | CloseSupply | ScaleNeed | SetReach


@dataclass(frozen=True, eq=False)
class Comparison:
    """What differs between two plans over the same points and rows.

    All arrays are people per area and need row (A, R): served `before` and `after`, and of the difference the
    `gained` and the `lost` (both >= 0), which are counted per demand point, so that people who gain in one corner of
    an area do not hide those who lose in another. `after - before == gained - lost`. People who no longer are in need
    (`ScaleNeed`) count as lost when they had a place.
    """

    before: Floats
    after: Floats
    gained: Floats
    lost: Floats

    @property
    def differs(self) -> list[tuple[int, int]]:
        """The (area, row) where somebody gains or loses, the largest change first."""
        moved = self.gained + self.lost
        cells = [(int(area), int(row)) for area, row in np.argwhere(moved > SAME)]
        return sorted(cells, key=lambda cell: (-moved[cell], cell))


def apply(problem: Problem, changes: Iterable[Change]) -> Problem:
    """The problem with the changes made one after the other.

    Errors: ValueError that names the change and what is wrong with it; then nothing is changed.

    >>> from wijkhart.analysis.coverage import NeedRow
    >>> row = NeedRow("meeting", "seniors", weekly_places=1, reach=800, parts=frozenset({"morning"}))
    >>> club = Supply("club", (5, 0, 0), frozenset({"meeting"}), frozenset({"everyone"}), x=0, y=0)
    >>> problem = Problem(x=[0], y=[0], area=[0], areas=("WK1",), rows=(row,), people=[[8]], supply=(club,))
    >>> changed = apply(problem, [SetPlaces("club", (6, 0, 0)), ScaleNeed(0, 0, 0.5)])
    >>> changed.supply[0].places, changed.people
    ((6, 0, 0), array([[4.]]))
    >>> apply(problem, [CloseSupply("choir")])
    Traceback (most recent call last):
    ...
    ValueError: CloseSupply choir: there is no such supply
    """
    for change in changes:
        try:
            problem = _applied(problem, change)
        except ValueError as error:
            raise ValueError(f"{type(change).__name__} {_about(change)}: {error}") from error
    return problem


def compare(before: Plan, after: Plan) -> Comparison:
    """People served in two plans, per area and need row, and who gains and who loses.

    Errors: ValueError when the plans are not about the same points, areas and rows of need.

    >>> from wijkhart.analysis.coverage import NeedRow, solve
    >>> row = NeedRow("meeting", "seniors", weekly_places=1, reach=800, parts=frozenset({"morning"}))
    >>> club = Supply("club", (5, 0, 0), frozenset({"meeting"}), frozenset({"everyone"}), x=0, y=0)
    >>> problem = Problem(x=[0], y=[0], area=[0], areas=("WK1",), rows=(row,), people=[[8]], supply=(club,))
    >>> found = compare(solve(problem), solve(apply(problem, [SetPlaces("club", (2, 0, 0))])))
    >>> found.before, found.after, found.lost, found.differs
    (array([[5.]]), array([[2.]]), array([[3.]]), [(0, 0)])
    """
    old, new = before.problem, after.problem
    kinds = [[(row.theme, row.group) for row in problem.rows] for problem in (old, new)]
    same = old.areas == new.areas and kinds[0] == kinds[1] and old.people.shape == new.people.shape
    if not same or not all(np.array_equal(getattr(old, name), getattr(new, name)) for name in ("x", "y", "area")):
        raise ValueError("plans to compare must have the same points, areas and rows")
    more = new.people * after.share - old.people * before.share
    more[np.abs(more) < SAME * np.maximum(1.0, old.people)] = 0.0
    gained, lost = new.by_area(np.maximum(more, 0.0)), new.by_area(np.maximum(-more, 0.0))
    return Comparison(before.served, before.served + gained - lost, gained, lost)


def _about(change: Change) -> str:
    match change:
        case AddSupply(supply):
            return supply.key
        case ScaleNeed(area, row, _):
            return f"area {area} row {row}"
        case SetReach(row, _):
            return f"row {row}"
    return change.key


def _applied(problem: Problem, change: Change) -> Problem:
    match change:
        case AddSupply(supply):
            return replace(problem, supply=(*problem.supply, supply))
        case CloseSupply(key):
            index = _index(problem, key)
            return replace(problem, supply=(*problem.supply[:index], *problem.supply[index + 1 :]))
        case MoveSupply(key, x, y):
            index = _index(problem, key)
            return _with(problem, index, replace(problem.supply[index], x=x, y=y, area=None))
        case SetPlaces(key, places):
            index = _index(problem, key)
            return _with(problem, index, replace(problem.supply[index], places=places))
        case ScaleNeed(area, row, factor):
            return _scaled(problem, area, row, factor)
        case SetReach(row, metres):
            _must_point(row, problem.rows, "row")
            rows = list(problem.rows)
            rows[row] = replace(rows[row], reach=metres)
            return replace(problem, rows=tuple(rows))


def _index(problem: Problem, key: str) -> int:
    for index, supply in enumerate(problem.supply):
        if supply.key == key:
            return index
    raise ValueError("there is no such supply")


def _with(problem: Problem, index: int, supply: Supply) -> Problem:
    return replace(problem, supply=(*problem.supply[:index], supply, *problem.supply[index + 1 :]))


def _scaled(problem: Problem, area: int, row: int, factor: float) -> Problem:
    if area != WHOLE:
        _must_point(area, problem.areas, "area")
    _must_point(row, problem.rows, "row")
    if not 0 <= factor < np.inf:
        raise ValueError(f"factor must be 0 or more: {factor}")
    people = problem.people.copy()
    people[(problem.area == area) | (area == WHOLE), row] *= factor
    return replace(problem, people=people)


def _must_point(index: int, values: tuple[object, ...], name: str) -> None:
    if not 0 <= index < len(values):
        raise ValueError(f"{name} must be one of {len(values)}: {index}")


def of_themes(problem: Problem, themes: Iterable[str]) -> Problem:
    """The part of a problem about these themes: the same points and areas, their rows and the supply they can use.

    Themes do not touch each other (a service divides its places over all its themes, also those left out here), so
    the plan of a part is the part of the plan; a change of a few themes need not be solved for all.

    >>> from wijkhart.analysis.coverage import NeedRow
    >>> rows = tuple(NeedRow(name, "seniors", 1, 800, frozenset({"morning"})) for name in ("meeting", "money"))
    >>> problem = Problem(x=[0], y=[0], area=[0], areas=("WK1",), rows=rows, people=[[8, 2]], supply=())
    >>> of_themes(problem, ["money"]).people
    array([[2.]])
    """
    wanted = frozenset(themes)
    rows = [index for index, row in enumerate(problem.rows) if row.theme in wanted]
    return replace(
        problem,
        rows=tuple(problem.rows[index] for index in rows),
        people=problem.people[:, rows],
        supply=tuple(supply for supply in problem.supply if supply.themes & wanted),
    )
