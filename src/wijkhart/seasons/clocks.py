"""Between the wall clock and the quarter-hours and weeks in which a season is counted."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Final

from wijkhart.seasons.models import SeasonRequest, SeasonRound, WeekPattern

QUARTER: Final = 15
LAST: Final = time(23, 59)
"""How the end of the day is written: a session never runs past midnight."""


def quarter(at: time) -> int:
    """The quarter-hour of the day that begins then; the last minutes of the day count as its end.

    >>> quarter(time(19, 30)), quarter(time(23, 59))
    (78, 96)
    """
    return -(-(at.hour * 60 + at.minute) // QUARTER)


def whole_quarter(at: time) -> int:
    """The last quarter-hour that is over then.

    >>> whole_quarter(time(21, 50))
    87
    """
    return 96 if at >= LAST else (at.hour * 60 + at.minute) // QUARTER


def on_clock(quarters: int) -> time:
    """The moment at which a quarter-hour of the day begins.

    >>> on_clock(78), on_clock(96)
    (datetime.time(19, 30), datetime.time(23, 59))
    """
    return LAST if quarters >= 96 else time(quarters * QUARTER // 60, quarters * QUARTER % 60)


def monday_of(season: SeasonRound) -> date:
    """The Monday of the first week."""
    return season.first_day - timedelta(days=season.first_day.weekday())


def weeks_in(season: SeasonRound) -> int:
    """How many weeks the season touches."""
    return (season.last_day - monday_of(season)).days // 7 + 1


def days_in(season: SeasonRound) -> Iterator[tuple[int, date]]:
    """Each day of the season with the number of its week, from 0."""
    monday = monday_of(season)
    for n in range((season.last_day - season.first_day).days + 1):
        day = season.first_day + timedelta(days=n)
        yield (day - monday).days // 7, day


def weeks_of(request: SeasonRequest, season: SeasonRound) -> frozenset[int]:
    """The weeks of the season that a request is for; empty when it is for all.

    Odd and even are the numbers of ISO weeks, as calendars print them. A week of which only a part lies in the period
    counts; the days outside it are left out when bookings are made.
    """
    monday, every = monday_of(season), weeks_in(season)
    first, last = request.first_day or season.first_day, request.last_day or season.last_day
    wanted = {WeekPattern.ODD.value: 1, WeekPattern.EVEN.value: 0}.get(request.weeks)
    found = frozenset(
        week
        for week in range((first - monday).days // 7, (last - monday).days // 7 + 1)
        if wanted is None or (monday + timedelta(weeks=week)).isocalendar().week % 2 == wanted
    )
    return frozenset() if len(found) == every else found


def dates_of(request: SeasonRequest, season: SeasonRound, weekday: int) -> list[date]:
    """The dates of the season on which a weekly session of this request falls."""
    first, last = request.first_day or season.first_day, request.last_day or season.last_day
    weeks, monday = weeks_of(request, season) or frozenset(range(weeks_in(season))), monday_of(season)
    days = [monday + timedelta(weeks=week, days=weekday) for week in sorted(weeks)]
    return [day for day in days if first <= day <= last]
