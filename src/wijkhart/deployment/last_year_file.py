"""Reading last year's hours from a file with three columns: wijk, kind of effort, hours. Writes nothing."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from io import StringIO
from math import isfinite
from typing import Final

from django.utils.translation import gettext as _

from wijkhart.core.errors import BadInput, InputProblem
from wijkhart.deployment.names import Names

MOST_ROWS: Final = 5_000
MOST_PROBLEMS: Final = 25
MOST_BYTES: Final = 1_000_000


def read_last_year(content: bytes, file: str, names: Names) -> dict[str, dict[str, float]]:
    """Wijk -> kind -> hours. `names`: the wijken and kinds of the budget. Errors: `BadInput` with every bad row."""
    rows = _rows(content, file)
    wijken, kinds = _keys(names.areas), _keys(names.kinds)
    found: dict[str, dict[str, float]] = defaultdict(dict)
    problems: list[InputProblem] = []
    for number, cells in rows:
        if len(cells) != 3:
            said, mend = _("This row has no three columns."), _("Write: wijk; kind of effort; hours.")
            problems.append(InputProblem(file, number, "", said, mend))
            continue
        wijk, kind, hours = wijken.get(_plain(cells[0])), kinds.get(_plain(cells[1])), _hours(cells[2])
        problems += _cell_problems(file, number, cells, (wijk, kind, hours))
        if wijk is None or kind is None or hours is None:
            continue
        if kind in found[wijk]:
            said, mend = _("This wijk and kind stand in an earlier row too."), _("Add up the hours in one row.")
            problems.append(InputProblem(file, number, "", said, mend))
        found[wijk][kind] = hours
    if problems:
        raise BadInput(problems[:MOST_PROBLEMS])
    if not found:
        raise _whole(file, _("There are no rows in this file."), _("Write a row for each wijk and kind of effort."))
    return dict(found)


def _rows(content: bytes, file: str) -> list[tuple[int, list[str]]]:
    """Numbered rows that say something, without the headings."""
    if len(content) > MOST_BYTES:
        raise _whole(file, _("This file is too large."), _("Send three columns, of one year."))
    try:
        text = content.decode("utf-8-sig")
        rows = [(number, cells) for number, cells in enumerate(csv.reader(StringIO(text), delimiter=";"), start=1)]
    except (UnicodeDecodeError, csv.Error):
        mend = _("Save it in your spreadsheet as CSV (UTF-8), with ; between the columns.")
        raise _whole(file, _("This file cannot be read as CSV."), mend) from None
    told = [(number, cells) for number, cells in rows if any(cell.strip() for cell in cells)]
    if told and told[0][0] == 1 and len(told[0][1]) == 3 and _hours(told[0][1][2]) is None:
        heading = _plain(told[0][1][0]) in {"wijk", "district"}
        told = told[1:] if heading else told
    if len(told) > MOST_ROWS:
        raise _whole(file, _("This file has too many rows."), _("Send one row for each wijk and kind of effort."))
    return told


def _cell_problems(
    file: str, number: int, cells: list[str], read: tuple[str | None, str | None, float | None]
) -> list[InputProblem]:
    told = (
        (_("wijk"), _("“%(text)s” is no wijk of this budget."), _("Write its name or code as in the budget.")),
        (_("kind of effort"), _("“%(text)s” is no kind of this budget."), _("Write its name as in the budget.")),
        (_("hours"), _("“%(text)s” is no number of hours."), _("Write 0 or more, such as 120 or 120,5.")),
    )
    return [
        InputProblem(file, number, field, said % {"text": cell.strip()[:60]}, mend)
        for (field, said, mend), cell, value in zip(told, cells, read, strict=True)
        if value is None
    ]


def _keys(table: Mapping[str, str]) -> dict[str, str]:
    """Name or key, written in any case -> key."""
    return {_plain(name): key for key, name in table.items()} | {_plain(key): key for key in table}


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _hours(text: str) -> float | None:
    """A number of 0 or more as a Dutch or English spreadsheet writes it.

    >>> _hours("1.200,5"), _hours("120.5"), _hours("1.200"), _hours("-3"), _hours("nan")
    (1200.5, 120.5, 1200.0, None, None)
    """
    plain = text.strip().replace(" ", "")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    elif plain.count(".") == 1 and len(plain.partition(".")[2]) == 3:
        plain = plain.replace(".", "")
    try:
        value = float(plain)
    except ValueError:
        return None
    return value if isfinite(value) and 0 <= value <= 1e10 else None


def _whole(file: str, message: str, advice: str) -> BadInput:
    return BadInput([InputProblem(file, None, "", message, advice)])
