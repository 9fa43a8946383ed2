"""What the page of one offer shows besides its own facts: dates, how to reach who runs it, what else is near."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from wijkhart.accounts.models import Organisation
from wijkhart.core import formats
from wijkhart.directory.models import Service
from wijkhart.directory.queries import next_times
from wijkhart.directory.queries.find import Hit, Near, Search, find
from wijkhart.directory.reasons import slot
from wijkhart.times.models import Occurrence
from wijkhart.times.queries import describe_hours, is_open

NEARBY: Final = 1000.0
"""Metres within which something else is near."""
SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach whoever runs it; with `through`, the organisation that does so for a group that stays hidden."""

    phone: str
    email: str
    website: str
    through: Organisation | None = None

    @property
    def known(self) -> bool:
        return bool(self.phone or self.email or self.website)


@dataclass(frozen=True, slots=True)
class Other:
    """Another offer, in one line."""

    service: Service
    note: str


@dataclass(frozen=True, slots=True)
class Detail:
    """All that is looked up for the page of one offer."""

    times: list[Occurrence]
    """The coming dates, also those on which it does not happen."""
    now: Occurrence | None
    """The one that is going on."""
    next_time: Occurrence | None
    hours: list[tuple[str, str]]
    """The week of the door, for what has no times of its own."""
    open_now: bool
    contact: Contact
    of_provider: list[Other]
    then: list[Other]
    """What else is near at its first weekly time."""
    then_when: str


def detail_of(service: Service, now: datetime) -> Detail:
    """Look it up; `service` comes from `shown()`."""
    times = next_times(service, now)
    happening = [one for one in times if not one.refused]
    hours = None if service.schedule_id or service.place is None or service.at_home else service.place.opening_hours
    then, when = _then(service)
    return Detail(
        times=times,
        now=next((one for one in happening if one.starts_at <= now), None),
        next_time=happening[0] if happening else None,
        hours=describe_hours(hours) if hours else [],
        open_now=bool(hours and is_open(hours, now)),
        contact=contact_of(service),
        of_provider=_of_provider(service),
        then=then,
        then_when=when,
    )


def contact_of(service: Service) -> Contact:
    """Its own contact, else that of its provider; through its keeper when the group wants to stay hidden."""
    known = service.provider.contact
    if known is None:
        return Contact("", "", "")
    if known != service.provider:
        return Contact(known.phone, known.email, known.website, known)
    return Contact(service.phone or known.phone, service.email or known.email, service.website or known.website)


def _of_provider(service: Service) -> list[Other]:
    others = Service.objects.findable().filter(provider=service.provider_id).exclude(pk=service.pk)
    shown = others.select_related("place").only("name", "example", "place__name").order_by("name", "pk")[:SHOWN]
    return [Other(one, one.place.name if one.place else "") for one in shown]


def _then(service: Service) -> tuple[list[Other], str]:
    """What else is within a kilometre at the same part of the same day."""
    times, point = list(service.times.all()), service.coordinates
    if not times or point is None:
        return [], ""
    first = times[0]
    asked = Search(
        municipality=service.municipality_code,
        weekday=first.weekday,
        part_of_day=first.part_of_day,
        near=Near(*point, NEARBY),
        order="distance",
    )
    hits = [hit for hit in find(replace(asked, way="place")).hits(0, SHOWN + 1) if hit.service_id != service.pk][:SHOWN]
    known = Service.objects.findable().only("name", "example").in_bulk([hit.service_id for hit in hits])
    found = [Other(known[hit.service_id], _note(hit)) for hit in hits if hit.service_id in known]
    return found, f"{formats.weekday(first.weekday)} {first.get_part_of_day_display()}"


def _note(hit: Hit) -> str:
    far = "" if hit.distance is None else formats.distance(hit.distance)
    return ", ".join(part for part in (far, slot(hit.times[0]) if hit.times else "") if part)
