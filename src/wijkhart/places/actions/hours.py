"""When a place is open, and which part of the week a room is offered."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed
from wijkhart.places.models import Place, Room
from wijkhart.places.perms import may_edit_place
from wijkhart.times.actions import OpenOn, OpenSlot, make_opening_hours
from wijkhart.times.models import OpeningHours


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursFacts:
    """A week with its holidays and the days that differ."""

    slots: tuple[OpenSlot, ...]
    exceptions: tuple[OpenOn, ...] = ()
    skips_public_holidays: bool = True
    school_region: str = ""


def set_place_hours(*, by: Actor, place: Place, facts: HoursFacts) -> Place:
    """Say when a place is open; what was said before is replaced."""
    with transaction.atomic():
        locked = Place.objects.select_for_update(of=("self",)).select_related("owner").get(pk=place.pk)
        _demand(by, locked)
        before, locked.opening_hours = locked.opening_hours, _made(by, locked, facts)
        locked.version += 1
        locked.save()
        _drop(before)
        record(by, "place.hours_set", locked, municipality=locked.municipality_code)
    return locked


def set_staffed_hours(*, by: Actor, place: Place, facts: HoursFacts | None) -> Place:
    """Say in which hours there is staff, which may count as 100% of the use of its rooms; None: not known."""
    with transaction.atomic():
        locked = Place.objects.select_for_update(of=("self",)).select_related("owner").get(pk=place.pk)
        _demand(by, locked)
        before, locked.staffed_hours = locked.staffed_hours, _made(by, locked, facts) if facts else None
        locked.version += 1
        locked.save()
        _drop(before)
        record(by, "place.staffed_hours_set", locked, municipality=locked.municipality_code)
    return locked


def set_room_hours(*, by: Actor, room: Room, facts: HoursFacts | None) -> Room:
    """Say which part of the week a room is offered, within the hours of its place; None: all of it."""
    with transaction.atomic():
        place = Place.objects.select_for_update(of=("self",)).select_related("owner").get(pk=room.place_id)
        _demand(by, place)
        locked = Room.objects.select_for_update(of=("self",)).get(pk=room.pk)
        before, locked.opening_hours = locked.opening_hours, _made(by, place, facts) if facts else None
        locked.save()
        _drop(before)
        record(by, "room.hours_set", locked, municipality=place.municipality_code)
    return locked


def _demand(by: Actor, place: Place) -> None:
    if not may_edit_place(by, place):
        raise NotAllowed(_("You may not change this place."))


def _made(by: Actor, place: Place, facts: HoursFacts) -> OpeningHours:
    return make_opening_hours(
        by=by,
        slots=facts.slots,
        exceptions=facts.exceptions,
        municipality=place.municipality_code,
        holiday_region=facts.school_region,
        skips_public_holidays=facts.skips_public_holidays,
        skips_school_holidays=bool(facts.school_region),
    )


def _drop(hours: OpeningHours | None) -> None:
    if hours is not None:
        hours.delete()
