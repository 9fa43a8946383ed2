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
                title if len(title) <= SHOWN else title[: SHOWN - 1].rstrip() + "…",
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
