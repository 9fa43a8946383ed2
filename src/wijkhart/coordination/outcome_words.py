"""What changes would do, in the words and bars of a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkhart.coordination.change_words import Labels
from wijkhart.coordination.queries.what_if import Cell, Outcome
from wijkhart.core.formats import number

NAMED: Final = 5
"""How many who gain, and who lose, are named above the table."""
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
class Picture:
    """An outcome as a page shows it."""

    headline: str
    total: Row
    rows: list[Row]
    winners: list[Row]
    losers: list[Row]
    more_winners: int
    more_losers: int
    small: int
    """Rows left out because less than half a person gains or loses."""
    themes: list[str]
    unknown: int


def picture_of(outcome: Outcome, words: Labels) -> Picture:
    """The outcome in whole people, with the words of themes and groups."""
    longest = max((max(cell.gained, cell.lost) for cell in outcome.cells), default=0.0) or 1.0
    rows = [_row(cell, words, longest) for cell in outcome.shown]
    winners = [_row(cell, words, longest) for cell in outcome.winners]
    losers = [_row(cell, words, longest) for cell in outcome.losers]
    total = Row("", "", "", "", *_whole(outcome.need, outcome.before, outcome.gained, outcome.lost), 0, 0)
    return Picture(
        headline=headline_of(total.gained, total.lost),
        total=total,
        rows=rows,
        winners=winners[:NAMED],
        losers=losers[:NAMED],
        more_winners=len(winners[NAMED:]),
        more_losers=len(losers[NAMED:]),
        small=len(outcome.cells) - len(rows),
        themes=[words.theme(key) for key in outcome.themes],
        unknown=outcome.unknown,
    )


def headline_of(gained: int, lost: int) -> str:
    """Who gains and who loses in one or two sentences, both as plainly."""
    wins = ngettext("%(n)s person gets a place.", "%(n)s people get a place.", gained) % {"n": number(gained)}
    loses = ngettext("%(n)s person loses a place.", "%(n)s people lose their place.", lost) % {"n": number(lost)}
    if gained and lost:
        return f"{wins} {loses}"
    if gained:
        return f"{wins} {_('Nobody loses a place.')}"
    if lost:
        return f"{loses} {_('Nobody gets a place for it.')}"
    return _("This changes nothing for people in need.")


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
