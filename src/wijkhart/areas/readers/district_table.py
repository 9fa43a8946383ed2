"""The table of wijken: a column's name begins with its source and year (`gm2020_`, `kwb2017_`)."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from wijkhart.areas.catalogue import measures
from wijkhart.areas.readers.problems import Problems, broken, unreadable

CODE = "wijkcode"
PREFIX = re.compile(r"^(?P<source>kwb|gm)(?P<year>20\d\d)_")
SOURCES = {"kwb": "cbs-kerncijfers", "gm": "gezondheidsmonitor"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the catalogue, and what its name says about source and year."""

    name: str
    measure: str
    unit: str
    source: str
    year: int

    @property
    def estimate(self) -> bool:
        return self.source == "gezondheidsmonitor"


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """One wijk, with the figures that the table gives for it."""

    row: int
    code: str
    name: str
    values: dict[str, float]


@dataclass(frozen=True, slots=True)
class DistrictTable:
    """The whole table."""

    columns: list[Column]
    rows: list[DistrictRow]


def read_district_table(path: Path) -> DistrictTable:
    """Read and check the table; raises `BadInput` with every problem found. An empty cell gives no figure."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise unreadable(path, "CSV") from error
    first = text.split("\n", 1)[0]
    lines = csv.reader(text.splitlines(), delimiter=";" if first.count(";") > first.count(",") else ",")
    header = [name.strip() for name in next(lines, [])]
    columns = _columns(path, header)
    problems = Problems(path)
    rows = [
        row
        for number, cells in enumerate(lines, 2)
        if any(cells) and (row := _row(number, header, cells, columns, problems))
    ]
    problems.stop()
    return DistrictTable(columns, rows)


def _columns(path: Path, header: list[str]) -> list[Column]:
    columns = [
        Column(name, entry.key, entry.unit, SOURCES[found["source"]], int(found["year"]))
        for entry in measures()
        for name in entry.table
        if name in header and (found := PREFIX.match(name))
    ]
    if CODE in header and columns:
        return columns
    missing = CODE if CODE not in header else ", ".join(name for entry in measures() for name in entry.table[:1])
    raise broken(
        path,
        _('The column "%(column)s" is missing.') % {"column": missing},
        _("Take the table of wijken with its first row, separated by commas or semicolons."),
        row=1,
        field=missing,
    )


def _row(
    number: int, header: list[str], cells: list[str], columns: list[Column], problems: Problems
) -> DistrictRow | None:
    if len(cells) != len(header):
        problems.add(
            number,
            "",
            _("This row has %(found)d cells instead of %(wanted)d.") % {"found": len(cells), "wanted": len(header)},
            _("Look for a comma too many, or save the table again."),
        )
        return None
    facts = dict(zip(header, cells, strict=True))
    values = {}
    for column in columns:
        value = problems.number(number, column.name, facts[column.name], column.unit)
        if value is not None:
            values[column.name] = value
    return DistrictRow(number, problems.code(number, CODE, facts[CODE]), facts.get("name", ""), values)
