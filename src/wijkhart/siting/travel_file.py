"""Reading walking times from a file with three columns: wijk, place, minutes. Writes nothing."""

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping
from io import StringIO
from math import isfinite
from typing import Final

from django.utils.translation import gettext as _

from wijkhart.core.errors import BadInput, InputProblem

MOST_ROWS: Final = 50_000
MOST_PROBLEMS: Final = 25
MOST_BYTES: Final = 5_000_000
MOST_MINUTES: Final = 600.0
Travel = dict[str, dict[str, float]]


def read_travel(content: bytes, file: str, wijken: Mapping[str, str], places: Mapping[str, str]) -> Travel:
    """Wijk -> place -> minutes on foot. `wijken`, `places`: key -> name. Errors: `BadInput` with every bad row."""
    by_wijk, by_place = _keys(wijken), _keys(places)
    found: Travel = defaultdict(dict)
    problems: list[InputProblem] = []
    for number, cells in _rows(content, file):
        if len(cells) != 3:
            said, mend = _("This row has no three columns."), _("Write: wijk; place; minutes on foot.")
            problems.append(InputProblem(file, number, "", said, mend))
            continue
        wijk, place, minutes = by_wijk.get(_plain(cells[0])), by_place.get(_plain(cells[1])), _minutes(cells[2])
        problems += _cell_problems(file, number, cells, (wijk, place, minutes))
        if wijk is None or place is None or minutes is None:
            continue
        if place in found[wijk]:
            said, mend = _("This wijk and place stand in an earlier row too."), _("Take one of the two rows out.")
            problems.append(InputProblem(file, number, "", said, mend))
        found[wijk][place] = minutes
    if problems:
        raise BadInput(problems[:MOST_PROBLEMS])
    if not found:
        raise _whole(file, _("There are no rows in this file."), _("Write a row for each wijk and place."))
    return dict(found)


def _rows(content: bytes, file: str) -> list[tuple[int, list[str]]]:
    """Numbered rows that say something, without the headings."""
    if len(content) > MOST_BYTES:
        raise _whole(file, _("This file is too large."), _("Send three columns: wijk; place; minutes on foot."))
    try:
        text = content.decode("utf-8-sig")
        rows = list(enumerate(csv.reader(StringIO(text), delimiter=";"), start=1))
    except (UnicodeDecodeError, csv.Error):
        mend = _("Save it in your spreadsheet as CSV (UTF-8), with ; between the columns.")
        raise _whole(file, _("This file cannot be read as CSV."), mend) from None
    told = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
    if told and told[0][0] == 1 and _plain(told[0][1][0]) in {"wijk", "district"}:
        told = told[1:]
    if len(told) > MOST_ROWS:
        raise _whole(file, _("This file has too many rows."), _("Send one row for each wijk and place."))
    return told


def _cell_problems(
    file: str, number: int, cells: list[str], read: tuple[str | None, str | None, float | None]
) -> list[InputProblem]:
    told = (
        (_("wijk"), _("“%(text)s” is no wijk of this municipality."), _("Write its name or code.")),
        (_("place"), _("“%(text)s” is no place that takes part, or two are called so."), _("Write its name or key.")),
        (_("minutes"), _("“%(text)s” is no number of minutes."), _("Write 0 to 600, such as 12 or 12,5.")),
    )
    return [
        InputProblem(file, number, field, said % {"text": cell.strip()[:60]}, mend)
        for (field, said, mend), cell, value in zip(told, cells, read, strict=True)
        if value is None
    ]


def _keys(table: Mapping[str, str]) -> dict[str, str]:
    """Name or key, written in any case -> key; a name that two have says nothing."""
    often = Counter(_plain(name) for name in table.values())
    names = {_plain(name): key for key, name in table.items() if often[_plain(name)] == 1}
    return names | {_plain(key): key for key in table}


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _minutes(text: str) -> float | None:
    """Minutes as a Dutch or English spreadsheet writes them.

    >>> _minutes("12,5"), _minutes("12.5"), _minutes("-3"), _minutes("nan"), _minutes("601")
    (12.5, 12.5, None, None, None)
    """
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return value if isfinite(value) and 0 <= value <= MOST_MINUTES else None


def _whole(file: str, message: str, advice: str) -> BadInput:
    return BadInput([InputProblem(file, None, "", message, advice)])
