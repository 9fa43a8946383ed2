"""A question of `analysis.allocation` as plain data and back: what a stored division was solved from."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from wijkhart.analysis.allocation import Commitment, Curve, Kind, Problem

METHOD = "1"
"""Goes up when the same question would give another division."""


def recipe_of(problem: Problem) -> dict[str, Any]:
    """The whole question as JSON: what is not known and what has no limit are null."""
    return {
        "method": METHOD,
        "areas": list(problem.areas),
        "themes": list(problem.themes),
        "kinds": [
            {"key": one.key, "euros": one.euros, "places": one.places, "capacity": _numbers(one.capacity)}
            for one in problem.kinds
        ],
        "curves": [
            {"theme": one.theme, "kind": one.kind, "steps": [list(step) for step in one.steps], "area": one.area,
             "source": one.source}
            for one in problem.curves
        ],
        "weight": [_numbers(row) for row in problem.weight],
        "need": [_numbers(row) for row in problem.need],
        "hours": _numbers(problem.hours),
        "euros": _numbers(problem.euros),
        "places": _numbers(problem.places),
        "inhabitants": _numbers(problem.inhabitants),
        "floor": _numbers(problem.floor),
        "start": [int(one) for one in problem.start],
        "commitments": [[one.area, one.kind, one.period, one.hours] for one in problem.commitments],
        "last_year": None if problem.last_year is None else [_numbers(row) for row in problem.last_year],
        "reserve": problem.reserve,
        "block": problem.block,
        "fairness": problem.fairness,
    }  # fmt: skip


def problem_of(recipe: dict[str, Any]) -> Problem:
    """The question again, equal in every number. Errors: `InputError` when it cannot be asked any more."""
    last_year = recipe["last_year"]
    return Problem(
        areas=tuple(recipe["areas"]),
        themes=tuple(recipe["themes"]),
        kinds=tuple(
            Kind(one["key"], one["euros"], one["places"], tuple(_floats(one["capacity"], np.inf)))
            for one in recipe["kinds"]
        ),
        curves=tuple(
            Curve(
                one["theme"],
                one["kind"],
                tuple((upto, rate) for upto, rate in one["steps"]),
                one["area"],
                one["source"],
            )
            for one in recipe["curves"]
        ),
        weight=np.array(recipe["weight"], dtype=float),
        need=np.array([_floats(row, np.nan) for row in recipe["need"]]),
        hours=np.array(_floats(recipe["hours"], np.inf)),
        euros=np.array(_floats(recipe["euros"], np.inf)),
        places=np.array(_floats(recipe["places"], np.inf)),
        inhabitants=np.array(recipe["inhabitants"], dtype=float),
        floor=np.array(recipe["floor"], dtype=float),
        start=np.array(recipe["start"], dtype=np.int64),
        commitments=tuple(Commitment(*one) for one in recipe["commitments"]),
        last_year=None if last_year is None else np.array([_floats(row, np.nan) for row in last_year]),
        reserve=recipe["reserve"],
        block=recipe["block"],
        fairness=recipe["fairness"],
    )


def digest_of(recipe: dict[str, Any]) -> str:
    """SHA-256 of a question.

    >>> digest_of({"a": 1}) == digest_of({"a": 1}), digest_of({"a": 1}) == digest_of({"a": 2})
    (True, False)
    """
    return hashlib.sha256(json.dumps(recipe, sort_keys=True).encode()).hexdigest()


def _numbers(values: Any) -> list[float | None]:
    return [float(one) if np.isfinite(one) else None for one in values]


def _floats(values: Sequence[float | None], empty: float) -> list[float]:
    return [empty if one is None else float(one) for one in values]
