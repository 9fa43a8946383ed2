"""How sure an order is when the weights are not: the probability of each place over all reasonable weights.

SMAA-2 (Lahdelma and Salminen 2001) over the voices of `prioritising`: weights are drawn evenly over all that sum to 1,
or over those between given ends; scores and places are those of `ranked`. A case by hand stands in
`docs/algorithms/prioritising.md`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import rankdata

from .prioritising import DECIMALS, Heard, table_of

Floats = NDArray[np.float64]

DRAWS: Final = 10_000
BATCHES: Final = 1000
"""How many times so many weights are drawn before ends that leave hardly anything are refused."""


@dataclass(frozen=True, slots=True)
class Acceptable:
    """One issue over all weights drawn.

    `places`: the probability (0-1) of place 1, 2, ...; equal scores share a place, so those of one place over all
    issues need not sum to 1. `top`: of being among the first `top`. `central`: the mean of the weights with which it
    is first (what one must find to want it first); None when it never is. `margin`: a probability is at most so far
    off in 19 of 20 series of draws. An issue of which no voice speaks has no place: all 0.
    """

    key: str
    places: tuple[float, ...]
    top: float
    central: tuple[float, ...] | None
    margin: float


def acceptability(
    issues: Sequence[Heard],
    *,
    seed: int,
    top: int = 5,
    draws: int = DRAWS,
    ends: Sequence[tuple[float, float]] | None = None,
) -> list[Acceptable]:
    """The probability of each place for each issue, in the order given; the same seed gives the same answer.

    `ends`: the lowest and highest weight of each voice (0-1), when not all weights are reasonable. Errors: ValueError
    for no draws, a `top` below 1, or ends that leave no weights, or too few to draw from.

    >>> found = acceptability([Heard("a", (2.0, 1.0)), Heard("b", (1.0, 1.0))], seed=1, top=1)
    >>> [(one.key, one.places, one.top) for one in found]
    [('a', (1.0, 0.0), 1.0), ('b', (0.0, 1.0), 0.0)]
    """
    if draws < 1 or top < 1:
        raise ValueError("There must be a draw and a first place.")
    if not issues:
        return []
    normal = np.array(list(table_of(issues).values()), dtype=float)
    weights = drawn(normal.shape[1], draws, seed, ends)
    places = _places(normal, weights)
    last = len(issues)
    return [_acceptable(issue.key, places[:, number], weights, top, last) for number, issue in enumerate(issues)]


def drawn(voices: int, draws: int, seed: int, ends: Sequence[tuple[float, float]] | None = None) -> Floats:
    """Weights that sum to 1, drawn evenly (draws, voices), between `ends` when given.

    >>> drawn(3, 2, seed=1).shape
    (2, 3)
    """
    low, high = np.array(ends if ends is not None else [(0.0, 1.0)] * voices, dtype=float).T
    possible = low.size == voices and bool((low >= 0).all() and (high <= 1).all() and (low <= high).all())
    if not possible or low.sum() > 1 or high.sum() < 1:
        raise ValueError("These ends leave no weights that sum to 1.")
    found, kept = [], 0
    for batch in _batches(voices, draws, seed, low):
        inside = batch[(batch <= high + 1e-12).all(1)]
        found.append(inside)
        kept += len(inside)
        if kept >= draws:
            return np.concatenate(found)[:draws]
    raise ValueError("These ends leave too few weights to draw from.")


def _batches(voices: int, draws: int, seed: int, low: Floats) -> Iterator[Floats]:
    """Even over the weights that are at least `low`: what is left after it is itself evenly divided."""
    chance = np.random.default_rng(seed)
    for _ in range(BATCHES):
        yield low + (1 - low.sum()) * chance.dirichlet(np.ones(voices), draws)


def _places(normal: Floats, weights: Floats) -> Floats:
    """The place of each issue with each weights (draws, issues); nan where no voice that counts speaks."""
    known = ~np.isnan(normal)
    counts = weights @ known.T.astype(float)
    sums = weights @ np.nan_to_num(normal).T
    scores = np.where(counts > 0, np.round(sums / np.where(counts > 0, counts, 1.0), DECIMALS), -np.inf)
    return np.where(counts > 0, rankdata(-scores, method="min", axis=1), np.nan)


def _acceptable(key: str, places: Floats, weights: Floats, top: int, last: int) -> Acceptable:
    first = places == 1
    counts = np.bincount(np.nan_to_num(places).astype(int), minlength=last + 1)
    shares = tuple((counts[1 : last + 1] / places.size).tolist())
    return Acceptable(
        key=key,
        places=shares,
        top=float((places <= top).mean()),
        central=tuple(weights[first].mean(0).tolist()) if first.any() else None,
        margin=float(1.96 * np.sqrt(0.25 / places.size)),
    )
