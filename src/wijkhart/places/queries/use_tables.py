"""The use of rooms as tables and a chart, in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wijkhart.core.formats import number, unknown, weekday
from wijkhart.places.models import UserKind, UseUnit
from wijkhart.places.queries.shares import (
    AD_HOC,
    CLOSED,
    COMMERCIAL,
    EMPTY,
    NOBODY,
    REGULAR,
    SHARES,
    Tally,
    tallies,
    whole,
)
from wijkhart.places.queries.use import Attendance, UseRead, together
from wijkhart.times.models import PartOfDay

WORDS: Final = {
    REGULAR: gettext_lazy("weekly bookings"),
    AD_HOC: gettext_lazy("single bookings"),
    COMMERCIAL: gettext_lazy("companies"),
    CLOSED: gettext_lazy("closed by the manager"),
    EMPTY: gettext_lazy("empty"),
}
LEVELS: Final = (20, 40, 60, 80)
"""From which percentages in use a cell of the week is a shade darker."""
MOST_WEEKS: Final = 27
"""Longer periods are shown by month."""


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows of values; the first value of a row is its name."""

    key: str
    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Any]]

    @property
    def shown(self) -> list[tuple[str, list[str]]]:
        """The rows as people read them: the name, then the values."""
        return [(str(row[0]), [_shown(value) for value in row[1:]]) for row in self.rows]


def _shown(value: Any) -> str:
    if value is None:
        return unknown()
    return number(value, 1) if isinstance(value, float) else number(value) if isinstance(value, int) else str(value)


def _percents(tally: Tally, unit: str) -> list[float | None]:
    return [tally.share(unit, share) for share in SHARES]


def _share_headings(first: str) -> list[str]:
    return [first, *(f"{WORDS[share]} (%)" for share in SHARES)]


def units_table(read: UseRead) -> Table:
    """All three units side by side."""
    sums = whole(read.cells, read.base)
    headings = [_("What uses the rooms"), *(f"{UseUnit(unit).label} (%)" for unit in UseUnit.values)]
    rows = [[str(WORDS[share]), *(sums.share(unit, share) for unit in UseUnit.values)] for share in SHARES]
    totals = [round(sums.total(unit)) for unit in UseUnit.values]
    labels = [_("all together: parts of days of rooms, hours, hours of m²"), *totals]
    return Table("eenheden", _("In three units"), headings, [*rows, labels])


def _grouped(
    read: UseRead, unit: str, names: Mapping[UUID, str], key: Callable[[Any], UUID], first: str
) -> tuple[list[str], list[list[Any]]]:
    found = tallies(read.cells, read.base, key)
    headings = [*_share_headings(first), _("offered, hours")]
    rows = [
        [name, *_percents(found.get(one, Tally()), unit), found.get(one, Tally()).total(UseUnit.HOURS)]
        for one, name in names.items()
    ]
    return headings, rows


def places_table(read: UseRead, unit: str) -> Table:
    """Each place, with whether people came."""
    names = {one.place_id: one.place.name for one in read.spaces}
    headings, rows = _grouped(read, unit, names, lambda cell: cell.place, _("Place"))
    extra = [_("bookings over"), _("attendance told (%)"), _("nobody came (%)")]
    came = [read.attendance.get(place, Attendance()) for place in names]
    told = [[one.over, one.told_percent, one.nobody_percent] for one in came]
    return Table("plekken", _("By place"), headings + extra, [row + more for row, more in zip(rows, told, strict=True)])


def rooms_table(read: UseRead, unit: str) -> Table:
    """Each smallest space; a hall that can be split is its parts."""
    names = {one.pk: f"{one.name}, {one.place.name}" for one in read.spaces}
    headings, rows = _grouped(read, unit, names, lambda cell: cell.space, _("Room"))
    return Table("ruimtes", _("By room"), headings, rows)


def kinds_table(read: UseRead, unit: str) -> Table:
    """By kind of user, and what of it nobody came for."""
    sums = whole(read.cells, read.base)
    rows: list[list[Any]] = []
    for kind, label in UserKind.choices:

        def of_kind(taking: Any, kind: str = kind) -> bool:
            return bool(taking.kind == kind)

        def missed(taking: Any, kind: str = kind) -> bool:
            return bool(taking.kind == kind and taking.came == NOBODY)

        rows.append([str(label), sums.percent(unit, of_kind), sums.amount(UseUnit.HOURS, of_kind)])
        rows[-1].append(sums.amount(UseUnit.HOURS, missed))
    headings = [_("Kind of user"), _("part of all time (%)"), _("hours"), _("hours for which nobody came")]
    return Table("gebruikers", _("By kind of user"), headings, rows)


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One weekday and part of the day: how much is in use, and how many hours a week stay empty."""

    weekday: int
    part: str
    used: float | None
    empty: float

    @property
    def level(self) -> int:
        """0 to 4, for the shade; the number stands in the cell too."""
        return sum((self.used or 0) >= step for step in LEVELS)


def heat(read: UseRead, unit: str) -> list[tuple[str, list[HeatCell]]]:
    """By part of the day, the seven days."""
    found = tallies(read.cells, read.base, lambda cell: (cell.day.weekday(), cell.part))
    weeks = max(1.0, len(read.period.days) / 7)
    return [
        (str(PartOfDay(part).label), [_heat_cell(found.get((day, part)), unit, day, part, weeks) for day in range(7)])
        for part in PartOfDay.values
    ]


def _heat_cell(tally: Tally | None, unit: str, day: int, part: str, weeks: float) -> HeatCell:
    if tally is None:
        return HeatCell(day, part, None, 0.0)
    used = tally.percent(unit, lambda taking: taking.share not in (EMPTY, CLOSED))
    empty = tally.amount(UseUnit.HOURS, lambda taking: taking.share == EMPTY)
    return HeatCell(day, part, used, empty / weeks)


def empties_table(read: UseRead, unit: str) -> Table:
    """Where the empty hours are: the most first."""
    cells = [cell for _part, row in heat(read, unit) for cell in row if cell.used is not None]
    cells.sort(key=lambda one: (-one.empty, one.weekday, one.part))
    rows = [[f"{weekday(one.weekday)} {PartOfDay(one.part).label}", one.used, one.empty] for one in cells]
    headings = [_("Day and part of the day"), _("in use (%)"), _("empty hours in a week")]
    return Table("leeg", _("Where the empty hours are"), headings, rows)


def _step(read: UseRead) -> Callable[[date], date]:
    """The week or month of a date."""
    if len(read.period.days) <= MOST_WEEKS * 7:
        return lambda day: day - timedelta(days=day.weekday())
    return lambda day: day.replace(day=1)


def trend(read: UseRead, unit: str) -> list[tuple[date, Tally]]:
    """The sums of each week, or of each month of a long period."""
    step = _step(read)
    return sorted(tallies(read.cells, read.base, lambda cell: step(cell.day)).items())


def trend_table(read: UseRead, unit: str) -> Table:
    """What the chart shows."""
    rows = [[f"{day:%d-%m-%Y}", *_percents(tally, unit)] for day, tally in trend(read, unit)]
    return Table("verloop", _("Over time"), _share_headings(_("From")), rows)


def all_tables(read: UseRead, unit: str) -> list[Table]:
    """Every table of the page, in its order."""
    makers = (places_table, rooms_table, kinds_table, empties_table, trend_table)
    return [units_table(read), *(one(read, unit) for one in makers)]


@dataclass(frozen=True, slots=True)
class Summary:
    """What stands at the top: the share against the norm, and whether people came."""

    regular: float | None
    single: float | None
    commercial: float | None
    empty: float | None
    most: int
    """What weekly bookings may take by the norm."""
    attendance: Attendance

    @property
    def within(self) -> bool:
        return self.regular is None or self.regular <= self.most


def summary(read: UseRead, unit: str, percent: int) -> Summary:
    """The use of all cells together."""
    sums = whole(read.cells, read.base)
    regular, single, commercial, empty = (sums.share(unit, one) for one in (REGULAR, AD_HOC, COMMERCIAL, EMPTY))
    return Summary(regular, single, commercial, empty, most=100 - percent, attendance=together(read.attendance))
