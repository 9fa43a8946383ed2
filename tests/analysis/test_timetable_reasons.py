"""Reasons of refusal, each checked by solving again with the plan pinned."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings

from wijkhart.analysis.timetable import (
    Barred,
    Change,
    Closure,
    Plan,
    Problem,
    Reason,
    Request,
    Session,
    Window,
    apply_change,
    check,
    displaced,
    in_full,
    misfits,
    reasons,
    solve,
)

from .test_timetable import MONDAY, TUESDAY, at, by_hand_case, problems, request, room


def has_more(problem: Problem, plan: Plan, key: str, granted: int) -> bool:
    """Whether the request gets more with all else pinned; the others ask no more than they have."""
    stand = Counter(one.request for one in plan.sessions)
    others = (one for one in problem.requests if one.key == key or stand[one.key])
    requests = tuple(
        one if one.key == key else replace(one, times=stand[one.key], at_least=stand[one.key]) for one in others
    )
    kept = {one.key for one in requests}
    alone = (one if one.companion is None or one.companion.request in kept else _alone(one) for one in requests)
    again = replace(problem, requests=tuple(alone), pins=plan.sessions, standing=())
    return Counter(one.request for one in solve(again, rounds=0).sessions)[key] > granted


def what_about(problem: Problem, plan: Plan, reason: Reason) -> tuple[Problem, Plan, int]:
    """What a reason is about: sessions that are not there, or those that are shorter than asked."""
    if reason.granted < reason.asked:
        return problem, plan, reason.granted
    full, left = in_full(problem, plan, reason.request)
    return full, left, sum(one.request == reason.request for one in left.sessions)


def _alone(request: Request) -> Request:
    """The request when its companion has nothing: what it has not yet, it cannot have."""
    return replace(request, companion=None, windows=(), times=1, at_least=1)


def smaller(problem: Problem, key: str, change: Change) -> Problem | None:
    """The problem with every change of this kind that is one step smaller."""
    old = problem.request_of[key]
    if change.kind == "shift":
        less = change.amount - 1
        wider = (Window(one.day, max(0, one.first - less), min(95, one.last + less), one.wished) for one in old.windows)
        new: Request = replace(old, windows=tuple(wider))
    elif change.kind == "shorter":
        new = replace(old, shortest=old.length - change.amount + 1)
    else:
        return problem if change.amount == 1 else None
    return replace(problem, requests=tuple(new if one.key == key else one for one in problem.requests))


def test_chess_hears_why_and_what_would_do() -> None:
    """The choir has 19.00-22.00: chess (2 h) fits at no start of Tuesday; another day would do.

    Half an hour is left from 18.30 too, a quarter of what was asked: that is not said.
    """
    problem = by_hand_case()
    plan = solve(problem)
    chess = next(one for one in reasons(problem, plan) if one.request == "chess")
    assert (chess.asked, chess.granted, chess.needed, chess.never) == (1, 0, 1, False)
    assert chess.rules == (("taken", 6),)
    assert chess.competitors == (("choir", 6),)
    assert chess.alone == ("choir",)
    assert [(one.kind, one.amount) for one in chess.changes] == [("day", 1)]
    assert {one.day for one in chess.alternatives} & {MONDAY, 2}
    assert displaced(reasons(problem, plan)) == {"choir": ("yoga", "chess")}


@pytest.mark.parametrize(("begins", "shortest", "told"), [(80, 0, 4), (79, 0, 0), (80, 6, 0), (80, 8, 0)])
def test_shorter_is_said_up_to_half_and_not_to_who_told_what_is_useful(begins: int, shortest: int, told: int) -> None:
    """Chess wants 19.00-21.00 and the choir has the hall from 20.00 (or 19.45): an hour is half, less is not said."""
    chess = request("chess", at(TUESDAY, 76), shortest=shortest)
    choir = request("choir", at(TUESDAY, begins), length=12)
    problem = Problem((room(),), (chess, choir))
    plan = Plan((Session("choir", "hall", TUESDAY, begins),), 0)
    (found,) = reasons(problem, plan)
    assert [one.amount for one in found.changes if one.kind == "shorter"] == ([told] if told else [])


def test_a_shift_is_told_in_quarters() -> None:
    problem = Problem((room(),), (request("a"), request("b", bonus=50)))
    plan = solve(problem)
    reason = reasons(problem, plan)[0]
    assert reason.request == "a"
    first = reason.changes[0]
    assert (first.kind, first.amount, first.sessions[0].start) == ("shift", 8, 84)


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        (request("a", length=30), "opening"),
        (request("a", size=99), "seats"),
        (request("a", needs=frozenset({"stage"})), "needs"),
        (request("a", kind="commercial"), "barred"),
        (request("a", barred=(Barred(frozenset({"hall"}), TUESDAY),)), "barred"),
        (request("a", at(3)), "closed"),
    ],
)
def test_what_no_plan_can_place(asked: Request, rule: str) -> None:
    """Too long, too many people, a thing no room has, not of this concept, the only day is a holiday."""
    hall = room(barred=frozenset({("commercial", "evening")}))
    problem = Problem((hall,), (asked,), closures=(Closure(0, 3),))
    (found,) = misfits(problem)
    assert found.rules[0][0] == rule
    assert found.never
    assert solve(problem).sessions == ()


def test_what_is_held_back_is_a_reason() -> None:
    problem = Problem((room(held=(0, 0, 1.0)),), (request("a"),))
    assert reasons(problem, solve(problem))[0].rules == (("held", 1),)


@settings(max_examples=40, deadline=None)
@given(problem=problems(most=7, width=2))
def test_each_change_places_it_and_a_smaller_one_does_not(problem: Problem) -> None:
    plan = solve(problem, rounds=1)
    assert check(problem, plan) == []
    for reason in reasons(problem, plan):
        about, left, granted = what_about(problem, plan, reason)
        for change in reason.changes:
            changed = apply_change(about, reason.request, change)
            assert has_more(changed, left, reason.request, granted), change
            less = smaller(about, reason.request, change)
            assert less is None or not has_more(less, left, reason.request, granted), change


@settings(max_examples=25, deadline=None)
@given(problem=problems(most=6, width=2))
def test_who_alone_stands_in_the_way_does(problem: Problem) -> None:
    plan = solve(problem, rounds=1)
    for reason in reasons(problem, plan):
        about, stands, granted = what_about(problem, plan, reason)
        for key in reason.alone:
            left = Plan(tuple(one for one in stands.sessions if one.request != key), 0)
            others = tuple(
                replace(one, companion=None) if one.companion and one.companion.request == key else one
                for one in about.requests
                if one.key != key
            )
            assert has_more(replace(about, requests=others), left, reason.request, granted)


def test_alternatives_are_free_and_the_nearest_first() -> None:
    problem = Problem((room(), room("side")), (request("a"), request("b", bonus=50)))
    plan = solve(problem)
    others = reasons(problem, plan)[0].alternatives
    assert [(one.room, one.day, one.start) for one in others[:2]] == [("side", TUESDAY, 76), ("hall", TUESDAY, 84)]


FIRST = ("seats", "needs", "opening", "barred", "closed", "one_a_day", "together", "companion", "clash", "loud", "held")
TOLD = {"together": "one_a_day", "clash": "taken"}


def rules_by_trying(problem: Problem, plan: Plan, asked: Request) -> Counter[str]:
    """The first rule that each start breaks when its shortest useful session is put into the plan."""
    found = Counter[str]()
    starts = {(one.day, start) for one in asked.windows for start in range(one.first, one.last + 1)}
    shortest = asked.shortest if asked.shortest < asked.length else 0
    for hall in problem.rooms:
        if asked.elsewhere or {hall.key, hall.place} & set(asked.ranks):
            for day, start in starts:
                session = Session(asked.key, hall.key, day, start, shortest)
                with_it = Plan(tuple(sorted((*plan.sessions, session))), 0)
                broken = {one.rule for one in check(problem, with_it) if session in one.sessions}
                rule = next((one for one in FIRST if one in broken), "free")
                found[TOLD.get(rule, rule)] += 1
    return found


@settings(max_examples=40, deadline=None)
@given(problem=problems(most=6, width=2))
def test_the_rules_in_the_way_are_those_that_a_session_there_would_break(problem: Problem) -> None:
    """Against putting it at each start, one after the other."""
    plan = solve(problem, rounds=1)
    for reason in reasons(problem, plan):
        if reason.granted < reason.asked:
            tried = rules_by_trying(problem, plan, problem.request_of[reason.request])
            assert Counter(dict(reason.rules)) == tried
