"""Reads across places and what lies below."""

from collections.abc import Sequence

import numpy as np
import shapely

from wijkhart.areas.models import Area

GAP = 250.0
"""Metres: published borders are simplified and leave gaps; a point in a gap goes to the wijk that lies this near."""


def district_codes(points: Sequence[tuple[float | None, float | None]]) -> list[str]:
    """The code of the wijk that each point on the RD grid lies in; empty where there is none near, or no point."""
    areas = list(Area.objects.current().districts().exclude(border=None).values_list("code", "border"))
    found = [""] * len(points)
    known = [number for number, (x, y) in enumerate(points) if x is not None and y is not None]
    if not areas or not known:
        return found
    tree = shapely.STRtree(shapely.from_wkb([bytes(border) for _code, border in areas if border is not None]))
    spots = shapely.points(np.array([points[number] for number in known], dtype=float))
    for spot, area in zip(*tree.query_nearest(spots, max_distance=GAP), strict=True):
        code = areas[area][0]
        found[known[spot]] = min(found[known[spot]] or code, code)
    return found
