"""Municipalities and wijken with their figures."""

from collections.abc import Sequence
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import Field, StringConstraints

from wijkhart.areas.models import Area, Measure, Source
from wijkhart.areas.queries import Cell, figure_table
from wijkhart.config.api.operations.doors import DISTRICT, KEY, MUNICIPALITY, area_or_404, get, page_of
from wijkhart.config.api.paging import Asked, cut
from wijkhart.config.api.shapes import (
    AreaFiguresOut,
    AreaOut,
    DistrictPage,
    FigureOut,
    MunicipalityPage,
    SourceOut,
)
from wijkhart.core.http import Request

router = Router(tags=["areas"])


class AskedFigures(Asked):
    """Which page, and which figures; without any, all figures of the wijk picture."""

    measure: Annotated[list[Annotated[str, StringConstraints(pattern=KEY)]], Field(max_length=60)] = []


@get(router, "/municipalities", MunicipalityPage)
def municipality_list(request: Request, response: HttpResponse, asked: Query[Asked]) -> dict[str, Any]:
    """The municipalities of today's map, by code."""
    rows = Area.objects.visible_to(request.actor).current().municipalities().order_by("code")
    shown, frame = cut(request, response, rows, asked)
    return {**frame, "results": [AreaOut(**_facts(request, area)) for area in shown]}


@get(router, "/municipalities/{municipality}", AreaFiguresOut)
def municipality_detail(request: Request, municipality: str) -> AreaFiguresOut:
    """One municipality with its figures."""
    area = area_or_404(request.actor, municipality, MUNICIPALITY)
    return _with_figures(request, [area], _measures([]))[0]


@get(router, "/municipalities/{municipality}/districts", DistrictPage)
def district_list(
    request: Request, response: HttpResponse, municipality: str, asked: Query[AskedFigures]
) -> dict[str, Any]:
    """The wijken of a municipality with their figures, by code."""
    area_or_404(request.actor, municipality, MUNICIPALITY)
    rows = Area.objects.visible_to(request.actor).current().districts().within(municipality).order_by("code")
    shown, frame = cut(request, response, rows, asked)
    return {**frame, "results": _with_figures(request, shown, _measures(asked.measure))}


@get(router, "/districts/{district}", AreaFiguresOut)
def district_detail(request: Request, district: str) -> AreaFiguresOut:
    """One wijk with its figures."""
    area = area_or_404(request.actor, district, DISTRICT)
    return _with_figures(request, [area], _measures([]))[0]


def _measures(keys: Sequence[str]) -> list[Measure]:
    """The measures asked for, else those of the wijk picture; a key that is not in the catalogue gives no figure."""
    wanted = Measure.objects.filter(key__in=keys) if keys else Measure.objects.filter(group__in=["who", "fare"])
    return list(wanted.order_by("-group", "order", "key"))


def _with_figures(request: Request, areas: Sequence[Area], measures: Sequence[Measure]) -> list[AreaFiguresOut]:
    table = figure_table(areas, measures)
    return [
        AreaFiguresOut(
            **_facts(request, area), figures=[_figure(measure, table[area.code, measure.key]) for measure in measures]
        )
        for area in areas
    ]


def _facts(request: Request, area: Area) -> dict[str, Any]:
    return {
        "code": area.code,
        "name": area.name,
        "level": area.level,
        "municipality_code": area.municipality_code,
        "population": area.population,
        "latitude": area.latitude,
        "longitude": area.longitude,
        "page": page_of(request, area),
    }


def _figure(measure: Measure, cell: Cell) -> FigureOut:
    return FigureOut(
        measure=measure.key,
        label=measure.label,
        unit=measure.unit,
        value=cell.value,
        missing=str(cell.missing),
        reason=cell.reason,
        period=cell.period,
        source=_source(cell.source),
        estimate=cell.estimate,
        low=cell.low,
        high=cell.high,
        joined_via=cell.joined_via,
    )


def _source(source: Source | None) -> SourceOut | None:
    if source is None:
        return None
    return SourceOut(key=source.key, title=source.title, publisher=source.publisher, licence=source.licence)
