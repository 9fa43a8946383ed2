"""The question: what there is to give, what it costs, what it is expected to reach, and what must be kept."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from functools import cached_property
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .faults import Fault, refuse

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

RESOURCES: Final = ("hours", "euros", "places")
"""What the budget is counted in, in the order of every array with one."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of effort: what an hour of it costs, and how many hours its provider can give.

    `euros` per hour, `places` (room places in use) per hour, `capacity` in hours for each period; infinite when there
    is no limit. A capacity that nobody gave is nan, which is refused: it is not 0 and not endless.
    """

    key: str
    euros: float
    places: float
    capacity: tuple[float, ...]

    def __post_init__(self) -> None:
        faults = list(_amounts("kind", (self.key, "euros"), [self.euros]))
        faults += _amounts("kind", (self.key, "places"), [self.places])
        faults += [
            Fault("no_capacity", (self.key, str(period)), hours)
            for period, hours in enumerate(self.capacity)
            if np.isnan(hours)
        ]
        faults += [Fault("negative", ("kind", self.key, "capacity"), hours) for hours in self.capacity if hours < 0]
        refuse(faults)


@dataclass(frozen=True, slots=True)
class Curve:
    """How many people with one theme an hour of one kind reaches within a period, with diminishing returns.

    `steps`: (hours up to, people per hour), from the first hour on; hours go up, people per hour never do; past the
    last step an hour reaches nobody more. `area` None: for every area that has no curve of its own. `source` says
    where the curve comes from; empty means that it is an assumption.

    >>> Curve("meeting", "community", ((100, 0.5), (200, 0.1))).people(150)
    55.0
    """

    theme: str
    kind: str
    steps: tuple[tuple[float, float], ...]
    area: str | None = None
    source: str = ""

    def __post_init__(self) -> None:
        where = (self.area or "", self.theme, self.kind)
        values = [value for step in self.steps for value in step]
        faults = [Fault("not_a_number", ("curve", *where), value) for value in values if np.isnan(value)]
        faults += [Fault("negative", ("curve", *where), value) for value in values if value < 0]
        faults += [Fault("not_a_number", ("curve", *where), rate) for _upto, rate in self.steps if np.isinf(rate)]
        if not self.steps:
            faults.append(Fault("empty_curve", where))
        for (before, faster), (upto, rate) in pairwise(((0.0, np.inf), *self.steps)):
            if upto <= before:
                faults.append(Fault("steps_go_back", where, upto))
            if rate > faster:
                faults.append(Fault("rises_faster", where, rate))
        refuse(faults)

    def people(self, hours: float) -> float:
        """People reached by so many hours in one period."""
        total, before = 0.0, 0.0
        for upto, rate in self.steps:
            total += rate * max(min(hours, upto) - before, 0.0)
            before = upto
        return total


@dataclass(frozen=True, slots=True)
class Commitment:
    """Hours already promised to an area, of one kind, in one period (its index)."""

    area: str
    kind: str
    period: int
    hours: float


@dataclass(frozen=True, eq=False)
class Problem:
    """What is to be divided over the areas of a municipality (or a region).

    Symbols: W areas, T themes, K kinds, P periods. `weight` (W, T) how heavy an issue counts, 0 or more; `need` (W, T)
    people in need in any period, nan where no figure is known. `hours`, `euros`, `places` (P): the budget of each
    period, infinite where there is no limit. `floor` (W) hours that an area gets at least in each period from its
    `start` (W, an index of a period) on. `reserve`: the part (0-1) of every budget that is held back. `block`: hours
    are given in whole blocks on top of what is promised; 0: any amount. `fairness`: 0 the largest total effect, 1 the
    worst-off area first, between them a mixture. `inhabitants` (W) and `last_year` (W, K; None when missing) are for
    comparison only.

    Errors: `InputError` with everything that is wrong.

    >>> Problem(areas=("WK1",), themes=("meeting",), kinds=(Kind("community", 50, 0, (100,)),),
    ...     curves=(Curve("meeting", "community", ((80, 0.5),)),), weight=[[1]], need=[[60]],
    ...     hours=[90], euros=[9000], places=[np.inf], inhabitants=[500]).periods
    1
    """

    areas: tuple[str, ...]
    themes: tuple[str, ...]
    kinds: tuple[Kind, ...]
    curves: tuple[Curve, ...]
    weight: Floats
    need: Floats
    hours: Floats
    euros: Floats
    places: Floats
    inhabitants: Floats
    floor: Floats = field(default_factory=lambda: np.zeros(0))
    start: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    commitments: tuple[Commitment, ...] = ()
    last_year: Floats | None = None
    reserve: float = 0.0
    block: float = 0.0
    fairness: float = 0.0

    def __post_init__(self) -> None:
        for name in ("floor", "start"):
            if not np.size(getattr(self, name)):
                object.__setattr__(self, name, np.zeros(len(self.areas)))
        for one in fields(self):
            value = getattr(self, one.name)
            if one.name in _ARRAYS and value is not None:
                array = np.array(value, dtype=np.int64 if one.name == "start" else np.float64)
                array.flags.writeable = False
                object.__setattr__(self, one.name, array)
        refuse(list(_shapes(self)))
        refuse([*_numbers(self), *_keys(self)])
        refuse(list(_sense(self)))

    @property
    def periods(self) -> int:
        """How many periods there are."""
        return self.hours.size

    @cached_property
    def unknown(self) -> tuple[tuple[str, str], ...]:
        """The (area, theme) of which the need is not known: left out of the effect, and never counted as 0."""
        return tuple((self.areas[area], self.themes[theme]) for area, theme in np.argwhere(np.isnan(self.need)))

    @cached_property
    def value(self) -> Floats:
        """The weight that counts (W, T): 0 where the need is not known."""
        return np.where(np.isnan(self.need), 0.0, self.weight)

    @cached_property
    def whole(self) -> Floats:
        """The weighted need per area (W): what an effect of 100% would be in one period."""
        return np.asarray((self.value * np.nan_to_num(self.need)).sum(1))

    @cached_property
    def opened(self) -> Bools:
        """Whether an area takes part in a period (W, P)."""
        return np.asarray(np.arange(self.periods)[None, :] >= self.start[:, None])

    @cached_property
    def counted(self) -> Bools:
        """Whether the share of an area says something (W, P): it takes part, and some hour can reach somebody."""
        useful = np.zeros(len(self.areas), dtype=bool)
        for (area, theme, _kind), curve in self.curve_of.items():
            useful[area] |= self.value[area, theme] > 0 and self.need[area, theme] > 0 and curve.steps[0][1] > 0
        return np.asarray(useful[:, None] & self.opened)

    @cached_property
    def least(self) -> Floats:
        """Hours an area gets at least (W, P)."""
        return np.where(self.opened, self.floor[:, None], 0.0)

    @cached_property
    def promised(self) -> Floats:
        """Hours promised (W, K, P)."""
        table = np.zeros((len(self.areas), len(self.kinds), self.periods))
        area, kind = _index(self.areas), _index(kind.key for kind in self.kinds)
        for one in self.commitments:
            table[area[one.area], kind[one.kind], one.period] += one.hours
        return table

    @cached_property
    def capacity(self) -> Floats:
        """Hours the provider of a kind can give (K, P)."""
        return np.array([kind.capacity for kind in self.kinds], dtype=float).reshape(len(self.kinds), self.periods)

    @cached_property
    def budget(self) -> Floats:
        """What may be used now of each of `RESOURCES` (3, P): the budget without the reserve."""
        return np.asarray((1 - self.reserve) * np.array([self.hours, self.euros, self.places]))

    @cached_property
    def costs(self) -> Floats:
        """What one hour of a kind uses of each of `RESOURCES` (3, K)."""
        return np.array([[1.0, kind.euros, kind.places] for kind in self.kinds], dtype=float).T.reshape(3, -1)

    @cached_property
    def curve_of(self) -> dict[tuple[int, int, int], Curve]:
        """The curve that holds for each (area, theme, kind) that has one; its own before the one for all."""
        theme, kind = _index(self.themes), _index(one.key for one in self.kinds)
        area, found = _index(self.areas), {}
        for curve in sorted(self.curves, key=lambda one: one.area is not None):
            for index in range(len(self.areas)) if curve.area is None else [area[curve.area]]:
                found[index, theme[curve.theme], kind[curve.kind]] = curve
        return found


_ARRAYS: Final = (
    "weight", "need", "hours", "euros", "places", "inhabitants", "floor", "start", "last_year",
)  # fmt: skip


def _index(keys: Iterable[str]) -> dict[str, int]:
    return {key: number for number, key in enumerate(keys)}


def _amounts(name: str, where: tuple[str, ...], values: Iterable[float], *, endless: bool = False) -> Iterator[Fault]:
    """Faults of values that must be 0 or more."""
    for value in values:
        if np.isnan(value) or (np.isinf(value) and not endless):
            yield Fault("not_a_number", (name, *where), float(value))
        elif value < 0:
            yield Fault("negative", (name, *where), float(value))


def _shapes(problem: Problem) -> Iterator[Fault]:
    areas, themes, periods = len(problem.areas), len(problem.themes), problem.hours.size
    wanted: dict[str, tuple[int, ...]] = {
        "weight": (areas, themes), "need": (areas, themes), "hours": (periods,), "euros": (periods,),
        "places": (periods,), "inhabitants": (areas,), "floor": (areas,), "start": (areas,),
        "last_year": (areas, len(problem.kinds)),
    }  # fmt: skip
    for name, shape in wanted.items():
        value = getattr(problem, name)
        if value is not None and value.shape != shape:
            yield Fault("shape", (name, str(value.shape), str(shape)))
    for kind in problem.kinds:
        if len(kind.capacity) != periods:
            yield Fault("shape", ("capacity", kind.key, str(len(kind.capacity)), str(periods)))
    for name in ("areas", "themes", "kinds", "hours"):
        if not len(getattr(problem, name)):
            yield Fault("empty", (name,))


def _numbers(problem: Problem) -> Iterator[Fault]:
    for name in ("weight", "inhabitants", "floor"):
        yield from _amounts(name, (), getattr(problem, name).ravel())
    yield from _amounts("need", (), problem.need[~np.isnan(problem.need)])
    for name in RESOURCES:
        yield from _amounts(name, (), getattr(problem, name), endless=True)
    yield from _amounts("commitment", (), [one.hours for one in problem.commitments])
    yield from _amounts("block", (), [problem.block])
    if problem.last_year is not None:
        yield from _amounts("last_year", (), problem.last_year[~np.isnan(problem.last_year)])
    if not 0 <= problem.reserve < 1:
        yield Fault("not_a_part", ("reserve",), problem.reserve)
    if not 0 <= problem.fairness <= 1:
        yield Fault("not_a_part", ("fairness",), problem.fairness)


def _keys(problem: Problem) -> Iterator[Fault]:
    kinds = tuple(kind.key for kind in problem.kinds)
    for name, keys in (("areas", problem.areas), ("themes", problem.themes), ("kinds", kinds)):
        yield from (Fault("twice", (name, key)) for key, times in Counter(keys).items() if times > 1)
    curves = Counter((curve.area, curve.theme, curve.kind) for curve in problem.curves)
    yield from (Fault("twice", ("curve", key[0] or "", *key[1:])) for key, times in curves.items() if times > 1)
    asked = [("area", curve.area) for curve in problem.curves if curve.area is not None]
    asked += [("theme", curve.theme) for curve in problem.curves] + [("kind", curve.kind) for curve in problem.curves]
    asked += [("area", one.area) for one in problem.commitments] + [("kind", one.kind) for one in problem.commitments]
    known = {"area": set(problem.areas), "theme": set(problem.themes), "kind": set(kinds)}
    for name, key in dict.fromkeys(asked):
        if key not in known[name]:
            yield Fault("unknown_key", (name, key))
    for one in problem.commitments:
        if not 0 <= one.period < problem.periods:
            yield Fault("unknown_key", ("period", str(one.period)), one.period)
    for area, start in zip(problem.areas, problem.start, strict=True):
        if start < 0:
            yield Fault("negative", ("start", area), float(start))


def _sense(problem: Problem) -> Iterator[Fault]:
    start = dict(zip(problem.areas, problem.start, strict=True))
    for one in problem.commitments:
        if one.hours > 0 and one.period < start[one.area]:
            yield Fault("promised_before_start", (one.area, one.kind, str(one.period)), one.hours)
    if not problem.weight.any():
        yield Fault("weights_all_zero", ("weight",), 0.0)
    elif not problem.whole.any():
        yield Fault("no_known_need", ("need",), 0.0)
