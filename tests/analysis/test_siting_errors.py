"""A question that has no answer says what is in the way, as data."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from wijkhart.analysis.siting import (
    Activity,
    Aim,
    Buildings,
    Conflict,
    FixedBeyondBudget,
    KeptAndClosed,
    Money,
    NoCost,
    NoInhabitants,
    NoPlace,
    NotANumber,
    NothingToSpend,
    Place,
    Problem,
    Wish,
    WrongShape,
    solve,
)
from wijkhart.analysis.siting.conflicts import Feasibility, conflict


def question(**facts: Any) -> Problem:
    """Three wijken with a place each."""
    defaults: dict[str, Any] = {
        "x": [0, 1000, 2000], "y": [0, 0, 0], "wijk": [0, 1, 2], "wijken": ("A", "B", "C"), "groups": ("all",),
        "people": [[5], [5], [5]], "budget": Buildings(3),
        "places": tuple(Place(key, 1000.0 * i, 0, wijk=i, cost=10.0) for i, key in enumerate("abc")),
    }  # fmt: skip
    return Problem(**{**defaults, **facts})


def test_a_budget_of_nothing() -> None:
    for budget in (Buildings(0), Money(0)):
        with pytest.raises(NothingToSpend) as caught:
            question(budget=budget)
        assert caught.value.budget == 0


def test_a_wijk_without_any_place() -> None:
    with pytest.raises(NoPlace) as caught:
        question(places=question().places[:2])
    assert caught.value.wijken == ("C",)
    with pytest.raises(NoPlace):
        question(close=frozenset({"c"}))
    assert solve(question(places=question().places[:2], hearts=(0, 1))).kept == ("a", "b")


def test_a_guest_may_be_the_heart_of_another_wijk() -> None:
    host = Place("church", 1500, 0, wijk=1, kind="host", counts=0, hearts=frozenset({1, 2}))
    plan = solve(question(places=(*question().places[:2], host), budget=Buildings(1)))
    assert plan.kept == ("a", "church")


def test_fixed_choices_beyond_the_budget() -> None:
    with pytest.raises(FixedBeyondBudget) as caught:
        question(keep=frozenset("abc"), budget=Money(25))
    assert (caught.value.places, caught.value.needs, caught.value.budget) == (("a", "b", "c"), 30, 25)


def test_a_place_without_cost() -> None:
    places = (replace(question().places[0], cost=None), *question().places[1:])
    assert solve(question(places=places)).freed is None
    with pytest.raises(NoCost) as caught:
        question(places=places, budget=Money(100))
    assert caught.value.places == ("a",)


def test_a_wijk_without_inhabitants() -> None:
    assert question(people=[[5], [5], [0]]).asking == (0, 1)
    with pytest.raises(NoInhabitants) as caught:
        question(people=[[5], [5], [0]], hearts=(0, 2))
    assert caught.value.wijken == ("C",)
    with pytest.raises(NoInhabitants):
        question(people=[[0], [0], [0]])


def test_stay_and_close_at_once() -> None:
    with pytest.raises(KeptAndClosed) as caught:
        question(keep=frozenset("ab"), close=frozenset("b"), hearts=())
    assert caught.value.places == ("b",)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("x", [0, np.nan, 0]), ("people", [[5], [np.nan], [5]]), ("people", [[5], [-1], [5]]), ("weights", [np.inf]),
        ("reach", [np.nan]), ("distance", np.full((3, 3), np.inf)), ("factor", np.nan), ("budget", Money(np.nan)),
        ("aim", Aim(mean=np.nan)), ("aim", Aim(limit=np.nan)), ("places", [Place("a", np.nan, 0, 0)]),
        ("places", [Place("a", 0, 0, 0, cost=-1.0)]), ("places", [Place("a", 0, 0, 0, hours=(np.nan, 0, 0))]),
        ("activities", [Activity("x", (np.nan, 0, 0), "a")]),
    ],
)  # fmt: skip
def test_what_is_no_number_is_named(field: str, value: Any) -> None:
    with pytest.raises(NotANumber) as caught:
        question(**{field: tuple(value) if isinstance(value, list) and field in {"places", "activities"} else value})
    assert caught.value.field.startswith(field)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("x", [0, 1]), ("wijk", [0, 1, 3]), ("hearts", (7,)), ("people", [[1, 2]] * 3), ("keep", frozenset({"z"})),
        ("close", frozenset({"z"})), ("places", ()), ("places", (Place("a", 0, 0, 5),)), ("distance", np.zeros((2, 2))),
        ("places", (Place("a", 0, 0, 0), Place("a", 0, 0, 0))), ("places", (Place("a", 0, 0, 0, kind="x"),)),
        ("activities", (Activity("x", (1, 0, 0), "a", frozenset({"z"})),)),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(field: str, value: Any) -> None:
    with pytest.raises(WrongShape):
        question(**{field: value})


def test_more_hearts_than_buildings() -> None:
    """Two buildings, three wijken with a place each: all four wishes are needed to make it impossible."""
    with pytest.raises(Conflict) as caught:
        solve(question(budget=Buildings(2)))
    assert caught.value.wishes == (Wish("budget"), Wish("heart", "A"), Wish("heart", "B"), Wish("heart", "C"))
    assert caught.value.smallest
    assert caught.value.needs == 3


def test_the_smallest_set_is_told_not_just_one_that_cannot_shrink() -> None:
    """Closing `a` is in the way of heart A, which is less than the budget with three hearts."""
    places = (*question().places, Place("a2", 0, 0, wijk=0, cost=10.0, building="a"))
    problem = question(places=places, budget=Buildings(2), keep=frozenset({"a", "a2"}), hearts=(0, 1, 2))
    assert conflict(problem) == ((Wish("keep", "a"), Wish("keep", "a2")), True)


def test_activities_that_fit_nowhere() -> None:
    places = tuple(replace(place, hours=(4.0, 0.0, 0.0)) for place in question().places)
    many = tuple(Activity(f"x{one}", (3, 0, 0), "a") for one in range(4))
    with pytest.raises(Conflict) as caught:
        solve(question(places=places, activities=many))
    assert caught.value.wishes == (Wish("activities"),)
    with pytest.raises(Conflict) as caught:
        solve(question(places=places, activities=many[:3], budget=Buildings(2), hearts=()))
    assert caught.value.wishes == (Wish("budget"), Wish("activities"))


def test_a_limit_that_nobody_can_keep() -> None:
    with pytest.raises(Conflict) as caught:
        solve(question(aim=Aim(limit=100), budget=Buildings(1), hearts=()))
    assert caught.value.wishes == (Wish("budget"), Wish("limit"))


@pytest.mark.parametrize("seed", range(12))
def test_no_smaller_set_of_wishes_is_in_conflict(seed: int) -> None:
    """Against trying every set of wishes by size."""
    chance = np.random.default_rng(seed)
    places = tuple(Place(f"p{i}", *chance.uniform(0, 2000, 2), int(chance.integers(3)), cost=1.0) for i in range(6))
    there = sorted({place.wijk for place in places})
    problem = question(
        places=places, hearts=tuple(there), budget=Buildings(int(chance.integers(2, 4))),
        aim=Aim(limit=float(chance.uniform(300, 1500))), keep=frozenset({"p0", "p1"} if seed % 3 else {"p0"}),
    )  # fmt: skip
    wishes, smallest = conflict(problem)
    asked = Feasibility(problem)
    sizes = (
        size
        for size in range(len(asked.wishes) + 1)
        if any(not asked.holds(some) for some in combinations(asked.wishes, size))
    )
    assert smallest
    assert len(wishes) == next(sizes, 0)
    assert not wishes or not asked.holds(wishes)


def test_without_time_for_the_smallest_no_wish_too_many_is_named() -> None:
    wishes, smallest = conflict(question(budget=Buildings(2)), seconds=0)
    assert (len(wishes), smallest) == (4, False)
