"""The answer: who gets how many hours of what and when, what that reaches, and how sure it is the best."""

from dataclasses import dataclass

import numpy as np

from .problem import Floats, Problem
from .reach import people_of


@dataclass(frozen=True, eq=False)
class Plan:
    """A division.

    `hours` (W, K, P). `objective` is what was made as large as can be, summed over the periods: the weighted effect, or
    with a fairness between 0 and 1 the mixture; `bound` is what no plan can exceed. With worst-off first both are the
    effect, and `levels` (P, W) are the shares that the worst-off, the second worst-off ... were brought to. `proven`:
    every step was solved to the end; else the clock or the work limit stopped it, and the gap says what is open.
    """

    problem: Problem
    hours: Floats
    objective: float
    bound: float
    proven: bool
    levels: Floats | None = None

    @property
    def reach(self) -> Floats:
        """People reached per area, theme and period (W, T, P); nan where the need is not known."""
        return people_of(self.problem, self.hours)

    @property
    def effect(self) -> Floats:
        """Weighted people reached per area and period (W, P)."""
        return effect_of(self.problem, self.hours)

    @property
    def share(self) -> Floats:
        """The part of the weighted need that is served per area and period (W, P); nan where there is none."""
        return share_of(self.problem, self.hours)

    @property
    def gap(self) -> float:
        """How far the plan can be from the best, as a part of the bound; 0 is proven best."""
        return max(self.bound - self.objective, 0.0) / self.bound if self.bound > 0 else 0.0

    @property
    def used(self) -> Floats:
        """Hours, euros and places used per period (3, P)."""
        return np.asarray(np.einsum("rk,wkp->rp", self.problem.costs, self.hours))

    @property
    def held_back(self) -> Floats:
        """The reserve: hours, euros and places of each period that are kept for later (3, P)."""
        whole = np.array([self.problem.hours, self.problem.euros, self.problem.places])
        return np.where(np.isinf(whole), 0.0, self.problem.reserve * np.where(np.isinf(whole), 0.0, whole))


def effect_of(problem: Problem, hours: Floats) -> Floats:
    """Weighted people reached per area and period (W, P)."""
    people = np.nan_to_num(people_of(problem, hours))
    return np.asarray((problem.value[:, :, None] * people).sum(1))


def share_of(problem: Problem, hours: Floats) -> Floats:
    """Effect over weighted need per area and period (W, P); nan where it says nothing (see `counted`)."""
    whole = np.where(problem.whole > 0, problem.whole, 1.0)[:, None]
    return np.where(problem.counted, effect_of(problem, hours) / whole, np.nan)


def worth_of(problem: Problem, hours: Floats) -> Floats:
    """What a division is worth per period (P): the effect, or the mixture when fairness lies between 0 and 1.

    The mixture is `(1 - f) effect + f x smallest share x weighted need of all that count`.
    """
    effect = effect_of(problem, hours).sum(0)
    if not 0 < problem.fairness < 1:
        return np.asarray(effect)
    share = np.where(problem.counted, share_of(problem, hours), np.inf).min(0)
    whole = (problem.counted * problem.whole[:, None]).sum(0)
    smallest = np.where(problem.counted.any(0), share, 0.0)
    return np.asarray((1 - problem.fairness) * effect + problem.fairness * smallest * whole)
