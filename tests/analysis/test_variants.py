"""Many variants solved side by side are what each is alone; a theme apart is what it is in the whole."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.test_coverage import problems

from wijkhart.analysis.coverage import Problem, check, network_of, of_themes, solve
from wijkhart.analysis.coverage import solving as solving_module
from wijkhart.analysis.coverage.fair import fair_flow, fair_shares
from wijkhart.analysis.coverage.solving import class_need, group_capacity, shares_in


@given(problems)
def test_a_theme_apart_has_the_shares_it_has_in_the_whole(problem: Problem) -> None:
    whole = solve(problem)
    for theme in problem.themes:
        rows = [index for index, row in enumerate(problem.rows) if row.theme == theme]
        apart = solve(of_themes(problem, [theme]))
        np.testing.assert_allclose(apart.share, whole.share[:, rows], atol=1e-6)
        np.testing.assert_array_equal(apart.reason, whole.reason[:, rows])


@given(problems, st.integers(0, 1000))
def test_variants_side_by_side_are_what_each_is_alone(problem: Problem, seed: int) -> None:
    rng = np.random.default_rng(seed)
    network = network_of(problem)
    for theme in network.themes:
        needs = class_need(problem, theme) * rng.uniform(0, 2, (4, theme.classes)).round(1)
        capacity = group_capacity(network, theme) * rng.uniform(0, 2, (4, theme.groups)).round(1)
        found = shares_in(needs, capacity, theme.arc_class, theme.arc_group)
        guessed = rng.uniform(0, 1, theme.classes).round(1)
        guided = shares_in(needs, capacity, theme.arc_class, theme.arc_group, like=guessed)
        np.testing.assert_allclose(guided, found, atol=1e-6)
        for need, room, shares in zip(needs, capacity, found, strict=True):
            alive = (need[theme.arc_class] > 0) & (room[theme.arc_group] > 0)
            alone = fair_shares(need, room, theme.arc_class[alive], theme.arc_group[alive])
            np.testing.assert_allclose(shares, alone, atol=1e-6)


@given(problems)
def test_the_order_of_the_arcs_changes_nothing(problem: Problem) -> None:
    network = network_of(problem)
    for theme in network.themes:
        need, room = class_need(problem, theme), group_capacity(network, theme)
        alive = need[theme.arc_class] > 0
        arcs = np.flatnonzero(alive)
        turned = arcs[::-1]
        one, flow = fair_flow(need, room, theme.arc_class[arcs], theme.arc_group[arcs])
        other, back = fair_flow(need, room, theme.arc_class[turned], theme.arc_group[turned])
        np.testing.assert_allclose(one, other, atol=1e-6)
        assert np.isclose(flow.sum(), back.sum())


def test_variants_are_solved_in_goes_when_there_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    needs, arcs = np.array([[10.0], [20.0], [4.0]]), np.array([0])
    monkeypatch.setattr(solving_module, "ARCS_AT_ONCE", 1)
    np.testing.assert_allclose(shares_in(needs, np.array([5.0]), arcs, arcs).ravel(), [0.5, 0.25, 1.0])


def test_a_chain_of_levels_is_taken_apart_to_the_end() -> None:
    """Class i can use nodes i and i + 1; places grow along the line, so every class has a level of its own."""
    count = 40
    need, capacity = np.full(count, 100.0), np.arange(1.0, count + 2)
    arc_class = np.repeat(np.arange(count), 2)
    arc_node = arc_class + np.tile([0, 1], count)
    shares, flow = fair_flow(need, capacity, arc_class, arc_node)
    assert (np.diff(shares) > -1e-9).all()
    np.testing.assert_allclose(np.bincount(arc_node, flow), capacity, rtol=1e-6)
    np.testing.assert_allclose(np.bincount(arc_class, flow), need * shares, rtol=1e-6)


@given(problems)
def test_every_plan_made_with_a_kept_network_passes_its_check(problem: Problem) -> None:
    assert check(problem, solve(problem, network=network_of(problem))) == []
