"""What the needs were made of, so that worlds can be drawn around it."""

from collections.abc import Sequence

import numpy as np

from wijkhart.analysis.ages import share_of_ages
from wijkhart.analysis.coverage import Ingredients, Rules
from wijkhart.areas.models import Area
from wijkhart.coordination.models import CertaintyRule, CoverageNorm
from wijkhart.coordination.queries.demand import AGES, FROM_AGE, HOUSEHOLDS, Cells, value_of

UNKNOWN = float("nan")


def rules_of(rules: Sequence[CertaintyRule]) -> Rules:
    """The rules as the computation takes them; a kind that was not loaded counts as 0: no uncertainty."""
    values = dict.fromkeys(CertaintyRule.Kind.values, 0.0) | {rule.kind: rule.value for rule in rules}
    return Rules(**values)


def ingredients_of(areas: Sequence[Area], norms: Sequence[CoverageNorm], cells: Cells) -> Ingredients:
    """People, ages and figures behind each need, as published."""
    shape = (len(areas), len(norms))
    return Ingredients(
        people=np.array([[_people(area, norm, cells) for norm in norms] for area in areas]).reshape(shape),
        ages=np.array([[_known(value_of(cells, area, age)) for age in AGES] for area in areas]).reshape(-1, len(AGES)),
        bands=np.array([_bands(norm) for norm in norms]).reshape(-1, len(AGES)),
        figure=np.array([[_figure(area, norm, cells) for norm in norms] for area in areas]).reshape(shape),
        modelled=np.array([[_modelled(area, norm, cells) for norm in norms] for area in areas], bool).reshape(shape),
        measures=tuple(norm.measure_id or "" for norm in norms),
    )


def _known(value: float | None) -> float:
    return UNKNOWN if value is None else value


def _people(area: Area, norm: CoverageNorm, cells: Cells) -> float:
    """The rounded number that is counted from; 0 where the figure itself is an amount."""
    if norm.measure is None or norm.measure.unit == "percent":
        if norm.measure is not None and norm.measure.population == HOUSEHOLDS:
            return value_of(cells, area, HOUSEHOLDS) or 0.0
        return float(area.population or 0)
    return 0.0


def _bands(norm: CoverageNorm) -> list[float]:
    """The part of each age group that counts; nan when all ages do."""
    group, measure = norm.target_group, norm.measure
    if measure is not None and (measure.population == HOUSEHOLDS or measure.unit != "percent"):
        return [UNKNOWN] * len(AGES)
    first = max(group.age_from or 0, FROM_AGE.get(measure.population, 0) if measure else 0)
    if not first and group.age_to is None:
        return [UNKNOWN] * len(AGES)
    return [share_of_ages([float(age == band) for age in AGES], first, group.age_to) for band in AGES]


def _figure(area: Area, norm: CoverageNorm, cells: Cells) -> float:
    cell = cells.get((area.code, norm.measure_id)) if norm.measure_id else None
    percent = norm.measure is not None and norm.measure.unit == "percent"
    return _known(cell.value) if cell is not None and percent else UNKNOWN


def _modelled(area: Area, norm: CoverageNorm, cells: Cells) -> bool:
    cell = cells.get((area.code, norm.measure_id)) if norm.measure_id else None
    return bool(cell and cell.estimate)
