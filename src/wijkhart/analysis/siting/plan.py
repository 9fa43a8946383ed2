"""The answer: which places stay, what that means for whom, and how sure it is that nothing is better."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .model import Bools, Floats, Ints
from .problem import Problem, building_of


@dataclass(frozen=True, eq=False)
class Losses:
    """What changes for the people of each wijk and group (W, G); nan where nobody lives.

    `mean` and `worst` are metres more to walk than today (below 0: less), averaged over the people and for those who
    lose most. `before` and `after` are people beyond their reach.
    """

    people: Floats
    mean: Floats
    worst: Floats
    before: Floats
    after: Floats


@dataclass(frozen=True, slots=True)
class Move:
    """An activity that goes to another building; `place` is the index of where it goes."""

    activity: str
    building: str
    place: int


@dataclass(frozen=True, eq=False)
class Plan:
    """Places to keep.

    `is_open` (J); `hosts` is the index of the place of each activity. `objective` is what the aim counts, added up over
    all people (metres, weighted), and `bound` what no plan can go below. `worst_bound` is that for the largest
    distance, known only when it comes first (else 0).
    """

    problem: Problem
    is_open: Bools
    hosts: tuple[int, ...]
    objective: float
    bound: float
    worst_bound: float = 0.0

    @property
    def kept(self) -> tuple[str, ...]:
        """The keys of the places that stay."""
        return tuple(place.key for place, stays in zip(self.problem.places, self.is_open, strict=True) if stays)

    @property
    def gap(self) -> float:
        """How much of the objective may still be won, 0-1; 0 is proven best."""
        missing = self.objective - self.bound
        return 0.0 if missing <= 1e-9 * max(1.0, self.objective) else missing / self.objective

    @property
    def proven(self) -> bool:
        """Whether it is proven that nothing is better."""
        return self.gap == 0 and (not self.problem.aim.worst_first or self.worst <= self.worst_bound * (1 + 1e-9))

    @cached_property
    def nearest(self) -> Ints:
        """The index of the nearest open place of each point (P)."""
        opened = np.flatnonzero(self.is_open)
        return np.asarray(opened[self.problem.metres[:, opened].argmin(axis=1)])

    @cached_property
    def metres(self) -> Floats:
        """To the nearest open place (P)."""
        return np.asarray(self.problem.metres[:, self.is_open].min(axis=1))

    @property
    def mean(self) -> float:
        """Metres to the nearest place, averaged over all people, each counted as the group counts."""
        weight = self.problem.people @ self.problem.weights
        return float(weight @ self.metres / weight.sum()) if weight.sum() > 0 else 0.0

    @property
    def worst(self) -> float:
        """The largest distance of anybody."""
        return float(self.metres[self.problem.lived_in].max())

    @cached_property
    def today(self) -> Floats | None:
        """Metres to the nearest place that is open now (P); None when none is."""
        now = np.array([place.now for place in self.problem.places])
        return np.asarray(self.problem.metres[:, now].min(axis=1)) if now.any() else None

    @cached_property
    def losses(self) -> Losses | None:
        """Who loses how much against today; None when nothing is open today."""
        if self.today is None:
            return None
        problem, people = self.problem, self.problem.people
        there = problem.inhabitants
        extra = (self.metres - self.today)[:, None]
        lost = problem.by_wijk(people * extra)
        mean = np.divide(lost, there, out=np.full(there.shape, np.nan), where=there > 0)
        worst = np.full(there.shape, -np.inf)
        np.maximum.at(worst, problem.wijk, np.where(people > 0, extra, -np.inf))
        worst[there == 0] = np.nan
        before, after = (problem.by_wijk(people * (m[:, None] > problem.reach)) for m in (self.today, self.metres))
        return Losses(there, mean, worst, before, after)

    @property
    def worst_off(self) -> int | None:
        """The index of the wijk whose people lose most on average; None when nobody loses anything."""
        if self.losses is None:
            return None
        there = self.losses.people.sum(axis=1)
        lost = np.nansum(self.losses.mean * self.losses.people, axis=1)
        mean = np.divide(lost, there, out=np.zeros(there.size), where=there > 0)
        return int(mean.argmax()) if mean.max() > 0 else None

    @property
    def moves(self) -> tuple[Move, ...]:
        """The activities that go to another building."""
        places, activities = self.problem.places, self.problem.activities
        went = zip(activities, self.hosts, strict=True)
        return tuple(Move(a.key, a.building, to) for a, to in went if building_of(places[to]) != a.building)

    @property
    def cost(self) -> float | None:
        """Euros a year of the places that stay; None when that of one is unknown."""
        return self._euros(self.is_open)

    @property
    def freed(self) -> float | None:
        """Euros a year less than today, "from bricks to people"; None when a cost is unknown."""
        today = self._euros(np.array([place.now for place in self.problem.places]))
        return None if today is None or self.cost is None else today - self.cost

    def _euros(self, chosen: Bools) -> float | None:
        costs = [place.cost for place, one in zip(self.problem.places, chosen, strict=True) if one]
        return None if any(cost is None for cost in costs) else float(sum(cost or 0.0 for cost in costs))
