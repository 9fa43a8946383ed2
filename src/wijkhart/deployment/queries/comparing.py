"""Two to four divisions of a budget side by side: totals, wijk by wijk, and what differs from the first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from wijkhart.deployment.models import Division, DivisionDistrict
from wijkhart.deployment.queries.divisions import per_thousand

FEWEST: Final = 2
MOST: Final = 4


@dataclass(frozen=True, slots=True)
class Cell:
    """One wijk in one division; None: it is not in it. `more` than in the first; None in the first itself."""

    hours: float | None
    more: float | None
    people: float | None
    per_thousand: float | None


@dataclass(frozen=True, slots=True)
class Line:
    """One wijk in every division that is compared."""

    code: str
    name: str
    inhabitants: int | None
    cells: tuple[Cell, ...]
    names: tuple[str, ...]

    @property
    def named(self) -> list[tuple[str, Cell]]:
        """Each cell with the name of its division."""
        return list(zip(self.names, self.cells, strict=True))

    @property
    def spread(self) -> float:
        """How far the divisions lie apart here, in hours."""
        known = [cell.hours for cell in self.cells if cell.hours is not None]
        return max(known) - min(known) if known else 0.0


@dataclass(frozen=True, slots=True)
class Side:
    """One division as a whole. `smallest` in percents; `moved`: hours that lie elsewhere than in the first."""

    division: Division
    effect: float
    people: float
    smallest: float | None
    moved: float
    more: int
    fewer: int


def lines_of(divisions: Sequence[Division]) -> list[Line]:
    """Every wijk, where the divisions differ most first."""
    tables = [{row.district_code: row for row in division.districts.all()} for division in divisions]
    years = [max(len(division.inputs["hours"]), 1) for division in divisions]
    names = {code: row for table in reversed(tables) for code, row in table.items()}
    titles = tuple(division.name for division in divisions)
    lines = [
        Line(code, row.name, row.inhabitants, tuple(_cells([table.get(code) for table in tables], years)), titles)
        for code, row in names.items()
    ]
    return sorted(lines, key=lambda line: (-line.spread, line.name))


def _cells(rows: Sequence[DivisionDistrict | None], years: Sequence[int]) -> list[Cell]:
    first = rows[0].hours if rows[0] else 0.0
    return [
        Cell(None, None, None, None)
        if row is None
        else Cell(
            row.hours,
            None if number == 0 else round(row.hours - first, 2),
            row.people,
            per_thousand(row.hours, years[number], row.inhabitants),
        )
        for number, row in enumerate(rows)
    ]


def sides_of(divisions: Sequence[Division], lines: Sequence[Line]) -> list[Side]:
    """The totals of each."""
    return [_side(division, number, lines) for number, division in enumerate(divisions)]


def _side(division: Division, number: int, lines: Sequence[Line]) -> Side:
    result: dict[str, Any] = division.result
    more = [line.cells[number].more or 0.0 for line in lines]
    return Side(
        division,
        result["effect"],
        result["people"],
        division.smallest_percent,
        round(sum(one for one in more if one > 0), 1),
        sum(one > 0.5 for one in more),
        sum(one < -0.5 for one in more),
    )
