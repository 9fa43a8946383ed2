"""Many weekly bookings at once, such as a season that was given out: all of them, or none."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed
from wijkhart.core.formats import clock
from wijkhart.core.progress import Progress, silent
from wijkhart.places.actions.occupying import hold_rooms
from wijkhart.places.actions.pricing import terms_of
from wijkhart.places.booking_facts import BookingFacts, closed_words
from wijkhart.places.models import (
    Booking,
    BookingSeries,
    BookingState,
    ConceptRule,
    Occupancy,
    Room,
    SeriesGap,
    UseRules,
    WaitingEntry,
)
from wijkhart.places.models.booking import TOGETHER
from wijkhart.places.perms import may_decide
from wijkhart.places.queries.concept import obeys, rules_for, stands
from wijkhart.places.queries.free import BESIDE, NEEDED, Doors, Use, Uses, crowd, with_setup
from wijkhart.places.queries.rules import BESIDE as RULES_BESIDE
from wijkhart.places.queries.rules import price_of
from wijkhart.places.queries.stretches import on_clock
from wijkhart.places.when import When
from wijkhart.times.clock import clock_change

BATCH = 500


@dataclass(frozen=True, slots=True)
class WantedSeries:
    """The same hours in one room on these days. The day in `facts` is the first of them."""

    room: Room
    facts: BookingFacts
    days: tuple[date, ...]
    weeks: int
    actor_id: str
    """Who holds the bookings."""
    example: bool = False


@dataclass(slots=True)
class MadeSeries:
    """What came of one of them."""

    series: BookingSeries
    dates: int = 0
    gaps: list[SeriesGap] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is ready to be written: all that asks nothing of other bookings was looked at."""

    rooms: Mapping[UUID, Room]
    wanted: Sequence[WantedSeries]
    made: Sequence[MadeSeries]
    dates: "Sequence[Date]"


def prepare_many(
    *, by: Actor, wanted: Sequence[WantedSeries], off: Mapping[date, str], progress: Progress = silent
) -> Prepared:
    """Look at every date before anything is held; for whoever decides on all the rooms.

    `off` names days on which nothing is booked, and why. Who gets which part of a season was decided before, with the
    share that is kept for the unexpected and the rules about how far ahead: those are not asked again for each date.
    """
    rooms = _rooms(wanted)
    for place in {room.place for room in rooms.values()}:
        if not may_decide(by, place):
            raise NotAllowed(_("You may not decide on this room."))
    made, dates = _looked_at(rooms, wanted, off, progress)
    return Prepared(rooms, wanted, made, dates)


def book_prepared(*, by: Actor, prepared: Prepared) -> Sequence[MadeSeries]:
    """Book them all; a date that somebody else has is kept with its reason, and who wanted it waits for it."""
    with transaction.atomic():
        hold_rooms(prepared.rooms.values())
        _write(by, prepared)
    return prepared.made


def _rooms(wanted: Iterable[WantedSeries]) -> dict[UUID, Room]:
    keys = {one.room.pk for one in wanted}
    rows = Room.objects.filter(pk__in=keys).select_related("place__owner", *NEEDED).prefetch_related(*BESIDE)
    return {room.pk: room for room in rows}


@dataclass(frozen=True, slots=True)
class Date:
    """One date that could be, but for who else has the room."""

    number: int
    day: date
    begins: datetime
    ends: datetime
    terms: dict[str, Any]


def _looked_at(
    rooms: Mapping[UUID, Room], wanted: Sequence[WantedSeries], off: Mapping[date, str], progress: Progress
) -> tuple[list[MadeSeries], list[Date]]:
    """All that asks nothing of other bookings, before anything is held."""
    checks = _Checks(rooms, off)
    made, dates = [], []
    for number, one in enumerate(wanted):
        progress(number, len(wanted), _("looking at dates"))
        room = rooms[one.room.pk]
        span = {"first_day": one.days[0], "last_day": one.days[-1], "weeks": one.weeks}
        series = MadeSeries(BookingSeries(room=room, entry_note=room.entry_note, **span))
        made.append(series)
        for day in one.days:
            when = When(day=day, starts=one.facts.when.starts, ends=one.facts.when.ends)
            if why := checks.wrong(room, when, one.facts):
                series.gaps.append(SeriesGap(series=series.series, on=day, reason=why[:300]))
            else:
                begins, ends = when.instants()
                dates.append(Date(number, day, begins, ends, checks.terms(room, when, one.facts)))
    return made, dates


class _Checks:
    """What each date is held to; what changes seldom is read once."""

    def __init__(self, rooms: Mapping[UUID, Room], off: Mapping[date, str]) -> None:
        self.off, self.now, self.doors = off, timezone.now(), Doors(rooms.values())
        places = {room.place_id: room.place for room in rooms.values()}
        rows = ConceptRule.objects.filter(place__in=places).select_related("room").prefetch_related("room__parts")
        every = list(rows)
        self.rules = {
            room.pk: rules_for(room, [rule for rule in every if rule.place_id == room.place_id])
            for room in rooms.values()
        }
        codes = {place.municipality_code for place in places.values()}
        published = UseRules.objects.published().filter(municipality_code__in=codes).order_by("-number")
        self.versions = list(published.prefetch_related(*RULES_BESIDE))
        self._terms: dict[tuple[object, ...], dict[str, Any]] = {}

    def wrong(self, room: Room, when: When, facts: BookingFacts) -> str:
        """Why a date cannot be; empty when it can, as far as the room goes."""
        if when.day in self.off:
            return _("Nothing is booked on this day: %(why)s.") % {"why": self.off[when.day]}
        if when.instants()[0] <= self.now:
            return _("This moment is in the past.")
        change = next((at for at in (when.starts, when.ends) if clock_change(when.day, at)), None)
        if change is not None:
            return _("%(at)s does not exist or comes twice on this day: the clock changes.") % {"at": clock(change)}
        opened = self.doors.on(room, when.day)
        if not any(begin <= when.starts and when.ends <= end for begin, end in opened.slots):
            return closed_words(opened)
        hours = on_clock(when.day, when.starts, when.ends)
        broken = (rule for rule in self.rules[room.pk] if stands(rule, when.day, hours) and not obeys(rule, facts))
        rule = next(broken, None)
        return _("This does not fit the concept of this place: %(why)s") % {"why": rule.why} if rule else ""

    def terms(self, room: Room, when: When, facts: BookingFacts) -> dict[str, Any]:
        """The price by the rules in force on the day."""
        code = room.place.municipality_code
        fitting = (one for one in self.versions if one.municipality_code == code and one.valid_from <= when.day)
        rules = next(fitting, None)
        begins, ends = when.instants()
        minutes = int((ends - begins).total_seconds() // 60)
        key = room.pk, rules.pk if rules else None, minutes, facts.user_kind, facts.open_to_all, facts.local
        if key not in self._terms:
            price = price_of(rules, facts, room.floor_area, minutes) if rules else None
            self._terms[key] = terms_of(room, price)
        return self._terms[key]


def _write(by: Actor, prepared: Prepared) -> None:
    rooms, wanted, made, dates = prepared.rooms, prepared.wanted, prepared.made, prepared.dates
    taken = _Taken(rooms.values(), [one.day for one in dates])
    bookings: list[Booking] = []
    occupancies: list[Occupancy] = []
    waiting: list[WaitingEntry] = []
    for one in dates:
        series, asked = made[one.number], wanted[one.number]
        room = rooms[asked.room.pk]
        if why := taken.in_the_way(room, one, asked.facts.people):
            series.gaps.append(SeriesGap(series=series.series, on=one.day, reason=why[:300]))
            waiting.append(WaitingEntry(**_common(room, asked, one), series=series.series))
            continue
        booking = Booking(**_common(room, asked, one), **one.terms, series=series.series, **_accepted(room))
        bookings.append(booking)
        occupancies += taken.take(room, booking)
        series.dates += 1
    BookingSeries.objects.bulk_create([one.series for one in made], batch_size=BATCH)
    SeriesGap.objects.bulk_create([gap for one in made for gap in one.gaps], batch_size=BATCH)
    Booking.objects.bulk_create(bookings, batch_size=BATCH)
    Occupancy.objects.bulk_create(occupancies, batch_size=BATCH)
    WaitingEntry.objects.bulk_create(waiting, batch_size=BATCH)
    for one_made in made:
        record(by, "series.made", one_made.series, municipality=one_made.series.room.place.municipality_code)


def _common(room: Room, asked: WantedSeries, one: Date) -> dict[str, Any]:
    facts = asked.facts
    return {
        "room": room,
        "municipality_code": room.place.municipality_code,
        "organisation": facts.organisation,
        "name": "" if facts.organisation else facts.name,
        "title": facts.title,
        "people": facts.people,
        "note": facts.note,
        **facts.activity,
        "starts_at": one.begins,
        "ends_at": one.ends,
        "actor_id": asked.actor_id,
        "example": asked.example,
    }


def _accepted(room: Room) -> dict[str, Any]:
    return {"state": BookingState.ACCEPTED, "entry_note": room.entry_note, "answered_at": timezone.now()}


class _Taken:
    """What is taken of each space, by day: what stood there, and what is booked now."""

    def __init__(self, rooms: Iterable[Room], days: Sequence[date]) -> None:
        self.by_day: defaultdict[tuple[object, date], list[Use]] = defaultdict(list)
        if days:
            for space, uses in Uses(rooms, min(days), max(days)).by_space.items():
                for use in uses:
                    self._put(space, use)

    def _put(self, space: object, use: Use) -> None:
        first, last = (timezone.localtime(at).date() for at in (use.starts_at, use.ends_at))
        for day in _days(first, last):
            self.by_day[space, day].append(use)

    def in_the_way(self, room: Room, one: Date, people: int) -> str:
        """Why these people cannot have the room then; empty when they can."""
        start, end = with_setup(room, one.begins, one.ends)
        known = [(space, use) for space in room.spaces for day in _around(start, end) for use in self._of(space, day)]
        met = [(space, use) for space, use in known if use.starts_at < end and start < use.ends_at]
        alone = [pair for pair in met if not pair[1].shared]
        if room.shared and not alone:
            return _full(room) if crowd([use for _space, use in met], start, end) + people > (room.seats or 0) else ""
        if not met:
            return ""
        space, use = (alone or met)[0]
        facts = {"room": space.name, "from": clock(use.starts_at), "until": clock(use.ends_at)}
        return _("%(room)s is taken from %(from)s until %(until)s, with the time to set up and clear up.") % facts

    def _of(self, space: Room, day: date) -> list[Use]:
        return self.by_day.get((space.pk, day), [])

    def take(self, room: Room, booking: Booking) -> list[Occupancy]:
        """The rows that take the room for a booking, known from now on."""
        start, end = with_setup(room, booking.starts_at, booking.ends_at)
        key = TOGETHER if room.shared else booking.pk
        told = {"booking": booking, "key": key, "people": booking.people, "starts_at": start, "ends_at": end}
        for space in room.spaces:
            self._put(space.pk, Use(start, end, booking.people, room.shared))
        return [Occupancy(space=space, **told) for space in room.spaces]


def _full(room: Room) -> str:
    return _("Others use %(room)s too, and then too few places are left.") % {"room": room.name}


def _around(start: datetime, end: datetime) -> list[date]:
    return list(_days(timezone.localtime(start).date(), timezone.localtime(end).date()))


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day = date.fromordinal(day.toordinal() + 1)
