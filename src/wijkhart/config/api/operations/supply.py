"""Places and services."""

from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from ninja import Query, Router
from pydantic import StringConstraints

from wijkhart.areas.models import Area
from wijkhart.config.api.operations.doors import DISTRICT, KEY, MUNICIPALITY, get, page_of
from wijkhart.config.api.paging import Asked, cut
from wijkhart.config.api.shapes import PlaceOut, PlacePage, ProviderOut, ServiceOut, ServicePage, WeeklyTimeOut
from wijkhart.core.http import Request
from wijkhart.directory.models import Service
from wijkhart.directory.queries import shown as with_all_of_it
from wijkhart.places.models import Place
from wijkhart.times.queries import describe

router = Router(tags=["supply"])
Municipality = Annotated[str, StringConstraints(pattern=MUNICIPALITY)]
District = Annotated[str, StringConstraints(pattern=DISTRICT)]
Key = Annotated[str, StringConstraints(pattern=KEY)]


class AskedPlaces(Asked):
    """Which places."""

    municipality: Municipality | None = None
    district: District | None = None


class AskedServices(AskedPlaces):
    """Which services."""

    theme: Key | None = None
    target_group: Key | None = None


@get(router, "/places", PlacePage)
def place_list(request: Request, response: HttpResponse, asked: Query[AskedPlaces]) -> dict[str, Any]:
    """Places, by name."""
    asked_for = {"municipality_code": asked.municipality, "district_code": asked.district}
    rows = Place.objects.visible_to(request.actor).filter(**{key: code for key, code in asked_for.items() if code})
    found, frame = cut(request, response, rows.order_by("name", "pk"), asked)
    example = rows.filter(example=True).exists()
    return {"example_supply": example, **frame, "results": [_place(request, place) for place in found]}


@get(router, "/places/{uuid:place}", PlaceOut)
def place_detail(request: Request, place: UUID) -> PlaceOut:
    """One place."""
    found = Place.objects.visible_to(request.actor).filter(pk=place).first()
    if found is None:
        raise Http404
    return _place(request, found)


@get(router, "/services", ServicePage)
def service_list(request: Request, response: HttpResponse, asked: Query[AskedServices]) -> dict[str, Any]:
    """Services that run or are paused, by name."""
    rows = Service.objects.visible_to(request.actor).open()
    if asked.municipality:
        rows = rows.filter(municipality_code=asked.municipality)
    if asked.district:
        area = Area.objects.visible_to(request.actor).current().filter(code=asked.district).first()
        rows = rows.within(area) if area else rows.none()
    if asked.theme:
        rows = rows.filter(themes=asked.theme)
    if asked.target_group:
        rows = rows.filter(target_groups=asked.target_group)
    found, frame = cut(request, response, with_all_of_it(rows).order_by("name", "pk"), asked)
    example = rows.filter(example=True).exists()
    return {"example_supply": example, **frame, "results": [_service(request, service) for service in found]}


@get(router, "/services/{uuid:service}", ServiceOut)
def service_detail(request: Request, service: UUID) -> ServiceOut:
    """One service."""
    found = with_all_of_it(Service.objects.visible_to(request.actor)).filter(pk=service).first()
    if found is None:
        raise Http404
    return _service(request, found)


def _place(request: Request, place: Place) -> PlaceOut:
    return PlaceOut(
        id=place.pk,
        name=place.name,
        kind=place.kind,
        municipality_code=place.municipality_code,
        district_code=place.district_code,
        address=f"{place.street} {place.house_number}".strip(),
        postcode=place.postcode,
        town=place.town,
        latitude=place.latitude,
        longitude=place.longitude,
        step_free=place.step_free,
        functions=place.functions,
        mobile=place.mobile,
        agreed=place.agreed,
        example=place.example,
        page=page_of(request, place),
    )


def _service(request: Request, service: Service) -> ServiceOut:
    return ServiceOut(
        id=service.pk,
        name=service.name,
        description=service.description,
        kind=service.kind,
        provider=_provider(service),
        municipality_code=service.municipality_code,
        district_code=service.place.district_code if service.place else service.district_code,
        place_id=service.place_id,
        place=service.place.name if service.place else None,
        at_home=service.at_home,
        themes=[theme.key for theme in service.themes.all()],
        target_groups=[group.key for group in service.target_groups.all()],
        line=service.line,
        level=service.level,
        collective=service.collective,
        aimed_at=service.aimed_at,
        life_cycle=service.life_cycle,
        when=describe(service.schedule) if service.schedule else "",
        times=_times(service),
        capacity=service.capacity,
        price=None if service.price is None else str(service.price),
        sign_up=service.sign_up,
        how_to_join=service.how_to_join,
        languages=service.languages,
        confirmed_on=service.confirmed_at,
        example=service.example,
        page=page_of(request, service),
    )


def _provider(service: Service) -> ProviderOut:
    provider = service.provider
    return ProviderOut(
        id=provider.pk,
        name=provider.name,
        kind=provider.kind,
        formal=provider.formal,
        subsidised=provider.subsidised,
    )


def _times(service: Service) -> list[WeeklyTimeOut]:
    return [
        WeeklyTimeOut(
            weekday=one.weekday,
            part_of_day=one.part_of_day,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            per_week=one.per_week,
        )
        for one in service.times.all()
    ]
