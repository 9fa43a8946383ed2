"""Making opening hours: a weekly table with exceptions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, InputProblem, NotAllowed
from wijkhart.times.models import OpeningException, OpeningHours, OpeningSlot


@dataclass(frozen=True, slots=True)
class OpenSlot:
    """Open on a weekday (0 is Monday) between two hours of the wall clock."""

    weekday: int
    opens_at: time
    closes_at: time


@dataclass(frozen=True, slots=True)
class OpenOn:
    """A date with other hours; without hours it is closed."""

    on: date
    opens_at: time | None = None
    closes_at: time | None = None
    reason: str = ""


def make_opening_hours(
    *,
    by: Actor,
    slots: Sequence[OpenSlot],
    exceptions: Sequence[OpenOn] = (),
    municipality: str = "",
    holiday_region: str = "",
    skips_public_holidays: bool = True,
    skips_school_holidays: bool = False,
    note: str = "",
) -> OpeningHours:
    """New opening hours; as with schedules, the fine right is checked by the action that points to them."""
    if not by.may("schedule.edit", municipality):
        raise NotAllowed(_("You may not change these opening hours."))
    problems = [*_bad_slots(slots), *_bad_exceptions(exceptions)]
    if skips_school_holidays and not holiday_region:
        advice = _("Choose the region: north, middle or south.")
        problems.append(
            _problem(None, "holiday_region", _("Without a region the school holidays are not known."), advice)
        )
    if problems:
        raise BadInput(problems)
    with transaction.atomic():
        hours = OpeningHours.objects.create(
            municipality_code=municipality,
            holiday_region=holiday_region,
            skips_public_holidays=skips_public_holidays,
            skips_school_holidays=skips_school_holidays,
            note=note,
        )
        _fill(hours, slots, exceptions)
        record(by, "opening_hours.made", hours, municipality=municipality)
    return hours


def _fill(hours: OpeningHours, slots: Sequence[OpenSlot], exceptions: Sequence[OpenOn]) -> None:
    OpeningSlot.objects.bulk_create(
        OpeningSlot(hours=hours, weekday=slot.weekday, opens_at=slot.opens_at, closes_at=slot.closes_at)
        for slot in slots
    )
    OpeningException.objects.bulk_create(
        OpeningException(hours=hours, on=row.on, opens_at=row.opens_at, closes_at=row.closes_at, reason=row.reason)
        for row in exceptions
    )


def _problem(row: int | None, field: str, message: str, advice: str) -> InputProblem:
    return InputProblem(_("opening hours"), row, field, message, advice)


def _bad_slots(slots: Sequence[OpenSlot]) -> Iterator[InputProblem]:
    if not slots:
        yield _problem(None, "slots", _("The door is never open."), _("Add a day and hours."))
    for row, slot in enumerate(slots, 1):
        if not 0 <= slot.weekday <= 6:
            yield _problem(row, "weekday", _("This is not a day."), _("Use 0 for Monday up to 6 for Sunday."))
        if slot.closes_at <= slot.opens_at:
            yield _problem(row, "closes_at", _("The end comes before the start."), _("Choose a later end."))
    numbered = sorted(enumerate(slots, 1), key=lambda pair: (pair[1].weekday, pair[1].opens_at))
    for (_row, before), (row, after) in pairwise(numbered):
        if before.weekday == after.weekday and after.opens_at < before.closes_at:
            yield _problem(row, "opens_at", _("These hours overlap with others."), _("Join them, or shorten one."))


def _bad_exceptions(exceptions: Sequence[OpenOn]) -> Iterator[InputProblem]:
    seen: set[date] = set()
    for row, other in enumerate(exceptions, 1):
        if other.on in seen:
            yield _problem(row, "on", _("This date has two exceptions."), _("Keep one exception for each date."))
        seen.add(other.on)
        if (other.opens_at is None) != (other.closes_at is None):
            yield _problem(row, "closes_at", _("An hour is missing."), _("Give both hours, or neither."))
        elif other.opens_at and other.closes_at and other.closes_at <= other.opens_at:
            yield _problem(row, "closes_at", _("The end comes before the start."), _("Choose a later end."))
