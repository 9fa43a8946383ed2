"""Collecting what is wrong with a file, so that a person hears all of it at once."""

import math
import re
from pathlib import Path

from django.utils.translation import gettext as _

from wijkhart.core.errors import BadInput, InputProblem

CODE = re.compile(r"^(?:NL\d\d|GM\d{4}|WK\d{4}[0-9A-Z]{2}|BU\d{4}[0-9A-Z]{4})$")
YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")
ENOUGH = 50
PUBLISHER_HAS_NONE = -99990
"""Statistics Netherlands writes -99997 and the like where it gives no number."""


class Problems:
    """The problems of one file. Stops reading when there are so many that the file itself must be wrong."""

    def __init__(self, path: Path) -> None:
        self.where = path.name
        self.found: list[InputProblem] = []

    def add(self, row: int | None, field: str, message: str, advice: str) -> None:
        self.found.append(InputProblem(self.where, row, field, message, advice))
        if len(self.found) >= ENOUGH:
            self.stop()

    def stop(self) -> None:
        """Raise what was found, if anything."""
        if self.found:
            raise BadInput(self.found)

    def code(self, row: int, field: str, text: str) -> str:
        """An area code without its padding."""
        code = text.strip()
        if not CODE.match(code):
            self.add(
                row,
                field,
                _('"%(code)s" is not an area code.') % {"code": code[:20]},
                _("A code looks like GM0307, WK030710 or BU03071001. Correct it in the file."),
            )
        return code

    def number(self, row: int, field: str, told: object, unit: str) -> float | None:
        """A number that can be true: a percentage of 0 to 100, and nothing below 0. None: the publisher has none."""
        value = self._read(row, field, told)
        if value is None or value <= PUBLISHER_HAS_NONE:
            return None
        if value < 0:
            self.add(row, field, _("%(value)s is less than 0.") % {"value": told}, _("Correct or empty this cell."))
        elif unit == "percent" and value > 100:
            self.add(
                row, field, _("%(value)s is more than 100 percent.") % {"value": told}, _("Correct or empty this cell.")
            )
        return value

    def _read(self, row: int, field: str, told: object) -> float | None:
        if told is None or (isinstance(told, str) and told.strip() in ("", ".")):
            return None
        try:
            value = float(str(told).strip())
        except ValueError:
            value = math.nan
        if math.isfinite(value) and not isinstance(told, bool):
            return value
        self.add(
            row, field, _('"%(text)s" is not a number.') % {"text": str(told)[:20]}, _("Correct or empty this cell.")
        )
        return None


def broken(path: Path, why: str, advice: str, *, row: int | None = None, field: str = "") -> BadInput:
    """The one problem of a file that cannot be read at all."""
    return BadInput([InputProblem(path.name, row, field, why, advice)])


def unreadable(path: Path, kind: str) -> BadInput:
    """This file is not what its name says."""
    return broken(
        path,
        _("This file cannot be read as %(kind)s.") % {"kind": kind},
        _("It may be damaged or of another kind. Download it again from the publisher."),
    )


def year_of(path: Path, told: object, year: int | None) -> int:
    """The year that a file is about: as asked, as the file tells, or as its name says."""
    for text in (str(year or ""), str(told or ""), path.stem):
        if found := YEAR.search(text):
            return int(found.group(1))
    raise broken(
        path,
        _("It is not clear of which year this file is."),
        _("Put the year in the name of the file, such as wijken_2024.geojson, or give it with --year."),
    )
