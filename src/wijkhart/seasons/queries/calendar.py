"""The weeks of a season: when each room is open, and what closes it in single weeks."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from wijkhart.analysis.timetable import DAY, DAYS, Closure
from wijkhart.places.models import Room
from wijkhart.places.queries.free import BESIDE, NEEDED, Doors, Uses
from wijkhart.seasons.clocks import days_in, monday_of, quarter, weeks_in, whole_quarter
from wijkhart.seasons.models import SeasonRound
from wijkhart.times.clock import AMSTERDAM, clock_change
from wijkhart.times.models import OpeningHours
from wijkhart.times.queries import SCHOOL_KNOWN_UNTIL, calendar_of

TWO: Final = time(2, 30)
"""A moment in the hour that a clock change skips or repeats."""
Stretch = tuple[int, int]
Key = tuple[int, int, int, int]
"""Week, day of the week, first quarter-hour and the one after the last."""


@dataclass(frozen=True, slots=True)
class SeasonCalendar:
    """The rooms of a round with their week, and every exception to it.

    `opening` has per room and day of the week the widest hours of the season; what is not open of them in some week
    is a closure. `remarks` say what is not known, as data.
    """

    rooms: tuple[Room, ...]
    opening: dict[UUID, tuple[Stretch, ...]]
    closures: tuple[Closure, ...]
    remarks: tuple[dict[str, Any], ...]


def calendar_of_season(season: SeasonRound) -> SeasonCalendar:
    """Opening hours, holidays, school holidays when the round keeps them, what is taken already, the clock change."""
    rooms = rooms_of(season)
    opened = _opened(season, rooms)
    opening = {key: _widest(days) for key, days in opened.items()}
    shut: defaultdict[Key, set[str]] = defaultdict(set)
    for room in rooms:
        for key in _closed(season, opening[room.pk], opened[room.pk]):
            shut[key].add(str(room.pk))
    for space, keys in _taken(season, rooms).items():
        for key in keys:
            shut[key].add(str(space))
    for key in _clock_changes(season):
        shut[key] = {str(room.pk) for room in rooms}
    return SeasonCalendar(tuple(rooms), opening, tuple(_closures(shut, len(rooms))), _remarks(season, rooms, opening))


def rooms_of(season: SeasonRound) -> list[Room]:
    """The rooms that take part and the smallest spaces of halls among them, with what is asked of them read along."""
    chosen = season.rooms.prefetch_related("parts")
    keys = {space.pk for room in chosen for space in (room, *room.spaces)}
    rows = Room.objects.filter(pk__in=keys).select_related(*NEEDED).prefetch_related(*BESIDE)
    return list(rows.order_by("place__name", "name", "pk"))


def _opened(season: SeasonRound, rooms: Sequence[Room]) -> dict[UUID, dict[Key, list[Stretch]]]:
    """Per room, week and day: the stretches in which it is offered; each timetable is asked once."""
    doors, known = Doors(rooms), dict[tuple[object, object], dict[Key, list[Stretch]]]()
    off = school_days(season)
    found = {}
    for room in rooms:
        hours = room.place.opening_hours_id, room.opening_hours_id
        if hours not in known:
            known[hours] = {
                (week, day.weekday(), 0, DAY): []
                if day in off
                else [(quarter(begin), whole_quarter(end)) for begin, end in doors.on(room, day).slots]
                for week, day in days_in(season)
            }
        found[room.pk] = known[hours]
    return found


def school_days(season: SeasonRound) -> dict[date, str]:
    """The days off because of school holidays with their names, with the corrections of the municipality."""
    if not season.school_region:
        return {}
    rules = OpeningHours(
        municipality_code=season.municipality_code,
        holiday_region=season.school_region,
        skips_public_holidays=False,
        skips_school_holidays=True,
    )
    calendar = calendar_of(rules)
    return {day: name for _week, day in days_in(season) if (name := calendar.reason(day))}


def _widest(days: dict[Key, list[Stretch]]) -> tuple[Stretch, ...]:
    """Per day of the week the first opening and the last closing of the season; (0, 0) when never open."""
    hull: list[Stretch] = [(0, 0)] * DAYS
    for (_week, weekday, _first, _last), slots in days.items():
        for opens, closes in slots:
            if opens < closes:
                before = hull[weekday] if hull[weekday] != (0, 0) else (opens, closes)
                hull[weekday] = min(before[0], opens), max(before[1], closes)
    return tuple(hull)


def _closed(season: SeasonRound, opening: Sequence[Stretch], days: dict[Key, list[Stretch]]) -> Iterable[Key]:
    """What is not open of the widest hours; the days of the first and last week outside the season too."""
    for week in range(weeks_in(season)):
        for weekday, (opens, closes) in enumerate(opening):
            at = opens
            for begin, end in sorted(days.get((week, weekday, 0, DAY), [])):
                if at < begin:
                    yield week, weekday, at, begin
                at = max(at, end)
            if at < closes:
                yield week, weekday, at, closes


def _taken(season: SeasonRound, rooms: Sequence[Room]) -> dict[UUID, set[Key]]:
    """What bookings take of each smallest space already, widened so that set-up and clear-up fit between."""
    monday, found = monday_of(season), defaultdict[UUID, set[Key]](set)
    uses = Uses(rooms, season.first_day, season.last_day)
    before = {space.pk: 0 for room in rooms for space in room.spaces}
    after = dict(before)
    for room in rooms:
        for space in room.spaces:
            before[space.pk] = max(before[space.pk], -(-room.cleanup_minutes // 15))
            after[space.pk] = max(after[space.pk], -(-room.setup_minutes // 15))
    for key, known in before.items():
        for use in uses.by_space.get(key, []):
            start, end = timezone.localtime(use.starts_at, AMSTERDAM), timezone.localtime(use.ends_at, AMSTERDAM)
            day = start.date()
            while day <= end.date():
                first = max(0, whole_quarter(start.time()) - known) if day == start.date() else 0
                last = min(DAY, quarter(end.time()) + after[key]) if day == end.date() else DAY
                if season.first_day <= day <= season.last_day and first < last:
                    found[key].add(((day - monday).days // 7, day.weekday(), first, last))
                day += timedelta(days=1)
    return found


def _clock_changes(season: SeasonRound) -> Iterable[Key]:
    """The hour that is missing or comes twice."""
    for week, day in days_in(season):
        if day.weekday() == DAYS - 1 and clock_change(day, TWO):
            yield week, day.weekday(), 8, 12


def _closures(shut: dict[Key, set[str]], rooms: int) -> Iterable[Closure]:
    """One closure for all rooms that are shut at the same time."""
    for (week, day, first, last), keys in sorted(shut.items()):
        yield Closure(week, day, first, last, frozenset() if len(keys) == rooms else frozenset(keys))


def _remarks(
    season: SeasonRound, rooms: Sequence[Room], opening: dict[UUID, tuple[Stretch, ...]]
) -> tuple[dict[str, Any], ...]:
    found: list[dict[str, Any]] = []
    if season.school_region and season.last_day > SCHOOL_KNOWN_UNTIL:
        found.append({"kind": "school_unknown", "until": SCHOOL_KNOWN_UNTIL.isoformat()})
    for _week, day in days_in(season):
        if day.weekday() == DAYS - 1 and clock_change(day, TWO):
            found.append({"kind": "clock_change", "day": day.isoformat()})
    for room in rooms:
        if room.place.opening_hours is None and room.opening_hours is None:
            found.append({"kind": "hours_unknown", "room": str(room.pk)})
        elif all(opens == closes for opens, closes in opening[room.pk]):
            found.append({"kind": "never_open", "room": str(room.pk)})
        if room.most_people is None:
            found.append({"kind": "seats_unknown", "room": str(room.pk)})
    return tuple(found)
