"""GeoPackage without GDAL: an SQLite file whose borders are WKB behind a short header (OGC 12-128r19, 2.1.3)."""

import sqlite3
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from wijkhart.areas.readers.problems import broken

HEADER = struct.Struct("<2sBBi")
BIG_ENDIAN_HEADER = struct.Struct(">2sBBi")
ENVELOPES = (0, 32, 48, 48, 64)
"""Bytes of the envelope behind the header, by the code in its flags."""
LAYERS = """
    SELECT contents.table_name, geometry.column_name, geometry.srs_id,
           COALESCE(system.organization_coordsys_id, geometry.srs_id)
    FROM gpkg_contents AS contents
    JOIN gpkg_geometry_columns AS geometry ON geometry.table_name = contents.table_name
    LEFT JOIN gpkg_spatial_ref_sys AS system ON system.srs_id = geometry.srs_id
    WHERE contents.data_type = 'features' ORDER BY contents.table_name
"""


class NotGeometry(ValueError):  # noqa: N818 - it says what the bytes are not
    """These bytes are no geometry of a GeoPackage."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One table with borders."""

    table: str
    column: str
    srs_id: int
    system: int

    def rows(self, database: sqlite3.Connection) -> Iterator[dict[str, Any]]:
        quoted = self.table.replace('"', '""')
        cursor = database.execute(f'SELECT * FROM "{quoted}"')  # noqa: S608 - a name cannot be a parameter
        names = [column[0] for column in cursor.description]
        for row in cursor:
            yield dict(zip(names, row, strict=True))


def layers_of(path: Path, database: sqlite3.Connection) -> list[Layer]:
    """The tables with borders that the file names."""
    layers = [Layer(*row) for row in database.execute(LAYERS)]
    if not layers:
        raise broken(
            path, _("This GeoPackage has no layer with borders."), _("Choose the file with wijken and buurten of CBS.")
        )
    return layers


def geometry_of(blob: Any, srs_id: int) -> BaseGeometry | None:
    """The geometry behind the header; None when it is empty."""
    if blob is None:
        return None
    if not isinstance(blob, bytes) or len(blob) < HEADER.size or blob[:2] != b"GP":
        raise NotGeometry(_("This cell holds no GeoPackage geometry."))
    header = HEADER if blob[3] & 1 else BIG_ENDIAN_HEADER
    _magic, _version, flags, own_srs = header.unpack_from(blob)
    if own_srs != srs_id:
        raise NotGeometry(_("The coordinate system of this row differs from that of its layer."))
    envelope = flags >> 1 & 7
    if envelope >= len(ENVELOPES):
        raise NotGeometry(_("The header of this geometry is damaged."))
    if flags & 16:
        return None
    try:
        return shapely.from_wkb(blob[HEADER.size + ENVELOPES[envelope] :])
    except shapely.errors.GEOSException as error:
        raise NotGeometry(_("This geometry is damaged.")) from error
