"""Why one request got what it got, asked of a plan as it stands."""

from collections import defaultdict
from dataclasses import replace

from wijkhart.analysis.timetable import Plan, Problem, Reason, Request, Session, reasons
from wijkhart.seasons.queries.plans import Standing


def reason_for(standing: Standing, key: str) -> tuple[Problem, tuple[Reason, ...]] | None:
    """The reason of one request that has less than it asked, with the question; None when it does not take part."""
    asked = standing.problem.request_of.get(key)
    if asked is None:
        return None
    problem = alone_open(standing, asked)
    return problem, _of(key, reasons(problem, Plan(standing.plan.sessions, 0)))


def first_wish(standing: Standing, key: str) -> tuple[Problem, tuple[Reason, ...]] | None:
    """The same, as if the request asked only its first room or place at the hours that it wished.

    None when it got just that, or has no such wish. Its own sessions are set aside, so that they do not stand in its
    way: what is in the way then is what kept it from its first wish.
    """
    asked = standing.problem.request_of.get(key)
    if asked is None or has_first_wish(standing, asked):
        return None
    wished = tuple(window for window in asked.windows if window.wished)
    if not wished:
        return None
    named = asked.ranks[:1]
    narrow = replace(asked, windows=wished, ranks=named, elsewhere=not named, together=False, at_least=asked.times)
    others = tuple(one for one in standing.plan.sessions if one.request != key)
    problem = alone_open(Standing(standing.problem, Plan(others, 0)), narrow)
    return problem, _of(key, reasons(problem, Plan(others, 0)))


def _of(key: str, found: tuple[Reason, ...]) -> tuple[Reason, ...]:
    return tuple(one for one in found if one.request == key)


def has_first_wish(standing: Standing, asked: Request) -> bool:
    """Whether every session that was asked stands in the first room or place at wished hours."""
    mine = [one for one in standing.plan.sessions if one.request == asked.key]
    return len(mine) == asked.times and all(_as_wished(standing.problem, asked, one) for one in mine)


def _as_wished(problem: Problem, asked: Request, session: Session) -> bool:
    room = problem.room_of[session.room]
    first = not asked.ranks or asked.ranks[0] in (room.key, room.place)
    return first and any(
        window.wished and window.day == session.day and window.first <= session.start <= window.last
        for window in asked.windows
    )


def alone_open(standing: Standing, asked: Request) -> Problem:
    """The question in which only this request still asks something: others ask just what they have.

    Its reason is the same as in the whole question, because a reason is about the plan as it stands; it is found many
    times as fast.
    """
    keeps_to = asked.companion.request if asked.companion else ""
    granted = defaultdict[str, int](int)
    for one in standing.plan.sessions:
        granted[one.request] += 1
    others = (
        replace(
            one,
            times=granted[one.key] or one.times,
            at_least=min(one.at_least, granted[one.key] or one.times),
            companion=None,
        )
        for one in standing.problem.requests
        if (granted[one.key] or one.key == keeps_to) and one.key != asked.key
    )
    return replace(standing.problem, requests=(asked, *others), pins=(), standing=())
