"""What an attached figure adds to the voice of the figures: the rank of the wijk among the other wijken."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wijkhart.areas.models import Area, Measure
from wijkhart.areas.queries import area_by_code, districts_of, figure_table
from wijkhart.core.formats import number, percent


@dataclass(frozen=True, slots=True)
class FigureSays:
    """A figure of a wijk in words, with the points that follow from its rank; None where there is no rank."""

    title: str
    says: str
    points: float | None


def points_of_rank(mine: float, others: list[float], *, high_is_worse: bool) -> float | None:
    """10 times the part of the other wijken that do better, equals counting half: the worst gets 10, the best 0.

    >>> points_of_rank(55, [40, 50, 55, 60], high_is_worse=True)
    6.25
    """
    if not others:
        return None
    better = sum(other < mine if high_is_worse else other > mine for other in others)
    equal = sum(other == mine for other in others)
    return round(10 * (better + equal / 2) / len(others), 2)


def figure_says(measure: Measure, code: str, *, high_is_worse: bool) -> FigureSays:
    """The latest figure of a wijk and its rank; a figure that is missing says why and adds nothing."""
    area = area_by_code(code)
    districts = list(districts_of(area.municipality_code))
    table = figure_table(districts if area in districts else [area, *districts], [measure])
    cell = table[area.code, measure.key]
    title = f"{measure.label}, {area.name}"
    if cell.value is None:
        return FigureSays(title, _("unknown: %(reason)s") % {"reason": cell.reason}, None)
    others = _others(area, districts, {key: one.value for key, one in table.items()}, measure.key)
    points = points_of_rank(cell.value, others, high_is_worse=high_is_worse)
    better = sum(other < cell.value if high_is_worse else other > cell.value for other in others)
    value = percent(cell.value) if measure.unit == "percent" else number(cell.value)
    source = f"{cell.source.publisher} {cell.period}" if cell.source else ""
    estimate = _("modelled estimate") + ", " if cell.estimate else ""
    said = f"{value} ({estimate}{source})."
    if points is None:
        return FigureSays(title, said, None)
    ranked = ngettext(
        "%(better)s of the %(count)s other wijken does better.",
        "%(better)s of the %(count)s other wijken do better.",
        better,
    ) % {"better": better, "count": len(others)}
    return FigureSays(title, f"{said} {ranked}", points)


def _others(area: Area, districts: list[Area], values: dict[tuple[str, str], float | None], key: str) -> list[float]:
    found = (values[one.code, key] for one in districts if one.code != area.code)
    return [value for value in found if value is not None]
