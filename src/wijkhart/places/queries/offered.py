"""When the smallest spaces of places are offered, by whatever room they are part of."""

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from wijkhart.places.models import BookingMode, Place, Room
from wijkhart.places.queries.free import BESIDE, NEEDED, Doors
from wijkhart.places.queries.stretches import Minutes, joined, on_clock


class OfferedSpaces:
    """The smallest spaces of some places with the hours in which they can be booked; a hall is its parts.

    A space is offered when it can be booked itself, or in a hall of which it is part. What cannot be booked here at
    all stands in `apart`.
    """

    def __init__(self, places: Iterable[Place]) -> None:
        rows = Room.objects.filter(place__in=list(places)).select_related(*NEEDED).prefetch_related(*BESIDE)
        rooms = list(rows.order_by("place__name", "name"))
        self.doors = Doors(rooms)
        self.rooms_of: dict[UUID, list[Room]] = {}
        for room in rooms:
            if room.booking_mode != BookingMode.NONE:
                for space in room.spaces:
                    self.rooms_of.setdefault(space.pk, []).append(room)
        smallest = [room for room in rooms if not room.parts.all()]
        self.spaces: Sequence[Room] = [room for room in smallest if room.pk in self.rooms_of]
        self.apart: Sequence[Room] = [room for room in smallest if room.pk not in self.rooms_of]
        self._known: dict[tuple[object, object, date], list[Minutes]] = {}

    def on(self, space: Room, day: date) -> list[Minutes]:
        """The minutes of one date in which a space is offered."""
        return joined(stretch for room in self.rooms_of[space.pk] for stretch in self._of(room, day))

    def _of(self, room: Room, day: date) -> list[Minutes]:
        key = room.place.opening_hours_id, room.opening_hours_id, day
        if key not in self._known:
            slots = self.doors.on(room, day).slots
            self._known[key] = [on_clock(day, begin, end) for begin, end in slots]
        return self._known[key]
