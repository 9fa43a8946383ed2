"""What changes would do, in the words and bars of a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkhart.analysis.ages import whole_parts
from wijkhart.coordination.change_words import Labels
from wijkhart.coordination.queries.what_if import Cell, Outcome
from wijkhart.core.formats import number

NAMED: Final = 5
"""How many groups and how many wijken are named above the table."""
FIRST: Final = 12
"""Rows of the table that stand open; the rest unfolds."""
HALF: Final = 100
"""The length of the longest bar, in units of the drawing; one for who gains and one for who loses."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table, in whole people: before plus gained less lost is after."""

    area: str
    area_name: str
    theme: str
    group: str
    need: int
    before: int
    gained: int
    lost: int
    gained_bar: int
    lost_bar: int

    @property
    def after(self) -> int:
        return self.before + self.gained - self.lost

    @property
    def change(self) -> int:
        return self.gained - self.lost

    @property
    def lost_from(self) -> int:
        """Where the bar of who loses begins: it grows to the left."""
        return HALF - self.lost_bar


@dataclass(frozen=True, slots=True)
class Who:
    """Those who gain, or those who lose: for whom and where, most people first, each with whole people."""

    groups: list[tuple[str, int]]
    areas: list[tuple[str, int]]
    more_groups: int
    more_areas: int


@dataclass(frozen=True, slots=True)
class Picture:
    """An outcome as a page shows it."""

    headline: str
    total: Row
    rows: list[Row]
    gains: Who
    losses: Who
    small: int
    """Rows left out because less than half a person gains or loses."""
    themes: list[str]
    unknown: int

    @property
    def first(self) -> list[Row]:
        return self.rows[:FIRST]

    @property
    def rest(self) -> list[Row]:
        return self.rows[FIRST:]


def picture_of(outcome: Outcome, words: Labels) -> Picture:
    """The outcome in whole people, with the words of themes and groups."""
    longest = max((max(cell.gained, cell.lost) for cell in outcome.cells), default=0.0) or 1.0
    rows = [_row(cell, words, longest) for cell in outcome.shown]
    need, before = round(outcome.need), round(outcome.before)
    total = Row("", "", "", "", need, before, round(outcome.gained), round(outcome.lost), 0, 0)
    return Picture(
        headline=headline_of(total.gained, total.lost),
        total=total,
        rows=rows,
        gains=_who(outcome.cells, [cell.gained for cell in outcome.cells], words),
        losses=_who(outcome.cells, [cell.lost for cell in outcome.cells], words),
        small=len(outcome.cells) - len(rows),
        themes=[words.theme(key) for key in outcome.themes],
        unknown=outcome.unknown,
    )


def _who(cells: Sequence[Cell], people: Sequence[float], words: Labels) -> Who:
    groups = _summed((f"{words.theme(cell.theme)}: {words.group(cell.group)}" for cell in cells), people)
    areas = _summed((cell.area_name for cell in cells), people)
    return Who(groups[:NAMED], areas[:NAMED], len(groups[NAMED:]), len(areas[NAMED:]))


def _summed(names: Iterable[str], people: Sequence[float]) -> list[tuple[str, int]]:
    """Whole people by name, most first, that sum to the whole of the headline."""
    sums: dict[str, float] = {}
    for name, here in zip(names, people, strict=True):
        sums[name] = sums.get(name, 0.0) + here
    counted = zip(sums, whole_parts(list(sums.values())), strict=True)
    return sorted(((name, total) for name, total in counted if total), key=lambda one: (-one[1], one[0]))


def headline_of(gained: int, lost: int) -> str:
    """Who gains and who loses in one or two sentences, both as plainly."""
    wins = ngettext("%(n)s person gets a place.", "%(n)s people get a place.", gained) % {"n": number(gained)}
    loses = ngettext("%(n)s person loses a place.", "%(n)s people lose their place.", lost) % {"n": number(lost)}
    if not gained and not lost:
        return _("This changes nothing for people in need.")
    return " ".join([wins if gained else _("Nobody gets a place."), loses if lost else _("Nobody loses a place.")])


def headings() -> list[str]:
    """The columns of the file."""
    return [
        _("Code"), _("Wijk"), _("Theme"), _("For whom"), _("In need"), _("With a place now"), _("With a place then"),
        _("Get a place"), _("Lose their place"),
    ]  # fmt: skip


def file_rows(cells: Iterable[Cell], words: Labels) -> list[Sequence[Any]]:
    """Every row of the file, with one decimal: also what a page finds too small to show."""
    return [
        [cell.area, cell.area_name, words.theme(cell.theme), words.group(cell.group)]
        + [round(value, 1) for value in (cell.need, cell.before, cell.after, cell.gained, cell.lost)]
        for cell in cells
    ]


def _row(cell: Cell, words: Labels, longest: float) -> Row:
    numbers = _whole(cell.need, cell.before, cell.gained, cell.lost)
    bars = [round(value / longest * HALF) for value in (cell.gained, cell.lost)]
    return Row(cell.area, cell.area_name, words.theme(cell.theme), words.group(cell.group), *numbers, bars[0], bars[1])


def _whole(*people: float) -> tuple[int, int, int, int]:
    need, before, gained, lost = (int(one + 0.5) for one in people)
    return need, before, gained, lost
