"""The health monitor as RIVM publishes it: one row per area, padded cells; `.` is withheld, empty is not asked."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from wijkhart.areas.catalogue import MeasureEntry, measures
from wijkhart.areas.models import Missing
from wijkhart.areas.readers.problems import Problems, broken, unreadable
from wijkhart.core.progress import Progress, silent

AREA, PERIOD, NAME, AGE, MARGIN = "WijkenEnBuurten", "Perioden", "Gemeentenaam", "Leeftijd", "Marges"
NEEDED = (AREA, PERIOD)
ADULTS = "20300"
"""18 years and older, in the codes of Statistics Netherlands."""
VALUE_ITSELF = "MW00000"
"""The value, and not a bound of its margin."""
NUMBERED = re.compile(r"_\d+$")
COUNTRY = re.compile(r"^NL\d\d$")


@dataclass(frozen=True, slots=True)
class MonitorRow:
    """One area: a value for each measure, or the reason why there is none."""

    row: int
    code: str
    municipality_name: str
    values: dict[str, float | Missing]


@dataclass(slots=True)
class MonitorFile:
    """A whole file: its year, its areas, and how many rows were of other ages or of margins."""

    year: int
    rows: list[MonitorRow] = field(default_factory=list)
    other: int = 0


def read_monitor(path: Path, progress: Progress = silent) -> MonitorFile:
    """Read and check a file of the health monitor; raises `BadInput` with every problem found."""
    problems = Problems(path)
    rows = _sheet(path)
    header = [NUMBERED.sub("", str(name or "")) for name in next(rows)]
    columns = _columns(header, problems)
    told = MonitorFile(0)
    seen: set[str] = set()
    for number, cells in enumerate(rows, 2):
        if number % 1000 == 0:
            progress(number, None, _("Reading the health monitor"))
        facts = dict(zip(header, cells, strict=False))
        if _other(facts):
            told.other += 1
        elif facts[AREA]:
            told.rows.append(_row(number, facts, columns, problems, seen))
            told.year = told.year or _year(number, facts, problems)
    if not told.rows:
        problems.add(None, AREA, _("This file has no row of people of 18 and older."), _("Take the file 18+ of RIVM."))
    problems.stop()
    return told


def _sheet(path: Path) -> Iterator[tuple[Any, ...]]:
    """The rows of the first sheet with a column of area codes."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        for sheet in book.worksheets:
            rows = sheet.iter_rows(values_only=True)
            first = next(rows, ())
            if AREA in first:
                yield first
                yield from rows
                return
    except (OSError, InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, EOFError) as error:
        raise unreadable(path, "xlsx") from error
    raise broken(
        path,
        _('No sheet has a column "%(column)s". Sheets: %(sheets)s.')
        % {"column": AREA, "sheets": ", ".join(book.sheetnames)},
        _("Take the table of wijken and buurten of the health monitor, with its first row."),
        field=AREA,
    )


def _columns(header: list[str], problems: Problems) -> list[MeasureEntry]:
    columns = [entry for entry in measures() if entry.monitor]
    for name in [*NEEDED, *(entry.monitor for entry in columns)]:
        if name not in header:
            problems.add(
                1, name, _('The column "%(column)s" is missing.') % {"column": name}, _("Take the whole file of RIVM.")
            )
    problems.stop()
    return columns


def _other(facts: dict[str, Any]) -> bool:
    """Whether a row is of another age group, or a bound of a margin instead of the value."""
    age, margin = str(facts.get(AGE) or ADULTS).strip(), str(facts.get(MARGIN) or VALUE_ITSELF).strip()
    return age != ADULTS or margin != VALUE_ITSELF


def _row(
    number: int, facts: dict[str, Any], columns: list[MeasureEntry], problems: Problems, seen: set[str]
) -> MonitorRow:
    code = problems.code(number, AREA, str(facts[AREA]))
    if code in seen:
        problems.add(
            number, AREA, _("Code %(code)s stands in this file twice.") % {"code": code}, _("Take one row out.")
        )
    seen.add(code)
    values = {entry.key: _value(number, facts[entry.monitor], entry, problems) for entry in columns}
    code = "NL" if COUNTRY.match(code) else code
    return MonitorRow(number, code, str(facts.get(NAME) or "").strip(), values)


def _value(number: int, cell: Any, entry: MeasureEntry, problems: Problems) -> float | Missing:
    if cell is None or not str(cell).strip():
        return Missing.NOT_ASKED
    value = problems.number(number, entry.monitor, cell, entry.unit)
    return Missing.SUPPRESSED if value is None else value


def _year(number: int, facts: dict[str, Any], problems: Problems) -> int:
    told = str(facts[PERIOD]).strip()[:4]
    if told.isdigit() and 2000 <= int(told) < 2100:
        return int(told)
    problems.add(number, PERIOD, _('"%(text)s" is not a year.') % {"text": told}, _("A period looks like 2020JJ00."))
    return 0
