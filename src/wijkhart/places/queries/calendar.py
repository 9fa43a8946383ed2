"""A week of a room, or a day of a place, as a table of half hours: free, taken or closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import product
from typing import Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.core.actors import Actor
from wijkhart.core.formats import clock, day
from wijkhart.places.models import Booking, Room
from wijkhart.places.queries.free import Doors, Slot, Uses
from wijkhart.times.clock import instant
from wijkhart.times.queries import OpenDay, hours_in_words

FIRST, LAST, STEP = 8 * 60, 22 * 60, 60
LATEST: Final = 23
"""The last hour of a day."""
FREE: Final = "free"
TAKEN: Final = "taken"
PARTLY: Final = "partly"
CLOSED: Final = "closed"


@dataclass(frozen=True, slots=True)
class Cell:
    """One hour of one column."""

    state: str
    words: str
    """What a screen reader says: never colour alone."""
    bookings: tuple[Booking, ...] = ()
    """Only those that this actor may see in full."""


@dataclass(frozen=True, slots=True)
class Column:
    """A room on a day."""

    room: Room
    on: date
    label: str
    closed: str
    """Why it is closed all day; empty: it is not."""
    slots: Sequence[Slot]
    """When it is offered."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The table: its columns, and a row for each hour."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[time, tuple[Cell, ...]], ...]
    by_day: bool
    """Whether each column is a day, instead of a room."""

    @property
    def free(self) -> list[tuple[Column, str]]:
        """The columns with something free, with the hours in which nothing is taken: quicker to read than the table."""
        found = [(column, self._free(number)) for number, column in enumerate(self.columns)]
        return [(column, hours_in_words(slots)) for column, slots in found if slots]

    def _free(self, number: int) -> list[Slot]:
        found: list[Slot] = []
        hours = [at for at, cells in self.rows if cells[number].state == FREE]
        for at, (begin, end) in product(hours, self.columns[number].slots):
            starts, ends = max(at, begin), min(end, time(at.hour + 1)) if at.hour < LATEST else end
            if found and found[-1][1] == starts:
                found[-1] = (found[-1][0], ends)
            elif starts < ends:
                found.append((starts, ends))
        return found


def room_week(user: Actor, room: Room, monday: date) -> Grid:
    """Seven days of one room."""
    return _grid(user, [(room, monday + timedelta(days=n)) for n in range(7)], by_day=True)


def place_day(user: Actor, rooms: Sequence[Room], on: date) -> Grid:
    """One day of all rooms of a place."""
    return _grid(user, [(room, on) for room in rooms], by_day=False)


def _grid(user: Actor, pairs: Sequence[tuple[Room, date]], *, by_day: bool) -> Grid:
    if not pairs:
        return Grid((), (), by_day)
    rooms = list({room.pk: room for room, _on in pairs}.values())
    days = [on for _room, on in pairs]
    doors = Doors(rooms)
    opened = {(room.pk, on): doors.on(room, on) for room, on in pairs}
    uses = Uses(rooms, min(days), max(days))
    seen = _bookings(user, rooms, min(days), max(days))
    first, last = _hours([one.slots for one in opened.values()])
    rows = []
    for minute in range(first, last, STEP):
        cells = tuple(_cell(room, opened[room.pk, on], uses, seen.get(room.pk, []), minute) for room, on in pairs)
        rows.append((_at(minute), cells))
    columns = tuple(
        Column(room, on, day(on) if by_day else room.name, _why(opened[room.pk, on]), opened[room.pk, on].slots)
        for room, on in pairs
    )
    return Grid(columns, tuple(rows), by_day)


def _why(opened: OpenDay) -> str:
    return "" if opened.slots else (opened.reason or _("closed"))


def _hours(days: Sequence[Sequence[Slot]]) -> tuple[int, int]:
    """From the first opening to the last closing, on whole hours; at least a usual day when nothing is known."""
    begins = [begin.hour * 60 for slots in days for begin, _end in slots]
    ends = [-(-(end.hour * 60 + end.minute) // STEP) * STEP for slots in days for _begin, end in slots]
    return min(begins, default=FIRST), max(ends, default=LAST)


def _bookings(user: Actor, rooms: Sequence[Room], first: date, last: date) -> Mapping[UUID, list[Booking]]:
    """What this actor may see in full, under each room of which it takes something."""
    start, end = instant(first, time.min), instant(last + timedelta(days=1), time.min)
    of_space: dict[UUID, list[Room]] = {}
    for room in rooms:
        for space in room.spaces:
            of_space.setdefault(space.pk, []).append(room)
    rows = Booking.objects.visible_to(user).live().filter(starts_at__lt=end, ends_at__gt=start)
    found: dict[UUID, list[Booking]] = {}
    for booking in rows.filter(occupancies__space__in=of_space).distinct().prefetch_related("occupancies"):
        touched = [room.pk for row in booking.occupancies.all() for room in of_space.get(row.space_id, [])]
        for key in dict.fromkeys(touched):
            found.setdefault(key, []).append(booking)
    return found


def _cell(room: Room, opened: OpenDay, uses: Uses, seen: Sequence[Booking], minute: int) -> Cell:
    begin, end = _moment(opened.on, minute), _moment(opened.on, minute + STEP)
    known = tuple(one for one in seen if one.starts_at < end and begin < one.ends_at)
    if not _open(opened.slots, minute):
        return Cell(CLOSED, _("closed"), known)
    if end <= timezone.now():
        return Cell(CLOSED, _("over"), known)
    met = [use for use in uses.of(room) if use.starts_at < end and begin < use.ends_at]
    if not met:
        return Cell(FREE, _("free to book"), known)
    if room.shared and not any(not use.shared for use in met):
        left = max(0, (room.seats or 0) - sum(use.people for use in met))
        state = PARTLY if left else TAKEN
        return Cell(state, _("%(left)s places left") % {"left": left} if left else _("full"), known)
    starts, ends = min(use.starts_at for use in met), max(use.ends_at for use in met)
    if begin < starts:
        return Cell(PARTLY, _("taken from %(at)s") % {"at": clock(starts)}, known)
    if ends < end:
        return Cell(PARTLY, _("taken until %(at)s") % {"at": clock(ends)}, known)
    return Cell(TAKEN, _("taken"), known)


def _open(slots: Sequence[Slot], minute: int) -> bool:
    """Whether the room is offered in some part of this hour."""
    return any(
        begin.hour * 60 + begin.minute < minute + STEP and minute < end.hour * 60 + end.minute for begin, end in slots
    )


def _moment(on: date, minute: int) -> datetime:
    return instant(on + timedelta(days=minute // 1440), _at(minute % 1440))


def _at(minute: int) -> time:
    return time(minute // 60, minute % 60)
