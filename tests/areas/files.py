"""Files of open data for tests: the real ones of the demo, cuts of them, and small made ones."""

import json
from pathlib import Path
from typing import Any

import shapely

NATIONAL = Path(__file__).parents[2] / "demo" / "national"
DATA = Path(__file__).parent / "data"
AMERSFOORT_WIJKEN = DATA / "amersfoort_wijken_2024.geojson"
"""The 33 wijken of Amersfoort as published (CBS/Kadaster, CC BY 4.0)."""


def square(number: int) -> shapely.Geometry:
    """A square of a kilometre or so near Amersfoort, in degrees; each number its own."""
    west, south = 5.38 + 0.02 * number, 52.15
    return shapely.box(west, south, west + 0.015, south + 0.009)


def amersfoort_map(folder: Path, year: int, borders: dict[str, shapely.Geometry], **facts: Any) -> Path:
    """A small map of wijken with 1,000 inhabitants each, as a GeoJSON file."""
    features = [
        {
            "type": "Feature",
            "properties": {
                "wijkcode": code,
                "wijknaam": f"Wijk {code[-2:]}",
                "gemeentecode": f"GM{code[2:6]}",
                "gemeentenaam": "Amersfoort",
                "aantal_inwoners": 1000,
                "65plus": 20,
            }
            | facts,
            "geometry": shapely.geometry.mapping(border),
        }
        for code, border in borders.items()
    ]
    path = folder / f"wijken_{year}.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "metadata": {"year": year}, "features": features}))
    return path
