"""How sure the white spots are: drawn worlds that all fit what was published.

Each input that may differ from what was published names its rule: numbers are rounded, an estimate of a model has an
error, people do not live evenly over a wijk. A world draws each of them; the transport model is solved in every
world. The draws are common random numbers: seeded by the codes of the wijk and the figure, so two computations of the
same wijk (before and after a change) differ by the change and not by chance. See `docs/algorithms/coverage.md`.
"""

from dataclasses import dataclass
from typing import Final
from zlib import crc32

import numpy as np
from scipy.sparse import csr_array

from .network import Network, ThemeNetwork, network_of
from .problem import Bools, Floats, Problem
from .solving import class_need, group_capacity, shares_in

DRAWS: Final = 200
LOW, HIGH = 0.05, 0.95
Z90: Final = 1.6448536269514722
"""Half the width of a 90 % interval of a normal distribution, in standard deviations."""
QUARTER: Final = 0.25


@dataclass(frozen=True, slots=True)
class Rules:
    """How far inputs may lie from what was published; 0 is not at all.

    `people_step`: inhabitants and households are rounded to this many. `ages_step`: points of a percent to which age
    groups are rounded; `figure_step`: the same for figures. `model_error`: half the width of a 90 % interval of a
    modelled estimate, in points of a percent. `spread`: standard deviation of people per point over its mean.

    >>> Rules(people_step=5, ages_step=1, figure_step=0.1, model_error=4, spread=0.5).spread
    0.5
    """

    people_step: float
    ages_step: float
    figure_step: float
    model_error: float
    spread: float

    def __post_init__(self) -> None:
        for name in self.__slots__:
            value = getattr(self, name)
            if not 0 <= value < np.inf:
                raise ValueError(f"{name} must be 0 or more: {value}")


@dataclass(frozen=True, eq=False)
class Ingredients:
    """What the needs of A areas and R rows were made of, as published; nan where it plays no part or is unknown.

    `people` (A, R): inhabitants or households the row counts from. `ages` (A, 5): percent per age group. `bands`
    (R, 5): the part of each age group that the row counts; nan when it counts all ages. `figure` (A, R): percent.
    `modelled` (A, R): whether the figure is an estimate of a model. `measures` (R): the name of the figure; rows with
    one name get the same error, as they use the same estimate.
    """

    people: Floats
    ages: Floats
    bands: Floats
    figure: Floats
    modelled: Bools
    measures: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Worlds:
    """D drawn worlds: people in need (D, A, R), and each point's part of the people of its area (D, P)."""

    need: Floats
    weight: Floats


@dataclass(frozen=True, eq=False)
class Certainty:
    """A 90 % interval of the people unserved, and the chance to be in the worst quarter; all (A, R).

    `worst_quarter` is the part of the worlds in which the area is among the quarter of the areas with the most people
    unserved (rounded up, and at least one person); nan where nobody is in need.
    """

    low: Floats
    high: Floats
    worst_quarter: Floats


def certainty(
    problem: Problem,
    ingredients: Ingredients,
    rules: Rules,
    *,
    seed: int = 0,
    draws: int = DRAWS,
    network: Network | None = None,
) -> Certainty:
    """Draw worlds, solve each, and say how the people unserved lie over them.

    The bounds are order statistics r / (draws + 1), so that one more world falls inside with 90 %.
    """
    network = network or network_of(problem)
    drawn = worlds(problem, ingredients, rules, seed=seed, draws=draws)
    without = unserved_in(problem, network, drawn)
    low, high = np.quantile(without, [LOW, HIGH], axis=0, method="weibull")
    return Certainty(low, high, worst_quarter(without, problem.need))


def worlds(problem: Problem, ingredients: Ingredients, rules: Rules, *, seed: int = 0, draws: int = DRAWS) -> Worlds:
    """Draw worlds around what was published; the centre is the need of the problem itself."""
    factor = np.ones((draws, len(problem.areas), len(problem.rows)))
    weight = np.zeros((draws, problem.x.size))
    for number, code in enumerate(problem.areas):
        own = problem.area == number
        if not own.any():
            continue
        factor[:, number] = _base(ingredients, rules, number, _chance(seed, code), draws)
        factor[:, number] *= _figures(ingredients, rules, number, code, seed, draws)
        weight[:, own] = _spread(problem, own, rules, _chance(seed, code, "spread"), draws)
    return Worlds(problem.need * factor, weight)


def _chance(seed: int, *names: str) -> np.random.Generator:
    """A stream of chance that depends on nothing but the seed and these names."""
    return np.random.default_rng([seed, *(crc32(name.encode()) for name in names)])


def _base(ingredients: Ingredients, rules: Rules, area: int, chance: np.random.Generator, draws: int) -> Floats:
    """By how much the people counted from differ (D, R): rounded numbers, rounded age groups."""
    people = ingredients.people[area]
    moved = people + rules.people_step * chance.uniform(-0.5, 0.5, (draws, 1))
    factor = np.divide(np.maximum(moved, 0), people, out=np.ones_like(moved * people), where=people > 0)
    percents = ingredients.ages[area]
    by_age = ~np.isnan(ingredients.bands).any(1)
    if not by_age.any() or np.isnan(percents).any():
        return np.asarray(factor)
    near = np.maximum(percents + rules.ages_step * chance.uniform(-0.5, 0.5, (draws, percents.size)), 0)
    bands = ingredients.bands[by_age]
    parts, centre = near / near.sum(1, keepdims=True) @ bands.T, percents / percents.sum() @ bands.T
    factor[:, by_age] *= np.divide(parts, centre, out=np.ones_like(parts), where=centre > 0)
    return np.asarray(factor)


def _figures(ingredients: Ingredients, rules: Rules, area: int, code: str, seed: int, draws: int) -> Floats:
    """By how much the figures differ (D, R): rounded, and the error of the model."""
    factor = np.ones((draws, len(ingredients.measures)))
    for row, measure in enumerate(ingredients.measures):
        figure = ingredients.figure[area, row]
        if not figure > 0:
            continue
        chance = _chance(seed, code, measure)
        error = rules.figure_step * chance.uniform(-0.5, 0.5, draws)
        if ingredients.modelled[area, row]:
            error += rules.model_error / Z90 * chance.standard_normal(draws)
        factor[:, row] = np.clip(figure + error, 0, 100) / figure
    return factor


def _spread(problem: Problem, own: Bools, rules: Rules, chance: np.random.Generator, draws: int) -> Floats:
    """The part of the people of one area at each of its points (D, points): gamma, so that it sums to 1."""
    count = int(own.sum())
    if rules.spread == 0:
        return np.full((draws, count), 1 / count)
    amounts = chance.gamma(rules.spread**-2, size=(draws, count))
    return np.asarray(amounts / amounts.sum(1, keepdims=True))


def unserved_in(problem: Problem, network: Network, drawn: Worlds) -> Floats:
    """People in need without a place in each world (D, A, R)."""
    without = drawn.need.copy()
    for theme in network.themes:
        without[:, :, theme.rows] -= _served(problem, network, theme, drawn)
    return np.maximum(without, 0)


def _served(problem: Problem, network: Network, theme: ThemeNetwork, drawn: Worlds) -> Floats:
    """People with a place in each world, of one theme (D, A, rows).

    People of one area, row and class are a cell; a cell holds a part of the people of its area, which a product with
    the weights of the points gives for all worlds at once.
    """
    size, rows, areas = len(drawn.need), theme.rows.size, len(problem.areas)
    point, row = np.nonzero(theme.label >= 0)
    keys = (problem.area[point] * rows + row) * theme.classes + theme.label[point, row]
    cells, place = np.unique(keys, return_inverse=True)
    if not cells.size:
        return np.zeros((size, areas, rows))
    where, label = np.divmod(cells, theme.classes)
    area, column = np.divmod(where, rows)
    gather = csr_array((np.ones(point.size), (place, point)), shape=(cells.size, problem.x.size))
    part = (gather @ drawn.weight.T) * drawn.need[:, area, theme.rows[column]].T
    weekly = np.array([problem.rows[index].weekly_places for index in theme.rows])
    by_class = csr_array((weekly[column], (label, np.arange(cells.size))), shape=(theme.classes, cells.size))
    needs, places = (by_class @ part).T, group_capacity(network, theme)
    published = shares_in(class_need(problem, theme)[None], places, theme.arc_class, theme.arc_group)[0]
    shares = shares_in(needs, places, theme.arc_class, theme.arc_group, like=published)
    by_area = csr_array((np.ones(cells.size), (where, np.arange(cells.size))), shape=(areas * rows, cells.size))
    return np.asarray((by_area @ (part * shares[:, label].T)).T.reshape(size, areas, rows))


def worst_quarter(without: Floats, need: Floats) -> Floats:
    """How often each area is among the worst quarter of those where somebody is in need (A, R).

    `without` (D, A, R) people unserved per world; `need` (A, R) as published.

    >>> worst_quarter(np.array([[[9.0], [1.0], [0.0]], [[1.0], [9.0], [0.0]]]), np.array([[9.0], [9.0], [0.0]])).ravel()
    array([0.5, 0.5, nan])
    """
    chance = np.full(need.shape, np.nan)
    for row in range(need.shape[1]):
        there = np.flatnonzero(need[:, row] > 0)
        if not there.size:
            continue
        count = int(np.ceil(QUARTER * there.size))
        amounts = without[:, there, row]
        limit = np.maximum(np.partition(amounts, -count, axis=1)[:, -count], 1.0)
        chance[there, row] = (amounts >= limit[:, None]).mean(0)
    return chance
