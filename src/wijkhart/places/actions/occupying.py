"""Holding a room while it is booked, and saying that somebody else has it."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from wijkhart.core.errors import Refused
from wijkhart.core.formats import clock
from wijkhart.places.actions.expiring import expire_in
from wijkhart.places.models import Booking, Occupancy, Place, Room
from wijkhart.places.models.booking import TOGETHER
from wijkhart.places.queries.free import Stretch, Use, crowd
from wijkhart.places.queries.holding import Holding


class RoomTaken(Refused):
    """Somebody else has the room then."""


def hold_room(room: Room, *, place_too: bool = False) -> Room:
    """The room as it is now, with its smallest spaces locked in one order, so that those who book wait in line.

    `place_too` for weekly bookings: they share the time of the whole place, so they wait for each other there first.
    What nobody answered in time ends here, so that it stands in nobody's way.
    """
    if place_too:
        Place.objects.select_for_update().get(pk=room.place_id)
    found = Room.objects.select_related("place__owner", "place__opening_hours", "opening_hours")
    held = found.prefetch_related("parts").get(pk=room.pk)
    spaces = sorted({space.pk for space in held.spaces} | {held.pk})
    list(Room.objects.select_for_update().filter(pk__in=spaces).order_by("pk"))
    expire_in(held.spaces)
    return found.prefetch_related("parts").get(pk=room.pk)


def hold_rooms(rooms: Iterable[Room]) -> None:
    """Places first and then spaces, each in one order, as everybody who books does."""
    spaces = {space.pk: space for room in rooms for space in (room, *room.spaces)}
    places = {room.place_id for room in spaces.values()}
    list(Place.objects.select_for_update().filter(pk__in=places).order_by("pk"))
    list(Room.objects.select_for_update().filter(pk__in=spaces).order_by("pk"))
    expire_in(list(spaces.values()))


def refuse_kept(room: Room, day: date, hours: Stretch, *, leaving: Booking | None = None) -> None:
    """Refuse hours for a date of a weekly booking in time that is kept free; the place must be held."""
    if why := Holding(room.place, day, day, leaving=leaving).wrong(room, day, hours):
        raise RoomTaken(why, field="starts")


def refuse_crowd(booking: Booking, room: Room, start: datetime, end: datetime) -> None:
    """Refuse more people in a shared room than fit at any quarter of an hour; the room must be held."""
    met = Occupancy.objects.filter(space=room, starts_at__lt=end, ends_at__gt=start, key=TOGETHER)
    busy = crowd([Use(row.starts_at, row.ends_at, row.people, True) for row in met], start, end)
    if busy + booking.people > (room.seats or 0):
        facts = {"left": max(0, (room.seats or 0) - busy), "people": booking.people}
        message = _("Others use this room too: %(left)s places are left then, and you come with %(people)s.")
        raise RoomTaken(message % facts, field="people")


def taken_words(booking: Booking, room: Room, start: datetime, end: datetime) -> str:
    """When the room is taken, and which part of a hall; never by whom."""
    met = Occupancy.objects.filter(space__in=room.spaces, starts_at__lt=end, ends_at__gt=start)
    row = met.exclude(booking=booking).select_related("space").order_by("starts_at").first()
    if row is None:
        return _("This room has just been taken. Look at the calendar, and choose other hours.")
    facts = {"room": row.space.name, "from": clock(row.starts_at), "until": clock(row.ends_at)}
    said = _("%(room)s is taken from %(from)s until %(until)s, with the time to set up and clear up.") % facts
    return said + " " + _("Choose other hours or another room.")
