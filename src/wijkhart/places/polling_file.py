"""Reading the list of polling places, as published: xlsx, or the CSV with a derived kind. Writes nothing."""

import csv
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from wijkhart.core.errors import BadInput, InputProblem

COLUMNS = {
    "id": "id",
    "municipality": "CBS gemeentecode",
    "name": "Naam stembureau",
    "type": "Type stembureau",
    "uses": "Gebruiksdoel van het gebouw",
    "street": "Straatnaam",
    "number": "Huisnummer",
    "letter": "Huisletter",
    "postcode": "Postcode",
    "town": "Plaats",
    "extra": "Extra adresaanduiding",
    "x": "X",
    "y": "Y",
    "latitude": "Latitude",
    "longitude": "Longitude",
    "step_free": "Toegankelijk voor mensen met een lichamelijke beperking",
}
DERIVED = "soort_afgeleid"
GRID = ((0.0, 300_000.0), (300_000.0, 630_000.0))
"""Where the RD grid is valid: x and y in metres."""
EUROPE = ((50.5, 53.8), (3.0, 7.5))
"""Latitude and longitude of the European part of the Kingdom."""
CARIBBEAN = ((12.0, 17.8), (-68.6, -62.8))
MOST_PROBLEMS = 25
Say = Callable[[str, str, str], None]


@dataclass(frozen=True, slots=True)
class PollingRow:
    """One polling place as the file tells it, checked."""

    row: int
    id: str
    municipality: str
    name: str
    mobile: bool
    uses: tuple[str, ...]
    street: str
    house_number: str
    postcode: str
    town: str
    extra: str
    x: float | None
    y: float | None
    latitude: float | None
    longitude: float | None
    step_free: str
    derived: str


def read_polling_places(path: Path) -> list[PollingRow]:
    """All rows of the file; raises BadInput that names every row and field that cannot be right."""
    table = _rows_of(path)
    header = next(table, None) or ()
    _check_columns(path, header)
    positions = {name: position for position, name in enumerate(header)}
    problems: list[InputProblem] = []
    rows = [
        _row(path.name, number, positions, cells, problems)
        for number, cells in enumerate(table, start=2)
        if any(cell not in (None, "") for cell in cells)
    ]
    _check_ids(path.name, rows, problems)
    if problems:
        raise BadInput(problems[:MOST_PROBLEMS])
    return rows


def _rows_of(path: Path) -> Iterator[Sequence[Any]]:
    try:
        if path.suffix.lower() == ".csv":
            with path.open(encoding="utf-8-sig", newline="") as lines:
                yield from csv.reader(lines)
        else:
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
            yield from book.worksheets[0].iter_rows(values_only=True)
            book.close()
    except FileNotFoundError:
        raise _file_problem(path, _("This file is not there."), _("Check the path.")) from None
    except (zipfile.BadZipFile, InvalidFileException, KeyError, UnicodeDecodeError, csv.Error, EOFError, OSError):
        message = _("This file cannot be read: it is broken, or not an Excel or CSV file.")
        raise _file_problem(path, message, _("Download it again and offer it unchanged.")) from None


def _file_problem(path: Path, message: str, advice: str, field: str = "") -> BadInput:
    return BadInput([InputProblem(path.name, None, field, message, advice)])


def _check_columns(path: Path, header: Sequence[Any]) -> None:
    missing = [name for name in COLUMNS.values() if name not in header]
    if missing:
        advice = _("Use the list of polling places with its own column names in the first row.")
        raise BadInput([InputProblem(path.name, 1, name, _("This column is missing."), advice) for name in missing])


def _check_ids(where: str, rows: list[PollingRow], problems: list[InputProblem]) -> None:
    first: dict[str, int] = {}
    for row in rows:
        if row.id in first:
            message = _("The number %(id)s is already used in row %(row)s.") % {"id": row.id, "row": first[row.id]}
            problems.append(InputProblem(where, row.row, "id", message, _("Give each polling place its own number.")))
        first.setdefault(row.id, row.row)


def _row(
    where: str, number: int, positions: dict[Any, int], cells: Sequence[Any], problems: list[InputProblem]
) -> PollingRow:
    def text(column: str) -> str:
        at = positions[column]
        value = cells[at] if at < len(cells) else None
        return _plain(value)

    read = {key: text(column) for key, column in COLUMNS.items()}
    point = {key: _number(where, number, COLUMNS[key], read[key], problems) for key in _POINT}
    _check_row(where, number, read, point, problems)
    return PollingRow(
        row=number,
        id=read["id"],
        municipality=read["municipality"],
        name=read["name"],
        mobile=read["type"] == "mobiel",
        uses=tuple(use.strip() for use in read["uses"].split(",") if use.strip()),
        street=read["street"],
        house_number=f"{read['number']}{read['letter'].upper()}",
        postcode=read["postcode"].replace(" ", "").upper(),
        town=read["town"],
        extra=read["extra"],
        step_free={"ja": "yes", "nee": "no"}.get(read["step_free"], "unknown"),
        derived=text(DERIVED) if DERIVED in positions else "",
        **point,
    )


_POINT = ("x", "y", "latitude", "longitude")


def _plain(value: Any) -> str:
    """A cell as text; 4.0 is the house number 4."""
    if value is None:
        return ""
    text = str(value).strip()
    return text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text


def _number(where: str, row: int, column: str, text: str, problems: list[InputProblem]) -> float | None:
    if not text:
        return None
    try:
        return float(text.replace(",", "."))
    except ValueError:
        message = _("“%(text)s” is not a number.") % {"text": text[:40]}
        problems.append(InputProblem(where, row, column, message, _("Write a number, or leave the cell empty.")))
        return None


def _check_row(
    where: str,
    row: int,
    read: dict[str, str],
    point: dict[str, float | None],
    problems: list[InputProblem],
) -> None:
    def say(field: str, message: str, advice: str) -> None:
        problems.append(InputProblem(where, row, COLUMNS[field], message, advice))

    if not read["id"]:
        say("id", _("The number of the polling place is empty."), _("Give each polling place its own number."))
    if not read["name"]:
        say("name", _("The name is empty."), _("Fill in the name of the building."))
    if not _is_municipality(read["municipality"]):
        say("municipality", _("This is not a municipality code."), _("Write GM and four digits, such as GM0307."))
    if (read["x"] == "") != (read["y"] == ""):
        say("x", _("Only one of X and Y is filled in."), _("Fill in both, or neither."))
    _check_grid(point["x"], point["y"], say)
    _check_degrees(point["latitude"], point["longitude"], read["municipality"], say)


def _is_municipality(code: str) -> bool:
    return len(code) == 6 and code.startswith("GM") and code[2:].isdigit()


def _inside(box: tuple[tuple[float, float], tuple[float, float]], first: float, second: float) -> bool:
    return box[0][0] <= first <= box[0][1] and box[1][0] <= second <= box[1][1]


def _check_grid(x: float | None, y: float | None, say: Say) -> None:
    if x is None or y is None or _inside(GRID, x, y):
        return
    if _inside(GRID, y, x):
        say("x", _("X and Y are swapped."), _("X lies between 0 and 300000, Y between 300000 and 630000."))
    elif _inside(EUROPE, y, x) or _inside(EUROPE, x, y):
        say("x", _("These are degrees, not metres on the RD grid."), _("Put degrees in Latitude and Longitude."))
    else:
        advice = _("Use the Dutch grid (RD, EPSG:28992): X 0 to 300000, Y 300000 to 630000.")
        say("x", _("This point is outside the Dutch grid."), advice)


def _check_degrees(latitude: float | None, longitude: float | None, municipality: str, say: Say) -> None:
    if (latitude is None) != (longitude is None):
        say("latitude", _("Only one of Latitude and Longitude is filled in."), _("Fill in both, or neither."))
    if latitude is None or longitude is None:
        return
    box = CARIBBEAN if municipality.startswith("GM900") else EUROPE
    if _inside(box, latitude, longitude):
        return
    if _inside(box, longitude, latitude):
        say("latitude", _("Latitude and Longitude are swapped."), _("Latitude is about 52, longitude about 5."))
    else:
        advice = _("Use degrees (WGS84): latitude 50.5 to 53.8, longitude 3.0 to 7.5.")
        say("latitude", _("This point is not in the Netherlands."), advice)
