"""A schedule in plain words, in the language of the reader."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Final, Protocol

from django.utils import timezone
from django.utils.dates import MONTHS, WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from wijkhart.times.models import Region, Schedule
from wijkhart.times.recurrence import Recurrence, parse

NTH: Final = {
    1: pgettext_lazy("which of the month", "first"),
    2: pgettext_lazy("which of the month", "second"),
    3: pgettext_lazy("which of the month", "third"),
    4: pgettext_lazy("which of the month", "fourth"),
    5: pgettext_lazy("which of the month", "fifth"),
    -1: pgettext_lazy("which of the month", "last"),
    -2: pgettext_lazy("which of the month", "last but one"),
    -3: pgettext_lazy("which of the month", "third last"),
    -4: pgettext_lazy("which of the month", "fourth last"),
    -5: pgettext_lazy("which of the month", "fifth last"),
}
WORKING_DAYS: Final = (0, 1, 2, 3, 4)
ALL_DAYS: Final = (0, 1, 2, 3, 4, 5, 6)


def weekday_name(day: int) -> str:
    """The name of a day of the week; 0 is Monday."""
    return str(WEEKDAYS[day])


class Slotted(Protocol):
    """A rule with its hours: a row of a schedule, or a slot that is only told."""

    @property
    def recurrence(self) -> str: ...
    @property
    def starts_at(self) -> time: ...
    @property
    def ends_at(self) -> time: ...


class Series(Protocol):
    """From when to when, and on which days off: a schedule, or a timetable that is only told."""

    @property
    def starts_on(self) -> date: ...
    @property
    def ends_on(self) -> date | None: ...
    @property
    def holiday_region(self) -> str: ...
    @property
    def skips_public_holidays(self) -> bool: ...
    @property
    def skips_school_holidays(self) -> bool: ...


def describe(schedule: Schedule) -> str:
    """When it is, in words: "elke dinsdag 14.00-16.00 uur". Public holidays are only named when it goes on then."""
    return describe_series(schedule, schedule.rules.all())


def describe_series(schedule: Series, slots: Iterable[Slotted]) -> str:
    """As `describe`, for a series that need not be in the database."""
    rules = [(parse(rule.recurrence), (rule.starts_at, rule.ends_at)) for rule in slots]
    if schedule.starts_on == schedule.ends_on:
        hours = hours_in_words(sorted({slot for _rule, slot in rules}))
        return _("%(date)s, %(hours)s") % {"date": _long_date(schedule.starts_on), "hours": hours}
    series = [_series(rule, slot_hours) for rule, slot_hours in _grouped(rules, schedule.starts_on)]
    return ", ".join([_listed(series), *_limits(schedule), *_days_off(schedule)])


def _grouped(
    rules: Iterable[tuple[Recurrence, tuple[time, time]]], starts_on: date
) -> list[tuple[Recurrence, list[tuple[time, time]]]]:
    """Rules that differ only in their hours become one; so do weekly rules that differ only in their day."""
    by_rule: dict[Recurrence, list[tuple[time, time]]] = {}
    for rule, slot in rules:
        by_rule.setdefault(rule.from_day(starts_on), []).append(slot)
    by_hours: dict[tuple[object, ...], tuple[Recurrence, list[tuple[time, time]]]] = {}
    for rule, slots in by_rule.items():
        weekly = rule.frequency == "WEEKLY"
        key = (rule.interval if weekly else rule, tuple(sorted(slots)))
        days = by_hours[key][0].weekdays if key in by_hours else ()
        joined = Recurrence("WEEKLY", rule.interval, tuple(sorted({*days, *rule.weekdays}))) if weekly else rule
        by_hours[key] = (joined, sorted(slots))
    return list(by_hours.values())


def _series(rule: Recurrence, slots: Sequence[tuple[time, time]]) -> str:
    return f"{_how_often(rule)} {hours_in_words(slots)}"


def _how_often(rule: Recurrence) -> str:
    if rule.frequency == "DAILY":
        return ngettext("every day", "every %(number)d days", rule.interval) % {"number": rule.interval}
    return _weekly(rule) if rule.frequency == "WEEKLY" else _monthly(rule)


def _weekly(rule: Recurrence) -> str:
    facts = {"days": _listed(weekday_name(day) for day in rule.weekdays), "number": rule.interval}
    if rule.interval == 1 and rule.weekdays == WORKING_DAYS:
        return _("every day from Monday to Friday")
    if rule.interval == 1:
        return _("every day") if rule.weekdays == ALL_DAYS else _("every %(days)s") % facts
    return (
        _("every other week on %(days)s") if rule.interval == 2 else _("every %(number)d weeks on %(days)s")
    ) % facts


def _monthly(rule: Recurrence) -> str:
    if rule.month_days:
        facts = {"days": _listed(_month_day(day) for day in rule.month_days), "number": rule.interval}
        return ngettext("every month on %(days)s", "every %(number)d months on %(days)s", rule.interval) % facts
    facts = {"days": _ordinals(rule), "number": rule.interval}
    return ngettext("every %(days)s of the month", "every %(number)d months on the %(days)s", rule.interval) % facts


def _ordinals(rule: Recurrence) -> str:
    """The first and third Monday; the first Monday and last Friday."""
    by_day: dict[int, list[str]] = {}
    for nth, day in rule.ordinals:
        by_day.setdefault(day, []).append(str(NTH[nth]))
    return _listed(f"{_listed(names)} {weekday_name(day)}" for day, names in by_day.items())


def _month_day(day: int) -> str:
    if day == -1:
        return _("the last day")
    if day < 0:
        return _("%(number)d days before the last day") % {"number": -day - 1}
    return _("day %(number)d") % {"number": day}


def hours_in_words(slots: Sequence[tuple[time, time]]) -> str:
    """The slots of one day: "9.00-12.00 en 13.00-17.00 uur"."""
    hours = _listed(f"{_clock(starts)}-{_clock(ends)}" for starts, ends in slots)
    return pgettext("hours of a day", "%(hours)s") % {"hours": hours}


def _clock(at: time) -> str:
    return _("%(hour)s:%(minute)s") % {"hour": at.hour, "minute": f"{at.minute:02}"}


def _long_date(day: date) -> str:
    facts = {"weekday": weekday_name(day.weekday()), "date": _date(day)}
    return _("%(weekday)s %(date)s") % facts


def _date(day: date) -> str:
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def _limits(schedule: Series) -> list[str]:
    found = []
    if schedule.starts_on > timezone.localdate():
        found.append(_("from %(date)s") % {"date": _date(schedule.starts_on)})
    if schedule.ends_on is not None:
        found.append(_("up to and including %(date)s") % {"date": _date(schedule.ends_on)})
    return found


def _days_off(schedule: Series) -> list[str]:
    found = []
    if schedule.skips_school_holidays and schedule.holiday_region:
        region = Region(schedule.holiday_region).label
        found.append(_("not in the school holidays (region %(region)s)") % {"region": region})
    if not schedule.skips_public_holidays:
        found.append(_("also on public holidays"))
    return found


def _listed(items: Iterable[str]) -> str:
    """One, two and three."""
    words = list(items)
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
