"""Arithmetic with stretches of time: whole minutes from `begin` up to and not including `end`."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from wijkhart.times.clock import instant
from wijkhart.times.models import PartOfDay

Minutes = tuple[int, int]
Stretches = Sequence[Minutes]
BORDERS: Final[dict[str, tuple[tuple[int, int], ...]]] = {
    PartOfDay.MORNING: ((6, 12),),
    PartOfDay.AFTERNOON: ((12, 18),),
    PartOfDay.EVENING: ((0, 6), (18, 24)),
}
"""The hours of each part of the day; the night belongs to the evening that goes on."""


def joined(stretches: Iterable[Minutes]) -> list[Minutes]:
    """The same time, in order and without overlap.

    >>> joined([(5, 9), (0, 3), (2, 4), (9, 9)])
    [(0, 4), (5, 9)]
    """
    found: list[Minutes] = []
    for begin, end in sorted(one for one in stretches if one[0] < one[1]):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def common(some: Stretches, others: Stretches) -> list[Minutes]:
    """What lies in both; each must be in order and without overlap.

    >>> common([(0, 4), (6, 9)], [(2, 7)])
    [(2, 4), (6, 7)]
    """
    pairs = ((max(one[0], two[0]), min(one[1], two[1])) for one in some for two in others)
    return [(begin, end) for begin, end in pairs if begin < end]


def without(some: Stretches, others: Stretches) -> list[Minutes]:
    """What lies in the first and not in the second.

    >>> without([(0, 10)], [(2, 3), (8, 12)])
    [(0, 2), (3, 8)]
    """
    left = list(some)
    for begin, end in others:
        pieces = ((one, (one[0], min(one[1], begin)), (max(one[0], end), one[1])) for one in left)
        left = [piece for _one, *two in pieces for piece in two if piece[0] < piece[1]]
    return left


def length(stretches: Stretches) -> int:
    """How many minutes, of stretches that do not overlap.

    >>> length([(0, 4), (6, 9)])
    7
    """
    return sum(end - begin for begin, end in stretches)


def minute(at: datetime) -> int:
    """An instant as whole minutes since 1970."""
    return int(at.timestamp()) // 60


@lru_cache(maxsize=4096)
def on_clock(day: date, begin: time, end: time) -> Minutes:
    """Hours on the wall clock of one day as minutes; at a clock change they last shorter or longer."""
    return minute(instant(day, begin)), minute(instant(day, end))


@lru_cache(maxsize=4096)
def part_stretches(day: date, part: str) -> Stretches:
    """The hours of a part of the day on one date."""
    return tuple((_hour(day, begin), _hour(day, end)) for begin, end in BORDERS[part])


def _hour(day: date, hour: int) -> int:
    on = day + timedelta(days=hour // 24)
    return minute(instant(on, time(hour % 24)))
