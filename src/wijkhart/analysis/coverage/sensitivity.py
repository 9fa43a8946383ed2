"""How much the white spots depend on each assumed norm: halved and doubled, one at a time, and solved again."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from .changes import of_themes
from .network import Network, Pairs, ThemeNetwork, network_of, pairs_of
from .problem import Floats, Problem
from .solving import shares_in, solve, sums_of
from .variants import Variant, served_of, shares_of, variant_of

FIELDS: Final = ("share", "weekly_places", "reach")
"""What a norm assumes: which part of the people would come, how many places one uses, how far people go."""
HALF, TWICE = 0.5, 2.0


@dataclass(frozen=True, eq=False, slots=True)
class Swing:
    """The people unserved (A, R) with one value of one norm halved and doubled; nan for rows of other themes."""

    row: int
    field: str
    halved: Floats
    doubled: Floats


def sensitivity(problem: Problem, shares: Sequence[float], *, network: Network | None = None) -> list[Swing]:
    """A swing for each need row and each of `FIELDS`.

    `shares` (R): the part of the people that each norm says would come; doubled, it is at most 1. Other rows of the
    theme feel it too, as they share the places.

    >>> from wijkhart.analysis.coverage import NeedRow, Supply
    >>> row = NeedRow("meeting", "seniors", weekly_places=1, reach=800, parts=frozenset({"morning"}))
    >>> club = Supply("club", (5, 0, 0), frozenset({"meeting"}), frozenset({"everyone"}), x=0, y=500)
    >>> problem = Problem(x=[0], y=[0], area=[0], areas=("WK1",), rows=(row,), people=[[8]], supply=(club,))
    >>> [(one.field, one.halved.item(), one.doubled.item()) for one in sensitivity(problem, [0.2])]
    [('share', 0.0, 11.0), ('weekly_places', 0.0, 5.5), ('reach', 8.0, 3.0)]
    """
    network = network or network_of(problem)
    return [swing for theme in network.themes for swing in _of_theme(problem, shares, network, theme)]


def _of_theme(problem: Problem, parts: Sequence[float], network: Network, theme: ThemeNetwork) -> list[Swing]:
    base = variant_of(problem, network, theme)
    steps = [
        (column, field, times)
        for column in range(theme.rows.size)
        for field in ("share", "weekly_places")
        for times in (HALF, TWICE)
    ]
    factors = [
        _factor(parts[theme.rows[column]], times) if field == "share" else times for column, field, times in steps
    ]
    variants = [
        _with_row(problem, base, column, factor)
        for (column, _field, _times), factor in zip(steps, factors, strict=True)
    ]
    found = {}
    need = problem.need[:, theme.rows]
    shares = shares_in(
        np.array([one.need for one in variants]),
        base.capacity,
        base.arc_class,
        base.arc_group,
        like=shares_of([base])[0],
    )
    for step, factor, variant, given in zip(steps, factors, variants, shares, strict=True):
        unserved = need - served_of(problem, variant, given)
        if step[1] == "share":
            unserved[:, step[0]] *= factor
        found[step] = _whole(problem, theme, unserved)
    own = of_themes(problem, [problem.rows[theme.rows[0]].theme])
    pairs = pairs_of(replace(own, rows=tuple(replace(row, reach=TWICE * row.reach) for row in own.rows)))
    for column in range(theme.rows.size):
        for times in (HALF, TWICE):
            found[column, "reach", times] = _whole(problem, theme, _with_reach(own, pairs, column, times))
    return [
        Swing(int(row), field, found[column, field, HALF], found[column, field, TWICE])
        for column, row in enumerate(theme.rows)
        for field in FIELDS
    ]


def _factor(share: float, times: float) -> float:
    """By how much the people in need grow; never more than all people."""
    return min(share * times, 1.0) / share if share > 0 else 1.0


def _with_row(problem: Problem, base: Variant, column: int, factor: float) -> Variant:
    """With the places needed by one row multiplied."""
    label = base.label[:, column]
    inside = label >= 0
    row = base.rows[column]
    own = sums_of(label[inside], problem.people[inside, row] * problem.rows[row].weekly_places, base.need.size)
    return replace(base, need=np.maximum(base.need + (factor - 1) * own, 0))


def _with_reach(own: Problem, pairs: Pairs, column: int, times: float) -> Floats:
    """People unserved (A, rows of the theme) with the reach of one row multiplied."""
    longer = replace(own.rows[column], reach=own.rows[column].reach * times)
    changed = replace(own, rows=(*own.rows[:column], longer, *own.rows[column + 1 :]))
    return solve(changed, network=network_of(changed, pairs=pairs)).unserved


def _whole(problem: Problem, theme: ThemeNetwork, unserved: Floats) -> Floats:
    """People unserved of one theme, among nan for the others (A, R)."""
    table = np.full((len(problem.areas), len(problem.rows)), np.nan)
    table[:, theme.rows] = np.maximum(unserved, 0)
    return table
