"""Advice on white spots, checked by solving again with the change: dual values, one more group, what would close."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.test_coverage import by_hand, made_up, row, supply

from wijkhart.analysis.coverage import PARTS, WHOLE, Plan, Problem, Supply, Venue, network_of, solve
from wijkhart.analysis.coverage.closing import Closing, closings
from wijkhart.analysis.coverage.helping import helps
from wijkhart.analysis.coverage.ways import CLOSED, NEED_STEP, REACHES
from wijkhart.analysis.coverage.worth import worth

towns = st.builds(made_up, st.integers(0, 10**6), st.integers(1, 25), st.integers(1, 10))


def more(problem: Problem, node: int, plan: Plan, places: float) -> Problem:
    """With more places at one node, alone for its own theme: a copy of the service with only those places."""
    own = problem.supply[plan.nodes.supply[node]]
    given = tuple(places if part == plan.nodes.part[node] else 0.0 for part in range(3))
    theme = problem.themes[plan.nodes.theme[node]]
    extra = replace(own, key="more", places=(given[0], given[1], given[2]), themes=frozenset({theme}))
    return replace(problem, supply=(*problem.supply, extra))


def test_dual_values_of_the_case_by_hand() -> None:
    """Coffee is full: a place serves one senior. Lunch too. Evening: half a place a week, so two carers a place."""
    problem = by_hand()
    plan = solve(problem)
    values = worth(plan)
    by_supply = {problem.supply[s].key: value for s, value in zip(plan.nodes.supply, values.people, strict=True)}
    assert [round(by_supply[one.key], 6) for one in problem.supply[:4]] == [1, 1, 2, 0]
    lunch = int(np.flatnonzero(plan.nodes.supply == 1)[0])
    np.testing.assert_allclose(values.here(plan, lunch)[:, 0], [20 / 60, 40 / 60, 0])


@given(towns)
@settings(max_examples=60, deadline=None)
def test_a_dual_value_is_what_solving_with_a_little_more_gives(problem: Problem) -> None:
    plan = solve(problem)
    values, step = worth(plan), 1e-3
    for node in range(plan.nodes.capacity.size):
        again = solve(more(problem, node, plan, step))
        gain = (again.served - plan.served) / step
        np.testing.assert_allclose(gain.sum(), values.people[node], atol=0.02)
        np.testing.assert_allclose(gain, values.here(plan, node), atol=0.02)


@given(towns)
@settings(max_examples=40, deadline=None)
def test_one_whole_place_more_is_used_just_where_the_dual_value_says_so(problem: Problem) -> None:
    plan = solve(problem)
    values = worth(plan)
    for node in range(plan.nodes.capacity.size):
        gained = solve(more(problem, node, plan, 1.0)).used.sum() - plan.used.sum()
        assert gained <= 1 + 1e-4
        assert (gained > 1e-4) == (values.people[node] > 0)


@given(towns, st.integers(0, 1000))
@settings(max_examples=40, deadline=None)
def test_what_a_group_helps_is_what_solving_with_it_gives(problem: Problem, seed: int) -> None:
    rng = np.random.default_rng(seed)
    venues = [Venue(str(i), *rng.uniform(0, 3000, 2)) for i in range(3)]
    plan = solve(problem)
    for one in helps(problem, plan, venues, places=7, count=2):
        need, venue = problem.rows[one.row], venues[one.venue]
        part = PARTS.index(min(need.parts))
        places = [7.0 if number == part else 0.0 for number in range(3)]
        group = supply(
            "group", (places[0], places[1], places[2]), themes={need.theme}, groups={need.group}, x=venue.x, y=venue.y
        )
        again = solve(replace(problem, supply=(*problem.supply, group)))
        rows = [index for index, other in enumerate(problem.rows) if other.theme == need.theme]
        assert abs(again.served[one.area, one.row] - plan.served[one.area, one.row] - one.here) < 1e-3
        assert abs((again.served - plan.served)[:, rows].sum() - one.everywhere) < 1e-3


def test_the_venue_is_where_most_people_here_lack_a_place() -> None:
    problem = Problem([0, 100, 2000], [0, 0, 0], [0, 0, 1], ("WK1", "WK2"), (row(),), [[3], [4], [50]], ())
    venues = (Venue("far", 2000, 0), Venue("near", 50, 0), Venue("edge", 850, 0))
    found = helps(problem, solve(problem), venues)
    assert [(one.area, venues[one.venue].key) for one in found] == [(0, "near"), (1, "far")]
    assert found[0].metres == 50
    assert helps(problem, solve(problem), venues, chosen={(1, 0)})[0].area == 1
    assert helps(problem, solve(problem), ()) == []


def changed(problem: Problem, closing: Closing, kind: str, steps: int) -> Problem:
    """The problem with one kind of change, so many steps more (or, below 0, fewer) than the answer."""
    if kind == "need":
        factor = (closing.need or 0) - steps * NEED_STEP
        people = problem.people.copy()
        people[problem.area == closing.area, closing.row] *= factor
        return replace(problem, people=people)
    if kind == "own":
        return _own(problem, closing, (closing.own or 0) + steps)
    theme = problem.rows[closing.row].theme
    if kind == "reach":
        own = problem.rows[closing.row]
        times = REACHES.index(round((closing.reach or 0) / own.reach * 8) / 8) + steps
        longer = replace(own, reach=own.reach * (REACHES[times] if times >= 0 else 1))
        return replace(problem, rows=tuple(longer if r == closing.row else one for r, one in enumerate(problem.rows)))
    index = closing.supply if kind == "places" else closing.open_supply
    assert index is not None
    amount = (closing.extra if kind == "places" else closing.open_places) or 0
    part = closing.part if kind == "places" else closing.open_part
    return _with(problem, index, theme, PARTS.index(part or ""), amount + steps)


def _with(problem: Problem, index: int, theme: str, part: int, places: float) -> Problem:
    given_places = [places if number == part else 0.0 for number in range(3)]
    extra = replace(
        problem.supply[index], key="extra", places=(given_places[0], given_places[1], given_places[2]),
        themes=frozenset({theme}),
    )  # fmt: skip
    return replace(problem, supply=(*problem.supply, extra) if places > 0 else problem.supply)


def _own(problem: Problem, closing: Closing, places: float) -> Problem:
    """Something new for these people only: it comes home to their area and group."""
    row = problem.rows[closing.row]
    part = PARTS.index(min(row.parts))
    given_places = [places if number == part else 0.0 for number in range(3)]
    at_home = Supply(
        "own", (given_places[0], given_places[1], given_places[2]), frozenset({row.theme}), frozenset({row.group}),
        area=closing.area,
    )  # fmt: skip
    return replace(problem, supply=(*problem.supply, at_home) if places > 0 else problem.supply)


def closed(problem: Problem, closing: Closing) -> bool:
    """By a solve of the whole, apart from how the answer was found."""
    plan = solve(problem)
    here = (problem.area == closing.area) & (problem.people[:, closing.row] > 0)
    can = plan.label[:, closing.row] >= 0
    all_served = bool((plan.share[here & can, closing.row] > 1 - 1e-6).all())
    return all_served and problem.people[here & ~can, closing.row].sum() < CLOSED


def kinds(closing: Closing) -> list[str]:
    have = {
        "need": closing.need, "places": closing.extra, "hours": closing.open_places, "reach": closing.reach,
        "own": closing.own,
    }  # fmt: skip
    return [kind for kind, value in have.items() if value is not None]


@given(towns)
@settings(max_examples=80, deadline=None)
def test_each_change_closes_the_spot_and_one_step_less_does_not(problem: Problem) -> None:
    plan = solve(problem)
    for closing in closings(problem, plan):
        for kind in kinds(closing):
            assert closed(changed(problem, closing, kind, 0), closing), kind
            assert not closed(changed(problem, closing, kind, -1), closing), kind


def test_something_was_there_to_close() -> None:
    """The property above looks at enough changes of every kind to mean something."""
    counts = dict.fromkeys(("need", "places", "hours", "reach", "own"), 0)
    for seed in range(250):
        problem = made_up(seed, 12, 5)
        for closing in closings(problem, solve(problem)):
            for kind in kinds(closing):
                counts[kind] += 1
    assert min(counts.values()) >= 10, counts


def test_what_closes_the_case_by_hand() -> None:
    """Seniors need 100 places within reach of coffee and lunch, which have 60: 40 more close Oost, wherever they are.

    Something new for Oost alone needs 40 too: Oost keeps the 20 of coffee, and leaves lunch to the 40 of Midden. With
    a third of its 60 people (20, with the 40 of Midden just 60) it would close as well.
    """
    problem = by_hand()
    found = {(one.area, one.row): one for one in closings(problem, solve(problem))}
    oost, ver = found[0, 0], found[2, 0]
    assert (oost.extra, oost.open_places, oost.own) == (40, 40, 40)
    assert (oost.need, oost.reach) == (0.33, None)
    assert (ver.extra, ver.need, ver.reach, ver.own) == (None, None, None, 30)
    assert oost.supply is not None
    assert problem.supply[oost.supply].key in {"koffie", "lunch"}


@pytest.mark.parametrize("offers", [(), (supply("home", (4, 0, 0), area=WHOLE),), (supply("shut", (0, 0, 0)),)])
def test_no_supply_all_at_home_or_capacity_zero_are_no_trouble(offers: tuple[object, ...]) -> None:
    problem = Problem([0, 50], [0, 0], [0, 1], ("WK1", "WK2"), (row(),), [[9], [0]], offers)  # type: ignore[arg-type]
    plan = solve(problem)
    assert worth(plan).people.size == plan.nodes.capacity.size
    [found] = closings(problem, plan)
    assert (found.area, found.row, found.reach) == (0, 0, None)
    assert found.own == (5 if plan.served[0, 0] else 9)
    assert helps(problem, plan, (Venue("v", 0, 0),))[0].here == pytest.approx(5 if plan.served[0, 0] else 9)


def test_nobody_in_need_gets_no_advice() -> None:
    problem = Problem([0], [0], [0], ("WK1",), (row(),), [[0]], (supply("club", (5, 0, 0)),))
    plan = solve(problem)
    assert closings(problem, plan) == []
    assert helps(problem, plan, (Venue("v", 0, 0),)) == []
    assert worth(plan, network=network_of(problem)).people.tolist() == [0]
