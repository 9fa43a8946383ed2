"""Services: the same question as on the page, answered for programs.

An answer is put together from the cards that stand ready in the database, so that nothing is worked out twice.
"""

import json
from datetime import date, time
from typing import Annotated, Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field, StringConstraints, model_validator

from wijkhart.areas.geocoder import Located, locate
from wijkhart.config.api.operations.doors import DISTRICT, KEY, MUNICIPALITY, get
from wijkhart.config.api.paging import Asked, frame_of
from wijkhart.config.api.shapes import ServiceOut, ServicePage
from wijkhart.core.errors import BadInput, InputProblem
from wijkhart.core.http import Request
from wijkhart.directory.models import Service
from wijkhart.directory.queries import shown as with_all_of_it
from wijkhart.directory.queries.entries import card_of, cards_of
from wijkhart.directory.queries.find import Hit, Near, Search, find

router = Router(tags=["supply"])


class AskedServices(Asked):
    """Which services: every key narrows; see the page for what each means."""

    words: Annotated[str, Field(max_length=200, description="Dutch words, as somebody types them.")] = ""
    municipality: Annotated[str, StringConstraints(pattern=MUNICIPALITY)] | None = None
    district: Annotated[str, StringConstraints(pattern=DISTRICT)] | None = None
    provider: UUID | None = None
    theme: Annotated[str, StringConstraints(pattern=KEY)] | None = None
    target_group: Annotated[str, StringConstraints(pattern=KEY)] | None = None
    near: Annotated[
        str, Field(max_length=60, description="A postcode of four digits, a wijk, latitude,longitude or RD x,y.")
    ] = ""
    radius: Annotated[int, Field(ge=50, le=300_000, description="Metres.")] = 2_000
    age: Annotated[int, Field(ge=0, le=120)] | None = None
    weekday: Annotated[int, Field(ge=0, le=6, description="0 is Monday.")] | None = None
    part_of_day: Literal["morning", "afternoon", "evening"] | None = None
    from_time: time | None = None
    to_time: time | None = None
    first_day: date | None = None
    last_day: date | None = None
    open_now: bool = False
    line: Annotated[int, Field(ge=0, le=2)] | None = None
    formal: bool | None = None
    subsidised: bool | None = None
    cost: Literal["free", "paid"] | None = None
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] | None = None
    step_free: bool = False
    with_room: bool = False
    way: Literal["place", "home", "online"] | None = None
    kind: Literal["activity", "facility", "function"] | None = None
    sort: Literal["fit", "distance", "time", "name", "confirmed"] = "fit"

    @model_validator(mode="after")
    def in_order(self) -> "AskedServices":
        """Ends come after beginnings."""
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValueError("lastDay comes before firstDay")
        if self.from_time and self.to_time and self.to_time <= self.from_time:
            raise ValueError("toTime must come after fromTime")
        return self


@get(router, "/services", ServicePage)
def service_list(request: Request, asked: Query[AskedServices]) -> HttpResponse:
    """Services that run or are paused, best fit first, with counts for every further choice."""
    found = find(_search(asked))
    size = asked.page_size
    start = (asked.page - 1) * size
    hits = found.hits(start, size)
    response = HttpResponse(content_type="application/json; charset=utf-8")
    frame = {
        "exampleSupply": bool(found.facets.get("example")),
        **frame_of(request, response, found.total, asked),
        "facets": found.facets,
        "unknownWords": list(found.unknown),
    }
    results = ",".join(_results(request, hits))
    response.write(f'{json.dumps(frame, ensure_ascii=False)[:-1]},"results":[{results}]}}')
    return response


def _search(asked: AskedServices) -> Search:
    return Search(
        words=asked.words,
        municipality=asked.municipality or "",
        district=asked.district or "",
        provider=str(asked.provider or ""),
        theme=asked.theme or "",
        group=asked.target_group or "",
        age=asked.age,
        weekday=asked.weekday,
        part_of_day=asked.part_of_day or "",
        from_time=asked.from_time,
        to_time=asked.to_time,
        first_day=asked.first_day,
        last_day=asked.last_day,
        open_now=asked.open_now,
        line=asked.line,
        formal=asked.formal,
        subsidised=asked.subsidised,
        cost=asked.cost or "",
        language=asked.language or "",
        step_free=asked.step_free,
        with_room=asked.with_room,
        way=asked.way or "",
        kind=asked.kind or "",
        near=_near(asked),
        order=asked.sort,
    )


def _near(asked: AskedServices) -> Near | None:
    if not asked.near:
        return None
    place = locate(asked.near, asked.municipality or "")
    if not isinstance(place, Located):
        raise BadInput([InputProblem("", None, "near", place.message, "")])
    return Near(place.x, place.y, float(asked.radius))


def _results(request: HttpRequest, hits: tuple[Hit, ...]) -> list[str]:
    """Each card with why it was found; one query. A card that was taken out a moment ago is left out."""
    cards = cards_of([hit.service_id for hit in hits])
    base = request.build_absolute_uri("/aanbod/")
    return [_result(hit, cards[hit.service_id], base) for hit in hits if hit.service_id in cards]


def _result(hit: Hit, card: str, base: str) -> str:
    distance = "null" if hit.distance is None else round(hit.distance)
    begins = f'"{hit.begins.isoformat()}"' if hit.begins else "null"
    times = ", ".join(f'"{one.weekday} {one.starts // 60:02}:{one.starts % 60:02}"' for one in hit.times)
    why = f'"distance":{distance},"begins":{begins},"matchedTimes":[{times}],"page":"{base}{hit.service_id}/"'
    return f"{card[:-1]},{why}}}"


@get(router, "/services/{uuid:service}", ServiceOut)
def service_detail(request: Request, service: UUID) -> HttpResponse:
    """One service."""
    found = with_all_of_it(Service.objects.visible_to(request.actor)).filter(pk=service).first()
    if found is None:
        raise Http404
    hit = Hit(found.pk, None, (), None, 0.0)
    base = request.build_absolute_uri("/aanbod/")
    return HttpResponse(_result(hit, card_of(found), base), content_type="application/json; charset=utf-8")
