"""Why a wijk got this much, as claims that can be checked: each is a fact about the question and its division.

A claim is plain data (`kind` and its facts), kept with the division. `claim_words` makes sentences of them in both
languages; the tests solve the question again with the change that a claim names, and see that it comes out as said.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from wijkhart.analysis.allocation import Because, Plan, Problem, Tipping, solve
from wijkhart.analysis.allocation.plan import effect_of
from wijkhart.analysis.allocation.reach import people_of
from wijkhart.analysis.allocation.reasons import HEAVIEST

Claim = dict[str, Any]
SMALL: Final = 0.5
"""Fewer hours than this are not told."""
SURE: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Told:
    """All that claims are made from."""

    plan: Plan
    reasons: tuple[Because, ...]
    extras: tuple[float, ...]
    tippings: tuple[Tipping, ...]


def claims_of(told: Told) -> tuple[tuple[Claim, ...], ...]:
    """The claims of every wijk, in the order in which they are told."""
    swap = _Swap(told.plan)
    return tuple(tuple(_claims(told, number, swap)) for number in range(len(told.plan.problem.areas)))


def _claims(told: Told, number: int, swap: "_Swap") -> Iterator[Claim]:
    reason, problem = told.reasons[number], told.plan.problem
    if problem.start[number] > 0:
        yield {"kind": "start", "period": int(problem.start[number])}
    yield from _heavy(reason)
    if reason.hours <= SMALL:
        yield from _nothing(problem, number)
    else:
        yield from swap.claim(number)
    yield from _promised(problem, number)
    yield from _floor(told, reason, number)
    yield from _stop(reason)
    yield from _extra(told, number)
    yield from _tip(told, number)
    if problem.fairness > 0:
        yield from _share(told.plan, number)
    if reason.unknown:
        yield {"kind": "unknown", "themes": list(reason.unknown)}


def _heavy(reason: Because) -> Iterator[Claim]:
    """How many of the heaviest issues (weight x people in need) of the city lie here."""
    if reason.heaviest:
        yield {"kind": "heavy", "of": HEAVIEST, "themes": [theme for _place, theme in reason.heaviest]}


def _nothing(problem: Problem, number: int) -> Iterator[Claim]:
    """Why a wijk has no hours at all."""
    if not problem.whole[number]:
        yield {"kind": "no_need"}
    elif not problem.counted[number].any():
        yield {"kind": "no_reach"}


def _promised(problem: Problem, number: int) -> Iterator[Claim]:
    hours = float(problem.promised[number].sum())
    if hours > SMALL:
        yield {"kind": "promised", "hours": round(hours, 2)}


def _floor(told: Told, reason: Because, number: int) -> Iterator[Claim]:
    """What it would get without its lower limit, by solving without it."""
    if not reason.floors:
        return
    problem = told.plan.problem
    floor = problem.floor.copy()
    floor[number] = 0.0
    without = solve(replace(problem, floor=floor), seed=1)
    hours = float(without.hours[number].sum())
    if reason.hours - hours > SMALL:
        yield {"kind": "floor", "floor": float(problem.floor[number]), "without": round(hours, 2)}


def _stop(reason: Because) -> Iterator[Claim]:
    """What is in the way of the most useful hour more."""
    for stop in reason.stops:
        if stop.limits:
            yield {
                "kind": "stop",
                "effort": stop.kind,
                "period": stop.period,
                "people": round(stop.people, 6),
                "limits": [[limit.name, limit.key, limit.period] for limit in stop.limits],
            }
            return


def _extra(told: Told, number: int) -> Iterator[Claim]:
    """What 100 hours more would reach here, beside the wijk where they would reach most (or, if here, second most)."""
    areas = told.plan.problem.areas
    if len(areas) < 2:
        return
    other = max((one for one in range(len(areas)) if one != number), key=lambda one: (told.extras[one], -one))
    yield {
        "kind": "extra",
        "hours": 100,
        "people": round(told.extras[number], 2),
        "other": areas[other],
        "other_people": round(told.extras[other], 2),
    }


def _tip(told: Told, number: int) -> Iterator[Claim]:
    """The smallest change of a weight after which this wijk has more or fewer hours, and who has the other end."""
    found = [one for one in told.tippings if abs(float(one.hours[number].sum())) > SMALL]
    if not found:
        return
    first = min(found, key=lambda one: (abs(np.log(max(one.factor, 1e-6))), one.theme))
    moved = first.hours.sum((1, 2))
    own = float(moved[number])
    other = int(np.argmax(-np.sign(own) * moved))
    yield {
        "kind": "tip",
        "theme": first.theme,
        "factor": round(float(first.factor), 6),
        "hours": round(own, 2),
        "other": told.plan.problem.areas[other] if own * moved[other] < 0 else "",
        "exact": first.exact,
    }


def _share(plan: Plan, number: int) -> Iterator[Claim]:
    """With fairness: how far the need of this wijk is served, beside the smallest and the largest of all."""
    share = plan.share
    if np.isnan(share[number]).all():
        return
    known = [np.nanmin(row) for row in share if not np.isnan(row).all()]
    yield {
        "kind": "share",
        "share": round(float(np.nanmin(share[number])), 6),
        "smallest": round(float(min(known)), 6),
        "largest": round(float(max(known)), 6),
    }


class _Swap:
    """Of the kind that a wijk has most of: what its last hour does here, and what one more does in the best other."""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.step = plan, plan.problem.block or 1.0
        self.people = np.nan_to_num(plan.reach).sum(1)
        self.gain = [self._after(kind, +self.step) for kind in range(len(plan.problem.kinds))]
        self.loss = [self._after(kind, -self.step) for kind in range(len(plan.problem.kinds))]

    def _after(self, kind: int, hours: float) -> tuple[np.ndarray, np.ndarray]:
        """Change of effect and of people per hour, for each wijk and period on its own (W, P)."""
        problem = self.plan.problem
        changed = self.plan.hours.copy()
        changed[:, kind] = np.maximum(changed[:, kind] + hours * problem.opened, 0.0)
        effect = (effect_of(problem, changed) - self.plan.effect) / hours
        people = (np.nan_to_num(people_of(problem, changed)).sum(1) - self.people) / hours
        return effect, people

    def claim(self, number: int) -> Iterator[Claim]:
        problem = self.plan.problem
        if len(problem.areas) < 2:
            return
        free = self.plan.hours[number] - problem.promised[number]
        kind, period = np.unravel_index(int(np.argmax(free)), free.shape)
        if free[kind, period] < self.step - SURE:
            return
        gain = np.where(problem.opened[:, period], self.gain[kind][0][:, period], -np.inf)
        gain[number] = -np.inf
        other = int(np.argmax(gain))
        if not np.isfinite(gain[other]):
            return
        yield {
            "kind": "last",
            "effort": problem.kinds[kind].key,
            "period": int(period),
            "hours": round(float(self.plan.hours[number, :, :][kind].sum()), 2),
            "people": round(float(self.loss[kind][1][number, period]), 6),
            "effect": round(float(self.loss[kind][0][number, period]), 6),
            "other": problem.areas[other],
            "other_people": round(float(self.gain[kind][1][other, period]), 6),
            "other_effect": round(float(gain[other]), 6),
        }
