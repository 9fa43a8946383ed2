"""The case worked by hand in docs/algorithms/timetable.md, an oracle by trying everything, rules and bad input."""

from collections import Counter
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijkhart.analysis.timetable import (
    BadProblemError,
    Barred,
    ClashingPinsError,
    Closure,
    Companion,
    Goals,
    Plan,
    Problem,
    Request,
    Room,
    Session,
    Window,
    around,
    baseline,
    by_hand,
    check,
    compare,
    solve,
)
from wijkhart.analysis.timetable.blocks import Market
from wijkhart.analysis.timetable.bound import Bound
from wijkhart.analysis.timetable.checking import worth_of
from wijkhart.analysis.timetable.columns import columns_of

EVENING = ((72, 92),) * 7
MONDAY, TUESDAY, SUNDAY = 0, 1, 6


def room(key: str = "hall", place: str = "", seats: int = 40, **facts: Any) -> Room:
    return Room(key, place or f"place of {key}", seats, **{"opening": EVENING, **facts})


def at(day: int = TUESDAY, first: int = 76, last: int | None = None, *, wished: bool = True) -> Window:
    return Window(day, first, first if last is None else last, wished)


def request(key: str, *windows: Window, **facts: Any) -> Request:
    defaults: dict[str, Any] = {"kind": "subsidised", "times": 1, "length": 8, "size": 20, "ranks": ("hall",)}
    return Request(key, windows=windows or (at(),), **{"party": f"party of {key}", **defaults, **facts})


def by_hand_case() -> Problem:
    """One hall, open from 18.00 to 23.00; three want Tuesday evening."""
    return Problem(
        (room(),),
        (
            request("yoga", at(first=72, last=76), kind="commercial"),
            request("chess", at(first=76, last=78), at(first=74, last=79, wished=False)),
            request("choir", at(first=76), length=12, kind="non_subsidised"),
        ),
    )


def starts(plan: Plan) -> dict[str, list[tuple[str, int, int]]]:
    found: dict[str, list[tuple[str, int, int]]] = {}
    for one in plan.sessions:
        found.setdefault(one.request, []).append((one.room, one.day, one.start))
    return found


def test_the_case_worked_by_hand() -> None:
    """The choir (3 h, 2,400) has 19.00-22.00, not the chess club (2 h, 2,000); each has 310 for wish, rank, party."""
    problem = by_hand_case()
    plan = solve(problem)
    assert starts(plan) == {"choir": [("hall", TUESDAY, 76)]}
    assert (plan.points, plan.proven) == (2400 + 100 + 60 + 150, True)
    assert check(problem, plan) == []
    without = solve(replace(problem, requests=problem.requests[:2]))
    assert (list(starts(without)), without.points) == (["chess"], 2000 + 100 + 60 + 150)
    assert starts(baseline(problem))["chess"] == [("hall", TUESDAY, 76)]


def every_way(problem: Problem, asked: Request) -> list[tuple[Session, ...]]:
    """All sets of sessions one request could have."""
    columns = columns_of(problem)
    mine = [one for one in columns.sessions(problem, np.arange(len(columns))) if one.request == asked.key]
    return [way for number in range(asked.times + 1) for way in combinations(mine, number)]


def best_by_trying(problem: Problem) -> int:
    """The worth of the best plan, by trying every way of every request."""
    plans: list[tuple[Session, ...]] = [()]
    for asked in sorted(problem.requests, key=lambda one: one.companion is not None):
        ways = every_way(problem, asked)
        grown = (tuple(sorted(plan + way)) for plan in plans for way in ways)
        plans = [one for one in grown if not check(problem, Plan(one, worth_of(problem, one)))]
    return max(worth_of(problem, one) for one in plans)


@st.composite
def problems(draw: st.DrawFn, most: int = 3, width: int = 1) -> Problem:
    """Small rounds with all that a round can have."""
    weeks = draw(st.integers(1, 3))
    near = draw(st.sampled_from([frozenset[str](), frozenset({"hall"}), frozenset({"hall", "shed"})]))
    rooms = [
        room("hall", "centre", 30, held=(0, 0, draw(st.sampled_from([0.0, 0.5, 0.9])))),
        room("side", "centre", 15, setup=draw(st.integers(0, 1)), clearup=draw(st.integers(0, 1)), beside=near),
        room("both", "centre", 45, joins=("hall", "side")),
        room("shed", "garden", 20, barred=frozenset({("commercial", "evening")} if draw(st.booleans()) else ())),
    ]
    asked = [draw(requests_(f"r{number}", weeks, width)) for number in range(draw(st.integers(1, most)))]
    if len(asked) > 1 and draw(st.booleans()):
        companion = Companion(asked[-1].key, draw(st.sampled_from(["day", "after", "same"])))
        asked[0] = replace(asked[0], party=asked[-1].party, weeks=asked[-1].weeks, companion=companion)
    closures = draw(
        st.lists(
            st.builds(
                Closure,
                st.integers(0, weeks - 1),
                st.integers(0, 1),
                first=st.sampled_from([0, 78]),
                rooms=st.sampled_from([frozenset[str](), frozenset({"hall"})]),
            ),
            max_size=2,
        )
    )
    goals = Goals(
        edge=draw(st.integers(0, 9)), fair=draw(st.sampled_from([0, 150])), gap=draw(st.sampled_from([0, 40]))
    )
    return Problem(tuple(rooms), tuple(asked), goals, weeks=weeks, closures=tuple(closures))


@st.composite
def requests_(draw: st.DrawFn, key: str, weeks: int, width: int) -> Request:
    times = draw(st.integers(1, 2))
    windows = []
    for day in range(2):
        first = draw(st.integers(72, 84))
        windows.append(at(day, first, first + draw(st.integers(0, width)), wished=draw(st.booleans())))
    length, voice = draw(st.integers(3, 9)), draw(st.sampled_from(["", "quiet", "loud"]))
    return request(
        key,
        *windows,
        quiet=voice == "quiet",
        loud=voice == "loud",
        shortest=draw(st.sampled_from([0, length - 1])) if times == 1 else 0,
        party=draw(st.sampled_from(["a", "b"])),
        kind=draw(st.sampled_from(["subsidised", "non_subsidised", "commercial"])),
        times=times,
        length=length,
        size=draw(st.integers(5, 40)),
        ranks=draw(st.sampled_from([("hall",), ("side", "hall"), ("both",), ("shed", "centre"), ("centre",)])),
        at_least=draw(st.integers(1, times)),
        together=draw(st.booleans()),
        last=draw(st.sampled_from([None, "centre", "garden"])),
        may_share=draw(st.booleans()),
        barred=draw(
            st.sampled_from([(), (Barred(frozenset({"hall", "both"}), 0, 70, 80),), (Barred(frozenset({"shed"}), 1),)])
        ),
        bonus=draw(st.sampled_from([0, 300])),
        weeks=draw(st.sampled_from([frozenset[int](), frozenset({0}), frozenset({weeks - 1})])),
    )


@settings(max_examples=40, deadline=None)
@given(problem=problems())
def test_no_plan_is_worth_more(problem: Problem) -> None:
    """Against trying everything."""
    plan = solve(problem)
    assert check(problem, plan) == []
    assert plan.points == best_by_trying(problem)
    assert plan.proven


@settings(max_examples=25, deadline=None)
@given(problem=problems(most=9, width=6), seed=st.integers(0, 9))
def test_every_plan_keeps_the_rules(problem: Problem, seed: int) -> None:
    plan = solve(problem, seed=seed, rounds=2)
    assert check(problem, plan) == []
    assert check(problem, baseline(problem)) == []
    assert baseline(problem).points <= plan.points <= plan.bound
    assert solve(problem, seed=seed, rounds=2) == plan


@settings(max_examples=25, deadline=None)
@given(problem=problems(most=6, width=3), data=st.data())
def test_any_prices_give_a_bound(problem: Problem, data: st.DataObject) -> None:
    """Whatever room time costs, no plan passes it; and none with a variable passes the bound less its regret."""
    market = Market(problem, columns_of(problem))
    rng = np.random.default_rng(data.draw(st.integers(0, 999)))
    cells = rng.uniform(0, 300, market.space.shape) * (rng.random(market.space.shape) < 0.3)
    credit = rng.uniform(0, market.fair + 1e-9, int(market.party.max()) + 1)
    held = rng.uniform(0, 50, (market.space.number, market.space.shape[1], 3))
    held[..., ~np.isfinite(market.space.limit)] = 0
    bound = market.ask(cells, credit, held).bound
    plan = solve(problem)
    assert plan.points <= bound + 1e-6
    near = Bound(market)
    near.improve(plan.points, 40, lambda: True)
    random = market.regret(cells, credit, held)
    chosen = market.columns.find(problem, plan.sessions)
    for value, regret in ((bound, random), (near.value, near.regret())):
        for one in chosen:
            least = regret[market.blocks.column == one].min()
            assert plan.points <= value - least + 1e-6


def test_the_check_sees_every_rule() -> None:
    """Each rule broken once, by hand."""
    problem = Problem(
        (room(held=(0, 0, 0.8), barred=frozenset({("commercial", "evening")})), room("side", seats=5)),
        (request("a", at(), at(MONDAY), times=2, at_least=2, together=True, ranks=("hall", "side")), request("b")),
        pins=(Session("b", "hall", TUESDAY, 76),),
    )
    broken = {
        "at_least": [Session("a", "hall", TUESDAY, 76)],
        "together": [Session("a", "hall", TUESDAY, 76), Session("a", "side", MONDAY, 76)],
        "seats": [Session("a", "side", TUESDAY, 76)],
        "one_a_day": [Session("a", "hall", TUESDAY, 76), Session("a", "side", TUESDAY, 76)],
        "wished": [Session("a", "hall", TUESDAY, 77)],
        "opening": [Session("a", "hall", TUESDAY, 90)],
        "room_asked": [Session("b", "side", TUESDAY, 76)],
        "clash": [Session("a", "hall", TUESDAY, 76), Session("b", "hall", TUESDAY, 76)],
        "held": [Session("a", "hall", d, 76) for d in range(4)],
        "pinned": [],
        "known": [Session("c", "hall", TUESDAY, 76)],
    }
    for rule, sessions in broken.items():
        assert rule in {one.rule for one in check(problem, Plan(tuple(sessions), 0))}, rule
    yoga = Problem(problem.rooms, (request("y", kind="commercial", needs=frozenset({"stage"})),))
    rules = {one.rule for one in check(yoga, Plan((Session("y", "hall", TUESDAY, 76),), 0))}
    assert {"barred", "needs"} <= rules
    asked = request("q", barred=(Barred(frozenset({"side"}), TUESDAY, 80, 90),), ranks=("hall", "side"))
    kept_out = Problem((room(), room("side")), (asked,))
    told = {
        (key, day, start): [one.rule for one in check(kept_out, Plan((Session("q", key, day, start),), 0))]
        for key, day, start in (("side", TUESDAY, 76), ("side", TUESDAY, 72), ("hall", TUESDAY, 76))
    }
    assert ["barred" in rules for rules in told.values()] == [True, False, False], "two hours from 19.00 and from 18.00"
    with pytest.raises(BadProblemError, match="barred_in_known_rooms"):
        Problem((room(),), (replace(asked, ranks=("hall",)),))
    assert check(Problem((), ()), Plan((), 0, bound=-1))[0].rule == "bound"


def test_joined_rooms_take_their_spaces() -> None:
    rooms = (room("hall", "centre"), room("side", "centre"), room("both", "centre", 80, joins=("hall", "side")))
    asked = (request("big", size=60, ranks=("both",)), request("a"), request("b", ranks=("side",)))
    assert sorted(starts(solve(Problem(rooms, asked)))) == ["a", "b"]
    assert sorted(starts(solve(Problem(rooms, (replace(asked[0], bonus=9999), *asked[1:]))))) == ["big"]


def test_groups_share_while_the_seats_last() -> None:
    shares = [request(f"r{n}", size=size, may_share=True) for n, size in enumerate((20, 12, 8, 1))]
    plan = solve(Problem((room(seats=40),), tuple(shares)))
    assert sorted(starts(plan)) == ["r0", "r1", "r2"]
    alone = replace(shares[1], may_share=False)
    assert len(solve(Problem((room(seats=40),), (shares[0], alone))).sessions) == 1


def test_set_up_and_clear_up_lie_between_sessions_and_within_the_opening() -> None:
    asked = (request("a", at(first=72, last=92)), request("b", at(first=72, last=92)))
    assert len(solve(Problem((room(clearup=4),), asked)).sessions) == 1
    plan = solve(Problem((room(setup=1, clearup=1),), asked))
    assert sorted(one.start for one in plan.sessions) in ([73, 83], [73, 82], [73, 81]) or len(plan.sessions) == 2


def test_the_public_order_of_kinds() -> None:
    """No commercial hour is worth a subsidised one, whatever its wishes, ranks and last place are."""
    yoga = request("yoga", kind="commercial", last="place of hall", length=8)
    plain = request("chess", at(wished=False), ranks=("x1", "x2", "x3", "hall"))
    rooms = (room(), *(room(key, seats=1) for key in ("x1", "x2", "x3")))
    assert list(starts(solve(Problem(rooms, (yoga, plain))))) == ["chess"]


def test_nobody_loses_all_to_one_party() -> None:
    """Three of one party and one of another want two evenings: each party has one."""
    evenings = [at(day, 72, 84) for day in (MONDAY, TUESDAY)]
    big = [request(f"big{n}", *evenings, party="big", length=16) for n in range(3)]
    small = request("small", *evenings, length=16)
    assert "small" in starts(solve(Problem((room(),), (*big, small))))


def test_one_room_for_all_sessions_is_worth_something() -> None:
    days = (at(MONDAY), at(TUESDAY))
    problem = Problem((room("hall", "p"), room("side", "p")), (request("a", *days, times=2, ranks=("p",)),))
    assert len({one.room for one in solve(problem).sessions}) == 1


def test_the_whole_season_is_judged() -> None:
    """Monday is closed in three of four weeks, so Tuesday is better though Monday is wished."""
    closed = tuple(Closure(week, MONDAY) for week in range(3))
    asked = request("a", at(MONDAY), at(TUESDAY, wished=False))
    assert starts(solve(Problem((room(),), (asked,), weeks=4, closures=closed)))["a"] == [("hall", TUESDAY, 76)]
    assert starts(solve(Problem((room(),), (asked,), weeks=4)))["a"] == [("hall", MONDAY, 76)]


def test_two_halves_of_a_season_use_one_slot() -> None:
    halves = [request(f"r{n}", weeks=frozenset(weeks)) for n, weeks in enumerate(([0, 1], [2, 3], [3]))]
    plan = solve(Problem((room(),), tuple(halves), weeks=4))
    assert sorted(starts(plan)) == ["r0", "r1"]


def test_the_hour_that_the_clock_skips_is_lost_in_that_week_only() -> None:
    night = room(opening=((0, 96),) * 7)
    asked = request("party", Window(SUNDAY, 4, 4))
    problem = Problem((night,), (asked,), weeks=10, closures=(Closure(3, SUNDAY, 8, 12),))
    assert solve(problem).points == 9 * (2000 + 160) + 10 * 150


def test_pins_stand_and_the_rest_moves_as_little_as_can_be() -> None:
    rooms = (room(), room("side"))
    asked = tuple(request(f"r{n}", at(first=72, last=84), ranks=("hall", "side")) for n in range(4))
    problem = Problem(rooms, asked)
    before = solve(problem)
    moved = next(one for one in before.sessions if one.room == "hall")
    pin = replace(moved, room="side", start=84)
    again = around(problem, before, (pin,))
    after = solve(again)
    assert pin in after.sessions
    assert check(again, after) == []
    found = compare(problem, before, after)
    assert not found.lost
    assert len(found.changed) <= 2
    assert found.points <= 0


def test_a_move_by_hand_shows_what_it_breaks() -> None:
    problem = Problem((room(),), (request("a", at(first=72, last=84)), request("b", at(first=72, last=84))))
    plan = solve(problem)
    first, second = plan.sessions
    moved, broken = by_hand(problem, plan, first, replace(first, start=second.start))
    assert [one.rule for one in broken] == ["clash"]
    assert by_hand(problem, plan, first, first) == (Plan(plan.sessions, plan.points), [])
    assert Counter(one.request for one in moved.sessions) == {"a": 1, "b": 1}


@pytest.mark.parametrize(
    ("pins", "rule", "number"),
    [
        ((("a", "hall", 1, 76), ("b", "hall", 1, 80), ("c", "hall", 0, 76)), "clash", 2),
        ((("a", "hall", 1, 72), ("c", "hall", 0, 76)), "wished", 1),
        ((("a", "hall", 1, 76), ("a", "hall", 0, 76)), "times", 2),
        ((("c", "side", 0, 76),), "room_asked", 1),
    ],
)
def test_pins_that_clash_are_named(pins: tuple[tuple[str, str, int, int], ...], rule: str, number: int) -> None:
    asked = (request("a", at(first=76, last=80), at(0)), request("b", at(first=80)), request("c", at(0)))
    problem = Problem((room(), room("side")), asked, pins=tuple(Session(*one) for one in pins))
    with pytest.raises(ClashingPinsError) as caught:
        solve(problem)
    assert (caught.value.breach.rule, len(caught.value.pins)) == (rule, number)


@pytest.mark.parametrize(
    ("make", "rule"),
    [
        (lambda: room(opening=((0, 0),)), "opening_per_day"),
        (lambda: room(seats=0), "seats_above_0"),
        (lambda: room(held=(0, 0, 2)), "held_is_a_share"),
        (lambda: Window(7, 0, 0), "day_of_the_week"),
        (lambda: request("a", length=97), "length_within_the_day"),
        (lambda: request("a", ranks=()), "a_room_or_elsewhere"),
        (lambda: Goals(wished=-1), "points_not_negative"),
        (lambda: Problem((room(), room()), ()), "rooms_once"),
        (lambda: Problem((room(),), (request("a", ranks=("nowhere",)),)), "ranks_are_known"),
        (lambda: Problem((room(joins=("x",)),), ()), "joins_are_smallest_spaces"),
        (lambda: Problem((room(),), (), pins=(Session("x", "hall", 0, 0),)), "pin_is_known"),
        (lambda: Problem((room(),), (), closures=(Closure(1, 0),)), "weeks_of_the_season"),
    ],
)
def test_bad_input_names_its_rule(make: Any, rule: str) -> None:
    with pytest.raises(BadProblemError) as caught:
        make()
    assert caught.value.rule == rule


def test_stopping_leaves_the_last_good_plan() -> None:
    asked = tuple(request(f"r{n}", *(at(day, 72, 84) for day in range(5)), times=2, ranks=("hall",)) for n in range(30))
    problem = Problem((room(),), asked)
    seen: list[Plan] = []

    def twice(now: Plan) -> bool:
        seen.append(now)
        return len(seen) < 2

    plan = solve(problem, rounds=50, keep_going=twice)
    assert plan.rounds <= 2
    assert check(problem, plan) == []
    assert check(problem, solve(problem, seconds=0)) == []
