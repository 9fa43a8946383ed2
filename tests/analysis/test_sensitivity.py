"""Each norm halved and doubled is what solving with that norm gives."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.test_coverage import by_hand, made_up

from wijkhart.analysis.coverage import Problem, solve
from wijkhart.analysis.coverage.sensitivity import FIELDS, sensitivity

towns = st.builds(made_up, st.integers(0, 10**6), st.integers(1, 25), st.integers(0, 10))


def with_norm(problem: Problem, row: int, field: str, times: float, share: float) -> Problem:
    if field == "share":
        people = problem.people.copy()
        people[:, row] *= min(share * times, 1) / share
        return replace(problem, people=people)
    own = replace(problem.rows[row], **{field: getattr(problem.rows[row], field) * times})
    return replace(problem, rows=tuple(own if index == row else one for index, one in enumerate(problem.rows)))


@given(towns)
@settings(max_examples=40, deadline=None)
def test_a_swing_is_what_solving_with_the_norm_gives(problem: Problem) -> None:
    shares = [0.2 + 0.5 * (index % 2) for index in range(len(problem.rows))]
    swings = sensitivity(problem, shares)
    assert [(one.row, one.field) for one in swings] == [
        (row, field)
        for theme in problem.themes
        for row, need in enumerate(problem.rows)
        if need.theme == theme
        for field in FIELDS
    ]
    for swing in swings:
        for times, found in ((0.5, swing.halved), (2.0, swing.doubled)):
            exact = solve(with_norm(problem, swing.row, swing.field, times, shares[swing.row])).unserved
            own = [need.theme == problem.rows[swing.row].theme for need in problem.rows]
            np.testing.assert_allclose(found[:, own], exact[:, own], atol=1e-3)
            assert np.isnan(found[:, np.logical_not(own)]).all()


def test_the_case_by_hand_with_half_the_seniors() -> None:
    """Half as many seniors need 50 places of the 60 there are: those within reach all have one; 15 in Ver have none."""
    [share] = [one for one in sensitivity(by_hand(), [0.5, 0.5]) if (one.row, one.field) == (0, "share")]
    np.testing.assert_allclose(share.halved[:, 0], [0, 0, 15], atol=1e-6)


def test_the_case_by_hand_with_another_reach() -> None:
    """With 400 m coffee and lunch reach the same people as with 800 m; with 1,600 m lunch reaches all three points,
    and the 100 within reach of both share 60 places: 40 % is unserved everywhere."""
    reach = next(one for one in sensitivity(by_hand(), [0.5, 0.5]) if (one.row, one.field) == (0, "reach"))
    np.testing.assert_allclose(reach.halved[:, 0], [80 / 3, 40 / 3, 30], atol=1e-6)
    np.testing.assert_allclose(reach.doubled[:, 0], [24, 16, 30], atol=1e-6)


def test_a_share_of_one_cannot_double() -> None:
    [first, *_rest] = sensitivity(by_hand(), [1.0, 1.0])
    np.testing.assert_allclose(first.doubled[:, 0], solve(by_hand()).unserved[:, 0], atol=1e-6)
