"""What there is in an area, and what happens there on a day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch

from wijkhart.areas.models import Area
from wijkhart.core.actors import Actor
from wijkhart.directory.models import LifeCycle, Service, ServiceQuerySet, ServiceTime
from wijkhart.places.models import Place
from wijkhart.themes.models import TargetGroup, Theme
from wijkhart.times.clock import day_bounds
from wijkhart.times.models import Occurrence, Schedule


@dataclass(frozen=True, slots=True)
class Today:
    """One time that something happens on a day."""

    service: Service
    starts_at: datetime
    ends_at: datetime

    @property
    def place(self) -> Place | None:
        return self.service.place


def shown(services: ServiceQuerySet) -> ServiceQuerySet:
    """With everything that a card or a page shows of each, in a fixed number of queries."""
    return services.select_related("place", "room", "provider").prefetch_related(
        Prefetch("themes", Theme.objects.order_by("order", "key")),
        Prefetch("target_groups", TargetGroup.objects.order_by("order", "key")),
        Prefetch("schedule", Schedule.objects.prefetch_related("rules", "exceptions")),
        "times",
    )


@dataclass(frozen=True, slots=True)
class DayAt:
    """A day of the week at a place: what happens then, in order of time."""

    weekday: int
    times: list[ServiceTime]


def week_at(services: Iterable[Service]) -> list[DayAt]:
    """The week of a place, from the services there; days without anything are left out."""
    days: dict[int, list[ServiceTime]] = defaultdict(list)
    for service in services:
        for one in service.times.all():
            one.service = service
            days[one.weekday].append(one)
    return [
        DayAt(day, sorted(times, key=lambda one: (one.starts_at, one.service.name)))
        for day, times in sorted(days.items())
    ]


def services_within(actor: Actor, area: Area) -> ServiceQuerySet:
    """What this actor may see in a wijk or municipality and has not ended, by name."""
    return shown(Service.objects.visible_to(actor).open().within(area)).order_by("name", "pk")


def today_in(actor: Actor, municipality_code: str, day: date) -> list[Today]:
    """Everything that happens in a municipality on a day, in order of time."""
    services = Service.objects.visible_to(actor).running().filter(municipality_code=municipality_code)
    start, end = day_bounds(day, day)
    times = list(
        Occurrence.objects.happening()
        .filter(
            schedule__in=services.exclude(schedule=None).values("schedule"), starts_at__gte=start, starts_at__lt=end
        )
        .order_by("starts_at", "ends_at")
    )
    of_schedule: dict[object, list[Service]] = defaultdict(list)
    for service in shown(services.filter(schedule__in={time.schedule_id for time in times})).order_by("name", "pk"):
        of_schedule[service.schedule_id].append(service)
    return [Today(service, time.starts_at, time.ends_at) for time in times for service in of_schedule[time.schedule_id]]


def next_times(service: Service, start: datetime, limit: int = 6) -> list[Occurrence]:
    """The coming dates of a service that runs, also those on which it does not happen, with the reason."""
    if service.schedule is None or service.life_cycle != LifeCycle.RUNNING:
        return []
    return list(service.schedule.occurrences.filter(ends_at__gt=start).order_by("starts_at")[:limit])
