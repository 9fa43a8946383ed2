"""What a schedule comes to: each date with its instants, or with the reason why not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from importlib.metadata import version
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from wijkhart.times.clock import slot_instants
from wijkhart.times.models import Occurrence, OccurrenceQuerySet, Schedule, ScheduleException
from wijkhart.times.queries.calendar import Calendar
from wijkhart.times.recurrence import parse

Slot = tuple[time, time]
LOOKS_AHEAD = timedelta(days=365)
"""How far ahead occurrences are kept, unless told otherwise."""
HOLIDAYS_VERSION = version("holidays")


@dataclass(frozen=True, slots=True)
class Moment:
    """One time that a series happens, or would have."""

    starts_at: datetime
    ends_at: datetime
    refused: str = ""


def moments(schedule: Schedule, calendar: Calendar, first: date, last: date) -> Iterator[Moment]:
    """Every time of a series on the local days from `first` up to and including `last`, in order.

    A cancelled date keeps its hours with the reason; a moved one keeps the old hour as refused beside the new one.
    An exception outweighs a holiday: who names a date means it.
    """
    last = min(last, schedule.ends_on) if schedule.ends_on else last
    changes = {change.on: change for change in schedule.exceptions.all()}
    regular = _regular(schedule, first, last)
    extra = {day for day, change in changes.items() if not change.cancelled and first <= day <= last}
    for day in sorted(regular.keys() | extra):
        yield from _of_day(day, regular.get(day, []), changes.get(day), schedule, calendar)


def _regular(schedule: Schedule, first: date, last: date) -> dict[date, list[Slot]]:
    """The slots of each date by the rules alone; of two that begin together, the longer one."""
    found: dict[date, dict[time, time]] = {}
    start = max(first, schedule.starts_on)
    for rule in schedule.rules.all():
        for day in parse(rule.recurrence).dates(schedule.starts_on, start, last):
            slots = found.setdefault(day, {})
            slots[rule.starts_at] = max(rule.ends_at, slots.get(rule.starts_at, time.min))
    return {day: sorted(slots.items()) for day, slots in found.items()}


def _of_day(
    day: date, slots: list[Slot], change: ScheduleException | None, schedule: Schedule, calendar: Calendar
) -> Iterator[Moment]:
    if change is None:
        reason = calendar.reason(day)
        yield from (_moment(day, slot, reason) for slot in slots)
    elif change.cancelled:
        yield from (_moment(day, slot, change.reason or _in_dutch("exception")) for slot in slots)
    else:
        new = _changed_slots(slots, change, schedule)
        begins = {starts for starts, _ends in new}
        moved = change.reason or _in_dutch("moved")
        old = [slot for slot in slots if slot[0] not in begins]
        yield from sorted(
            [*(_moment(day, slot) for slot in new), *(_moment(day, slot, moved) for slot in old)],
            key=lambda moment: moment.starts_at,
        )


def _changed_slots(slots: list[Slot], change: ScheduleException, schedule: Schedule) -> list[Slot]:
    if change.starts_at and change.ends_at:
        return [(change.starts_at, change.ends_at)]
    return slots or sorted({(rule.starts_at, rule.ends_at) for rule in schedule.rules.all()})


def _moment(day: date, slot: Slot, refused: str = "") -> Moment:
    return Moment(*slot_instants(day, *slot), refused)


def recipe_of(schedule: Schedule, calendar: Calendar) -> str:
    """A digest of all that the occurrences of a series are worked out from."""
    facts = (
        schedule.starts_on,
        schedule.ends_on,
        sorted((rule.recurrence, rule.starts_at, rule.ends_at) for rule in schedule.rules.all()),
        [(row.on, row.cancelled, row.starts_at, row.ends_at, row.reason) for row in schedule.exceptions.all()],
        calendar.public,
        calendar.region,
        sorted(calendar.added.items()),
        sorted(calendar.taken_out),
        HOLIDAYS_VERSION,
    )
    return sha256(repr(facts).encode()).hexdigest()


def _in_dutch(word: str) -> str:
    """Reasons are kept in Dutch, as the names of the holidays are."""
    with translation.override("nl"):
        return {"exception": _("exception"), "moved": _("moved to another hour")}[word]


def occurrences_between(
    schedule_ids: Iterable[UUID], start: datetime, end: datetime, *, with_refused: bool = False
) -> OccurrenceQuerySet:
    """The kept occurrences of these schedules that lie at least partly in [start, end), in order.

    Pass the schedules of what the actor may see. Refused dates are left out unless asked for.
    """
    found = Occurrence.objects.filter(schedule_id__in=list(schedule_ids), starts_at__lt=end, ends_at__gt=start)
    return found if with_refused else found.happening()
