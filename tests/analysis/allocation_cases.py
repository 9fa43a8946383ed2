"""The case worked by hand in docs/algorithms/allocation.md, and small random questions."""

from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
from hypothesis import strategies as st

from wijkhart.analysis.allocation import Commitment, Curve, Kind, Problem

COMMUNITY, YOUTH = 0, 1
NOORD, ZUID = 0, 1


def by_hand(**changes: Any) -> Problem:
    """Two wijken, two themes, two kinds, one period."""
    facts: dict[str, Any] = {
        "areas": ("Noord", "Zuid"),
        "themes": ("meeting", "youth"),
        "kinds": (Kind("community", 50, 0.1, (100,)), Kind("youth-work", 60, 0.2, (40,))),
        "curves": (
            Curve("meeting", "community", ((40, 0.5), (80, 0.2))),
            Curve("youth", "youth-work", ((30, 0.6), (60, 0.2))),
        ),
        "weight": [[2, 1], [1, 2]],
        "need": [[60, 20], [80, 40]],
        "hours": [100],
        "euros": [6000],
        "places": [np.inf],
        "inhabitants": [4000, 6000],
    }
    return Problem(**{**facts, **changes})


def effect_by_hand(problem: Problem, hours: np.ndarray) -> np.ndarray:
    """Effect per area and period (W, P), from the definition and nothing else."""
    effect = np.zeros((len(problem.areas), problem.periods))
    for area, theme, period in np.ndindex(len(problem.areas), len(problem.themes), problem.periods):
        need = problem.need[area, theme]
        if np.isnan(need):
            continue
        people = sum(
            problem.curve_of[area, theme, kind].people(hours[area, kind, period])
            for kind in range(len(problem.kinds))
            if (area, theme, kind) in problem.curve_of
        )
        effect[area, period] += problem.weight[area, theme] * min(people, need)
    return effect


def fits(problem: Problem, hours: np.ndarray, period: int) -> bool:
    """Whether hours (W, K) of one period keep every limit."""
    per_kind, usable = hours.sum(0), (1 - problem.reserve) + 1e-9
    costs = [
        (1.0, kind.euros, kind.places, problem.capacity[number, period]) for number, kind in enumerate(problem.kinds)
    ]
    for column, budget in enumerate((problem.hours, problem.euros, problem.places)):
        if sum(cost[column] * given for cost, given in zip(costs, per_kind, strict=True)) > usable * budget[period]:
            return False
    if any(given > cost[3] + 1e-9 for cost, given in zip(costs, per_kind, strict=True)):
        return False
    open_now = period >= problem.start
    if hours[~open_now].any():
        return False
    return bool((hours.sum(1)[open_now] >= problem.floor[open_now] - 1e-9).all())


def all_divisions(problem: Problem, period: int) -> list[np.ndarray]:
    """Every division of one period in whole blocks that keeps the limits."""
    promised = problem.promised[:, :, period]
    most = int(min(problem.hours[period], problem.capacity[:, period].max()) // problem.block) + 1
    found = []
    for blocks in product(range(most + 1), repeat=promised.size):
        hours = promised + problem.block * np.array(blocks).reshape(promised.shape)
        if fits(problem, hours, period):
            found.append(hours)
    return found


STEP = st.tuples(st.integers(1, 4), st.integers(0, 6))


@st.composite
def curves(draw: st.DrawFn, theme: str, kind: str, area: str | None) -> Curve:
    """One to three steps, falling."""
    steps = draw(st.lists(STEP, min_size=1, max_size=3))
    upto = np.cumsum([5 * width for width, _ in steps]).tolist()
    rates = sorted((rate / 10 for _, rate in steps), reverse=True)
    return Curve(theme, kind, tuple(zip(upto, rates, strict=True)), area=area)


@st.composite
def problems(draw: st.DrawFn, *, areas: int = 2, periods: int = 2, block: float | None = None) -> Problem:
    """Small questions, some of which nobody can answer."""
    names, themes, kinds = [f"WK{number}" for number in range(areas)], ("meeting", "youth"), ("community", "sport")
    pairs = [
        (theme, kind, area)
        for theme, kind, area in product(themes, kinds, [None, names[0]])
        if draw(st.booleans()) or (theme, kind, area) == ("meeting", "community", None)
    ]
    amounts = st.integers(0, 6)
    start = [draw(st.integers(0, periods - 1)) if periods > 1 else 0 for _ in names]
    weight = np.array([[draw(st.integers(0, 3)) for _ in themes] for _ in names], dtype=float)
    weight[0, 0] += 1
    need = np.array([[draw(st.sampled_from([0, 3, 8, 20, np.nan])) for _ in themes] for _ in names], dtype=float)
    need[0, 0] = 12.0
    chosen = draw(st.sampled_from([0.0, 10.0])) if block is None else block
    return Problem(
        areas=tuple(names), themes=themes, weight=weight, need=need,
        kinds=tuple(
            Kind(key, draw(st.sampled_from([30.0, 55.0])), draw(st.sampled_from([0.0, 2.0])),
                 tuple(float(10 * draw(st.integers(0, 3))) for _ in range(periods)))
            for key in kinds
        ),
        curves=tuple(draw(curves(*pair)) for pair in pairs),
        hours=[10.0 * draw(amounts) + 3 for _ in range(periods)],
        euros=[draw(st.sampled_from([np.inf, 1500.0])) for _ in range(periods)],
        places=[draw(st.sampled_from([np.inf, 50.0])) for _ in range(periods)],
        inhabitants=[100 * (1 + number) for number in range(areas)],
        floor=[draw(st.sampled_from([0.0, 0.0, 10.0])) for _ in names], start=start,
        commitments=tuple(
            Commitment(name, "community", period, 4.0)
            for name, first in zip(names, start, strict=True) for period in range(first, periods)
            if draw(st.integers(0, 4)) == 0
        ),
        reserve=draw(st.sampled_from([0.0, 0.1])), block=chosen,
    )  # fmt: skip


def with_fairness(problem: Problem, fairness: float) -> Problem:
    """The same question with another choice of fairness."""
    return replace(problem, fairness=fairness)
