"""Key figures of StatLine: OData (`value: [...]`) or a dictionary by area code.

`DataProperties.json` says what the fields mean.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from wijkhart.areas.catalogue import MeasureEntry, measures
from wijkhart.areas.readers.problems import Problems, broken, unreadable, year_of

DESCRIPTION = "DataProperties.json"
AREA = ("WijkenEnBuurten", "Codering")
NUMBERED = re.compile(r"_\d+$")
PEOPLE = "AantalInwoners"


@dataclass(frozen=True, slots=True)
class StatlineRow:
    """One area and its figures; None: the publisher gives none."""

    row: int
    code: str
    name: str
    values: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class StatlineFile:
    """A whole table."""

    year: int
    rows: list[StatlineRow]


def read_statline(path: Path, description: Path | None = None, year: int | None = None) -> StatlineFile:
    """Read and check a table of key figures; raises `BadInput` with every problem found.

    Counts of ages and of kinds of households become percentages of the people or households of the same row.
    """
    told = _json(path)
    problems = Problems(path)
    rows = list(_rows(path, told))
    fields = {NUMBERED.sub("", name): name for _number, facts in rows for name in facts}
    units = _units(path, description, fields)
    entries = [entry for entry in measures() if entry.statline in fields and entry.per in ("", *fields)]
    if PEOPLE not in fields or not rows:
        problems.add(
            None,
            PEOPLE,
            _('The column "%(column)s" is missing.') % {"column": PEOPLE},
            _("Take the table Kerncijfers wijken en buurten of StatLine."),
        )
    problems.stop()
    found = [_row(number, facts, fields, entries, units, problems) for number, facts in rows]
    problems.stop()
    period = next((facts[name] for _n, facts in rows[:1] for name in facts if name.startswith("Perioden")), "")
    return StatlineFile(year_of(path, str(period)[:4], year), found)


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise unreadable(path, "JSON") from error
    except json.JSONDecodeError as error:
        message = _("This is not whole JSON: it breaks off at line %(line)d.") % {"line": error.lineno}
        raise broken(path, message, _("Download the file again."), row=error.lineno) from error


def _rows(path: Path, told: Any) -> Iterable[tuple[int, dict[str, Any]]]:
    """The rows of either shape, each with its code under the name that OData uses."""
    rows = told.get("value") if isinstance(told, dict) and isinstance(told.get("value"), list) else None
    if rows is None and isinstance(told, dict) and all(isinstance(facts, dict) for facts in told.values()):
        rows = [{AREA[0]: code, **facts} for code, facts in told.items()]
    if rows is None or not all(isinstance(facts, dict) for facts in rows):
        raise broken(
            path,
            _("This file is no table of StatLine."),
            _('It needs "value": [...] as OData gives it, or a dictionary by area code.'),
        )
    return enumerate(rows, 1)


def _units(path: Path, description: Path | None, fields: dict[str, str]) -> dict[str, str]:
    """The unit of each field by its description; empty where no description stands beside the file."""
    beside = description or path.with_name(DESCRIPTION)
    if not beside.exists():
        return {}
    topics = {topic.get("Key"): topic.get("Unit", "") for topic in _json(beside) if topic.get("Type") == "Topic"}
    for entry in measures():
        name = fields.get(entry.statline, "")
        if name and name not in topics:
            raise broken(
                path,
                _('The field "%(field)s" is not described in %(file)s.') % {"field": name, "file": beside.name},
                _("Take the description that belongs to this table."),
                field=name,
            )
    return {entry.key: topics[fields[entry.statline]] for entry in measures() if fields.get(entry.statline) in topics}


def _row(
    number: int,
    facts: dict[str, Any],
    fields: dict[str, str],
    entries: list[MeasureEntry],
    units: dict[str, str],
    problems: Problems,
) -> StatlineRow:
    told = {NUMBERED.sub("", name): value for name, value in facts.items()}
    code = problems.code(number, AREA[0], str(next((told[name] for name in AREA if told.get(name)), "")))
    values = {}
    for entry in entries:
        is_count = bool(entry.per) and units.get(entry.key) != "%"
        unit = "people" if is_count else entry.unit
        value = problems.number(number, fields[entry.statline], told.get(entry.statline), unit)
        if is_count:
            value = _percentage(value, problems.number(number, fields[entry.per], told.get(entry.per), "people"))
        values[entry.key] = value
    name = str(told.get("Gemeentenaam") or "").strip()
    return StatlineRow(number, code, name, values)


def _percentage(part: float | None, whole: float | None) -> float | None:
    """Counts are rounded to 5, so that a part may seem larger than the whole."""
    return min(100.0, round(100 * part / whole, 1)) if part is not None and whole else None
