"""When a request may start: its wished hours as a table of quarter-hours, and the hours that concepts of places bar."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

import numpy as np
from numpy.typing import NDArray

from wijkhart.analysis.timetable import DAY, DAYS, Barred, Window
from wijkhart.places.models import ConceptRule, Room
from wijkhart.places.queries.concept import obeys
from wijkhart.places.queries.stretches import BORDERS
from wijkhart.seasons.clocks import quarter, whole_quarter
from wijkhart.seasons.models import Degree, SeasonRequest

Table = NDArray[np.int64]
CANNOT, CAN, WISH = 0, 1, 2
DEGREE: Final = {Degree.WISH.value: WISH, Degree.CAN.value: CAN, Degree.CANNOT.value: CANNOT}


def wished_starts(request: SeasonRequest) -> Table:
    """Per day and quarter-hour (7, 96) whether a session may start: 2 wished, 1 can, 0 cannot.

    A session is wished when all its quarter-hours are; one that touches hours that cannot, cannot.
    """
    hours = np.zeros((DAYS, DAY), dtype=np.int64)
    windows = list(request.windows.all())
    for one in windows:
        span = hours[one.weekday, quarter(one.begins) : whole_quarter(one.ends)]
        np.maximum(span, DEGREE[one.degree], out=span)
    for one in windows:
        if one.degree == Degree.CANNOT:
            hours[one.weekday, whole_quarter(one.begins) : quarter(one.ends)] = CANNOT
    return over_a_session(hours, request.minutes // 15)


def over_a_session(hours: Table, length: int) -> Table:
    """The least of the quarter-hours of a session that starts there; 0 when it would run past midnight.

    >>> over_a_session(np.array([[1, 2, 2, 0] + [0] * 92]), 2)[0, :4].tolist()
    [1, 2, 0, 0]
    """
    late = np.concatenate([hours, np.zeros((hours.shape[0], length), dtype=np.int64)], axis=1)
    ahead = np.stack([late[:, step : step + DAY] for step in range(length)])
    least: Table = ahead.min(0)
    return least


def windows_in(starts: Table) -> tuple[Window, ...]:
    """A table of starts as windows: each stretch of one degree is one."""
    return tuple(_windows(starts))


def _windows(starts: Table) -> Iterator[Window]:
    for day in range(DAYS):
        at = 0
        for degree, run in groupby(starts[day].tolist()):
            length = len(list(run))
            if degree != CANNOT:
                yield Window(day, at, at + length - 1, wished=degree == WISH)
            at += length


def barred_in(
    request: SeasonRequest, rooms: Sequence[Room], rules: Mapping[Room, Sequence[ConceptRule]]
) -> tuple[Barred, ...]:
    """The hours in which concepts keep a request out of some of these rooms; rooms with the same hours together."""
    alike: dict[bytes, tuple[Table, set[str]]] = {}
    for room in rooms:
        hours = barred_hours(request, rules.get(room, ()))
        if hours is not None:
            alike.setdefault(hours.tobytes(), (hours, set()))[1].add(str(room.pk))
    return tuple(
        Barred(frozenset(keys), window.day, window.first, window.last + 1)
        for hours, keys in alike.values()
        for window in windows_in(hours)
    )


def barred_hours(request: SeasonRequest, rules: Sequence[ConceptRule]) -> Table | None:
    """Per day and quarter-hour 1 when a rule that the request does not obey stands; None when there is none."""
    broken = [rule for rule in rules if not obeys(rule, request)]
    if not broken:
        return None
    table = np.zeros((DAYS, DAY), dtype=np.int64)
    for rule in broken:
        for day in rule.weekdays or range(DAYS):
            for begin, end in BORDERS[rule.part_of_day] if rule.part_of_day else ((0, 24),):
                table[day, begin * 4 : end * 4] = 1
    return table
