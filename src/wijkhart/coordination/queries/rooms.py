"""When a place has room left: its opening hours minus what happens there."""

from collections.abc import Iterable
from datetime import time
from itertools import pairwise
from typing import Final

import numpy as np

from wijkhart.times.models import PartOfDay
from wijkhart.times.queries import USUAL_PARTS

Slot = tuple[int, time, time]
"""A weekday (0 is Monday), from and to."""

STRETCH: Final = 120
"""Minutes in a row that a group needs to come together: an assumption."""
_DAY: Final = 24 * 60


def free_parts(
    opened: Iterable[Slot], taken: Iterable[Slot], rooms: int, parts: Iterable[str]
) -> tuple[tuple[int, str], ...]:
    """The weekdays and parts of the day in which a room is free for two hours on end.

    `opened` is when the door is open, `taken` when something happens in one of the `rooms` (every time counts as each
    week); only the `parts` asked for. In order of weekday and part.

    >>> day = [(1, time(9), time(17))]
    >>> free_parts(day, [(1, time(10), time(12))], 1, ["morning", "afternoon"])
    ((1, 'afternoon'),)
    >>> free_parts(day, [(1, time(10), time(12))], 2, ["morning", "afternoon"])
    ((1, 'morning'), (1, 'afternoon'))
    """
    opened, taken, wanted = list(opened), list(taken), set(parts)
    borders = [_minutes(at) for at in (USUAL_PARTS.morning, USUAL_PARTS.afternoon, USUAL_PARTS.evening)] + [_DAY]
    found = []
    for day in sorted({weekday for weekday, _from, _to in opened}):
        free = (_count(opened, day) > 0) & (_count(taken, day) < rooms)
        for part, (start, end) in zip(PartOfDay.values, pairwise(borders), strict=True):
            if part in wanted and _longest(free[start:end]) >= STRETCH:
                found.append((day, part))
    return tuple(found)


def _count(slots: list[Slot], day: int) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """How many slots lie over each minute of a day."""
    changes = np.zeros(_DAY + 1, dtype=np.int64)
    for weekday, start, end in slots:
        if weekday == day:
            changes[_minutes(start)] += 1
            changes[_minutes(end)] -= 1
    return np.cumsum(changes)[:_DAY]


def _longest(free: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> int:
    """The most minutes in a row."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], free.astype(np.int8), [0]])))
    return int((edges[1::2] - edges[::2]).max(initial=0))


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
