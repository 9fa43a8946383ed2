"""The question: where people live, which places could be kept and how, what there is to spend, and what must hold."""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Final

import numpy as np
from scipy.spatial.distance import cdist

from .errors import (
    FixedBeyondBudget,
    KeptAndClosed,
    NoCost,
    NoInhabitants,
    NoPlace,
    NotANumber,
    NothingToSpend,
    WrongShape,
)
from .model import Bools, Floats, Ints

PARTS: Final = ("morning", "afternoon", "evening")
"""The parts of day, in the order of every array with one."""

DETOUR: Final = 1.3
"""Metres walked per metre in a straight line: an assumption, to be said wherever a distance is shown."""

KINDS: Final = ("keep", "bundle", "share", "other", "host")
"""What may be done with a place beside closing it: keep it; bundle others into it; share it with others; give it
another or temporary function; or be the guest of someone else's building."""


@dataclass(frozen=True, slots=True)
class Place:
    """One way to have a place.

    `x`, `y` are RD metres, `wijk` the index of its wijk. Ways with the same `building` exclude each other (default: a
    building of its own). `cost` is euros a year, None when unknown. `counts` is how many buildings of the budget it
    takes (0 for the guest of someone else). `hours` are room-hours a week per part of day for the activities of the
    season; unknown hours (None) can take no activity. It can be the beating heart of the wijken `hearts` (default: its
    own). `now` says whether it is open today.
    """

    key: str
    x: float
    y: float
    wijk: int
    kind: str = "keep"
    cost: float | None = None
    building: str = ""
    counts: int = 1
    hours: tuple[float, float, float] | None = None
    hearts: frozenset[int] | None = None
    now: bool = True


@dataclass(frozen=True, slots=True)
class Activity:
    """Something held in a place: room-hours a week per part of day.

    `building` is where it is now; `places` the keys of the places that suit it (None: all).
    """

    key: str
    hours: tuple[float, float, float]
    building: str
    places: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Buildings:
    """A budget of so many buildings."""

    number: int


@dataclass(frozen=True, slots=True)
class Money:
    """A budget in euros a year."""

    euros: float


@dataclass(frozen=True, slots=True)
class Aim:
    """What makes one plan better than another.

    A person costs `mean` per metre to the nearest place and `beyond` metres more when it lies beyond the reach of the
    group: (1, 0) is the p-median, (0, 1) maximal coverage, both together a combination. With `worst_first` the largest
    distance of anybody comes first (p-centre) and the costs decide among the plans that are best in that. Nobody may
    be further than `limit` metres.

    >>> Aim(mean=1, beyond=500).limit
    inf
    """

    mean: float = 1.0
    beyond: float = 0.0
    worst_first: bool = False
    limit: float = np.inf


@dataclass(frozen=True, eq=False)
class Problem:
    """Which places to keep in one municipality.

    Symbols: P demand points, W wijken, G target groups, J places. `x`, `y` (P) RD metres; `wijk` (P) the index in
    `wijken`; `people` (P, G) of each group; `weights` (G) how much a person of a group counts (default 1); `reach` (G)
    metres walked (default infinite). `hearts` are the indices of the wijken that must keep a beating heart (None:
    every wijk with inhabitants). `keep` and `close` are keys of places with a fixed choice. `distance` (P, J) replaces
    the straight line times `factor`, for instance by walking times. Errors: a `SitingError` that holds what is wrong.

    >>> here = Place("club", 0, 0, wijk=0), Place("school", 1000, 0, wijk=0)
    >>> problem = Problem(x=[0, 1000], y=[0, 0], wijk=[0, 0], wijken=("WK1",), groups=("all",), people=[[5], [9]],
    ...     places=here, budget=Buildings(1))
    >>> problem.metres
    array([[   0., 1300.],
           [1300.,    0.]])
    """

    x: Floats
    y: Floats
    wijk: Ints
    wijken: tuple[str, ...]
    groups: tuple[str, ...]
    people: Floats
    places: tuple[Place, ...]
    budget: Buildings | Money
    aim: Aim = Aim()
    weights: Floats = field(default_factory=lambda: np.empty(0))
    reach: Floats = field(default_factory=lambda: np.empty(0))
    hearts: tuple[int, ...] | None = None
    keep: frozenset[str] = frozenset()
    close: frozenset[str] = frozenset()
    activities: tuple[Activity, ...] = ()
    distance: Floats | None = None
    factor: float = DETOUR

    def __post_init__(self) -> None:
        for name in ("x", "y", "people", "weights", "reach"):
            object.__setattr__(self, name, np.array(getattr(self, name), dtype=float))
        object.__setattr__(self, "wijk", np.array(self.wijk, dtype=np.int64))
        if self.distance is not None:
            object.__setattr__(self, "distance", np.array(self.distance, dtype=float))
        for name, value in (("weights", 1.0), ("reach", np.inf)):
            if not getattr(self, name).size:
                object.__setattr__(self, name, np.full(len(self.groups), value))
        _check_shapes(self)
        _check_numbers(self)
        _check_wishes(self)
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, np.ndarray):
                value.flags.writeable = False

    @cached_property
    def metres(self) -> Floats:
        """From every point to every place (P, J)."""
        if self.distance is not None:
            return self.distance
        where = np.array([(one.x, one.y) for one in self.places]).reshape(-1, 2)
        return np.asarray(self.factor * cdist(np.column_stack([self.x, self.y]), where))

    @cached_property
    def number(self) -> dict[str, int]:
        """The index of each place by its key."""
        return {place.key: index for index, place in enumerate(self.places)}

    @cached_property
    def lived_in(self) -> Bools:
        """Whether anybody lives at each point (P)."""
        return np.asarray(self.people.sum(axis=1) > 0)

    @cached_property
    def inhabitants(self) -> Floats:
        """People per wijk and group (W, G)."""
        return self.by_wijk(self.people)

    @property
    def asking(self) -> tuple[int, ...]:
        """The wijken that must keep a beating heart."""
        if self.hearts is not None:
            return self.hearts
        return tuple(int(one) for one in np.flatnonzero(self.inhabitants.sum(axis=1) > 0))

    def by_wijk(self, amounts: Floats) -> Floats:
        """Amounts per point (P, G) added up per wijk (W, G)."""
        sums = np.zeros((len(self.wijken), amounts.shape[1]))
        np.add.at(sums, self.wijk, amounts)
        return sums

    def price(self, place: Place) -> float:
        """What a place takes of the budget."""
        return float(place.counts) if isinstance(self.budget, Buildings) else float(place.cost or 0.0)

    @property
    def purse(self) -> float:
        """The size of the budget."""
        return float(self.budget.number if isinstance(self.budget, Buildings) else self.budget.euros)


def building_of(place: Place) -> str:
    """The building that a place is a way of using."""
    return place.building or place.key


def heart_of(place: Place) -> frozenset[int]:
    """The wijken whose beating heart a place can be."""
    return frozenset({place.wijk}) if place.hearts is None else place.hearts


def _check_shapes(problem: Problem) -> None:
    points, places = problem.x.size, len(problem.places)
    shapes = {
        "x": (points,), "y": (points,), "wijk": (points,), "people": (points, len(problem.groups)),
        "weights": (len(problem.groups),), "reach": (len(problem.groups),),
    }  # fmt: skip
    for name, shape in shapes.items():
        _must(getattr(problem, name).shape == shape, name)
    _must(problem.distance is None or problem.distance.shape == (points, places), "distance")
    _must(_points_into(problem.wijk, problem.wijken), "wijk")
    _must(_points_into(problem.hearts or (), problem.wijken), "hearts")
    keys = {place.key for place in problem.places}
    _must(0 < places == len(keys), "places")
    _must(all(_points_into({one.wijk, *heart_of(one)}, problem.wijken) for one in problem.places), "places.wijk")
    _must(all(one.kind in KINDS for one in problem.places), "places.kind")
    _must(keys >= problem.keep, "keep")
    _must(keys >= problem.close, "close")
    _must(len({one.key for one in problem.activities}) == len(problem.activities), "activities")
    _must(all(one.places is None or one.places <= keys for one in problem.activities), "activities.places")


def _points_into(indices: Iterable[int], what: tuple[str, ...]) -> bool:
    return all(0 <= index < len(what) for index in indices)


def _must(right: bool, name: str) -> None:
    if not right:
        raise WrongShape(name)


def _check_numbers(problem: Problem) -> None:
    aim, places = problem.aim, problem.places
    _positive("people", problem.people)
    _positive("weights", problem.weights)
    _positive("reach", problem.reach, endless=True)
    _positive("aim", np.array([aim.mean, aim.beyond]))
    _positive("aim.limit", np.array([aim.limit]), endless=True)
    _positive("factor", np.array([problem.factor]))
    for name in ("x", "y"):
        _positive(name, np.abs(getattr(problem, name)))
        _positive(f"places.{name}", np.abs(np.array([getattr(place, name) for place in places], dtype=float)))
    if problem.distance is not None:
        _positive("distance", problem.distance)
    _positive("places.cost", np.array([place.cost or 0.0 for place in places]))
    _positive("places.counts", np.array([place.counts for place in places], dtype=float))
    _positive("places.hours", np.array([place.hours or (0.0,) * len(PARTS) for place in places]))
    _positive("activities.hours", np.array([one.hours for one in problem.activities]).reshape(-1, len(PARTS)))
    _positive("budget", np.array([problem.purse]))


def _positive(name: str, values: Floats, *, endless: bool = False) -> None:
    wrong = ~(values >= 0) if endless else ~((values >= 0) & np.isfinite(values))
    if wrong.any():
        raise NotANumber(name, tuple(int(one) for one in np.argwhere(wrong)[0]))


def _check_wishes(problem: Problem) -> None:
    if not problem.people.sum() > 0:
        raise NoInhabitants(problem.wijken)
    if not problem.purse > 0:
        raise NothingToSpend(problem.purse)
    both = problem.keep & problem.close
    if both:
        raise KeptAndClosed(tuple(sorted(both)))
    unknown = tuple(place.key for place in problem.places if place.cost is None)
    if unknown and isinstance(problem.budget, Money):
        raise NoCost(unknown)
    alone = [problem.wijken[one] for one in problem.asking if not problem.inhabitants[one].sum() > 0]
    if alone:
        raise NoInhabitants(tuple(alone))
    possible: set[int] = set().union(*(heart_of(one) for one in problem.places if one.key not in problem.close))
    without = [problem.wijken[one] for one in problem.asking if one not in possible]
    if without:
        raise NoPlace(tuple(without))
    kept = [place for place in problem.places if place.key in problem.keep]
    needs = sum(problem.price(place) for place in kept)
    if needs > problem.purse * (1 + 1e-9):
        raise FixedBeyondBudget(tuple(place.key for place in kept), needs, problem.purse)
