"""Putting issues in order from several voices that stay visible: normalise, weigh, order, and what would change it.

Each voice gives an issue a number of its own kind (points, a mean, votes) or nothing. `docs/algorithms/prioritising.md`
argues every choice and works a case by hand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import sqrt
from typing import Final

DECIMALS: Final = 9
"""Scores that are equal to so many decimals are a tie."""
GRID: Final = 20
"""Steps of one weight from 0 to 1 when all weights are tried."""
BEYOND: Final = 1e-6
"""How far past the point of balance is looked to see who leads there."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What each voice says about one issue; None where a voice says nothing. Voices stand in one fixed order."""

    key: str
    voices: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Ranked:
    """An issue in the order: its place (equal scores share one), score, and what each voice counts for."""

    key: str
    place: int | None
    """1 is first; None when no voice that counts says anything about it."""
    score: float | None
    normal: tuple[float | None, ...]
    shares: tuple[float, ...]
    """The weight of each voice for this issue, summing to 1; all 0 when nothing is known."""
    tied: bool


@dataclass(frozen=True, slots=True)
class Swap:
    """The smallest change of one weight after which the second stands before the first."""

    voice: int
    now: float
    needed: float
    """At this weight the two are equal; past it they have changed places. The others keep their proportion."""


def normalised(values: Sequence[float | None]) -> list[float | None]:
    """Each value as a part of the largest; what is not known stays so. When all are 0, all stay 0.

    >>> normalised([8, 4, None, 0]), normalised([0, 0]), normalised([None])
    ([1.0, 0.5, None, 0.0], [0.0, 0.0], [None])
    """
    known = [value for value in values if value is not None]
    if any(value < 0 for value in known):
        raise ValueError("A voice gives 0 or more.")
    most = max(known, default=0) or 1.0
    return [None if value is None else value / most for value in values]


def shares_of(normal: Sequence[float | None], weights: Sequence[float]) -> tuple[float, ...]:
    """The weights of the voices that speak, made to sum to 1; a voice that is silent gives its weight to the others.

    >>> shares_of((0.5, None, 1.0), (0.5, 0.25, 0.25))
    (0.6666666666666666, 0.0, 0.3333333333333333)
    """
    heard = [weight if value is not None else 0.0 for value, weight in zip(normal, weights, strict=True)]
    total = sum(heard)
    return tuple(weight / total for weight in heard) if total > 0 else tuple(0.0 for _weight in heard)


def score_of(normal: Sequence[float | None], weights: Sequence[float]) -> float | None:
    """The weighed sum of what is known, 0 to 1; None when no voice that counts speaks."""
    shares = shares_of(normal, weights)
    if not any(shares):
        return None
    return round(sum(share * (value or 0.0) for share, value in zip(shares, normal, strict=True)), DECIMALS)


def table_of(issues: Sequence[Heard]) -> dict[str, tuple[float | None, ...]]:
    """Every voice normalised over all issues, per issue."""
    if not issues:
        return {}
    columns = [normalised(column) for column in zip(*(issue.voices for issue in issues), strict=True)]
    return {issue.key: values for issue, values in zip(issues, zip(*columns, strict=True), strict=True)}


def ranked(issues: Sequence[Heard], weights: Sequence[float]) -> list[Ranked]:
    """The issues in order: highest score first, equal scores share a place, those nobody speaks of last.

    Equal ones stay in the order in which they were given; that order means nothing.
    """
    table = table_of(issues)
    scores = {key: score_of(normal, weights) for key, normal in table.items()}
    known = [score for score in scores.values() if score is not None]
    found = [
        Ranked(
            key,
            None if score is None else 1 + sum(other > score for other in known),
            score,
            table[key],
            shares_of(table[key], weights),
            score is not None and known.count(score) > 1,
        )
        for key, score in scores.items()
    ]
    return sorted(found, key=lambda one: (one.place is None, one.place or 0))


def smallest_swap(issues: Sequence[Heard], weights: Sequence[float]) -> Swap | None:
    """The smallest change of one weight that puts the second first; None when no single weight can, or they tie.

    One weight moves between 0 and 1 while the others keep their proportion to each other.
    """
    order = [one for one in ranked(issues, weights) if one.place is not None][:2]
    if len(order) < 2 or order[0].score == order[1].score:
        return None
    return swap_between(order[0].normal, order[1].normal, weights)


def swap_between(
    first: Sequence[float | None], second: Sequence[float | None], weights: Sequence[float]
) -> Swap | None:
    """The smallest change of one weight after which `second` has a higher score than `first`, which leads now.

    Both as normalised over all issues, so that it holds for any two of an order.
    """
    total = sum(weights)
    now = [weight / total for weight in weights]
    swaps = [
        Swap(voice, now[voice], needed)
        for voice in range(len(now))
        for needed in _balances(first, second, now, voice)
        if _turns(first, second, now, voice, needed)
    ]
    return min(swaps, key=lambda swap: (abs(swap.needed - swap.now), swap.voice), default=None)


def with_weight(weights: Sequence[float], voice: int, weight: float) -> list[float]:
    """The weights (summing to 1) with one set anew; the others share the rest as they did, equally if all were 0.

    >>> with_weight([0.5, 0.25, 0.25], 0, 0.2)
    [0.2, 0.4, 0.4]
    """
    rest = sum(other for number, other in enumerate(weights) if number != voice)
    equal = 1 / (len(weights) - 1)
    return [
        weight if number == voice else (1 - weight) * (other / rest if rest > 0 else equal)
        for number, other in enumerate(weights)
    ]


def share_in_top(issues: Sequence[Heard], top: int = 5, steps: int = GRID) -> dict[str, float]:
    """Of all weights on a grid, the part in which each issue is among the first `top`; 1.0 is always.

    An issue is among them when fewer than `top` others have a higher score.
    """
    table, times, tried = table_of(issues), dict.fromkeys((issue.key for issue in issues), 0), 0
    voices = len(issues[0].voices) if issues else 0
    for weights in weight_grid(voices, steps):
        tried += 1
        scores = {key: score_of(normal, weights) for key, normal in table.items()}
        known = sorted((score for score in scores.values() if score is not None), reverse=True)
        limit = known[top - 1] if len(known) >= top else float("-inf")
        for key, score in scores.items():
            times[key] += score is not None and score >= limit
    return {key: count / tried for key, count in times.items()} if tried else {}


def weight_grid(voices: int, steps: int = GRID) -> Iterator[tuple[float, ...]]:
    """All weights in whole steps that sum to 1: 231 for three voices in steps of 5%.

    >>> list(weight_grid(2, 2)), sum(1 for _ in weight_grid(3))
    ([(0.0, 1.0), (0.5, 0.5), (1.0, 0.0)], 231)
    """
    for parts in product(range(steps + 1), repeat=max(voices - 1, 0)):
        if voices and sum(parts) <= steps:
            yield (*(part / steps for part in parts), (steps - sum(parts)) / steps)


def _line(normal: Sequence[float | None], now: Sequence[float], voice: int) -> tuple[float, float, float, float]:
    """Score over the weight t of one voice: (a + b t) / (c + d t), as a, b, c, d."""
    at_0, at_1 = with_weight(now, voice, 0.0), with_weight(now, voice, 1.0)

    def sums(weights: Sequence[float]) -> tuple[float, float]:
        heard = [(weight, value) for weight, value in zip(weights, normal, strict=True) if value is not None]
        return sum(weight * value for weight, value in heard), sum(weight for weight, _value in heard)

    (top_0, under_0), (top_1, under_1) = sums(at_0), sums(at_1)
    return top_0, top_1 - top_0, under_0, under_1 - under_0


def _balances(
    first: Sequence[float | None], second: Sequence[float | None], now: Sequence[float], voice: int
) -> list[float]:
    """The weights between 0 and 1 of one voice at which both have the same score: roots of a quadratic."""
    a, b, c, d = _line(first, now, voice)
    e, f, g, h = _line(second, now, voice)
    square, linear, constant = b * h - f * d, a * h + b * g - e * d - f * c, a * g - e * c
    return sorted(root for root in _roots(square, linear, constant) if -BEYOND <= root <= 1 + BEYOND)


def _roots(square: float, linear: float, constant: float) -> list[float]:
    if abs(square) < 1e-12:
        return [-constant / linear] if abs(linear) > 1e-12 else []
    inside = linear * linear - 4 * square * constant
    if inside < 0:
        return []
    return [(-linear + sign * sqrt(inside)) / (2 * square) for sign in (1, -1)]


def _turns(
    first: Sequence[float | None], second: Sequence[float | None], now: Sequence[float], voice: int, needed: float
) -> bool:
    """Whether the second really leads just past this weight, as seen from the weight of now."""
    past = needed + (BEYOND if needed > now[voice] else -BEYOND) * 10
    if not 0 <= past <= 1:
        return False
    weights = with_weight(now, voice, past)
    scores = [_exact(normal, weights) for normal in (first, second)]
    return scores[0] is not None and scores[1] is not None and scores[1] > scores[0]


def _exact(normal: Sequence[float | None], weights: Sequence[float]) -> float | None:
    shares = shares_of(normal, weights)
    if not any(shares):
        return None
    return sum(share * (value or 0.0) for share, value in zip(shares, normal, strict=True))
