"""The best division, period by period: budgets do not pass from one period to the next, so neither do choices."""

from dataclasses import replace
from typing import Final

import numpy as np
from scipy.sparse import csr_array, hstack

from .clashes import clashes_of
from .fair import fairest
from .faults import ClashError, OutOfTimeError
from .mixing import Mixture, best_mixture
from .model import Model, models_of
from .plan import Plan, effect_of, share_of, worth_of
from .problem import Floats, Problem
from .solver import CLOSE, Effort, Table, best, relaxed
from .tightening import proven_best

SAME: Final = 1e-9
TENTHS: Final = 10
DECIMALS: Final = 5
"""Free hours are told to so many decimals; a solver knows no more."""


def solve(
    problem: Problem,
    *,
    seed: int = 0,
    seconds: float = 60.0,
    work: int | None = None,
    close: float = CLOSE,
    levelled: bool = True,
) -> Plan:
    """The best division, or the best found within `seconds` (or `work` nodes per search), with its bound.

    `close`: the gap (a part of the bound) at which the search may stop; 0 asks for the very best. The same seed gives
    the same plan when `proven`, or when only `work` stopped it; the clock promises nothing. `levelled`: of free hours
    that are worth as much the most even are taken, which takes longer. Errors: `ClashError`,
    with the limits that clash, when no division keeps them all.

    >>> from wijkhart.analysis.allocation import Curve, Kind
    >>> problem = Problem(areas=("WK1",), themes=("meeting",), kinds=(Kind("community", 50, 0, (100,)),),
    ...     curves=(Curve("meeting", "community", ((80, 0.5),)),), weight=[[1]], need=[[30]],
    ...     hours=[90], euros=[9000], places=[9], inhabitants=[500])
    >>> plan = solve(problem)
    >>> plan.hours.item(), plan.reach.item(), plan.gap
    (60.0, 30.0, 0.0)
    """
    effort = Effort(seconds, work, seed, close)
    hours = np.zeros(problem.promised.shape)
    bounds, done = np.zeros(problem.periods), dict[bytes, tuple[Floats, float]]()
    models = models_of(problem)
    for number, model in enumerate(models):
        key = _alike(problem, model)
        if key not in done:
            own = effort.part(1 / (len(models) - number))
            done[key] = _period(problem, model, own, levelled=levelled)
            effort.proven &= own.proven
        hours[:, :, model.period], bounds[model.period] = done[key]
    hours = _without_idle_blocks(problem, hours) if problem.block else np.round(hours, DECIMALS)
    objective = float(worth_of(problem, hours).sum())
    levels = np.sort(share_of(problem, hours).T) if problem.fairness == 1 else None
    return Plan(problem, hours, objective, max(float(bounds.sum()), objective), effort.proven, levels)


def _alike(problem: Problem, model: Model) -> bytes:
    """What makes one period the same question as another."""
    period = model.period
    parts = (problem.budget, problem.capacity, problem.opened, problem.least, problem.promised)
    return b"".join(np.ascontiguousarray(part[..., period]).tobytes() for part in parts)


def table_of(problem: Problem, model: Model) -> Table:
    """The question of a period, with the total effect as what counts."""
    size = model.width.size
    worth: Floats = np.asarray(model.effect.sum(0), dtype=float).ravel()
    return Table(worth, model.table, model.most, np.zeros(size), model.width, model.whole)


def _period(problem: Problem, model: Model, effort: Effort, *, levelled: bool) -> tuple[Floats, float]:
    """Hours per area and kind of one period, and the bound of what they are worth."""
    known = None
    if problem.fairness == 1:
        asked, known = fairest(table_of(problem, model), *_shares(problem, model), effort)
    elif problem.block and problem.fairness and problem.counted[:, model.period].any():
        asked = table_of(problem, model)
    else:
        asked = asked_of(problem, model)
    base = float(model.base.sum()) * (1 - problem.fairness if problem.fairness < 1 else 1)
    columns, bound = _found(problem, model, asked, known, effort)
    if not problem.block:
        if levelled and problem.fairness < 1:
            columns = _evenest(problem, model, asked, columns)
        columns = _fewest(model, asked, columns)
    return model.hours(columns[: model.width.size], problem.promised[:, :, model.period]), bound + base


def asked_of(problem: Problem, model: Model) -> Table:
    """The question of a period with the fairness in it; with worst-off first by levels for free hours."""
    asked = table_of(problem, model)
    share, start = _shares(problem, model)
    if problem.fairness == 1:
        return fairest(asked, share, start, Effort(60.0))[0]
    if problem.fairness > 0:
        return _mixed(problem, model, asked, share, start)
    return asked


def _shares(problem: Problem, model: Model) -> tuple[csr_array, Floats]:
    """The shares of the areas that count are `table @ columns + start`."""
    on = np.flatnonzero(problem.counted[:, model.period])
    return csr_array(model.effect[on].multiply(1 / problem.whole[on][:, None])), model.base[on] / problem.whole[on]


def _found(problem: Problem, model: Model, asked: Table, known: Floats | None, effort: Effort) -> tuple[Floats, float]:
    """The best columns and their bound; those that are known already when the time is too short for others."""
    share, start = _shares(problem, model)
    if problem.block and 0 < problem.fairness < 1 and start.size:
        found = best_mixture(asked, Mixture(problem.fairness, share, start, _whole(problem, model)), effort)
    else:
        found = proven_best(asked, effort)
    if found.columns is not None:
        return found.columns, found.bound
    if found.impossible and known is None:
        raise ClashError(clashes_of(problem))
    loose = relaxed(asked)
    if known is None or loose is None:
        raise OutOfTimeError("No division was found within the time.")
    effort.proven = False
    return known, loose.worth


def _whole(problem: Problem, model: Model) -> float:
    """The weighted need of the areas that count."""
    return float(problem.whole[problem.counted[:, model.period]].sum())


def _mixed(problem: Problem, model: Model, asked: Table, share: csr_array, start: Floats) -> Table:
    """With the smallest share as one more column z: share >= z for every area that counts."""
    fair, whole = problem.fairness, _whole(problem, model)
    wide = replace(asked, worth=(1 - fair) * asked.worth).with_columns(
        np.zeros(1), np.ones(1), np.array([fair * whole]), whole=False
    )
    return wide.with_rows(csr_array(hstack([-share, csr_array(np.ones((start.size, 1)))])), start)


def _evenest(problem: Problem, model: Model, asked: Table, columns: Floats) -> Floats:
    """Of all columns that are worth as much, those in which low shares are highest: equal plans are many.

    Each tenth of a share counts less than the tenth below it (10, 9, ... 1), times the weighted need of the area. With
    the total fixed that is close to the smallest sum of squares of the part that is not served, per person in need.
    """
    share, start = _shares(problem, model)
    if not start.size:
        return columns
    worth, width = float(asked.worth @ columns), columns.size
    whole = problem.whole[problem.counted[:, model.period]]
    kept = asked.with_rows(csr_array(-asked.worth[None, :]), np.array([SAME * max(abs(worth), 1.0) - worth]))
    size = TENTHS * start.size
    wide = kept.with_columns(np.zeros(size), np.full(size, 1 / TENTHS), np.zeros(size), whole=False)
    wide = replace(wide, worth=np.append(np.zeros(width), np.kron(whole / whole.mean(), np.arange(TENTHS, 0, -1.0))))
    pad = csr_array((start.size, width - share.shape[1]))
    sums = csr_array(np.kron(np.eye(start.size), np.ones((1, TENTHS))))
    found = relaxed(wide.with_rows(csr_array(hstack([-share, pad, sums])), start))
    return columns if found is None or found.columns is None else found.columns[:width]


def _fewest(model: Model, asked: Table, columns: Floats) -> Floats:
    """Of all columns with this effect in every area, those with the fewest hours."""
    effect = model.effect @ columns[: model.width.size]
    rows = csr_array(hstack([-model.effect, csr_array((effect.size, columns.size - model.width.size))]))
    kept = asked.with_rows(rows, -effect + SAME * np.maximum(effect, 1.0))
    hours = np.where(np.arange(columns.size) < model.stretches, -1.0, 0.0)
    found = best(replace(kept, worth=hours), Effort(60.0))
    return columns if found.columns is None else found.columns


def _without_idle_blocks(problem: Problem, hours: Floats) -> Floats:
    """Take back blocks that reach nobody (the need was met already), the most expensive kinds first."""
    effect = effect_of(problem, hours)
    for kind in np.argsort([-one.euros for one in problem.kinds], kind="stable"):
        while True:
            spare = hours[:, kind] - problem.promised[:, kind] >= problem.block - SAME
            spare &= hours.sum(1) - problem.block >= problem.least - SAME
            fewer = hours.copy()
            fewer[:, kind] -= problem.block * spare
            idle = spare & (effect_of(problem, fewer) >= effect - SAME * np.maximum(effect, 1.0))
            if not idle.any():
                break
            hours = np.where(idle[:, None], fewer, hours)
    return hours
