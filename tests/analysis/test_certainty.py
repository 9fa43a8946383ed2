"""Drawn worlds: intervals that hold what they promise, and a case worked by hand."""

from dataclasses import replace

import numpy as np
import pytest

from wijkhart.analysis.coverage import NeedRow, Problem, Supply, network_of, solve
from wijkhart.analysis.coverage.certainty import (
    Ingredients,
    Rules,
    Worlds,
    certainty,
    unserved_in,
    worlds,
    worst_quarter,
)

RULES = Rules(people_step=5, ages_step=1, figure_step=0.1, model_error=4, spread=0.5)
NONE = Rules(0, 0, 0, 0, 0)
BANDS = np.array([[0, 0, 0, 0, 1.0], [0, 0.7, 1, 1, 1]])
AREAS = 8


def town(
    percents: np.ndarray, figures: np.ndarray, people: np.ndarray, weight: np.ndarray | None = None
) -> tuple[Problem, Ingredients]:
    """Eight wijken in a row of 1,500 m, each with nine points; clubs at some of them. Row 0 is 65+, row 1 is 18+."""
    rows = (
        NeedRow("meeting", "seniors", 1.0, 900.0, frozenset({"morning", "afternoon"})),
        NeedRow("health", "adults", 1.0, 1500.0, frozenset({"evening"})),
    )
    grid = np.array([(a * 1500 + i * 400, j * 400) for a in range(AREAS) for i in range(3) for j in range(3)], float)
    area = np.repeat(np.arange(AREAS), 9)
    part = np.full(area.size, 1 / 9) if weight is None else weight
    of_group = percents / percents.sum(1, keepdims=True) @ BANDS.T
    need = people[:, None] * of_group * figures / 100 * np.array([0.2, 0.05])
    clubs = tuple(
        Supply(
            f"s{i}",
            (20 + 9 * i, 0, 30.0),
            frozenset({"meeting", "health"}),
            frozenset({"everyone"}),
            x=i * 2100.0,
            y=300,
        )
        for i in range(5)
    )
    problem = Problem(
        grid[:, 0], grid[:, 1], area, tuple(f"WK{a}" for a in range(AREAS)), rows, need[area] * part[:, None], clubs
    )
    ingredients = Ingredients(
        people=np.repeat(people[:, None], 2, 1), ages=percents, bands=BANDS, figure=figures,
        modelled=np.ones((AREAS, 2), bool), measures=("lonely", "health"),
    )  # fmt: skip
    return problem, ingredients


def published() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    percents = np.tile([15.0, 12.0, 28.0, 25.0, 20.0], (AREAS, 1)) + np.arange(AREAS)[:, None] * [0, 0, -1, 0, 1.0]
    return percents, np.full((AREAS, 2), [40.0, 55.0]), np.full(AREAS, 4000.0)


def test_a_ninety_percent_interval_holds_the_truth_in_ninety_percent_of_worlds() -> None:
    """Worlds are made, published with rounding and error, and the interval is computed from what was published."""
    rng = np.random.default_rng(2024)
    inside, asked = 0, 0
    for world in range(60):
        ages = rng.dirichlet([15, 12, 28, 25, 20], AREAS) * 100
        figures = rng.uniform(25, 65, (AREAS, 2))
        people = rng.uniform(2000, 6000, AREAS)
        weight = rng.gamma(RULES.spread**-2, size=AREAS * 9)
        weight /= np.repeat(weight.reshape(AREAS, 9).sum(1), 9)
        truth = solve(town(ages, figures, people, weight)[0]).unserved
        said = np.clip(figures + rng.normal(0, RULES.model_error / 1.6449, figures.shape), 0, 100).round(1)
        problem, ingredients = town(ages.round(), said, (people / 5).round() * 5)
        found = certainty(problem, ingredients, RULES, seed=world)
        open_ = truth > 0.5
        inside += int(((found.low <= truth) & (truth <= found.high))[open_].sum())
        asked += int(open_.sum())
    assert asked > 500
    assert 0.88 <= inside / asked <= 0.92


def test_without_uncertainty_every_world_is_the_published_one() -> None:
    problem, ingredients = town(*published())
    found = certainty(problem, ingredients, NONE, draws=5)
    exact = solve(problem).unserved
    np.testing.assert_allclose(found.low, exact, atol=1e-4)
    np.testing.assert_allclose(found.high, exact, atol=1e-4)


def test_each_rule_by_itself_moves_the_answer_and_more_of_it_moves_it_more() -> None:
    problem, ingredients = town(*published())
    for name in RULES.__slots__:
        step = getattr(RULES, name)
        widths = [
            (found.high - found.low).sum()
            for found in (
                certainty(problem, ingredients, replace(NONE, **{name: step * times}), draws=60) for times in (1, 3)
            )
        ]
        assert 0 < widths[0] < widths[1], name


def test_the_centre_and_the_width_of_one_figure_by_hand() -> None:
    """With only a model error of 4 points on 40 %, the need of seniors varies by 4/40 = 10 % at 90 %."""
    problem, ingredients = town(*published())
    drawn = worlds(problem, ingredients, replace(NONE, model_error=4.0), draws=4000).need[:, 0, 0] / problem.need[0, 0]
    assert abs(drawn.mean() - 1) < 0.01
    low, high = np.quantile(drawn, [0.05, 0.95])
    assert abs(low - 0.9) < 0.01
    assert abs(high - 1.1) < 0.01


def test_rounded_ages_by_hand() -> None:
    """20 % of 65+ may be 19.5 to 20.5 % of a sum of 98 to 102: 19.5/101.5 = 0.1921 is the least, 20.5/98.5 the most."""
    percents, figures, people = published()
    problem, ingredients = town(percents, figures, people)
    drawn = worlds(problem, ingredients, replace(NONE, ages_step=1.0), draws=3000).need[:, 0, 0] / problem.need[0, 0]
    assert abs(drawn.mean() - 1) < 0.002
    assert 0.9606 < drawn.min() < 0.97
    assert 1.03 < drawn.max() < 1.0406


def test_the_unserved_of_each_world_are_those_of_a_problem_of_its_own() -> None:
    problem, ingredients = town(*published())
    drawn = worlds(problem, ingredients, RULES, draws=6)
    found = unserved_in(problem, network_of(problem), drawn)
    for world in range(6):
        people = drawn.need[world][problem.area] * drawn.weight[world][:, None]
        np.testing.assert_allclose(found[world], solve(replace(problem, people=people)).unserved, atol=1e-4)


def test_the_same_seed_draws_the_same_and_another_wijk_changes_nothing_here() -> None:
    problem, ingredients = town(*published())
    one, same = (worlds(problem, ingredients, RULES, seed=3, draws=4) for _ in range(2))
    np.testing.assert_array_equal(one.need, same.need)
    assert not np.allclose(one.need, worlds(problem, ingredients, RULES, seed=4, draws=4).need)
    renamed = replace(problem, areas=("WK0", *(f"other{a}" for a in range(1, AREAS))))
    np.testing.assert_array_equal(worlds(renamed, ingredients, RULES, seed=3, draws=4).need[:, 0], one.need[:, 0])
    assert not np.allclose(worlds(renamed, ingredients, RULES, seed=3, draws=4).need[:, 1], one.need[:, 1])


def test_rows_that_use_one_estimate_share_its_error() -> None:
    problem, ingredients = town(*published())
    together = replace(ingredients, measures=("lonely", "lonely"), figure=np.full((AREAS, 2), 40.0))
    drawn = worlds(problem, together, replace(NONE, model_error=4.0), draws=20).need / problem.need
    np.testing.assert_allclose(drawn[:, :, 0], drawn[:, :, 1])


def test_unknown_ages_and_figures_leave_the_need_as_it_is() -> None:
    problem, ingredients = town(*published())
    unknown = replace(ingredients, ages=np.full((AREAS, 5), np.nan), figure=np.full((AREAS, 2), np.nan))
    drawn = worlds(problem, unknown, replace(RULES, people_step=0), draws=3)
    np.testing.assert_allclose(drawn.need, np.broadcast_to(problem.need, drawn.need.shape))


def test_the_people_of_a_wijk_stay_in_it_in_every_world() -> None:
    problem, ingredients = town(*published())
    drawn = worlds(problem, ingredients, RULES, draws=7)
    sums = np.array([drawn.weight[:, problem.area == a].sum(1) for a in range(AREAS)])
    np.testing.assert_allclose(sums, 1.0)
    spread = (drawn.weight * 9).std()
    assert 0.4 < spread < 0.55


def test_the_worst_quarter_counts_wijken_with_somebody_in_need() -> None:
    """Five wijken in need: the worst quarter is two. In world 1 A and B, in world 2 A and C; E has nobody unserved."""
    need = np.array([[9.0], [9], [9], [9], [9], [0]])
    without = np.array([[[8.0], [7], [1], [2], [0], [0]], [[8.0], [1], [7], [2], [0], [0]]])
    np.testing.assert_allclose(worst_quarter(without, need).ravel(), [1, 0.5, 0.5, 0, 0, np.nan])
    nobody = np.zeros((2, 6, 1))
    assert np.nansum(worst_quarter(nobody, need)) == 0


def test_a_wijk_without_people_and_an_empty_problem_are_no_trouble() -> None:
    percents, figures, people = published()
    people[2] = 0
    problem, ingredients = town(percents, figures, people)
    found = certainty(problem, ingredients, RULES, draws=5)
    assert found.high[2].tolist() == [0, 0]
    assert np.isnan(found.worst_quarter[2]).all()
    without = replace(problem, supply=())
    assert (certainty(without, ingredients, RULES, draws=5).low[0] > 0).all()
    assert unserved_in(without, network_of(without), Worlds(problem.need[None], np.ones((1, 72)) / 9)).shape == (
        1,
        8,
        2,
    )


@pytest.mark.parametrize("value", [-1.0, np.inf, np.nan])
def test_a_rule_below_zero_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="spread must be 0 or more"):
        Rules(5, 1, 0.1, 4, value)
