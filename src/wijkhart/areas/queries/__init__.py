"""Reads on areas: by code, their figures, and which area holds a point."""

from .cells import EQUAL_CODE, LINK, Cell, figure_table
from .lookup import area_by_code, districts_of, municipality_sum
from .pages import (
    Provenance,
    known_measures,
    links_within,
    loaded_sources,
    new_districts,
    provenance_of,
    unjoined_districts,
)
from .space import GAP, AreaMap, DemandPoints, demand_points, districts_at, nearest_demand_point

__all__ = [
    "EQUAL_CODE",
    "GAP",
    "LINK",
    "AreaMap",
    "Cell",
    "DemandPoints",
    "Provenance",
    "area_by_code",
    "demand_points",
    "districts_at",
    "districts_of",
    "figure_table",
    "known_measures",
    "links_within",
    "loaded_sources",
    "municipality_sum",
    "nearest_demand_point",
    "new_districts",
    "provenance_of",
    "unjoined_districts",
]
