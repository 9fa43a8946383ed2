"""What is known of one row that can be found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

DAYS: Final = 7
PARTS: Final = ("morning", "afternoon", "evening")
OLDEST: Final = 255


class Time(NamedTuple):
    """One weekly time."""

    weekday: int
    """0 is Monday."""
    part: str
    """One of `PARTS`."""
    starts: int
    """Minutes after midnight."""
    ends: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One row. Facts of one value stand in `single`, of several in `several`: dimension -> value(s)."""

    key: str
    name: str
    """As it is sorted."""
    x: float | None = None
    """Metres on a flat grid; None: it has no point."""
    y: float | None = None
    comes_to: str = ""
    """Code of the area in which it comes to people; empty: people come to it."""
    single: Mapping[str, str] = field(default_factory=dict)
    several: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    minimum_age: int = 0
    maximum_age: int = OLDEST
    times: tuple[Time, ...] = ()
    terms: Mapping[str, float] = field(default_factory=dict)
    """Term -> how much it says about the row, 0 to 1."""
    tier: int = 0
    """Rows of a lower tier go before those of a higher one, however well these fit."""
    confirmed: int = 0
    """Day number; 0: never."""
