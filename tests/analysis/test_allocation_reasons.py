"""Every claim about a division, checked by solving again with the change that it names."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from tests.analysis.allocation_cases import COMMUNITY, NOORD, YOUTH, ZUID, by_hand, problems, with_fairness

from wijkhart.analysis.allocation import (
    ClashError,
    Kind,
    Limit,
    Plan,
    Problem,
    Repair,
    because,
    check,
    compare,
    duals,
    extra,
    marginal,
    one_more,
    repaired,
    reweighed,
    scaled,
    sensitivity,
    solve,
    tipping,
)
from wijkhart.analysis.allocation.plan import worth_of

QUIET = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
HOURS = Limit("hours", "", 0)


def best(problem: Problem) -> Plan:
    """Solved to the very end; questions without an answer are another test's."""
    try:
        return solve(problem, close=0.0)
    except ClashError:
        assume(False)
        raise


def test_the_worth_of_the_limits_by_hand() -> None:
    """An hour more goes to community work in Zuid (0.5); one of youth work takes it from there (0.6 - 0.5)."""
    found = {one.limit: (one.amount, one.how) for one in duals(by_hand())}
    assert found == {
        HOURS: (pytest.approx(0.5), "dual"),
        Limit("capacity", "youth-work", 0): (pytest.approx(0.1), "dual"),
    }
    plan = best(by_hand())
    assert one_more(plan, HOURS) == pytest.approx(0.5, abs=1e-5)
    assert one_more(plan, Limit("capacity", "youth-work", 0)) == pytest.approx(0.1, abs=1e-5)


def test_a_block_more_is_told_by_solving_again() -> None:
    """20 hours more: another block of community work in Zuid, when there are the euros for it."""
    assert one_more(solve(by_hand(block=20, euros=[9000])), HOURS) == pytest.approx(10)
    assert one_more(solve(by_hand(block=20)), HOURS) == 0
    assert {one.how for one in duals(by_hand(block=20))} == {"relaxed"}


def test_a_floor_costs_what_it_takes_from_others() -> None:
    """Zuid at least 60 hours: 10 hours of youth work in Noord (0.6) become community work in Zuid (0.5)."""
    problem = by_hand(floor=[0, 60])
    found = {one.limit: one.amount for one in duals(problem)}
    assert found[Limit("floor", "Zuid", 0)] == pytest.approx(0.1)
    assert best(problem).objective == pytest.approx(91)
    told = because(best(problem))
    assert [len(one.floors) for one in told] == [0, 1]


@settings(QUIET, max_examples=8)
@given(problems(areas=3, periods=1, block=0.0), st.sampled_from([0.0, 0.4]))
def test_duals_lie_between_the_finite_differences(problem: Problem, fairness: float) -> None:
    """What one hour more adds is at most the dual value, what one hour less takes at least it."""
    problem = with_fairness(problem, fairness)
    plan, step = best(problem), 0.25
    for one in duals(problem):
        more = step / (1 - problem.reserve) if one.limit.name in ("hours", "euros", "places") else step
        gained = best(repaired(problem, Repair(one.limit, more))).objective - plan.objective
        assert gained <= one.amount * step + 1e-4
        less = _less(problem, one.limit, more)
        if less is None:
            continue
        try:
            lost = plan.objective - solve(less, close=0.0).objective
        except ClashError:
            continue
        assert lost >= one.amount * step - 1e-4


def _less(problem: Problem, limit: Limit, amount: float) -> Problem | None:
    """The problem with less of a limit, more of a floor; None when there is nothing to take."""
    if limit.name == "floor":
        floor = problem.floor.copy()
        floor[problem.areas.index(limit.key)] += amount
        return replace(problem, floor=floor)
    if limit.name != "capacity":
        left = getattr(problem, limit.name) - amount
        return None if (left < 0).any() else replace(problem, **{limit.name: left})
    kinds = [kind for kind in problem.kinds if kind.key == limit.key]
    if kinds[0].capacity[0] < amount:
        return None
    fewer = replace(kinds[0], capacity=(kinds[0].capacity[0] - amount,))
    return replace(problem, kinds=tuple(fewer if kind.key == limit.key else kind for kind in problem.kinds))


def test_the_next_hour_by_hand() -> None:
    people, effect = marginal(best(by_hand()))
    np.testing.assert_allclose(people[:, :, 0], [[0.2, 0.6], [0.5, 0.2]], atol=1e-5)
    np.testing.assert_allclose(effect[:, :, 0], [[0.4, 0.6], [0.5, 0.4]], atol=1e-5)


def test_extra_hours_by_hand() -> None:
    """Youth work has none left: 10 hours of community work reach 2 people in Noord and 5 in Zuid."""
    plan = best(by_hand())
    assert extra(plan, "Noord", 10, 0) == (pytest.approx(2, abs=1e-4), pytest.approx(4, abs=1e-4))
    assert extra(plan, "Zuid", 10, 0) == (pytest.approx(5, abs=1e-4), pytest.approx(5, abs=1e-4))
    with pytest.raises(ValueError, match="not in tuple"):
        extra(plan, "Oost", 10, 0)


def test_extra_hours_add_what_solving_again_with_them_adds() -> None:
    """With the others held where they are by promises, and the extra hours in the budget."""
    plan = best(by_hand())
    people, effect = extra(plan, "Zuid", 10, 0)
    other = Kind("community", 50, 0.1, (float(plan.hours[ZUID, COMMUNITY, 0] + 100),))
    alone = by_hand(kinds=(other, by_hand().kinds[1]), floor=[50, 60], hours=[110])
    again = best(alone)
    assert again.effect[ZUID, 0] - plan.effect[ZUID, 0] == pytest.approx(effect, abs=1e-3)
    assert again.reach[ZUID].sum() - plan.reach[ZUID].sum() == pytest.approx(people, abs=1e-3)


def test_why_by_hand() -> None:
    problem = by_hand(last_year=[[30, 0], [40, 30]])
    noord, zuid = because(best(problem))
    assert (noord.area, noord.hours, noord.last_year) == ("Noord", pytest.approx(50, abs=1e-3), 30)
    assert noord.by_inhabitants == pytest.approx(40)
    assert noord.heaviest == ((1, "meeting"), (4, "youth"))
    assert zuid.heaviest == ((2, "meeting"), (3, "youth"))
    assert noord.first.tolist() == [0.5, 0.6]
    stops = {stop.kind: {limit.name for limit in stop.limits} for stop in noord.stops}
    assert stops == {"youth-work": {"hours", "capacity"}, "community": {"hours"}}
    assert noord.stops[0].kind == "youth-work"
    assert because(best(by_hand(need=[[60, np.nan], [80, 40]])))[NOORD].unknown == ("youth",)


def test_the_limit_that_is_named_is_the_one_that_stops_it() -> None:
    """With room in all the limits that stop youth work in Noord, it does get more there."""
    problem = by_hand()
    plan = best(problem)
    (stop,) = [one for one in because(plan)[NOORD].stops if one.kind == "youth-work"]
    freed = problem
    for limit in stop.limits:
        freed = repaired(freed, Repair(limit, 5.0))
    assert best(freed).hours[NOORD, YOUTH, 0] == pytest.approx(15, abs=1e-3)
    for limit in stop.limits:
        kept = [other for other in stop.limits if other != limit]
        without = problem
        for other in kept:
            without = repaired(without, Repair(other, 5.0))
        assert best(without).objective < best(freed).objective


@QUIET
@given(problems())
def test_every_stop_has_a_limit(problem: Problem) -> None:
    """In a best plan nothing that would still reach somebody has room everywhere."""
    for one in because(best(problem)):
        assert all(stop.limits for stop in one.stops if stop.effect > 1e-4)


CASES = [
    ("meeting", None, 4.0, 1.2, [[0, -10], [10, 0]]),
    ("meeting", "Noord", 4.0, 1.25, [[20, 0], [-20, 0]]),
    ("youth", None, 0.0, 5 / 6, [[0, -10], [10, 0]]),
    ("youth", "Zuid", 4.0, 1.5, [[0, -10], [0, 10]]),
]


@pytest.mark.parametrize(("theme", "area", "until", "factor", "moved"), CASES)
def test_what_would_change_it_by_hand(
    theme: str, area: str | None, until: float, factor: float, moved: list[list[float]]
) -> None:
    """And by solving again: just past the factor the hours move as told, just before it they do not."""
    problem = by_hand()
    plan = best(problem)
    found = tipping(plan, theme, area, until=until)
    assert found is not None
    assert (found.factor, found.exact) == (pytest.approx(factor), True)
    np.testing.assert_allclose(found.hours[:, :, 0], moved, atol=1e-3)
    step = 1e-3 if until > 1 else -1e-3
    past = best(reweighed(problem, theme, area, factor + step))
    np.testing.assert_allclose(past.hours - plan.hours, found.hours, atol=1e-3)
    before = best(reweighed(problem, theme, area, factor - step))
    np.testing.assert_allclose(before.hours, plan.hours, atol=1e-3)


def test_a_weight_that_changes_nothing() -> None:
    """Youth work is given to its last hour, and Noord keeps its share of it until Zuid weighs half as much again."""
    assert tipping(best(by_hand()), "youth", "Zuid", until=1.4) is None
    with pytest.raises(ValueError, match="not 1"):
        tipping(best(by_hand()), "youth", until=1.0)
    with pytest.raises(ValueError, match="tuple"):
        tipping(best(by_hand()), "money")


@QUIET
@given(problems(), st.sampled_from(["meeting", "youth"]), st.sampled_from([0.0, 3.0]))
def test_a_change_is_smallest(problem: Problem, theme: str, until: float) -> None:
    """Up to the factor our plan is the best; past it the other is better."""
    plan = best(problem)
    found = tipping(plan, theme, until=until)
    if found is None:
        assume(until > 0)
        assert _lag(reweighed(problem, theme, None, until), plan) <= 1e-4
        return
    assert found.exact
    before, past = 1 + (found.factor - 1) * 0.95, found.factor + 0.1 * (until - found.factor)
    assert _lag(reweighed(problem, theme, None, before), plan) <= 1e-4
    assume(abs(past - found.factor) > 1e-3)
    weighed = reweighed(problem, theme, None, past)
    assert _lag(weighed, plan) > 0
    assert worth_of(weighed, found.beyond.hours).sum() >= worth_of(weighed, plan.hours).sum() - 1e-6


def _lag(problem: Problem, plan: Plan) -> float:
    """How much less a plan is worth than the best."""
    return best(problem).objective - float(worth_of(problem, plan.hours).sum())


@pytest.mark.parametrize("fairness", [0.4, 1.0])
def test_what_would_change_a_fair_division_is_found_by_halving(fairness: float) -> None:
    problem = by_hand(fairness=fairness, block=10)
    plan = best(problem)
    found = tipping(plan, "meeting", "Noord", until=4.0)
    assert found is not None
    assert not found.exact
    assert np.abs(found.hours).max() >= 10
    past = best(reweighed(problem, "meeting", "Noord", found.factor))
    assert past.hours.tolist() != plan.hours.tolist()
    near = best(reweighed(problem, "meeting", "Noord", found.factor - 1e-3))
    assert near.objective == pytest.approx(float(worth_of(near.problem, plan.hours).sum()), rel=1e-6)


def test_curves_halved_and_doubled_by_hand() -> None:
    """Youth work halved: 0.6 and 0.2 in Zuid, 0.3 in Noord; the hours of Noord go to community work in Zuid, and of
    the second step in Zuid (0.2) nothing is given. Doubled: it was given to the last hour already."""
    plan = best(by_hand())
    halved, doubled = sensitivity(plan, [("youth", "youth-work")])
    assert (halved.factor, doubled.factor) == (0.5, 2.0)
    np.testing.assert_allclose(halved.difference.hours[:, :, 0], [[0, -10], [10, 0]], atol=1e-3)
    np.testing.assert_allclose(doubled.difference.hours, 0, atol=1e-3)
    again = best(scaled(by_hand(), "youth", "youth-work", 0.5))
    np.testing.assert_allclose(again.hours, halved.difference.after.hours, atol=1e-3)
    assert len(sensitivity(plan)) == 4
    with pytest.raises(ValueError, match="no curve"):
        scaled(by_hand(), "meeting", "youth-work", 2)


def test_two_scenarios_beside_each_other() -> None:
    total, fair = best(by_hand()), best(by_hand(fairness=1))
    found = compare(total, fair)
    assert found.moved == [(NOORD, YOUTH, 0), (ZUID, COMMUNITY, 0)] or found.moved == [
        (ZUID, COMMUNITY, 0),
        (NOORD, YOUTH, 0),
    ]
    np.testing.assert_allclose(found.per_area, [-920 / 166, 920 / 166], atol=1e-3)
    assert found.effect == pytest.approx(-92 / 166, abs=1e-3)
    assert check(by_hand(fairness=1), fair) == []
    with pytest.raises(ValueError, match="same areas"):
        compare(total, best(by_hand(areas=("Oost", "West"))))
