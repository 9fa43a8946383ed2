"""What a map of areas says: codes, names, borders and key figures."""

from dataclasses import dataclass, field
from pathlib import Path

import shapely
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from wijkhart.areas.catalogue import measures
from wijkhart.areas.models import Level
from wijkhart.areas.readers.features import Feature, read_features
from wijkhart.areas.readers.problems import Problems, year_of

ABROAD = "GM0998"
NAMES = {
    Level.NEIGHBOURHOOD: (("buurtcode", "bu_code"), ("buurtnaam", "bu_naam")),
    Level.DISTRICT: (("wijkcode", "wk_code"), ("wijknaam", "wk_naam")),
    Level.MUNICIPALITY: (("gemeentecode", "gm_code"), ("gemeentenaam", "gm_naam")),
}
"""The columns of code and name at each level, in the spellings of different years; the finest level comes first."""
OLDER_NAMES = {
    "bev_dichth": "bevolkingsdichtheid",
    "aant_inw": "aantal_inwoners",
    "aantal_hh": "huishoudens",
    "aantal_huishoudens": "huishoudens",
    "gem_hh_gr": "gem_huishouden_grootte",
    "gemiddelde_huishoudsgrootte": "gem_huishouden_grootte",
    "bevolkingsdichtheid_inwoners_per_km2": "bevolkingsdichtheid",
    "percentage_personen_0_tot_15_jaar": "0_15",
    "percentage_personen_15_tot_25_jaar": "15_25",
    "percentage_personen_25_tot_45_jaar": "25_45",
    "percentage_personen_45_tot_65_jaar": "45_65",
    "percentage_personen_65_jaar_en_ouder": "65plus",
    "percentage_eenpersoonshuishoudens": "pct_eenpersoonshhd",
    "percentage_huishoudens_met_kinderen": "pct_hhd_met_kind",
    "percentage_huishoudens_zonder_kinderen": "pct_hhd_zonder_kind",
}
"""Columns of the publisher's own GeoPackage, and what the catalogue calls them."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """One area of the map, checked."""

    row: int
    code: str
    name: str
    level: Level
    municipality: str
    municipality_name: str
    border: BaseGeometry
    repaired: bool
    values: dict[str, float | None]
    columns: frozenset[str]
    """The columns that this level has anywhere in the file."""
    counted: bool
    """Whether the publisher gives any figure for it; not for large water."""

    @property
    def population(self) -> float | None:
        return self.values.get("population")


@dataclass(slots=True)
class BoundaryFile:
    """A whole map: its year, its areas, and the one "area" that is no part of the country."""

    year: int
    boundaries: list[Boundary] = field(default_factory=list)
    abroad: list[Boundary] = field(default_factory=list)


def read_boundaries(path: Path, year: int | None = None) -> BoundaryFile:
    """Read and check a map; raises `BadInput` with every problem found."""
    read = read_features(path)
    problems = Problems(path)
    found = [one for feature in read.features if (one := _boundary(feature, problems))]
    if not found:
        problems.add(
            None,
            "wijkcode",
            _("This file has no column with area codes."),
            _("It needs gemeentecode, wijkcode or buurtcode. Take the map of CBS."),
        )
    problems.stop()
    _check_once(found, problems)
    levels = {level: _columns(found, level) for level in NAMES}
    known = [_with_columns(one, levels[one.level]) for one in found]
    told = BoundaryFile(year_of(path, read.year, year))
    told.boundaries = [one for one in known if one.municipality != ABROAD]
    told.abroad = [one for one in known if one.municipality == ABROAD]
    return told


def _boundary(feature: Feature, problems: Problems) -> Boundary | None:
    told = {OLDER_NAMES.get(name, name): value for name, value in feature.properties.items()}
    level = next((level for level, (codes, _names) in NAMES.items() if any(told.get(code) for code in codes)), None)
    if level is None:
        problems.add(
            feature.row, "wijkcode", _("This feature has no area code."), _("Give it one, or take it out of the file.")
        )
        return None
    code = problems.code(feature.row, NAMES[level][0][0], _first(told, NAMES[level][0]))
    border = _border(feature, problems)
    values = {
        entry.key: problems.number(feature.row, entry.map, told[entry.map], entry.unit)
        for entry in measures()
        if entry.map and entry.map in told
    }
    return Boundary(
        row=feature.row,
        code=code,
        name=_first(told, NAMES[level][1]) or code,
        level=level,
        municipality=f"GM{code[2:6]}",
        municipality_name=_first(told, NAMES[Level.MUNICIPALITY][1]),
        border=border,
        repaired=feature.repaired,
        values=values,
        columns=frozenset(),
        counted=any(value is not None for value in values.values()),
    )


def _first(told: dict[str, object], names: tuple[str, ...]) -> str:
    return next((str(told[name]).strip() for name in names if told.get(name)), "")


def _border(feature: Feature, problems: Problems) -> BaseGeometry:
    border = feature.border
    if border is not None and border.geom_type in ("Polygon", "MultiPolygon") and not border.is_empty:
        return border
    problems.add(
        feature.row,
        "geometry",
        _("This area has no border, or one that is no polygon."),
        _("Download the file again, or take this feature out."),
    )
    return shapely.Polygon()


def _check_once(found: list[Boundary], problems: Problems) -> None:
    seen: set[str] = set()
    for one in found:
        if one.code in seen:
            problems.add(
                one.row,
                "code",
                _("Code %(code)s stands in this file twice.") % {"code": one.code},
                _("Merge the parts into one feature, or take one out."),
            )
        seen.add(one.code)
    problems.stop()


def _columns(found: list[Boundary], level: Level) -> frozenset[str]:
    """The columns that count at this level: the publisher leaves out what it does not give."""
    keys = {key for one in found if one.level == level for key in one.values}
    return frozenset(entry.map for entry in measures() if entry.key in keys)


def _with_columns(one: Boundary, columns: frozenset[str]) -> Boundary:
    return Boundary(**{name: getattr(one, name) for name in Boundary.__slots__} | {"columns": columns})
