"""What changes would do: people served before and after, for whom and where."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from wijkhart.analysis.coverage import apply, compare, of_themes, solve
from wijkhart.coordination.queries.changing import Step
from wijkhart.coordination.queries.problem import Inputs

SHOWN_FROM: Final = 0.5
"""People: what gains and loses less than this together is told in one line, not in a row."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One theme and target group in one wijk where somebody gains or loses; all numbers are people."""

    area: str
    area_name: str
    theme: str
    group: str
    need: float
    before: float
    after: float
    gained: float
    lost: float

    @property
    def moved(self) -> float:
        return self.gained + self.lost


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the changes do together, over the themes that they touch."""

    need: float
    before: float
    after: float
    gained: float
    lost: float
    themes: tuple[str, ...]
    unknown: int
    """Wijken in which a need of these themes is not known."""
    cells: tuple[Cell, ...]
    """The largest change first."""

    @property
    def shown(self) -> list[Cell]:
        """What a table shows; the rest is too small to see."""
        return [cell for cell in self.cells if cell.moved >= SHOWN_FROM]

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Outcome":
        cells = tuple(Cell(**cell) for cell in kept["cells"])
        return cls(**{**kept, "themes": tuple(kept["themes"]), "cells": cells})


def outcome_of(inputs: Inputs, steps: Sequence[Step]) -> Outcome:
    """Compute what the changes do; only the themes that they touch are solved, before and after."""
    touched = frozenset[str]().union(*(step.themes for step in steps))
    before = of_themes(inputs.problem, touched)
    after = of_themes(apply(inputs.problem, [change for step in steps for change in step.changes]), touched)
    found = compare(solve(before), solve(after))
    rows = [index for index, row in enumerate(inputs.problem.rows) if row.theme in touched]
    tables = (before.need, found.before, found.after, found.gained, found.lost)
    cells = tuple(
        Cell(
            inputs.areas[area].code,
            inputs.areas[area].name,
            before.rows[row].theme,
            before.rows[row].group,
            *(round(float(table[area, row]), 3) for table in tables),
        )
        for area, row in found.differs
    )
    need, served, then, gained, lost = (round(float(table.sum()), 3) for table in tables)
    return Outcome(need, served, then, gained, lost, before.themes, _unknown(inputs, rows), cells)


def _unknown(inputs: Inputs, rows: Iterable[int]) -> int:
    return sum(any(needs[row].people is None for row in rows) for needs in inputs.needs)
