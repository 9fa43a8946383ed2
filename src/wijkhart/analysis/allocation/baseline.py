"""What the division is measured against: by inhabitants, as last year, and the best hour first."""

import numpy as np

from .faults import Fault, refuse
from .model import models_of
from .plan import Plan, worth_of
from .problem import Floats, Problem


def baseline(problem: Problem) -> Plan:
    """By inhabitants: what is promised, and the rest of each kind by the number of inhabitants of the areas that take
    part.

    Lower limits are not looked at, blocks are not kept; of each kind as much as the budgets allow, in the proportion
    of the capacities (equally where those have no limit). When what is promised is already too much, nothing is added.

    >>> from wijkhart.analysis.allocation import Curve, Kind
    >>> problem = Problem(areas=("WK1", "WK2"), themes=("meeting",), kinds=(Kind("community", 50, 0, (100,)),),
    ...     curves=(Curve("meeting", "community", ((80, 0.5),)),), weight=[[1], [1]], need=[[30], [30]],
    ...     hours=[90], euros=[9000], places=[9], inhabitants=[500, 1000])
    >>> baseline(problem).hours[:, 0, 0]
    array([30., 60.])
    """
    hours = problem.promised.copy()
    for period in range(problem.periods):
        people = problem.inhabitants * problem.opened[:, period]
        if people.any():
            given = _each_kind(problem, period)[None, :] * (people / people.sum())[:, None]
            hours[:, :, period] += given
    return _plan(problem, hours)


def repeated(problem: Problem) -> Plan:
    """Last year's division in every period from an area's start on, made smaller where a budget or capacity asks for
    it.

    Errors: `InputError` when last year's division is missing, whole or for some (area, kind).
    """
    if problem.last_year is None:
        refuse([Fault("last_year_missing")])
    last = np.array(problem.last_year, dtype=float)
    refuse([
        Fault("last_year_missing", (problem.areas[area], problem.kinds[kind].key))
        for area, kind in np.argwhere(np.isnan(last))
    ])  # fmt: skip
    hours = problem.promised.copy()
    for period in range(problem.periods):
        more = np.maximum(last - hours[:, :, period], 0.0) * problem.opened[:, period][:, None]
        hours[:, :, period] += more * min(_fitting(problem, hours[:, :, period], more, period), 1.0)
    return _plan(problem, hours)


def greedy(problem: Problem) -> Plan:
    """The stretch of hours with most effect per hour first, for as long as it fits; lower limits are not looked at."""
    hours = problem.promised.copy()
    for model in models_of(problem):
        columns = np.zeros(model.width.size)
        weighted = np.asarray(model.effect.sum(0)).ravel()
        value = np.asarray(weighted[: model.stretches]).copy()
        caps = model.table[len(model.limits) :]
        value -= np.asarray(weighted[model.stretches :] @ caps[:, : model.stretches]).ravel()
        floors = np.array([limit.name == "floor" for limit in model.limits], dtype=bool)
        rows = model.table[: len(model.limits)].toarray()[~floors]
        room = model.most[: len(model.limits)][~floors].copy()
        for one in np.argsort(-value, kind="stable"):
            if value[one] <= 0:
                break
            uses = rows[:, one] > 0
            fits = min(model.width[one], (room[uses] / rows[uses, one]).min(initial=np.inf))
            columns[one] = max(np.floor(fits + 1e-9) if problem.block else fits, 0.0)
            room -= rows[:, one] * columns[one]
        hours[:, :, model.period] = model.hours(columns, problem.promised[:, :, model.period])
    return _plan(problem, hours)


def _plan(problem: Problem, hours: Floats) -> Plan:
    """A division that nobody optimised: without a bound."""
    return Plan(problem, hours, float(worth_of(problem, hours).sum()), np.inf, proven=False)


def _each_kind(problem: Problem, period: int) -> Floats:
    """Hours of each kind on top of what is promised: by capacity, as much as fits."""
    capacity = problem.capacity[:, period] - problem.promised[:, :, period].sum(0)
    finite = np.isfinite(capacity)
    if not finite.any():
        most = np.ones_like(capacity)
    else:
        most = np.where(finite, np.maximum(capacity, 0.0), capacity[finite].max())
    scale = _fitting(problem, problem.promised[:, :, period], most[None, :], period)
    return np.asarray(most * scale) if np.isfinite(scale) else most


def _fitting(problem: Problem, given: Floats, more: Floats, period: int) -> float:
    """The largest part of `more` hours that fits beside what is given; infinite when nothing limits it."""
    asked, part = more.sum(0), np.inf
    for row, budget in zip(problem.costs, problem.budget[:, period], strict=True):
        if row @ asked > 0:
            part = min(part, (budget - row @ given.sum(0)) / (row @ asked))
    for kind, capacity in enumerate(problem.capacity[:, period]):
        if asked[kind] > 0:
            part = min(part, (capacity - given[:, kind].sum()) / asked[kind])
    return float(max(part, 0.0))
