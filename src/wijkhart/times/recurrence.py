"""Recurrence rules: the part of RFC 5545 that Wijkhart understands, as plain facts, without tables.

Understood: FREQ=DAILY, WEEKLY or MONTHLY; INTERVAL; BYDAY with weekdays (WEEKLY) or with ordinals such as 1MO and
-1FR (MONTHLY); BYMONTHDAY such as 15 and -1 (MONTHLY); WKST=MO. The first and the last day belong to the schedule,
so UNTIL and COUNT are refused, as is all the rest: a clear refusal beats a rule that does something else.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import gcd
from typing import Final, Literal

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule, weekday
from django.utils.translation import gettext as _

WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES: Final[dict[str, Literal[1, 2, 3]]] = {"DAILY": DAILY, "WEEKLY": WEEKLY, "MONTHLY": MONTHLY}
DAYS_PER_YEAR: Final = 365.2425
WEEKS_PER_YEAR: Final = DAYS_PER_YEAR / 7
MAX_INTERVAL: Final = 99
_DAY: Final = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")


class UnknownRuleError(ValueError):
    """A rule outside what is understood: which part, what is wrong, what to do. Texts are translated sentences."""

    def __init__(self, part: str, message: str, advice: str) -> None:
        super().__init__(f"{part}: {message} {advice}")
        self.part = part
        self.message = message
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule, taken apart. Ordinals are pairs (nth, weekday) with 0 for Monday and nth from -5 to 5."""

    frequency: str
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    ordinals: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()

    def from_day(self, starts_on: date) -> "Recurrence":
        """The same rule with the day that it takes from its first date filled in (RFC 5545: from DTSTART)."""
        if self.frequency == "WEEKLY" and not self.weekdays:
            return Recurrence("WEEKLY", self.interval, weekdays=(starts_on.weekday(),))
        if self.frequency == "MONTHLY" and not self.ordinals and not self.month_days:
            return Recurrence("MONTHLY", self.interval, month_days=(starts_on.day,))
        return self

    def dates(self, starts_on: date, first: date, last: date) -> Iterator[date]:
        """Every date of a series that began on `starts_on`, from `first` up to and including `last`."""
        exact = self.from_day(starts_on)
        days = [(None, day) for day in exact.weekdays]
        rule = rrule(
            FREQUENCIES[self.frequency],
            dtstart=datetime.combine(exact._near(starts_on, first), time.min),
            interval=self.interval,
            until=datetime.combine(last, time.min),
            byweekday=[weekday(day, nth) for nth, day in [*days, *exact.ordinals]] or None,
            bymonthday=exact.month_days or None,
        )
        for moment in rule.xafter(datetime.combine(first, time.min), inc=True):
            yield moment.date()

    def _near(self, starts_on: date, first: date) -> date:
        """A day in step with the series not long before `first`: an old series is not walked from its start."""
        if first <= starts_on:
            return starts_on
        if self.frequency == "DAILY":
            return first - timedelta(days=(first - starts_on).days % self.interval)
        if self.frequency == "WEEKLY":
            monday = starts_on - timedelta(days=starts_on.weekday())
            return max(starts_on, first - timedelta(days=(first - monday).days % (7 * self.interval)))
        passed = (first.year - starts_on.year) * 12 + first.month - starts_on.month
        months = starts_on.year * 12 + starts_on.month - 1 + passed - passed % self.interval
        return max(starts_on, date(months // 12, months % 12 + 1, 1))

    def per_week(self, starts_on: date) -> Mapping[int, float]:
        """How often it happens per average week, by weekday (0 is Monday); holidays are left out of it."""
        rule = self.from_day(starts_on)
        if rule.frequency == "DAILY":
            return _daily(rule.interval, starts_on)
        if rule.frequency == "WEEKLY":
            return dict.fromkeys(sorted(rule.weekdays), 1 / rule.interval)
        return _monthly(rule, starts_on)


def _daily(interval: int, starts_on: date) -> dict[int, float]:
    step = gcd(interval, 7)
    days = range(7) if step == 1 else [starts_on.weekday()]
    return dict.fromkeys(days, step / interval)


def _monthly(rule: Recurrence, starts_on: date) -> dict[int, float]:
    months = [(starts_on.month - 1 + step * rule.interval) % 12 + 1 for step in range(12)]
    found: dict[int, float] = {}
    for nth, day in rule.ordinals:
        share = sum(_has_nth(month, abs(nth)) for month in months) / 12
        found[day] = found.get(day, 0.0) + 12 * share / rule.interval / WEEKS_PER_YEAR
    for month_day in rule.month_days:
        share = sum(_has_day(month, abs(month_day)) for month in months) / 12
        for day in range(7):
            found[day] = found.get(day, 0.0) + 12 * share / rule.interval / DAYS_PER_YEAR
    return dict(sorted(found.items()))


def _has_nth(month: int, nth: int) -> float:
    """The share of years in which a month has a certain weekday this often: five times only by its last days."""
    return 1.0 if nth < 5 else sum(_has_day(month, day) for day in (29, 30, 31)) / 7


def _has_day(month: int, day: int) -> float:
    """The share of years in which a month has this many days."""
    if month == 2 and day == 29:
        return DAYS_PER_YEAR - 365
    return float(day <= monthrange(2023, month)[1])


def parse(text: str) -> Recurrence:
    """Read an RRULE value.

    >>> parse("FREQ=WEEKLY;INTERVAL=2;BYDAY=WE")
    Recurrence(frequency='WEEKLY', interval=2, weekdays=(2,), ordinals=(), month_days=())
    >>> parse("FREQ=MONTHLY;BYDAY=1MO").ordinals
    ((1, 0),)
    """
    parts = _parts(text)
    frequency = parts.pop("FREQ", "")
    if frequency not in FREQUENCIES:
        raise UnknownRuleError(
            "FREQ", _("How often it repeats is not understood."), _("Choose FREQ=DAILY, FREQ=WEEKLY or FREQ=MONTHLY.")
        )
    if parts.pop("WKST", "MO") != "MO":
        raise UnknownRuleError("WKST", _("The week starts on Monday here."), _("Leave WKST out."))
    interval = _interval(parts.pop("INTERVAL", "1"))
    by_day, by_month_day = parts.pop("BYDAY", ""), parts.pop("BYMONTHDAY", "")
    for part in parts:
        advice = _("Use only FREQ, INTERVAL, BYDAY and BYMONTHDAY; the last day and exceptions go in their own field.")
        raise UnknownRuleError(part, _("This part of a rule is not understood."), advice)
    if frequency == "DAILY":
        return _no_days(interval, by_day + by_month_day)
    if frequency == "WEEKLY":
        return Recurrence("WEEKLY", interval, weekdays=_weekdays(by_day, by_month_day))
    return _month_rule(interval, by_day, by_month_day)


def _parts(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in text.strip().upper().removeprefix("RRULE:").split(";"):
        name, equals, value = part.partition("=")
        if not equals or not value or name in found:
            advice = _("Write it as FREQ=WEEKLY;BYDAY=TU, each part once.")
            raise UnknownRuleError("RRULE", _("This is not a recurrence rule."), advice)
        found[name] = value
    return found


def _interval(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MAX_INTERVAL:
        advice = _("Use a whole number from 1 to %(max)d.") % {"max": MAX_INTERVAL}
        raise UnknownRuleError("INTERVAL", _("This number of weeks, months or days cannot be."), advice)
    return int(text)


def _no_days(interval: int, days: str) -> Recurrence:
    if days:
        advice = _("Use FREQ=WEEKLY with BYDAY for certain days of the week.")
        raise UnknownRuleError("BYDAY", _("A daily rule takes no days."), advice)
    return Recurrence("DAILY", interval)


def _days(text: str) -> list[tuple[int, int]]:
    """Pairs (nth, weekday) as written; nth is 0 where none is given."""
    found = []
    for item in text.split(",") if text else []:
        match = _DAY.fullmatch(item)
        if match is None:
            raise UnknownRuleError(
                "BYDAY", _("This is not a day."), _("Use MO, TU, WE, TH, FR, SA or SU, or 1MO and -1FR.")
            )
        found.append((int(match[1] or 0), WEEKDAYS.index(match[2])))
    return found


def _weekdays(by_day: str, by_month_day: str) -> tuple[int, ...]:
    days = _days(by_day)
    if by_month_day:
        raise UnknownRuleError("BYMONTHDAY", _("A weekly rule takes no day of the month."), _("Use FREQ=MONTHLY."))
    if any(nth for nth, _day in days):
        advice = _("Use FREQ=MONTHLY for the first or last such day of a month.")
        raise UnknownRuleError("BYDAY", _("A weekly rule takes plain days of the week."), advice)
    return tuple(sorted({day for _nth, day in days}))


def _month_rule(interval: int, by_day: str, by_month_day: str) -> Recurrence:
    days = _days(by_day)
    if days and by_month_day:
        advice = _("Use BYDAY or BYMONTHDAY, not both.")
        raise UnknownRuleError("BYMONTHDAY", _("A day of the week and a day of the month do not go together."), advice)
    if not all(1 <= abs(nth) <= 5 for nth, _day in days):
        advice = _("Write which one, such as 1MO for the first Monday or -1FR for the last Friday.")
        raise UnknownRuleError("BYDAY", _("A monthly rule needs to know which week of the month."), advice)
    ordinals = tuple(sorted(set(days), key=lambda pair: (pair[0] < 0, pair)))
    return Recurrence("MONTHLY", interval, ordinals=ordinals, month_days=_month_days(by_month_day))


def _month_days(text: str) -> tuple[int, ...]:
    found: set[int] = set()
    for item in text.split(",") if text else []:
        if not re.fullmatch(r"[+-]?\d{1,2}", item) or not 1 <= abs(int(item)) <= 31:
            advice = _("Use 1 to 31, or -1 for the last day of the month.")
            raise UnknownRuleError("BYMONTHDAY", _("This is not a day of the month."), advice)
        found.add(int(item))
    return tuple(sorted(found, key=lambda day: (day < 0, day)))
