"""A made-up municipality or region that has hours, euros and places to divide: seeded, with its sizes as options."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from wijkhart.analysis.allocation import Commitment, Curve, Kind, Problem
from wijkhart.analysis.allocation.problem import Floats

WEEKS = 52
WEEKLY_BLOCK = 4.0


def division(
    *, areas: int = 33, themes: int = 12, kinds: int = 8, periods: int = 4, seed: int = 1, **choices: Any
) -> Problem:
    """A division in years, in blocks of four hours a week, with about a third of the hours that would still do
    something.

    Every kind serves a third of the themes, with three steps each in every area; a tenth of the (area, kind) pairs
    has a running commitment; three areas start a year later; every area gets at least 208 hours; 5% is held back. One
    (area, theme) in twenty has no figure. `choices` replace fields of the problem.
    """
    chance = np.random.default_rng(seed)
    names = tuple(f"WK{number:04}" for number in range(areas))
    theme_names = tuple(f"theme-{number}" for number in range(themes))
    kind_names = tuple(f"kind-{number}" for number in range(kinds))
    block = WEEKS * WEEKLY_BLOCK
    inhabitants = chance.integers(1500, 9500, areas).astype(float)
    need = inhabitants[:, None] * chance.uniform(0.02, 0.2, themes) * chance.lognormal(0, 0.35, (areas, themes))
    need = np.where(chance.random(need.shape) < 0.05, np.nan, need.round())
    weight = chance.integers(1, 4, themes) * chance.uniform(0.5, 2.0, (areas, themes)).round(1)
    curves = tuple(_curves(chance, names, theme_names, kind_names, inhabitants))
    hours = np.round(0.19 * inhabitants.sum() * np.ones(periods))
    start = np.zeros(areas, np.int64)
    if periods > 1:
        start[chance.choice(areas, min(3, areas), replace=False)] = 1
    promised = [divmod(int(pair), kinds) for pair in chance.choice(areas * kinds, areas * kinds // 10, replace=False)]
    facts: dict[str, Any] = {
        "areas": names, "themes": theme_names, "curves": curves, "weight": weight, "need": need, "hours": hours,
        "kinds": tuple(
            Kind(name, float(chance.integers(45, 75)), float(chance.integers(0, 12)),
                 tuple(hours * chance.uniform(0.1, 0.25)))
            for name in kind_names
        ),
        "euros": hours * 57, "places": hours * 5.5, "inhabitants": inhabitants, "floor": np.full(areas, block),
        "start": start, "reserve": 0.05, "block": block,
        "commitments": tuple(
            Commitment(names[area], kind_names[kind], period, 100.0)
            for area, kind in promised for period in range(min(periods, 2)) if period >= start[area]
        ),
    }  # fmt: skip
    return Problem(**{**facts, **choices})


def _curves(
    chance: np.random.Generator,
    areas: tuple[str, ...],
    themes: tuple[str, ...],
    kinds: tuple[str, ...],
    inhabitants: Floats,
) -> Iterator[Curve]:
    """Three steps of hours per kind and area, longer where more people live; each theme its own falling rates."""
    for kind in kinds:
        served = np.sort(chance.choice(len(themes), max(len(themes) // 3, 1), replace=False))
        for area, people in zip(areas, inhabitants, strict=True):
            hours = np.cumsum(chance.uniform(0.03, 0.08, 3)) * people
            for theme in served:
                rates = np.sort(chance.uniform(0.02, 0.6, 3))[::-1]
                steps = zip(hours.round(1).tolist(), rates.round(3).tolist(), strict=True)
                yield Curve(themes[theme], kind, tuple(steps), area=area)
