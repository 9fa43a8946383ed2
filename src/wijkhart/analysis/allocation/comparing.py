"""Two plans side by side, and how much a plan rests on each reach curve."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from .plan import Plan
from .problem import Curve, Floats, Problem
from .solving import solve

HALF, TWICE = 0.5, 2.0
SAME: Final = 1e-6


@dataclass(frozen=True, eq=False)
class Difference:
    """What `after` has more than `before`: `hours` (W, K, P), `people` (W, T, P; nan where the need is unknown)."""

    before: Plan
    after: Plan
    hours: Floats
    people: Floats

    @property
    def per_area(self) -> Floats:
        """Hours more per area over all periods (W)."""
        return np.asarray(self.hours.sum((1, 2)))

    @property
    def effect(self) -> float:
        """The effect more, each plan by the weights of its own question."""
        return float(self.after.effect.sum() - self.before.effect.sum())

    @property
    def moved(self) -> list[tuple[int, int, int]]:
        """The (area, kind, period) that differ, the largest change first."""
        cells = [(int(area), int(kind), int(period)) for area, kind, period in np.argwhere(np.abs(self.hours) > SAME)]
        return sorted(cells, key=lambda cell: (-abs(self.hours[cell]), cell))


def compare(before: Plan, after: Plan) -> Difference:
    """What differs between two plans over the same areas, kinds, themes and periods.

    Errors: ValueError when they are not about the same.

    >>> from wijkhart.analysis.allocation import Kind, baseline
    >>> problem = Problem(areas=("WK1", "WK2"), themes=("meeting",), kinds=(Kind("community", 50, 0, (60,)),),
    ...     curves=(Curve("meeting", "community", ((80, 0.5),)),), weight=[[2], [1]], need=[[30], [30]],
    ...     hours=[90], euros=[9000], places=[9], inhabitants=[500, 500])
    >>> compare(baseline(problem), solve(problem)).per_area
    array([ 30., -30.])
    """
    old, new = before.problem, after.problem
    kinds = [[kind.key for kind in problem.kinds] for problem in (old, new)]
    if (old.areas, old.themes, kinds[0], old.periods) != (new.areas, new.themes, kinds[1], new.periods):
        raise ValueError("plans to compare must have the same areas, themes, kinds and periods")
    return Difference(before, after, after.hours - before.hours, after.reach - before.reach)


@dataclass(frozen=True, eq=False)
class Swing:
    """The division with the curves of one (theme, kind) halved or doubled, against the division with them as they
    are."""

    theme: str
    kind: str
    factor: float
    difference: Difference


def sensitivity(
    plan: Plan,
    curves: Iterable[tuple[str, str]] | None = None,
    *,
    factors: tuple[float, ...] = (HALF, TWICE),
    seed: int = 0,
    seconds: float = 60.0,
) -> list[Swing]:
    """Solve again with the people per hour of each (theme, kind) halved and doubled, in all areas, one at a time.

    `curves`: which (theme, kind); None: all that have a curve. `seconds` is for each of them.

    >>> from wijkhart.analysis.allocation import Kind
    >>> problem = Problem(areas=("WK1", "WK2"), themes=("meeting",), kinds=(Kind("community", 50, 0, (60,)),),
    ...     curves=(Curve("meeting", "community", ((40, 0.5),)),), weight=[[2], [1]], need=[[30], [30]],
    ...     hours=[90], euros=[9000], places=[9], inhabitants=[500, 500])
    >>> [(one.factor, one.difference.per_area.tolist()) for one in sensitivity(solve(problem))]
    [(0.5, [0.0, 0.0]), (2.0, [-10.0, 10.0])]
    """
    problem = plan.problem
    asked = dict.fromkeys((curve.theme, curve.kind) for curve in problem.curves) if curves is None else curves
    return [
        Swing(
            theme, kind, factor, compare(plan, solve(scaled(problem, theme, kind, factor), seed=seed, seconds=seconds))
        )
        for theme, kind in asked
        for factor in factors
    ]


def scaled(problem: Problem, theme: str, kind: str, factor: float) -> Problem:
    """The problem with the people per hour of one (theme, kind) times `factor`.

    Errors: ValueError for one without a curve.
    """
    if not any((curve.theme, curve.kind) == (theme, kind) for curve in problem.curves):
        raise ValueError(f"no curve for {theme} and {kind}")
    return replace(
        problem, curves=tuple(_times(curve, factor) if (curve.theme, curve.kind) == (theme, kind) else curve
                              for curve in problem.curves)
    )  # fmt: skip


def _times(curve: Curve, factor: float) -> Curve:
    return replace(curve, steps=tuple((upto, rate * factor) for upto, rate in curve.steps))
