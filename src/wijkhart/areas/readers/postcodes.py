"""Postcodes of four digits from GeoNames: tab separated, no header, sometimes several places for one postcode."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from django.utils.translation import gettext as _

from wijkhart.areas import rd
from wijkhart.areas.readers.problems import Problems, broken, unreadable

CELLS = 12
NEIGHBOURS = 10
"""Postcodes that differ at most this much in number, within the same hundred, lie near each other."""
TOO_FAR = 50_000.0
"""Metres from the middle of its neighbours at which a point cannot be right."""


@dataclass(slots=True)
class PostcodeRow:
    """One line of the file."""

    row: int
    digits: str
    place: str
    municipality: str
    latitude: float
    longitude: float
    x: float = 0.0
    y: float = 0.0
    astray: float = 0.0
    """Metres from the middle of its neighbours."""

    @property
    def is_wrong(self) -> bool:
        return self.astray > TOO_FAR


def read_postcodes(path: Path) -> list[PostcodeRow]:
    """Read and check the file; raises `BadInput` with every problem found."""
    try:
        lines = list(csv.reader(path.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    except (OSError, UnicodeDecodeError) as error:
        raise unreadable(path, _("tab separated text")) from error
    problems = Problems(path)
    rows = [row for number, cells in enumerate(lines, 1) if (row := _row(number, cells, problems))]
    problems.stop()
    if not rows:
        raise broken(path, _("This file is empty."), _("Download NL.txt of GeoNames again."))
    _place(rows, problems)
    return rows


def _row(number: int, cells: list[str], problems: Problems) -> PostcodeRow | None:
    if len(cells) != CELLS or not (cells[1].isdigit() and len(cells[1]) == 4):
        problems.add(
            number,
            "postcode",
            _("This row is no postcode of four digits with its place and point."),
            _("Take the file NL.txt of GeoNames: 12 columns, separated by tabs."),
        )
        return None
    try:
        latitude, longitude = float(cells[9]), float(cells[10])
    except ValueError:
        problems.add(number, "latitude", _("This point is no number."), _("Correct this row, or take it out."))
        return None
    municipality = f"GM{cells[6]}" if cells[6] else ""
    return PostcodeRow(number, cells[1], cells[2], municipality, latitude, longitude)


def _place(rows: list[PostcodeRow], problems: Problems) -> None:
    """Put each row on the RD grid, and see how far it lies from its neighbours by number."""
    x, y = rd.to_rd([row.longitude for row in rows], [row.latitude for row in rows])
    number = np.array([int(row.digits) for row in rows])
    for index, row in enumerate(rows):
        if not rd.on_grid(x[index], y[index]):
            problems.add(
                row.row, "latitude", _("This point lies outside the Netherlands."), _("Correct or take out this row.")
            )
            continue
        near = (np.abs(number - number[index]) <= NEIGHBOURS) & (number // 100 == number[index] // 100)
        near[index] = False
        row.x, row.y = round(float(x[index]), 1), round(float(y[index]), 1)
        if near.any():
            row.astray = float(np.hypot(np.median(x[near]) - row.x, np.median(y[near]) - row.y))
    problems.stop()
