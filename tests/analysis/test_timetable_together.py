"""Quiet beside loud, companions, shorter sessions and pieces left over: each a case worked by hand."""

from dataclasses import replace

import numpy as np
import pytest

from wijkhart.analysis.timetable import (
    BadProblemError,
    Closure,
    Companion,
    Goals,
    Plan,
    Problem,
    Request,
    Session,
    apply_change,
    around,
    baseline,
    check,
    in_full,
    reasons,
    solve,
)
from wijkhart.analysis.timetable.blocks import Market
from wijkhart.analysis.timetable.columns import columns_of
from wijkhart.analysis.timetable.search import Search

from .test_timetable import MONDAY, TUESDAY, at, request, room, starts
from .test_timetable_reasons import has_more

ROOMS = (room("hall", beside=frozenset({"side"})), room("side"), room("far"))


def rules(problem: Problem, *sessions: Session) -> set[str]:
    return {one.rule for one in check(problem, Plan(sessions, 0))} - {"points", "bound"}


def test_what_is_quiet_has_nothing_loud_beside_it() -> None:
    """Drums in the side room at 19.00; who wants quiet in the hall has it two hours later, or not at all."""
    drums = request("drums", loud=True, ranks=("side",), bonus=50)
    quiet = request("quiet", at(first=76, last=84), quiet=True)
    problem = Problem(ROOMS, (drums, quiet))
    plan = solve(problem)
    assert starts(plan) == {"drums": [("side", TUESDAY, 76)], "quiet": [("hall", TUESDAY, 84)]}
    assert starts(baseline(problem)) == starts(plan)
    both = (Session("drums", "side", TUESDAY, 76), Session("quiet", "hall", TUESDAY, 83))
    assert rules(problem, *both) == {"loud"}
    only = Problem(ROOMS, (drums, replace(quiet, windows=(at(),))))
    (reason,) = reasons(only, solve(only))
    assert (reason.request, reason.rules, reason.alone) == ("quiet", (("loud", 1),), ("drums",))
    assert [(one.kind, one.amount) for one in reason.changes][:2] == [("shift", 8), ("room", 1)]


@pytest.mark.parametrize(
    ("first", "second", "rooms"),
    [
        ({"loud": True}, {}, ("side", "hall")),
        ({"loud": True}, {"loud": True}, ("side", "hall")),
        ({"loud": True}, {"quiet": True}, ("side", "far")),
        ({"loud": True, "weeks": frozenset({0})}, {"quiet": True, "weeks": frozenset({1})}, ("side", "hall")),
    ],
)
def test_only_quiet_minds_only_what_is_loud_and_near(
    first: dict[str, object], second: dict[str, object], rooms: tuple[str, str]
) -> None:
    asked = (request("a", ranks=rooms[:1], **first), request("b", ranks=rooms[1:], **second))
    assert len(solve(Problem(ROOMS, asked, weeks=2)).sessions) == 2


def test_a_joined_room_is_beside_what_its_spaces_are_beside() -> None:
    rooms = (*ROOMS, room("both", joins=("side", "far"), seats=80))
    asked = (request("quiet", quiet=True), request("fair", loud=True, ranks=("both",), size=60, bonus=9))
    assert list(starts(solve(Problem(rooms, asked)))) == ["fair"]


def test_quiet_and_loud_have_a_room_alone() -> None:
    shares = [request(name, may_share=True, size=5) for name in ("a", "b")]
    assert len(solve(Problem((room(),), tuple(shares))).sessions) == 2
    assert len(solve(Problem((room(),), (shares[0], replace(shares[1], loud=True)))).sessions) == 1


@pytest.mark.parametrize(("how", "start"), [("day", 72), ("after", 82), ("same", 74)])
def test_a_companion_is_on_the_same_evening(how: str, start: int) -> None:
    """The lesson is on Monday 18.30-20.30; the practice would rather be on Tuesday, but must be beside it."""
    lesson = request("lesson", at(MONDAY, 74), party="club")
    hours = (at(MONDAY, 72, 84, wished=False), at(TUESDAY, 72, 84))
    practice = request("practice", *hours, party="club", ranks=("far",), companion=Companion("lesson", how))
    problem = Problem(ROOMS, (practice, lesson))
    plan = solve(problem)
    ((_room, day, found),) = starts(plan)["practice"]
    assert day == MONDAY
    assert check(problem, plan) == []
    allowed = {"day": range(72, 85), "after": range(82, 85), "same": range(74, 75)}[how]
    assert found in allowed
    assert start in allowed
    apart = Session("practice", "far", MONDAY, 73)
    assert ("companion" in rules(problem, Session("lesson", "hall", MONDAY, 74), apart)) == (how != "day")
    assert rules(problem, Session("practice", "far", TUESDAY, 76)) == {"companion"}
    assert "practice" in starts(baseline(problem))


def test_who_waits_for_a_companion_hears_so() -> None:
    """The companion has nothing: no start will do, and none is to blame."""
    lesson = request("lesson", at(), party="club", kind="commercial")
    practice = request("practice", at(), party="club", ranks=("far",), companion=Companion("lesson"))
    problem = Problem(ROOMS, (lesson, practice, request("choir", bonus=5000)))
    reason = next(one for one in reasons(problem, solve(problem)) if one.request == "practice")
    assert (reason.rules, reason.changes, reason.never) == ((("companion", 1),), (), False)


def test_a_companion_is_not_placed_without_the_other_but_a_pin_is() -> None:
    lesson = request("lesson", at(), party="club")
    practice = request("practice", at(MONDAY), party="club", companion=Companion("lesson"))
    problem = Problem(ROOMS, (lesson, practice))
    assert list(starts(solve(problem))) == ["lesson"]
    pinned = replace(problem, pins=(Session("practice", "hall", MONDAY, 76),))
    plan = solve(pinned)
    assert sorted(starts(plan)) == ["lesson", "practice"]
    assert check(pinned, plan) == []


def test_a_shorter_session_is_solved_for() -> None:
    """Two hours are left on Tuesday; the choir asks three, and two are still useful: 20.00-22.00."""
    choir = request("choir", at(first=80), length=12, shortest=6)
    problem = Problem((room(opening=((72, 88),) * 7),), (choir,))
    plan = solve(problem)
    assert plan.sessions == (Session("choir", "hall", TUESDAY, 80, 8),)
    assert (plan.points, plan.proven) == (2000 + 100 + 60 + 150, True)
    assert solve(replace(problem, requests=(replace(choir, shortest=9),))).sessions == ()
    assert rules(problem, replace(plan.sessions[0], length=5)) == {"length"}
    (reason,) = reasons(problem, plan)
    assert (reason.granted, reason.shortened, reason.rules) == (1, 4, (("opening", 1),))
    full, left = in_full(problem, plan, "choir")
    shift = reason.changes[0]
    assert (shift.kind, shift.amount, shift.sessions[0].start) == ("shift", 4, 76)
    assert has_more(apply_change(full, "choir", shift), left, "choir", 0)


def test_a_pin_may_tell_the_length_that_was_asked() -> None:
    problem = Problem((room(),), (request("a", shortest=4),), pins=(Session("a", "hall", TUESDAY, 76, 8),))
    plan = solve(problem)
    assert plan.sessions == (Session("a", "hall", TUESDAY, 76),)
    assert check(problem, plan) == []
    short = replace(problem, pins=(Session("a", "hall", TUESDAY, 76, 5),))
    assert solve(short).sessions == short.pins


def test_a_shorter_session_stays_as_short_when_solved_again() -> None:
    problem = Problem((room(opening=((72, 80),) * 7),), (request("a", at(first=76), shortest=3),))
    plan = solve(problem)
    again = around(problem, plan)
    assert solve(again).points == plan.points + again.goals.stay


def test_pieces_between_two_sessions_cost_points() -> None:
    """Chess from 18.00 and yoga, which wishes 20.30 and can 20.00 or 21.00: half an hour between is worth a wish."""
    chess = request("chess", at(first=72))
    yoga = request("yoga", at(first=82), at(first=80, wished=False), kind="commercial")
    problem = Problem((room(),), (chess, yoga), Goals(gap=60))
    assert starts(solve(problem))["yoga"] == [("hall", TUESDAY, 82)]
    dear = replace(problem, goals=Goals(gap=101))
    plan = solve(dear)
    assert starts(plan)["yoga"] == [("hall", TUESDAY, 80)]
    apart = Plan((Session("chess", "hall", TUESDAY, 72), Session("yoga", "hall", TUESDAY, 82)), 0)
    assert check(dear, apart)[0].values[1] == plan.points + 100 - 2 * 2 - 101
    season = replace(dear, weeks=3, closures=(Closure(0, MONDAY),))
    assert solve(season).points == 3 * plan.points


def _club(**changed: object) -> tuple[Request, ...]:
    facts: dict[str, object] = {"party": "club", "companion": Companion("a"), **changed}
    return (request("a", party="club"), request("b", **facts))


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        (lambda: _club(party="other"), "companion_of_the_party"),
        (lambda: _club(companion=Companion("nobody")), "companion_of_the_party"),
        (lambda: _club(companion=Companion("b")), "companion_of_the_party"),
        (lambda: (replace(_club()[0], weeks=frozenset({0})), _club()[1]), "companion_in_all_weeks"),
        (lambda: _club(companion=Companion("a", "soon")), "companion_how"),
        (lambda: _club(shortest=9), "shortest_up_to_length"),
        (lambda: _club(quiet=True, loud=True), "quiet_or_loud"),
    ],
)
def test_bad_requests_name_their_rule(asked: object, rule: str) -> None:
    with pytest.raises(BadProblemError) as caught:
        Problem((room(),), asked(), weeks=2)  # type: ignore[operator]
    assert caught.value.rule == rule


def test_bad_rooms_and_pins_name_their_rule() -> None:
    with pytest.raises(BadProblemError, match="beside_smallest_spaces"):
        Problem((room(beside=frozenset({"x"})),), ())
    with pytest.raises(BadProblemError, match="pin_length"):
        Problem((room(),), (request("a"),), pins=(Session("a", "hall", 1, 76, 9),))


def test_what_two_rounds_found_in_the_same_room_is_taken_once() -> None:
    """Each round saw the hall free; only the first has it."""
    problem = Problem((room(),), (request("a"), request("b")))
    market = Market(problem, columns_of(problem))
    none = np.zeros(0, dtype=np.int64)
    regret = np.zeros(market.blocks.column.size)
    search = Search(market, none, np.random.default_rng(0), regret, np.zeros(1))
    for number in range(2):
        search.take(np.array([number]), np.flatnonzero(market.columns.request == number))
    assert market.columns.request[search.columns].tolist() == [0]
