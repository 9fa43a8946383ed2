"""Making and changing schedules, checked so that what is kept can happen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, NotAllowed
from wijkhart.times.actions.expand import expand_occurrences
from wijkhart.times.models import Region, Rule, Schedule, ScheduleException
from wijkhart.times.queries.calendar import calendar_of
from wijkhart.times.queries.occurrences import moments
from wijkhart.times.recurrence import UnknownRuleError, parse

FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2100
HORIZON: Final = timedelta(days=366 * 10)
"""How far ahead a series without end is searched for its first date."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A recurrence rule (RFC 5545) with its hours on the wall clock."""

    recurrence: str
    starts_at: time
    ends_at: time


@dataclass(frozen=True, slots=True)
class Change:
    """A date that differs: cancelled; or at other hours, or extra; or, without hours, on in spite of a holiday."""

    on: date
    cancelled: bool = True
    starts_at: time | None = None
    ends_at: time | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Timetable:
    """All that makes a schedule."""

    starts_on: date
    slots: Sequence[Slot]
    ends_on: date | None = None
    changes: Sequence[Change] = ()
    holiday_region: str = ""
    skips_public_holidays: bool = True
    skips_school_holidays: bool = False

    @property
    def horizon(self) -> date:
        return self.ends_on or self.starts_on + HORIZON


def make_schedule(
    *,
    by: Actor,
    starts_on: date,
    slots: Sequence[Slot],
    ends_on: date | None = None,
    changes: Sequence[Change] = (),
    municipality: str = "",
    holiday_region: str = "",
    skips_public_holidays: bool = True,
    skips_school_holidays: bool = False,
) -> Schedule:
    """A new schedule with its occurrences for the coming year; refused when it can never happen.

    The right to a schedule is coarse (any provider of the municipality): whether the actor may change the service or
    place that points to it is for the action that calls this one.
    """
    _check_right(by, municipality)
    timetable = Timetable(
        starts_on, slots, ends_on, changes, holiday_region, skips_public_holidays, skips_school_holidays
    )
    _check(timetable)
    with transaction.atomic():
        schedule = _write(Schedule(municipality_code=municipality), timetable)
        record(by, "schedule.made", schedule, municipality=municipality)
        expand_occurrences(by=by, schedule=schedule)
    return schedule


def change_schedule(*, by: Actor, schedule: Schedule, timetable: Timetable) -> Schedule:
    """Put another timetable in the place of the old one; the occurrences follow from today on."""
    _check_right(by, schedule.municipality_code)
    _check(timetable)
    with transaction.atomic():
        locked = Schedule.objects.select_for_update().get(pk=schedule.pk)
        locked.rules.all().delete()
        locked.exceptions.all().delete()
        _write(locked, timetable)
        record(by, "schedule.changed", locked, municipality=locked.municipality_code)
        expand_occurrences(by=by, schedule=locked, until=locked.expanded_until)
    return locked


def set_exception(*, by: Actor, schedule: Schedule, change: Change) -> Schedule:
    """Cancel, move or add one date; what was said before about that date is replaced."""
    others = [kept for kept in timetable_of(schedule).changes if kept.on != change.on]
    changed = replace(timetable_of(schedule), changes=(*others, change))
    return change_schedule(by=by, schedule=schedule, timetable=changed)


def timetable_of(schedule: Schedule) -> Timetable:
    """A schedule as plain facts, to be changed and handed back."""
    slots = [Slot(rule.recurrence, rule.starts_at, rule.ends_at) for rule in schedule.rules.all()]
    changes = [
        Change(row.on, row.cancelled, row.starts_at, row.ends_at, row.reason) for row in schedule.exceptions.all()
    ]
    return Timetable(
        schedule.starts_on,
        slots,
        schedule.ends_on,
        changes,
        schedule.holiday_region,
        schedule.skips_public_holidays,
        schedule.skips_school_holidays,
    )


def _check_right(by: Actor, municipality: str) -> None:
    if not by.may("schedule.edit", municipality):
        raise NotAllowed(_("You may not change this timetable."))


def _write(schedule: Schedule, timetable: Timetable) -> Schedule:
    """Store a checked timetable; called in a transaction, which a timetable without a single date undoes."""
    schedule.starts_on, schedule.ends_on = timetable.starts_on, timetable.ends_on
    schedule.holiday_region = timetable.holiday_region
    schedule.skips_public_holidays = timetable.skips_public_holidays
    schedule.skips_school_holidays = timetable.skips_school_holidays
    schedule.save()
    Rule.objects.bulk_create(
        Rule(schedule=schedule, recurrence=_clean(slot.recurrence), starts_at=slot.starts_at, ends_at=slot.ends_at)
        for slot in timetable.slots
    )
    ScheduleException.objects.bulk_create(
        ScheduleException(
            schedule=schedule,
            on=change.on,
            cancelled=change.cancelled,
            starts_at=None if change.cancelled else change.starts_at,
            ends_at=None if change.cancelled else change.ends_at,
            reason=change.reason,
        )
        for change in timetable.changes
    )
    _check_happens(schedule, timetable)
    return schedule


def _clean(recurrence: str) -> str:
    return recurrence.strip().upper().removeprefix("RRULE:")


def _problem(row: int | None, field: str, message: str, advice: str) -> InputProblem:
    return InputProblem(_("timetable"), row, field, message, advice)


def _check(timetable: Timetable) -> None:
    problems = [*_bad_dates(timetable), *_bad_region(timetable), *_bad_slots(timetable), *_bad_changes(timetable)]
    if not problems:
        problems = list(_dateless_slots(timetable))
    if problems:
        raise BadInput(problems)


def _bad_dates(timetable: Timetable) -> Iterator[InputProblem]:
    for field, day in (("starts_on", timetable.starts_on), ("ends_on", timetable.ends_on)):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            advice = _("Use a year from %(first)d to %(last)d.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
            yield _problem(None, field, _("This year cannot be right."), advice)
    if timetable.ends_on is not None and timetable.ends_on < timetable.starts_on:
        message = _("The last day comes before the first day, so this never happens.")
        yield _problem(None, "ends_on", message, _("Choose a later last day, or leave it empty."))


def _bad_region(timetable: Timetable) -> Iterator[InputProblem]:
    region = timetable.holiday_region
    if region and region not in Region.values:
        advice = _("Choose from: %(choices)s.") % {"choices": ", ".join(Region.values)}
        yield _problem(None, "holiday_region", _("This school region does not exist."), advice)
    if timetable.skips_school_holidays and not region:
        message = _("Without a region the school holidays are not known.")
        yield _problem(None, "holiday_region", message, _("Choose the region: north, middle or south."))


def _bad_slots(timetable: Timetable) -> Iterator[InputProblem]:
    if not timetable.slots:
        yield _problem(None, "slots", _("There is no day and hour yet, so this never happens."), _("Add one."))
    seen: set[Slot] = set()
    for row, slot in enumerate(timetable.slots, 1):
        try:
            parse(slot.recurrence)
        except UnknownRuleError as error:
            yield _problem(row, f"recurrence {error.part}", error.message, error.advice)
        if slot.ends_at <= slot.starts_at:
            yield _problem(row, "ends_at", _("The end comes before the start."), _past_midnight())
        if slot in seen:
            yield _problem(row, "slots", _("This day and hour stands here twice."), _("Take one of the two out."))
        seen.add(slot)


def _past_midnight() -> str:
    return _("Choose a later end. Past midnight: end at 23:59, or make a second series.")


def _bad_changes(timetable: Timetable) -> Iterator[InputProblem]:
    seen: set[date] = set()
    for row, change in enumerate(timetable.changes, 1):
        if change.on in seen:
            yield _problem(row, "on", _("This date has two exceptions."), _("Keep one exception for each date."))
        seen.add(change.on)
        if (change.starts_at is None) != (change.ends_at is None):
            yield _problem(row, "ends_at", _("An hour is missing."), _("Give both hours, or neither."))
        elif change.starts_at and change.ends_at and change.ends_at <= change.starts_at:
            yield _problem(row, "ends_at", _("The end comes before the start."), _past_midnight())
        after = timetable.ends_on is not None and change.on > timetable.ends_on
        if not change.cancelled and (change.on < timetable.starts_on or after):
            message = _("This extra date lies outside the first and the last day.")
            yield _problem(row, "on", message, _("Move the first or the last day, or take this date out."))


def _dateless_slots(timetable: Timetable) -> Iterator[InputProblem]:
    for row, slot in enumerate(timetable.slots, 1):
        first = next(parse(slot.recurrence).dates(timetable.starts_on, timetable.starts_on, timetable.horizon), None)
        if first is None:
            message = _("This rule has no date between the first and the last day, so it never happens.")
            yield _problem(row, "recurrence", message, _("Change the days, or choose a later last day."))


def _check_happens(schedule: Schedule, timetable: Timetable) -> None:
    """Refuse a series of which holidays and exceptions leave nothing."""
    calendar, reasons, first = calendar_of(schedule), dict[str, None](), timetable.starts_on
    while first <= timetable.horizon:
        last = min(first + timedelta(days=90), timetable.horizon)
        for moment in moments(schedule, calendar, first, last):
            if not moment.refused:
                return
            reasons[moment.refused] = None
        first = last + timedelta(days=1)
    message = _("Every date falls out, so this never happens: %(reasons)s.") % {"reasons": ", ".join(reasons)}
    raise BadInput([_problem(None, "changes", message, _("Take out an exception, or let it go on in the holidays."))])
