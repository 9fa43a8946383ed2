"""The case worked by hand in docs/algorithms/overlaps.md, a plain oracle over all sets of services, and properties."""

from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkhart.analysis.coverage import (
    PARTS,
    PROPOSALS,
    WHOLE,
    FoundOverlap,
    NeedRow,
    Problem,
    Proposal,
    Supply,
    Venue,
    network_of,
    overlaps,
    solve,
)

MORNING = frozenset({"morning"})
EVERYBODY = frozenset({"everyone"})
MEETING = frozenset({"meeting"})


def supply(key: str, places: tuple[float, float, float] = (10, 0, 0), **facts: Any) -> Supply:
    themes, groups = facts.pop("themes", MEETING), facts.pop("groups", EVERYBODY)
    where = facts if "area" in facts else {"x": 0.0, "y": 0.0, **facts}
    return Supply(key, places, frozenset(themes), frozenset(groups), **where)


def row(group: str = "seniors", **facts: Any) -> NeedRow:
    defaults: dict[str, Any] = {"theme": "meeting", "weekly_places": 1.0, "reach": 800.0, "parts": MORNING}
    return NeedRow(group=group, **{**defaults, **facts})


def found_in(problem: Problem, **more: Any) -> tuple[FoundOverlap, ...]:
    return overlaps(problem, solve(problem), **more)


def keys_of(one: FoundOverlap) -> list[str]:
    return [service.key for service in one.services]


def by_hand() -> Problem:
    """Two wijken: three services for 45 places needed in Oost, and 50 seniors without any in Ver."""
    return Problem(
        x=[0, 300, 3000],
        y=[0, 0, 0],
        area=[0, 0, 1],
        areas=("Oost", "Ver"),
        rows=(row(parts=frozenset({"morning", "afternoon"})), row("carers", weekly_places=0.5)),
        people=[[30, 0], [10, 10], [50, 0]],
        supply=(
            supply("koffie", (20, 0, 0)),
            supply("spel", (10, 0, 0)),
            supply("soep", (20, 0, 0), x=300.0),
            supply("lezing", (0, 0, 10), x=3000.0),
        ),
    )


def test_the_case_worked_by_hand() -> None:
    (one,) = found_in(by_hand())
    assert (one.theme, one.group, one.groups, one.part) == ("meeting", "seniors", ("seniors", "carers"), "morning")
    assert (one.capacity, one.need, one.diameter, one.areas) == (50, pytest.approx(45), 300, (0,))
    assert [(service.key, service.capacity) for service in one.services] == [("koffie", 20), ("soep", 20), ("spel", 10)]
    np.testing.assert_allclose([service.used for service in one.services], [18, 18, 9], atol=1e-5)
    told = {proposal.kind: proposal for proposal in one.proposals}
    assert tuple(told) == PROPOSALS
    assert {proposal.service for proposal in one.proposals} == {"koffie"}
    np.testing.assert_allclose([told[kind].before for kind in PROPOSALS], 50, atol=1e-5)
    np.testing.assert_allclose([told[kind].after for kind in PROPOSALS], [50, 50, 160 / 3, 100 / 3], atol=1e-4)
    assert [(told[kind].part, told[kind].venue) for kind in PROPOSALS] == [
        ("morning", "soep"), ("afternoon", ""), ("morning", "lezing"), ("", ""),
    ]  # fmt: skip
    changed = [(change.area, change.row, change.before, change.after) for change in told["other_wijk"].changes]
    np.testing.assert_allclose(changed, [(0, 0, 40, 80 / 3), (0, 1, 10, 20 / 3), (1, 0, 0, 20)], atol=1e-4)
    assert told["share"].changes == ()
    assert told["stop"].places_before - told["stop"].places_after == pytest.approx(15, abs=1e-4)


def test_the_service_with_the_most_empty_places_moves_and_of_equal_ones_the_first_key() -> None:
    def mover(*offers: Supply) -> str:
        (one,) = found_in(Problem([0], [0], [0], ("WK1",), (row(),), [[10]], offers))
        return one.proposals[0].service

    assert mover(supply("a", (4, 0, 0)), supply("b", (16, 0, 0))) == "b"
    assert mover(supply("b", (8, 0, 0)), supply("a", (8, 0, 0))) == "a"


def test_three_coffee_mornings_in_one_building_are_one_overlap() -> None:
    """Two of them have fewer places than need; only the three together have more."""
    offers = tuple(supply(key, (4, 0, 0)) for key in "abc")
    (one,) = found_in(Problem([0], [0], [0], ("WK1",), (row(), row("carers")), [[6, 4]], offers))
    assert keys_of(one) == ["a", "b", "c"]
    assert one.groups == ("seniors", "carers")
    assert [proposal.kind for proposal in one.proposals] == ["other_part", "stop"]


def test_a_chain_along_a_street_is_cut_where_the_ends_are_too_far() -> None:
    """At 0, 700 and 1,400 metres: each within 800 of the next, the ends not of each other."""
    offers = tuple(supply(key, (40, 0, 0), x=x) for key, x in (("a", 0.0), ("b", 700.0), ("c", 1400.0)))
    found = found_in(Problem([0, 700, 1400], [0] * 3, [0] * 3, ("WK1",), (row(),), [[10]] * 3, offers))
    assert [keys_of(one) for one in found] == [["a", "b"]]
    assert found[0].diameter == 700


def test_what_comes_home_is_near_everything_in_its_own_area_only() -> None:
    rows, people = (row(),), [[10], [10]]
    visits = (supply("visit", (15, 0, 0), area=0), supply("club", (15, 0, 0)), supply("far", (15, 0, 0), x=9e4))
    (one,) = found_in(Problem([0, 9e4], [0, 0], [0, 1], ("WK1", "WK2"), rows, people, visits))
    assert keys_of(one) == ["club", "visit"]
    assert one.diameter == 0
    city = (supply("city", (15, 0, 0), area=WHOLE), supply("visit", (15, 0, 0), area=1))
    (one,) = found_in(Problem([0, 9e4], [0, 0], [0, 1], ("WK1", "WK2"), rows, people, city))
    assert keys_of(one) == ["city", "visit"]
    assert [proposal.kind for proposal in one.proposals] == ["other_part", "stop"]


@pytest.mark.parametrize(
    ("why", "offers"),
    [
        ("another theme", (supply("a", (20, 0, 0)), supply("b", (20, 0, 0), themes={"money"}))),
        ("another group", (supply("a", (20, 0, 0)), supply("b", (20, 0, 0), groups={"youth"}))),
        ("another part of day", (supply("a", (20, 0, 0)), supply("b", (0, 20, 0)))),
        ("hours nobody can come", (supply("a", (0, 0, 20)), supply("b", (0, 0, 20)))),
        ("too far", (supply("a", (20, 0, 0)), supply("b", (20, 0, 0), x=801.0))),
        ("as many places as need", (supply("a", (5, 0, 0)), supply("b", (5, 0, 0)))),
        ("capacity 0", (supply("a", (20, 0, 0)), supply("b", (0, 0, 0)))),
        ("no supply", ()),
    ],
)
def test_what_is_no_overlap(why: str, offers: tuple[Supply, ...]) -> None:
    assert found_in(Problem([0], [0], [0], ("WK1",), (row(),), [[10]], offers)) == (), why


def test_without_need_or_people_nothing_is_called_too_much() -> None:
    offers = (supply("a"), supply("b"))
    assert found_in(Problem([0], [0], [0], ("WK1",), (row(),), [[0]], offers)) == ()
    assert found_in(Problem([], [], [], (), (row(),), [], offers)) == ()
    assert found_in(Problem([], [], [], (), (), [], ())) == ()


def test_everything_at_home_can_only_change_its_hours_or_stop() -> None:
    offers = (supply("a", (20, 0, 0), area=0), supply("b", (20, 0, 0), area=0))
    (one,) = found_in(Problem([0], [0], [0], ("WK1",), (row(),), [[10]], offers), venues=[Venue("v", 0, 0)])
    assert [proposal.kind for proposal in one.proposals] == ["other_part", "stop"]


def test_the_other_part_of_day_is_the_one_that_serves_most() -> None:
    """Half of them can come in the evening too, nobody in the afternoon."""
    rows = (row(), row("carers", parts=frozenset({"morning", "evening"})))
    offers = (supply("a", (9, 0, 0)), supply("b", (9, 0, 0)))
    (one,) = found_in(Problem([0], [0], [0], ("WK1",), rows, [[5, 5]], offers))
    other = next(proposal for proposal in one.proposals if proposal.kind == "other_part")
    assert (other.part, other.after) == ("evening", pytest.approx(10))


def test_a_given_place_is_where_it_may_go() -> None:
    (one,) = found_in(by_hand(), venues=[Venue("buurthuis", 2900, 0), Venue("dichtbij", 0, 0)])
    other = next(proposal for proposal in one.proposals if proposal.kind == "other_wijk")
    assert (other.venue, other.x, other.y) == ("buurthuis", 2900, 0)


def test_another_wijk_is_another_wijk_even_when_more_people_wait_in_this_one() -> None:
    problem = by_hand()
    far = replace(problem, x=[0, 300, 3000, 6000], y=[0] * 4, area=[0, 0, 1, 0], people=[*problem.people, [90, 0]])
    (one,) = found_in(far, venues=[Venue("zelfde wijk", 6000, 0), Venue("andere wijk", 3000, 0)])
    assert [proposal.venue for proposal in one.proposals if proposal.kind == "other_wijk"] == ["andere wijk"]


def test_a_part_of_an_overlap_is_not_told_a_second_time_for_people_who_go_less_far() -> None:
    offers = (supply("a", (20, 0, 0)), supply("b", (20, 0, 0)), supply("c", (20, 0, 0), x=700.0))
    near = row("carers", reach=300.0)
    (one,) = found_in(Problem([0], [0], [0], ("WK1",), (row(), near), [[10, 10]], offers))
    assert keys_of(one) == ["a", "b", "c"]
    assert one.groups == ("seniors",)


def made_up(seed: int, services: int = 6) -> Problem:
    """A small municipality with more places than need here and there."""
    rng = np.random.default_rng(seed)
    rows = (
        row("seniors", reach=700.0, parts=frozenset({"morning", "afternoon"})),
        row("carers", reach=1100.0, weekly_places=2.0, parts=frozenset({"afternoon", "evening"})),
        row("seniors", theme="money", reach=900.0, weekly_places=0.25),
    )
    offers = []
    for index in range(services):
        themes = [{"meeting"}, {"money"}, {"meeting", "money"}][int(rng.integers(3))]
        groups = [EVERYBODY, frozenset({"seniors"}), frozenset({"carers"})][int(rng.integers(3))]
        places = rng.integers(0, 60, 3) * (rng.random(3) < 0.7)
        where: dict[str, Any] = {"x": float(rng.integers(0, 5) * 300), "y": float(rng.integers(0, 2) * 200)}
        if rng.random() < 0.15:
            where = {"area": int(rng.integers(-1, 2))}
        offers.append(supply(f"s{index}", tuple(places.tolist()), themes=themes, groups=groups, **where))
    return Problem(
        rng.uniform(0, 2000, 6), rng.uniform(0, 600, 6), rng.integers(0, 2, 6), ("WK1", "WK2"),
        rows, rng.integers(0, 12, (6, 3)), tuple(offers),
    )  # fmt: skip


class Oracle:
    """The definition, service by service and person by person."""

    def __init__(self, problem: Problem, theme: str, part: str) -> None:
        self.problem, self.theme, self.part = problem, theme, part
        self.offers = {one.key: one for one in problem.supply if theme in one.themes and self.places(one)}

    def places(self, one: Supply) -> float:
        return one.places[PARTS.index(self.part)] / len(one.themes)

    def area(self, one: Supply) -> int:
        if one.area is not None:
            return one.area
        metres = [np.hypot(self.problem.x[i] - one.x, self.problem.y[i] - one.y) for i in range(self.problem.x.size)]
        return int(self.problem.area[int(np.argmin(metres))])

    def apart(self, one: Supply, other: Supply) -> float:
        if one.area is None and other.area is None:
            assert one.x is not None and one.y is not None  # noqa: PT018
            assert other.x is not None and other.y is not None  # noqa: PT018
            return float(np.hypot(one.x - other.x, one.y - other.y))
        inside = self.area(one) == self.area(other) or WHOLE in (self.area(one), self.area(other))
        return 0.0 if inside else np.inf

    def can_use(self, point: int, need: NeedRow, one: Supply) -> bool:
        if need.theme != self.theme or self.part not in need.parts or not one.is_for(need.group):
            return False
        if one.area is not None:
            return one.area in (WHOLE, self.problem.area[point])
        assert one.x is not None and one.y is not None  # noqa: PT018
        return bool(np.hypot(self.problem.x[point] - one.x, self.problem.y[point] - one.y) <= need.reach)

    def need(self, keys: tuple[str, ...]) -> float:
        return sum(
            self.problem.people[point, index] * need.weekly_places
            for point in range(self.problem.x.size)
            for index, need in enumerate(self.problem.rows)
            if any(self.can_use(point, need, self.offers[key]) for key in keys)
        )

    def capacity(self, keys: tuple[str, ...]) -> float:
        return sum(self.places(self.offers[key]) for key in keys)

    def rows_for(self, keys: tuple[str, ...]) -> list[str]:
        """The groups that all are for, and whose reach is not less than the distance between any two."""
        far = max(self.apart(self.offers[one], self.offers[other]) for one, other in combinations(keys, 2))
        return [
            need.group
            for need in self.problem.rows
            if need.theme == self.theme and self.part in need.parts and far <= need.reach
            if all(self.offers[key].is_for(need.group) for key in keys)
        ]

    def overlap(self, keys: tuple[str, ...]) -> bool:
        return len(keys) > 1 and bool(self.rows_for(keys)) and 0 < self.need(keys) < self.capacity(keys)

    def sets(self) -> list[tuple[str, ...]]:
        keys = sorted(self.offers)
        return [chosen for size in range(2, len(keys) + 1) for chosen in combinations(keys, size)]


@pytest.mark.parametrize("seed", range(60))
def test_what_is_found_is_what_looking_at_every_set_finds(seed: int) -> None:
    problem = made_up(seed)
    found = found_in(problem)
    for theme in problem.themes:
        for part in PARTS:
            oracle = Oracle(problem, theme, part)
            mine = [one for one in found if (one.theme, one.part) == (theme, part)]
            right = {chosen for chosen in oracle.sets() if oracle.overlap(chosen)}
            assert {tuple(keys_of(one)) for one in mine} <= right
            taken = {key for one in mine for key in keys_of(one)}
            assert all(taken & set(chosen) for chosen in right if len(chosen) == 2)
            assert bool(mine) >= bool({chosen for chosen in right if len(chosen) == 2})
            everything = tuple(sorted(oracle.offers))
            if everything in right:
                assert [keys_of(one) for one in mine] == [list(everything)]
            for one in mine:
                keys = tuple(keys_of(one))
                assert one.need == pytest.approx(oracle.need(keys))
                assert one.capacity == pytest.approx(oracle.capacity(keys))
                assert sorted(one.groups) == sorted(oracle.rows_for(keys))


def test_the_made_up_towns_do_have_overlaps() -> None:
    """Otherwise the test above would be green because there is nothing to find."""
    found = [one for seed in range(60) for one in found_in(made_up(seed))]
    assert len(found) > 60
    assert {len(one.services) for one in found} >= {2, 3}
    assert {proposal.kind for one in found for proposal in one.proposals} == set(PROPOSALS)


def theme_of(problem: Problem, theme: str) -> Problem:
    """The whole problem with one theme only."""
    mine = [index for index, need in enumerate(problem.rows) if need.theme == theme]
    offers = [
        replace(one, places=tuple(one.per_theme().tolist()), themes=frozenset({theme}))
        for one in problem.supply
        if theme in one.themes
    ]
    rows = tuple(problem.rows[index] for index in mine)
    return replace(problem, rows=rows, people=problem.people[:, mine], supply=tuple(offers))


def carried_out(problem: Problem, one: FoundOverlap, proposal: Proposal) -> Problem:
    """The theme with the proposal carried out, nothing kept from before."""
    small, part, offers = theme_of(problem, one.theme), PARTS.index(one.part), []
    for offer in small.supply:
        places = list(offer.places)
        if offer.key == proposal.service:
            gone, places[part] = places[part], 0.0
            if proposal.part:
                elsewhere = [gone if name == proposal.part else 0.0 for name in PARTS]
                spot = {} if proposal.x is None else {"x": proposal.x, "y": proposal.y}
                offers.append(replace(offer, key="moved", places=tuple(elsewhere), **spot))
        offers.append(replace(offer, places=tuple(places)))
    return replace(small, supply=tuple(offers))


@pytest.mark.parametrize("seed", range(40))
def test_each_proposal_is_what_solving_the_whole_theme_anew_gives(seed: int) -> None:
    problem = made_up(seed, 9)
    for one in found_in(problem):
        before = solve(theme_of(problem, one.theme))
        mine = [index for index, need in enumerate(problem.rows) if need.theme == one.theme]
        for proposal in one.proposals:
            changed = carried_out(problem, one, proposal)
            after = solve(changed)
            assert proposal.before == pytest.approx(before.served.sum(), abs=1e-3)
            assert proposal.after == pytest.approx(after.served.sum(), abs=1e-3)
            assert proposal.places_after == pytest.approx(after.used.sum(), abs=1e-3)
            table = np.zeros_like(before.served)
            for change in proposal.changes:
                table[change.area, mine.index(change.row)] = change.after - change.before
            np.testing.assert_allclose(table, after.served - before.served, atol=0.02)
            assert sum(sum(offer.places) for offer in changed.supply) <= sum(
                sum(offer.places) for offer in theme_of(problem, one.theme).supply
            )


problems = st.builds(made_up, st.integers(0, 10**6), st.integers(2, 12))


@given(problems)
@settings(max_examples=60, deadline=None)
def test_stopping_never_uses_more_places_and_the_service_with_the_most_empty_places_moves(problem: Problem) -> None:
    for one in found_in(problem):
        used = {service.key: service.used for service in one.services}
        empty = {service.key: service.capacity - service.used for service in one.services}
        for proposal in one.proposals:
            assert empty[proposal.service] >= max(empty.values()) - 1e-2
            assert proposal.places_after <= proposal.places_before + 1e-3 or proposal.kind != "stop"
            lost = proposal.places_before - proposal.places_after
            assert lost <= used[proposal.service] + 1e-3
        assert one.proposals[-1].kind == "stop"


@given(problems, st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_the_data_changes_nothing(problem: Problem, chance: Any) -> None:
    offers = list(problem.supply)
    chance.shuffle(offers)
    points = list(range(problem.x.size))
    chance.shuffle(points)
    other = replace(
        problem, x=problem.x[points], y=problem.y[points], area=problem.area[points], people=problem.people[points],
        supply=tuple(offers),
    )  # fmt: skip
    first, second = found_in(problem), found_in(other)
    assert [(one.theme, one.part, keys_of(one), one.groups) for one in first] == [
        (one.theme, one.part, keys_of(one), one.groups) for one in second
    ]


def test_a_kept_network_changes_nothing() -> None:
    problem = made_up(3, 10)
    assert found_in(problem, network=network_of(problem)) == found_in(problem)
