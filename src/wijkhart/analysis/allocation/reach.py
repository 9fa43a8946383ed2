"""From hours to people: all curves of a problem at once."""

from dataclasses import dataclass

import numpy as np

from .problem import Floats, Ints, Problem


@dataclass(frozen=True, eq=False)
class Curves:
    """The curves that hold, as padded arrays: indices (C) and steps (C, S) from `low` to `high` hours at `rate`."""

    area: Ints
    theme: Ints
    kind: Ints
    low: Floats
    high: Floats
    rate: Floats


def curves_of(problem: Problem) -> Curves:
    """Gather the curves; steps that are not there have no width."""
    cells = sorted(problem.curve_of)
    most = max((len(problem.curve_of[cell].steps) for cell in cells), default=1)
    high, rate = np.zeros((len(cells), most)), np.zeros((len(cells), most))
    for number, cell in enumerate(cells):
        steps = problem.curve_of[cell].steps
        high[number] = [upto for upto, _ in steps] + [steps[-1][0]] * (most - len(steps))
        rate[number, : len(steps)] = [one for _, one in steps]
    low = np.hstack([np.zeros((len(cells), 1)), high[:, :-1]])
    area, theme, kind = np.array(cells, dtype=np.int64).reshape(-1, 3).T
    return Curves(area, theme, kind, low, high, rate)


def people_of(problem: Problem, hours: Floats, curves: Curves | None = None) -> Floats:
    """People reached per area, theme and period (W, T, P) by hours (W, K, P): no more than the need; nan if unknown.

    >>> from wijkhart.analysis.allocation import Curve, Kind
    >>> problem = Problem(areas=("WK1",), themes=("meeting",), kinds=(Kind("community", 50, 0, (100,)),),
    ...     curves=(Curve("meeting", "community", ((80, 0.5),)),), weight=[[1]], need=[[30]],
    ...     hours=[90], euros=[9000], places=[9], inhabitants=[500])
    >>> people_of(problem, np.array([[[40.0]]])).item(), people_of(problem, np.array([[[80.0]]])).item()
    (20.0, 30.0)
    """
    curves = curves or curves_of(problem)
    given = hours[curves.area, curves.kind][:, None, :]
    low = curves.low[:, :, None]
    inside = np.clip(np.minimum(given, curves.high[:, :, None]) - low, 0.0, None)
    found = np.zeros((len(problem.areas), len(problem.themes), problem.periods))
    np.add.at(found, (curves.area, curves.theme), (inside * curves.rate[:, :, None]).sum(1))
    need = problem.need[:, :, None]
    return np.asarray(np.where(np.isnan(need), np.nan, np.minimum(found, need)))
