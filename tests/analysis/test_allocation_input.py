"""Bad input of a division: every fault is named, and what clashes comes with what would mend it."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from tests.analysis.allocation_cases import all_divisions, by_hand, problems

from wijkhart.analysis.allocation import (
    ClashError,
    Commitment,
    Curve,
    InputError,
    Kind,
    Problem,
    clashes_of,
    repaired,
    solve,
)

KINDS = by_hand().kinds
NAN = math.nan
FAULTS: dict[str, tuple[dict[str, Any], set[str]]] = {
    "weights all zero": ({"weight": np.zeros((2, 2))}, {"weights_all_zero"}),
    "no need is known": ({"need": np.full((2, 2), NAN)}, {"no_known_need"}),
    "nan weight": ({"weight": [[NAN, 1], [1, 1]]}, {"not_a_number"}),
    "negative weight": ({"weight": [[-1, 1], [1, 1]]}, {"negative"}),
    "negative need": ({"need": [[-1, 1], [1, 1]]}, {"negative"}),
    "endless need": ({"need": [[np.inf, 1], [1, 1]]}, {"not_a_number"}),
    "negative budget": ({"euros": [-1]}, {"negative"}),
    "nan budget": ({"hours": [NAN]}, {"not_a_number"}),
    "negative floor": ({"floor": [-1, 0]}, {"negative"}),
    "negative inhabitants": ({"inhabitants": [-1, 0]}, {"negative"}),
    "negative block": ({"block": -4}, {"negative"}),
    "negative last year": ({"last_year": [[-1, 0], [0, 0]]}, {"negative"}),
    "negative start": ({"start": [-1, 0]}, {"negative"}),
    "whole reserve": ({"reserve": 1.0}, {"not_a_part"}),
    "nan reserve": ({"reserve": NAN}, {"not_a_part"}),
    "fairness above one": ({"fairness": 1.5}, {"not_a_part"}),
    "wrong shape": ({"need": [[1, 1]]}, {"shape"}),
    "capacity of other periods": ({"kinds": (Kind("community", 1, 0, (1, 1)), KINDS[1])}, {"shape"}),
    "no areas": ({"areas": ()}, {"empty", "shape"}),
    "area twice": ({"areas": ("Noord", "Noord")}, {"twice"}),
    "kind twice": ({"kinds": (KINDS[0], KINDS[0], KINDS[1])}, {"twice"}),
    "curve twice": ({"curves": (Curve("meeting", "community", ((1, 1),)),) * 2}, {"twice"}),
    "unknown theme": ({"curves": (Curve("money", "community", ((1, 1),)),)}, {"unknown_key"}),
    "unknown kind": ({"curves": (Curve("meeting", "sport", ((1, 1),)),)}, {"unknown_key"}),
    "unknown area": ({"curves": (Curve("meeting", "community", ((1, 1),), area="Oost"),)}, {"unknown_key"}),
    "unknown promise": ({"commitments": (Commitment("Oost", "sport", 0, 1),)}, {"unknown_key"}),
    "unknown period": ({"commitments": (Commitment("Noord", "community", 3, 1),)}, {"unknown_key"}),
    "negative promise": ({"commitments": (Commitment("Noord", "community", 0, -1),)}, {"negative"}),
    "promised too early": (
        {"start": [1, 0], "commitments": (Commitment("Noord", "community", 0, 1),)},
        {"promised_before_start"},
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_named(case: str) -> None:
    changes, rules = FAULTS[case]
    with pytest.raises(InputError) as found:
        by_hand(**changes)
    assert {fault.rule for fault in found.value.faults} == rules


def test_all_faults_come_at_once() -> None:
    with pytest.raises(InputError) as found:
        by_hand(euros=[-1], reserve=2.0, curves=(Curve("money", "sport", ((1, 1),)),))
    assert [(fault.rule, fault.where) for fault in found.value.faults] == [
        ("negative", ("euros",)),
        ("not_a_part", ("reserve",)),
        ("unknown_key", ("theme", "money")),
        ("unknown_key", ("kind", "sport")),
    ]


@pytest.mark.parametrize(
    ("steps", "rule"),
    [
        (((10, 0.2), (20, 0.5)), "rises_faster"),
        (((20, 0.5), (10, 0.2)), "steps_go_back"),
        (((0, 0.5),), "steps_go_back"),
        (((10, -0.5),), "negative"),
        (((10, NAN),), "not_a_number"),
        (((NAN, 0.5),), "not_a_number"),
        (((10, np.inf),), "not_a_number"),
        ((), "empty_curve"),
    ],
)
def test_a_curve_that_cannot_be(steps: tuple[tuple[float, float], ...], rule: str) -> None:
    with pytest.raises(InputError) as found:
        Curve("meeting", "community", steps, area="Noord")
    assert rule in {fault.rule for fault in found.value.faults}
    assert "meeting" in found.value.faults[0].where


def test_a_provider_without_a_capacity_is_refused() -> None:
    """Not given is not 0 and not endless; 0 is: then its hours go to nobody."""
    with pytest.raises(InputError) as found:
        Kind("youth-work", 60, 0, (40, NAN))
    assert [(fault.rule, fault.where) for fault in found.value.faults] == [("no_capacity", ("youth-work", "1"))]
    plan = solve(by_hand(kinds=(KINDS[0], Kind("youth-work", 60, 0, (0,)))))
    assert not plan.hours[:, 1].any()
    with pytest.raises(InputError):
        Kind("youth-work", -60, 0, (40,))


def test_lower_limits_above_the_budget_by_hand() -> None:
    """60 and 60 of 100 hours: 20 hours more, or one floor down by 20, or both by a sixth."""
    ample = (Kind("community", 50, 0, (200,)), KINDS[1])
    with pytest.raises(ClashError) as found:
        solve(by_hand(floor=[60, 60], kinds=ample, euros=[9000]))
    (clash,) = found.value.clashes
    assert {(limit.name, limit.key) for limit in clash.limits} == {("hours", ""), ("floor", "Noord"), ("floor", "Zuid")}
    amounts = {(one.limit.name, one.limit.key): one.by for one in clash.repairs}
    assert amounts == {
        ("hours", ""): pytest.approx(20),
        ("floor", "Noord"): pytest.approx(20),
        ("floor", "Zuid"): pytest.approx(20),
        ("floors", ""): pytest.approx(1 / 6),
    }


def test_only_what_clashes_is_named() -> None:
    """Noord can have 80 of the 100 hours, Zuid is not in the way."""
    kinds = (Kind("community", 50, 0, (30,)), Kind("youth-work", 60, 0, (20,)))
    (clash,) = clashes_of(by_hand(kinds=kinds, floor=[55, 0]))
    assert {(limit.name, limit.key) for limit in clash.limits} == {
        ("capacity", "community"),
        ("capacity", "youth-work"),
        ("floor", "Noord"),
    }


def test_a_reserve_can_be_what_makes_it_impossible() -> None:
    """90 hours can be used, 96 are asked: 4% of the reserve can stay."""
    (clash,) = clashes_of(by_hand(floor=[48, 48], reserve=0.1))
    amounts = {one.limit.name: one.by for one in clash.repairs}
    assert amounts["reserve"] == pytest.approx(0.06)
    assert amounts["hours"] == pytest.approx(6 / 0.9)


def test_promises_above_the_capacity() -> None:
    promise = Commitment("Noord", "youth-work", 0, 50)
    (clash,) = clashes_of(by_hand(commitments=(promise,)))
    assert {limit.name for limit in clash.limits} == {"promised", "capacity"}
    amounts = {one.limit.name: one.by for one in clash.repairs}
    assert amounts == {"capacity": pytest.approx(10), "promised": pytest.approx(0.2)}


def test_every_period_with_a_clash_is_told() -> None:
    kinds = tuple(Kind(kind.key, kind.euros, 0, (100, 100, 100)) for kind in KINDS)
    problem = by_hand(kinds=kinds, hours=[10, 100, 20], euros=[9e9] * 3, places=[9] * 3, floor=[30, 0])
    assert [clash.period for clash in clashes_of(problem)] == [0, 2]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems(periods=1))
def test_a_clash_is_smallest_and_its_repairs_are_just_enough(problem: Problem) -> None:
    """Beside a brute force; each repair makes it possible, and nine tenths of it does not (whole blocks may jump)."""
    found = clashes_of(problem)
    if problem.block:
        assert bool(all_divisions(problem, 0)) == (not found)
    for clash in found:
        assert clash.limits
        for repair in clash.repairs:
            if repair.by is None or math.isclose(repair.by, 0, abs_tol=1e-6):
                continue
            assert not clashes_of(repaired(problem, _times(repair, 1 + 1e-6)))
            assert clashes_of(repaired(problem, _times(repair, 0.9)))


def _times(repair: Any, factor: float) -> Any:
    return type(repair)(repair.limit, min(repair.by * factor, 1.0 if repair.limit.name == "floors" else np.inf))


def test_a_limit_that_cannot_mend_it_says_so() -> None:
    """Two promises above two capacities: neither capacity alone will do, and asking for it is refused."""
    promises = (Commitment("Noord", "youth-work", 0, 50), Commitment("Noord", "community", 0, 120))
    problem = by_hand(commitments=promises, hours=[1000], euros=[90000])
    (clash,) = clashes_of(problem)
    assert all(one.by is None for one in clash.repairs)
    with pytest.raises(ValueError, match="alone cannot"):
        repaired(problem, clash.repairs[0])
