"""Diving: plans that keep the rules, whatever stands already, and that are near the bound at once."""

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.material.season import round_of
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkhart.analysis.timetable import Plan, Problem, Session, baseline, check, solve
from wijkhart.analysis.timetable.blocks import Market
from wijkhart.analysis.timetable.bound import Bound
from wijkhart.analysis.timetable.columns import columns_of
from wijkhart.analysis.timetable.companions import families
from wijkhart.analysis.timetable.dive import dive
from wijkhart.analysis.timetable.model import model_of
from wijkhart.analysis.timetable.plan import points_of
from wijkhart.analysis.timetable.search import solve_model, worth

from .test_timetable import TUESDAY, at, problems, request, room, starts


def dived(problem: Problem, seed: int = 0, go_on: bool = True) -> tuple[Market, Bound, Plan]:
    market = Market(problem, columns_of(problem))
    bound = Bound(market)
    bound.improve(0, 60, lambda: True)
    found = dive(market, bound, np.random.default_rng(seed), may_go_on=lambda: go_on)
    sessions = market.columns.sessions(problem, found)
    return market, bound, Plan(sessions, points_of(problem, market.columns, sessions), bound.value + 1e-3)


@settings(max_examples=25, deadline=None)
@given(problem=problems(most=9, width=6), seed=st.integers(0, 9), go_on=st.booleans())
def test_a_dive_keeps_the_rules_also_in_a_hurry(problem: Problem, seed: int, go_on: bool) -> None:
    _market, _bound, plan = dived(problem, seed, go_on)
    assert check(problem, plan) == []
    assert dived(problem, seed, go_on)[2] == plan


@settings(max_examples=25, deadline=None)
@given(problem=problems(most=9, width=6), data=st.data())
def test_what_stands_stays_and_so_do_pins(problem: Problem, data: st.DataObject) -> None:
    plan = solve(problem, rounds=2)
    if plan.sessions:
        pins = tuple(data.draw(st.lists(st.sampled_from(plan.sessions), unique=True, max_size=3)))
        problem = replace(problem, pins=tuple(sorted(pins)))
    market, bound, _plan = dived(problem)
    some = data.draw(st.lists(st.integers(0, len(problem.requests) - 1), min_size=1, unique=True))
    some = families(market.pairs, np.array(sorted(some)))
    before = market.columns.find(problem, plan.sessions)
    stays = np.union1d(
        before[~np.isin(market.columns.request[before], some)], market.columns.pinned(problem).astype(np.int64)
    )
    found = dive(market, bound, np.random.default_rng(1), stays, some)
    assert set(stays) <= set(found)
    assert set(market.columns.request[np.setdiff1d(found, stays)]) <= set(some)
    sessions = market.columns.sessions(problem, found)
    assert check(problem, Plan(sessions, points_of(problem, market.columns, sessions))) == []


def test_a_dive_is_nearer_than_the_public_order() -> None:
    """On a full week: greedy leaves more than a tenth, one dive a third of that at most."""
    problem = round_of(6, 150, seed=3)
    market, bound, plan = dived(problem)
    bound.improve(plan.points, 400, lambda: True)
    lost = [1 - one.points / bound.value for one in (baseline(problem), plan)]
    assert lost[0] > 0.1
    assert lost[1] < lost[0] / 3
    assert worth(market, market.columns.find(problem, plan.sessions)) == plan.points


def test_who_finds_the_evening_held_back_has_the_afternoon() -> None:
    """Half of the 20 quarter-hours of the only evening is held back: one session of 8 fits, the other goes to 15.00."""
    hall = room(opening=((0, 0), (40, 92), *((0, 0),) * 5), held=(0, 0, 0.5))
    first = request("first", at(first=76), bonus=9)
    other = request("other", at(first=76, last=84), at(first=60, wished=False))
    problem = Problem((hall,), (first, other))
    wanted = {"first": [("hall", TUESDAY, 76)], "other": [("hall", TUESDAY, 60)]}
    assert starts(baseline(problem)) == wanted
    assert starts(dived(problem)[2]) == wanted
    assert Session("other", "hall", TUESDAY, 60) in solve(problem).sessions


@pytest.mark.parametrize("held", [0.0, 0.3])
def test_prices_come_near_the_linear_relaxation(held: float) -> None:
    """Also where a part of each part of day is held back: one price for many quarter-hours at once."""
    weekly = round_of(4, 100, seed=2)
    problem = replace(weekly, rooms=tuple(replace(one, held=(held,) * 3) for one in weekly.rooms))
    market = Market(problem, columns_of(problem))
    model = model_of(market, np.arange(market.blocks.column.size))
    relaxed = solve_model(replace(model, whole=np.zeros_like(model.whole))).points
    bound = Bound(market)
    bound.improve(baseline(problem).points, 600, lambda: True)
    assert relaxed - 1e-6 <= bound.value <= relaxed * 1.002
