"""What is known of a week before anybody proposes anything."""

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from wijkhart.core.actors import Actor
from wijkhart.directory.models import LifeCycle, Service, ServiceQuerySet
from wijkhart.places.models import Booking, BookingKind, BookingState
from wijkhart.programming.models import WeekLine, WeekProgramme
from wijkhart.times.clock import day_bounds
from wijkhart.times.queries import occurrences_between


@dataclass(frozen=True, slots=True)
class Found:
    """Something that may become a line."""

    day: date
    starts: time
    ends: time
    title: str = ""
    organisation_id: UUID | None = None
    place_id: UUID | None = None
    room_id: UUID | None = None
    booking_id: UUID | None = None
    service_id: UUID | None = None
    themes: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()

    @classmethod
    def of(cls, line: WeekLine) -> "Found":
        """A line that is there already."""
        keys = ("organisation_id", "place_id", "room_id", "booking_id", "service_id")
        return cls(line.day, line.starts, line.ends, line.title, **{key: getattr(line, key) for key in keys})

    def same_as(self, other: "Found") -> bool:
        """One booking or one session is one line; so is a booking for a session of the same organisation then."""
        if self.booking_id and self.booking_id == other.booking_id:
            return True
        at_once = self.day == other.day and self.starts < other.ends and other.starts < self.ends
        if self.service_id and self.service_id == other.service_id:
            return at_once
        here = self.place_id is not None and self.place_id == other.place_id
        mine = self.organisation_id is not None and self.organisation_id == other.organisation_id
        one_is_a_booking = bool(self.booking_id) != bool(other.booking_id)
        return at_once and here and mine and one_is_a_booking


def services_of(actor: Actor, programme: WeekProgramme) -> ServiceQuerySet:
    """What the public can find at the place, or in the wijk, and that has times."""
    found = Service.objects.visible_to(actor).findable().filter(life_cycle=LifeCycle.RUNNING)
    found = found.exclude(schedule=None).filter(at_home=False, collective=True)
    if programme.place_id:
        return found.filter(place=programme.place_id)
    return found.filter(
        Q(place__district_code=programme.district_code) | Q(place=None, district_code=programme.district_code)
    )


def sessions_of_week(actor: Actor, programme: WeekProgramme) -> list[Found]:
    """Each session of this week; holidays and cancelled dates are left out."""
    rows = services_of(actor, programme).prefetch_related("themes", "target_groups")
    services: dict[UUID, list[Service]] = {}
    for service in rows:
        if service.schedule_id:
            services.setdefault(service.schedule_id, []).append(service)
    week = day_bounds(programme.monday, programme.sunday)
    found: list[Found] = []
    for occurrence in occurrences_between(services, *week):
        begins, ends = timezone.localtime(occurrence.starts_at), timezone.localtime(occurrence.ends_at)
        if begins.date() != ends.date() or begins.date() not in programme.days:
            continue
        held = services[occurrence.schedule_id]
        found += [_session(service, begins.date(), begins.time(), ends.time()) for service in held]
    return found


def _session(service: Service, day: date, starts: time, ends: time) -> Found:
    return Found(
        day,
        starts,
        ends,
        title=service.name,
        organisation_id=service.provider_id,
        place_id=service.place_id,
        room_id=service.room_id,
        service_id=service.pk,
        themes=tuple(one.pk for one in service.themes.all()),
        target_groups=tuple(one.pk for one in service.target_groups.all()),
    )


def bookings_of_week(actor: Actor, programme: WeekProgramme) -> list[Found]:
    """Accepted bookings of organisations that are open to all. Never one of a person, never one that is closed."""
    begins, ends = day_bounds(programme.monday, programme.sunday)
    rows = Booking.objects.visible_to(actor).filter(kind=BookingKind.USE, state=BookingState.ACCEPTED)
    rows = rows.filter(open_to_all=True, starts_at__gte=begins, ends_at__lte=ends).exclude(organisation=None)
    if programme.place_id:
        rows = rows.filter(room__place=programme.place_id)
    else:
        rows = rows.filter(room__place__district_code=programme.district_code)
    return [_booked(booking) for booking in rows.select_related("room").distinct()]


def _booked(booking: Booking) -> Found:
    begins, ends = timezone.localtime(booking.starts_at), timezone.localtime(booking.ends_at)
    return Found(
        begins.date(),
        begins.time(),
        ends.time() if ends.date() == begins.date() else time(23, 59),
        title=booking.title,
        organisation_id=booking.organisation_id,
        place_id=booking.room.place_id,
        room_id=booking.room_id,
        booking_id=booking.pk,
        target_groups=(str(booking.target_group_id),) if booking.target_group_id else (),
    )
