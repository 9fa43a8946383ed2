"""Solving a question with all that a page says of it: baselines, what more is worth, what would change it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from django.utils.translation import gettext as _

from wijkhart.analysis.allocation import (
    Because,
    Difference,
    InputError,
    Plan,
    Problem,
    Swing,
    Tipping,
    Worth,
    baseline,
    because,
    compare,
    duals,
    extra,
    repeated,
    reweighed,
    sensitivity,
    solve,
    tipping,
)
from wijkhart.analysis.allocation.comparing import HALF, TWICE
from wijkhart.analysis.allocation.tipping import reweighed_counts
from wijkhart.core.progress import Progress, silent
from wijkhart.deployment.queries.claims import Claim, Told, claims_of

SEED: Final = 1
SECONDS: Final = 120.0
EXTRA_HOURS: Final = 100.0
HEAVIER: Final = 4.0
LIGHTER: Final = 0.0
FAIR_SECONDS: Final = 20.0


@dataclass(frozen=True, slots=True)
class Reweighed:
    """The division with one theme half or twice as heavy, against the division as it is."""

    theme: str
    factor: float
    difference: Difference


@dataclass(frozen=True, slots=True)
class Answer:
    """A division and what rests on it; everything is plain arithmetic on the question."""

    plan: Plan
    by_inhabitants: Plan
    last_year: Plan | None
    reasons: tuple[Because, ...]
    worths: tuple[Worth, ...]
    extras: tuple[float, ...]
    """People that 100 hours more in the first year reach, per wijk."""
    tippings: tuple[Tipping, ...]
    swings: tuple[Swing, ...]
    weights: tuple[Reweighed, ...]
    claims: tuple[tuple[Claim, ...], ...]


def answer_of(problem: Problem, progress: Progress = silent) -> Answer:
    """The best division and its reasons. Errors: `ClashError`, `OutOfTimeError`."""
    pairs = list(dict.fromkeys((curve.theme, curve.kind) for curve in problem.curves))
    total = 3 + 2 * len(problem.themes) + len(pairs)
    progress(0, total, _("Looking for the best division"))
    plan = solve(problem, seed=SEED, seconds=SECONDS, close=0.0 if _quick(problem) else 1e-4)
    progress(1, total, _("What more hours would do"))
    extras = tuple(extra(plan, area, EXTRA_HOURS, 0, seed=SEED)[0] for area in problem.areas)
    reasons, worths = tuple(because(plan)), tuple(duals(problem))
    progress(2, total, _("What would change it"))
    tippings = tuple(_tippings(plan, progress, total))
    swings = tuple(_swings(plan, pairs, progress, total))
    weights = tuple(_reweighed(plan))
    told = Told(plan, reasons, extras, tippings)
    return Answer(
        plan,
        baseline(problem),
        last_year_of(problem),
        reasons,
        worths,
        extras,
        tippings,
        swings,
        weights,
        claims_of(told),
    )


def last_year_of(problem: Problem) -> Plan | None:
    """Last year's hours in every year; None when they are not known for every wijk."""
    try:
        return repeated(problem)
    except InputError:
        return None


def _quick(problem: Problem) -> bool:
    """Whether the very best can be asked for: hours in any amount, and one goal."""
    return problem.block == 0


def _tippings(plan: Plan, progress: Progress, total: int) -> Iterator[Tipping]:
    """For each theme: from which weight on, heavier or lighter, the division changes."""
    if plan.problem.fairness > 0:
        return
    for number, theme in enumerate(plan.problem.themes):
        for turn, until in enumerate((HEAVIER, LIGHTER)):
            progress(2 + 2 * number + turn, total, _("What would change it"))
            found = tipping(plan, theme, until=until, seed=SEED, seconds=FAIR_SECONDS)
            if found is not None:
                yield found


def _reweighed(plan: Plan) -> Iterator[Reweighed]:
    """With an eye for who stays behind there is no single weight at which a division turns; so half and double."""
    if plan.problem.fairness == 0:
        return
    for theme in plan.problem.themes:
        for factor in (HALF, TWICE):
            if reweighed_counts(plan.problem, theme, None, factor):
                changed = solve(reweighed(plan.problem, theme, None, factor), seed=SEED, seconds=FAIR_SECONDS)
                yield Reweighed(theme, factor, compare(plan, changed))


def _swings(plan: Plan, pairs: Sequence[tuple[str, str]], progress: Progress, total: int) -> Iterator[Swing]:
    for number, pair in enumerate(pairs):
        progress(3 + 2 * len(plan.problem.themes) + number, total, _("With reach halved and doubled"))
        yield from sensitivity(plan, [pair], seed=SEED, seconds=FAIR_SECONDS)


def result_of(answer: Answer) -> dict[str, Any]:
    """The totals of a division as they are kept."""
    plan, problem = answer.plan, answer.plan.problem
    return {
        "effect": round(float(plan.effect.sum()), 3),
        "bound": round(float(plan.bound), 3),
        "gap": float(plan.gap),
        "proven": bool(plan.proven),
        "people": _people(plan),
        "used": plan.used.round(2).tolist(),
        "held_back": plan.held_back.round(2).tolist(),
        "budget": [[None if np.isinf(one) else float(one) for one in row] for row in
                   np.array([problem.hours, problem.euros, problem.places])],
        "capacity": [None if np.isinf(row).any() else row.tolist() for row in problem.capacity],
        "capacity_used": plan.hours.sum(0).round(2).tolist(),
        "smallest_share": _smallest(plan),
        "baselines": {
            "inhabitants": _baseline(answer.by_inhabitants),
            "last_year": None if answer.last_year is None else _baseline(answer.last_year),
        },
        "worths": [
            {"limit": one.limit.name, "key": one.limit.key, "period": one.limit.period,
             "amount": round(one.amount, 6), "how": one.how}
            for one in answer.worths
        ],
        "tippings": [_tipping(one) for one in answer.tippings],
        "swings": [_swing(one) for one in answer.swings],
        "weights": [
            {"theme": one.theme, "factor": one.factor, **_moved(one.difference)} for one in answer.weights
        ],
        "themes": [
            {"theme": theme, "people": _or_none(np.nansum(plan.reach[:, number])),
             "need": _or_none(np.nansum(problem.need[:, number]))}
            for number, theme in enumerate(problem.themes)
        ],
    }  # fmt: skip


def _people(plan: Plan) -> float:
    return round(float(np.nan_to_num(plan.reach).sum()), 2)


def _smallest(plan: Plan) -> float | None:
    share = plan.share
    return None if np.isnan(share).all() else round(float(np.nanmin(share)), 6)


def _baseline(plan: Plan) -> dict[str, Any]:
    hours = plan.hours.sum((1, 2))
    return {
        "effect": round(float(plan.effect.sum()), 3),
        "people": _people(plan),
        "smallest_share": _smallest(plan),
        "hours": {area: round(float(one), 2) for area, one in zip(plan.problem.areas, hours, strict=True)},
    }


def _tipping(one: Tipping) -> dict[str, Any]:
    """Where hours go when a theme counts so many times as heavy."""
    areas = one.beyond.problem.areas
    moved = one.hours.sum((1, 2))
    return {
        "theme": one.theme,
        "factor": round(float(one.factor), 6),
        "exact": one.exact,
        "hours": {area: round(float(by), 2) for area, by in zip(areas, moved, strict=True) if abs(by) > 0.01},
    }


def _swing(one: Swing) -> dict[str, Any]:
    return {"theme": one.theme, "kind": one.kind, "factor": one.factor, **_moved(one.difference)}


def _moved(difference: Difference) -> dict[str, Any]:
    """How many hours lie elsewhere, and where."""
    areas, moved = difference.after.problem.areas, difference.per_area
    return {
        "proven": bool(difference.after.proven),
        "moved": round(float(np.abs(moved).sum() / 2), 2),
        "hours": {area: round(float(by), 2) for area, by in zip(areas, moved, strict=True) if abs(by) > 0.01},
    }


def _or_none(amount: float) -> float | None:
    return None if np.isnan(amount) else round(float(amount), 2)
