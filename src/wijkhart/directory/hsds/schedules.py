"""When it happens, as HSDS can say it: rows that repeat weekly or monthly at a fixed offset from UTC.

HSDS knows offsets, not time zones. So each slot becomes one row for every stretch of days in which the Netherlands
keeps one offset: those of the coming year, whole, so that a row changes only when the clock or the series does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby, pairwise
from math import gcd
from typing import Final

from wijkhart.directory.hsds.basics import Document, filled, row_id
from wijkhart.times.clock import instant, slot_instants
from wijkhart.times.models import OpeningHours, Schedule
from wijkhart.times.recurrence import WEEKDAYS, Recurrence, parse

DAY: Final = timedelta(days=1)
AHEAD: Final = timedelta(days=365)
AROUND: Final = timedelta(days=366)
"""A stretch is at most seven months, so this far on either side of the coming year they are seen whole."""
SEARCHED: Final = timedelta(days=366 * 9)
"""How far the first date of a rule is looked for: every 99 months is the longest that a rule takes."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row on which a slot begins, and ends, at one offset from UTC (in hours)."""

    first: date
    last: date
    begin: float
    end: float

    @property
    def name(self) -> str:
        """Of the same stretch always the same, also on another day: its offsets and the year in which it began."""
        return f"{self.first.year}{self.begin:+}{self.end:+}"


@lru_cache(maxsize=8192)
def stretches(today: date, starts_at: time, ends_at: time) -> tuple[Stretch, ...]:
    """The stretches that the coming year touches, for a slot on the wall clock.

    >>> [(str(one.first), one.begin) for one in stretches(date(2026, 11, 25), time(14), time(16))]
    [('2026-10-25', 1.0), ('2027-03-28', 2.0), ('2027-10-31', 1.0)]
    """
    found = []
    for offsets, same in groupby(_runs(today), key=lambda run: _offsets(run[0], starts_at, ends_at)):
        runs = list(same)
        found.append(Stretch(runs[0][0], runs[-1][1], *offsets))
    return tuple(one for one in found if one.last >= today and one.first <= today + AHEAD)


@lru_cache(maxsize=8)
def _runs(today: date) -> tuple[tuple[date, date], ...]:
    """The days from a year back to two ahead, cut before and after each day on which the clock changes."""
    days = [today - AROUND + DAY * number for number in range((AROUND * 2 + AHEAD).days)]
    changes = [day for day in days if instant(day + DAY, time.min) - instant(day, time.min) != DAY]
    cuts = sorted({days[0], days[-1] + DAY, *changes, *(day + DAY for day in changes)})
    return tuple((first, after - DAY) for first, after in pairwise(cuts))


def _offsets(day: date, starts_at: time, ends_at: time) -> tuple[float, float]:
    begin, end = slot_instants(day, starts_at, ends_at)
    return _ahead(day, starts_at, begin), _ahead(day, ends_at, end)


def _ahead(day: date, at: time, moment: datetime) -> float:
    return (datetime.combine(day, at, tzinfo=UTC) - moment) / timedelta(hours=1)


def at_offset(at: time, hours: float) -> str:
    """A time of the wall clock with its offset.

    >>> at_offset(time(14, 30), 1.0)
    '14:30+01:00'
    """
    minutes = round(abs(hours) * 60)
    return f"{at:%H:%M}{'-' if hours < 0 else '+'}{minutes // 60:02}:{minutes % 60:02}"


@dataclass(frozen=True, slots=True)
class Series:
    """A rule in the fields of HSDS."""

    freq: str
    interval: int
    dtstart: date
    byday: str = ""
    bymonthday: str = ""

    @property
    def fields(self) -> Document:
        return filled(
            {
                "freq": self.freq,
                "interval": self.interval,
                "wkst": "MO",
                "dtstart": self.dtstart.isoformat(),
                "byday": self.byday,
                "bymonthday": self.bymonthday,
            }
        )


def series_of(recurrence: str, starts_on: date) -> list[Series]:
    """A rule as HSDS can say it. It knows no daily rules: every three days is seven rows of every three weeks.

    >>> [one.byday for one in series_of("FREQ=DAILY", date(2026, 1, 5))]
    ['MO,TU,WE,TH,FR,SA,SU']
    """
    rule = parse(recurrence).from_day(starts_on)
    if rule.frequency == "DAILY":
        return list(_daily(rule.interval, starts_on))
    start = next(rule.dates(starts_on, starts_on, starts_on + SEARCHED), starts_on)
    return [Series(rule.frequency, rule.interval, start, _days(rule), ",".join(map(str, rule.month_days)))]


def _daily(interval: int, starts_on: date) -> Iterator[Series]:
    step = gcd(interval, 7)
    if interval == 1:
        yield Series("WEEKLY", 1, starts_on, ",".join(WEEKDAYS))
        return
    for number in range(7 // step):
        start = starts_on + DAY * number * interval
        yield Series("WEEKLY", interval // step, start, WEEKDAYS[start.weekday()])


def _days(rule: Recurrence) -> str:
    plain = [WEEKDAYS[day] for day in rule.weekdays]
    return ",".join([*plain, *(f"{nth}{WEEKDAYS[day]}" for nth, day in rule.ordinals)])


def schedule_rows(schedule: Schedule, today: date, said: Document) -> list[Document]:
    """The rows of a series over the coming year; `said` is what every row has besides."""
    until = schedule.ends_on
    if until and until < today:
        return []
    return [
        _row(("schedule", schedule.pk, rule.recurrence, rule.starts_at, rule.ends_at, one.dtstart), stretch)
        | _validity(stretch, schedule.starts_on, until)
        | _hours(stretch, rule.starts_at, rule.ends_at)
        | one.fields
        | said
        for rule in schedule.rules.all()
        for one in series_of(rule.recurrence, schedule.starts_on)
        for stretch in stretches(today, rule.starts_at, rule.ends_at)
        if stretch.last >= schedule.starts_on and not (until and stretch.first > until)
    ]


def opening_rows(hours: OpeningHours, today: date, said: Document) -> list[Document]:
    """The rows of a weekly table of opening hours over the coming year."""
    return [
        _row(("opening", hours.pk, slot.weekday, slot.opens_at, slot.closes_at), stretch)
        | {"valid_from": stretch.first.isoformat(), "valid_to": stretch.last.isoformat()}
        | _hours(stretch, slot.opens_at, slot.closes_at)
        | {"freq": "WEEKLY", "interval": 1, "wkst": "MO", "byday": WEEKDAYS[slot.weekday]}
        | said
        for slot in hours.slots.all()
        for stretch in stretches(today, slot.opens_at, slot.closes_at)
    ]


def _row(name: tuple[object, ...], stretch: Stretch) -> Document:
    return {"id": row_id(*name, stretch.name), "timezone": stretch.begin}


def _hours(stretch: Stretch, starts_at: time, ends_at: time) -> Document:
    return {"opens_at": at_offset(starts_at, stretch.begin), "closes_at": at_offset(ends_at, stretch.end)}


def _validity(stretch: Stretch, starts_on: date, until: date | None) -> Document:
    last = min(stretch.last, until) if until else stretch.last
    found = {"valid_from": max(stretch.first, starts_on).isoformat(), "valid_to": last.isoformat()}
    return found | {"until": until.isoformat()} if until else found
