"""From keys to documents, in a fixed number of queries however many there are."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Prefetch
from django.utils import timezone

from wijkhart.accounts.models import Organisation
from wijkhart.areas.models import Area
from wijkhart.directory.hsds.basics import PUBLIC, Document
from wijkhart.directory.hsds.frame import Depth, Frame
from wijkhart.directory.hsds.locations import location
from wijkhart.directory.hsds.organizations import organization
from wijkhart.directory.hsds.queries import known
from wijkhart.directory.hsds.service import service_at_location, service_document
from wijkhart.directory.models import Service, ServiceQuerySet
from wijkhart.places.models import Place
from wijkhart.themes.models import TargetGroup, Theme
from wijkhart.times.models import Occurrence, Schedule

M = TypeVar("M", bound=Model)
AHEAD = timedelta(days=365)


def service_documents(keys: Sequence[UUID], frame: Frame) -> list[Document]:
    """The services with these keys, in their order."""
    services = _services(keys, frame)
    framed = _named(frame, services)
    return [service_document(one, framed) for one in services]


def place_documents(keys: Sequence[UUID], frame: Frame) -> list[Document]:
    """These services, each at its place."""
    services = _services(keys, frame)
    framed = _named(frame, services)
    return [service_at_location(one, framed) for one in services]


def organization_documents(keys: Sequence[UUID], frame: Frame) -> list[Document]:
    """The organisations with these keys, in their order; whole ones with their places and services."""
    rows = Organisation.objects.visible_to(PUBLIC).filter(pk__in=keys).select_related("kept_by")
    if frame.full:
        services = _all_of_it(known(changes=False)) if frame.full_services else _single(known(changes=False))
        places = Place.objects.visible_to(PUBLIC).select_related("opening_hours")
        places = places.prefetch_related("opening_hours__slots", "opening_hours__exceptions").order_by("pk")
        rows = rows.prefetch_related(
            Prefetch("services", services.order_by("pk"), to_attr="told"), Prefetch("places", places, to_attr="owned")
        )
    found = _in_order(keys, rows)
    framed = _named(frame, [service for one in found for service in getattr(one, "told", [])], found)
    return [_organization(one, framed) for one in found]


def _organization(one: Organisation, frame: Frame) -> Document:
    document = organization(one, frame)
    if not frame.full:
        return document
    inside = frame if frame.full_services else replace(frame, depth=Depth.MINIMAL)
    owned: list[Place] = getattr(one, "owned", [])
    told: list[Service] = getattr(one, "told", [])
    nested = {
        "locations": [location(place, frame) for place in owned],
        "services": [service_document(service, inside) for service in told],
    }
    return document | {name: rows for name, rows in nested.items() if rows}


def _services(keys: Sequence[UUID], frame: Frame) -> list[Service]:
    rows = known().filter(pk__in=keys)
    return _in_order(keys, _all_of_it(rows) if frame.full else _single(rows))


def _single(rows: ServiceQuerySet) -> ServiceQuerySet:
    """With what has one value, and the target groups, of which a sentence is made."""
    groups = Prefetch("target_groups", TargetGroup.objects.order_by("order", "key"))
    return rows.select_related("provider", "place__opening_hours", "room").prefetch_related(groups)


def _all_of_it(rows: ServiceQuerySet) -> ServiceQuerySet:
    now = timezone.now()
    refused = Occurrence.objects.exclude(refused="").filter(starts_at__gte=now, starts_at__lt=now + AHEAD)
    series = Schedule.objects.prefetch_related(
        "rules", "exceptions", Prefetch("occurrences", refused.order_by("starts_at"))
    )
    return (
        _single(rows)
        .select_related("provider__kept_by", "place__opening_hours", "room", "supported_by")
        .prefetch_related(
            Prefetch("themes", Theme.objects.order_by("order", "key")),
            Prefetch("schedule", series),
            "confirmations",
            "place__opening_hours__slots",
            "place__opening_hours__exceptions",
        )
    )


def _in_order(keys: Sequence[UUID], rows: Iterable[M]) -> list[M]:
    found = {row.pk: row for row in rows}
    return [found[key] for key in keys if key in found]


def _named(frame: Frame, services: Iterable[Service], organisations: Iterable[Organisation] = ()) -> Frame:
    """With the names of the municipalities and wijken that these documents speak of: one query."""
    if frame.depth is Depth.MINIMAL:
        return frame
    codes = {code for one in organisations for code in one.codes}
    codes |= {place.municipality_code for one in organisations for place in getattr(one, "owned", [])}
    for one in services:
        codes |= {one.municipality_code, one.district_code, *one.provider.codes}
        codes |= {one.place.municipality_code, one.place.district_code} if one.place else set()
    return replace(frame, names=dict(Area.objects.current().filter(code__in=codes).values_list("code", "name")))
