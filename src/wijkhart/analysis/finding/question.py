"""What is asked of an index."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

ORDERS: Final = ("fit", "distance", "name", "confirmed")


class Near(NamedTuple):
    """Round a point, within so many metres; with the codes of the areas that hold the point."""

    x: float
    y: float
    radius: float
    areas: frozenset[str] = frozenset()


class Wish(NamedTuple):
    """One word that is asked: the terms that say it, and the facts of several values that say it, each 0 to 1."""

    terms: Mapping[str, float]
    facts: Mapping[tuple[str, str], float] = {}
    """(dimension, value) -> how well it says the word."""


class Window(NamedTuple):
    """Hours of the day in minutes after midnight: what overlaps them counts."""

    starts: int
    ends: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Everything that must hold together; an empty part asks nothing."""

    wishes: tuple[Wish, ...] = ()
    """Of one or two words all must be said, of more all but a third (rounded down)."""
    single: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Dimension -> values of which one must hold."""
    several: Mapping[str, frozenset[str]] = field(default_factory=dict)
    along: Mapping[str, str] = field(default_factory=dict)
    """Dimension -> a value that holds along with whichever is asked, for the counts: what is for all is for each."""
    age: int | None = None
    weekdays: frozenset[int] = frozenset()
    parts: frozenset[str] = frozenset()
    window: Window | None = None
    """Together with `weekdays`: on one of those days. With `parts`: of the same time."""
    near: Near | None = None
    order: str = "fit"
    uncounted: frozenset[str] = frozenset()
    """Dimensions of one value whose counts nobody asks for."""
    keys: frozenset[str] | None = None
    """Only these rows; None: all."""

    @property
    def needed(self) -> int:
        """How many words must be said."""
        return len(self.wishes) - len(self.wishes) // 3
