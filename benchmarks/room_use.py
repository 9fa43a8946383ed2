"""What the dashboard of the use of rooms and the search for a room cost, with 200 places and 20,000 bookings.

    python -m benchmarks.room_use [--quick] [--json]

On SQLite, in one process and without a web server (--quick: 20 places and 2,000 bookings). Each place has a hall of
two rooms and is open every day from 9 to 22 hours. The bookings lie in the 12 weeks before today and the 12 after it,
three in a day at most; a third is weekly. Seconds and queries are of all that a page asks of the database and
computes: the dashboard with its tables, the week and the trend, and the search for a room for 20 with a kitchen on
Tuesday afternoon, also for a company while each place has a rule of its concept.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import django

from benchmarks.report import say

CODE = "GM0307"
ROUNDS = 3
SLOTS = (10, 14, 18)
"""The hours at which bookings of two hours begin."""


def prepare(folder: Path) -> None:
    """An empty database of the benchmark's own."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "wijkhart.config.settings",
        "WIJKHART_ENV_FILE": os.devnull,
        "WIJKHART_SECRET_KEY": "benchmark-" + "x" * 50,
        "WIJKHART_SECURE": "0",
        "WIJKHART_DATA_DIR": str(folder),
        "WIJKHART_DATABASE_URL": f"sqlite:///{folder / 'rooms.sqlite3'}",
    }
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def fill(places: int, bookings: int) -> None:
    """The places with their rooms, and the bookings, of which no two overlap."""
    from django.utils import timezone

    from wijkhart.places.models import Booking, BookingSeries, Occupancy

    rooms = [room for number in range(places) for room in _rooms_of(number)]
    today = timezone.localdate()
    about: dict[str, Any] = {"first_day": today, "last_day": today, "weeks": 1}
    series = BookingSeries.objects.bulk_create(BookingSeries(room=room, **about) for room in rooms)
    made = []
    for number in range(bookings):
        turn, at = divmod(number, len(rooms))
        day = today + timedelta(days=(turn // 3 * 7 + at) % 168 - 84)
        begins = timezone.make_aware(datetime.combine(day, time(SLOTS[turn % 3])))
        made.append(
            Booking(
                room=rooms[at],
                municipality_code=CODE,
                state="accepted",
                title="x",
                people=12,
                actor_id="benchmark",
                user_kind="commercial" if turn % 5 == 4 else "residents",
                series=series[at] if turn % 3 == 0 else None,
                starts_at=begins,
                ends_at=begins + timedelta(hours=2),
            )
        )
    Booking.objects.bulk_create(made, batch_size=1000)
    rows = [
        Occupancy(booking=one, space=one.room, key=one.pk, starts_at=one.starts_at, ends_at=one.ends_at) for one in made
    ]
    Occupancy.objects.bulk_create(rows, batch_size=1000)


def _rooms_of(number: int) -> list[Any]:
    """A place with a hall of two rooms; the two rooms."""
    from wijkhart.core.actors import System
    from wijkhart.places.actions import HoursFacts, add_concept_rule, set_place_hours
    from wijkhart.places.concept_facts import ConceptFacts
    from wijkhart.places.models import Place, Room
    from wijkhart.times.actions import OpenSlot

    by = System("benchmark")
    place = Place.objects.create(name=f"Plek {number}", municipality_code=CODE, step_free="yes")
    slots = tuple(OpenSlot(day, time(9), time(22)) for day in range(7))
    set_place_hours(by=by, place=place, facts=HoursFacts(slots=slots))
    concept = ConceptFacts(effect="never", user_kinds=("commercial",), part_of_day="evening", why="Van de buurt.")
    add_concept_rule(by=by, place=place, facts=concept)
    about: dict[str, Any] = {"place": place, "booking_mode": "instant", "equipment": ["kitchen"] * (number % 2)}
    parts = [Room.objects.create(name=f"Zaal {one}", seats=20, floor_area=40, **about) for one in (1, 2)]
    Room.objects.create(name="Grote zaal", seats=40, floor_area=80, **about).parts.set(parts)
    return parts


def dashboard(base: str) -> int:
    """All that the dashboard of the municipality shows; gives the number of its cells."""
    from django.utils import timezone

    from wijkhart.places.models import Place
    from wijkhart.places.queries.use import Period, read_use
    from wijkhart.places.queries.use_tables import all_tables, heat, trend

    today = timezone.localdate()
    read = read_use(Place.objects.all(), Period(today - timedelta(weeks=12), today - timedelta(days=1)), base)
    for show in (all_tables, heat, trend):
        show(read, "hours")
    return len(read.cells)


def search(user_kind: str) -> int:
    """Room for 20 with a kitchen on Tuesday afternoon; gives how many rooms fit."""
    from wijkhart.core.actors import ANONYMOUS
    from wijkhart.places.queries.search import RoomWish, find_rooms

    wish = RoomWish(people=20, weekday=1, part="afternoon", equipment=("kitchen",), user_kind=user_kind)
    return len(find_rooms(ANONYMOUS, wish).hits)


def measure(case: str, act: Callable[[], int], unit: str) -> None:
    """The median of some rounds, the queries of one, and what came out."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    took = []
    for _round in range(ROUNDS):
        with CaptureQueriesContext(connection) as asked:
            began = perf_counter()
            found = act()
            took.append(perf_counter() - began)
    say(case, "wall clock (median of 3)", statistics.median(took), "s")
    say(case, "in the database", sum(float(one["time"]) for one in asked), "s")
    say(case, "queries", len(asked), "queries")
    say(case, "result", found, unit)


def main() -> None:
    """Fill, and measure each page."""
    places, bookings = (20, 2_000) if "--quick" in sys.argv else (200, 20_000)
    with tempfile.TemporaryDirectory() as folder:
        prepare(Path(folder))
        fill(places, bookings)
        for base in ("open", "parts"):
            measure(f"{places} places/dashboard, {base}", lambda base=base: dashboard(base), "cells")  # type: ignore[misc]
        for kind, words in (("", "anybody"), ("commercial", "a company")):
            measure(f"{places} places/search, {words}", lambda kind=kind: search(kind), "rooms")  # type: ignore[misc]


if __name__ == "__main__":
    main()
