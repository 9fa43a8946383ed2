"""Order from several voices: a case worked by hand, properties, and a brute force beside what is computed."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wijkhart.analysis.prioritising import (
    Heard,
    normalised,
    ranked,
    score_of,
    share_in_top,
    shares_of,
    smallest_swap,
    table_of,
    weight_grid,
    with_weight,
)

VALUE = st.none() | st.integers(0, 20).map(float)
ISSUES = st.lists(st.tuples(VALUE, VALUE, VALUE), min_size=1, max_size=7).map(
    lambda rows: [Heard(str(number), row) for number, row in enumerate(rows)]
)
WEIGHTS = st.tuples(*[st.integers(0, 100)] * 3).filter(lambda weights: sum(weights) > 0)
BY_HAND = [
    Heard("youth", (8.0, 6.0, 40.0)),
    Heard("meals", (4.0, 8.0, 30.0)),
    Heard("money", (6.0, None, 10.0)),
    Heard("dutch", (None, None, None)),
]


def test_the_case_of_the_document() -> None:
    """Youth: 1, 0.75, 1. Meals: 0.5, 1, 0.75. Money: 0.75, unknown, 0.25; of nobody speaks is known nothing."""
    order = ranked(BY_HAND, (30, 30, 40))
    assert [(one.key, one.place) for one in order] == [("youth", 1), ("meals", 2), ("money", 3), ("dutch", None)]
    assert [one.score for one in order[:2]] == pytest.approx([0.925, 0.75])
    assert order[2].score == pytest.approx((30 * 0.75 + 40 * 0.25) / 70)
    assert order[2].shares == pytest.approx((3 / 7, 0, 4 / 7))
    swap = smallest_swap(BY_HAND, (30, 30, 40))
    assert swap is not None
    assert (swap.voice, swap.now) == (1, 0.3)
    # with professionals at t the others keep 3 : 4, so youth leads by (1-t)(3/7 . 0.5 + 4/7 . 0.25) - 0.25 t
    assert swap.needed == pytest.approx((5 / 14) / (5 / 14 + 1 / 4))


def test_a_voice_is_measured_by_its_own_largest_and_what_is_unknown_stays_so() -> None:
    assert normalised([0.0, None, 5.0]) == [0.0, None, 1.0]
    with pytest.raises(ValueError, match="0 or more"):
        normalised([-1.0])


def test_equal_scores_share_a_place() -> None:
    order = ranked([Heard("a", (2.0,)), Heard("b", (4.0,)), Heard("c", (4.0,)), Heard("d", (1.0,))], (1,))
    assert [(one.key, one.place, one.tied) for one in order] == [
        ("b", 1, True),
        ("c", 1, True),
        ("a", 3, False),
        ("d", 4, False),
    ]
    assert smallest_swap([Heard("b", (4.0, 1.0)), Heard("c", (4.0, 1.0))], (1, 1)) is None


def test_a_new_highest_can_turn_two_others_round() -> None:
    """The limit that the document names: a voice is measured by its largest, and that can change."""
    two = [Heard("a", (10.0, 5.0)), Heard("b", (5.0, 9.0))]
    assert [one.key for one in ranked(two, (50, 50))] == ["a", "b"]
    assert [one.key for one in ranked([*two, Heard("c", (40.0, 0.0))], (50, 50))] == ["b", "c", "a"]


@given(ISSUES, WEIGHTS)
def test_scores_lie_between_0_and_1_and_places_follow_them(issues: list[Heard], weights: tuple[int, ...]) -> None:
    order = ranked(issues, weights)
    assert sorted(one.key for one in order) == sorted(issue.key for issue in issues)
    known = [one for one in order if one.score is not None]
    assert [one.place for one in known] == [
        1 + sum((other.score or 0) > (one.score or 0) for other in known) for one in known
    ]
    for one in known:
        assert 0 <= (one.score or 0) <= 1
        assert sum(one.shares) == pytest.approx(1)
        assert all(share == 0 for share, value in zip(one.shares, one.normal, strict=True) if value is None)
    assert all(one.place is None for one in order[len(known) :])


@given(ISSUES, WEIGHTS, st.integers(2, 50))
def test_units_do_not_matter(issues: list[Heard], weights: tuple[int, ...], times: int) -> None:
    """Votes counted in tens, or weights in promilles, give the same order."""
    larger = [
        Heard(issue.key, (*issue.voices[:2], None if issue.voices[2] is None else issue.voices[2] * times))
        for issue in issues
    ]
    before, after = ranked(issues, weights), ranked(larger, [weight * 10 for weight in weights])
    assert [(one.key, one.place) for one in before] == [(one.key, one.place) for one in after]


@given(ISSUES, WEIGHTS, st.integers(0, 2))
def test_more_of_a_voice_never_lowers_an_issue(issues: list[Heard], weights: tuple[int, ...], voice: int) -> None:
    """As long as the largest of that voice stays with another."""
    top = Heard("top", (30.0, 30.0, 30.0))
    mine = [value if value is not None else 5.0 for value in issues[0].voices]
    raised = [value + (number == voice) for number, value in enumerate(mine)]
    before, after = (
        next(one.place for one in ranked([Heard("0", tuple(values)), *issues[1:], top], weights) if one.key == "0")
        for values in (mine, raised)
    )
    assert (after or 0) <= (before or 0)


def _leader_turns(issues: list[Heard], weights: tuple[int, ...]) -> float | None:
    """The smallest change of one weight after which the second has the higher score, tried in steps of 1/500."""
    first, second = ranked(issues, weights)[:2]
    table, total = table_of(issues), sum(weights)
    now, found = [weight / total for weight in weights], []
    for voice in range(3):
        for step in range(501):
            tried = with_weight(now, voice, step / 500)
            scores = [score_of(table[key], tried) for key in (first.key, second.key)]
            if scores[0] is not None and scores[1] is not None and scores[1] > scores[0] + 1e-6:
                found.append(abs(step / 500 - now[voice]))
    return min(found, default=None)


@given(ISSUES.filter(lambda issues: len(issues) > 1), WEIGHTS)
def test_the_smallest_swap_is_what_trying_all_weights_finds(issues: list[Heard], weights: tuple[int, ...]) -> None:
    order = ranked(issues, weights)
    assume(order[1].score is not None and (order[0].score or 0) > (order[1].score or 0) + 1e-6)
    swap, tried = smallest_swap(issues, weights), _leader_turns(issues, weights)
    if tried is not None:
        assert swap is not None
        assert abs(swap.needed - swap.now) <= tried + 1e-4
    if swap is not None:
        first, second = table_of(issues)[order[0].key], table_of(issues)[order[1].key]
        at = with_weight([weight / sum(weights) for weight in weights], swap.voice, min(max(swap.needed, 0), 1))
        if any(shares_of(first, at)) and any(shares_of(second, at)):
            assert score_of(first, at) == pytest.approx(score_of(second, at), abs=1e-6)


@given(ISSUES, st.integers(1, 4))
def test_the_share_in_the_top_is_what_ordering_at_every_weight_gives(issues: list[Heard], top: int) -> None:
    times = dict.fromkeys((issue.key for issue in issues), 0)
    grid = list(weight_grid(3, 4))
    for weights in grid:
        for one in ranked(issues, weights):
            times[one.key] += one.place is not None and one.place <= top
    assert share_in_top(issues, top, 4) == {key: count / len(grid) for key, count in times.items()}


def test_nothing_to_order_is_no_fault() -> None:
    assert ranked([], (1, 1, 1)) == []
    assert share_in_top([]) == {}
    assert smallest_swap([], (1, 1, 1)) is None
