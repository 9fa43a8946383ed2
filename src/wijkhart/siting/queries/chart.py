"""Where the points of the chart of the curve stand: the number of places against what it gives."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from wijkhart.core.formats import number

LEFT, RIGHT, TOP, BOTTOM = 60, 620, 16, 186
MOST_TICKS: Final = 8
STEPS: Final = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000)

Point = tuple[float, float, int]


@dataclass(frozen=True, slots=True)
class Chart:
    """One line with its marks, lines of the grid and ticks; in units of the drawing."""

    points: Sequence[Point]
    levels: Sequence[tuple[float, str]]
    ticks: Sequence[tuple[float, int]]

    @property
    def path(self) -> str:
        return "M" + "L".join(f"{x},{y}" for x, y, _number in self.points) if self.points else ""


def curve_chart(values: Sequence[tuple[int, float]]) -> Chart | None:
    """The chart of (number of places, value); None with fewer than two points.

    >>> chart = curve_chart([(1, 900.0), (2, 500.0), (3, 450.0)])
    >>> chart.levels[0][1], chart.levels[-1][1], chart.points[0][:2]
    ('400', '900', (60.0, 16.0))
    """
    if len(values) < 2:
        return None
    low, high = min(value for _x, value in values), max(value for _x, value in values)
    step = next((one for one in STEPS if (high - low) / one <= 5), STEPS[-1])
    bottom, top = step * int(low // step), step * -int(-high // step)
    top = max(top, bottom + step)
    first, last = values[0][0], values[-1][0]

    def across(x: int) -> float:
        return round(LEFT + (RIGHT - LEFT) * (x - first) / (last - first), 1)

    def up(value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * (value - bottom) / (top - bottom), 1)

    every = next((one for one in STEPS if (last - first) / one <= MOST_TICKS), STEPS[-1])
    ticks = [x for x in range(first, last + 1) if x % every == 0]
    return Chart(
        [(across(x), up(value), x) for x, value in values],
        [(up(level), number(level)) for level in range(bottom, top + 1, step)],
        [(across(x), x) for x in ticks],
    )
