"""Where the points of the chart of use stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from wijkhart.places.queries.shares import AD_HOC, REGULAR, Tally

LEFT, RIGHT, TOP, BOTTOM = 44, 604, 16, 176
MOST_LABELS: Final = 7

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Chart:
    """Two lines, of weekly and of single bookings, and the norm as a third."""

    regular: Sequence[Point]
    single: Sequence[Point]
    norm: float
    levels: Sequence[tuple[float, int]]
    days: Sequence[tuple[float, date]]

    @property
    def regular_path(self) -> str:
        return _path(self.regular)

    @property
    def single_path(self) -> str:
        return _path(self.single)


def use_chart(rows: Sequence[tuple[date, Tally]], unit: str, most: int) -> Chart | None:
    """The chart of the trend; None with fewer than two points."""
    if len(rows) < 2:
        return None
    step = (RIGHT - LEFT) / (len(rows) - 1)
    places = [round(LEFT + number * step, 1) for number in range(len(rows))]
    every = -(-len(rows) // MOST_LABELS)
    return Chart(
        _points(rows, places, unit, REGULAR),
        _points(rows, places, unit, AD_HOC),
        _height(most),
        [(_height(level), level) for level in (0, 25, 50, 75, 100)],
        [(x, day) for number, (x, (day, _tally)) in enumerate(zip(places, rows, strict=True)) if not number % every],
    )


def _points(rows: Sequence[tuple[date, Tally]], places: Sequence[float], unit: str, share: str) -> list[Point]:
    values = [tally.share(unit, share) for _day, tally in rows]
    return [(x, _height(value)) for x, value in zip(places, values, strict=True) if value is not None]


def _height(percent: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * percent / 100, 1)


def _path(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{x},{y}" for x, y in points) if points else ""
