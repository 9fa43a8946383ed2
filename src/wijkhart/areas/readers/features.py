"""Borders from GeoJSON and GeoPackage, on the RD grid."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from wijkhart.areas import rd
from wijkhart.areas.readers.geopackage import NotGeometry, geometry_of, layers_of
from wijkhart.areas.readers.problems import Problems, broken, unreadable

RD_GRID, DEGREES = 28992, 4326
KNOWN_SYSTEMS = {"CRS84": DEGREES, "4326": DEGREES, "28992": RD_GRID}


@dataclass(slots=True)
class Feature:
    """One row of a map: its number in the file, what it says, and its border on the RD grid."""

    row: int
    layer: str
    properties: dict[str, Any]
    border: BaseGeometry | None
    repaired: bool = False


@dataclass(slots=True)
class FeatureFile:
    """All that a map says; `year` is empty when it does not say."""

    features: list[Feature]
    year: str


def read_features(path: Path) -> FeatureFile:
    """Read a map of either kind, by what is in the file and not by its name."""
    try:
        with path.open("rb") as file:
            is_sqlite = file.read(15) == b"SQLite format 3"
    except OSError as error:
        raise broken(path, _("This file cannot be opened."), _("Check its name and place.")) from error
    return _read_geopackage(path) if is_sqlite else _read_geojson(path)


def _read_geojson(path: Path) -> FeatureFile:
    try:
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise unreadable(path, "GeoJSON") from error
    except json.JSONDecodeError as error:
        message = _("This is not whole GeoJSON: it breaks off at line %(line)d.") % {"line": error.lineno}
        raise broken(path, message, _("Download the file again."), row=error.lineno) from error
    if not isinstance(told, dict) or not isinstance(told.get("features"), list):
        raise broken(
            path,
            _("This file holds no features."),
            _("Choose a GeoJSON file of wijken or municipalities."),
            field="features",
        )
    system = _system_of(path, told.get("crs"))
    features = [_from_json(path, row, feature) for row, feature in enumerate(told["features"], 1)]
    _place_on_grid(path, features, system)
    metadata = told.get("metadata")
    year = metadata.get("year") if isinstance(metadata, dict) else told.get("name")
    return FeatureFile(features, str(year or ""))


def _system_of(path: Path, crs: Any) -> int:
    """The coordinate system by its name; without one GeoJSON is in degrees."""
    name = str(crs.get("properties", {}).get("name", "")) if isinstance(crs, dict) else "CRS84"
    for ending, system in KNOWN_SYSTEMS.items():
        if name.endswith(ending):
            return system
    raise _wrong_system(path, name)


def _wrong_system(path: Path, name: object) -> Exception:
    return broken(
        path,
        _('The coordinate system "%(name)s" is not known.') % {"name": name},
        _("Save the file in RD (EPSG:28992) or in degrees (EPSG:4326)."),
        field="crs",
    )


def _from_json(path: Path, row: int, told: Any) -> Feature:
    try:
        properties = {str(key).lower(): value for key, value in (told["properties"] or {}).items()}
        border = shapely.from_geojson(json.dumps(told["geometry"])) if told.get("geometry") else None
    except (KeyError, TypeError, AttributeError, ValueError, shapely.errors.GEOSException) as error:
        raise broken(
            path,
            _("This feature has no readable properties or geometry."),
            _("Download the file again, or take this feature out."),
            row=row,
            field="geometry",
        ) from error
    return Feature(row, "", properties, border)


def _read_geopackage(path: Path) -> FeatureFile:
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            features = list(_from_layers(path, database))
    except sqlite3.Error as error:
        raise unreadable(path, "GeoPackage") from error
    return FeatureFile(features, "")


def _from_layers(path: Path, database: sqlite3.Connection) -> Iterator[Feature]:
    for layer in layers_of(path, database):
        features = []
        for row, cells in enumerate(layer.rows(database), 1):
            properties = {name.lower(): value for name, value in cells.items() if name != layer.column}
            try:
                border = geometry_of(cells[layer.column], layer.srs_id)
            except NotGeometry as error:
                raise broken(path, str(error), _("Export the layer again."), row=row, field=layer.column) from error
            features.append(Feature(row, layer.table, properties, border))
        if layer.system not in (RD_GRID, DEGREES):
            raise _wrong_system(path, f"{layer.table}: {layer.system}")
        _place_on_grid(path, features, layer.system)
        yield from features


def _place_on_grid(path: Path, features: list[Feature], system: int) -> None:
    """Move every border to the RD grid, flat, and repair what is not a whole polygon."""
    borders = np.array([feature.border for feature in features], dtype=object)
    valid = shapely.is_valid(borders)
    for feature, whole in zip(features, valid, strict=True):
        feature.repaired = feature.border is not None and not whole
    borders = shapely.force_2d(borders)
    if system == DEGREES:
        _check_degrees(path, features, borders)
        borders = shapely.transform(borders, lambda points: np.column_stack(rd.to_rd(points[:, 0], points[:, 1])))
    _check_grid(path, features, borders)
    for feature, border in zip(features, borders, strict=True):
        feature.border = None if border is None else mended(border)


def _check_degrees(path: Path, features: list[Feature], borders: Any) -> None:
    problems = Problems(path)
    west, south, east, north = shapely.bounds(borders).T
    for number in np.flatnonzero((west < -180) | (east > 180) | (south < -90) | (north > 90)):
        problems.add(
            features[number].row,
            "geometry",
            _("These coordinates are no degrees; they look like metres."),
            _('Name the coordinate system in the file ("crs": EPSG:28992), or save it in degrees.'),
        )
    for number in np.flatnonzero((west > 40) & (east < 60) & (south > 0) & (north < 15)):
        problems.add(
            features[number].row,
            "geometry",
            _("Latitude and longitude seem to have changed places."),
            _("Longitude comes first in GeoJSON: 5.4, 52.2. Save the file again."),
        )
    problems.stop()


def _check_grid(path: Path, features: list[Feature], borders: Any) -> None:
    problems = Problems(path)
    west, south, east, north = shapely.bounds(borders).T
    inside = rd.on_grid(west, south) & rd.on_grid(east, north)
    for number in np.flatnonzero(~inside & ~np.isnan(west)):
        problems.add(
            features[number].row,
            "geometry",
            _("This border lies outside the Netherlands."),
            _("Check the coordinate system of the file: RD (EPSG:28992) or degrees (EPSG:4326)."),
        )
    problems.stop()


def mended(border: BaseGeometry) -> BaseGeometry:
    """A valid border of polygons only: lines and points that a repair leaves over are dropped."""
    if not shapely.is_valid(border):
        border = shapely.make_valid(border)
    if border.geom_type == "GeometryCollection":
        parts = [part for part in shapely.get_parts(border) if part.geom_type in ("Polygon", "MultiPolygon")]
        border = shapely.union_all(parts)
    return border
