"""A question of `analysis.timetable` as plain data and back: what stored plans were solved from."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any, Final

from wijkhart.analysis.timetable import Barred, Closure, Companion, Goals, Problem, Request, Room, Session, Window

METHOD: Final = "3"
"""Goes up when the same question would give another plan."""


def recipe_of(problem: Problem) -> dict[str, Any]:
    """The whole question as JSON, without pins and without the plan that stood: those belong to a plan."""
    number = {room.key: at for at, room in enumerate(problem.rooms)}
    return {
        "method": METHOD,
        "weeks": problem.weeks,
        "goals": asdict(problem.goals),
        "rooms": [
            {
                **{name: getattr(one, name) for name in ("key", "place", "seats", "setup", "clearup")},
                "opening": [list(day) for day in one.opening],
                "features": sorted(one.features),
                "joins": list(one.joins),
                "held": list(one.held),
                "beside": sorted(one.beside),
            }
            for one in problem.rooms
        ],
        "requests": [_request(one, number) for one in problem.requests],
        "closures": [
            [one.week, one.day, one.first, one.last, sorted(number[key] for key in one.rooms)]
            for one in problem.closures
        ],
    }


def _request(one: Request, number: dict[str, int]) -> dict[str, Any]:
    plain = ("key", "party", "kind", "times", "length", "size", "at_least", "bonus", "last", "shortest")
    flags = ("elsewhere", "together", "may_share", "quiet", "loud")
    return {
        **{name: getattr(one, name) for name in (*plain, *flags)},
        "windows": [[window.day, window.first, window.last, window.wished] for window in one.windows],
        "barred": [[sorted(number[key] for key in bar.rooms), bar.day, bar.first, bar.last] for bar in one.barred],
        "ranks": list(one.ranks),
        "needs": sorted(one.needs),
        "weeks": sorted(one.weeks),
        "companion": [one.companion.request, one.companion.how] if one.companion else None,
    }


def problem_of(recipe: dict[str, Any]) -> Problem:
    """The question again, equal in everything. Errors: BadProblemError when it cannot be asked any more."""
    rooms = tuple(
        Room(
            **{name: one[name] for name in ("key", "place", "seats", "setup", "clearup")},
            opening=tuple((opens, closes) for opens, closes in one["opening"]),
            features=frozenset(one["features"]),
            joins=tuple(one["joins"]),
            held=tuple(one["held"]),
            beside=frozenset(one["beside"]),
        )
        for one in recipe["rooms"]
    )
    return Problem(
        rooms,
        tuple(_asked(dict(one), rooms) for one in recipe["requests"]),
        Goals(**recipe["goals"]),
        weeks=recipe["weeks"],
        closures=tuple(
            Closure(week, day, first, last, frozenset(rooms[at].key for at in shut))
            for week, day, first, last, shut in recipe["closures"]
        ),
    )


def _asked(one: dict[str, Any], rooms: tuple[Room, ...]) -> Request:
    windows = tuple(Window(*window) for window in one.pop("windows"))
    barred = tuple(
        Barred(frozenset(rooms[at].key for at in kept_out), *hours) for kept_out, *hours in one.pop("barred", [])
    )
    ranks, needs, weeks = tuple(one.pop("ranks")), frozenset(one.pop("needs")), frozenset(one.pop("weeks"))
    told = one.pop("companion")
    companion = Companion(*told) if told else None
    return Request(**one, windows=windows, ranks=ranks, needs=needs, weeks=weeks, companion=companion, barred=barred)


def digest_of(recipe: dict[str, Any]) -> str:
    """SHA-256 of a question.

    >>> digest_of({"a": 1}) == digest_of({"a": 1}), digest_of({"a": 1}) == digest_of({"a": 2})
    (True, False)
    """
    return hashlib.sha256(json.dumps(recipe, sort_keys=True).encode()).hexdigest()


def widened(problem: Problem, sessions: Iterable[Session]) -> Problem:
    """The question in which these sessions are asked: a planner may put a group where it did not ask to be.

    A start that was not asked counts as one that can, a room that was not named as the last of the list, a session that
    is shorter as one that is still useful.
    """
    changed: dict[str, Request] = {}
    for one in sessions:
        request = changed.get(one.request) or problem.request_of.get(one.request)
        room = problem.room_of.get(one.room)
        if request is None or room is None:
            continue
        if not any(window.day == one.day and window.first <= one.start <= window.last for window in request.windows):
            window = Window(one.day, one.start, one.start, wished=False)
            request = replace(request, windows=(*request.windows, window))
        if not request.elsewhere and not {room.key, room.place} & set(request.ranks):
            request = replace(request, ranks=(*request.ranks, room.key))
        if 0 < one.length < (request.shortest or request.length):
            request = replace(request, shortest=one.length)
        changed[one.request] = request
    requests = tuple(changed.get(one.key, one) for one in problem.requests)
    return replace(problem, requests=requests)
