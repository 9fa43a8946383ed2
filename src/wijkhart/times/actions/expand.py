"""Keeping the occurrences of schedules: made once, and made equal to the rule from today on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed
from wijkhart.core.progress import Progress, silent
from wijkhart.times.clock import day_bounds
from wijkhart.times.models import Occurrence, Schedule
from wijkhart.times.queries.calendar import calendars_of, school_warning
from wijkhart.times.queries.occurrences import LOOKS_AHEAD, Moment, moments, recipe_of

BATCH: Final = 250
"""Schedules per transaction: short enough for SQLite to let others write in between."""
Key = tuple[UUID, datetime]


@dataclass(frozen=True, slots=True)
class Expansion:
    """What expanding did to the kept occurrences of these schedules."""

    schedules: int = 0
    made: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0
    refused: int = 0
    """Of all that belongs in this period: those that do not happen, each with its reason."""
    warnings: tuple[str, ...] = ()

    def __add__(self, other: "Expansion") -> "Expansion":
        return Expansion(
            self.schedules + other.schedules,
            self.made + other.made,
            self.changed + other.changed,
            self.removed + other.removed,
            self.unchanged + other.unchanged,
            self.refused + other.refused,
            tuple(dict.fromkeys(self.warnings + other.warnings)),
        )

    @property
    def wrote(self) -> bool:
        return bool(self.made or self.changed or self.removed)


def expand_occurrences(*, by: Actor, schedule: Schedule, until: date | None = None) -> Expansion:
    """Keep every occurrence of a schedule up to and including a day (a year from now, unless told otherwise).

    The first time this begins at the first day of the schedule. Later it only adds what lies further ahead, unless
    the series, its exceptions or the holidays changed: then it begins today, so the past stays as it was. Running it
    twice changes nothing.
    """
    if not by.may("schedule.edit", schedule.municipality_code):
        raise NotAllowed(_("You may not change this timetable."))
    with transaction.atomic():
        done = _expand([schedule], until or timezone.localdate() + LOOKS_AHEAD)
        if done.wrote:
            record(by, "schedule.expanded", schedule, municipality=schedule.municipality_code)
    return done


def expand_all(*, by: Actor, until: date | None = None, progress: Progress = silent) -> Expansion:
    """The nightly work: keep the occurrences of every schedule a year ahead, in short transactions."""
    if not by.may("schedule.edit"):
        raise NotAllowed(_("You may not change all timetables."))
    last = until or timezone.localdate() + LOOKS_AHEAD
    keys = list(Schedule.objects.order_by("pk").values_list("pk", flat=True))
    done = Expansion()
    for start in range(0, len(keys), BATCH):
        progress(start, len(keys), _("Working out dates"))
        with transaction.atomic():
            chunk = Schedule.objects.filter(pk__in=keys[start : start + BATCH]).prefetch_related("rules", "exceptions")
            done += _expand(list(chunk), last)
    progress(len(keys), len(keys), _("Working out dates"))
    if done.wrote:
        record(by, "schedules.expanded")
    return done


def _expand(schedules: Sequence[Schedule], until: date) -> Expansion:
    """Make the kept rows of these schedules equal to their rules, from the first day that may still change."""
    calendars = calendars_of(schedules)
    recipes = {schedule.pk: recipe_of(schedule, calendars[schedule.pk]) for schedule in schedules}
    first = {schedule.pk: _first_day(schedule, recipes[schedule.pk]) for schedule in schedules}
    open_ones = [schedule for schedule in schedules if first[schedule.pk] <= until]
    wanted: dict[Key, Moment] = {}
    for schedule in open_ones:
        for moment in moments(schedule, calendars[schedule.pk], first[schedule.pk], until):
            _put(wanted, (schedule.pk, moment.starts_at), moment)
    done = _write(wanted, _kept({schedule.pk: first[schedule.pk] for schedule in open_ones}, until))
    _remember(open_ones, recipes, until)
    warnings = dict.fromkeys(school_warning(schedule, until) for schedule in schedules)
    return Expansion(len(schedules), *done, warnings=tuple(text for text in warnings if text))


def _first_day(schedule: Schedule, recipe: str) -> date:
    """The first local day to work out: all that is not yet kept; and from today on again, when the recipe changed."""
    if schedule.expanded_until is None:
        return schedule.starts_on
    further = schedule.expanded_until + timedelta(days=1)
    return further if schedule.expanded_recipe == recipe else min(timezone.localdate(), further)


def _remember(schedules: Sequence[Schedule], recipes: dict[UUID, str], until: date) -> None:
    """Note up to which day, and from what, the rows were made; one query, unless a recipe changed."""
    for schedule in schedules:
        schedule.expanded_until = max(until, schedule.expanded_until or until)
    new = [schedule for schedule in schedules if schedule.expanded_recipe != recipes[schedule.pk]]
    for schedule in new:
        schedule.expanded_recipe = recipes[schedule.pk]
    Schedule.objects.bulk_update(new, ["expanded_until", "expanded_recipe"])
    Schedule.objects.filter(pk__in=[schedule.pk for schedule in schedules], expanded_until__lt=until).update(
        expanded_until=until
    )


def _put(wanted: dict[Key, Moment], key: Key, moment: Moment) -> None:
    """At a clock change two slots can begin at one instant: the one that happens, then the longer one, stays."""
    other = wanted.get(key)
    if other is None or (not moment.refused, moment.ends_at) > (not other.refused, other.ends_at):
        wanted[key] = moment


def _kept(first: Mapping[UUID, date], until: date) -> dict[Key, Occurrence]:
    """The rows that are there in the same period: for each schedule from its own first day."""
    if not first:
        return {}
    opens = {key: day_bounds(day, until) for key, day in first.items()}
    earliest, end = min(begin for begin, _end in opens.values()), day_bounds(until, until)[1]
    rows = Occurrence.objects.filter(schedule_id__in=opens, starts_at__gte=earliest, starts_at__lt=end)
    return {(row.schedule_id, row.starts_at): row for row in rows if row.starts_at >= opens[row.schedule_id][0]}


def _write(wanted: dict[Key, Moment], kept: dict[Key, Occurrence]) -> tuple[int, int, int, int, int]:
    new = [_row(key[0], moment) for key, moment in wanted.items() if key not in kept]
    other = [kept[key] for key, moment in wanted.items() if key in kept and _differs(kept[key], moment)]
    gone = [row.pk for key, row in kept.items() if key not in wanted]
    for row in other:
        moment = wanted[(row.schedule_id, row.starts_at)]
        row.ends_at, row.refused = moment.ends_at, moment.refused
    Occurrence.objects.bulk_create(new, batch_size=2000)
    Occurrence.objects.bulk_update(other, ["ends_at", "refused"], batch_size=500)
    for chunk in _chunks(gone):
        Occurrence.objects.filter(pk__in=chunk).delete()
    refused = sum(1 for moment in wanted.values() if moment.refused)
    return len(new), len(other), len(gone), len(wanted) - len(new) - len(other), refused


def _row(schedule_id: UUID, moment: Moment) -> Occurrence:
    return Occurrence(
        schedule_id=schedule_id, starts_at=moment.starts_at, ends_at=moment.ends_at, refused=moment.refused
    )


def _differs(row: Occurrence, moment: Moment) -> bool:
    return row.ends_at != moment.ends_at or row.refused != moment.refused


def _chunks(keys: Sequence[int], size: int = 500) -> Iterable[Sequence[int]]:
    return (keys[start : start + size] for start in range(0, len(keys), size))
