"""From longitude and latitude (WGS84) to the Dutch RD grid (EPSG:28992) and back, whole arrays at once."""

from functools import cache

import numpy as np
import numpy.typing as npt
from pyproj import Transformer

Floats = npt.NDArray[np.float64]
WEST, SOUTH, EAST, NORTH = -7_000.0, 289_000.0, 300_000.0, 629_000.0
"""The part of the plane for which the grid is meant."""


@cache
def _transformer(source: int, target: int) -> Transformer:
    return Transformer.from_crs(source, target, always_xy=True)


def to_rd(longitude: npt.ArrayLike, latitude: npt.ArrayLike) -> tuple[Floats, Floats]:
    """RD metres (x, y) of points in degrees."""
    x, y = _transformer(4326, 28992).transform(np.asarray(longitude, float), np.asarray(latitude, float))
    return np.asarray(x, float), np.asarray(y, float)


def to_degrees(x: npt.ArrayLike, y: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Longitude and latitude of points on the RD grid."""
    longitude, latitude = _transformer(28992, 4326).transform(np.asarray(x, float), np.asarray(y, float))
    return np.asarray(longitude, float), np.asarray(latitude, float)


def on_grid(x: npt.ArrayLike, y: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Whether points lie where the grid is meant for; the Caribbean does not."""
    across, up = np.asarray(x, float), np.asarray(y, float)
    return np.asarray((across >= WEST) & (across <= EAST) & (up >= SOUTH) & (up <= NORTH))
