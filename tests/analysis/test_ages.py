"""Age groups in whole percents become people of any age."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkhart.analysis.ages import rescaled, share_of_ages, whole_parts


def test_18_and_over_takes_seven_tenths_of_15_to_25() -> None:
    """Liendert-like: 18+ = 0.7 x 12 + 28 + 25 + 17 of 100."""
    assert share_of_ages(rescaled([18, 12, 28, 25, 17]), 18, None) == pytest.approx(0.784)


def test_children_youth_and_adults_by_whole_years() -> None:
    shares = rescaled([15, 10, 20, 20, 35])
    assert share_of_ages(shares, 0, 12) == pytest.approx(0.13)
    assert share_of_ages(shares, 12, 25) == pytest.approx(0.03 + 0.10 + 0.01)
    assert share_of_ages(shares, 18, 65) == pytest.approx(0.07 + 0.2 + 0.2)
    assert share_of_ages(shares, None, None) == pytest.approx(1)
    assert share_of_ages(shares, 65, None) == pytest.approx(0.35)


@pytest.mark.parametrize("percents", [[20, 20, 20, 20], [20] * 4 + [30], [-2, 40, 20, 20, 22], [10] * 5])
def test_what_is_no_division_of_a_whole_is_refused(percents: list[float]) -> None:
    with pytest.raises(ValueError, match="98-102"):
        rescaled(percents)


@given(st.lists(st.floats(0, 10**5), min_size=1, max_size=6))
def test_whole_parts_sum_to_the_rounded_whole(amounts: list[float]) -> None:
    parts = whole_parts(amounts)
    assert sum(parts) == round(sum(amounts))
    assert all(abs(part - amount) <= 1 for part, amount in zip(parts, amounts, strict=True))
