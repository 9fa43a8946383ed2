"""The question: demand points, need rows and supply, as frozen data that checks itself."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

PARTS: Final = ("morning", "afternoon", "evening")
"""The parts of day, in the order of every array with one."""

EVERYONE: Final = "everyone"
"""A service for this group is for every group."""

WHOLE: Final = -1
"""The `area` of a supply that comes to people in the whole municipality."""


@dataclass(frozen=True, slots=True)
class NeedRow:
    """What one target group needs of one theme.

    `weekly_places` is what one person in need uses (places a week, > 0), `reach` how far people go (metres in a
    straight line, > 0), `parts` when they can come (a non-empty part of `PARTS`).

    >>> NeedRow("meeting", "seniors", weekly_places=1, reach=800, parts=frozenset({"morning"})).parts
    frozenset({'morning'})
    """

    theme: str
    group: str
    weekly_places: float
    reach: float
    parts: frozenset[str]

    def __post_init__(self) -> None:
        _must(0 < self.weekly_places < np.inf, f"weekly_places must be above 0: {self.weekly_places}")
        _must(0 < self.reach < np.inf, f"reach must be above 0 metres: {self.reach}")
        _must(bool(self.parts) and self.parts <= set(PARTS), f"parts must be one or more of {PARTS}: {self.parts}")


@dataclass(frozen=True, slots=True)
class Supply:
    """One service: weekly places per part of day, its themes, for whom, and where.

    Either at a point (`x`, `y` in RD metres) or `area`: the index of the area, or `WHOLE`, in which it comes to
    people, so that distance does not count. Its places are divided equally over its themes.
    """

    key: str
    places: tuple[float, float, float]
    themes: frozenset[str]
    groups: frozenset[str]
    x: float | None = None
    y: float | None = None
    area: int | None = None

    def __post_init__(self) -> None:
        _must(len(self.places) == len(PARTS), f"{self.key}: places must be given for each of {PARTS}")
        _must(all(0 <= n < np.inf for n in self.places), f"{self.key}: places must be 0 or more: {self.places}")
        _must(bool(self.themes), f"{self.key}: a service needs a theme")
        at_point = self.x is not None and self.y is not None and bool(np.isfinite(self.x) and np.isfinite(self.y))
        _must(at_point != (self.area is not None), f"{self.key}: give either x and y, or an area")

    def is_for(self, group: str) -> bool:
        """Whether people of this group may come.

        >>> Supply("a", (1, 0, 0), frozenset({"meeting"}), frozenset({"everyone"}), area=WHOLE).is_for("seniors")
        True
        """
        return group in self.groups or EVERYONE in self.groups

    def per_theme(self) -> Floats:
        """Weekly places per part of day for one of its themes."""
        return np.array(self.places) / len(self.themes)


@dataclass(frozen=True, slots=True)
class Venue:
    """A place where something could be offered; `x`, `y` in RD metres."""

    key: str
    x: float
    y: float


@dataclass(frozen=True, eq=False)
class Problem:
    """Demand and supply of one municipality.

    Symbols: P demand points, R need rows, A areas, S services. `x`, `y` (P) RD metres; `area` (P) the index in
    `areas` of each point; `people` (P, R) people in need. Errors: ValueError with what is wrong.

    >>> row = NeedRow("meeting", "seniors", weekly_places=1, reach=800, parts=frozenset({"morning"}))
    >>> Problem(x=[0], y=[0], area=[0], areas=("WK1",), rows=(row,), people=[[10]], supply=()).need
    array([[10.]])
    """

    x: Floats
    y: Floats
    area: Ints
    areas: tuple[str, ...]
    rows: tuple[NeedRow, ...]
    people: Floats
    supply: tuple[Supply, ...]

    def __post_init__(self) -> None:
        for name, kind in (("x", float), ("y", float), ("area", np.int64), ("people", float)):
            object.__setattr__(self, name, np.array(getattr(self, name), dtype=kind))
        if not self.people.size:
            object.__setattr__(self, "people", np.zeros((self.x.size, len(self.rows))))
        self._validate()
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                value.flags.writeable = False

    def _validate(self) -> None:
        points = self.x.size
        _must(self.x.shape == self.y.shape == self.area.shape == (points,), "x, y and area must be equally long")
        _must(self.people.shape == (points, len(self.rows)), "people must have a row per point, a column per need row")
        _must(bool(np.isfinite(self.x).all() and np.isfinite(self.y).all()), "x and y must be numbers")
        _must(bool(np.isfinite(self.people).all() and (self.people >= 0).all()), "people must be 0 or more")
        _must(bool(((self.area >= 0) & (self.area < len(self.areas))).all()), "area must point into areas")
        _must_be_once("areas", self.areas)
        _must_be_once("supply", (supply.key for supply in self.supply))
        _must_be_once("rows", ((row.theme, row.group) for row in self.rows))
        for supply in self.supply:
            known = supply.area is None or WHOLE <= supply.area < len(self.areas)
            _must(known, f"{supply.key}: area must point into areas, or be WHOLE")

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes of the need rows, in the order in which they first come."""
        return tuple(dict.fromkeys(row.theme for row in self.rows))

    @cached_property
    def suits(self) -> Bools:
        """Whether each service is of the theme and for the group of each row (S, R); its hours play no part."""
        rows = [(row.theme, {row.group, EVERYONE}) for row in self.rows]
        table = [
            [theme in one.themes and not groups.isdisjoint(one.groups) for theme, groups in rows] for one in self.supply
        ]
        return np.array(table, dtype=bool).reshape(len(self.supply), len(self.rows))

    @property
    def need(self) -> Floats:
        """People in need (A, R)."""
        return self.by_area(self.people)

    def by_area(self, amounts: Floats) -> Floats:
        """Sums of amounts per point (P, R) over each area (A, R)."""
        sums = np.zeros((len(self.areas), amounts.shape[1]))
        np.add.at(sums, self.area, amounts)
        return sums


def _must(right: bool, message: str) -> None:
    if not right:
        raise ValueError(message)


def _must_be_once(name: str, values: Iterable[object]) -> None:
    listed = list(values)
    _must(len(set(listed)) == len(listed), f"{name} must differ from each other")
