"""Places."""

from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from ninja import Query, Router
from pydantic import StringConstraints

from wijkhart.config.api.operations.doors import DISTRICT, KEY, MUNICIPALITY, get, page_of
from wijkhart.config.api.paging import Asked, cut
from wijkhart.config.api.shapes import PlaceOut, PlacePage
from wijkhart.core.http import Request
from wijkhart.places.models import Place

router = Router(tags=["supply"])
Municipality = Annotated[str, StringConstraints(pattern=MUNICIPALITY)]
District = Annotated[str, StringConstraints(pattern=DISTRICT)]
Key = Annotated[str, StringConstraints(pattern=KEY)]


class AskedPlaces(Asked):
    """Which places."""

    municipality: Municipality | None = None
    district: District | None = None


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
