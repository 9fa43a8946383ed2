"""Figures of a year belong to the areas of that year: found, or kept as areas that are not on today's map."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from wijkhart.areas.actions.reporting import Remark
from wijkhart.areas.models import Area, AreaLink, Level
from wijkhart.core.actors import Actor

LEVELS = {"NL": Level.COUNTRY, "GM": Level.MUNICIPALITY, "WK": Level.DISTRICT, "BU": Level.NEIGHBOURHOOD}
BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Named:
    """An area as a file names it: only municipalities have names in most files."""

    code: str
    name: str
    row: int | None = None

    @property
    def level(self) -> Level:
        return LEVELS[self.code[:2]]

    @property
    def municipality(self) -> str:
        return "" if self.level == Level.COUNTRY else f"GM{self.code[2:6]}"


def wanted(code: str, municipality: str) -> bool:
    """Whether a row belongs to what was asked: all of it, or one municipality and the country."""
    return municipality in ("", f"GM{code[2:6]}") or code == "NL"


def division_of(named: Iterable[Named], year: int) -> dict[str, date]:
    """From when the version of each area holds that stood in this year; one that no map has begins with the year."""
    wished = {one.code for one in named}
    return dict.fromkeys(wished, date(year, 1, 1)) | _standing(wished, year)


def _standing(codes: Iterable[str], year: int) -> dict[str, date]:
    start = date(year, 1, 1)
    versions = Area.objects.filter(code__in=codes, valid_from__lte=start).exclude(valid_to__lt=start)
    return dict(versions.order_by("valid_from").values_list("code", "valid_from"))


def keep_division(*, by: Actor, named: Iterable[Named], year: int) -> None:
    """Make the areas of this year that no map has, outside today's map."""
    start = date(year, 1, 1)
    wished = {one.code: one for one in named}
    found = _standing(wished, year)
    made = [
        Area(
            code=one.code,
            level=one.level,
            name=one.name[:120],
            municipality_code=one.municipality,
            valid_from=start,
            valid_to=date(year, 12, 31),
        )
        for one in wished.values()
        if one.code not in found
    ]
    Area.objects.bulk_create(made, batch_size=BATCH)


def join_remarks(named: Iterable[Named], year: int, municipality: str) -> list[Remark]:
    """Each area of the file that is not on today's map, and each of today's that the file does not have, by name."""
    told = {one.code: one for one in named}
    today = Area.objects.current().filter(level__in=[Level.MUNICIPALITY, Level.DISTRICT, Level.NEIGHBOURHOOD])
    if municipality:
        today = today.within(municipality)
    current = {area.code: area for area in today.only("code", "name", "level", "municipality_code").order_by("code")}
    if not current:
        return [Remark("no_map", _("No map of today is loaded, so nothing could be joined. Bring in a map first."))]
    of_file = {one.level for one in told.values()} - {Level.COUNTRY} or {Level.DISTRICT}
    levels = {area.level for area in current.values()} & of_file
    towns = dict(Area.objects.current().municipalities().values_list("code", "name"))
    return _unjoined(told, current, levels, year) + _without_figure(told, current, levels, year, towns)


def _unjoined(told: dict[str, Named], current: dict[str, Area], levels: set[str], year: int) -> list[Remark]:
    linked = set(AreaLink.objects.values_list("predecessor__code", flat=True))
    remarks = []
    for one in told.values():
        if one.level not in levels or one.code in current:
            continue
        facts = {"code": one.code, "name": one.name, "year": year}
        if one.code in linked:
            text = _("%(code)s (%(name)s) went into an area of today; its figures join by an entered link.") % facts
            remarks.append(Remark("linked", text, one.code, one.row))
        else:
            text = _("%(code)s (%(name)s) is not on today's map. Its figures stay with the division of %(year)s.")
            remarks.append(Remark(_by_level("not_joined", one.level), text % facts, one.code, one.row))
    return remarks


def _without_figure(
    told: dict[str, Named], current: dict[str, Area], levels: set[str], year: int, towns: dict[str, str]
) -> list[Remark]:
    linked = set(AreaLink.objects.values_list("successor__code", flat=True))
    return [
        Remark(
            _by_level("no_figure", area.level),
            _("%(name)s (%(town)s) has no figure: it is not in the division of %(year)s.")
            % {"name": area.name, "town": towns.get(area.municipality_code, area.municipality_code), "year": year},
            area.code,
        )
        for code, area in current.items()
        if area.level in levels and code not in told and code not in linked
    ]


def _by_level(kind: str, level: str) -> str:
    return kind if level == Level.DISTRICT else f"{kind}_{level}"
