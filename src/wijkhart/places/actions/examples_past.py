"""Example bookings of the weeks behind us with how many came, so that the pages about use show something.

Bookings of the past are refused everywhere else; these are made up, marked so, and the same on any day.
"""

from datetime import date, time, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed
from wijkhart.places.examples import clock, told
from wijkhart.places.models import Booking, BookingSeries, BookingState, Occupancy, Place, Room
from wijkhart.places.models.booking import TOGETHER
from wijkhart.places.queries.free import BESIDE, NEEDED, Doors, Slot, Uses, with_setup
from wijkhart.times.clock import slot_instants

WEEKS: Final = 12


def load_example_past(*, by: Actor, municipality: str) -> int:
    """Made-up bookings of the last weeks in the example rooms; gives how many. None where there are some already."""
    if not by.may("place.edit", municipality):
        raise NotAllowed(_("You may not load examples here."))
    places = Place.objects.filter(municipality_code=municipality, example=True)
    rows = Room.objects.filter(place__in=places).select_related(*NEEDED).prefetch_related(*BESIDE)
    rooms = {room.name: room for room in rows}
    before = Booking.objects.filter(room__place__in=places, ends_at__lt=timezone.now())
    if before.exists():
        return 0
    with transaction.atomic():
        return sum(_row(by, rooms[row["room"]], row) for row in told()["past"] if row["room"] in rooms)


def _row(by: Actor, room: Room, row: dict[str, Any]) -> int:
    """One line of the file on all its dates of the last weeks; gives how many."""
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday()) - timedelta(weeks=WEEKS)
    days = [monday + timedelta(weeks=n, days=row["weekday"]) for n in range(0, WEEKS, row.get("every", 1))]
    slot = clock(row["starts"]), clock(row["ends"])
    doors, uses = Doors([room]), Uses([room], days[0], days[-1])
    free = [day for day in days if _fits(room, day, slot, doors, uses, row["people"])]
    series = None
    if free and row.get("weekly"):
        series = BookingSeries.objects.create(room=room, first_day=free[0], last_day=free[-1])
    owner = Organisation.objects.filter(
        source="demo", source_id=f"{room.place.municipality_code}-{row['owner']}"
    ).first()
    for number, day in enumerate(free):
        _made(by, room, row, (day, *slot), series, owner, number)
    return len(free)


def _fits(room: Room, day: date, slot: Slot, doors: Doors, uses: Uses, people: int) -> bool:
    begins, ends = slot_instants(day, *slot)
    offered = any(begin <= slot[0] and slot[1] <= end for begin, end in doors.on(room, day).slots)
    return offered and not uses.in_the_way(room, begins, ends, people)


def _made(
    by: Actor,
    room: Room,
    row: dict[str, Any],
    when: tuple[date, time, time],
    series: BookingSeries | None,
    owner: Organisation | None,
    number: int,
) -> Booking:
    begins, ends = slot_instants(*when)
    came = row["came"][number % len(row["came"])]
    made = Booking.objects.create(
        room=room,
        municipality_code=room.place.municipality_code,
        state=BookingState.ACCEPTED,
        organisation=owner,
        title=row["title"],
        people=row["people"],
        user_kind=row["kind"],
        starts_at=begins,
        ends_at=ends,
        attended=None if came < 0 else came,
        series=series,
        actor_id=by.actor_id,
        made_at=begins - timedelta(days=30),
        answered_at=begins - timedelta(days=30),
        example=True,
    )
    start, end = with_setup(room, begins, ends)
    key = TOGETHER if room.shared else made.pk
    Occupancy.objects.bulk_create(
        Occupancy(booking=made, space=space, key=key, people=made.people, starts_at=start, ends_at=end)
        for space in room.spaces
    )
    record(by, "booking.made", made, municipality=made.municipality_code)
    return made
