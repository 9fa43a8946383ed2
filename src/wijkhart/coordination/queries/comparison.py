"""Two to four wijken side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from wijkhart.areas.models import Area
from wijkhart.coordination.models import CoverageResult, CoverageRun
from wijkhart.coordination.queries.board import DRAWINGS
from wijkhart.themes.models import Theme

FEWEST, MOST = 2, 4
WORST = 3
"""How many white spots of each wijk are named."""
LONGEST = 120
"""The longest bar, in drawing units."""


@dataclass(frozen=True, slots=True)
class Together:
    """Results of one wijk taken together; None is not known."""

    need: float | None
    unserved: float | None
    low: float | None
    high: float | None
    """The lows and the highs added up: wider than 90 %, because not all go the same way at once."""
    accessibility: float | None
    unknown: int

    @property
    def percent(self) -> float | None:
        return None if not self.need or self.unserved is None else 100 * self.unserved / self.need


@dataclass(frozen=True, slots=True)
class Side:
    """One wijk of a comparison."""

    area: Area
    whole: Together
    worst: list[CoverageResult]


@dataclass(frozen=True, slots=True)
class ThemeLine:
    """One theme over the wijken, with the length of the bar of each."""

    theme: Theme
    cells: list[tuple[Together, int]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The wijken in the order in which they were asked for, and every theme over them."""

    sides: list[Side]
    lines: list[ThemeLine]


def comparison_of(run: CoverageRun, areas: Sequence[Area]) -> Comparison:
    """What a computation says of these wijken."""
    rows = list(
        CoverageResult.objects.filter(run=run, area__code__in=[area.code for area in areas])
        .select_related("area", "theme", "target_group")
        .defer(*DRAWINGS)
        .order_by("theme__order", "theme_id", "target_group__order", "target_group_id")
    )
    of_area = {area.code: [row for row in rows if row.area.code == area.code] for area in areas}
    sides = [Side(area, together(of_area[area.code]), _worst(of_area[area.code])) for area in areas]
    return Comparison(sides, _lines([of_area[area.code] for area in areas]))


def together(rows: Sequence[CoverageResult]) -> Together:
    """The sums of these results, of those that are known."""
    known = [row for row in rows if row.need is not None and row.unserved is not None]
    if not known:
        return Together(None, None, None, None, None, len(rows))
    bounded = all(row.low is not None and row.high is not None for row in known)
    reached = [(row.accessibility, row.need or 0.0) for row in known if row.accessibility is not None and row.need]
    weight = sum(need for _index, need in reached)
    return Together(
        need=sum(row.need or 0.0 for row in known),
        unserved=sum(row.unserved or 0.0 for row in known),
        low=sum(row.low or 0.0 for row in known) if bounded else None,
        high=sum(row.high or 0.0 for row in known) if bounded else None,
        accessibility=sum(index * need for index, need in reached) / weight if weight else None,
        unknown=len(rows) - len(known),
    )


def _worst(rows: Sequence[CoverageResult]) -> list[CoverageResult]:
    found = [row for row in rows if (row.unserved or 0.0) >= 0.5]
    return sorted(found, key=lambda row: -(row.unserved or 0.0))[:WORST]


def _lines(of_area: Sequence[Sequence[CoverageResult]]) -> list[ThemeLine]:
    """The themes in their order, with bars on one scale."""
    themes = list({row.theme_id: row.theme for rows in of_area for row in rows}.values())
    table = [[together([row for row in rows if row.theme_id == theme.key]) for rows in of_area] for theme in themes]
    top = max((cell.unserved or 0.0 for line in table for cell in line), default=0.0) or 1.0
    return [
        ThemeLine(theme, [(cell, round((cell.unserved or 0.0) / top * LONGEST)) for cell in line])
        for theme, line in zip(themes, table, strict=True)
    ]
