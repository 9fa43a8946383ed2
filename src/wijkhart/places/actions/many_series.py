"""Many weekly bookings at once, such as a season that was given out: all of them, or none."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijkhart.audit.actions import record_each
from wijkhart.core.actors import Actor
from wijkhart.core.errors import NotAllowed
from wijkhart.core.formats import clock
from wijkhart.core.ids import new_id
from wijkhart.core.progress import Progress, silent
from wijkhart.places.actions.occupying import hold_rooms
from wijkhart.places.actions.pricing import terms_of
from wijkhart.places.actions.ready_rows import ReadyRows, Row
from wijkhart.places.actions.taken import Span, Taken, span_of
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
from wijkhart.places.queries.free import BESIDE, NEEDED, Doors, with_setup
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
class Date:
    """One date that could be, but for who else has the room; its rows are ready."""

    number: int
    day: date
    begins: datetime
    ends: datetime
    span: Span
    booking: Row
    occupancies: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is ready to be written: all that asks nothing of other bookings was looked at."""

    rooms: Mapping[UUID, Room]
    wanted: Sequence[WantedSeries]
    made: Sequence[MadeSeries]
    dates: Sequence[Date]
    tables: "_Tables"
    series: Sequence[Row]
    gaps: Sequence[Row]


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
    tables = _Tables()
    made, dates = _looked_at(rooms, wanted, off, tables, progress)
    series = [tables.series.of(one.series) for one in made]
    gaps = [tables.gaps.of(gap) for one in made for gap in one.gaps]
    return Prepared(rooms, wanted, made, dates, tables, series, gaps)


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


def _looked_at(
    rooms: Mapping[UUID, Room],
    wanted: Sequence[WantedSeries],
    off: Mapping[date, str],
    tables: "_Tables",
    progress: Progress,
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
                terms = checks.terms(room, when, one.facts)
                dates.append(tables.date(number, one, series.series, when, terms))
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
    """Decide who has each date, and write what stood ready."""
    made, tables = prepared.made, prepared.tables
    taken = Taken(prepared.rooms.values(), [one.day for one in prepared.dates])
    booked: list[Date] = []
    gaps: list[SeriesGap] = []
    waiting: list[WaitingEntry] = []
    for one in prepared.dates:
        series, asked = made[one.number], prepared.wanted[one.number]
        room = series.series.room
        if why := taken.in_the_way(room, one.span, asked.facts.people):
            gaps.append(SeriesGap(series=series.series, on=one.day, reason=why[:300]))
            series.gaps.append(gaps[-1])
            waiting.append(WaitingEntry(**_common(room, asked, one.begins, one.ends), series=series.series))
            continue
        taken.take(room, one.span, asked.facts.people)
        booked.append(one)
        series.dates += 1
    tables.series.write(prepared.series)
    tables.gaps.write(prepared.gaps)
    SeriesGap.objects.bulk_create(gaps, batch_size=BATCH)
    tables.bookings.write([one.booking for one in booked])
    # Latest first: for each row the guard against double bookings reads all of its space that begins earlier.
    booked.sort(key=lambda one: one.span.start, reverse=True)
    tables.occupancies.write([row for one in booked for row in one.occupancies])
    WaitingEntry.objects.bulk_create(waiting, batch_size=BATCH)
    by_municipality: defaultdict[str, list[BookingSeries]] = defaultdict(list)
    for one_made in made:
        by_municipality[one_made.series.room.place.municipality_code].append(one_made.series)
    for code, every in by_municipality.items():
        record_each(by, "series.made", every, municipality=code)


class _Tables:
    """The tables that are written, and what most rows of a series have in common."""

    def __init__(self) -> None:
        self.series, self.gaps = ReadyRows(BookingSeries), ReadyRows(SeriesGap)
        self.bookings, self.occupancies = ReadyRows(Booking), ReadyRows(Occupancy)
        self._spaces: dict[UUID, list[Room]] = {}
        self._first: dict[tuple[int, int], Row] = {}
        """Of each series and price: a booking as a row."""

    def date(self, number: int, asked: WantedSeries, series: BookingSeries, when: When, terms: dict[str, Any]) -> Date:
        """A date with the rows that it will be."""
        room, (begins, ends) = series.room, when.instants()
        if room.pk not in self._spaces:
            self._spaces[room.pk] = room.spaces
        span = span_of(self._spaces[room.pk], with_setup(room, begins, ends))
        if (number, id(terms)) not in self._first:
            first = Booking(**_common(room, asked, begins, ends), **terms, series=series, **_accepted(room))
            self._first[number, id(terms)] = self.bookings.of(first)
        own = {"id": new_id(), "starts_at": begins, "ends_at": ends}
        booking = self.bookings.like(self._first[number, id(terms)], own)
        told = {
            "booking_id": own["id"],
            "key": TOGETHER if room.shared else own["id"],
            "people": asked.facts.people,
            "starts_at": span.start,
            "ends_at": span.end,
        }
        occupancies = [self.occupancies.of(Occupancy(space=space, **told)) for space in span.spaces]
        return Date(number, when.day, begins, ends, span, booking, occupancies)


def _common(room: Room, asked: WantedSeries, begins: datetime, ends: datetime) -> dict[str, Any]:
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
        "starts_at": begins,
        "ends_at": ends,
        "actor_id": asked.actor_id,
        "example": asked.example,
    }


def _accepted(room: Room) -> dict[str, Any]:
    return {"state": BookingState.ACCEPTED, "entry_note": room.entry_note, "answered_at": timezone.now()}
