"""Registering and changing places and their rooms."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.areas.queries import districts_at
from wijkhart.areas.rd import to_degrees
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.places.facts import PlaceFacts, RoomFacts, wrong_in_place, wrong_in_room
from wijkhart.places.kinds import fold
from wijkhart.places.models import Occupancy, Place, Room
from wijkhart.places.perms import may_edit_place, may_register_place


def register_place(*, by: Actor, municipality: str, facts: PlaceFacts) -> Place:
    """Add a place; its wijk follows from its point."""
    if not may_register_place(by, municipality, facts.owner):
        raise NotAllowed(_("You may not add a place here."))
    if problems := wrong_in_place(facts, municipality):
        raise BadInput(problems)
    with transaction.atomic():
        place = Place.objects.create(municipality_code=municipality, **_told(facts))
        record(by, "place.registered", place, municipality=municipality)
    return place


def edit_place(*, by: Actor, place: Place, version: int, facts: PlaceFacts) -> Place:
    """Change a place, unless somebody else did so since this version was read."""
    with transaction.atomic():
        locked = _locked(by, place, version)
        if not may_register_place(by, locked.municipality_code, facts.owner):
            raise NotAllowed(_("You may not give this place to that organisation."))
        if problems := wrong_in_place(facts, locked.municipality_code):
            raise BadInput(problems)
        for name, value in _told(facts).items():
            setattr(locked, name, value)
        return _changed(by, locked, "place.edited")


def add_room(*, by: Actor, place: Place, facts: RoomFacts) -> Room:
    """Add a room to a place."""
    with transaction.atomic():
        locked = _locked(by, place)
        _check_room(locked, facts)
        room = Room.objects.create(place=locked, **_told_room(facts))
        room.parts.set(facts.parts)
        _changed(by, locked, "room.added")
    return room


def edit_room(*, by: Actor, room: Room, version: int, facts: RoomFacts) -> Room:
    """Change a room, unless somebody else changed its place since this version was read."""
    with transaction.atomic():
        locked = _locked(by, room.place, version)
        _check_room(locked, facts, room)
        for name, value in _told_room(facts).items():
            setattr(room, name, value)
        room.save()
        room.parts.set(facts.parts)
        _changed(by, locked, "room.edited")
    return room


def remove_room(*, by: Actor, room: Room) -> Place:
    """Take a room out; what happens there stays at the place."""
    with transaction.atomic():
        locked = _locked(by, room.place)
        if room.wholes.exists():
            raise Refused(_("This room is part of a hall. Take it out of the hall first."))
        if _booked([room, *room.parts.all()]):
            raise Refused(_("This room is booked. Cancel or move its bookings first, or stop offering it."))
        room.delete()
        return _changed(by, locked, "room.removed")


def _locked(by: Actor, place: Place, version: int | None = None) -> Place:
    row = Place.objects.select_for_update(of=("self",)).select_related("owner").get(pk=place.pk)
    if not may_edit_place(by, row):
        raise NotAllowed(_("You may not change this place."))
    if version is not None and row.version != version:
        message = _("Somebody else changed this place meanwhile. Look at what it says now, and save again.")
        raise Refused(message)
    return row


def _changed(by: Actor, place: Place, verb: str) -> Place:
    place.version += 1
    place.save()
    record(by, verb, place, municipality=place.municipality_code)
    return place


def _told(facts: PlaceFacts) -> dict[str, Any]:
    """The facts with what follows from them: the wijk, the degrees and the words to find it by."""
    told = {field.name: getattr(facts, field.name) for field in fields(facts)}
    latitude = longitude = None
    if facts.x is not None and facts.y is not None:
        across, up = to_degrees([facts.x], [facts.y])
        longitude, latitude = round(float(across[0]), 8), round(float(up[0]), 8)
    return told | {
        "district_code": districts_at([(facts.x, facts.y)])[0],
        "latitude": latitude,
        "longitude": longitude,
        "search_text": fold(f"{facts.name} {facts.street} {facts.house_number} {facts.postcode} {facts.town}"),
    }


def _told_room(facts: RoomFacts) -> dict[str, Any]:
    told = {one.name: getattr(facts, one.name) for one in fields(facts) if one.name != "parts"}
    lists = {name: list(told[name]) for name in ("functions", "equipment", "access")}
    return told | lists | {"layouts": dict(facts.layouts)}


def _check_room(place: Place, facts: RoomFacts, room: Room | None = None) -> None:
    others = place.rooms.exclude(pk=room.pk) if room else place.rooms.all()
    if problems := wrong_in_room(facts, others.filter(name=facts.name).exists()):
        raise BadInput(problems)
    smallest = set(others.filter(parts=None).values_list("pk", flat=True))
    parts = {part.pk for part in facts.parts}
    if not parts <= smallest:
        raise Refused(_("A hall is made of rooms of this place that are not split themselves."), field="parts")
    if room is None:
        return
    before = set(room.parts.values_list("pk", flat=True))
    if room.wholes.exists() and (parts or facts.shared):
        message = _("This room is part of a hall itself: it cannot have parts and cannot be shared.")
        raise Refused(message, field="parts" if parts else "shared")
    changed = [room.pk, *(before ^ parts)]
    if (before != parts or room.shared != facts.shared) and _booked(changed):
        message = _("This room is booked, so how it is split or shared cannot change now.")
        raise Refused(message, field="parts" if before != parts else "shared")


def _booked(rooms: Sequence[Any]) -> bool:
    """Whether somebody has, or waits for, one of these rooms in the time to come."""
    taken = Occupancy.objects.filter(ends_at__gt=timezone.now())
    return taken.filter(Q(space__in=rooms) | Q(booking__room__in=rooms)).exists()
