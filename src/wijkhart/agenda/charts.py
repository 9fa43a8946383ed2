"""Three bars per issue, one for each voice, as data; a template draws them beside the table with the same numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

HEADING: Final = 24
BAR: Final = 20
GAP: Final = 12
LEFT: Final = 118
LONGEST: Final = 160
SHOWN: Final = 48
"""Letters of a title; the table has it whole."""


@dataclass(frozen=True, slots=True)
class VoiceBar:
    """One voice on one issue: which (1, 2 or 3), its name, its number in words, and how long it is drawn."""

    voice: int
    label: str
    text: str
    top: int
    width: int

    @property
    def text_x(self) -> int:
        return LEFT + self.width + 6


@dataclass(frozen=True, slots=True)
class VoiceGroup:
    """The bars of one issue under its title."""

    title: str
    top: int
    bars: tuple[VoiceBar, ...]


@dataclass(frozen=True, slots=True)
class VoiceChart:
    groups: tuple[VoiceGroup, ...]

    @property
    def height(self) -> int:
        return len(self.groups) * (HEADING + 3 * BAR + GAP)


def voice_chart(rows: Sequence[tuple[str, Sequence[tuple[str, str, float | None]]]]) -> VoiceChart:
    """A chart from (title, three of (name of the voice, its number in words, part of the longest bar)).

    >>> chart = voice_chart([("1. Eten", [("Cijfers", "8,0", 1.0), ("Professionals", "4,0", 0.5), ("Wij", "-", None)])])
    >>> [(bar.voice, bar.width) for bar in chart.groups[0].bars], chart.height
    ([(1, 160), (2, 80), (3, 0)], 96)
    """
    height = HEADING + 3 * BAR + GAP
    return VoiceChart(
        tuple(
            VoiceGroup(
                _short(title),
                number * height,
                tuple(
                    VoiceBar(voice, label, text, HEADING + (voice - 1) * BAR, round((part or 0) * LONGEST))
                    for voice, (label, text, part) in enumerate(voices, 1)
                ),
            )
            for number, (title, voices) in enumerate(rows)
        )
    )


@dataclass(frozen=True, slots=True)
class ProgressPart:
    """One part of a bar of progress: which, how many, where it begins and how long it is drawn."""

    name: str
    count: int
    left: float
    width: float


def progress_bar(done: int, to_do: int, late: int) -> tuple[ProgressPart, ...]:
    """A bar of 100 wide of what is done, late and to do; empty when there is nothing.

    >>> [(part.name, part.left, part.width) for part in progress_bar(2, 1, 1)]
    [('done', 0.0, 50.0), ('late', 50.0, 25.0), ('to_do', 75.0, 25.0)]
    """
    total, left, parts = done + to_do + late, 0.0, []
    for name, count in (("done", done), ("late", late), ("to_do", to_do)):
        if count:
            width = 100 * count / total
            parts.append(ProgressPart(name, count, left, width))
            left += width
    return tuple(parts)


WIDE: Final = 340
"""How wide a bar of all places is drawn."""
READABLE: Final = 18
"""From so wide on the number of the place stands in its part."""


@dataclass(frozen=True, slots=True)
class PlacePart:
    """One place (6: all later ones) in the bar of an issue: where it begins, how wide it is, and what stands in it."""

    place: int
    label: str
    left: float
    width: float

    @property
    def text_x(self) -> float:
        return round(self.left + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class PlaceBar:
    """The bar of one issue under its title."""

    title: str
    top: int
    parts: tuple[PlacePart, ...]


@dataclass(frozen=True, slots=True)
class PlaceChart:
    bars: tuple[PlaceBar, ...]

    @property
    def height(self) -> int:
        return len(self.bars) * (HEADING + BAR + GAP)


def place_chart(rows: Sequence[tuple[str, Sequence[float]]]) -> PlaceChart:
    """A bar per issue, cut by how often it has each place: (title, parts of place 1, 2, ... and all later ones).

    >>> bar = place_chart([("1. Eten", (0.75, 0.25, 0, 0, 0, 0))]).bars[0]
    >>> [(part.place, part.label, part.left, part.width) for part in bar.parts]
    [(1, '1', 0.0, 255.0), (2, '2', 255.0, 85.0)]
    """
    return PlaceChart(
        tuple(
            PlaceBar(_short(title), number * (HEADING + BAR + GAP), _place_parts(shares))
            for number, (title, shares) in enumerate(rows)
        )
    )


def _place_parts(shares: Sequence[float]) -> tuple[PlacePart, ...]:
    left, parts = 0.0, []
    for place, share in enumerate(shares, 1):
        width = round(share * WIDE, 1)
        if width:
            label = str(place) if place < len(shares) else f"{place}+"
            parts.append(PlacePart(place, label if width >= READABLE else "", round(left, 1), width))
        left += share * WIDE
    return tuple(parts)


def _short(title: str) -> str:
    return title if len(title) <= SHOWN else title[: SHOWN - 1].rstrip() + "…"
