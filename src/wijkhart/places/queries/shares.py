"""How the offered time of rooms is divided over kinds of use. Pure arithmetic on whole minutes.

A *cell* is one smallest space, one date and one part of the day. Docs: `docs/algorithms/use.md`.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple, TypeVar
from uuid import UUID

from wijkhart.places.models import UseBase, UseUnit
from wijkhart.places.queries.stretches import Minutes, Stretches, common, joined, length, without

K = TypeVar("K", bound=Hashable)

CLOSED: Final = "closed"
REGULAR: Final = "regular"
AD_HOC: Final = "ad_hoc"
COMMERCIAL: Final = "commercial"
EMPTY: Final = "empty"
ORDER: Final = (CLOSED, REGULAR, AD_HOC, COMMERCIAL)
"""Who counts where more than one use lies over a minute, as in a shared room: the first of these."""
SHARES: Final = (REGULAR, AD_HOC, COMMERCIAL, CLOSED, EMPTY)
UNITS: Final = tuple(UseUnit.values)
SOME: Final = "some"
NOBODY: Final = "nobody"


class Taking(NamedTuple):
    """What kind of use takes a minute."""

    share: str
    kind: str = ""
    """Of the user; empty where nobody uses the space."""
    came: str = ""
    """`some`, `nobody`, or empty: not told."""


FREE: Final = Taking(EMPTY)


@dataclass(frozen=True, slots=True)
class Cell:
    """One space in one part of one day, with the minutes of each taking; `FREE` is among them."""

    space: UUID
    place: UUID
    day: date
    part: str
    area: int | None
    minutes: Mapping[Taking, float]


def divide(offered: Stretches, uses: Iterable[tuple[Taking, Minutes]]) -> dict[Taking, int]:
    """The minutes of each taking within what is offered; together exactly what is offered.

    >>> divide([(0, 60)], [(Taking(AD_HOC), (30, 90)), (Taking(REGULAR), (20, 40))])[FREE]
    20
    """
    left = list(offered)
    found: dict[Taking, int] = {}
    for taking, stretch in sorted(uses, key=lambda one: (ORDER.index(one[0].share), one[1], one[0])):
        if got := length(common(left, [stretch])):
            found[taking] = found.get(taking, 0) + got
            left = without(left, [stretch])
    found[FREE] = length(left)
    return found


def spread(minutes: Mapping[Taking, float]) -> dict[Taking, float]:
    """The whole cell given to who uses any of it, in proportion; what is closed stays closed.

    >>> spread({Taking(REGULAR): 60, Taking(CLOSED): 120, FREE: 180})[Taking(REGULAR)]
    240.0
    """
    shut = sum(value for taking, value in minutes.items() if taking.share == CLOSED)
    used = sum(value for taking, value in minutes.items() if taking.share not in (CLOSED, EMPTY))
    rest = sum(minutes.values()) - shut
    if not used:
        return dict(minutes)
    return {
        taking: value if taking.share == CLOSED else 0.0 if taking.share == EMPTY else rest * value / used
        for taking, value in minutes.items()
    }


Pattern = tuple[int | None, tuple[tuple[Taking, float], ...]]
"""The m² and the minutes of a cell: all that its sums depend on."""


@dataclass(slots=True)
class Tally:
    """The sums of some cells, in each of the three units."""

    sums: dict[str, dict[Taking, float]] = field(default_factory=lambda: {unit: {} for unit in UNITS})

    def add(self, minutes: Mapping[Taking, float], area: int | None, base: str, count: int = 1) -> None:
        """So many equal cells more. With parts of the day as base a cell counts as used when it is used at all."""
        evenly = spread(minutes)
        whole = sum(minutes.values())
        weighed = evenly if base == UseBase.PARTS else minutes
        self._add(UseUnit.ROOMS, evenly, count / whole)
        self._add(UseUnit.HOURS, weighed, count / 60)
        self._add(UseUnit.AREA, weighed, count * (area or 0) / 60)

    def _add(self, unit: str, minutes: Mapping[Taking, float], weight: float) -> None:
        sums = self.sums[unit]
        for taking, value in minutes.items():
            sums[taking] = sums.get(taking, 0.0) + value * weight

    def total(self, unit: str) -> float:
        return sum(self.sums[unit].values())

    def amount(self, unit: str, fits: Callable[[Taking], bool]) -> float:
        return sum(value for taking, value in self.sums[unit].items() if fits(taking))

    def percent(self, unit: str, fits: Callable[[Taking], bool]) -> float | None:
        """What part of all this is; None of nothing."""
        total = self.total(unit)
        return 100 * self.amount(unit, fits) / total if total else None

    def share(self, unit: str, share: str) -> float | None:
        return self.percent(unit, lambda taking: taking.share == share)


def tallies(cells: Sequence[Cell], base: str, key: Callable[[Cell], K]) -> dict[K, Tally]:
    """The sums of the cells under each key, in the order in which the keys come.

    Most cells are equal to many others, such as a whole empty morning: they are counted first and computed once.
    """
    alike: dict[K, dict[Pattern, int]] = {}
    for cell in cells:
        counts = alike.setdefault(key(cell), {})
        pattern = cell.area, tuple(cell.minutes.items())
        counts[pattern] = counts.get(pattern, 0) + 1
    found: dict[K, Tally] = {}
    for one, counts in alike.items():
        found[one] = Tally()
        for (area, minutes), count in counts.items():
            found[one].add(dict(minutes), area, base, count)
    return found


def whole(cells: Sequence[Cell], base: str) -> Tally:
    """The sums of all cells."""
    return tallies(cells, base, lambda _cell: None).get(None) or Tally()


def cell_minutes(offered: Stretches, part: Stretches, uses: Sequence[tuple[Taking, Minutes]]) -> dict[Taking, int]:
    """The division of one part of the day of one space; nothing when it is not offered then."""
    open_then = joined(common(offered, part))
    return divide(open_then, uses) if open_then else {}
