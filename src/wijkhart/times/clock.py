"""Between the wall clock of the Netherlands and UTC instants."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")
FIRST_DAY: Final = date(1, 1, 3)
LAST_DAY: Final = date(9999, 12, 28)


def instant(day: date, at: time) -> datetime:
    """The UTC instant of a moment on the wall clock.

    As RFC 5545 says: an hour that happens twice (last Sunday of October) is the first of the two; an hour that is
    skipped (last Sunday of March) is read with the offset before the change: 2.30 becomes 3.30 on the clock.

    >>> instant(date(2026, 3, 28), time(14)).hour, instant(date(2026, 3, 29), time(14)).hour
    (13, 12)
    """
    return datetime.combine(day, at, tzinfo=AMSTERDAM).astimezone(UTC)


def slot_instants(day: date, starts_at: time, ends_at: time) -> tuple[datetime, datetime]:
    """Begin and end of a slot as UTC instants; the wall clock leads, so at a clock change it may last longer or
    shorter. A slot that the change would turn around keeps its length on the clock."""
    begin, end = instant(day, starts_at), instant(day, ends_at)
    if end > begin:
        return begin, end
    return begin, begin + (datetime.combine(day, ends_at) - datetime.combine(day, starts_at))


def day_bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """The instants between which these local days lie: from midnight to the midnight after the last one.

    Days at the very ends of the calendar, which have no instant of their own, are moved inward.

    >>> day_bounds(date.min, date.max)[0].year, day_bounds(date.min, date.max)[1].year
    (1, 9999)
    """
    first, last = (min(max(day, FIRST_DAY), LAST_DAY) for day in (first, last))
    return instant(first, time.min), instant(last + timedelta(days=1), time.min)


def clock_change(day: date, at: time) -> str:
    """What is wrong with a moment on the wall clock: `missing` (skipped in March), `double` (twice in October) or "".

    >>> clock_change(date(2026, 3, 29), time(2, 30)), clock_change(date(2026, 10, 25), time(2, 30))
    ('missing', 'double')
    >>> clock_change(date(2026, 3, 29), time(3)), clock_change(date(2026, 10, 25), time(3))
    ('', '')
    """
    local = datetime.combine(day, at, tzinfo=AMSTERDAM)
    if local.astimezone(UTC).astimezone(AMSTERDAM).time() != at:
        return "missing"
    return "double" if local.utcoffset() != local.replace(fold=1).utcoffset() else ""
