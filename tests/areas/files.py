"""Files of open data for tests: the real ones of the demo, cuts of them, and small made ones."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import shapely

from wijkhart.areas.catalogue import measures

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


MONITOR_COLUMNS = [entry.monitor for entry in measures() if entry.monitor]


def monitor(
    folder: Path, rows: dict[str, dict[str, Any]], year: int = 2020, drop: str = "", sheet: str = "Blad1"
) -> Path:
    """A small file of the health monitor: every column says 40.0 unless a row tells otherwise."""
    names = [name for name in MONITOR_COLUMNS if name != drop]
    book = openpyxl.Workbook()
    header = [f"{name}_{number}" for number, name in enumerate(names, 4)]
    book.active.append(["ID", "Leeftijd", "Marges", "WijkenEnBuurten", "Perioden", "Gemeentenaam_1", *header])
    for number, (code, facts) in enumerate(rows.items()):
        cells = [facts.get(name, "    40.0") for name in names]
        told = [number, 20300, facts.get("Marges", "MW00000"), f"{code}    ", f"{year}JJ00", "Amersfoort   "]
        book.active.append([*told, *cells])
    path = folder / f"monitor_{year}.xlsx"
    book.save(path)
    return path
