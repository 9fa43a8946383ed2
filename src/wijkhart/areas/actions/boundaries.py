"""Borders of municipalities, wijken and buurten, with the key figures that the map carries."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import shapely
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from wijkhart.areas import rd
from wijkhart.areas.actions.catalogue import keep_source, source_key
from wijkhart.areas.actions.figures import NewFigure, all_at_once, given
from wijkhart.areas.actions.reporting import Remark, begin, nothing_there, write_report
from wijkhart.areas.actions.sums import COUNTRY_SOURCE, country_figures, district_sums
from wijkhart.areas.catalogue import measures
from wijkhart.areas.models import Area, ImportReport, Level, Missing
from wijkhart.areas.readers.boundaries import Boundary, BoundaryFile, read_boundaries
from wijkhart.core.actors import Actor
from wijkhart.core.progress import Progress, silent

SOURCE = "cbs-wijken-buurten"
ROUGHNESS = {Level.MUNICIPALITY: 40.0, Level.DISTRICT: 10.0, Level.NEIGHBOURHOOD: 5.0}
"""How many metres a drawn outline may differ from the border."""
FACTS = ["name", "level", "municipality_code", "valid_to", "border", "outline", "x", "y"]
FACTS += ["latitude", "longitude", "population"]
WHOLE_COUNTRY = 300
"""A file with more municipalities than this is taken to hold all of them."""


def import_boundaries(
    *, by: Actor, path: Path, municipality: str = "", year: int | None = None, progress: Progress = silent
) -> ImportReport:
    """Bring in a map of municipalities, wijken or buurten (GeoJSON or GeoPackage) and the figures on it.

    Areas of an earlier map that this one replaces keep their row and get an end date. A second time changes nothing.
    """
    path = Path(path)
    begin(by, municipality)
    progress(0, None, _("Reading the map"))
    told = read_boundaries(path, year)
    wanted = [one for one in told.boundaries if municipality in ("", one.municipality)]
    if not wanted:
        raise nothing_there(path, municipality)
    progress(0, len(wanted), _("Drawing the outlines"))
    drawn = _areas(wanted, told.year)
    source, of_country = source_key(SOURCE, told.year), country_figures(told)
    figures = [
        *_figures(wanted, source, told.year),
        *district_sums(wanted, source, told.year),
        *of_country,
    ]
    remarks = _remarks(told, wanted, municipality)
    with all_at_once(by=by, figures=figures, progress=progress) as counts:
        counts = _write_areas(by, drawn, wanted, told.year, progress) + counts
        for key in [SOURCE, *([COUNTRY_SOURCE] if of_country else [])]:
            keep_source(by=by, key=key, year=told.year)
        progress(len(wanted), len(wanted), _("Done"))
        return write_report(
            by=by, kind="boundaries", path=path, municipality=municipality, counts=counts, remarks=remarks
        )


def _areas(wanted: list[Boundary], year: int) -> list[Area]:
    points = shapely.point_on_surface([one.border for one in wanted])
    x, y = shapely.get_x(points), shapely.get_y(points)
    longitude, latitude = rd.to_degrees(x, y)
    return [
        Area(
            code=one.code,
            valid_from=date(year, 1, 1),
            name=one.name[:120],
            level=one.level,
            municipality_code=one.municipality,
            border=shapely.to_wkb(one.border),
            outline=outline(one.border, ROUGHNESS[one.level]),
            x=round(float(x[number]), 1),
            y=round(float(y[number]), 1),
            latitude=round(float(latitude[number]), 6),
            longitude=round(float(longitude[number]), 6),
            population=None if one.population is None else round(one.population),
        )
        for number, one in enumerate(wanted)
    ]


def outline(border: BaseGeometry, roughness: float) -> list[list[list[int]]]:
    """The rings of a border, simplified, in whole metres; rings too small to see go, but never the last one."""
    drawn = shapely.simplify(border, roughness)
    rings: list[Any] = []
    for part in shapely.get_parts(drawn):
        rings += [part.exterior, *part.interiors]
    large = [ring for ring in rings if shapely.Polygon(ring).area >= roughness**2] or rings
    return [[[round(x), round(y)] for x, y in ring.coords] for ring in large]


def _write_areas(by: Actor, drawn: list[Area], wanted: list[Boundary], year: int, progress: Progress) -> Counter[str]:
    """Make what is new, change what differs; returns how many of each."""
    start = date(year, 1, 1)
    drawn = [*_above(drawn, wanted, start), *drawn]
    known = {area.code: area for area in Area.objects.filter(valid_from=start)}
    newer = set(Area.objects.current().filter(valid_from__gt=start).values_list("code", flat=True))
    for area in drawn:
        area.valid_to = date(year, 12, 31) if area.code in newer else None
        if area.code in known:
            area.pk = known[area.code].pk
            area.parent_id = known[area.code].parent_id
    new = [area for area in drawn if area.code not in known]
    changed = [area for area in drawn if area.code in known and _differs(area, known[area.code])]
    ended = _end_older(drawn, wanted, start)
    progress(0, len(drawn), _("Writing the areas"))
    everyone = known | {area.code: area for area in drawn}
    for level in (Level.COUNTRY, Level.MUNICIPALITY, Level.DISTRICT, Level.NEIGHBOURHOOD):
        _write_level([area for area in new if area.level == level], everyone)
    Area.objects.bulk_update(changed, FACTS, batch_size=200)
    counts = Counter(areas_new=len(new), areas_changed=len(changed), areas_ended=ended)
    counts["areas_unchanged"] = len(drawn) - len(new) - len(changed)
    return counts


def _write_level(areas: list[Area], everyone: dict[str, Area]) -> None:
    for area in areas:
        area.parent = everyone.get(_parent_code(area))
    Area.objects.bulk_create(areas, batch_size=500)


def _parent_code(area: Area) -> str:
    match area.level:
        case Level.MUNICIPALITY:
            return "NL"
        case Level.DISTRICT:
            return area.municipality_code
        case Level.NEIGHBOURHOOD:
            return f"WK{area.code[2:8]}"
    return ""


def _differs(area: Area, known: Area) -> bool:
    return any(_plain(getattr(area, name)) != _plain(getattr(known, name)) for name in FACTS)


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def _above(drawn: list[Area], wanted: list[Boundary], start: date) -> list[Area]:
    """The country, and municipalities that a map of wijken names but does not draw, unless they are there already."""
    have = {area.code for area in drawn} | set(Area.objects.filter(valid_from=start).values_list("code", flat=True))
    above = {}
    if "NL" not in have:
        above["NL"] = Area(code="NL", level=Level.COUNTRY, name="Nederland", valid_from=start)
    for one in wanted:
        code = one.municipality
        if code not in have and code not in above:
            name = one.municipality_name or code
            above[code] = Area(code=code, level=Level.MUNICIPALITY, name=name, municipality_code=code, valid_from=start)
    return list(above.values())


def _end_older(drawn: list[Area], wanted: list[Boundary], start: date) -> int:
    """End what this map replaces: the same codes, and within the places and levels it covers, codes that are gone."""
    older = Area.objects.current().filter(valid_from__lt=start)
    codes = {area.code for area in drawn}
    municipalities = {one.municipality for one in wanted}
    levels = {one.level for one in wanted}
    ended = [
        area
        for area in older.only("code", "level", "municipality_code", "valid_from")
        if area.code in codes
        or (area.level in levels and (len(municipalities) > WHOLE_COUNTRY or area.municipality_code in municipalities))
    ]
    for area in ended:
        area.valid_to = date(start.year - 1, 12, 31)
    Area.objects.bulk_update(ended, ["valid_to"], batch_size=500)
    return len(ended)


def _figures(wanted: Iterable[Boundary], source: str, year: int) -> Iterator[NewFigure]:
    start = date(year, 1, 1)
    for one in wanted:
        for entry in measures():
            if not one.counted or entry.map not in one.columns:
                continue
            why = Missing.NO_INHABITANTS if one.population == 0 else Missing.SUPPRESSED
            yield NewFigure(one.code, start, entry.key, source, year, *given(one.values.get(entry.key), why))


def _remarks(told: BoundaryFile, wanted: list[Boundary], municipality: str) -> list[Remark]:
    remarks = [
        Remark("skipped", _("%(name)s is no part of the Netherlands.") % {"name": one.name}, one.code, one.row)
        for one in told.abroad
        if not municipality
    ]
    for one in wanted:
        remarks += _about(one)
    return remarks


def _about(one: Boundary) -> Iterator[Remark]:
    if one.repaired:
        text = _("The border of %(name)s crossed itself and was repaired.") % {"name": one.name}
        yield Remark("repaired", text, one.code, one.row, "geometry")
    if not one.counted:
        text = _("%(name)s has no figures in the file: large water, or nothing is counted here.") % {"name": one.name}
        yield Remark("water", text, one.code, one.row)
    elif one.population:
        gaps = [entry.map for entry in measures() if entry.map in one.columns and one.values.get(entry.key) is None]
        if gaps:
            text = _("%(name)s: the publisher gives no figure.") % {"name": one.name}
            yield Remark("suppressed", text, one.code, one.row, ", ".join(gaps))
