"""Dividing hours: a case worked by hand, a brute force beside it, and properties through `check`."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.analysis.allocation_cases import (
    COMMUNITY,
    NOORD,
    YOUTH,
    ZUID,
    all_divisions,
    by_hand,
    effect_by_hand,
    problems,
    with_fairness,
)

from wijkhart.analysis.allocation import (
    ClashError,
    Commitment,
    InputError,
    Kind,
    OutOfTimeError,
    Plan,
    Problem,
    baseline,
    check,
    greedy,
    repeated,
    solve,
)

FAIR = st.sampled_from([0.0, 0.4, 1.0])
QUIET = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def solved(problem: Problem) -> Plan:
    """The plan; questions without an answer are another test's."""
    try:
        return solve(problem, close=0.0)
    except ClashError:
        assume(False)
        raise


def test_the_case_worked_by_hand() -> None:
    """Youth work in Zuid, then community work in Noord, then the ten hours of youth work that are left, then Zuid."""
    plan = solve(by_hand())
    np.testing.assert_allclose(plan.hours[:, :, 0], [[40, 10], [20, 30]], atol=1e-4)
    np.testing.assert_allclose(plan.reach[:, :, 0], [[20, 6], [10, 18]], atol=1e-4)
    assert plan.objective == pytest.approx(92)
    assert (plan.proven, plan.gap) == (True, pytest.approx(0, abs=1e-6))
    np.testing.assert_allclose(plan.share[:, 0], [46 / 140, 46 / 160], atol=1e-6)
    np.testing.assert_allclose(plan.used[:, 0], [100, 5400, 14], atol=1e-3)
    assert check(by_hand(), plan) == []


def test_the_case_in_blocks_of_twenty() -> None:
    """24 + 16 for youth work in Zuid, 20 + 20 for community work in Noord, 10 in Zuid."""
    plan = solve(by_hand(block=20))
    assert plan.hours[:, :, 0].tolist() == [[40, 0], [20, 40]]
    assert plan.objective == pytest.approx(90)


def test_worst_off_first_by_hand() -> None:
    """a hours of youth work in Noord become community work in Zuid: (46 - 0.6 a) / 140 = (46 + 0.5 a) / 160."""
    moved = 920 / 166
    plan = solve(by_hand(fairness=1))
    np.testing.assert_allclose(plan.hours[:, :, 0], [[40, 10 - moved], [20 + moved, 30]], atol=1e-3)
    level = (46 - 0.6 * moved) / 140
    assert plan.levels is not None
    np.testing.assert_allclose(plan.levels, [[level, level]], atol=1e-6)
    assert plan.objective == pytest.approx(92 - 0.1 * moved, abs=1e-4)
    assert check(by_hand(fairness=1), plan) == []


def test_the_reserve_is_held_back() -> None:
    plan = solve(by_hand(reserve=0.1))
    assert plan.used[0, 0] == pytest.approx(90)
    assert plan.held_back[:, 0].tolist() == [pytest.approx(10), pytest.approx(600), 0]


def test_nobody_gets_hours_before_the_start_and_promises_are_kept() -> None:
    kinds = tuple(replace(kind, capacity=kind.capacity * 2) for kind in by_hand().kinds)
    promise = Commitment("Noord", "youth-work", 0, 15)
    problem = by_hand(
        kinds=kinds, hours=[100, 100], euros=[6000, 6000], places=[9e9, 9e9], start=[0, 1], commitments=(promise,)
    )
    plan = solve(problem)
    assert plan.hours[ZUID, :, 0].tolist() == [0, 0]
    assert plan.hours[NOORD, YOUTH, 0] >= 15
    np.testing.assert_allclose(plan.hours[:, :, 1], [[40, 10], [20, 30]], atol=1e-4)
    assert np.isnan(plan.share[ZUID, 0])
    assert check(problem, plan) == []


def test_hours_that_reach_nobody_are_not_given() -> None:
    """Noord has 20 people for youth work; after 40 hours they are all reached."""
    kinds = (by_hand().kinds[0], Kind("youth-work", 60, 0, (np.inf,)))
    for block in (0, 10):
        plan = solve(by_hand(kinds=kinds, hours=[1000], euros=[90000], block=block))
        assert plan.hours[NOORD, YOUTH, 0] == pytest.approx(40, abs=1e-3)


def test_places_can_be_what_is_short() -> None:
    plan = solve(by_hand(places=[7]))
    assert plan.used[2, 0] == pytest.approx(7, abs=1e-4)
    assert plan.objective < 92


def test_an_unknown_need_is_left_out_and_told() -> None:
    problem = by_hand(need=[[60, np.nan], [80, 40]])
    plan = solve(problem)
    assert problem.unknown == (("Noord", "youth"),)
    assert plan.hours[NOORD, YOUTH, 0] == 0
    assert np.isnan(plan.reach[NOORD, 1, 0])
    assert plan.share[NOORD, 0] == pytest.approx(plan.effect[NOORD, 0] / 120)


def test_the_baselines() -> None:
    """By capacity 100 : 40 as far as 100 hours go, then 4 : 6 over the wijken."""
    plan = baseline(by_hand())
    np.testing.assert_allclose(plan.hours[:, :, 0], np.outer([0.4, 0.6], [100 * 100 / 140, 100 * 40 / 140]))
    last = repeated(by_hand(last_year=[[50, 0], [0, 10]]))
    assert last.hours[:, :, 0].tolist() == [[50, 0], [0, 10]]
    shrunk = repeated(by_hand(last_year=[[150, 0], [0, 50]]))
    assert shrunk.used[0, 0] == pytest.approx(100)
    best = solve(by_hand()).objective
    assert all(one.objective <= best + 1e-6 for one in (plan, last, shrunk, greedy(by_hand())))


def test_a_year_that_is_missing_is_said() -> None:
    with pytest.raises(InputError) as missing:
        repeated(by_hand())
    assert [fault.rule for fault in missing.value.faults] == ["last_year_missing"]
    with pytest.raises(InputError) as partly:
        repeated(by_hand(last_year=[[1, np.nan], [1, 1]]))
    assert [fault.where for fault in partly.value.faults] == [("Noord", "youth-work")]


def test_the_same_seed_gives_the_same_plan() -> None:
    problem = by_hand(weight=[[1, 1], [1, 1]], need=[[60, 40], [60, 40]], block=10)
    one, two, other = (solve(problem, seed=seed) for seed in (5, 5, 6))
    assert one.hours.tolist() == two.hours.tolist()
    assert other.objective == pytest.approx(one.objective)


def test_out_of_time_is_no_clash() -> None:
    with pytest.raises(OutOfTimeError):
        solve(Harder.problem(), seconds=0.0, close=0.0)


class Harder:
    """A question that takes longer than a moment."""

    @staticmethod
    def problem() -> Problem:
        """Forty areas with odd needs and blocks."""
        chance = np.random.default_rng(2)
        base = by_hand()
        return replace(
            base,
            areas=tuple(f"WK{number}" for number in range(400)),
            weight=chance.uniform(1, 3, (400, 2)),
            need=chance.uniform(20, 90, (400, 2)),
            inhabitants=np.ones(400),
            floor=np.full(400, 3.0),
            start=np.zeros(400),
            kinds=tuple(replace(kind, capacity=(9000.0,)) for kind in base.kinds),
            hours=np.array([9111.0]),
            euros=np.array([500000.0]),
            block=7.0,
        )


@QUIET
@given(problems(block=10.0), st.just(0.0))
def test_no_division_in_blocks_is_better(problem: Problem, fairness: float) -> None:
    """Beside a brute force over all divisions of each period."""
    problem = with_fairness(problem, fairness)
    found = [all_divisions(problem, period) for period in range(problem.periods)]
    if not all(found):
        with pytest.raises(ClashError):
            solve(problem)
        return
    plan = solve(problem, close=0.0)
    assert check(problem, plan) == []
    assert plan.objective == pytest.approx(sum(_best(problem, found, period) for period in range(problem.periods)))


def _best(problem: Problem, found: list[list[np.ndarray]], period: int) -> float:
    return max(_effect(problem, hours, period).sum() for hours in found[period])


def _effect(problem: Problem, hours: np.ndarray, period: int) -> np.ndarray:
    whole = np.zeros((*hours.shape, problem.periods))
    whole[:, :, period] = hours
    return effect_by_hand(problem, whole)[:, period]


@settings(QUIET, max_examples=8)
@given(problems(areas=3, periods=1, block=10.0))
def test_the_worst_off_come_first_in_blocks(problem: Problem) -> None:
    """The same counts per percent, then the same total, as the best of all divisions."""
    problem = with_fairness(problem, 1.0)
    found = all_divisions(problem, 0)
    assume(found)
    plan = solve(problem, close=0.0)
    assert plan.proven
    assert check(problem, plan) == []
    on = problem.counted[:, 0]

    def order(hours: np.ndarray) -> tuple[list[float], float]:
        effect = _effect(problem, hours, 0)
        shares = np.sort(np.floor(100 * effect[on] / problem.whole[on] + 1e-6)).tolist()
        return shares, round(float(effect.sum()), 6)

    assert order(plan.hours[:, :, 0]) == max(order(hours) for hours in found)


@QUIET
@given(problems(areas=3, periods=1, block=10.0))
def test_between_is_the_best_mixture(problem: Problem) -> None:
    problem = with_fairness(problem, 0.4)
    found = all_divisions(problem, 0)
    assume(found)
    on = problem.counted[:, 0]

    def mixture(hours: np.ndarray) -> float:
        effect = _effect(problem, hours, 0)
        if not on.any():
            return float(0.6 * effect.sum())
        return float(0.6 * effect.sum() + 0.4 * (effect[on] / problem.whole[on]).min() * problem.whole[on].sum())

    assert solve(problem, close=0.0).objective == pytest.approx(max(mixture(hours) for hours in found))


@QUIET
@given(problems(), FAIR)
def test_a_plan_keeps_every_rule(problem: Problem, fairness: float) -> None:
    problem = with_fairness(problem, fairness)
    assert check(problem, solved(problem)) == []


@QUIET
@given(problems(), st.integers(0, 1), st.sampled_from(["hours", "euros", "places"]))
def test_more_budget_never_does_less(problem: Problem, period: int, name: str) -> None:
    before = solved(problem)
    more = getattr(problem, name).copy()
    more[period] += 25
    assert solved(replace(problem, **{name: more})).objective >= before.objective - 1e-6


@QUIET
@given(problems(block=0.0))
def test_free_hours_do_at_least_as_much_as_blocks(problem: Problem) -> None:
    blocks = replace(problem, block=10.0)
    assert solved(problem).objective >= solved(blocks).objective - 1e-4


@QUIET
@given(problems(areas=3, block=0.0))
def test_worst_off_first_has_the_highest_smallest_share(problem: Problem) -> None:
    """No other choice of fairness has a higher one; and the total is never more than that of the largest effect."""
    fair, mixed, total = (solved(with_fairness(problem, one)) for one in (1.0, 0.4, 0.0))
    lowest = np.where(problem.counted, fair.share, 1.0).min(0)
    for other in (mixed, total):
        assert (np.where(problem.counted, other.share, 1.0).min(0) <= lowest + 1e-5).all()
    assert fair.objective <= total.objective + 1e-4


@QUIET
@given(problems(), st.sampled_from([baseline, greedy]))
def test_a_baseline_is_never_better(problem: Problem, other: type) -> None:
    """Greedy and by inhabitants leave lower limits aside, so they are compared without."""
    problem = replace(problem, floor=np.zeros(2), block=0.0)
    assert other(problem).objective <= solved(problem).objective + 1e-4


BROKEN = {
    "promised": lambda hours: hours - 1000 * (np.indices(hours.shape).sum(0) == 0),
    "whole_blocks": lambda hours: hours + 0.5,
    "hours": lambda hours: hours + 100,
    "euros": lambda hours: hours + 100,
    "places": lambda hours: hours + 1000,
    "capacity": lambda hours: hours + 100,
    "floor": lambda hours: hours * 0,
    "hours_left_lying": lambda hours: hours * 0,
    "start": lambda hours: hours + 10,
    "objective": lambda hours: hours * 0,
    "not_a_number": lambda hours: hours * np.nan,
    "shape": lambda hours: hours[:1],
}


@pytest.mark.parametrize("rule", BROKEN)
def test_check_sees_what_is_broken(rule: str) -> None:
    kinds = tuple(replace(kind, capacity=kind.capacity * 2) for kind in by_hand().kinds)
    two = {"kinds": kinds, "hours": [100, 100], "euros": [6000, 6000], "places": [90, 90]}
    problem = by_hand(**two, block=10, floor=[20, 20], start=[0, 1])
    plan = solve(problem)
    assert check(problem, plan) == []
    assert rule in {breach.rule for breach in check(problem, replace(plan, hours=BROKEN[rule](plan.hours)))}


def test_check_sees_a_bound_that_is_too_low() -> None:
    plan = solve(by_hand())
    assert [breach.rule for breach in check(by_hand(), replace(plan, bound=80.0))] == ["bound"]
    assert plan.hours[ZUID, COMMUNITY, 0] == pytest.approx(20)
