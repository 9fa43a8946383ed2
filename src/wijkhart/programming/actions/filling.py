"""Filling a programme with what is known already: sessions of services, and bookings that are open to all."""

from collections.abc import Iterable

from django.db import transaction

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.programming.actions.holding import hold_week
from wijkhart.programming.models import LineState, WeekLine, WeekProgramme
from wijkhart.programming.queries.known import Found, bookings_of_week, sessions_of_week
from wijkhart.themes.models import TargetGroup, Theme
from wijkhart.times.queries import part_of_slot


def fill_week(*, by: Actor, programme: WeekProgramme) -> list[WeekLine]:
    """Add what is known and not in it yet; what was withdrawn or put back stays so."""
    with transaction.atomic():
        locked = hold_week(by, programme)
        there = [Found.of(line) for line in locked.lines.all()]
        made = _added(by, locked, sessions_of_week(by, locked), there)
        made += _added(by, locked, bookings_of_week(by, locked), there)
        if made:
            record(by, "week_programme.filled", locked, municipality=locked.municipality_code)
    return made


def _added(by: Actor, programme: WeekProgramme, found: Iterable[Found], there: list[Found]) -> list[WeekLine]:
    made = []
    for one in found:
        if any(one.same_as(other) for other in there):
            continue
        line = WeekLine.objects.create(
            programme=programme,
            day=one.day,
            starts=one.starts,
            ends=one.ends,
            part_of_day=part_of_slot(one.starts, one.ends),
            title=one.title[:160],
            organisation_id=one.organisation_id,
            place_id=one.place_id,
            room_id=one.room_id,
            booking_id=one.booking_id,
            service_id=one.service_id,
            state=LineState.AGREED,
            actor_id=by.actor_id,
        )
        line.themes.set(Theme.objects.filter(pk__in=one.themes))
        line.target_groups.set(TargetGroup.objects.filter(pk__in=one.target_groups))
        there.append(one)
        made.append(line)
    return made
