"""The probability of each place over all weights: a case by hand, and the rules of probabilities."""

from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkhart.analysis.acceptability import acceptability, drawn
from wijkhart.analysis.prioritising import Heard, ranked

VALUE = st.none() | st.integers(0, 9).map(float)
ISSUES = st.lists(st.tuples(VALUE, VALUE, VALUE), min_size=1, max_size=7).map(
    lambda rows: [Heard(str(number), row) for number, row in enumerate(rows)]
)
BY_HAND = [
    Heard("youth", (8.0, 6.0, 40.0)),
    Heard("meals", (4.0, 8.0, 30.0)),
    Heard("money", (6.0, None, 10.0)),
    Heard("dutch", (None, None, None)),
]


def test_the_case_of_the_document() -> None:
    """Youth leads meals with 5/6 of all weights; money leads meals with 1/3 - (23/6 - 20 ln 1.2)."""
    third = 1 / 3 - (23 / 6 - 20 * log(1.2))
    youth, meals, money, dutch = acceptability(BY_HAND, seed=3, draws=40_000)
    assert youth.places == pytest.approx((5 / 6, 1 / 6, 0, 0), abs=youth.margin)
    assert meals.places == pytest.approx((1 / 6, 5 / 6 - third, third, 0), abs=meals.margin)
    assert money.places == pytest.approx((0, third, 1 - third, 0), abs=money.margin)
    assert (dutch.places, dutch.top, dutch.central) == ((0, 0, 0, 0), 0, None)
    assert money.central is None
    assert meals.central is not None
    assert meals.central[1] > 0.6
    assert [one.top for one in (youth, meals, money)] == [1, 1, 1]


def test_the_mean_of_the_weights_is_the_middle() -> None:
    """Drawn evenly every voice has a third; and each weight is above a half in a quarter of the draws."""
    weights = drawn(3, 40_000, seed=4)
    np.testing.assert_allclose(weights.mean(0), 1 / 3, atol=0.01)
    np.testing.assert_allclose((weights > 0.5).mean(0), 0.25, atol=0.01)


def test_between_ends_all_weights_are_and_stay_even() -> None:
    """Of weights between 0.2 and 0.5 the middle one is as likely above as below its own middle."""
    weights = drawn(3, 20_000, seed=5, ends=[(0.2, 0.5)] * 3)
    assert (weights.min(), weights.max()) == (pytest.approx(0.2, abs=0.01), pytest.approx(0.5, abs=0.01))
    np.testing.assert_allclose(weights.sum(1), 1)
    np.testing.assert_allclose(weights.mean(0), 1 / 3, atol=0.01)
    fixed = acceptability(BY_HAND, seed=5, ends=[(0.3, 0.3), (0.3, 0.3), (0.4, 0.4)])
    assert [one.places.index(1) for one in fixed[:3]] == [0, 1, 2]


@pytest.mark.parametrize("ends", [[(0.5, 1)] * 3, [(0, 0.2)] * 3, [(0.6, 0.4)] * 3, [(-1, 1)] * 3, [(0, 1)] * 2])
def test_ends_without_weights_are_refused(ends: list[tuple[float, float]]) -> None:
    with pytest.raises(ValueError, match="no weights"):
        drawn(3, 10, seed=1, ends=ends)


def test_too_few_draws_or_places_are_refused() -> None:
    with pytest.raises(ValueError, match="first place"):
        acceptability(BY_HAND, seed=1, top=0)
    with pytest.raises(ValueError, match="first place"):
        acceptability(BY_HAND, seed=1, draws=0)
    with pytest.raises(ValueError, match="too few"):
        drawn(3, 1, seed=1, ends=[(0, 1e-9), (0, 1e-9), (0, 1)])
    assert acceptability([], seed=1) == []


@settings(max_examples=60, deadline=None)
@given(ISSUES, st.integers(0, 5), st.integers(1, 4))
def test_places_are_those_of_the_order(issues: list[Heard], seed: int, top: int) -> None:
    """Counted one draw at a time with `ranked`."""
    found = {one.key: one for one in acceptability(issues, seed=seed, top=top, draws=25)}
    counts = {issue.key: [0] * len(issues) for issue in issues}
    for weights in drawn(3, 25, seed):
        for one in ranked(issues, weights.tolist()):
            if one.place is not None:
                counts[one.key][one.place - 1] += 1
    for key, times in counts.items():
        assert found[key].places == pytest.approx([count / 25 for count in times])
        assert found[key].top == pytest.approx(sum(times[:top]) / 25)
