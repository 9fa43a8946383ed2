"""One order of the city from those of wijken: cases by hand, properties, and a brute force beside what is computed."""

from collections import Counter
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkhart.analysis.city_order import (
    Named,
    Placed,
    district_voice,
    found_again,
    gathered,
    part_of_place,
    places_among,
    without_voice,
)
from wijkhart.analysis.prioritising import Heard, ranked, score_of, swap_between, table_of, with_weight

VALUE = st.none() | st.integers(0, 20).map(float)
ISSUES = st.lists(st.tuples(VALUE, VALUE, VALUE), min_size=1, max_size=7).map(
    lambda rows: [Heard(str(number), row) for number, row in enumerate(rows)]
)
WEIGHTS = st.tuples(*[st.integers(0, 100)] * 3).filter(lambda weights: sum(weights) > 0)
PLACED = st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("klm")), max_size=15).map(
    lambda rows: [Placed(str(number), wijk, 1, 1, kind) for number, (wijk, kind) in enumerate(rows)]
)


def test_a_place_says_more_in_a_longer_list_and_the_last_never_says_nothing() -> None:
    assert part_of_place(2, 4) == 0.75
    assert part_of_place(2, 8) > part_of_place(2, 4)
    for place, of in ((0, 3), (4, 3)):
        with pytest.raises(ValueError, match="between"):
            part_of_place(place, of)


@given(st.integers(1, 50))
def test_places_fall_evenly_from_one_to_above_nothing(of: int) -> None:
    found = [part_of_place(place, of) for place in range(1, of + 1)]
    assert found[0] == 1
    assert found == sorted(found, reverse=True)
    assert found[-1] == pytest.approx(1 / of)


def test_a_wijk_counts_once_with_its_best_place_and_no_wijk_is_unknown() -> None:
    once = [Placed("a", "x", 1, 2), Placed("b", "y", 2, 2)]
    assert district_voice(once) == 7.5
    assert district_voice([*once, Placed("c", "x", 2, 2)]) == 7.5
    assert district_voice([]) is None


@given(PLACED, st.integers(2, 5))
def test_each_issue_stands_in_one_group_and_groups_are_of_one_kind_in_enough_wijken(
    issues: list[Placed], many: int
) -> None:
    groups, by_key = gathered(issues, many), {one.key: one for one in issues}
    assert Counter(key for group in groups for key in group) == Counter(by_key.keys())
    for group in groups:
        if len(group) > 1:
            assert len({by_key[key].kind for key in group}) == 1
            assert len({by_key[key].district for key in group}) >= many
    alone = {group[0] for group in groups if len(group) == 1}
    for kind in "klm":
        wijken = {one.district for one in issues if one.kind == kind}
        assert all((one.key in alone) == (len(wijken) < many) for one in issues if one.kind == kind)


@given(ISSUES, WEIGHTS)
def test_without_a_voice_is_the_order_with_that_weight_taken_away(
    issues: list[Heard], weights: tuple[int, int, int]
) -> None:
    found, table = without_voice(issues, weights), table_of(issues)
    now = [weight / sum(weights) for weight in weights]
    for voice in range(3):
        changed = with_weight(now, voice, 0.0) if weights[voice] else now
        scores = {key: score_of(normal, changed) for key, normal in table.items()}
        for key, score in scores.items():
            place = None
            if score is not None:
                place = 1 + sum(other is not None and other > score for other in scores.values())
            assert found[key][voice] == place


@given(ISSUES, WEIGHTS)
def test_past_the_border_the_second_of_any_two_leads(issues: list[Heard], weights: tuple[int, int, int]) -> None:
    order = [one for one in ranked(issues, weights) if one.place is not None]
    total = sum(weights)
    for first, second in pairwise(order):
        if first.score == second.score:
            continue
        swap = swap_between(first.normal, second.normal, weights)
        if swap is None:
            continue
        past = swap.needed + (2e-5 if swap.needed > swap.now else -2e-5)
        changed = with_weight([weight / total for weight in weights], swap.voice, min(max(past, 0), 1))
        scores = [score_of(one.normal, changed) for one in (first, second)]
        assert scores[0] is not None
        assert scores[1] is not None
        assert scores[1] >= scores[0]


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), st.none() | st.integers(1, 9), max_size=8))
def test_places_among_some_keep_their_order(places: dict[str, int | None]) -> None:
    found = places_among(places)
    for one, other in permutations(places, 2):
        mine, theirs = places[one], places[other]
        if mine is not None and theirs is not None:
            assert (mine < theirs) == ((found[one] or 0) < (found[other] or 0))
    assert {key for key, place in found.items() if place is None} == {
        key for key, place in places.items() if place is None
    }


def test_the_title_goes_before_the_place_when_issues_are_found_again() -> None:
    now = [Named("a", "Eten", "k", 2), Named("b", "Koffie", "k", 1), Named("c", "Eten", "other", 3)]
    before = [Named("x", "Eten", "k", 5), Named("y", "Soep", "k", 1), Named("z", "Weg", "gone", 2)]
    assert found_again(now, before) == {"a": "x", "b": "y"}


@given(PLACED, PLACED)
def test_each_is_found_again_at_most_once_and_only_of_its_kind(now: list[Placed], before: list[Placed]) -> None:
    """And never both left over of one kind."""
    mine, theirs = ([Named(one.key, one.district, one.kind, 1) for one in rows] for rows in (now, before))
    pairs = found_again(mine, theirs)
    kinds, earlier = {one.key: one.kind for one in mine}, {one.key: one.kind for one in theirs}
    assert len(set(pairs.values())) == len(pairs)
    assert all(kinds[key] == earlier[other] for key, other in pairs.items())
    left = {kinds[key] for key in kinds.keys() - pairs.keys()}
    assert not left & {earlier[key] for key in earlier.keys() - set(pairs.values())}
