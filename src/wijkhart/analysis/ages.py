"""How many people of an age there are, made from five age groups in whole percents.

Statistics Netherlands gives 0-15, 15-25, 25-45, 45-65 and 65+ in whole percents, which sum to 98-102. Within a group
ages are taken to be spread evenly (an assumption): 18-24 is 7 of the 10 years of 15-25. Of 65+ no ages are known, so
it counts whole or not at all.
"""

from collections.abc import Sequence
from typing import Final

BANDS: Final = ((0, 15), (15, 25), (25, 45), (45, 65))
"""The closed groups as [from, to); the fifth is 65 and over."""
SUMS: Final = (98.0, 102.0)
"""What five rounded percents may sum to; further off they are not rounded shares of one whole."""


def rescaled(percents: Sequence[float]) -> tuple[float, ...]:
    """Five percents as shares that sum to 1. Errors: ValueError when they do not sum to 98-102.

    >>> [round(share, 4) for share in rescaled([20, 10, 30, 30, 12])]
    [0.1961, 0.098, 0.2941, 0.2941, 0.1176]
    """
    total = sum(percents)
    if len(percents) != len(BANDS) + 1 or min(percents) < 0 or not SUMS[0] <= total <= SUMS[1]:
        raise ValueError(f"five percents that sum to 98-102 were expected: {percents}")
    return tuple(percent / total for percent in percents)


def share_of_ages(shares: Sequence[float], first: int | None, last: int | None) -> float:
    """The part of the people who are `first` up to and including `last` years old; None is no bound.

    >>> shares = (0.2, 0.1, 0.3, 0.3, 0.1)
    >>> round(share_of_ages(shares, 18, None), 3), round(share_of_ages(shares, 65, None), 3)
    (0.77, 0.1)
    >>> round(share_of_ages(shares, 12, 25), 3)
    0.155
    """
    start, end = first or 0, float("inf") if last is None else last + 1
    closed = sum(
        share * max(0.0, min(end, above) - max(start, below)) / (above - below)
        for share, (below, above) in zip(shares[:-1], BANDS, strict=True)
    )
    return closed + (shares[-1] if last is None and start <= BANDS[-1][1] else 0.0)


def whole_parts(amounts: Sequence[float]) -> list[int]:
    """Whole numbers that sum to the rounded sum of the amounts (largest remainders first).

    >>> whole_parts([1.4, 1.4, 1.2])
    [2, 1, 1]
    """
    wholes = [int(amount) for amount in amounts]
    short = round(sum(amounts)) - sum(wholes)
    order = sorted(range(len(wholes)), key=lambda index: (wholes[index] - amounts[index], index))
    for index in order[: max(0, short)]:
        wholes[index] += 1
    return wholes
