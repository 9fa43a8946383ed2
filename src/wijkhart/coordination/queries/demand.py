"""Who lives where, and how many of them have a need."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from wijkhart.analysis.ages import rescaled, share_of_ages
from wijkhart.areas.models import Area, Measure, Missing
from wijkhart.areas.queries import Cell, figure_table
from wijkhart.coordination.models import CoverageNorm
from wijkhart.themes.models import TargetGroup

AGES = ("age_0_15", "age_15_25", "age_25_45", "age_45_65", "age_65plus")
HOUSEHOLDS = "households"
FROM_AGE = {"18plus": 18, "65plus": 65}
"""The population of a measure -> the age from which it counts."""

Cells = Mapping[tuple[str, str], Cell]


@dataclass(frozen=True, slots=True)
class Need:
    """What one norm comes to in one wijk, in people; None is unknown, and `missing` says why."""

    group_size: float | None
    people: float | None
    missing: str = ""
    estimate: bool = False
    period: int | None = None
    source: str = ""


def cells_for(areas: Iterable[Area], norms: Iterable[CoverageNorm]) -> Cells:
    """Every figure that the norms ask for."""
    keys = {HOUSEHOLDS, *AGES, *(norm.measure_id for norm in norms if norm.measure_id)}
    known = set(Measure.objects.filter(key__in=keys).values_list("key", flat=True))
    return figure_table(areas, sorted(known))


def need_of(area: Area, norm: CoverageNorm, cells: Cells) -> Need:
    """People of the group x the figure x the share of the norm."""
    if area.population == 0:
        return Need(0.0, 0.0, Missing.NO_INHABITANTS)
    cell = cells.get((area.code, norm.measure_id)) if norm.measure_id else None
    if norm.measure and (cell is None or cell.value is None):
        return Need(_group_size(area, norm, cells, None), None, cell.missing if cell else Missing.UNKNOWN)
    base = _base(area, norm, cells)
    if base is None:
        return Need(None, None, _why_no_base(area, norm, cells))
    people = base * _part(norm, cell) * norm.share
    size = _group_size(area, norm, cells, base * _part(norm, cell))
    if cell is None:
        return Need(size, people)
    return Need(size, people, "", cell.estimate, cell.period, cell.source.title if cell.source else "")


def _part(norm: CoverageNorm, cell: Cell | None) -> float:
    """The part of the base that has the figure."""
    if cell is None or cell.value is None or norm.measure is None:
        return 1.0
    return cell.value / 100 if norm.measure.unit == "percent" else 1.0


def _base(area: Area, norm: CoverageNorm, cells: Cells) -> float | None:
    """The people (or households) of whom the figure is a share."""
    measure = norm.measure
    if measure is not None and measure.population == HOUSEHOLDS:
        return value_of(cells, area, HOUSEHOLDS)
    if measure is not None and measure.unit != "percent":
        return value_of(cells, area, measure.key)
    at_least = FROM_AGE.get(measure.population, 0) if measure is not None else 0
    return _people(area, norm.target_group, cells, at_least)


def _people(area: Area, group: TargetGroup, cells: Cells, at_least: int) -> float | None:
    """The people of a group by age, from an age on."""
    first, last = max(group.age_from or 0, at_least), group.age_to
    if area.population is None:
        return None
    if not first and last is None:
        return float(area.population)
    percents = _percents(area, cells)
    return None if percents is None else area.population * share_of_ages(percents, first, last)


def _percents(area: Area, cells: Cells) -> Sequence[float] | None:
    values = [value_of(cells, area, key) for key in AGES]
    known = [value for value in values if value is not None]
    if len(known) < len(AGES):
        return None
    try:
        return rescaled(known)
    except ValueError:
        return None


def _group_size(area: Area, norm: CoverageNorm, cells: Cells, with_figure: float | None) -> float | None:
    """How many people the group has here: by age, all, or those with the figure that makes the group."""
    group = norm.target_group
    if group.everyone or group.age_from is not None or group.age_to is not None:
        return _people(area, group, cells, 0)
    return with_figure if norm.measure_id and norm.measure_id not in AGES else None


def value_of(cells: Cells, area: Area, key: str) -> float | None:
    """The value of one figure of an area; None when it is not known."""
    cell = cells.get((area.code, key))
    return cell.value if cell else None


def _why_no_base(area: Area, norm: CoverageNorm, cells: Cells) -> str:
    keys = (HOUSEHOLDS,) if norm.measure and norm.measure.population == HOUSEHOLDS else AGES
    found = [cell.missing for key in keys if (cell := cells.get((area.code, key))) and cell.missing]
    return str(found[0]) if found else Missing.UNKNOWN
