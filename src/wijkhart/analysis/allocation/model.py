"""One period as a table of numbers that a solver reads.

A column is a stretch of hours of one kind in one area over which every theme gains the same per unit (a block, or an
hour when hours are free). Gains shrink along the stretches, so a best plan fills them in order by itself. With blocks
a stretch runs from block to block, which is exact for whole blocks and closer than the curve for parts of them.
Themes of which the need can run out get a column of their own: people reached, at most what is left of the need.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.sparse import coo_array, csr_array

from .faults import Limit
from .problem import RESOURCES, Bools, Floats, Ints, Problem
from .reach import Curves, curves_of

EPSILON: Final = 1e-9


@dataclass(frozen=True, eq=False)
class Model:
    """Columns (N) and rows (M) of a period.

    The first Y columns are stretches: `area`, `kind`, `width` in units of `unit` hours; the others are people reached
    of a theme that can run out. `table @ columns <= most`, a row for each of `limits` and then for each theme that can
    run out. `effect` (W, N) and `base` (W) give the effect per area.
    """

    period: int
    unit: float
    area: Ints
    kind: Ints
    width: Floats
    table: csr_array
    most: Floats
    limits: tuple[Limit, ...]
    effect: csr_array
    base: Floats
    whole: Bools

    @property
    def stretches(self) -> int:
        """How many columns are hours."""
        return self.area.size

    def hours(self, columns: Floats, promised: Floats) -> Floats:
        """Hours per area and kind (W, K)."""
        hours = promised.copy()
        given = columns[: self.stretches]
        np.add.at(hours, (self.area, self.kind), self.unit * (np.round(given) if self.whole[:1].any() else given))
        return hours


@dataclass(frozen=True, eq=False)
class _Stretches:
    area: Ints
    kind: Ints
    width: Floats
    gain: Floats
    """People per unit and theme (Y, T)."""


def models_of(problem: Problem, *, bounded: bool = True) -> list[Model]:
    """A model for each period; what is the same in several periods is made once.

    `bounded`: no stretch is wider than the limits allow. That is closer, but hides what a limit is worth.
    """
    curves = curves_of(problem)
    made: dict[bytes, tuple[_Stretches, Floats]] = {}
    found = []
    for period in range(problem.periods):
        promised = problem.promised[:, :, period]
        key = promised.tobytes() + problem.opened[:, period].tobytes()
        if key not in made:
            made[key] = _stretches(problem, curves, period), _reached(problem, curves, promised)
        found.append(_model(problem, period, *made[key], bounded))
    return found


def _reached(problem: Problem, curves: Curves, promised: Floats) -> Floats:
    """People reached by what is promised, before the need is looked at (W, T)."""
    people = np.zeros((len(problem.areas), len(problem.themes)))
    hours = promised[curves.area, curves.kind][:, None]
    inside = np.clip(np.minimum(hours, curves.high) - curves.low, 0.0, None)
    np.add.at(people, (curves.area, curves.theme), (inside * curves.rate).sum(1))
    return people


def _stretches(problem: Problem, curves: Curves, period: int) -> _Stretches:
    pair = curves.area * len(problem.kinds) + curves.kind
    order = np.argsort(pair, kind="stable")
    groups = {
        int(pair[rows[0]]): rows for rows in np.split(order, np.flatnonzero(np.diff(pair[order])) + 1) if rows.size
    }
    parts: list[tuple[int, int, Floats, Floats]] = []
    for area, kind in np.ndindex(len(problem.areas), len(problem.kinds)):
        if not problem.opened[area, period]:
            continue
        rows = groups.get(area * len(problem.kinds) + kind, np.zeros(0, np.int64))
        width, gain = _stretch(problem, curves, rows, float(problem.promised[area, kind, period]))
        if problem.floor[area] > 0:
            width, gain = np.append(width, np.inf), np.vstack([gain, np.zeros(len(problem.themes))])
        if width.size:
            parts.append((area, kind, width, gain))
    sizes = [width.size for _, _, width, _ in parts]
    return _Stretches(
        np.repeat(np.array([area for area, *_ in parts], dtype=np.int64), sizes),
        np.repeat(np.array([kind for _, kind, *_ in parts], dtype=np.int64), sizes),
        np.concatenate([np.zeros(0), *(width for _, _, width, _ in parts)]),
        np.vstack([np.zeros((0, len(problem.themes))), *(gain for *_, gain in parts)]),
    )


def _stretch(problem: Problem, curves: Curves, rows: Ints, promised: float) -> tuple[Floats, Floats]:
    """Widths (in units) and people per unit and theme of one kind in one area, after what is promised."""
    unit = problem.block or 1.0
    rows = rows[problem.value[curves.area[rows], curves.theme[rows]] > 0]
    low, high, rate = curves.low[rows], curves.high[rows], curves.rate[rows]
    useful = (rate > 0) & (high > low)
    ends = (np.unique(high[useful]) - promised) / unit
    if problem.block:
        ends = np.concatenate([np.floor(ends + EPSILON), np.ceil(ends - EPSILON)])
    cuts = np.unique(np.concatenate([[0.0], ends[ends > EPSILON]]))
    if cuts.size < 2:
        return np.zeros(0), np.zeros((0, len(problem.themes)))
    width = np.diff(cuts)
    at = promised + unit * cuts
    at[-1] = at[-1] if np.isfinite(at[-1]) else at[-2] + unit
    people = (np.clip(np.minimum(at[:, None, None], high) - low, 0.0, None) * rate).sum(-1)
    gain = np.zeros((width.size, len(problem.themes)))
    gain[:, curves.theme[rows]] = np.diff(people, axis=0) / np.where(np.isfinite(width), width, 1.0)[:, None]
    return _merged(width, gain)


def _merged(width: Floats, gain: Floats) -> tuple[Floats, Floats]:
    """Neighbours that gain the same as one stretch."""
    new = np.append(True, (np.abs(np.diff(gain, axis=0)) > EPSILON).any(1))
    starts = np.flatnonzero(new)
    return np.add.reduceat(width, starts), gain[starts]


def _model(problem: Problem, period: int, made: _Stretches, reached: Floats, bounded: bool) -> Model:
    unit, areas = problem.block or 1.0, len(problem.areas)
    columns = made.area.size
    room = np.where(problem.value > 0, np.maximum(np.nan_to_num(problem.need) - reached, 0.0), 0.0)
    limits, rows, most = _limits(problem, period, made)
    width = _bounded(problem, made, rows, most) if bounded else made.width
    top = np.zeros_like(room)
    gains = np.multiply(made.gain, width[:, None], where=made.gain > 0, out=np.zeros_like(made.gain))
    np.add.at(top, made.area, gains)
    capped = np.argwhere((top > room + EPSILON) & (room > EPSILON))
    free = (top <= room + EPSILON)[made.area]
    direct = (problem.value[made.area] * np.where(free, made.gain, 0.0)).sum(1)
    every = columns + len(capped)
    number = np.full(room.shape, -1)
    number[tuple(capped.T)] = np.arange(len(capped))
    who, theme = np.nonzero((made.gain > 0) & (number[made.area] >= 0))
    link = coo_array(
        (
            np.concatenate([-made.gain[who, theme], np.ones(len(capped))]),
            (
                np.concatenate([number[made.area[who], theme], np.arange(len(capped))]),
                np.concatenate([who, columns + np.arange(len(capped))]),
            ),
        ),
        shape=(len(capped), every),
    )
    first = coo_array(np.hstack([rows, np.zeros((len(limits), len(capped)))]))
    table = coo_array(
        (
            np.concatenate([first.data, link.data]),
            (np.concatenate([first.coords[0], len(limits) + link.coords[0]]),
             np.concatenate([first.coords[1], link.coords[1]])),
        ),
        shape=(len(limits) + len(capped), every),
    )  # fmt: skip
    effect = coo_array(
        (
            np.concatenate([direct, problem.value[tuple(capped.T)]]),
            (np.concatenate([made.area, capped[:, 0]]), np.arange(every)),
        ),
        shape=(areas, every),
    )
    summed = effect.tocsr()
    summed.eliminate_zeros()
    base = (problem.value * np.minimum(reached, np.nan_to_num(problem.need))).sum(1)
    return Model(
        period=period, unit=unit, area=made.area, kind=made.kind,
        width=np.concatenate([width, room[tuple(capped.T)]]), table=table.tocsr(),
        most=np.concatenate([most, np.zeros(len(capped))]), limits=limits, effect=summed, base=base,
        whole=np.concatenate([np.full(columns, problem.block > 0), np.zeros(len(capped), bool)]),
    )  # fmt: skip


def _limits(problem: Problem, period: int, made: _Stretches) -> tuple[tuple[Limit, ...], Floats, Floats]:
    """Budgets, capacities and lower limits as rows over the stretches."""
    promised, least = problem.promised[:, :, period], problem.least[:, period]
    unit = problem.block or 1.0
    limits, rows, most = [], [np.zeros((0, made.area.size))], []
    for number, name in enumerate(RESOURCES):
        if np.isfinite(problem.budget[number, period]):
            limits.append(Limit(name, "", period))
            rows.append(unit * problem.costs[number, made.kind][None, :])
            most.append(problem.budget[number, period] - (problem.costs[number] * promised).sum())
    for kind in np.flatnonzero(np.isfinite(problem.capacity[:, period])):
        limits.append(Limit("capacity", problem.kinds[kind].key, period))
        rows.append(unit * (made.kind == kind)[None, :])
        most.append(problem.capacity[kind, period] - promised[:, kind].sum())
    for area in np.flatnonzero(least > 0):
        limits.append(Limit("floor", problem.areas[area], period))
        rows.append(-unit * (made.area == area)[None, :])
        most.append(promised[area].sum() - least[area])
    return tuple(limits), *_whole_blocks(problem, np.vstack(rows), np.array(most, dtype=float))


def _whole_blocks(problem: Problem, rows: Floats, most: Floats) -> tuple[Floats, Floats]:
    """A row that counts blocks of one size holds for a whole number of them: closer, and no whole plan is lost."""
    if problem.block:
        size = np.abs(rows).max(1, initial=0.0)
        alike = (size > 0) & ((rows == 0) | (np.abs(rows) == size[:, None])).all(1)
        rows[alike] /= size[alike, None]
        most[alike] = np.floor(most[alike] / size[alike] + EPSILON)
    return rows, most


def _bounded(problem: Problem, made: _Stretches, rows: Floats, most: Floats) -> Floats:
    """The widths, no more than the budgets and capacities leave room for."""
    width = made.width.copy()
    for row, limit in zip(rows, most, strict=True):
        uses = row > 0
        width[uses] = np.minimum(width[uses], max(limit, 0.0) / row[uses])
    return np.floor(width + EPSILON) if problem.block else width
