"""The proof beside the search: true for every plan, whoever is quicker, and gone when it is told to stop."""

import threading
import time
from dataclasses import replace
from typing import Any

import highspy
import numpy as np
import pytest
from benchmarks.material.season import round_of

from wijkhart.analysis.timetable import Plan, Problem, check, solve, solving
from wijkhart.analysis.timetable import beside as proving
from wijkhart.analysis.timetable.beside import Proof, proof_of
from wijkhart.analysis.timetable.blocks import Market
from wijkhart.analysis.timetable.bound import Bound
from wijkhart.analysis.timetable.columns import Ints, columns_of
from wijkhart.analysis.timetable.greedy import greedy
from wijkhart.analysis.timetable.model import model_of
from wijkhart.analysis.timetable.plan import points_of
from wijkhart.analysis.timetable.search import Search, solve_model, worth

CLOCK = 120.0


def week(seed: int, requests: int = 60) -> Problem:
    return round_of(4, requests, seed=seed)


def best_of(problem: Problem) -> float:
    """By HiGHS on all columns at once, without prices."""
    market = Market(problem, columns_of(problem))
    found = solve_model(model_of(market, np.arange(market.blocks.column.size)))
    assert found.proved
    return found.points


@pytest.fixture
def never_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave every proof to the one beside the search."""
    monkeypatch.setattr(solving, "SMALL", -1)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.usefixtures("never_at_once")
def test_it_proves_the_best_plan(seed: int) -> None:
    problem = week(seed)
    plan = solve(problem, seconds=CLOCK)
    assert plan.proven
    assert check(problem, plan) == []
    assert plan.points == pytest.approx(best_of(problem))


@pytest.mark.usefixtures("never_at_once")
def test_the_plan_does_not_depend_on_who_is_quicker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many plans are alike: a slow search, and a proof that tells its bound long before its plan."""
    problem, search, proof = round_of(4, 60, seed=3, names_rooms=0.0), Search.round, Proof._run

    def slow(self: Search, **limits: Any) -> None:
        time.sleep(0.5)
        search(self, **limits)

    def late(self: Proof, solver: highspy.Highs) -> None:
        proof(self, solver)
        columns, self.columns, self.ended = self.columns, self.columns[:0], False
        time.sleep(3)
        self.columns, self.ended = columns, True

    with monkeypatch.context() as patched:
        patched.setattr(Search, "round", slow)
        plan = solve(problem, seed=5, seconds=CLOCK)
    monkeypatch.setattr(Proof, "_better", lambda self, event: None)
    monkeypatch.setattr(Proof, "_run", late)
    other = solve(problem, seed=5, seconds=CLOCK)
    assert plan.proven
    assert other.proven
    assert other.sessions == plan.sessions


@pytest.mark.usefixtures("never_at_once")
def test_pins_stand_in_the_plan_that_is_proven() -> None:
    problem = week(1)
    first = solve(problem, seconds=CLOCK).sessions[0]
    moved = replace(first, start=first.start + 1)
    pinned = replace(problem, pins=(moved,))
    plan = solve(pinned, seconds=CLOCK)
    assert moved in plan.sessions
    assert plan.proven
    assert plan.points < best_of(problem)


@pytest.mark.usefixtures("never_at_once")
def test_it_ends_when_somebody_stops() -> None:
    asked = []

    def once(plan: Plan) -> bool:
        asked.append(plan)
        return len(asked) < 4

    plan = solve(round_of(20, 600, seed=1), seconds=CLOCK, keep_going=once)
    assert plan.points >= asked[-1].points
    for one in threading.enumerate():
        if one.name == "proof":
            one.join(CLOCK / 2)
            assert not one.is_alive(), "it went on for half of its time after it was told to stop"


def test_without_a_clock_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan under a work limit must not depend on a thread."""
    monkeypatch.setattr(solving, "SMALL", -1)
    monkeypatch.setattr(solving, "proof_of", None)
    assert solve(week(1), rounds=2).sessions


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("most", [300, 1200])
def test_what_is_left_out_is_in_the_bound(seed: int, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """On part of the columns: the bound never falls below what the best plan on all columns is worth."""
    monkeypatch.setattr(proving, "MOST", most)
    monkeypatch.setattr(proving, "WORTH_WHILE", 0.0)
    problem = week(seed, requests=40)
    market, columns = _priced(problem)
    bound = market[1].value
    proof = proof_of(market[0], market[1].regret(), bound, columns)
    assert proof is not None
    assert proof.model.variable.size <= most
    proof.begin(CLOCK)
    proof.wait(CLOCK)
    assert proof.ended
    assert best_of(problem) - 1 <= proof.bound <= bound + 1
    again = proof_of(market[0], market[1].regret(), bound, columns, proof.bound)
    assert again is None or again.left_out < proof.bound - 1, "the same columns are not proven twice"
    sessions = market[0].columns.sessions(problem, proof.columns)
    assert check(problem, Plan(sessions, points_of(problem, market[0].columns, sessions))) == []


def test_it_is_not_begun_where_too_much_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proving, "MOST", 10)
    market, columns = _priced(week(1))
    assert proof_of(market[0], market[1].regret(), market[1].value, columns) is None


def test_it_begins_from_the_plan() -> None:
    """Of a request in one room the variables of that room are taken, which earn `same_room`; of another those without
    regard to the room."""
    problem = week(3)
    (market, _bound), columns = _priced(problem)
    variables = np.arange(market.blocks.column.size)
    first = proving._variables_of(market, variables, columns)
    assert sorted(market.blocks.column[first]) == sorted(columns)
    extra = market.blocks.extra[market.blocks.block[first]]
    parties = market.fair * np.unique(market.party[market.columns.request[columns]]).size
    blocks = np.unique(market.blocks.block[first])
    assert (extra > 0).any()
    told = market.value[first].sum() - market.blocks.extra[blocks].sum() + parties
    assert told == worth(market, columns)


def _priced(problem: Problem) -> tuple[tuple[Market, Bound], Ints]:
    market = Market(problem, columns_of(problem))
    columns = greedy(market)
    bound = Bound(market)
    bound.improve(worth(market, columns), 300, lambda: True)
    return (market, bound), columns
