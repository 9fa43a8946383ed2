"""A plan next to another: solving again around pins with the fewest changes, and what differs."""

from collections import defaultdict
from dataclasses import dataclass, replace

from .checking import Breach, check, worth_of
from .plan import Plan
from .problem import HOUR, KINDS, Problem, Session

STAY = 400
"""Points for a session that stays, when a plan is solved again: more than a wish, less than half an hour."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the second plan does otherwise: per request the sessions before and after, and hours by kind."""

    changed: tuple[tuple[str, tuple[Session, ...], tuple[Session, ...]], ...]
    gained: tuple[str, ...]
    """Requests with more sessions than before,"""
    lost: tuple[str, ...]
    """and with fewer."""
    hours: tuple[tuple[str, float, float], ...]
    points: int
    """How many more the second is worth, by the goals of the problem, staying put apart."""


def around(problem: Problem, plan: Plan, pins: tuple[Session, ...] = (), stay: int = STAY) -> Problem:
    """The problem with these pins (besides its own) in which what stood in the plan had better stay."""
    every = tuple(dict.fromkeys((*problem.pins, *pins)))
    return replace(problem, pins=every, standing=plan.sessions, goals=replace(problem.goals, stay=stay))


def compare(problem: Problem, before: Plan, after: Plan) -> Comparison:
    """What differs.

    >>> compare(Problem((), ()), Plan((), 0), Plan((), 0)).changed
    ()
    """
    old, new = _by_request(before), _by_request(after)
    keys = [one.key for one in problem.requests if old[one.key] != new[one.key]]
    plain = replace(problem, goals=replace(problem.goals, stay=0))
    return Comparison(
        tuple((key, old[key], new[key]) for key in keys),
        tuple(key for key in keys if len(new[key]) > len(old[key])),
        tuple(key for key in keys if len(new[key]) < len(old[key])),
        tuple((kind, _hours(problem, before, kind), _hours(problem, after, kind)) for kind in KINDS),
        worth_of(plain, after.sessions) - worth_of(plain, before.sessions),
    )


def by_hand(problem: Problem, plan: Plan, out: Session | None, into: Session | None) -> tuple[Plan, list[Breach]]:
    """The plan with one session taken out, put in or moved, and the rules that it then breaks."""
    sessions = {one for one in plan.sessions if one != out} | ({into} if into else set())
    known = all(one.request in problem.request_of and one.room in problem.room_of for one in sessions)
    ordered = tuple(sorted(sessions))
    moved = Plan(ordered, worth_of(problem, ordered) if known else 0)
    return moved, check(problem, moved)


def _by_request(plan: Plan) -> defaultdict[str, tuple[Session, ...]]:
    found: defaultdict[str, tuple[Session, ...]] = defaultdict(tuple)
    for one in plan.sessions:
        found[one.request] = (*found[one.request], one)
    return found


def _hours(problem: Problem, plan: Plan, kind: str) -> float:
    """Hours a week."""
    mine = (one for one in plan.sessions if problem.request_of[one.request].kind == kind)
    return sum(problem.length_of(one) / HOUR for one in mine)
