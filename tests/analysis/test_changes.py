"""What if, worked by hand on the case of docs/algorithms/coverage.md, and properties."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.test_coverage import by_hand, made_up, problems, supply

from wijkhart.analysis.coverage import (
    WHOLE,
    AddSupply,
    Change,
    CloseSupply,
    MoveSupply,
    Problem,
    ScaleNeed,
    SetPlaces,
    SetReach,
    apply,
    check,
    compare,
    solve,
)

SOME = st.integers(0, 10**6)


def test_closing_the_coffee_by_hand() -> None:
    """Without coffee only lunch is left: 40 places for the 60 at 600 and 1,200; those at 0 lose their 20."""
    problem = by_hand()
    found = compare(solve(problem), solve(apply(problem, [CloseSupply("koffie")])))
    np.testing.assert_allclose(found.before[:, 0], [100 / 3, 80 / 3, 0], atol=1e-6)
    np.testing.assert_allclose(found.after[:, 0], [40 / 3, 80 / 3, 0], atol=1e-6)
    np.testing.assert_allclose(found.lost, [[20, 0], [0, 0], [0, 0]], atol=1e-6)
    assert not found.gained.any()
    assert found.differs == [(0, 0)]


def test_moving_the_lunch_by_hand() -> None:
    """Lunch at 0 reaches 0 and 600: all 60 there then share 60 places, and the 40 at 1,200 lose their 26.7."""
    problem = by_hand()
    found = compare(solve(problem), solve(apply(problem, [MoveSupply("lunch", 0.0, 0.0)])))
    np.testing.assert_allclose(found.after[:, 0], [60, 0, 0], atol=1e-6)
    np.testing.assert_allclose(found.gained[:, 0], [60 - 100 / 3, 0, 0], atol=1e-6)
    np.testing.assert_allclose(found.lost[:, 0], [0, 80 / 3, 0], atol=1e-6)
    assert set(found.differs) == {(0, 0), (1, 0)}


def test_who_loses_does_not_hide_behind_who_gains_in_the_same_wijk() -> None:
    """Lunch at -300 reaches the 40 at 0 only and serves them all (20 more); the 20 at 600 lose their 13.3 places."""
    problem = replace(by_hand(), supply=by_hand().supply[:2])
    found = compare(solve(problem), solve(apply(problem, [MoveSupply("lunch", -300.0, 0.0), CloseSupply("koffie")])))
    np.testing.assert_allclose(found.after[0, 0], 40, atol=1e-6)
    np.testing.assert_allclose([found.gained[0, 0], found.lost[0, 0]], [20, 40 / 3], atol=1e-6)


def test_a_need_row_reaches_further_and_an_area_needs_less() -> None:
    problem = by_hand()
    changed = apply(problem, [SetReach(0, 2000.0), ScaleNeed(2, 0, 0.5), ScaleNeed(WHOLE, 1, 0.0)])
    assert changed.rows[0].reach == 2000.0
    assert changed.people.tolist() == [[40, 0], [20, 0], [40, 0], [15, 0]]
    assert problem.people[3, 0] == 30


def test_less_need_frees_places_by_hand() -> None:
    """Nobody at 1,200 needs a place any more: lunch serves all 20 at 600, coffee half of the 40 at 0."""
    problem = by_hand()
    found = compare(solve(problem), solve(apply(problem, [ScaleNeed(1, 0, 0.0)])))
    np.testing.assert_allclose(found.after[:, 0], [40, 0, 0], atol=1e-6)
    np.testing.assert_allclose(found.gained[:, 0], [20 / 3, 0, 0], atol=1e-6)
    np.testing.assert_allclose(found.lost[:, 0], [0, 80 / 3, 0], atol=1e-6)


def test_what_came_home_can_get_a_place() -> None:
    problem = Problem([0], [0], [0], ("WK1",), by_hand().rows, [[8, 0]], (supply("visits", area=WHOLE),))
    assert apply(problem, [MoveSupply("visits", 3.0, 4.0)]).supply[0] == supply("visits", x=3.0, y=4.0)


def test_a_service_that_was_closed_can_be_added_again() -> None:
    problem = by_hand()
    again = apply(problem, [CloseSupply("koffie"), AddSupply(problem.supply[0])])
    assert {offer.key for offer in again.supply} == {offer.key for offer in problem.supply}
    np.testing.assert_allclose(solve(again).share, solve(problem).share, atol=1e-7)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (AddSupply(supply("koffie")), "AddSupply koffie: supply must differ"),
        (AddSupply(supply("new", area=9)), "AddSupply new: .*area must point into areas"),
        (CloseSupply("koor"), "CloseSupply koor: there is no such supply"),
        (MoveSupply("koor", 0, 0), "MoveSupply koor: there is no such supply"),
        (MoveSupply("koffie", float("nan"), 0), "MoveSupply koffie: .*give either x and y"),
        (SetPlaces("koor", (1, 0, 0)), "SetPlaces koor: there is no such supply"),
        (SetPlaces("koffie", (-1, 0, 0)), "SetPlaces koffie: .*places must be 0 or more"),
        (ScaleNeed(3, 0, 1), "ScaleNeed area 3 row 0: area must be one of 3: 3"),
        (ScaleNeed(-2, 0, 1), "ScaleNeed area -2 row 0: area must be one of 3: -2"),
        (ScaleNeed(0, 2, 1), "ScaleNeed area 0 row 2: row must be one of 2: 2"),
        (ScaleNeed(0, 0, -1), "ScaleNeed area 0 row 0: factor must be 0 or more: -1"),
        (SetReach(5, 800), "SetReach row 5: row must be one of 2: 5"),
        (SetReach(0, 0), "SetReach row 0: reach must be above 0"),
    ],
)
def test_an_error_names_the_change_and_what_is_wrong(change: Change, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        apply(by_hand(), [change])


def test_only_plans_about_the_same_people_can_be_compared() -> None:
    problem = by_hand()
    for other in (
        replace(problem, areas=("Oost", "Midden", "West")),
        replace(problem, rows=problem.rows[:1], people=problem.people[:, :1]),
        replace(problem, x=problem.x + 1),
    ):
        with pytest.raises(ValueError, match="same points"):
            compare(solve(problem), solve(other))


@given(problems)
@settings(max_examples=25, deadline=None)
def test_applying_nothing_changes_nothing(problem: Problem) -> None:
    assert apply(problem, []) is problem
    found = compare(solve(problem), solve(problem))
    assert found.differs == []
    np.testing.assert_array_equal(found.before, found.after)


@given(problems, SOME)
@settings(max_examples=40, deadline=None)
def test_adding_serves_nobody_less_and_closing_nobody_more(problem: Problem, seed: int) -> None:
    before = solve(problem)
    more = solve(apply(problem, [AddSupply(replace(made_up(seed, 1, 1).supply[0], key="extra"))]))
    assert compare(before, more).lost.max() <= 1e-4
    assert more.used.sum() >= before.used.sum() - 1e-4
    if problem.supply:
        less = solve(apply(problem, [CloseSupply(problem.supply[seed % len(problem.supply)].key)]))
        assert compare(before, less).gained.max() <= 1e-4
        assert less.used.sum() <= before.used.sum() + 1e-4


@given(problems, SOME)
@settings(max_examples=40, deadline=None)
def test_what_is_gained_less_what_is_lost_is_the_difference(problem: Problem, seed: int) -> None:
    changes: list[Change] = [AddSupply(replace(made_up(seed, 1, 1).supply[0], key="extra"))]
    changes += [MoveSupply(offer.key, 500.0, 400.0) for offer in problem.supply[:1]]
    changes += [CloseSupply(offer.key) for offer in problem.supply[1:2]]
    before, after = solve(problem), solve(apply(problem, changes))
    assert check(after.problem, after) == []
    found = compare(before, after)
    np.testing.assert_allclose(found.after - found.before, found.gained - found.lost, atol=1e-9)
    np.testing.assert_allclose(found.after, after.served, atol=1e-3)
    np.testing.assert_allclose(found.before, before.served)
    assert (found.gained >= 0).all()
    assert (found.lost >= 0).all()


@given(problems, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_independent_changes_does_not_matter(problem: Problem, chance: object) -> None:
    extra = [AddSupply(replace(offer, key=f"new {offer.key}")) for offer in made_up(3, 1, 2).supply]
    changes: list[Change] = [*extra, SetReach(0, 1000.0), ScaleNeed(0, 1, 0.5)]
    kinds = (CloseSupply, lambda key: SetPlaces(key, (4.0, 2.0, 1.0)), lambda key: MoveSupply(key, 900.0, 100.0))
    changes += [kinds[index](offer.key) for index, offer in enumerate(problem.supply[:3])]
    first = solve(apply(problem, changes))
    chance.shuffle(changes)  # type: ignore[attr-defined]  # hypothesis gives a Random
    second = solve(apply(problem, changes))
    np.testing.assert_allclose(second.share, first.share, atol=1e-6)
