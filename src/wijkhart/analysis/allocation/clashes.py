"""Limits that cannot be kept together: a smallest set of them, and the smallest change of each that would do.

Reach plays no part here: only hours do. The set is found by taking limits away one by one for as long as the rest
still clash (a deletion filter, Chinneck 2008); what is left clashes, and without any one of it nothing does.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from .faults import Clash, Limit, Repair
from .problem import RESOURCES, Floats, Problem

SURE: Final = 1e-7
DROPPED: Final = ("capacity", "places", "euros", "hours", "floor")
"""What is tried without first: of several clashes the plainest is kept, hours against lower limits."""


@dataclass(frozen=True, eq=False)
class _Rows:
    """`table @ hours <= most` per limit, over the new hours of each (area, kind) that takes part (N)."""

    limits: tuple[Limit, ...]
    table: Floats
    most: Floats
    promised: Floats
    """What the promises of each kind use in each row (M, K)."""
    unit: float


def clashes_of(problem: Problem) -> list[Clash]:
    """The clash of every period that cannot be divided; none when all can.

    >>> from wijkhart.analysis.allocation import Curve, Kind
    >>> problem = Problem(areas=("WK1",), themes=("meeting",), kinds=(Kind("community", 50, 0, (100,)),),
    ...     curves=(Curve("meeting", "community", ((80, 0.5),)),), weight=[[1]], need=[[30]],
    ...     hours=[60], euros=[9000], places=[9], inhabitants=[500], floor=[75])
    >>> clash = clashes_of(problem)[0]
    >>> [(one.limit.name, round(one.by, 6)) for one in clash.repairs]
    [('hours', 15.0), ('floor', 15.0), ('floors', 0.2)]
    """
    found = [_clash(problem, period) for period in range(problem.periods)]
    return [clash for clash in found if clash is not None]


def repaired(problem: Problem, repair: Repair) -> Problem:
    """The problem with the change made. Errors: ValueError when this limit alone cannot mend the clash."""
    if repair.by is None:
        raise ValueError(f"{repair.limit.name} alone cannot mend the clash")
    limit, by = repair.limit, repair.by
    match limit.name:
        case "hours" | "euros" | "places":
            budget = getattr(problem, limit.name).copy()
            budget[limit.period] += by
            return replace(problem, **{limit.name: budget})
        case "capacity":
            kinds = tuple(
                replace(kind, capacity=(*kind.capacity[: limit.period], kind.capacity[limit.period] + by,
                                        *kind.capacity[limit.period + 1 :]))
                if kind.key == limit.key else kind
                for kind in problem.kinds
            )  # fmt: skip
            return replace(problem, kinds=kinds)
        case "floor":
            floor = problem.floor.copy()
            floor[problem.areas.index(limit.key)] = max(floor[problem.areas.index(limit.key)] - by, 0.0)
            return replace(problem, floor=floor)
        case "floors":
            return replace(problem, floor=problem.floor * max(1 - by, 0.0))
        case "reserve":
            return replace(problem, reserve=max(problem.reserve - by, 0.0))
    kept = tuple(
        replace(one, hours=one.hours * max(1 - by, 0.0)) if (one.kind, one.period) == (limit.key, limit.period) else one
        for one in problem.commitments
    )
    return replace(problem, commitments=kept)


def _clash(problem: Problem, period: int) -> Clash | None:
    rows = _rows(problem, period)
    kinds = problem.promised[:, :, period].sum(0) > 0
    if _possible(rows, np.ones(len(rows.limits), bool), kinds):
        return None
    kept, promised = np.ones(len(rows.limits), bool), kinds.copy()
    order = sorted(range(len(rows.limits)), key=lambda number: DROPPED.index(rows.limits[number].name))
    for which, numbers in ((promised, np.flatnonzero(promised).tolist()), (kept, order)):
        for number in numbers:
            which[number] = False
            if _possible(rows, kept, promised):
                which[number] = True
    limits = [limit for limit, keep in zip(rows.limits, kept, strict=True) if keep]
    limits += [Limit("promised", problem.kinds[kind].key, period) for kind in np.flatnonzero(promised)]
    asked = list(limits)
    if any(limit.name == "floor" for limit in limits):
        asked.append(Limit("floors", "", period))
    if problem.reserve and any(limit.name in RESOURCES for limit in limits):
        asked.append(Limit("reserve", "", period))
    repairs = tuple(Repair(limit, _smallest(problem, rows, kinds, limit)) for limit in asked)
    return Clash(period, tuple(limits), repairs)


def _rows(problem: Problem, period: int) -> _Rows:
    opened = np.flatnonzero(problem.opened[:, period])
    area, kind = np.repeat(opened, len(problem.kinds)), np.tile(np.arange(len(problem.kinds)), opened.size)
    by_kind = np.eye(len(problem.kinds))
    limits, table, most, promised = [], [np.zeros((0, area.size))], [], [np.zeros((0, len(problem.kinds)))]
    given = problem.promised[:, :, period]

    def keep(limit: Limit, row: Floats, amount: float, fixed: Floats) -> None:
        limits.append(limit)
        table.append(row[None, :])
        most.append(amount)
        promised.append(fixed[None, :])

    for number, name in enumerate(RESOURCES):
        if np.isfinite(problem.budget[number, period]):
            costs = problem.costs[number]
            keep(Limit(name, "", period), costs[kind], float(problem.budget[number, period]), costs * given.sum(0))
    for one in np.flatnonzero(np.isfinite(problem.capacity[:, period])):
        limit = Limit("capacity", problem.kinds[one].key, period)
        keep(limit, by_kind[one][kind], float(problem.capacity[one, period]), by_kind[one] * given.sum(0))
    for one in np.flatnonzero(problem.least[:, period] > 0):
        limit = Limit("floor", problem.areas[one], period)
        keep(limit, -(area == one).astype(float), -float(problem.least[one, period]), -given[one])
    return _Rows(tuple(limits), np.vstack(table), np.array(most, dtype=float), np.vstack(promised), problem.block)


def _possible(rows: _Rows, kept: np.ndarray, promised: np.ndarray) -> bool:
    """Whether hours exist that keep these limits, with the promises of these kinds."""
    room = rows.most - rows.promised @ promised.astype(float)
    return _least(rows, kept, room, np.zeros((len(rows.limits), 0))) is not None


def _least(rows: _Rows, kept: np.ndarray, room: Floats, relief: Floats, top: float = np.inf) -> float | None:
    """The smallest amount (0 to `top`) of `relief` that makes it possible; None when there is none."""
    unit = rows.unit or 1.0
    table = np.hstack([unit * rows.table, -relief])[kept]
    cost = np.append(np.zeros(rows.table.shape[1]), np.ones(relief.shape[1]))
    if not cost.size:
        return 0.0 if bool((room[kept] >= -SURE).all()) else None
    whole = np.append(np.full(rows.table.shape[1], int(rows.unit > 0)), np.zeros(relief.shape[1], int))
    high = np.append(np.full(rows.table.shape[1], np.inf), np.full(relief.shape[1], top))
    scale = np.maximum(np.abs(table).max(1, initial=0.0), 1e-12)
    limits = LinearConstraint(table / scale[:, None], -np.inf, room[kept] / scale) if kept.any() else ()
    found = milp(cost, integrality=whole, bounds=Bounds(0, high), constraints=limits)
    return None if found.x is None else float(found.fun)


def _smallest(problem: Problem, rows: _Rows, kinds: np.ndarray, limit: Limit) -> float | None:
    """By how much this limit alone must give way."""
    relief, top = np.zeros((len(rows.limits), 1)), np.inf
    period = limit.period
    match limit.name:
        case "floors":
            relief[:, 0], top = (
                [-most if one.name == "floor" else 0 for one, most in zip(rows.limits, rows.most, strict=True)],
                1.0,
            )
        case "reserve":
            whole = {name: getattr(problem, name)[period] for name in RESOURCES}
            relief[:, 0], top = [whole.get(one.name, 0.0) for one in rows.limits], problem.reserve
        case "promised":
            kind = [one.key for one in problem.kinds].index(limit.key)
            relief[:, 0], top = rows.promised[:, kind], 1.0
        case "floor":
            relief[rows.limits.index(limit), 0] = 1.0
            top = float(problem.least[problem.areas.index(limit.key), period])
        case _:
            relief[rows.limits.index(limit), 0] = (1 - problem.reserve) if limit.name in RESOURCES else 1.0
    room = rows.most - rows.promised @ kinds.astype(float)
    return _least(rows, np.ones(len(rows.limits), bool), room, relief, top)
