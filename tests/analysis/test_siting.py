"""The case worked by hand in docs/algorithms/siting.md, every answer against trying all, and known optima."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from benchmarks.material.pmedian import instance, town
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkhart.analysis.siting import (
    Activity,
    Aim,
    Buildings,
    Money,
    Move,
    Place,
    Plan,
    Problem,
    SitingError,
    baseline,
    check,
    frontier,
    solve,
)
from wijkhart.analysis.siting.asking import model_of
from wijkhart.analysis.siting.dominance import needless
from wijkhart.analysis.siting.fitting import hosts_of
from wijkhart.analysis.siting.searching import searched

PMEDIAN = Path(__file__).parent / "data" / "pmedian"


def by_hand(**facts: Any) -> Problem:
    """Three wijken on a line: 22 and 10 people in Oost, 30 in Midden, 10 in Ver; four places, one of them a guest."""
    defaults: dict[str, Any] = {
        "x": [0, 500, 1000, 3000], "y": [0, 0, 0, 0], "wijk": [0, 0, 1, 2], "wijken": ("Oost", "Midden", "Ver"),
        "groups": ("seniors",), "people": [[22], [10], [30], [10]], "budget": Buildings(2), "factor": 1.0,
        "reach": [800], "hearts": (),
        "places": (
            Place("club", 0, 0, wijk=0, cost=50.0, hours=(10, 0, 0)),
            Place("school", 500, 0, wijk=0, cost=40.0, hours=(4, 4, 0)),
            Place("hall", 1000, 0, wijk=1, cost=70.0, hours=(6, 0, 0)),
            Place("church", 3000, 0, wijk=2, kind="host", cost=10.0, hours=(2, 2, 0), now=False),
        ),
    }  # fmt: skip
    return Problem(**{**defaults, **facts})


def test_two_places_worked_by_hand() -> None:
    """Club and hall: 10 people walk 500 and 10 walk 2,000. School and church: 52 walk 500, which is 1,000 more."""
    plan = solve(by_hand())
    assert plan.kept == ("club", "hall")
    assert (plan.objective, plan.bound, plan.proven) == (25_000, 25_000, True)
    assert plan.mean == pytest.approx(25_000 / 72)
    assert plan.worst == 2000


def test_a_beating_heart_in_each_wijk_worked_by_hand() -> None:
    """Ver only has the church, Midden only the hall: of Oost one more when there are three, else no plan."""
    plan = solve(by_hand(budget=Buildings(3), hearts=None))
    assert plan.kept == ("club", "hall", "church")
    assert plan.objective == 5_000
    both = solve(by_hand(budget=Buildings(2), hearts=(0, 2)))
    assert both.kept == ("school", "church")
    assert both.objective == 22 * 500 + 30 * 500


def test_the_worst_and_the_reach_worked_by_hand() -> None:
    centre = solve(by_hand(aim=Aim(worst_first=True)))
    assert (centre.kept, centre.worst, centre.worst_bound) == (("school", "church"), 500, 500)
    assert solve(by_hand(aim=Aim(mean=0, beyond=1))).objective == 0
    assert solve(by_hand(aim=Aim(mean=0, beyond=1), budget=Buildings(1))).objective == 10
    assert solve(by_hand(aim=Aim(limit=600))).kept == ("school", "church")


def test_a_sum_of_money_worked_by_hand() -> None:
    """For 125 the school, hall and church (120): 22 people walk 500. With the club for the school it would be 130."""
    plan = solve(by_hand(budget=Money(125.0)))
    assert (plan.kept, plan.objective) == (("school", "hall", "church"), 11_000)


def test_a_way_that_does_no_more_than_another_is_not_needed() -> None:
    """Shared, the club is cheaper and has half of the hours: for places it stays as it is, for money it is shared.

    € 95 then pays the school and the church too: only the 30 people of Midden walk, 500 each.
    """
    shared = Place("shared", 0, 0, wijk=0, kind="share", cost=25.0, building="club", hours=(5, 0, 0))
    bundled = Place("more", 0, 0, wijk=0, kind="bundle", cost=60.0, building="club", hours=(9, 0, 0))
    places = tuple(replace(one, building=one.key) for one in by_hand().places)
    problem = by_hand(places=(*places, shared, bundled), activities=(Activity("coffee", (2, 0, 0), "club"),))
    assert needless(problem).tolist() == [False] * 4 + [True, True]
    money = replace(problem, budget=Money(95))
    assert needless(money).tolist() == [False] * 5 + [True]
    plan = solve(money)
    assert (plan.kept, plan.objective) == (("school", "church", "shared"), 15_000)
    assert needless(replace(problem, keep=frozenset({"more"})))[5] == np.False_
    assert needless(replace(money, close=frozenset({"club"}))).tolist() == [False] * 6


def test_who_loses_what_worked_by_hand() -> None:
    """Without the school, the 10 people at 500 walk 500 more; there are 32 in Oost, so 5,000 / 32 on average."""
    plan = solve(by_hand(keep=frozenset({"club", "hall"})))
    losses = plan.losses
    assert losses is not None
    np.testing.assert_allclose(losses.mean.ravel(), [5000 / 32, 0, 0])
    np.testing.assert_allclose(losses.worst.ravel(), [500, 0, 0])
    np.testing.assert_allclose(losses.before.ravel(), [0, 0, 10])
    np.testing.assert_allclose(losses.after.ravel(), [0, 0, 10])
    assert plan.worst_off == 0
    assert (plan.cost, plan.freed) == (120.0, 40.0)


def test_where_an_activity_goes_worked_by_hand() -> None:
    """The school closes; bingo needs an afternoon, and only the church has one left."""
    bingo = Activity("bingo", (0, 2, 0), "school")
    coffee = Activity("coffee", (3, 0, 0), "club", frozenset({"club", "hall"}))
    plan = solve(by_hand(activities=(bingo, coffee), close=frozenset({"school"})))
    assert plan.kept == ("hall", "church")
    assert plan.moves == (Move("bingo", "school", 3), Move("coffee", "club", 2))


def test_an_unknown_cost_frees_an_unknown_sum() -> None:
    places = tuple(replace(place, cost=None) for place in by_hand().places)
    assert solve(by_hand(places=places)).freed is None


def test_a_wijk_without_inhabitants_has_no_losses() -> None:
    plan = solve(by_hand(people=[[22], [10], [30], [0]], budget=Buildings(1)))
    assert plan.losses is not None
    assert np.isnan(plan.losses.mean[2, 0])
    assert plan.worst_off in (0, 1)


@pytest.mark.parametrize(("name", "optimum"), [("pmed1", 5819), ("pmed6", 7824), ("pmed15", 1729), ("pmed30", 1989)])
def test_known_optima_are_proven(name: str, optimum: int) -> None:
    problem = instance(PMEDIAN / f"{name}.txt")
    plan = solve(problem)
    assert (plan.objective, plan.bound, plan.gap) == (optimum, optimum, 0)
    assert check(problem, plan) == []


def small(seed: int) -> Problem:
    """A random town so small that every choice can be tried; which wishes there are depends on the seed."""
    chance = np.random.default_rng(seed)
    points, count, wijken = int(chance.integers(3, 14)), int(chance.integers(3, 8)), int(chance.integers(1, 4))
    places = tuple(
        Place(
            f"p{one}", *chance.integers(0, 30, 2) * 100.0, int(chance.integers(wijken)),
            cost=float(chance.integers(1, 9)), building=f"b{chance.integers(count)}" if chance.random() < 0.4 else "",
            counts=int(chance.random() < 0.85) if seed % 3 == 0 else 1,
            hours=tuple(float(one) for one in chance.integers(0, 9, 3)) if chance.random() < 0.8 else None,
            hearts=frozenset(chance.integers(0, wijken, 2).tolist()) if chance.random() < 0.4 else None,
            now=bool(chance.random() < 0.7),
        )
        for one in range(count)
    )  # fmt: skip
    aims = (Aim(), Aim(0, 1), Aim(1, 500), Aim(worst_first=True), Aim(0, 0, worst_first=True), Aim(limit=2500))
    activities = tuple(
        Activity(f"a{one}", tuple(float(n) for n in chance.integers(0, 4, 3)), f"b{one}")
        for one in range(int(chance.integers(0, 4)) if seed % 2 else 0)
    )
    money = chance.random() < 0.4
    keys = [place.key for place in places]
    return Problem(
        chance.uniform(0, 3000, points), chance.uniform(0, 3000, points), chance.integers(0, wijken, points),
        tuple(f"w{one}" for one in range(wijken)), ("young", "old"), chance.integers(0, 9, (points, 2)),
        places, Money(float(chance.integers(3, 25))) if money else Buildings(int(chance.integers(1, count))),
        aim=aims[int(chance.integers(len(aims)))], weights=chance.integers(0, 3, 2) + 0.5, reach=[900, 1500],
        hearts=None if chance.random() < 0.5 else (),
        keep=frozenset(chance.choice(keys, int(chance.random() < 0.3)).tolist()),
        close=frozenset(chance.choice(keys, int(chance.random() < 0.3)).tolist()), activities=activities,
    )  # fmt: skip


def every_plan(problem: Problem) -> Iterator[Plan]:
    """Every choice that keeps the rules, without a solver: by the checker, and hosts by trying all."""
    weight = problem.people * problem.weights
    for choice in product((False, True), repeat=len(problem.places)):
        is_open = np.array(choice)
        if not is_open.any():
            continue
        metres = problem.metres[:, is_open].min(axis=1)
        beyond = metres[:, None] > problem.reach
        value = float((weight * (problem.aim.mean * metres[:, None] + problem.aim.beyond * beyond)).sum())
        opened = [index for index, one in enumerate(choice) if one]
        for hosts in product(opened, repeat=len(problem.activities)):
            plan = Plan(problem, is_open, hosts, value, 0.0)
            if not check(problem, plan):
                yield plan
                break


def question(seed: int) -> Problem | None:
    try:
        return small(seed)
    except SitingError:
        return None


@pytest.mark.parametrize("block", range(4))
def test_nothing_is_better_when_all_is_tried(block: int) -> None:
    """Every aim, budget and wish: the same value as trying everything, or none at all."""
    solved = 0
    for seed in range(block * 50, block * 50 + 50):
        problem = question(seed)
        if problem is None:
            continue
        plans = list(every_plan(problem))
        if not plans:
            with pytest.raises(SitingError):
                solve(problem)
            continue
        plan = solve(problem)
        solved += 1
        assert check(problem, plan) == [], seed
        assert plan.proven, seed
        assert plan.objective >= plan.bound
        worst = min(one.worst for one in plans) if problem.aim.worst_first else np.inf
        best = min(one.objective for one in plans if one.worst <= worst * (1 + 1e-9))
        assert plan.objective == pytest.approx(best, rel=1e-9), seed
        if problem.aim.worst_first:
            assert plan.worst == pytest.approx(worst), seed
    assert solved > 10


@settings(max_examples=25, deadline=None)
@given(st.integers(10_000, 10**6))
def test_plans_keep_every_rule_and_beat_the_simple_one(seed: int) -> None:
    problem = question(seed)
    if problem is None:
        return
    try:
        plan, simple = solve(problem), baseline(problem)
    except SitingError:
        return
    assert check(problem, plan) == []
    assert check(problem, simple) == []
    if not problem.aim.worst_first:
        assert plan.objective <= simple.objective * (1 + 1e-9) + 1e-9


def test_the_bound_holds_at_any_moment() -> None:
    """Stopped at once, the bound still lies below the optimum and the plan above it."""
    problem = instance(PMEDIAN / "pmed6.txt")
    plan = solve(problem, seconds=0.01)
    assert plan.bound <= 7824 <= plan.objective
    assert check(problem, plan) == []


def test_prices_of_another_question_change_nothing() -> None:
    model = model_of(town(300, 20))
    start = model.cheapest(np.zeros(20))
    assert start is not None
    first = searched(model, start, np.inf)
    assert first.proven
    assert first.value == pytest.approx(solve(town(300, 20), seed=5).objective)


def test_the_frontier_falls_and_is_proven() -> None:
    problem = town(300, 16, 4)
    plans = list(frontier(problem))
    assert [int(plan.is_open.sum()) for plan in plans] == list(range(len(problem.asking), 17))
    assert all(plan.proven and not check(plan.problem, plan) for plan in plans)
    values = [plan.objective for plan in plans]
    assert values == sorted(values, reverse=True)
    again = solve(replace(problem, budget=Buildings(9)))
    assert again.objective == pytest.approx(values[9 - len(problem.asking)])


def test_the_frontier_begins_where_the_activities_fit() -> None:
    problem = by_hand(activities=tuple(Activity(f"a{one}", (3, 0, 0), "club") for one in range(6)))
    assert [len(plan.kept) for plan in frontier(problem)] == [3, 4]


def test_an_activity_is_not_divided_over_places() -> None:
    """Two times three hours would fit into 10 and 4, but four times three hours only into 10, 4 and 6."""
    activities = tuple(Activity(f"a{one}", (3, 0, 0), "club") for one in range(6))
    assert hosts_of(by_hand(activities=activities), np.array([True, True, False, False])) is None
    assert hosts_of(by_hand(activities=activities), np.array([True, True, True, False])) is not None


@pytest.mark.parametrize(
    ("rule", "change"),
    [
        ("within_budget", {"is_open": np.ones(4, bool)}),
        ("nearest_place", None),
        ("objective_is_the_sum", {"objective": 1.0, "bound": 0.0}),
        ("bound_below_objective", {"bound": 1e9}),
        ("each_activity_has_a_place", {"hosts": (0,)}),
    ],
)
def test_the_checker_sees_what_is_wrong(rule: str, change: dict[str, Any] | None) -> None:
    plan = solve(by_hand())
    if change is None:
        plan.__dict__["metres"] = plan.metres + 1
    else:
        plan = replace(plan, **change)
    assert rule in {breach.rule for breach in check(by_hand(), plan)}
