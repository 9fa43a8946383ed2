"""Which wijk holds a point, and the points that stand for the people of a wijk."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from wijkhart.areas.models import Area, Level

Floats = npt.NDArray[np.float64]
PER_KM2 = 20.0
AT_LEAST = 7
FINER = 0.8
"""How much denser the grid becomes each time a wijk got too few points."""
GAP = 250.0
"""Metres: published borders are simplified and leave gaps; a point in a gap goes to the wijk that lies this near."""
Point = tuple[float | None, float | None]
"""East and north on the RD grid, in metres."""


@dataclass(frozen=True, slots=True)
class DemandPoints:
    """Points on the RD grid over one wijk; each stands for the same part of its inhabitants (an assumption)."""

    x: Floats
    y: Floats
    people: Floats
    """Inhabitants that each point stands for; they sum to those of the wijk."""


@dataclass(frozen=True, slots=True)
class AreaMap:
    """The borders of one level, ready to be asked often: reading them all takes a tenth of a second."""

    codes: tuple[str, ...]
    tree: shapely.STRtree

    @classmethod
    def load(cls, level: Level = Level.DISTRICT) -> "AreaMap":
        """As the map is now."""
        rows = Area.objects.current().filter(level=level).exclude(border=None).order_by("code")
        areas = [(code, bytes(border or b"")) for code, border in rows.values_list("code", "border")]
        return cls(
            tuple(code for code, _border in areas),
            shapely.STRtree(shapely.from_wkb([border for _code, border in areas])),
        )

    def at(self, points: Sequence[Point], gap: float = 0.0) -> list[str]:
        """The code of the area that holds each point, or lies nearest within the gap (metres); else empty.

        On a border the lower code.
        """
        found = [""] * len(points)
        known = [number for number, point in enumerate(points) if None not in point]
        if not self.codes or not known:
            return found
        spots = shapely.points(np.array([points[number] for number in known], dtype=float))
        near = (
            self.tree.query_nearest(spots, max_distance=gap) if gap else self.tree.query(spots, predicate="intersects")
        )
        for spot, area in zip(*near, strict=True):
            code = self.codes[area]
            found[known[spot]] = min(found[known[spot]] or code, code)
        return found


def districts_at(points: Sequence[Point]) -> list[str]:
    """The code of the wijk that each point lies in, or in a gap beside; empty where there is none near, or no point."""
    return areas_at(points, Level.DISTRICT, gap=GAP)


def areas_at(points: Sequence[Point], level: Level, gap: float = 0.0) -> list[str]:
    """The code of the area of this level that holds each point, or lies nearest within the gap (metres); else empty."""
    return AreaMap.load(level).at(points, gap)


def demand_points(area: Area) -> DemandPoints:
    """A hexagonal grid of about 20 points per km2 inside the border, 7 or more where people live.

    Inhabitants are spread evenly over it: an assumption until buurten or address points replace it. An area without
    a border or without inhabitants has no points.
    """
    if area.border is None or not area.population:
        nobody = np.empty(0)
        return DemandPoints(nobody, nobody, nobody)
    x, y = hexagonal_points(shapely.from_wkb(bytes(area.border)))
    return DemandPoints(x, y, np.full(len(x), area.population / len(x)))


def hexagonal_points(border: BaseGeometry) -> tuple[Floats, Floats]:
    """Points of a hexagonal grid inside a border, at least 7; the same for the same border."""
    shapely.prepare(border)
    step = np.sqrt(2 / np.sqrt(3) * 1e6 / PER_KM2)
    while True:
        x, y = _grid(border.bounds, step)
        inside = shapely.contains_xy(border, x, y)
        if inside.sum() >= AT_LEAST:
            return x[inside], y[inside]
        step *= FINER


def _grid(bounds: tuple[float, float, float, float], step: float) -> tuple[Floats, Floats]:
    """Rows half a step apart sideways, anchored on the grid itself so that neighbours continue each other."""
    west, south, east, north = bounds
    height = step * np.sqrt(3) / 2
    rows = np.arange(np.floor(south / height), np.ceil(north / height) + 1)
    columns = np.arange(np.floor(west / step) - 1, np.ceil(east / step) + 1)
    across, up = np.meshgrid(columns, rows)
    return ((across + (up % 2) / 2) * step).ravel(), (up * height).ravel()


def nearest_demand_point(points: DemandPoints, x: float, y: float) -> tuple[int, float]:
    """The number of the nearest point and its distance in metres; raises `ValueError` when nobody lives there."""
    if not len(points.x):
        raise ValueError("there are no points")
    distances = np.hypot(points.x - x, points.y - y)
    nearest = int(np.argmin(distances))
    return nearest, float(distances[nearest])
