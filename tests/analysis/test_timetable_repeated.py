"""The same question twice: the same plan, under a work limit and where it is proven at once."""

import numpy as np

from wijkhart.analysis.timetable import KINDS, Problem, baseline, solve

from .test_timetable import at, request, room


def crowded(requests: int) -> Problem:
    """More than four rooms hold, drawn once: too many to be proven at once."""
    rng = np.random.default_rng(4)
    rooms = tuple(room(f"room{number}", "centre", opening=((36, 92),) * 7) for number in range(4))
    asked = []
    for number in range(requests):
        days = (int(one) for one in rng.choice(5, 3, replace=False))
        first = int(rng.integers(66, 80))
        windows = tuple(at(day, first - 3, first + 3, wished=bool(rng.random() < 0.5)) for day in days)
        facts = {"times": int(rng.integers(1, 3)), "length": int(rng.integers(4, 13)), "ranks": ("centre",)}
        asked.append(request(f"r{number}", *windows, kind=KINDS[int(rng.integers(3))], **facts))
    return Problem(rooms, tuple(asked))


def test_the_same_seed_gives_the_same_plan_under_a_work_limit() -> None:
    """Also where several rounds run abreast: what they find is taken in order."""
    problem = crowded(50)
    plan = solve(problem, seed=3, rounds=2)
    assert (plan.rounds, plan.proven) == (2, False)
    assert plan.points > baseline(problem).points
    assert solve(problem, seed=3, rounds=2) == plan


def test_what_is_proven_at_once_does_not_depend_on_the_clock() -> None:
    problem = crowded(8)
    plan = solve(problem, seconds=600)
    assert plan.proven
    assert plan.rounds == 0
    assert solve(problem, rounds=3) == plan == solve(problem, seed=1, seconds=900)
