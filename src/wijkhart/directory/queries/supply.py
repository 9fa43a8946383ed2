"""What is offered, as numbers for the coverage of a municipality."""

from dataclasses import dataclass
from datetime import time
from uuid import UUID

from wijkhart.core.actors import ANONYMOUS
from wijkhart.directory.models import Service
from wijkhart.directory.queries.within import shown


@dataclass(frozen=True, slots=True)
class SupplyTime:
    """One weekly time: its weekday (0 is Monday), part of the day, hours, and how often in a mean week."""

    weekday: int
    part_of_day: str
    starts_at: time
    ends_at: time
    per_week: float


@dataclass(frozen=True, slots=True)
class Supply:
    """One service as the coverage counts it."""

    service_id: UUID
    name: str
    x: float | None
    """RD metres of the place; None when people are visited, or when there is no place."""
    y: float | None
    place_name: str
    district_code: str
    """The wijk of the place, else the wijk it is for; empty when it is for the whole municipality."""
    at_home: bool
    capacity: int | None
    """People per session; None is unknown."""
    times: tuple[SupplyTime, ...]
    """Empty when the hours are unknown."""
    themes: tuple[str, ...]
    target_groups: tuple[str, ...]
    line: int
    example: bool


def supply_of(municipality_code: str) -> list[Supply]:
    """All that runs in a municipality and that everyone may see, in a fixed order and a fixed number of queries."""
    services = Service.objects.visible_to(ANONYMOUS).running().filter(municipality_code=municipality_code)
    return [_supply(service) for service in shown(services).order_by("source", "source_id", "pk")]


def _supply(service: Service) -> Supply:
    x, y = service.coordinates or (None, None)
    place = None if service.at_home else service.place
    return Supply(
        service_id=service.pk,
        name=service.name,
        x=x,
        y=y,
        place_name=place.name if place else "",
        district_code=place.district_code if place else service.district_code,
        at_home=service.at_home,
        capacity=service.capacity,
        times=tuple(
            SupplyTime(one.weekday, one.part_of_day, one.starts_at, one.ends_at, one.per_week)
            for one in service.times.all()
        ),
        themes=tuple(theme.key for theme in service.themes.all()),
        target_groups=tuple(group.key for group in service.target_groups.all()),
        line=service.line,
        example=service.example,
    )
