"""Example places with rooms and bookings, for the demonstration. All are made up and marked so."""

from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.accounts.models import Organisation
from wijkhart.areas.models import Area
from wijkhart.areas.queries import districts_of
from wijkhart.core.actors import ANONYMOUS, Actor
from wijkhart.core.errors import BadInput, NotAllowed, Refused
from wijkhart.places.actions.booking import block_room, refuse_booking, request_booking
from wijkhart.places.actions.concept import add_concept_rule
from wijkhart.places.actions.examples_past import load_example_past
from wijkhart.places.actions.hours import HoursFacts, set_place_hours
from wijkhart.places.actions.keeping import add_room, register_place
from wijkhart.places.actions.series import request_series
from wijkhart.places.actions.waiting import join_waiting
from wijkhart.places.booking_facts import BookingFacts
from wijkhart.places.concept_facts import ConceptFacts
from wijkhart.places.examples import clock, first_on, told
from wijkhart.places.facts import PlaceFacts, RoomFacts
from wijkhart.places.models import Booking, BookingSeries, Place, Room, UserKind, WaitingEntry
from wijkhart.places.queries.free import BESIDE, NEEDED, Doors
from wijkhart.places.week_text import slots_in
from wijkhart.places.when import When
from wijkhart.times.actions import OpenSlot

SOURCE: Final = "example"
FIRST: Final = "Liendert"
"""The wijk of the first place where there is one of this name; elsewhere the largest."""
LISTS: Final = ("equipment", "access", "functions")


def load_example_rooms(*, by: Actor, municipality: str) -> list[Room]:
    """Made-up places with rooms in two wijken, with bookings; what stands there already is left alone."""
    if not by.may("place.edit", municipality):
        raise NotAllowed(_("You may not load examples here."))
    if Place.objects.filter(municipality_code=municipality, source=SOURCE).exists():
        return []
    wijken = sorted(districts_of(municipality).order_by("-population", "code"), key=lambda one: one.name != FIRST)
    rooms: dict[str, Room] = {}
    with transaction.atomic():
        for row in told()["place"]:
            rooms |= _place(by, municipality, wijken[row["wijk"] % len(wijken)], row)
    for row in told()["booking"]:
        _booking(by, municipality, rooms[row["room"]], row)
    for row in told()["waiting"]:
        _waiting(municipality, rooms[row["room"]], row)
    for row in told()["series"]:
        _series(by, municipality, rooms[row["room"]], row)
    load_example_past(by=by, municipality=municipality)
    return list(rooms.values())


def _owner(municipality: str, key: str) -> Organisation | None:
    return Organisation.objects.filter(source="demo", source_id=f"{municipality}-{key}").first()


def _place(by: Actor, municipality: str, wijk: Area, row: dict[str, Any]) -> dict[str, Room]:
    owner = _owner(municipality, row["owner"])
    facts = PlaceFacts(
        name=row["name"],
        kind="community",
        town=wijk.name,
        x=wijk.x,
        y=wijk.y,
        step_free="yes",
        concept=row["concept"],
        owner=owner,
        agreed=owner is not None,
        phone=row["phone"],
        email=row["email"],
    )
    place = register_place(by=by, municipality=municipality, facts=facts)
    place.example, place.source, place.source_id = True, SOURCE, f"{municipality}-{row['key']}"
    place.save()
    slots = tuple(OpenSlot(day, *slot) for day, text in enumerate(row["week"]) for slot in slots_in(text))
    place = set_place_hours(by=by, place=place, facts=HoursFacts(slots=slots))
    made: dict[str, Room] = {}
    for one in row["room"]:
        parts = tuple(made[name] for name in one.get("parts", ()))
        lists = {name: tuple(one.get(name, ())) for name in LISTS}
        made[one["name"]] = add_room(by=by, place=place, facts=RoomFacts(**{**one, **lists, "parts": parts}))
    for one in row.get("rule", ()):
        rule: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in one.items()}
        room = made.get(one.get("room", ""))
        add_concept_rule(by=by, place=place, facts=ConceptFacts(**{**rule, "room": room}))
    return made


def _booking(by: Actor, municipality: str, room: Room, row: dict[str, Any]) -> Booking | None:
    """One booking on the first such weekday on which the room is offered; none where it cannot be."""
    held, when = _when(room, row)
    if row.get("closed"):
        begins, ends = when.instants()
        return block_room(by=by, room=held, starts_at=begins, ends_at=ends, title=row["title"])
    private = "name" in row
    facts = BookingFacts(
        when=when,
        title=row["title"],
        people=row["people"],
        name=row.get("name", str(_("example"))),
        email=row.get("email", "voorbeeld@example.org"),
        organisation=None,
        user_kind=row.get("user_kind", UserKind.RESIDENTS),
        open_to_all=row.get("open_to_all", False),
    )
    try:
        made = request_booking(
            by=ANONYMOUS if private else by, room=held, facts=facts, sender=f"example-{municipality}"
        )
    except BadInput:
        return None
    if not private and (owner := _owner(municipality, row["owner"])):
        made.organisation, made.name, made.email = owner, "", ""
        made.save()
    if reason := row.get("refused"):
        made = refuse_booking(by=by, booking=made, version=made.version, reason=reason)
    return made


def _waiting(municipality: str, room: Room, row: dict[str, Any]) -> WaitingEntry | None:
    """Somebody who waits for the time of an example booking; nobody where that is free."""
    held, when = _when(room, row)
    facts = BookingFacts(when=when, **{name: row[name] for name in ("title", "people", "name", "email")})
    try:
        return join_waiting(by=ANONYMOUS, room=held, facts=facts, sender=f"example-{municipality}")
    except Refused:
        return None


def _series(by: Actor, municipality: str, room: Room, row: dict[str, Any]) -> BookingSeries | None:
    """A series of an organisation, of which a date could not be made."""
    held, when = _when(room, row)
    about: dict[str, Any] = {"name": str(_("example")), "email": "voorbeeld@example.org"}
    facts = BookingFacts(when=when, title=row["title"], people=row["people"], **about)
    last = when.day + timedelta(weeks=row["weeks"] * (row["dates"] - 1))
    try:
        series = request_series(by=by, room=held, facts=facts, weeks=row["weeks"], last_day=last, sender="example")
    except Refused:
        return None
    if owner := _owner(municipality, row["owner"]):
        theirs = {"organisation": owner, "name": "", "email": ""}
        series.bookings.update(**theirs)
        series.waiting_entries.update(**theirs)
    return series


def _when(room: Room, row: dict[str, Any]) -> tuple[Room, When]:
    """The room with its hours, and the first such weekday on which it is offered."""
    held = Room.objects.select_related("place__owner", *NEEDED).prefetch_related(*BESIDE).get(pk=room.pk)
    return held, When(day=_offered(held, row["weekday"]), starts=clock(row["starts"]), ends=clock(row["ends"]))


def _offered(room: Room, weekday: int) -> date:
    doors, day = Doors([room]), first_on(weekday, timezone.localdate())
    for _week in range(8):
        if doors.on(room, day).slots:
            break
        day += timedelta(weeks=1)
    return day
