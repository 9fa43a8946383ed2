"""A question of `analysis.siting` as plain data and back: what the plans of a study were solved from."""

import hashlib
import json
from dataclasses import replace
from typing import Any, Final

import numpy as np

from wijkhart.analysis.siting import Activity, Aim, Buildings, Money, Place, Problem

METHOD: Final = "1"
"""Goes up when the same question would give other plans."""
Recipe = dict[str, Any]


def problem_of(recipe: Recipe) -> Problem:
    """The question, equal in every number. Errors: `SitingError` when it has no answer as it stands."""
    aim = recipe["aim"]
    places = tuple(
        Place(**{**one, "hours": one["hours"] and tuple(one["hours"]), "hearts": _hearts(one["hearts"])})
        for one in recipe["places"]
    )
    budget = recipe["euros"]
    problem = Problem(
        x=recipe["x"],
        y=recipe["y"],
        wijk=recipe["wijk"],
        wijken=tuple(recipe["wijken"]),
        groups=tuple(recipe["groups"]),
        people=np.array(recipe["people"], dtype=float).reshape(len(recipe["x"]), len(recipe["groups"])),
        places=places,
        budget=Buildings(recipe["buildings"]) if budget is None else Money(budget),
        aim=Aim(aim["mean"], aim["beyond"], aim["worst_first"], np.inf if aim["limit"] is None else aim["limit"]),
        weights=np.array(recipe["weights"], dtype=float),
        reach=np.full(len(recipe["groups"]), float(recipe["reach"])),
        hearts=tuple(recipe["hearts"]),
        keep=frozenset(recipe["keep"]),
        close=frozenset(recipe["close"]),
        activities=tuple(
            Activity(one["key"], tuple(one["hours"]), one["building"], None) for one in recipe["activities"]
        ),
        factor=recipe["factor"],
    )
    return problem if not recipe["travel"] else _travelled(problem, recipe["travel"])


def _hearts(hearts: list[int] | None) -> frozenset[int] | None:
    return None if hearts is None else frozenset(hearts)


def _travelled(problem: Problem, travel: list[list[float]]) -> Problem:
    """The distances of a table of (wijk, place, metres): the mean of the wijk is what the table says.

    Within the wijk the straight line still tells who lives nearer.
    """
    metres = problem.metres.copy()
    for wijk, place, mean in travel:
        there = problem.wijk == int(wijk)
        now = metres[there, int(place)]
        if now.size:
            metres[there, int(place)] = now * (mean / now.mean()) if now.mean() > 0 else mean
    return replace(problem, distance=metres)


def digest_of(recipe: Recipe) -> str:
    """SHA-256 of a question.

    >>> digest_of({"a": 1}) == digest_of({"a": 1}), digest_of({"a": 1}) == digest_of({"a": 2})
    (True, False)
    """
    return hashlib.sha256(json.dumps(recipe, sort_keys=True).encode()).hexdigest()
