"""Bars as data; templates turn them into SVG beside the table that holds the same numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

ROW = 30
LEFT = 150
LONGEST = 400


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar with a thinner one to compare with; lengths in drawing units, `top` from above."""

    label: str
    text: str
    top: int
    width: int
    other_width: int

    @property
    def text_x(self) -> int:
        """Where the number stands: just past the longer of the two bars."""
        return LEFT + max(self.width, self.other_width) + 8


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart of bars, and the height it needs."""

    bars: tuple[Bar, ...]

    @property
    def height(self) -> int:
        return ROW * len(self.bars)


def bars_of(rows: Sequence[tuple[str, float, str, float | None]]) -> Bars:
    """Bars from (label, value, value in words, value to compare with), the longest as long as fits.

    >>> [bar.width for bar in bars_of([("a", 10, "10", 5), ("b", 20, "20", None)]).bars]
    [200, 400]
    """
    top = max((max(value, other or 0) for _, value, _, other in rows), default=0) or 1
    return Bars(
        tuple(
            Bar(label, text, ROW * number, round(value / top * LONGEST), round((other or 0) / top * LONGEST))
            for number, (label, value, text, other) in enumerate(rows)
        )
    )
